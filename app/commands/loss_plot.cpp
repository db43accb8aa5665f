#include "app/commands/loss_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <string>

#include "app/commands/console.h"
#include "app/commands/drawing.h"
#include "app/report/svg.h"
#include "core/base/number_text.h"

namespace ganscope::commands {
namespace {

constexpr int plot_width = 1200, plot_height = 640;
constexpr double plot_left = 84, plot_right = 116, plot_top = 84, plot_bottom = 72;  // margins, px

std::vector<std::string_view> fields(std::string_view line) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t comma = line.find(',');
    parts.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    line.remove_prefix(comma + 1);
  }
}

double number_in(std::string_view text) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// What both curves need, without the few largest outliers that would flatten the rest.
std::pair<double, double> value_range(const LossCurves& curves) {
  std::vector<double> all;
  for (const auto* values : {&curves.d_loss, &curves.g_loss, &curves.loss})
    for (const double value : *values)
      if (std::isfinite(value)) all.push_back(value);
  if (all.empty()) return {0, 1};
  std::ranges::sort(all);
  const auto at = [&](double share) {
    return all[static_cast<size_t>(share * static_cast<double>(all.size() - 1))];
  };
  double low = std::min(0.0, at(0.005)), high = std::max(0.0, at(0.995));
  if (high - low < 1e-9) high = low + 1;
  return {low, high + 0.05 * (high - low)};
}

/// One curve over the plot's pixels: the smallest and largest value of each column, so that a million steps
/// cost no more than a screenful.
std::vector<Spot> columns(const std::vector<double>& steps, const std::vector<double>& values,
                          double last_step, double low, double high) {
  const double width = plot_width - plot_left - plot_right, height = plot_height - plot_top - plot_bottom;
  const auto x_of = [&](double step) { return plot_left + width * (last_step > 0 ? step / last_step : 0); };
  const auto y_of = [&](double value) {
    return plot_top + height * (1 - (std::clamp(value, low, high) - low) / (high - low));
  };
  std::vector<Spot> spots;
  for (size_t i = 0; i < values.size();) {
    const double column = std::floor(x_of(steps[i]));
    double least = std::numeric_limits<double>::infinity(), most = -least;
    const size_t begin = i;
    for (; i < values.size() && std::floor(x_of(steps[i])) == column; ++i) {
      if (!std::isfinite(values[i])) continue;
      least = std::min(least, values[i]);
      most = std::max(most, values[i]);
    }
    if (least > most) continue;
    if (i - begin == 1) {
      spots.push_back({x_of(steps[begin]), y_of(least)});
    } else {
      spots.push_back({column + 0.5, y_of(least)});
      if (most > least) spots.push_back({column + 0.5, y_of(most)});
    }
  }
  return spots;
}

void draw_axes(Drawing& drawing, double last_step, double low, double high) {
  const double width = plot_width - plot_left - plot_right, height = plot_height - plot_top - plot_bottom;
  drawing.rectangle(plot_left, plot_top, width, height, well);
  for (const double value : ticks(low, high, 5)) {
    const double y = std::floor(plot_top + height * (1 - (value - low) / (high - low)));
    drawing.rectangle(plot_left, y, width, 1, grid_line);
    drawing.text(fmt::format("{:g}", value), {plot_left - 12, y + 5}, 14, text_caption,
                 Drawing::Align::right);
  }
  for (const double step : ticks(0, std::max(last_step, 1.0), 6)) {
    const double x = plot_left + width * step / std::max(last_step, 1.0);
    drawing.text(grouped(std::lround(step)), {x, plot_height - plot_bottom + 24}, 14, text_caption,
                 Drawing::Align::centre);
  }
  drawing.text("step", {plot_left + width / 2, plot_height - 20}, 14, text_caption, Drawing::Align::centre);
}

}  // namespace

