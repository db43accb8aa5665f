#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/api/status.h"
#include "core/base/failure.h"
#include "core/config/option.h"
#include "core/explore/fit_picture.h"

namespace ganscope::model {

/// A picture file of the user's as a model can take it, or why it cannot.
struct ReadPicture {
  std::string path;
  int width = 0, height = 0;  ///< of the file
  Expected<explore::FittedPicture> fitted;
  /// What a model that makes pictures of pictures is given of it (data::adapted).
  struct Input {
    std::vector<uint8_t> pixels;  ///< [height, width, 4]; transparent where a pixel is missing
    std::string remark;           ///< a sentence: what had to be done; empty: nothing
  };
  std::optional<Input> input = {};  ///< none: the model takes no pictures
};

/// Picture files on their way into Explore: wanted, being read beside the interface one after the other,
/// there.
struct PictureFile {
  std::vector<std::string> wanted;          ///< paths to be read, in their order
  bool reading = false;                     ///< it has been handed over
  std::shared_ptr<const ReadPicture> read;  ///< until it has been taken; null: none
};

}  // namespace ganscope::model
