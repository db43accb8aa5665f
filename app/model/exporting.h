#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::model {

/// Pictures that are to be written as they are shown, beside the interface.
struct ExportOrder {
  enum class Kind { gif, sheet, pictures, mp4, picture };  ///< picture: the first alone, magnified
  uint64_t id = 0;                                         ///< grows; a newer order replaces an older one
  std::shared_ptr<const api::Answer> drawn = nullptr;      ///< null: nothing; what is under way is given up
  int count = 0;                                           ///< of its pictures, from the first
  Kind kind = Kind::gif;
  std::filesystem::path file = {};  ///< of `pictures` a folder
  double frames_per_s = 16;
};

/// How far an order is.
struct ExportState {
  uint64_t id = 0;
  Progress progress = {};
  bool done = false;
  std::optional<Failure> failure = {};
};

}  // namespace ganscope::model
