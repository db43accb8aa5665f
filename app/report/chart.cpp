#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "app/report/html.h"
#include "app/report/svg.h"
#include "core/base/number_text.h"

namespace ganscope::report {
namespace {

// Design px of one chart; the page scales it.
constexpr double chart_width = 420, chart_height = 216, left = 48, top = 18, bottom = 30;
constexpr double letter = 6.4, line = 13;  // of the labels at the curves' ends
constexpr double most_label = 20;          // letters
constexpr size_t dotted = 60;              // values; more of them need no dots
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Range {
  double low = 0, high = 1;
};

/// From values to places.
struct Scale {
  Range range;
  bool logarithmic = false;
  double last_step = 1, right = 0;  ///< px of the right edge

  [[nodiscard]] double x(double step) const { return left + (right - left) * step / last_step; }
  [[nodiscard]] double y(double value) const {
    const auto level = [&](double v) { return logarithmic ? std::log10(v) : v; };
    const double share = (level(std::clamp(value, range.low, range.high)) - level(range.low)) /
                         (level(range.high) - level(range.low));
    return top + (chart_height - top - bottom) * (1 - share);
  }
  [[nodiscard]] bool shows(double value) const { return std::isfinite(value) && (!logarithmic || value > 0); }
};

/// What all curves and levels need, without the few largest outliers that would flatten the rest.
Range range_of(const Chart& chart) {
  if (chart.low < chart.high) return {chart.low, chart.high};
  std::vector<double> all;
  for (const Curve& curve : chart.curves)
    for (const double value : curve.values)
      if (std::isfinite(value) && (!chart.logarithmic || value > 0)) all.push_back(value);
  Range range{0, 1};
  if (!all.empty()) {
    std::ranges::sort(all);
    const size_t cut = chart.every_step ? all.size() / 200 : 0;
    range = {all[cut], all[all.size() - 1 - cut]};
  }
  for (const Guide& guide : chart.guides)
    if (std::isfinite(guide.at) && (!chart.logarithmic || guide.at > 0))
      range = {std::min(range.low, guide.at), std::max(range.high, guide.at)};
  if (chart.logarithmic) {
    if (!(range.low > 0)) range.low = range.high > 0 ? range.high / 10 : 0.1;
    if (!(range.high > range.low * 1.2)) return {range.low / 2, range.low * 2};
    return {range.low / 1.15, range.high * 1.15};
  }
  range.low = std::min(range.low, 0.0);
  range.high = std::max(range.high, 0.0);
  if (!(range.high - range.low > 1e-12)) range.high = range.low + 1;
  const double room = 0.06 * (range.high - range.low);
  return {range.low < 0 ? range.low - room : range.low, range.high + room};
}

std::vector<double> levels_of(const Range& range, bool logarithmic) {
  if (!logarithmic) return ticks(range.low, range.high, 4);
  const double decades = std::log10(range.high / range.low);
  if (decades < 1) return ticks(range.low, range.high, 4);
  std::vector<double> levels;
  const int every = static_cast<int>(std::ceil(decades / 5));
  for (int power = static_cast<int>(std::ceil(std::log10(range.low) - 1e-9));
       std::pow(10, power) <= range.high; power += every)
    levels.push_back(std::pow(10, power));
  return levels;
}

/// A curve as the commands of a path: in each column of pixels its first, least and most, so that a million
/// steps cost no more than the picture shows.
std::string path_of(const Scale& scale, const std::vector<double>& steps, const std::vector<double>& values) {
  std::string path;
  bool down = false;
  const auto go = [&](double x, double y) {
    path += fmt::format("{}{:.1f} {:.1f}", down ? "L" : "M", x, y);
    down = true;
  };
  for (size_t i = 0; i < values.size();) {
    const double column = std::floor(scale.x(steps[i]));
    double least = std::numeric_limits<double>::infinity(), most = -least;
    const size_t begin = i;
    for (; i < values.size() && std::floor(scale.x(steps[i])) == column; ++i) {
      if (!scale.shows(values[i])) continue;
      least = std::min(least, values[i]);
      most = std::max(most, values[i]);
    }
    if (least > most) {
      down = false;
      continue;
    }
    const double x = i - begin == 1 ? scale.x(steps[begin]) : column + 0.5;
    go(x, scale.y(least));
    if (scale.y(least) - scale.y(most) > 0.3) go(x, scale.y(most));
  }
  if (path.find('L') == std::string::npos && !path.empty()) path += "h0";  // one value is a dot
  return path;
}

/// What stands at a curve's end.
struct Label {
  std::string name, value;
  Tone tone;
  double y;
};

/// Apart by a line each, as near to their curves as that allows, within the plot.
void part(std::vector<Label>& labels) {
  std::ranges::sort(labels, {}, &Label::y);
  double floor = top + 4;
  for (Label& label : labels) {
    label.y = std::max(label.y, floor);
    floor = label.y + line;
  }
  double ceiling = chart_height - bottom + 4;
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    label->y = std::min(label->y, ceiling);
    ceiling = label->y - line;
  }
}

double letters_of(const std::string& text) {
  double count = 0;  // a Chinese letter is nearly twice as wide
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) count += 1;
    if (byte >= 0xC0) count += byte >= 0xE0 ? 1.8 : 1;
  }
  return count;
}

