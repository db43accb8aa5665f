#include "app/commands/scatter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "app/commands/drawing.h"
#include "core/base/number_text.h"

namespace ganscope::commands {

namespace {

/// A square piece of the plane: the middle, and how far it reaches to each side.
struct Frame {
  std::array<double, 2> middle{};
  double reach = 1;
};

/// What shows the points but for 1 in 400 at each end (a few strays must not make the rest a dot) and the
/// modes. Around the origin, unless the data are plainly elsewhere.
Frame frame_of(const Scatter& scatter) {
  std::array<double, 2> low{}, high{};
  const std::vector<float>& shown = scatter.fitted_to.empty() ? scatter.points : scatter.fitted_to;
  for (size_t d = 0; d < 2; ++d) {
    std::vector<float> sorted;
    for (size_t i = d; i < shown.size(); i += 2)
      if (std::isfinite(shown[i])) sorted.push_back(shown[i]);
    std::ranges::sort(sorted);
    const size_t cut = sorted.size() / 400;
    const bool any = !sorted.empty();
    low[d] = any ? static_cast<double>(sorted[cut]) : std::numeric_limits<double>::infinity();
    high[d] = any ? static_cast<double>(sorted[sorted.size() - 1 - cut]) : -low[d];
    for (const auto& mode : scatter.modes) {
      low[d] = std::min(low[d], mode[d] - scatter.ring);
      high[d] = std::max(high[d], mode[d] + scatter.ring);
    }
    if (low[d] > high[d]) low[d] = -1, high[d] = 1;
  }
  Frame frame;
  frame.reach = std::max({1e-6, (high[0] - low[0]) / 2, (high[1] - low[1]) / 2});
  for (size_t d = 0; d < 2; ++d) {
    const double middle = (low[d] + high[d]) / 2;
    if (std::abs(middle) > 0.2 * frame.reach) frame.middle[d] = middle;
  }
  for (size_t d = 0; d < 2; ++d)
    frame.reach = std::max({frame.reach, high[d] - frame.middle[d], frame.middle[d] - low[d]});
  frame.reach *= 1.12;
  return frame;
}

/// A place on an axis, in the frame of the points, with its number in the units of the data.
struct Mark {
  double at;
  std::string text;
};

std::vector<Mark> marks_of(const PointFrame& frame, size_t dimension, double low, double high) {
  const std::vector<double> values = ticks(frame.out(dimension, low), frame.out(dimension, high), 6);
  const double step = values.size() > 1 ? values[1] - values[0] : 0;
  std::vector<Mark> marks;
  for (const double value : values) marks.push_back({frame.in(dimension, value), axis_text(value, step)});
  if (marks.size() > 4 && marks.front().text.size() > 8)  // every other one has room
    for (size_t i = marks.size(); i-- > 0;)
      if (i % 2 == 1) marks.erase(marks.begin() + static_cast<std::ptrdiff_t>(i));
  return marks;
}

}  // namespace

image::Picture draw_scatter(const Scatter& scatter) {
  constexpr int side = 720;
  constexpr double top = 64, plot = 620;
  const auto [middle, reach] = frame_of(scatter);
  std::array<std::vector<Mark>, 2> marks;
  size_t longest = 0;
  for (size_t d = 0; d < 2; ++d) marks[d] = marks_of(scatter.frame, d, middle[d] - reach, middle[d] + reach);
  for (const Mark& mark : marks[1]) longest = std::max(longest, mark.text.size());
  constexpr size_t usual = 6;  // letters; longer ones get room
  const double left = 64 + 9.0 * static_cast<double>(longest - std::min(longest, usual));
  const auto place = [&](double x, double y) {
    return Spot{left + plot * (x - middle[0] + reach) / (2 * reach),
                top + plot * (reach - y + middle[1]) / (2 * reach)};
  };

  Drawing drawing(side + static_cast<int>(left) - 64, side, ground);
  drawing.text(scatter.title, {left, 38}, 20, text_plain, Drawing::Align::left, true);
  drawing.rectangle(left, top, plot, plot, well);
  for (const Mark& mark : marks[1]) {
    const double y = place(0, mark.at).y;
    drawing.rectangle(left, std::floor(y), plot, 1, grid_line);
    drawing.text(mark.text, {left - 10, y + 5}, 13, text_caption, Drawing::Align::right);
  }
  for (const Mark& mark : marks[0]) {
    const double x = place(mark.at, 0).x;
    drawing.rectangle(std::floor(x), top, 1, plot, grid_line);
    drawing.text(mark.text, {x, top + plot + 22}, 13, text_caption, Drawing::Align::centre);
  }
  for (const auto& mode : scatter.modes)
    drawing.ring(place(mode[0], mode[1]), std::max(4.0, plot * scatter.ring / (2 * reach)), 1.2, real, 0.8);
  for (size_t i = 0; i + 1 < scatter.points.size(); i += 2) {
    const double x = static_cast<double>(scatter.points[i]), y = static_cast<double>(scatter.points[i + 1]);
    if (std::abs(x - middle[0]) < reach && std::abs(y - middle[1]) < reach)
      drawing.disc(place(x, y), 1.8, scatter.colour, 0.6);
  }
  return drawing.picture();
}

}  // namespace ganscope::commands
