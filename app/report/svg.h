#pragma once
#include <string>
#include <vector>

#include "app/report/page.h"

namespace ganscope::report {

/// "g", "d", "real" or "plain": the class that gives a colour of page.css.
[[nodiscard]] const char* class_of(Tone tone);

/// A number for people, with four digits that count: "0.6931", "12.35", "1.2e-05"; "–" when it is none.
[[nodiscard]] std::string value_text(double value);

/// Debiased exponential mean over about a sixtieth of the curve, at most 500 values: what stands in front of
/// the faint values. NaN before the first number.
[[nodiscard]] std::vector<double> running_mean(const std::vector<double>& values);

/// The chart as an inline <svg>, in colours of the page.
[[nodiscard]] std::string chart_svg(const Chart& chart);

/// One moment, with axes and the data behind it.
[[nodiscard]] std::string moment_svg(const Moments& moments, const Moment& moment);

/// All of them in one place, one after the other, for ever; `id` tells it from another film of the page.
[[nodiscard]] std::string film_svg(const Moments& moments, const std::string& id);

}  // namespace ganscope::report
