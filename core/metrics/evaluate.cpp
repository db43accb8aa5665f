#include "core/metrics/evaluate.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "core/metrics/choice.h"
#include "core/metrics/pictures/features.h"
#include "core/metrics/pictures/gaussian.h"
#include "core/metrics/pictures/neighbours.h"

namespace ganscope::metrics {
namespace {

constexpr int64_t largest_reference = 2000;
constexpr int64_t smallest_reference = 20;

Seen look_at(FeatureNetwork& network, const data::Dataset& dataset, std::span<const int64_t> indices) {
  std::vector<uint8_t> pixels;
  for (const int64_t index : indices) {
    const auto picture = dataset.picture(index);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
  }
  return network.look(pixels, static_cast<int64_t>(indices.size()));
}

ImageScore compare(const Seen& reference, const Seen& judged) {
  const auto [precision, recall] = precision_recall(reference.features, judged.features, feature_count);
  return {frechet_distance(fit_gaussian(reference.features, feature_count),
                           fit_gaussian(judged.features, feature_count)),
          precision, recall};
}

}  // namespace

Expected<ImageReport> evaluate_images(const data::DatasetPointer& data, std::span<const uint8_t> pixels,
                                      int64_t count, std::span<const int> labels,
                                      const WorkContext& context) {
  const data::Dataset& dataset = *data;
  const int64_t reference = std::min(largest_reference, dataset.count / 2);
  if (reference < smallest_reference)
    return fail(FailureKind::bad_data,
                "there are too few pictures to compare with: " + std::to_string(dataset.count), dataset.title,
                "evaluate against at least " + std::to_string(2 * smallest_reference) + " pictures");
  auto network = feature_network(data, context);
  if (!network) return tl::unexpected(network.error());

  context.report({"Comparing", 0, 3});
  const std::vector<int64_t> order = shuffled_indices(dataset.count);
  const std::span all(order);
  const auto half = static_cast<size_t>(reference);
  const Seen first = look_at(**network, dataset, all.subspan(0, half));
  const Seen second = look_at(**network, dataset, all.subspan(half, half));
  const Seen made = (*network)->look(pixels, count);
  if (context.cancelled()) return fail(FailureKind::cancelled, "interrupted", "", "nothing was measured");
  ImageReport report;
  report.count = count;
  report.reference = reference;
  report.generated = compare(first, made);
  context.report({"Comparing", 1, 3});
  report.real = compare(first, second);
  context.report({"Comparing", 2, 3});

  const auto& questions = (*network)->questions();
  for (size_t q = 0; q < questions.size(); ++q) {
    if (questions[q].key == "turn") continue;
    const size_t values = questions[q].values.size();
    const bool label = questions[q].key == "label" && dataset.has_labels() && q == 0;
    const std::vector<uint8_t>& truth =
        label ? dataset.labels : dataset.attributes[q - (dataset.has_labels() ? 1 : 0)].of;
    report.shares.push_back({questions[q].key, questions[q].values, frequencies(made.answers[q], values),
                             frequencies(second.answers[q], values), frequencies(truth, values),
                             (*network)->accuracy()[q]});
    if (label && labels.size() == static_cast<size_t>(count)) {
      int64_t agree = 0;
      for (size_t i = 0; i < labels.size(); ++i) agree += made.answers[q][i] == labels[i] ? 1 : 0;
      report.label_agreement = static_cast<double>(agree) / static_cast<double>(std::max<int64_t>(1, count));
      report.has_label_agreement = true;
    }
  }
  context.report({"Comparing", 3, 3});
  return report;
}

Expected<PointReport> evaluate_points(const data::Dataset& dataset, std::span<const float> points) {
  if (dataset.modes.centres.empty() || dataset.dimensions != 2)
    return fail(FailureKind::unsupported, "these points are no mixture of Gaussians, so they have no modes",
                dataset.title, "look at them with `ganscope sample RUN --out points.csv`");
  PointReport report;
  report.generated = score_mixture(points, dataset.modes);
  const std::vector<int64_t> order = shuffled_indices(dataset.count);
  std::vector<float> own;
  for (size_t i = 0; i < std::min(points.size() / 2, order.size()); ++i) {
    const auto index = static_cast<size_t>(order[i]);
    own.push_back(dataset.points[2 * index]);
    own.push_back(dataset.points[2 * index + 1]);
  }
  report.real = score_mixture(own, dataset.modes);
  return report;
}

}  // namespace ganscope::metrics
