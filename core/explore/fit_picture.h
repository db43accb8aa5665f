#pragma once
#include "core/api/ask.h"
#include "core/api/status.h"
#include "core/config/option.h"
#include "core/image/picture.h"

namespace ganscope::explore {

/// Somebody's picture brought to what a model draws, as the data set `folder` does it: what is transparent
/// over the run's background, the middle of it in the model's proportions, resized by area, grey or colour.
struct FittedPicture {
  image::Picture picture;  ///< of the data's size and channels
  api::Rows values;  ///< [1, channels · height · width] in [−1, 1], in the order channel, row, column
  std::vector<std::string> remarks;  ///< sentences: what was done to it
};
/// `settings` of the run: its `data_background` (white, grey, black), white where it has none. Fails with
/// `unsupported` for a model of points, with `bad_data` for a picture of less than 8 pixels a side; `where`
/// names the picture.
[[nodiscard]] Expected<FittedPicture> fit_picture(const image::Picture& picture, const api::DataInfo& data,
                                                  const config::Settings& settings, const std::string& where);

}  // namespace ganscope::explore