Expected<LossCurves> read_losses(const std::filesystem::path& metrics_csv) {
  std::ifstream stream(metrics_csv);
  std::string line;
  if (!stream || !std::getline(stream, line))
    return fail(FailureKind::not_found, "there are no metrics to draw", metrics_csv.string(),
                "train for a step first");
  const std::vector<std::string_view> heads = fields(line);
  const auto column = [&](std::string_view name) {
    return static_cast<size_t>(std::ranges::find(heads, name) - heads.begin());
  };
  const auto of_a_game = [&](const std::string& name) {  // of two games the first
    const size_t one = column(name);
    return one < heads.size() ? one : column(name + "_b");
  };
  const size_t count = heads.size(), step = column("step"), d = of_a_game("d_loss"), g = of_a_game("g_loss");
  const size_t loss = column("loss"), distance = column("l1");
  if (step == count || (loss == count && (d == count || g == count)))
    return fail(FailureKind::bad_data, "the columns step, d_loss and g_loss are not all there",
                metrics_csv.string(), "was this file written by ganscope?");
  LossCurves curves;
  std::vector<double> distances;
  while (std::getline(stream, line)) {
    const std::vector<std::string_view> parts = fields(line);
    if (parts.size() != count) continue;
    curves.steps.push_back(number_in(parts[step]));
    if (loss < count) {
      curves.loss.push_back(number_in(parts[loss]));
      continue;
    }
    curves.d_loss.push_back(number_in(parts[d]));
    curves.g_loss.push_back(number_in(parts[g]));
    if (distance < count) distances.push_back(number_in(parts[distance]));
  }
  // Where D rests there is only the distance.
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!distances.empty() && std::ranges::none_of(curves.d_loss, finite)) {
    curves.loss = std::move(distances);
    curves.d_loss.clear();
    curves.g_loss.clear();
  }
  return curves;
}

image::Picture draw_losses(const LossCurves& curves, const std::string& title) {
  Drawing drawing(plot_width, plot_height, ground);
  const double last_step = curves.steps.empty() ? 0 : curves.steps.back();
  const auto [low, high] = value_range(curves);
  drawing.text(title, {plot_left, 40}, 22, text_plain, Drawing::Align::left, true);
  const bool game = curves.loss.empty();
  drawing.text(game ? "Losses of both players, smoothed; every step's own value faint"
                    : "The loss, smoothed; every step's own value faint",
               {plot_left, 64}, 14, text_caption);
  draw_axes(drawing, last_step, low, high);

  struct Curve {
    const char* name;
    const std::vector<double>* values;
    image::Colour colour;
    double end = 0;  // y of the last smoothed value
  };
  std::vector<Curve> both;
  if (game)
    both = {{"D", &curves.d_loss, discriminator}, {"G", &curves.g_loss, generated}};
  else
    both = {{"loss", &curves.loss, generated}};
  for (const Curve& curve : both)
    drawing.line(columns(curves.steps, *curve.values, last_step, low, high), 1, curve.colour, 0.3);
  for (Curve& curve : both) {
    const std::vector<Spot> spots =
        columns(curves.steps, report::running_mean(*curve.values), last_step, low, high);
    drawing.line(spots, 2.5, curve.colour);
    curve.end = spots.empty() ? plot_top : spots.back().y;
  }
  // The names at the lines' ends must not cover each other.
  if (game && std::abs(both[0].end - both[1].end) < 22) {
    Curve& upper = both[0].end <= both[1].end ? both[0] : both[1];
    Curve& lower = &upper == &both[0] ? both[1] : both[0];
    const double middle = (upper.end + lower.end) / 2;
    upper.end = middle - 11;
    lower.end = middle + 11;
  }
  for (const Curve& curve : both) {
    const std::vector<double> values = report::running_mean(*curve.values);
    const std::string value =
        values.empty() || !std::isfinite(values.back()) ? "" : fmt::format("{:.3f}", values.back());
    drawing.text(curve.name, {plot_width - plot_right + 12, curve.end + 6}, 17, curve.colour,
                 Drawing::Align::left, true);
    drawing.text(value, {plot_width - plot_right + 34, curve.end + 6}, 15, curve.colour);
  }
  return drawing.picture();
}

}  // namespace ganscope::commands
