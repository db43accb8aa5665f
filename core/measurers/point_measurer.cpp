#include "core/measurers/point_measurer.h"

#include <cmath>
#include <string>
#include <utility>

#include "core/measurers/describe.h"

namespace ganscope::measurers {
namespace {

bool has_modes(const data::Dataset& data) { return !data.modes.centres.empty(); }

}  // namespace

PointMeasurer::PointMeasurer(const train::Subject& subject, std::unique_ptr<train::Replica> replica)
    : data_(subject.dataset),
      samples_(subject, std::move(replica), metrics::mixture_samples),
      judge_(*data_, metrics::mixture_samples),
      given_back_(GivenBack::of(subject, samples_.replica())) {
  table_.floors = figures(judge_.real(), judge_.held_back());
  if (given_back_) table_.floors.push_back(GivenBack::nothing());
  declare();
}

void PointMeasurer::declare() {
  Declaration declare(table_);
  if (has_modes(*data_)) {
    const auto total = static_cast<double>(data_->modes.centres.size());
    declare.plot({"modes", "Modes", "clusters that are found", false, 0, total * 1.05, {total}, "all"});
    declare.series({"modes", "found", "Modes",
                    "Clusters of the data with at least one sample within 3 sigma, of 2,500 samples.",
                    "modes", config::Player::generator, true});
    declare.plot({"high_quality", "On the modes", "share of samples within 3 sigma", false, 0, 1.05, {}, ""});
    declare.series({"high_quality", "quality", "High-quality share",
                    "Share of samples within 3 sigma of their nearest mode.", "high_quality",
                    config::Player::generator});
    declare.plot({"reverse_kl", "Unevenness", "reverse KL of the modes' shares", true, 0, 0, {}, ""});
    declare.series({"reverse_kl", "rev. KL", "Reverse KL",
                    "How unevenly the samples fall on the modes; 0 is even.", "reverse_kl",
                    config::Player::generator});
  }
  declare.plot({"divergence", "Divergence", "Jensen–Shannon, on a histogram", true, 0, 0, {}, ""});
  declare.series(
      {"js", "JS", "Jensen–Shannon divergence",
       "How much the histograms of samples and data differ: 0 to 0.69. Perfect samples get the dashed line, "
       "because both are only counted.",
       "divergence", config::Player::generator});
  declare.plot({"kl", "What is missed", "forward KL, on a histogram", true, 0, 0, {}, ""});
  declare.series({"kl", "KL", "Kullback–Leibler divergence",
                  "KL(data ‖ samples) on the same histogram: large where data lie and hardly a sample does. "
                  "Perfect samples "
                  "get the dashed line.",
                  "kl", config::Player::generator});
  declare.plot({"sliced_wasserstein", "Distance to the data", "sliced Wasserstein", true, 0, 0, {}, ""});
  declare.series({"sliced_wasserstein", "distance", "Sliced Wasserstein distance",
                  "How far the samples would have to be carried, on average, to lie as the data do.",
                  "sliced_wasserstein", config::Player::generator});
  declare.plot({"diversity", "Diversity", "mean distance of two samples", false, 0, 0, {}, ""});
  declare.series(
      {"diversity", "spread", "Diversity",
       "Mean distance of two generated samples. Far below that of the data: many samples are alike.",
       "diversity", config::Player::generator});
  for (size_t m = 0; has_modes(*data_) && m < data_->modes.centres.size(); ++m)
    declare.share("mode " + std::to_string(m + 1));
  if (given_back_) given_back_->declare(declare);
  declare.finish();
}

std::vector<float> PointMeasurer::figures(const metrics::PointScores& scores,
                                          std::span<const float> points) const {
  std::vector<float> values;
  const auto add = [&](double value) { values.push_back(static_cast<float>(value)); };
  if (scores.mixture) {
    add(scores.mixture->modes);
    add(scores.mixture->high_quality);
    add(scores.mixture->reverse_kl);
  }
  add(scores.histogram.js);
  add(scores.histogram.kl);
  add(scores.sliced_wasserstein);
  add(data_->frame.length() * mean_pair_distance(points, judge_.dimensions()));
  if (!scores.mixture) return values;
  const double n = static_cast<double>(points.size()) / judge_.dimensions();
  for (const int64_t count : scores.mixture->per_mode) add(static_cast<double>(count) / n);
  return values;
}

Expected<std::vector<float>> PointMeasurer::measure(const train::Snapshot& snapshot,
                                                    const WorkContext& context) {
  const auto drawn = samples_.draw(snapshot, context);
  if (!drawn) return tl::unexpected(drawn.error());
  if (context.cancelled()) return fail(FailureKind::cancelled, "given up", "", "");
  const std::vector<float> points = metrics::without_padding(drawn->points, judge_.dimensions());
  std::vector<float> values = figures(judge_.score(points), points);
  if (!given_back_) return values;
  const auto error = given_back_->measure(samples_.replica(), snapshot);
  if (!error) return tl::unexpected(error.error());
  values.push_back(*error);
  return values;
}

double mean_pair_distance(std::span<const float> points, int dimensions) {
  const auto width = static_cast<size_t>(dimensions);
  const size_t n = points.size() / width;
  if (n < 2) return 0;
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    const size_t other = (i + n / 2) % n;
    double squared = 0;
    for (size_t d = 0; d < width; ++d)
      squared += std::pow(static_cast<double>(points[i * width + d] - points[other * width + d]), 2);
    sum += std::sqrt(squared);
  }
  return sum / static_cast<double>(n);
}

}  // namespace ganscope::measurers
