#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/font/font_file.h"

namespace ganscope::font {

/// Where this machine keeps its fonts: the user's folders first, then those of the XDG base directories.
[[nodiscard]] std::vector<std::filesystem::path> font_folders();

/// Finds fonts in folders, by their place below one of them or by a letter that they draw. Looks through the
/// folders once, and only when a letter asks for it: of each font its table of characters is read.
class FontSearch {
 public:
  explicit FontSearch(std::vector<std::filesystem::path> folders);

  /// The first of these places (relative to a folder, "truetype/dejavu/DejaVuSans.ttf") where a file is.
  [[nodiscard]] std::optional<std::filesystem::path> find(const std::vector<const char*>& places) const;
  /// Fonts that claim to draw the letter, the most fitting first: plain upright ones before bold, condensed
  /// and monospaced ones.
  [[nodiscard]] std::vector<std::filesystem::path> with(uint32_t code_point);

 private:
  struct Found {
    std::filesystem::path path;
    int oddness = 0;  ///< how little it fits beside Inter
    Coverage coverage;
  };
  void look_through();
  std::vector<std::filesystem::path> folders_;
  std::vector<Found> found_;
  bool looked_ = false;
};

}  // namespace ganscope::font
