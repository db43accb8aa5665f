#include "app/commands/reconstructed.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/data/held_out.h"
#include "core/data/points/framed.h"
#include "core/explore/picture_values.h"
#include "core/explore/real_samples.h"
#include "core/metrics/points/point_judge.h"

namespace ganscope::commands {
namespace {

constexpr int64_t most_samples = 2000, most_encoded = 1000;

int width_of(const data::Dataset& dataset) {
  return dataset.is_points() ? dataset.dimensions : static_cast<int>(dataset.picture_bytes());
}

/// One sample as networks take it: [channels, height, width] in [−1, 1], or coordinates.
void append_sample(const data::Dataset& dataset, int64_t index, std::vector<float>& values) {
  if (dataset.is_points()) {
    const auto first = dataset.points.begin() + index * dataset.dimensions;
    values.insert(values.end(), first, first + dataset.dimensions);
    return;
  }
  explore::append_values(dataset, index, values);
}

/// Those with these numbers, points in the frame of the run.
api::Rows samples_at(const OpenModel& model, const data::Dataset& dataset, std::span<const int64_t> numbers) {
  api::Rows samples{static_cast<int>(numbers.size()), width_of(dataset), {}};
  for (const int64_t number : numbers) append_sample(dataset, number, samples.values);
  if (dataset.is_points()) data::move_to(model.data.frame, dataset.frame, samples.values, dataset.dimensions);
  return samples;
}

/// What was drawn, in the same form.
std::vector<float> values_of(const api::Answer& drawn, const data::Dataset& dataset) {
  if (dataset.is_points()) return metrics::without_padding(drawn.points, dataset.dimensions);
  return explore::values_of(drawn, dataset.channels).values;
}

}  // namespace

Expected<void> draw_from_codes(OpenModel& model, const data::Dataset& dataset) {
  if (!model.replica->encodes())
    return fail(FailureKind::usage, "this model makes no codes of samples", "--prior fitted",
                "leave it out: its latents are normal");
  const int64_t count = std::min(dataset.count, most_encoded);
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < count; ++i) numbers.push_back(i * dataset.count / count);
  const auto codes = model.replica->encode(*model.snapshot, model.model, samples_at(model, dataset, numbers));
  if (!codes) return tl::unexpected(codes.error());
  auto fitted = explore::fit_codes(*codes);
  if (!fitted) return tl::unexpected(fitted.error());
  model.prior = std::move(*fitted);
  return {};
}

Expected<std::optional<Reconstructed>> reconstruct(const OpenModel& model, const data::Dataset& dataset,
                                                   const std::vector<int>& run_label) {
  if (!model.replica->encodes()) return std::nullopt;
  const std::vector<int64_t> numbers = data::held_out_samples(dataset.count, most_samples);
  const auto count = static_cast<int64_t>(numbers.size());
  const api::Rows samples = samples_at(model, dataset, numbers);
  std::vector<int> labels;
  for (size_t i = 0; model.classes > 0 && i < numbers.size(); ++i) {
    const int label = dataset.labels[static_cast<size_t>(numbers[i])];
    labels.push_back(run_label.empty() ? label : run_label[static_cast<size_t>(label)]);
  }
  const auto codes = model.replica->encode(*model.snapshot, model.model, samples);
  if (!codes) return tl::unexpected(codes.error());
  const auto drawn = model.replica->render(*model.snapshot, model.model, codes->values, labels, false);
  if (!drawn) return tl::unexpected(drawn.error());
  const double unit = dataset.is_points() ? 1 : 0.5;  // [−1, 1] → [0, 1]
  return Reconstructed{count, unit * explore::mean_distance(values_of(*drawn, dataset), samples.values),
                       unit * explore::mean_distance(explore::mean_rows(samples), samples.values)};
}

}  // namespace ganscope::commands
