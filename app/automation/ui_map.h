#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "app/automation/world.h"
#include "core/base/failure.h"

namespace ganscope::automation {

/// The UI map as one JSON object: {"frame", "workspace", "status": {…}, "items": {name: {x, y, w, h,
/// value}}}, in window pixels; a number that is not finite is null. `enabled: false` stands only where
/// something cannot be pressed now.
[[nodiscard]] std::string ui_map_json(uint64_t frame, const World& world);

/// Keeps a file with the UI map fresh: after changes, and at least twice a second while `update` is called
/// that often. A reader never sees half of it: it is written beside and renamed.
class UiMapWriter {
 public:
  explicit UiMapWriter(std::filesystem::path file) : file_(std::move(file)) {}

  /// Writes when it is time: 0.1 s after the last writing when a frame was drawn since, else after 0.4 s.
  Expected<void> update(uint64_t frame, const World& world);
  Expected<void> write_now(uint64_t frame, const World& world);

 private:
  std::filesystem::path file_;
  double written_s_ = -1e9;
  uint64_t written_frame_ = 0;
};

}  // namespace ganscope::automation
