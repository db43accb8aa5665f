#include "core/explore/path.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace ganscope::explore {

size_t Path::spans() const {
  if (keys.size() < 2) return 0;
  return closed() ? keys.size() : keys.size() - 1;
}

std::vector<double> Path::times() const {
  std::vector<double> all;
  double sum = 0;
  for (size_t i = 0; i < keys.size(); ++i) {
    all.push_back(sum);
    if (i < spans()) sum += gap(i);
  }
  for (double& time : all) time = sum > 0 ? time / sum : 0;
  if (!closed() && all.size() > 1) all.back() = 1;
  return all;
}

Path::Place Path::place(double t01) const {
  if (spans() == 0) return {};
  const std::vector<double> when = times();
  const double t = std::clamp(t01, 0.0, 1.0);
  const auto after = std::upper_bound(when.begin(), when.end(), t);
  const size_t from = std::min(static_cast<size_t>(after - when.begin()) - 1, spans() - 1);
  const size_t to = (from + 1) % keys.size();
  const double end = from + 1 < when.size() ? when[from + 1] : 1;
  double u = end > when[from] ? std::clamp((t - when[from]) / (end - when[from]), 0.0, 1.0) : 1;
  if (in_out) u = u * u * (3 - 2 * u);
  return {from, to, u};
}

Latent Path::at(double t01) const {
  GANSCOPE_CHECK(!keys.empty(), "a path has a key");
  if (keys.size() == 1) return keys.front();
  const Place here = place(t01);
  const Latent& a = keys[here.from];
  const Latent& b = keys[here.to];
  // Two keys are as they always were: what slerp makes of its ends.
  if (keys.size() > 2 || closed()) {
    if (here.share == 0) return a;
    if (here.share == 1) return b;
  }
  if (through == Through::lerp) return lerp(a, b, here.share);
  if (through == Through::slerp) return slerp(a, b, here.share);
  return on_curve(here);
}

Latent Path::on_curve(const Place& here) const {
  const size_t count = keys.size();
  const Latent& a = keys[here.from];
  const Latent& b = keys[here.to];
  const bool begins = !closed() && here.from == 0, ends = !closed() && here.to + 1 == count;
  const Latent& before = keys[(here.from + count - 1) % count];
  const Latent& after = keys[(here.to + 1) % count];
  const double span = gap(here.from), span_before = gap((here.from + count - 1) % count),
               span_after = gap(here.to);
  const double u = here.share, u2 = u * u, u3 = u2 * u;
  // Hermite's polynomials: of the ends, and of the tangents there.
  const double of_a = 2 * u3 - 3 * u2 + 1, of_b = 3 * u2 - 2 * u3, of_ta = u3 - 2 * u2 + u, of_tb = u3 - u2;
  Latent curve(a.size());
  for (size_t i = 0; i < curve.size(); ++i) {
    const double straight = static_cast<double>(b[i]) - static_cast<double>(a[i]);
    const double tangent_a =
        begins ? straight
               : span * (static_cast<double>(b[i]) - static_cast<double>(before[i])) / (span_before + span);
    const double tangent_b =
        ends ? straight
             : span * (static_cast<double>(after[i]) - static_cast<double>(a[i])) / (span + span_after);
    curve[i] = static_cast<float>(of_a * static_cast<double>(a[i]) + of_b * static_cast<double>(b[i]) +
                                  of_ta * tangent_a + of_tb * tangent_b);
  }
  const double length = norm(curve);
  if (!keep_length || length == 0) return curve;
  return truncated(curve, ((1 - u) * norm(a) + u * norm(b)) / length);
}

namespace {

// The way until the begin of each piece and until the end, [steps + 1]; empty where it leads nowhere.
std::vector<double> way_of(std::span<const float> steps) {
  std::vector<double> reached{0};
  for (const float step : steps) reached.push_back(reached.back() + std::max(0.0, static_cast<double>(step)));
  if (!(reached.back() > 0) || !std::isfinite(reached.back())) return {};
  return reached;
}

}  // namespace

double time_after(std::span<const float> steps, double share) {
  const std::vector<double> reached = way_of(steps);
  share = std::clamp(share, 0.0, 1.0);
  if (reached.empty() || share == 0 || share == 1) return share;
  const double wanted = share * reached.back();
  const auto after = std::upper_bound(reached.begin(), reached.end(), wanted);
  const auto piece = static_cast<size_t>(std::min<ptrdiff_t>(after - reached.begin(), std::ssize(steps)) - 1);
  const double length = reached[piece + 1] - reached[piece];
  const double within = length > 0 ? (wanted - reached[piece]) / length : 0;
  return (static_cast<double>(piece) + within) / static_cast<double>(steps.size());
}

double share_until(std::span<const float> steps, double time) {
  const std::vector<double> reached = way_of(steps);
  time = std::clamp(time, 0.0, 1.0);
  if (reached.empty()) return time;
  const double place = time * static_cast<double>(steps.size());
  const size_t piece = std::min(static_cast<size_t>(place), steps.size() - 1);
  const double within = place - static_cast<double>(piece);
  return (reached[piece] + within * (reached[piece + 1] - reached[piece])) / reached.back();
}

std::vector<double> evenly_along(std::span<const float> steps, int count) {
  std::vector<double> all;
  for (int i = 0; i < count; ++i)
    all.push_back(time_after(steps, count > 1 ? static_cast<double>(i) / (count - 1) : 0));
  return all;
}

double latent_length(const Path& path, int count) {
  double sum = 0;
  Latent last = path.at(0);
  for (int i = 1; i < count; ++i) {
    Latent next = path.at(static_cast<double>(i) / (count - 1));
    sum += norm(add(next, last, -1.0));
    last = std::move(next);
  }
  return sum;
}

std::vector<float> mixed(std::span<const float> from, std::span<const float> to, double share) {
  std::vector<float> row(from.size());
  for (size_t i = 0; i < row.size(); ++i)
    row[i] =
        static_cast<float>((1 - share) * static_cast<double>(from[i]) + share * static_cast<double>(to[i]));
  return row;
}

}  // namespace ganscope::explore
