#include "app/ui/widgets/plot_scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/base/saturated.h"

namespace ganscope::ui {
namespace {

constexpr double smallest = 1e-12;  // where a logarithmic axis ends

double forth(double value, bool logarithmic) {
  return logarithmic ? std::log10(std::max(value, smallest)) : value;
}
/// The same, in another base, for the many values of a curve: in float it is several times as quick, and of
/// four thousand pixels a millionth is nothing.
double quickly_forth(double value, bool logarithmic) {
  return logarithmic ? static_cast<double>(std::log2(static_cast<float>(std::max(value, smallest)))) : value;
}
double back(double value, bool logarithmic) { return logarithmic ? std::pow(10.0, value) : value; }

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `span / parts`.
double nice_step(double span, int parts, bool whole) {
  const double wanted = std::max(span / std::max(1, parts), whole ? 1.0 : 1e-12);
  const double power = std::pow(10.0, std::floor(std::log10(wanted)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (whole && power < 10 && factor == 2.5) continue;  // steps are whole numbers
    if (factor * power >= wanted * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

Ticks linear_ticks(double low, double high, int at_most, bool whole) {
  Ticks ticks;
  double step = nice_step(high - low, at_most - 1, whole);
  // The first and the last tick may stand close to the ends: take the closest spacing that still fits.
  for (const double finer : {step / 2.5, step / 2}) {
    const double rounded = nice_step(finer, 1, whole);
    if (std::floor(high / rounded + 1e-6) - std::ceil(low / rounded - 1e-6) + 1 <= at_most) {
      step = rounded;
      break;
    }
  }
  for (double tick = std::ceil(low / step - 1e-6) * step; tick <= high + 1e-6 * step; tick += step) {
    if (ticks.count == at_most) break;
    ticks.values[static_cast<size_t>(ticks.count++)] = std::abs(tick) < 1e-9 * step ? 0 : tick;
  }
  const double digits = std::ceil(-std::log10(step) - 1e-9);
  ticks.decimals = within(saturated<int>(digits), 0, 9);
  // 2.5 times a power of ten needs one more.
  const double scaled = step * std::pow(10.0, ticks.decimals);
  if (std::abs(scaled - std::round(scaled)) > 1e-6) ++ticks.decimals;
  return ticks;
}

Ticks logarithmic_ticks(double low, double high, int at_most, bool whole) {
  Ticks ticks;
  const auto add = [&](double value) {
    if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9) || ticks.count == at_most) return;
    ticks.values[static_cast<size_t>(ticks.count++)] = value;
  };
  low = std::max(low, smallest);
  if (!(high > low && std::isfinite(high))) return ticks;
  const int first = static_cast<int>(std::floor(std::log10(low)));
  const int last = static_cast<int>(std::ceil(std::log10(high)));
  const int decades =
      static_cast<int>(std::floor(std::log10(high) + 1e-9) - std::ceil(std::log10(low) - 1e-9)) + 1;
  if (decades >= 2) {
    const int stride = (decades + at_most - 1) / at_most;
    for (int power = first; power <= last; power += 1) {
      if (((power % stride) + stride) % stride == 0) add(std::pow(10.0, power));
    }
  } else if (std::log10(high / low) > 0.5) {
    for (int power = first; power <= last; ++power) {
      for (const double factor : {1.0, 2.0, 5.0}) add(factor * std::pow(10.0, power));
    }
  } else {
    return linear_ticks(low, high, at_most, whole);
  }
  ticks.decimals = -1;
  return ticks;
}

/// "2.8e11": a plot's gutters have no room for "2.80e+11".
std::string short_power(double value, int decimals) {
  std::string words = fmt::format("{:.{}e}", value, decimals);
  const size_t power = words.find('e');
  const size_t sign = words[power + 1] == '-' ? power + 2 : power + 1;
  size_t digits = sign;
  while (digits + 1 < words.size() && (words[digits] == '+' || words[digits] == '0')) ++digits;
  return words.erase(sign, digits - sign);
}

/// Collects what a fitted axis must show.
class Fit {
 public:
  explicit Fit(bool logarithmic) : logarithmic_(logarithmic) {}
  void add(float mean, model::SeriesStore::Extent raw) {
    if (count_ == means_.size() || !usable(mean)) return;
    means_[count_] = forth(static_cast<double>(mean), logarithmic_);
    lows_[count_] = forth(static_cast<double>(usable(raw.low) ? raw.low : mean), logarithmic_);
    highs_[count_] = forth(static_cast<double>(usable(raw.high) ? raw.high : mean), logarithmic_);
    ++count_;
  }
  void keep(float value) {
    if (!usable(value)) return;
    kept_low_ = std::min(kept_low_, forth(static_cast<double>(value), logarithmic_));
    kept_high_ = std::max(kept_high_, forth(static_cast<double>(value), logarithmic_));
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  /// The range, in the axis' own (perhaps logarithmic) measure.
  void range(double& low, double& high) {
    low = std::min(quantile(means_, 0.03), kept_low_);
    high = std::max(quantile(means_, logarithmic_ ? 1.0 : 0.97), kept_high_);  // a logarithm has room
    const double span = std::max(high - low, logarithmic_ ? 0.3 : 0.1 * std::abs(high) + 1e-9);
    low = std::max(std::min(low, quantile(lows_, 0.1)), low - 0.7 * span);
    high = std::min(std::max(high, quantile(highs_, 0.9)), high + 0.7 * span);
  }

 private:
  [[nodiscard]] bool usable(float value) const {
    return std::isfinite(value) && (!logarithmic_ || value > 0);
  }
  [[nodiscard]] double quantile(std::array<double, 1024>& values, double share) const {
    const auto index = static_cast<std::ptrdiff_t>(std::lround(share * static_cast<double>(count_ - 1)));
    std::nth_element(values.begin(), values.begin() + index,
                     values.begin() + static_cast<std::ptrdiff_t>(count_));
    return values[static_cast<size_t>(index)];
  }

  bool logarithmic_;
  size_t count_ = 0;
  std::array<double, 1024> means_, lows_, highs_;
  double kept_low_ = std::numeric_limits<double>::infinity();
  double kept_high_ = -std::numeric_limits<double>::infinity();
};

}  // namespace

float Scale::at(double value) const {
  const double a = forth(low, logarithmic), b = forth(high, logarithmic);
  const double share = (forth(value, logarithmic) - a) / (b - a);
  return from + static_cast<float>(share) * (to - from);
}

Mapping::Mapping(const Scale& scale)
    : low_(quickly_forth(scale.low, scale.logarithmic)),
      pixels_each_(static_cast<double>(scale.to - scale.from) /
                   (quickly_forth(scale.high, scale.logarithmic) - low_)),
      from_(scale.from),
      logarithmic_(scale.logarithmic) {
  const float first = std::min(scale.from, scale.to), last = std::max(scale.from, scale.to);
  const float margin = 4 * (last - first) + 100;
  least_ = first - margin;
  most_ = last + margin;
}

float Mapping::operator()(double value) const {
  return from_ + static_cast<float>((quickly_forth(value, logarithmic_) - low_) * pixels_each_);
}

float Mapping::near(double value) const { return within((*this)(value), least_, most_); }

double Scale::value_at(float pixel) const {
  const double a = forth(low, logarithmic), b = forth(high, logarithmic);
  return back(a + (b - a) * static_cast<double>((pixel - from) / (to - from)), logarithmic);
}

Scale Scale::panned(float pixels) const {
  Scale moved = *this;
  moved.low = value_at(from - pixels);
  moved.high = value_at(to - pixels);
  return moved;
}

Scale Scale::zoomed(double factor, float about) const {
  Scale closer = *this;
  closer.low = value_at(about + (from - about) * static_cast<float>(factor));
  closer.high = value_at(about + (to - about) * static_cast<float>(factor));
  // Closer than this floats can no longer tell the ends apart.
  const double span = forth(closer.high, logarithmic) - forth(closer.low, logarithmic);
  const bool sane =
      span > 1e-6 * std::max(1.0, std::abs(forth(closer.high, logarithmic))) * 1e-2 && span < 1e15;
  return sane ? closer : *this;
}

Ticks nice_ticks(const Scale& scale, int at_most) {
  at_most = within(at_most, 2, 5);
  if (!(scale.high > scale.low)) return {};
  return scale.logarithmic ? logarithmic_ticks(scale.low, scale.high, at_most, scale.whole)
                           : linear_ticks(scale.low, scale.high, at_most, scale.whole);
}

std::string tick_text(double value, int decimals) {
  if (std::abs(value) >= 1e7) return short_power(value, 0);
  const double size = std::abs(value);
  if (decimals < 0 && (size >= 1e5 || (size > 0 && size < 1e-3))) return short_power(value, 0);
  if (decimals == 0 || size >= 1000) return thousands(std::llround(value));
  if (decimals < 0) return fmt::format("{:.6g}", value);
  if (decimals > 5) return fmt::format("{:.3g}", value);
  return fmt::format("{:.{}f}", value, decimals);
}

std::string value_text(double value, bool counts) {
  if (!std::isfinite(value)) return std::isnan(value) ? "–" : value > 0 ? "∞" : "−∞";
  const double size = std::abs(value);
  if (size >= 1e7) return short_power(value, 1);
  if (counts || size >= 1000) return thousands(std::llround(value));
  if (size >= 100) return fmt::format("{:.0f}", value);
  if (size >= 10) return fmt::format("{:.1f}", value);
  if (size >= 0.01 || size == 0) return fmt::format("{:.2f}", value);
  if (size >= 0.0001) return fmt::format("{:.4f}", value);
  return fmt::format("{:.1e}", value);
}

std::string short_value_text(double value) {
  return std::isfinite(value) ? short_power(value, 1) : value_text(value);
}

bool logarithmic_y(const api::PlotInfo& info, const model::PlotView& view) {
  return view.logarithmic_y_chosen ? view.logarithmic_y : info.logarithmic;
}

Scale step_scale(const model::SeriesStore& store, const model::PlotView& view, double last_step) {
  Scale scale;
  scale.whole = true;
  scale.logarithmic = view.logarithmic_x;
  const double last = std::max(last_step, store.size() == 0 ? 0 : store.steps().back());
  scale.low = view.fitted_x ? 0 : view.x_min;
  scale.high = view.fitted_x ? std::max(10.0, last) : view.x_max;
  if (scale.logarithmic) scale.low = std::max(scale.low, 1.0);
  if (!(scale.high > scale.low)) scale.high = scale.low + 1;
  return scale;
}

Scale value_scale(const model::SeriesStore& store, const api::PlotInfo& info, std::span<const size_t> series,
                  const model::PlotView& view, size_t first, size_t last) {
  Scale scale;
  scale.logarithmic = logarithmic_y(info, view);
  scale.whole = !series.empty() && std::ranges::all_of(series, [&](size_t index) {
    return store.table()->series[index].counts;
  });
  const bool declared = info.low < info.high && (!scale.logarithmic || info.low > 0);
  if (!view.fitted_y) {
    scale.low = scale.logarithmic ? std::max(view.y_min, smallest) : view.y_min;
    scale.high = view.y_max;
  } else if (declared) {
    scale.low = info.low;
    scale.high = info.high;
  } else {
    Fit fit(scale.logarithmic);
    const size_t pieces = std::min<size_t>({64, 1024 / std::max<size_t>(1, series.size()), last - first});
    for (const size_t index : series) {
      for (size_t i = 0; i < pieces; ++i) {
        const size_t a = first + (last - first) * i / pieces, b = first + (last - first) * (i + 1) / pieces;
        fit.add(store.smooth_mean(index, a, b), store.extent(index, a, b));
      }
      if (last > first) fit.keep(store.smooth(index)[last - 1]);
    }
    double low = 0, high = 1;
    if (!fit.empty()) fit.range(low, high);
    if (scale.logarithmic) {
      if (fit.empty()) low = -1;
      if (high - low < 0.3) high = low + 0.3;
      scale.low = std::pow(10.0, low - 0.06 * (high - low));
      scale.high = std::pow(10.0, high + 0.06 * (high - low));
    } else {
      if (low > 0 && low < 0.6 * high) low = 0;
      if (high <= low) high = low + std::max(1e-6, 0.2 * std::abs(low));
      // In whole ticks, so that the axis does not creep with every new value and the top is labelled.
      const double quantum = nice_step(high - low, 5, scale.whole);
      scale.high = std::ceil((high + 0.02 * (high - low)) / quantum) * quantum;
      scale.low = low == 0 ? 0 : std::floor((low - 0.02 * (high - low)) / quantum) * quantum;
    }
  }
  if (!(scale.high > scale.low)) scale.high = scale.logarithmic ? scale.low * 10 : scale.low + 1;
  return scale;
}

}  // namespace ganscope::ui
