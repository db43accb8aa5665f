#pragma once
#include "core/config/option.h"
#include "core/image/picture.h"
#include "core/image/transform.h"

namespace ganscope::data {

constexpr int shortest_side = 8;  ///< pixels; of smaller pictures there is nothing to learn

[[nodiscard]] config::Option colour_option();      ///< `data_colour`: in colour or in grey
[[nodiscard]] config::Option background_option();  ///< `data_background`: what shows through

/// What becomes of every picture of the user's.
struct Preparation {
  int size = 32;
  int channels = 3;
  image::Colour background{};

  [[nodiscard]] size_t picture_bytes() const {
    return static_cast<size_t>(size) * static_cast<size_t>(size) * static_cast<size_t>(channels);
  }
};
[[nodiscard]] Preparation preparation(const config::Settings& settings);

/// The middle square over the background, in size and channels.
[[nodiscard]] image::Picture prepared(const image::Picture& picture, const Preparation& how);

}  // namespace ganscope::data
