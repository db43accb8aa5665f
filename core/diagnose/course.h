#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/measures.h"

namespace ganscope::diagnose {

/// The curves that rules look at, by their keys in metrics.csv.
/// Those of a model that translates both ways end in `_there` and `_back`.
enum class Curve : size_t {
  d_loss,
  g_loss,
  d_real,
  d_fake,
  grad_g,
  grad_d,
  reconstruction_error,
  kl,
  l1,
  d_real_there,
  d_fake_there,
  grad_g_there,
  d_real_back,
  d_fake_back,
  grad_g_back,
  count
};
constexpr size_t curve_count = static_cast<size_t>(Curve::count);
[[nodiscard]] const char* key_of(Curve curve);

/// The figures of samples that rules look at, by their keys in measures.csv.
enum class Figure : size_t {
  diversity,
  modes,
  high_quality,
  coverage,
  precision,
  nearest,
  frechet,
  sliced_wasserstein,
  js,
  kl,
  reconstruction,
  class_variety,
  converted,
  kept,
  frechet_back,
  converted_back,
  kept_back,
  valid,  ///< of lines of words
  distinct,
  copied,
  ngram1,
  ngram2,
  motion_frechet,  ///< of films
  wobble,
  movement,
  rule_scale,  ///< of melodies
  rule_chord_tones,
  rule_chords,
  rule_cadence,
  rule_motif,
  rule_leaps,
  count
};
constexpr size_t figure_count = static_cast<size_t>(Figure::count);

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();  ///< where nothing was to be had

/// Means over `Course::bin_steps` steps; NaN where a curve had no value.
struct Bin {
  int64_t step = 0;    ///< the last one
  double seconds = 0;  ///< of training until then
  std::array<double, curve_count> mean{};
  [[nodiscard]] double operator[](Curve curve) const { return mean[static_cast<size_t>(curve)]; }
};

/// One measurement of samples.
struct Measured {
  int64_t step = 0;
  double seconds = 0;
  std::vector<float> values;  ///< in the measure table's order
};

/// What is known of a run's course so far: its curves as means over few steps, and what was measured of its
/// samples. Gathers what the session publishes; bounded, however long the run. Belongs to one thread.
class Course {
 public:
  static constexpr int bin_steps = 25;
  static constexpr size_t early_bins = 20;  ///< that `early_peak` looks at

  Course();

  /// A new run, or one that begins anew.
  void begin(const api::SeriesTable& table);
  void begin_measures(const api::MeasureTable& table);
  void add(const api::MetricRow& row);
  void add(const Measured& measured);
  /// Forgets everything after `step`.
  void cut_after(int64_t step);

  [[nodiscard]] const std::deque<Bin>& bins() const { return bins_; }  ///< complete ones, oldest first
  [[nodiscard]] const std::deque<Measured>& measured() const { return measured_; }
  [[nodiscard]] int64_t steps() const { return bins_.empty() ? 0 : bins_.back().step; }
  [[nodiscard]] double seconds() const { return bins_.empty() ? 0 : bins_.back().seconds; }
  /// The largest mean of a curve among the first bins of the run; NaN: none.
  [[nodiscard]] double early_peak(Curve curve) const { return early_peak_[static_cast<size_t>(curve)]; }

  [[nodiscard]] bool measures(Figure figure) const { return column(figure) >= 0; }
  /// A figure of one measurement, and what real data get; NaN where there is none.
  [[nodiscard]] double value(const Measured& measured, Figure figure) const;
  [[nodiscard]] double floor(Figure figure) const { return floors_[static_cast<size_t>(figure)]; }
  /// What the trivial answer gets, the input as it is; NaN where there is none.
  [[nodiscard]] double trivial(Figure figure) const { return trivial_[static_cast<size_t>(figure)]; }
  /// Modes, classes or attribute values: names, with the data's own shares.
  struct Part {
    std::string name;
    size_t column;
    double share;
    int heard = -1;  ///< column of the share of those told to be it that are heard as it; -1: none
    double real_heard = no_value;  ///< what real ones of it get
  };
  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }

 private:
  static constexpr size_t most_bins = 8192, most_measured = 4096;

  void close_bin();
  [[nodiscard]] int column(Figure figure) const { return figures_[static_cast<size_t>(figure)]; }

  std::array<int, curve_count> columns_{};
  std::deque<Bin> bins_;
  std::array<double, curve_count> early_peak_{};
  size_t bins_seen_ = 0;
  Bin open_;  ///< sums
  std::array<int, curve_count> open_counts_{};
  int open_rows_ = 0;

  std::array<int, figure_count> figures_;  ///< columns, -1: it is not measured
  std::array<double, figure_count> floors_, trivial_;
  std::vector<Part> parts_;
  std::deque<Measured> measured_;
};

}  // namespace ganscope::diagnose
