#include "app/commands/scatter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/commands/drawing.h"
#include "app/commands/loss_plot.h"

namespace ganscope::commands {

image::Picture draw_scatter(const Scatter& scatter) {
  constexpr int side = 720;
  constexpr double left = 64, top = 64, plot = 620;
  double reach = 1e-6;
  std::vector<float> sizes;
  for (const float value : scatter.points)
    if (std::isfinite(value)) sizes.push_back(std::abs(value));
  if (!sizes.empty()) {  // a few strays must not make the rest a dot
    const auto at =
        sizes.begin() + static_cast<std::ptrdiff_t>(0.995 * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), at, sizes.end());
    reach = std::max(reach, static_cast<double>(*at));
  }
  for (const auto& mode : scatter.modes)
    reach = std::max({reach, std::abs(mode[0]) + scatter.ring, std::abs(mode[1]) + scatter.ring});
  reach *= 1.12;
  const auto place = [&](double x, double y) {
    return Spot{left + plot * (x + reach) / (2 * reach), top + plot * (reach - y) / (2 * reach)};
  };

  Drawing drawing(side, side, ground);
  drawing.text(scatter.title, {left, 38}, 20, text_plain, Drawing::Align::left, true);
  drawing.rectangle(left, top, plot, plot, well);
  for (const double value : ticks(-reach, reach, 6)) {
    const Spot spot = place(value, value);
    drawing.rectangle(left, std::floor(spot.y), plot, 1, grid_line);
    drawing.rectangle(std::floor(spot.x), top, 1, plot, grid_line);
    drawing.text(fmt::format("{:g}", value), {left - 10, spot.y + 5}, 13, text_caption,
                 Drawing::Align::right);
    drawing.text(fmt::format("{:g}", value), {spot.x, top + plot + 22}, 13, text_caption,
                 Drawing::Align::centre);
  }
  for (const auto& mode : scatter.modes)
    drawing.ring(place(mode[0], mode[1]), std::max(4.0, plot * scatter.ring / (2 * reach)), 1.2, real, 0.8);
  for (size_t i = 0; i + 1 < scatter.points.size(); i += 2) {
    const double x = static_cast<double>(scatter.points[i]), y = static_cast<double>(scatter.points[i + 1]);
    if (std::abs(x) < reach && std::abs(y) < reach) drawing.disc(place(x, y), 1.8, scatter.colour, 0.6);
  }
  return drawing.picture();
}

}  // namespace ganscope::commands