std::string axes_svg(const Scale& scale) {
  std::string svg;
  const double foot = chart_height - bottom;
  const std::vector<double> levels = levels_of(scale.range, scale.logarithmic);
  const double apart = levels.size() > 1 ? levels[1] - levels[0] : 0;
  for (const double level : levels) {
    const double y = scale.y(level);
    svg += fmt::format("<path class=\"grid\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>", left, y, scale.right);
    svg +=
        fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>", left - 7,
                    y + 3.6, escaped(scale.logarithmic ? value_text(level) : axis_text(level, apart)));
  }
  svg += fmt::format("<path class=\"axis\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>", left, foot, scale.right);
  const std::vector<double> steps = ticks(0, scale.last_step, 4);
  for (const double step : steps)
    svg += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>",
                       scale.x(step), foot + 16, grouped(std::llround(step)));
  return svg;
}

std::string guides_svg(const Scale& scale, const std::vector<Guide>& guides, std::vector<Label>& labels) {
  std::string svg;
  for (const Guide& guide : guides) {
    if (!scale.shows(guide.at)) continue;
    const double y = scale.y(guide.at);
    svg += fmt::format("<path class=\"guide\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>", left, y, scale.right);
    labels.push_back({guide.name, "", Tone::plain, y + 4});
  }
  return svg;
}

std::string marks_svg(const Scale& scale, const Chart& chart) {
  std::string svg;
  double free_from = 0;
  for (const auto& [step, number] : chart.marks) {
    const double x = scale.x(static_cast<double>(step));
    svg +=
        fmt::format("<path class=\"mark\" d=\"M{:.1f} {:.1f}V{:.1f}\"/>", x, top - 4, chart_height - bottom);
    if (x < free_from) continue;  // its neighbour's number stands there
    svg += fmt::format("<text class=\"tick\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>", x,
                       top - 7, escaped(number));
    free_from = x + letter * letters_of(number) + 4;
  }
  return svg;
}

std::string curve_svg(const Scale& scale, const Chart& chart, const Curve& curve,
                      std::vector<Label>& labels) {
  const char* tone = class_of(curve.tone);
  std::string svg;
  const std::vector<double> front = chart.every_step ? running_mean(curve.values) : curve.values;
  if (chart.every_step)
    svg +=
        fmt::format("<path class=\"faint {}\" d=\"{}\"/>", tone, path_of(scale, curve.steps, curve.values));
  svg += fmt::format("<path class=\"curve {}\" d=\"{}\"/>", tone, path_of(scale, curve.steps, front));
  const auto last =
      std::find_if(front.rbegin(), front.rend(), [&](double value) { return scale.shows(value); });
  if (last != front.rend()) labels.push_back({curve.name, value_text(*last), curve.tone, scale.y(*last) + 4});
  if (chart.every_step || curve.values.size() > dotted) return svg;
  for (size_t i = 0; i < curve.values.size(); ++i)
    if (scale.shows(curve.values[i]))
      svg += fmt::format("<circle class=\"dot {}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"1.9\"/>", tone,
                         scale.x(curve.steps[i]), scale.y(curve.values[i]));
  return svg;
}

}  // namespace

const char* class_of(Tone tone) {
  switch (tone) {
    case Tone::generator:
      return "g";
    case Tone::discriminator:
      return "d";
    case Tone::real:
      return "real";
    case Tone::plain:
      break;
  }
  return "plain";
}

std::vector<double> running_mean(const std::vector<double>& values) {
  const double keep = 1 - 1 / std::clamp(static_cast<double>(values.size()) / 60, 1.0, 500.0);
  std::vector<double> result;
  double mean = 0, weight = 0;
  for (const double value : values) {
    if (std::isfinite(value)) {
      mean = keep * mean + (1 - keep) * value;
      weight = keep * weight + (1 - keep);
    }
    result.push_back(weight > 0 ? mean / weight : nothing);
  }
  return result;
}

std::string value_text(double value) {
  if (!std::isfinite(value)) return "–";
  std::string text = fmt::format("{:.4g}", value);
  if (text.starts_with('-')) text.replace(0, 1, "−");
  return text;
}

std::string chart_svg(const Chart& chart) {
  double widest = 0;  // letters at the right edge
  for (const Curve& curve : chart.curves) {
    const std::string value = curve.values.empty() ? "" : " " + value_text(curve.values.back());
    widest = std::max(widest, letters_of(curve.name) + letters_of(value));
  }
  for (const Guide& guide : chart.guides) widest = std::max(widest, letters_of(guide.name));
  const double right = chart_width - 10 - letter * std::clamp(widest, 6.0, most_label);
  const Scale scale{range_of(chart), chart.logarithmic,
                    static_cast<double>(std::max<int64_t>(chart.last_step, 1)), right};
  std::vector<Label> labels;
  std::string svg = fmt::format("<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\">",
                                chart_width, chart_height, escaped(without_marks(chart.title)));
  svg += axes_svg(scale) + guides_svg(scale, chart.guides, labels) + marks_svg(scale, chart);
  for (const Curve& curve : chart.curves) svg += curve_svg(scale, chart, curve, labels);
  part(labels);
  for (const Label& label : labels)
    svg += fmt::format(
        "<text class=\"label {}\" x=\"{:.1f}\" y=\"{:.1f}\"><tspan class=\"name\">{}</tspan>{}</text>",
        class_of(label.tone), right + 7, label.y, escaped(label.name),
        label.value.empty() ? "" : " " + label.value);
  return svg + "</svg>";
}

}  // namespace ganscope::report
