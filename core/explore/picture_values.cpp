#include "core/explore/picture_values.h"

#include <algorithm>
#include <cmath>

#include "core/base/form_kinds.h"

namespace ganscope::explore {
namespace {

/// Bytes [area, stride] → their first `channels`, one after another.
void append_planes(std::span<const uint8_t> bytes, size_t stride, size_t channels,
                   std::vector<float>& values) {
  for (size_t c = 0; c < channels; ++c)
    for (size_t i = c; i < bytes.size(); i += stride)
      values.push_back(static_cast<float>(bytes[i]) / 127.5F - 1);
}

void append_real(const data::Dataset& data, int64_t index, bool labelled, RealPictures& real) {
  append_values(data, index, real.values.values);
  ++real.values.count;
  if (labelled) real.labels.push_back(data.labels[static_cast<size_t>(index)]);
}

/// Null: there are no pictures that this model could be shown.
const data::Dataset* pictures_of(const train::Subject& subject) {
  const data::Dataset* data = subject.dataset.get();
  const PictureShape shape = picture_shape(subject);
  const bool fits = data != nullptr && data->count > 0 && shape.size() > 0 &&
                    data->channels == shape.channels && data->height == shape.height &&
                    data->width == shape.width;
  return fits ? data : nullptr;
}

bool labelled(const train::Subject& subject) {
  return api::told_classes(subject.experiment, subject.data) > 0 && subject.dataset->has_labels();
}

}  // namespace

PictureShape picture_shape(const train::Subject& subject) {
  if (subject.data.is_points()) return {};
  return {subject.data.channels, subject.data.height, subject.data.width};
}

PictureShape pixel_shape(const train::Subject& subject) {
  return are_pictures(subject.data.form) ? picture_shape(subject) : PictureShape{};
}

tl::unexpected<Failure> draws_no_pictures(const api::DataInfo& data, std::string where, std::string hint) {
  const auto what = [&] {
    switch (data.form) {
      case Form::pictures:
        break;
      case Form::points:
        return "this model draws points";
      case Form::tokens:
        return "this model writes lines";
      case Form::rolls:
        return "this model makes melodies";
      case Form::waves:
        return "this model makes sounds";
      case Form::films:
        return "this model makes films";
    }
    return "this model draws pictures of another kind";
  };
  return fail(FailureKind::unsupported, what(), std::move(where), std::move(hint));
}

void append_bytes(std::span<const uint8_t> bytes, int channels, std::vector<float>& values) {
  append_planes(bytes, static_cast<size_t>(channels), static_cast<size_t>(channels), values);
}

void append_values(std::span<const uint8_t> rgba, int channels, std::vector<float>& values) {
  append_planes(rgba, 4, static_cast<size_t>(channels), values);
}

void append_values(const data::Dataset& data, int64_t index, std::vector<float>& values) {
  append_bytes(data.picture(index), data.channels, values);
}

api::Rows values_of(const api::Answer& drawn, int channels) {
  if (!drawn.values.empty()) {
    const std::span<const uint8_t> all(drawn.values);
    const size_t each = all.size() / static_cast<size_t>(drawn.count);
    api::Rows rows{drawn.count, static_cast<int>(each), {}};
    for (size_t n = 0; n < static_cast<size_t>(drawn.count); ++n)
      append_bytes(all.subspan(n * each, each), channels, rows.values);
    return rows;
  }
  api::Rows rows{drawn.count, channels * drawn.height * drawn.width, {}};
  const size_t bytes = static_cast<size_t>(drawn.height) * static_cast<size_t>(drawn.width) * 4;
  rows.values.reserve(static_cast<size_t>(rows.count) * static_cast<size_t>(rows.width));
  for (size_t n = 0; n < static_cast<size_t>(drawn.count); ++n)
    append_values({drawn.pixels.data() + n * bytes, bytes}, channels, rows.values);
  return rows;
}

void append_pixels(std::span<const float> picture, const PictureShape& shape, std::vector<uint8_t>& pixels) {
  const auto area = static_cast<size_t>(shape.area());
  for (size_t i = 0; i < area; ++i) {
    for (size_t c = 0; c < 3; ++c) {
      const float value = picture[(shape.channels == 1 ? 0 : c) * area + i];
      const float scaled = (value + 1) * 127.5F + 0.5F;
      pixels.push_back(scaled > 0 ? static_cast<uint8_t>(std::min(scaled, 255.0F)) : uint8_t{0});
    }
    pixels.push_back(255);
  }
}

RealPictures real_pictures(const train::Subject& subject, int64_t count) {
  RealPictures real;
  real.values.width = picture_shape(subject).size();
  const data::Dataset* data = pictures_of(subject);
  if (data == nullptr) return real;
  count = std::min(count, data->count);
  for (int64_t i = 0; i < count; ++i) append_real(*data, i * data->count / count, labelled(subject), real);
  return real;
}

RealPictures real_picture(const train::Subject& subject, uint64_t index) {
  RealPictures real;
  real.values.width = picture_shape(subject).size();
  if (const data::Dataset* data = pictures_of(subject))
    append_real(*data, static_cast<int64_t>(index % static_cast<uint64_t>(data->count)), labelled(subject),
                real);
  return real;
}

void blur(std::span<float> plane, int height, int width, double sigma) {
  if (sigma <= 0) return;
  const int reach = std::max(1, static_cast<int>(std::ceil(3 * sigma)));
  std::vector<double> weights;
  for (int i = 0; i <= reach; ++i) weights.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
  std::vector<float> line;
  const auto smooth = [&](int begin, int step, int length) {
    line.clear();
    for (int i = 0; i < length; ++i) line.push_back(plane[static_cast<size_t>(begin + i * step)]);
    for (int i = 0; i < length; ++i) {
      double sum = 0, all = 0;
      for (int k = std::max(0, i - reach); k <= std::min(length - 1, i + reach); ++k) {
        const double weight = weights[static_cast<size_t>(std::abs(k - i))];
        sum += weight * static_cast<double>(line[static_cast<size_t>(k)]);
        all += weight;
      }
      plane[static_cast<size_t>(begin + i * step)] = static_cast<float>(sum / all);
    }
  };
  for (int row = 0; row < height; ++row) smooth(row * width, 1, width);
  for (int column = 0; column < width; ++column) smooth(column, width, height);
}

}  // namespace ganscope::explore
