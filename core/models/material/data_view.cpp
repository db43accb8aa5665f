#include "core/models/material/data_view.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "core/base/random.h"
#include "core/image/rgba.h"

namespace ganscope::models {

api::DataInfo describe(const data::Dataset& data) {
  api::DataInfo info;
  info.key = data.key;
  info.title = data.title;
  info.form = data.form;
  info.count = data.count;
  info.channels = data.channels;
  info.height = data.height;
  info.width = data.width;
  info.dimensions = data.dimensions;
  info.tokens = data.tokens;
  info.rate = data.rate;
  info.frame = data.frame;
  info.input_title = data.inputs.title;
  info.input_channels = data.inputs.channels;
  info.label_names = data.label_names;
  for (const data::Attribute& attribute : data.attributes) info.attribute_names.push_back(attribute.key);
  if (data.captions != nullptr) info.captions = data.captions->vocabulary;
  info.skipped = static_cast<int64_t>(data.skipped.size());
  info.skipped_by_reason = data.skipped_by_reason;
  info.remarks = data.remarks;
  return info;
}

std::shared_ptr<const forms::Painter> painter_of(const api::DataInfo& data) {
  return forms::painter_of({data.form, data.channels, data.height, data.width, data.tokens});
}

namespace {

/// From the data's own range, so that nothing moves while G learns. Outliers (1 in 500 on each side) may be
/// cut off.
api::DensityCurve density_of(const data::Dataset& data) {
  constexpr int places = 512;
  api::DensityCurve curve;
  std::vector<float> sorted = data.points;
  std::ranges::sort(sorted);
  const size_t cut = sorted.size() / 500;
  const double first = static_cast<double>(sorted[cut]),
               last = static_cast<double>(sorted[sorted.size() - 1 - cut]);
  const double margin = last > first ? 0.15 * (last - first) : 1;
  curve.low = first - margin;
  curve.high = last + margin;
  if (data.law == nullptr) return curve;
  for (int i = 0; i < places; ++i) {
    const std::array x{curve.low + (curve.high - curve.low) * i / (places - 1)};
    curve.values.push_back(static_cast<float>(data.law->density(x)));
  }
  return curve;
}

std::vector<api::HeldOut> held_out_of(const data::Dataset& data, int most) {
  std::vector<api::HeldOut> all;
  if (!data.has_inputs()) return all;
  std::vector<const data::Dataset*> sets;
  for (const data::DatasetPointer& set : data.held_out) sets.push_back(set.get());
  if (sets.empty()) sets.push_back(&data);
  for (const data::Dataset* set : sets) {
    api::HeldOut& held = all.emplace_back();
    held.count = static_cast<int>(std::min<int64_t>(most, set->inputs.count));
    for (int64_t i = 0; i < held.count; ++i) {
      image::append_rgba(set->input(i), set->inputs.channels, held.inputs);
      if (set->inputs.paired) image::append_rgba(set->picture(i), set->channels, held.truths);
    }
  }
  return all;
}

}  // namespace

api::DataPreview preview(const data::Dataset& data, int count, uint64_t seed) {
  std::vector<int64_t> order(static_cast<size_t>(data.count));
  std::iota(order.begin(), order.end(), 0);
  const auto chosen = std::min(order.size(), static_cast<size_t>(std::max(count, 0)));
  Random random(seed);
  for (size_t i = 0; i < chosen; ++i) std::swap(order[i], order[i + random.below(order.size() - i)]);

  api::DataPreview preview;
  preview.key = data.key;
  preview.count = static_cast<int>(chosen);
  preview.numbers.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(chosen));
  if (data.is_points()) {
    const auto dimensions = static_cast<size_t>(data.dimensions);
    preview.dimensions = data.dimensions;
    preview.frame = data.frame;
    if (dimensions == 1) preview.density = density_of(data);
    for (size_t i = 0; i < chosen; ++i) {
      const float* point = data.points.data() + static_cast<size_t>(order[i]) * dimensions;
      preview.points.push_back(point[0]);
      preview.points.push_back(dimensions > 1 ? point[1] : 0.0F);
    }
    return preview;
  }
  if (data.has_labels())
    for (size_t i = 0; i < chosen; ++i) preview.labels.push_back(data.labels[static_cast<size_t>(order[i])]);
  const auto painter = forms::painter_of(data::look_of(data));
  preview.width = painter->width();
  preview.height = painter->height();
  preview.held_out = held_out_of(data, static_cast<int>(chosen));
  preview.held_out_trained = data.has_inputs() && data.held_out.empty();
  preview.pixels.reserve(chosen * static_cast<size_t>(preview.width) * static_cast<size_t>(preview.height) *
                         4);
  for (size_t i = 0; i < chosen; ++i) {
    const std::span<const uint8_t> sample = data.picture(order[i]);
    painter->paint(sample, preview.pixels);
    if (data.form != Form::pictures)
      preview.values.insert(preview.values.end(), sample.begin(), sample.end());
  }
  return preview;
}

}  // namespace ganscope::models
