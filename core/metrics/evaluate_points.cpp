#include <algorithm>
#include <limits>
#include <string>

#include "core/metrics/evaluate.h"
#include "core/metrics/points/optimal_discriminator.h"
#include "core/metrics/points/point_judge.h"
#include "core/metrics/two_sample.h"

namespace ganscope::metrics {
namespace {

constexpr size_t most_for_density = 2500;  // the kernel density's work grows with its square
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

std::vector<float> first_points(std::span<const float> points, int dimensions) {
  const auto some = points.first(std::min(points.size(), most_for_density * static_cast<size_t>(dimensions)));
  return {some.begin(), some.end()};
}

/// D's distance to the optimum; beside it D = ½ against other samples of the data, which has none but the
/// estimate's own roughness. Without value where nobody knows the law or D's outputs mean something else.
Expected<Figure> optimal_d(const data::Dataset& dataset, const PointJudge& judge,
                           const PointSubject& subject) {
  if (!dataset.law || !subject.judge ||
      subject.raw_points.size() < 2 * static_cast<size_t>(judge.dimensions()))
    return Figure{"optimal_d", nothing, nothing};
  const data::Law& law = *dataset.law;
  const std::vector<float> real = first_points(judge.held_back(), judge.dimensions());
  const std::vector<float> fake = first_points(subject.raw_points, judge.dimensions());
  const std::vector<float> other = first_points(judge.reference(), judge.dimensions());
  const auto of_real = subject.judge(real), of_fake = subject.judge(fake);
  if (!of_real) return tl::unexpected(of_real.error());
  if (!of_fake) return tl::unexpected(of_fake.error());
  const auto halves = [&](const std::vector<float>& points) {
    return std::vector<float>(points.size() / static_cast<size_t>(judge.dimensions()), 0.5F);
  };
  return Figure{"optimal_d", distance_to_optimum(law, real, *of_real, fake, *of_fake),
                distance_to_optimum(law, real, halves(real), other, halves(other))};
}

Expected<Figure> two_sample(const PointJudge& judge, const PointSubject& subject,
                            const WorkContext& context) {
  const auto made = two_sample_points(judge.reference(), subject.points, judge.dimensions(), context);
  if (!made) return tl::unexpected(made.error());
  if (judge.held_back().size() < static_cast<size_t>(fewest_of_two_samples * judge.dimensions()))
    return Figure{"two_sample", made->accuracy, nothing};
  const auto real = two_sample_points(judge.reference(), judge.held_back(), judge.dimensions(), context);
  if (!real) return tl::unexpected(real.error());
  return Figure{"two_sample", made->accuracy, real->accuracy};
}

}  // namespace

const Figure* Report::find(std::string_view key) const {
  const auto found = std::ranges::find(figures, key, &Figure::key);
  return found != figures.end() ? &*found : nullptr;
}

Expected<Report> evaluate_points(const data::Dataset& dataset, const PointSubject& subject,
                                 const WorkContext& context) {
  if (dataset.count < fewest_points)
    return fail(FailureKind::bad_data,
                "there are too few points to compare with: " + std::to_string(dataset.count), dataset.title,
                "evaluate against at least " + std::to_string(fewest_points) + " points");
  const auto d = static_cast<size_t>(dataset.dimensions);
  Report report;
  report.count = static_cast<int64_t>(subject.points.size() / d);
  if (report.count < fewest_generated)
    return fail(FailureKind::usage, "there are too few generated points", "--count",
                "draw at least " + std::to_string(fewest_generated));
  context.report({"Comparing", 0, 0});
  const PointJudge judge(dataset, report.count);
  const PointScores made = judge.score(subject.points);
  const PointScores& real = judge.real();
  report.reference = static_cast<int64_t>(judge.reference().size() / d);
  report.real = static_cast<int64_t>(judge.held_back().size() / d);
  if (made.mixture) {
    const MixtureScore &here = *made.mixture, &there = *real.mixture;
    report.modes_total = here.modes_total;
    report.figures = {{"modes", static_cast<double>(here.modes), static_cast<double>(there.modes)},
                      {"high_quality", here.high_quality, there.high_quality},
                      {"reverse_kl", here.reverse_kl, there.reverse_kl}};
  }
  report.figures.push_back({"kl", made.histogram.kl, real.histogram.kl});
  report.figures.push_back({"js", made.histogram.js, real.histogram.js});
  report.figures.push_back({"sliced_wasserstein", made.sliced_wasserstein, real.sliced_wasserstein});
  auto to_optimum = optimal_d(dataset, judge, subject);
  if (!to_optimum) return tl::unexpected(to_optimum.error());
  report.figures.push_back(std::move(*to_optimum));
  auto told_apart = two_sample(judge, subject, context);
  if (!told_apart) return tl::unexpected(told_apart.error());
  report.figures.push_back(std::move(*told_apart));
  return report;
}

}  // namespace ganscope::metrics
