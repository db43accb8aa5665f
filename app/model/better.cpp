#include "app/model/better.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

namespace ganscope::model {
namespace {

using diagnose::Figure;
using diagnose::Verdict;
using Which = Better::Which;

/// A distance to the data, smaller is better, and how it is said.
struct Distance {
  Figure figure;
  const char *better, *near;
};
constexpr std::array distances{
    Distance{Figure::frechet, "{} is better by the Fréchet distance: {} against {}.",
             "Not decided: the Fréchet distances, {} and {}, differ by less than real data from real data "
             "({})."},
    Distance{
        Figure::js, "{} is better by the JS divergence: {} against {}.",
        "Not decided: the JS divergences, {} and {}, differ by less than real data from real data ({})."},
    Distance{
        Figure::sliced_wasserstein, "{} is better by the distance to the data: {} against {}.",
        "Not decided: the distances to the data, {} and {}, differ by less than real data from real data "
        "({})."},
};

/// Three digits that count, and no powers of ten before a million.
std::string number(double value) {
  return std::abs(value) >= 1000 && std::abs(value) < 1e6 ? fmt::format("{:.0f}", value)
                                                          : fmt::format("{:.3g}", value);
}

/// Both values of a figure, and what real data get.
struct Pair {
  double a = diagnose::no_value, b = diagnose::no_value, floor = diagnose::no_value;
  [[nodiscard]] bool known() const { return std::isfinite(a) && std::isfinite(b) && std::isfinite(floor); }
  [[nodiscard]] Which better() const {
    if (!(std::fabs(a - b) > std::fabs(floor))) return Which::unknown;
    return a < b ? Which::a : Which::b;
  }
};

Pair values_of(const Judged& a, const Judged& b, Figure figure) {
  if (a.measured == nullptr || b.measured == nullptr) return {};
  if (!a.course->measures(figure) || !b.course->measures(figure)) return {};
  return {a.course->value(*a.measured, figure), b.course->value(*b.measured, figure),
          std::fmax(a.course->floor(figure), b.course->floor(figure))};
}

const char* letter(Which which) { return which == Which::a ? "A" : "B"; }

/// What the distances say: all that decide must say the same.
Better by_distance(const Judged& a, const Judged& b) {
  Better found, near;
  for (const Distance& distance : distances) {
    const Pair pair = values_of(a, b, distance.figure);
    if (!pair.known()) continue;
    const Which which = pair.better();
    if (which == Which::unknown) {
      if (near.why.pattern.empty())
        near.why = {distance.near, {number(pair.a), number(pair.b), number(pair.floor)}};
      continue;
    }
    if (found.which != Which::unknown && found.which != which)
      return {Which::unknown, {"Not decided: one measure says A, another one B.", {}}};
    if (found.which != Which::unknown) continue;
    const bool first = which == Which::a;
    found = {
        which,
        {distance.better, {letter(which), number(first ? pair.a : pair.b), number(first ? pair.b : pair.a)}}};
  }
  return found.which != Which::unknown ? found : near;
}

Which by_verdict(Verdict a, Verdict b) {
  if (a == Verdict::healthy && has_failed(b)) return Which::a;
  if (b == Verdict::healthy && has_failed(a)) return Which::b;
  return Which::unknown;
}

}  // namespace

bool has_failed(Verdict verdict) {
  switch (verdict) {
    case Verdict::diverged:
    case Verdict::collapse:
    case Verdict::memorising:
    case Verdict::d_wins:
    case Verdict::g_wins:
    case Verdict::oscillation:
    case Verdict::misfit:
    case Verdict::silent_encoder:
    case Verdict::gaps:
    case Verdict::unchanged:
    case Verdict::by_heart:
    case Verdict::flipping:
    case Verdict::repainted:
    case Verdict::few_steps:
    case Verdict::wrong_content:
    case Verdict::frozen:
    case Verdict::wobbling:
      return true;
    case Verdict::plateau:
    case Verdict::healthy:
    case Verdict::learned:
    case Verdict::learned_rule:
    case Verdict::averages:
    case Verdict::translates:
    case Verdict::learned_most:
    case Verdict::settling:
      return false;
  }
  return false;
}

Better better_of(const Judged& a, const Judged& b, bool same_data) {
  if (!same_data) return {Which::unknown, {"Not decided: they learn from different data.", {}}};
  const Which verdict = by_verdict(a.verdict, b.verdict);
  const Better distance = by_distance(a, b);
  if (verdict != Which::unknown && distance.which != Which::unknown && verdict != distance.which)
    return {Which::unknown, {"Not decided: the verdicts say one thing, the measures the other.", {}}};
  if (distance.which != Which::unknown) return distance;
  if (verdict != Which::unknown)
    return {verdict, {"{} is better by its verdict: healthy, and the other one is not.", {letter(verdict)}}};
  if (!distance.why.pattern.empty()) return distance;
  return {Which::unknown, {"Not decided: samples of both have to be measured first.", {}}};
}

}  // namespace ganscope::model
