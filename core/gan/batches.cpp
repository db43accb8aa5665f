#include "core/gan/batches.h"

#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/check.h"

namespace ganscope::gan {

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
  if (variance > 0) scale.unit = static_cast<float>(std::sqrt(variance));
  return scale;
}

Batches::Batches(data::DatasetPointer data, uint64_t seed, PointScale scale)
    : data_(std::move(data)), seed_(seed), scale_(scale), order_(static_cast<size_t>(data_->count)) {
  for (size_t i = 0; i < pixel_value_.size(); ++i) pixel_value_[i] = static_cast<float>(i) / 127.5F - 1.0F;
  shuffle();
}

void Batches::shuffle() {
  std::iota(order_.begin(), order_.end(), 0);
  Random random(mix_seed(seed_, static_cast<uint64_t>(place_.epoch)));
  for (size_t i = order_.size(); i > 1; --i)
    std::swap(order_[i - 1], order_[random.below(i)]);  // Fisher–Yates
}

void Batches::next(std::span<int64_t> indices) {
  for (int64_t& index : indices) {
    if (place_.position == data_->count) {
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
    if (data_->kind == data::Kind::images) {
      for (const uint8_t byte : data_->picture(index)) *out++ = pixel_value_[byte];
    } else {
      const float* point = data_->points.data() + static_cast<size_t>(index) * values;
      for (size_t d = 0; d < values; ++d) *out++ = (point[d] - scale_.centre[d]) / scale_.unit;
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

int64_t Batches::values_per_sample() const {
  return data_->kind == data::Kind::images ? static_cast<int64_t>(data_->picture_bytes()) : data_->dimensions;
}

}  // namespace ganscope::gan
