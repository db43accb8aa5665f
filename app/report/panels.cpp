#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/report/html.h"
#include "app/report/svg.h"
#include "core/base/number_text.h"

namespace ganscope::report {
namespace {

// Design px of one panel.
constexpr double side = 200, panel_left = 30, panel_top = 6, plot_side = 164;
constexpr double line_height = 110;  // of the plot on a line

/// A rectangle of the page that shows a part of the data's frame.
struct Panel {
  const Moments& moments;
  bool plane;
  double highest = 1;  ///< density at the top, on a line

  [[nodiscard]] double height() const { return plane ? plot_side : line_height; }
  [[nodiscard]] double foot() const { return panel_top + height(); }
  [[nodiscard]] double x(double value) const {
    return panel_left + plot_side * (value - moments.low[0]) / (moments.high[0] - moments.low[0]);
  }
  [[nodiscard]] double y(double value) const {
    return plane ? foot() - plot_side * (value - moments.low[1]) / (moments.high[1] - moments.low[1])
                 : foot() - line_height * std::min(value / highest, 1.0);
  }
};

Panel panel_of(const Moments& moments) {
  Panel panel{moments, moments.real_density.empty()};
  if (panel.plane) return panel;
  // What a collapsed model heaps up must not flatten the data.
  const double of_data = std::ranges::max(moments.real_density);
  panel.highest = of_data > 0 ? 1.6 * of_data : 1;
  return panel;
}

/// Points as one path of round dots, in whole tenths of a px.
std::string dots(const Panel& panel, const std::vector<float>& points) {
  std::string path;
  for (size_t i = 0; i + 1 < points.size(); i += 2) {
    const double x = panel.x(static_cast<double>(points[i])), y = panel.y(static_cast<double>(points[i + 1]));
    if (!(x >= panel_left && x <= panel_left + plot_side && y >= panel_top && y <= panel.foot()))
      continue;  // nor NaN
    path += fmt::format("M{:.1f} {:.1f}h0", x, y);
  }
  return path;
}

/// A histogram's outline, closed along the foot.
std::string outline(const Panel& panel, const std::vector<double>& density) {
  std::string path = fmt::format("M{:.1f} {:.1f}", panel_left, panel.foot());
  const double wide = plot_side / static_cast<double>(std::max<size_t>(density.size(), 1));
  for (size_t i = 0; i < density.size(); ++i)
    path +=
        fmt::format("V{:.1f}H{:.1f}", panel.y(density[i]), panel_left + wide * static_cast<double>(i + 1));
  return path + fmt::format("V{:.1f}", panel.foot());
}

std::string panel_axes(const Panel& panel) {
  std::string svg = fmt::format("<rect class=\"well\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                                panel_left, panel_top, plot_side, panel.height());
  const PointFrame& frame = panel.moments.frame;
  for (size_t d = 0; d < (panel.plane ? 2U : 1U); ++d) {
    const std::vector<double> values =
        ticks(frame.out(d, panel.moments.low[d]), frame.out(d, panel.moments.high[d]), panel.plane ? 3 : 5);
    const double apart = values.size() > 1 ? values[1] - values[0] : 0;
    for (const double value : values) {
      const double at = frame.in(d, value);
      const std::string text = escaped(axis_text(value, apart));
      svg += d == 0 ? fmt::format(
                          "<text class=\"small\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>",
                          panel.x(at), panel.foot() + 13, text)
                    : fmt::format(
                          "<text class=\"small\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
                          panel_left - 4, panel.y(at) + 3, text);
    }
  }
  return svg;
}

std::string real_svg(const Panel& panel) {
  return panel.plane
             ? fmt::format("<path class=\"cloud real\" d=\"{}\"/>", dots(panel, panel.moments.real_points))
             : fmt::format("<path class=\"outline real\" d=\"{}\"/>",
                           outline(panel, panel.moments.real_density));
}

std::string samples_svg(const Panel& panel, const Moment& moment) {
  return panel.plane ? fmt::format("<path class=\"cloud g\" d=\"{}\"/>", dots(panel, moment.points))
                     : fmt::format("<path class=\"bars g\" d=\"{}\"/>", outline(panel, moment.density));
}

std::string opened(const Panel& panel, const std::string& description) {
  return fmt::format("<svg viewBox=\"0 0 {} {:.0f}\" role=\"img\" aria-label=\"{}\">", side,
                     panel.foot() + 20, escaped(without_marks(description)));
}

}  // namespace

std::string moment_svg(const Moments& moments, const Moment& moment) {
  const Panel panel = panel_of(moments);
  return opened(panel, moment.caption) + panel_axes(panel) + real_svg(panel) + samples_svg(panel, moment) +
         "</svg>";
}

std::string film_svg(const Moments& moments, const std::string& id) {
  const Panel panel = panel_of(moments);
  const size_t count = moments.moments.size();
  if (count == 0) return {};
  constexpr double frame_s = 0.15, last_s = 1.8;
  const double whole = frame_s * static_cast<double>(count - 1) + last_s;
  std::string svg = fmt::format(
      "<style>@keyframes {0}{{0%{{visibility:visible}}{1:.4f}%,100%{{visibility:hidden}}}}"
      "@keyframes {0}e{{0%{{visibility:visible}}{2:.4f}%,100%{{visibility:hidden}}}}"
      ".{0} .f{{animation:{0} {3:.2f}s step-end infinite}}"
      ".{0} .e{{animation-name:{0}e}}</style>",
      id, 100 * frame_s / whole, 100 * last_s / whole, whole);
  svg += fmt::format("<div class=\"moving {}\">", id) + opened(panel, moments.moments.back().caption) +
         panel_axes(panel) + real_svg(panel);
  for (size_t i = 0; i < count; ++i) {
    const Moment& moment = moments.moments[i];
    svg += fmt::format(
        "<g class=\"f{}\" style=\"animation-delay:{:.2f}s\">{}<text class=\"step\" x=\"{}\" "
        "y=\"{}\" text-anchor=\"end\">{}</text></g>",
        i + 1 == count ? " e" : "", frame_s * static_cast<double>(i), samples_svg(panel, moment),
        panel_left + plot_side - 5, panel_top + 13, escaped(without_marks(moment.caption)));
  }
  return svg + "</svg></div>";
}

}  // namespace ganscope::report
