#pragma once
#include <array>
#include <span>
#include <string>

#include "app/model/actions.h"
#include "app/model/series_store.h"
#include "core/api/series.h"

namespace ganscope::ui {

/// A range of values laid along a range of pixels, linear or logarithmic.
struct Scale {
  double low = 0, high = 1;
  bool logarithmic = false;  ///< then low > 0
  bool whole = false;        ///< of whole numbers: ticks are, too
  float from = 0, to = 1;    ///< pixels of low and high; `to` < `from` for an axis that points upwards

  [[nodiscard]] float at(double value) const;
  [[nodiscard]] double value_at(float pixel) const;
  /// Moved by so many pixels, or zoomed by `factor` (< 1: closer) about a pixel.
  [[nodiscard]] Scale panned(float pixels) const;
  [[nodiscard]] Scale zoomed(double factor, float about) const;
};

/// `Scale::at` for the many values of a curve: logarithms of the ends are taken once.
class Mapping {
 public:
  explicit Mapping(const Scale& scale);
  [[nodiscard]] float operator()(double value) const;
  /// The same, but at most some plot heights outside: far pixels would lose precision in the rasteriser.
  [[nodiscard]] float near(double value) const;

 private:
  double low_, pixels_each_;
  float from_, least_, most_;
  bool logarithmic_;
};

/// At most five round values inside a scale, and how many decimals tell them apart (-1: each as it needs).
struct Ticks {
  std::array<double, 5> values{};
  int count = 0;
  int decimals = 0;
};
[[nodiscard]] Ticks nice_ticks(const Scale& scale, int at_most);
/// "1,000", "0.5", "10": as axes are labelled.
[[nodiscard]] std::string tick_text(double value, int decimals);
/// A measured value in three significant figures: "1.27", "0.06", "139", "1,420", "2.1e-5"; a count in whole
/// numbers: "8".
[[nodiscard]] std::string value_text(double value, bool counts = false);
/// In two figures and a power of ten, for where `value_text` has no room: "-1.2e7".
[[nodiscard]] std::string short_value_text(double value);

/// The steps that a view shows, in numbers: what was chosen, or the whole run, which is known to reach to
/// `last_step` at least.
[[nodiscard]] Scale step_scale(const model::SeriesStore& store, const model::PlotView& view,
                               double last_step = 0);
/// The values that a view shows of these series in rows [first, last): what was chosen, what the plot
/// declares, or fitted to the smoothed curves, wide enough for most of the raw ones (single spikes may leave
/// the plot).
[[nodiscard]] Scale value_scale(const model::SeriesStore& store, const api::PlotInfo& info,
                                std::span<const size_t> series, const model::PlotView& view, size_t first,
                                size_t last);
/// Whether the y axis is logarithmic: as chosen, else as the plot declares.
[[nodiscard]] bool logarithmic_y(const api::PlotInfo& info, const model::PlotView& view);

}  // namespace ganscope::ui
