#include "core/image/transform.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace ganscope::image {
namespace {

Picture blank(int width, int height, int channels) {
  Picture picture{width, height, channels, {}};
  picture.pixels.resize(static_cast<size_t>(width) * static_cast<size_t>(height) *
                        static_cast<size_t>(channels));
  return picture;
}

/// How much of each old pixel goes into a new one, along one axis.
struct Span {
  int first = 0;
  std::vector<float> weights;  ///< sum to 1
};

std::vector<Span> spans(int from, int to) {
  std::vector<Span> result(static_cast<size_t>(to));
  const double step = static_cast<double>(from) / to;
  for (int i = 0; i < to; ++i) {
    Span& span = result[static_cast<size_t>(i)];
    const double begin = i * step;
    const double end = std::min<double>(from, (i + 1) * step);
    span.first = std::min(from - 1, static_cast<int>(begin));
    const int last = std::clamp(static_cast<int>(std::ceil(end - 1e-9)), span.first + 1, from);
    for (int j = span.first; j < last; ++j) {
      const double covered = std::min<double>(end, j + 1) - std::max<double>(begin, j);
      span.weights.push_back(static_cast<float>(std::max(0.0, covered) / (end - begin)));
    }
  }
  return result;
}

}  // namespace

Picture centre_crop(const Picture& picture) {
  const int side = std::min(picture.width, picture.height);
  if (picture.width == picture.height) return picture;
  Picture result = blank(side, side, picture.channels);
  const int left = (picture.width - side) / 2;
  const int top = (picture.height - side) / 2;
  for (int y = 0; y < side; ++y) {
    std::copy_n(picture.at(left, top + y), static_cast<size_t>(side) * static_cast<size_t>(picture.channels),
                result.at(0, y));
  }
  return result;
}

Picture resize_area(const Picture& picture, int width, int height) {
  GANSCOPE_CHECK(!picture.empty() && width > 0 && height > 0, "resize_area needs pixels");
  if (picture.width == width && picture.height == height) return picture;
  const auto columns = spans(picture.width, width);
  const auto rows = spans(picture.height, height);
  const auto channels = static_cast<size_t>(picture.channels);
  const size_t row_values = static_cast<size_t>(width) * channels;
  Picture result = blank(width, height, picture.channels);
  std::vector<float> sums(row_values);
  for (int y = 0; y < height; ++y) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    const Span& row = rows[static_cast<size_t>(y)];
    for (size_t j = 0; j < row.weights.size(); ++j) {
      const uint8_t* line = picture.at(0, row.first + static_cast<int>(j));
      for (size_t x = 0; x < columns.size(); ++x) {
        const Span& column = columns[x];
        for (size_t i = 0; i < column.weights.size(); ++i) {
          const float weight = row.weights[j] * column.weights[i];
          const uint8_t* pixel = line + (static_cast<size_t>(column.first) + i) * channels;
          for (size_t c = 0; c < channels; ++c)
            sums[x * channels + c] += weight * static_cast<float>(pixel[c]);
        }
      }
    }
    uint8_t* out = result.at(0, y);
    for (size_t i = 0; i < row_values; ++i)
      out[i] = static_cast<uint8_t>(std::clamp(sums[i] + 0.5F, 0.0F, 255.0F));
  }
  return result;
}

Picture over_background(const Picture& picture, Colour background) {
  if (picture.channels != 4) return picture;
  Picture result = blank(picture.width, picture.height, 3);
  for (size_t i = 0; i < picture.pixels.size() / 4; ++i) {
    const uint8_t* in = picture.pixels.data() + i * 4;
    const int alpha = in[3];
    for (size_t c = 0; c < 3; ++c) {
      result.pixels[i * 3 + c] =
          static_cast<uint8_t>((in[c] * alpha + background[c] * (255 - alpha) + 127) / 255);
    }
  }
  return result;
}

Picture to_rgb(const Picture& picture) {
  if (picture.channels == 3) return picture;
  Picture result = blank(picture.width, picture.height, 3);
  const auto channels = static_cast<size_t>(picture.channels);
  for (size_t i = 0; i < result.pixels.size() / 3; ++i) {
    const uint8_t* in = picture.pixels.data() + i * channels;
    for (size_t c = 0; c < 3; ++c) result.pixels[i * 3 + c] = channels >= 3 ? in[c] : in[0];
  }
  return result;
}

Picture to_grey(const Picture& picture) {
  if (picture.channels == 1) return picture;
  Picture result = blank(picture.width, picture.height, 1);
  const auto channels = static_cast<size_t>(picture.channels);
  for (size_t i = 0; i < result.pixels.size(); ++i) {
    const uint8_t* in = picture.pixels.data() + i * channels;
    result.pixels[i] =
        channels >= 3 ? static_cast<uint8_t>((299 * in[0] + 587 * in[1] + 114 * in[2] + 500) / 1000) : in[0];
  }
  return result;
}

Picture magnify(const Picture& picture, int factor) {
  GANSCOPE_CHECK(factor >= 1, "magnify needs a factor of at least 1");
  if (factor == 1) return picture;
  Picture result = blank(picture.width * factor, picture.height * factor, picture.channels);
  const size_t row_bytes = static_cast<size_t>(result.width) * static_cast<size_t>(result.channels);
  for (int y = 0; y < picture.height; ++y) {
    uint8_t* line = result.at(0, y * factor);
    for (int x = 0; x < result.width; ++x) {
      std::copy_n(picture.at(x / factor, y), picture.channels, result.at(x, y * factor));
    }
    for (int copy = 1; copy < factor; ++copy) std::copy_n(line, row_bytes, result.at(0, y * factor + copy));
  }
  return result;
}

Picture plain(int width, int height, Colour colour) {
  Picture picture = blank(width, height, 3);
  for (size_t i = 0; i < picture.pixels.size(); ++i) picture.pixels[i] = colour[i % 3];
  return picture;
}

}  // namespace ganscope::image
