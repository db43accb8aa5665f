#include "app/commands/reconstructed.h"

#include <algorithm>
#include <cmath>

#include "core/data/points/framed.h"
#include "core/explore/picture_values.h"
#include "core/metrics/points/point_judge.h"

namespace ganscope::commands {
namespace {

constexpr int64_t most_samples = 2000;

int width_of(const data::Dataset& dataset) {
  return dataset.kind == data::Kind::points ? dataset.dimensions : static_cast<int>(dataset.picture_bytes());
}

/// One sample as networks take it: [channels, height, width] in [−1, 1], or coordinates.
void append_sample(const data::Dataset& dataset, int64_t index, std::vector<float>& values) {
  if (dataset.kind == data::Kind::points) {
    const auto first = dataset.points.begin() + index * dataset.dimensions;
    values.insert(values.end(), first, first + dataset.dimensions);
    return;
  }
  explore::append_values(dataset, index, values);
}

/// What was drawn, in the same form.
std::vector<float> values_of(const api::Answer& drawn, const data::Dataset& dataset) {
  if (dataset.kind == data::Kind::points) return metrics::without_padding(drawn.points, dataset.dimensions);
  return explore::values_of(drawn, dataset.channels).values;
}

double mean_distance(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    sum += std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
  return sum / static_cast<double>(a.size());
}

/// As many copies of the mean sample.
std::vector<float> means_of(const api::Rows& samples) {
  const auto width = static_cast<size_t>(samples.width);
  std::vector<double> sum(width);
  for (size_t i = 0; i < samples.values.size(); ++i) sum[i % width] += static_cast<double>(samples.values[i]);
  std::vector<float> means(samples.values.size());
  for (size_t i = 0; i < means.size(); ++i) means[i] = static_cast<float>(sum[i % width] / samples.count);
  return means;
}

}  // namespace

Expected<std::optional<Reconstructed>> reconstruct(const OpenModel& model, const data::Dataset& dataset,
                                                   const std::vector<int>& run_label) {
  const int64_t count = std::min(dataset.count, most_samples);
  api::Rows samples{static_cast<int>(count), width_of(dataset), {}};
  std::vector<int> labels;
  for (int64_t i = 0; i < count; ++i) {
    const int64_t index = i * dataset.count / count;
    append_sample(dataset, index, samples.values);
    if (model.classes == 0) continue;
    const int label = dataset.labels[static_cast<size_t>(index)];
    labels.push_back(run_label.empty() ? label : run_label[static_cast<size_t>(label)]);
  }
  if (dataset.kind == data::Kind::points)
    data::move_to(model.data.frame, dataset.frame, samples.values, dataset.dimensions);
  const auto codes = model.replica->encode(*model.snapshot, model.model, samples);
  if (!codes && codes.error().kind == FailureKind::unsupported) return std::nullopt;
  if (!codes) return tl::unexpected(codes.error());
  const auto drawn = model.replica->render(*model.snapshot, model.model, codes->values, labels, false);
  if (!drawn) return tl::unexpected(drawn.error());
  return Reconstructed{count, mean_distance(values_of(*drawn, dataset), samples.values),
                       mean_distance(means_of(samples), samples.values)};
}

}  // namespace ganscope::commands
