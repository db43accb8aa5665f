#include "app/commands/histogram.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/commands/drawing.h"
#include "core/base/number_text.h"

namespace ganscope::commands {
namespace {

constexpr int width_px = 960, height_px = 600, bins = 80;
constexpr double box_left = 72, box_top = 64, box_right = 28, box_bottom = 52;  // margins, px
constexpr double across = width_px - box_left - box_right, up = height_px - box_top - box_bottom;

struct Range {
  double low = -1, high = 1;
};

Range range_of(std::vector<float> values) {
  std::erase_if(values, [](float value) { return !std::isfinite(value); });
  if (values.empty()) return {};
  std::ranges::sort(values);
  const size_t cut = values.size() / 500;
  const double first = static_cast<double>(values[cut]);
  const double last = static_cast<double>(values[values.size() - 1 - cut]);
  const double beyond = last > first ? 0.1 * (last - first) : std::max(1e-6, std::abs(first) * 0.1);
  return {first - beyond, last + beyond};
}

/// The density of each bar.
std::vector<double> bars_of(const std::vector<float>& values, const Range& range) {
  std::vector<double> bars(bins);
  const double width = (range.high - range.low) / bins;
  for (const float value : values) {
    const double place = (static_cast<double>(value) - range.low) / width;
    if (place >= 0 && place < bins) bars[static_cast<size_t>(place)] += 1;
  }
  for (double& bar : bars) bar /= std::max(1.0, static_cast<double>(values.size())) * width;
  return bars;
}

}  // namespace

image::Picture draw_histogram(const Histogram& histogram) {
  const Range range = range_of(histogram.values);
  const std::vector<double> bars = bars_of(histogram.values, range);
  std::vector<double> line;  // the law's density, a pixel column each
  for (int x = 0; histogram.law != nullptr && x <= static_cast<int>(across); ++x)
    line.push_back(histogram.law->density(std::array{range.low + (range.high - range.low) * x / across}));
  double highest = *std::ranges::max_element(bars);
  if (!line.empty()) highest = std::max(highest, *std::ranges::max_element(line));
  highest = highest > 0 ? 1.12 * highest : 1;
  const auto x_of = [&](double value) {
    return box_left + across * (value - range.low) / (range.high - range.low);
  };
  const auto y_of = [&](double density) { return box_top + up * (1 - density / highest); };

  Drawing drawing(width_px, height_px, ground);
  drawing.text(histogram.title, {box_left, 38}, 20, text_plain, Drawing::Align::left, true);
  drawing.rectangle(box_left, box_top, across, up, well);
  const PointFrame& frame = histogram.frame;
  const std::vector<double> along = ticks(frame.out(0, range.low), frame.out(0, range.high), 8);
  const double step = along.size() > 1 ? along[1] - along[0] : 0;
  for (size_t i = 0; i < along.size(); ++i) {
    const std::string words = axis_text(along[i], step);
    if (i % 2 == 1 && words.size() > 10) continue;
    const double x = x_of(frame.in(0, along[i]));
    drawing.rectangle(std::floor(x), box_top, 1, up, grid_line);
    drawing.text(words, {x, box_top + up + 22}, 13, text_caption, Drawing::Align::centre);
  }
  for (const double value : ticks(0, highest / frame.unit[0], 5)) {
    const double y = y_of(value * frame.unit[0]);
    drawing.rectangle(box_left, std::floor(y), across, 1, grid_line);
    drawing.text(fmt::format("{:g}", value), {box_left - 10, y + 5}, 13, text_caption, Drawing::Align::right);
  }
  const double width = across / bins;
  for (size_t i = 0; i < bars.size(); ++i)
    if (bars[i] > 0)
      drawing.rectangle(box_left + static_cast<double>(i) * width, y_of(bars[i]), width - 1,
                        box_top + up - y_of(bars[i]), histogram.colour, 0.5);
  std::vector<Spot> spots;
  for (size_t x = 0; x < line.size(); ++x)
    spots.push_back({box_left + static_cast<double>(x), y_of(line[x])});
  if (!spots.empty()) drawing.line(spots, 2, real);
  return drawing.picture();
}

}  // namespace ganscope::commands
