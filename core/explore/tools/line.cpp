#include "core/explore/tools/line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "core/explore/tools/common.h"
#include "core/explore/tools/line_names.h"
#include "core/metrics/points/optimal_discriminator.h"

namespace ganscope::explore {
namespace {

constexpr int numbers_at_once = 512;  // some milliseconds
constexpr int most_axes = 32;         // of z, among which the strongest is looked for
constexpr int most_real = 16;         // that a generated number is compared with, where it is
constexpr double farthest_latent = 2.5;
constexpr double kernel_share = 1.0 / 25;  // of the data's standard deviation

/// Σ N(x − xᵢ, h²)/n of sorted numbers at a place.
double kernel_density(const std::vector<float>& sorted, double x, double bandwidth) {
  constexpr double reach = 5;
  const auto low = std::ranges::lower_bound(sorted, static_cast<float>(x - reach * bandwidth));
  const auto high = std::ranges::upper_bound(sorted, static_cast<float>(x + reach * bandwidth));
  double sum = 0;
  for (auto at = low; at < high; ++at) {
    const double z = (x - static_cast<double>(*at)) / bandwidth;
    sum += std::exp(-0.5 * z * z);
  }
  return sum / (2.5066282746310002 * bandwidth * static_cast<double>(std::max<size_t>(sorted.size(), 1)));
}

class Line final : public Tool {
 public:
  Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) override {
    if (wanted_ == 0)
      if (auto begun = begin(bench, slice); !begun) return tl::unexpected(begun.error());
    do {
      if (static_cast<int64_t>(drawn_.size()) < wanted_) {
        if (auto drawn = draw_some(bench, slice); !drawn) return tl::unexpected(drawn.error());
      } else {
        std::ranges::sort(drawn_);
        if (auto laid = lay_latents(bench, slice, answer); !laid) return tl::unexpected(laid.error());
        judge(bench, slice, answer);
        if (auto pushed = push(bench, slice, answer); !pushed) return tl::unexpected(pushed.error());
        fill(bench, answer);
        return true;
      }
    } while (Clock::now() < slice.until);
    answer.progress = {"p_model", static_cast<int64_t>(drawn_.size()), wanted_};
    return false;
  }

