#include "core/models/material/batches.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/check.h"
#include "core/data/held_out.h"

namespace ganscope::models {

PointScale unit_variance(const data::Dataset& data) {
  GANSCOPE_CHECK(data.dimensions >= 1 && data.dimensions <= 2, "point data have one or two dimensions");
  const auto dimensions = static_cast<size_t>(data.dimensions);
  const size_t count = data.points.size() / dimensions;
  std::array<double, 2> mean{};
  double variance = 0;
  for (size_t d = 0; d < dimensions; ++d) {
    double square = 0;
    for (size_t i = 0; i < count; ++i) mean[d] += data.points[i * dimensions + d];
    mean[d] /= static_cast<double>(count);
    for (size_t i = 0; i < count; ++i) square += std::pow(data.points[i * dimensions + d] - mean[d], 2);
    variance += square / static_cast<double>(count * dimensions);
  }
  PointScale scale;
  for (size_t d = 0; d < dimensions; ++d) scale.centre[d] = static_cast<float>(mean[d]);
  if (variance > 0) scale.unit.fill(static_cast<float>(std::sqrt(variance)));
  return scale;
}

PointScale moved(const PointScale& scale, const PointFrame& from, const PointFrame& to) {
  if (from == to) return scale;
  PointScale result;
  for (size_t d = 0; d < 2; ++d) {
    result.centre[d] = static_cast<float>(to.in(d, from.out(d, static_cast<double>(scale.centre[d]))));
    result.unit[d] = static_cast<float>(static_cast<double>(scale.unit[d]) * from.unit[d] / to.unit[d]);
  }
  return result;
}

Augmentation augmentation_of(const config::Settings& settings) {
  return {settings.has("flip") && settings.flag("flip"),
          settings.has("shift") ? static_cast<int>(settings.integer("shift")) : 0};
}

Batches::Batches(data::DatasetPointer data, uint64_t seed, PointScale scale, Augmentation augmentation)
    : data_(std::move(data)),
      seed_(seed),
      scale_(scale),
      augmentation_(augmentation),
      order_(static_cast<size_t>(data_->count)) {
  for (size_t i = 0; i < pixel_value_.size(); ++i) pixel_value_[i] = static_cast<float>(i) / 127.5F - 1.0F;
  shuffle();
}

void Batches::shuffle() {
  if (holds_out_) {
    order_.clear();
    for (int64_t i = 0; i < data_->count; ++i)
      if (!data::is_held_out(i, data_->count)) order_.push_back(static_cast<int32_t>(i));
  } else {
    std::iota(order_.begin(), order_.end(), 0);
  }
  Random random(mix_seed(seed_, static_cast<uint64_t>(place_.epoch)));
  for (size_t i = order_.size(); i > 1; --i)
    std::swap(order_[i - 1], order_[random.below(i)]);  // Fisher–Yates
}

void Batches::hold_out() {
  holds_out_ = true;
  shuffle();
}

void Batches::next(std::span<int64_t> indices) {
  for (int64_t& index : indices) {
    if (place_.position >= static_cast<int64_t>(order_.size())) {
      place_ = {place_.epoch + 1, 0};
      shuffle();
    }
    index = order_[static_cast<size_t>(place_.position++)];
  }
}

void Batches::fill(std::span<const int64_t> indices, std::span<float> samples) const {
  const auto values = static_cast<size_t>(values_per_sample());
  GANSCOPE_CHECK(samples.size() == indices.size() * values, "`samples` has not the size of the batch");
  float* out = samples.data();
  for (const int64_t index : indices) {
    if (!data_->is_points()) {
      for (const uint8_t byte : data_->picture(index)) *out++ = pixel_value_[byte];
    } else {
      const float* point = data_->points.data() + static_cast<size_t>(index) * values;
      for (size_t d = 0; d < values; ++d) *out++ = (point[d] - scale_.centre[d]) / scale_.unit[d];
    }
  }
}

void Batches::fill(std::span<const int64_t> indices, const Place& from, std::span<float> samples) const {
  if (data_->is_points() || !augmentation_.any()) return fill(indices, samples);
  const size_t values = data_->picture_bytes();
  GANSCOPE_CHECK(samples.size() == indices.size() * values, "`samples` has not the size of the batch");
  float* out = samples.data();
  for (size_t i = 0; i < indices.size(); ++i, out += values) {
    Random random = chance_at(from, i);
    fill_augmented(data_->picture(indices[i]), random, out);
  }
}

void Batches::fill_inputs(std::span<const int64_t> indices, const Place& from,
                          std::span<float> inputs) const {
  const size_t values = data_->input_bytes();
  GANSCOPE_CHECK(inputs.size() == indices.size() * values, "`inputs` has not the size of the batch");
  float* out = inputs.data();
  for (size_t i = 0; i < indices.size(); ++i, out += values) {
    Random random = chance_at(from, i);
    fill_augmented(data_->input(indices[i]), random, out);
  }
}

void Batches::fill_any_inputs(int64_t count, Random& random, std::span<float> inputs) const {
  const size_t values = data_->input_bytes();
  GANSCOPE_CHECK(inputs.size() == static_cast<size_t>(count) * values,
                 "`inputs` has not the size of the batch");
  float* out = inputs.data();
  for (int64_t i = 0; i < count; ++i, out += values)
    fill_augmented(
        data_->input(static_cast<int64_t>(random.below(static_cast<uint64_t>(data_->inputs.count)))), random,
        out);
}

Random Batches::chance_at(const Place& from, size_t offset) const {
  constexpr uint64_t own_stream = 0x617567;  // apart from the epochs' orders
  const int64_t position = from.position + static_cast<int64_t>(offset);
  const auto epoch = static_cast<uint64_t>(from.epoch + position / data_->count);
  return Random(
      mix_seed(mix_seed(mix_seed(seed_, own_stream), epoch), static_cast<uint64_t>(position % data_->count)));
}

void Batches::fill_augmented(std::span<const uint8_t> picture, Random& random, float* out) const {
  const bool mirrored = augmentation_.flip && random.chance(0.5);
  const auto moved = [&] {
    const auto most = static_cast<uint64_t>(augmentation_.shift);
    return static_cast<int>(random.below(2 * most + 1)) - augmentation_.shift;
  };
  const int dx = moved(), dy = moved(), width = data_->width, height = data_->height;
  const auto channels = picture.size() / (static_cast<size_t>(width) * static_cast<size_t>(height));
  for (int y = 0; y < height; ++y) {
    const int from_y = std::clamp(y - dy, 0, height - 1);
    for (int x = 0; x < width; ++x) {
      const int in_place = std::clamp(x - dx, 0, width - 1),
                from_x = mirrored ? width - 1 - in_place : in_place;
      const size_t pixel =
          (static_cast<size_t>(from_y) * static_cast<size_t>(width) + static_cast<size_t>(from_x)) * channels;
      for (size_t c = 0; c < channels; ++c) *out++ = pixel_value_[picture[pixel + c]];
    }
  }
}

void Batches::fill_labels(std::span<const int64_t> indices, std::span<int64_t> labels) const {
  GANSCOPE_CHECK(labels.size() == indices.size(), "`labels` has not the size of the batch");
  for (size_t i = 0; i < indices.size(); ++i) labels[i] = data_->labels[static_cast<size_t>(indices[i])];
}

void Batches::go_to(Place place) {
  const bool other_epoch = place.epoch != place_.epoch;
  place_ = place;
  if (other_epoch) shuffle();
}

void Batches::use(data::DatasetPointer data, const PointScale& scale) {
  GANSCOPE_CHECK(data->count == data_->count, "other data must be as many");
  data_ = std::move(data);
  scale_ = scale;
}

int64_t Batches::values_per_sample() const {
  return !data_->is_points() ? static_cast<int64_t>(data_->picture_bytes()) : data_->dimensions;
}

}  // namespace ganscope::models