 private:
  Expected<void> begin(const Bench& bench, const Slice& slice) {
    const api::DataInfo& data = bench.subject->data;
    if (!data.is_points() || data.dimensions != 1)
      return fail(FailureKind::unsupported, "these data are not numbers on a line", "line",
                  "choose data of one dimension, as two-gaussians");
    const config::Settings& settings = slice.ask.settings;
    constexpr double far = 1e9;
    const double low = real_setting(settings, "low", -5, -far, far);
    const double high = std::max(real_setting(settings, "high", 5, -far, far), low + 1e-9);
    const int64_t places = whole_setting(settings, "places", 301, 2, 2001);
    for (int64_t i = 0; i < places; ++i)
      x_.push_back(
          static_cast<float>(low + (high - low) * static_cast<double>(i) / static_cast<double>(places - 1)));
    lines_ = whole_setting(settings, "lines", 41, 2, 401);
    axis_ = whole_setting(settings, "axis", -1, -1, bench.subject->latent_dim - 1);
    random_ = Random(static_cast<uint64_t>(whole_setting(settings, "seed", 1, 0, INT64_MAX)));
    wanted_ = whole_setting(settings, "samples", 8192, 2, 100'000);
    if (bench.subject->dataset && bench.subject->dataset->points.size() > 1)
      bandwidth_ = kernel_share * spread_of(bench.subject->dataset->points);
    return {};
  }

  Expected<void> draw_some(Bench& bench, const Slice& slice) {
    const auto count =
        static_cast<int>(std::min<int64_t>(numbers_at_once, wanted_ - static_cast<int64_t>(drawn_.size())));
    const auto latents = random_latents(bench, slice, random_, count);
    if (!latents) return tl::unexpected(latents.error());
    return add_places(bench, slice, *latents, static_cast<int64_t>(drawn_.size()), count, drawn_);
  }

  static Expected<void> add_places(Bench& bench, const Slice& slice, const std::vector<float>& latents,
                                   int64_t first, int count, std::vector<float>& places) {
    const auto drawn =
        bench.replica->render(*slice.snapshot, slice.ask.model, latents,
                              labels_in_turn(*bench.subject, slice.ask.labels, first, count), false);
    if (!drawn) return tl::unexpected(drawn.error());
    for (size_t i = 0; i + 1 < drawn->points.size(); i += 2) places.push_back(drawn->points[i]);
    return {};
  }

  /// Where G lays z along each of the axes that are asked for; the strongest is answered.
  Expected<void> lay_latents(Bench& bench, const Slice& slice, api::Answer& answer) {
    const auto size = static_cast<size_t>(bench.subject->latent_dim), lines = static_cast<size_t>(lines_);
    const int64_t last = axis_ >= 0 ? axis_ : std::min<int64_t>(most_axes, bench.subject->latent_dim) - 1;
    api::Curve curve{std::string(line::latents), {}, {}};
    for (size_t i = 0; i < lines; ++i)
      curve.x.push_back(static_cast<float>(
          farthest_latent * (2 * static_cast<double>(i) / static_cast<double>(lines - 1) - 1)));
    double widest = -1;
    int64_t strongest = 0;
    for (int64_t axis = std::max<int64_t>(axis_, 0); axis <= last; ++axis) {
      std::vector<float> latents(size * lines), places;
      for (size_t i = 0; i < lines; ++i) latents[i * size + static_cast<size_t>(axis)] = curve.x[i];
      auto laid = add_places(bench, slice, latents, 0, static_cast<int>(lines), places);
      if (!laid) return laid;
      if (const double spread = spread_of(places); spread > widest) {
        widest = spread;
        strongest = axis;
        curve.y = std::move(places);
      }
    }
    answer.curves.push_back(std::move(curve));
    answer.table.push_back(
        {std::string(line::axis), "", {static_cast<double>(strongest), static_cast<double>(size)}});
    return {};
  }

  void judge(Bench& bench, const Slice& slice, api::Answer& answer) {
    auto judged = bench.replica->judge_points(*slice.snapshot, x_);
    if (judged)
      answer.curves.push_back({std::string(line::d), x_, std::move(*judged)});
    else
      answer.table.push_back({std::string(line::silent), judged.error().what, {}});
  }

  /// What G is told to do with a number at each place.
  Expected<void> push(Bench& bench, const Slice& slice, api::Answer& answer) {
    config::Settings game = bench.subject->experiment.settings;
    if (const std::string objective = text_setting(slice.ask.settings, "objective"); !objective.empty())
      game.set("objective", objective);
    std::vector<float> sum;
    int rounds = 0;
    for (; rounds < most_real; ++rounds) {
      const auto forces = bench.replica->point_forces(
          *slice.snapshot, game, x_, std::vector<float>(x_.size(), real_number(bench, rounds)));
      if (!forces && forces.error().kind == FailureKind::unsupported) return {};  // `silent` says why
      if (!forces) return tl::unexpected(forces.error());
      const bool same = rounds == 1 && forces->values == sum;  // it looks at no real numbers
      if (same) break;
      sum.resize(x_.size());
      for (size_t i = 0; i < sum.size(); ++i) sum[i] += forces->values[i];
    }
    for (float& value : sum) value /= static_cast<float>(rounds);
    answer.curves.push_back({std::string(line::push), x_, std::move(sum)});
    return {};
  }

  static float real_number(const Bench& bench, int index) {
    const data::DatasetPointer& set = bench.subject->dataset;
    return !set || set->points.empty() ? 0 : set->points[static_cast<size_t>(index) % set->points.size()];
  }

  void fill(const Bench& bench, api::Answer& answer) {
    if (!(bandwidth_ > 0)) bandwidth_ = kernel_share * std::max(spread_of(drawn_), 1e-6);
    const data::Law* law = bench.subject->dataset ? bench.subject->dataset->law.get() : nullptr;
    std::vector<float> model, data, optimal;
    for (const float place : x_) {
      const double at = static_cast<double>(place);
      const double p_model = kernel_density(drawn_, at, bandwidth_);
      model.push_back(static_cast<float>(p_model));
      if (law == nullptr) continue;
      const double p_data = law->density(std::array{at});
      data.push_back(static_cast<float>(p_data));
      constexpr double nothing = 1e-9;
      optimal.push_back(p_data + p_model > nothing
                            ? static_cast<float>(metrics::optimal_discriminator(p_data, p_model))
                            : std::numeric_limits<float>::quiet_NaN());
    }
    answer.curves.push_back({std::string(line::model), x_, std::move(model)});
    if (law != nullptr) {
      answer.curves.push_back({std::string(line::data), x_, std::move(data)});
      answer.curves.push_back({std::string(line::optimal), x_, std::move(optimal)});
    }
    answer.table.push_back(
        {std::string(line::bandwidth), "", {bandwidth_, static_cast<double>(drawn_.size())}});
    answer.count = static_cast<int>(drawn_.size());
    answer.progress = {"p_model", wanted_, wanted_};
  }

  int64_t wanted_ = 0, lines_ = 0, axis_ = -1;
  double bandwidth_ = 0;
  Random random_;
  std::vector<float> x_, drawn_;
};

}  // namespace

ToolEntry line_tool() {
  return {.key = "line",
          .failure = "The curves on the line could not be found",
          .piecemeal = false,
          .of_latents = false,
          .make = [] { return std::unique_ptr<Tool>(new Line); }};
}

}  // namespace ganscope::explore
