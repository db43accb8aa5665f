#include "app/ui/widgets/number_line.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/plane_touch.h"
#include "app/ui/widgets/plot_scale.h"
#include "core/base/number_text.h"

namespace ganscope::ui {
namespace {

float x_of(const NumberView& view, double value, ImVec2 min, ImVec2 max) {
  const double share = (value - view.low) / (view.high - view.low);
  return min.x + static_cast<float>(within(share, -1.0, 2.0)) * (max.x - min.x);
}

float y_of(const NumberView& view, double density, ImVec2 min, ImVec2 max) {
  return max.y - static_cast<float>(within(density / view.top, 0.0, 1.0)) * (max.y - min.y);
}

/// How many of `points` (the first of each pair) fall into each bin; those outside the view into none.
std::vector<int> bin_counts(std::span<const float> points, const NumberView& view, int bins) {
  std::vector<int> counts(static_cast<size_t>(bins));
  const double width = (view.high - view.low) / bins;
  for (size_t i = 0; i + 1 < points.size(); i += 2) {
    const double place = (static_cast<double>(points[i]) - view.low) / width;
    if (place >= 0 && place < bins) ++counts[static_cast<size_t>(place)];
  }
  return counts;
}

/// The density that one point gives its bin.
double each_density(std::span<const float> points, const NumberView& view, int bins) {
  return bins / (0.5 * static_cast<double>(points.size()) * (view.high - view.low));
}

/// Round numbers under the axis, and faint lines up from them.
void draw_axis(const Ui& ui, ImDrawList* draw, const NumberView& view, const PointFrame& frame, ImVec2 min,
               ImVec2 max) {
  const Scale scale{frame.out(0, view.low), frame.out(0, view.high), false, false, min.x, max.x};
  const Ticks ticks = nice_ticks(scale, 5);
  for (int i = 0; i < ticks.count; ++i) {
    const double value = ticks.values[static_cast<size_t>(i)];
    const float x = std::round(scale.at(value));
    draw->AddRectFilled({x, min.y}, {x + 1, max.y}, faded(ui.theme.line, 0.6F));
    // Far from zero the usual short numbers would all be the same.
    const std::string words =
        with_minus(frame.is_plain() ? tick_text(value, ticks.decimals)
                                    : axis_text(value, ticks.values[1] - ticks.values[0]));
    const ImVec2 size = text_size(ui, Font::caption, words);
    const float left = within(x - 0.5F * size.x, min.x + ui.px(2), max.x - size.x - ui.px(2));
    text_at(ui, draw, {left, max.y + ui.px(18)}, Font::caption, ui.theme.t3, words);
  }
  draw->AddRectFilled({min.x, max.y}, {max.x, max.y + 1}, ui.theme.line2);
}

/// What the colours mean, at the top left.
void draw_legend(const Ui& ui, ImDrawList* draw, ImVec2 at) {
  const float line = ui.px(18), swatch = ui.px(14);
  const auto row = [&](float y, ImU32 colour, float height, const std::string& words) {
    const float middle = y + 0.5F * line;
    draw->AddRectFilled({at.x, middle - 0.5F * height}, {at.x + swatch, middle + 0.5F * height}, colour);
    const ImVec2 size = text_size(ui, Font::caption, words);
    text_at(ui, draw, {at.x + swatch + ui.px(8), middle - 0.5F * size.y}, Font::caption, ui.theme.t2, words);
  };
  row(at.y, ui.theme.real, ui.px(2), ui.tr("density of the real data"));
  row(at.y + line, faded(ui.theme.g, 0.55F), ui.px(9), ui.tr("generated"));
}

/// The highest bar of a histogram, as a density.
double tallest(std::span<const float> points, const NumberView& view, int bins) {
  const std::vector<int> counts = bin_counts(points, view, bins);
  return each_density(points, view, bins) * *std::ranges::max_element(counts);
}

}  // namespace

NumberView number_view(const api::DataPreview& data) {
  NumberView view;
  if (data.density.high > data.density.low) view = {data.density.low, data.density.high, 1};
  double highest = 0;
  for (const float value : data.density.values) highest = std::max(highest, static_cast<double>(value));
  view.top = highest > 0 ? 1.5 * highest : 2 / (view.high - view.low);
  return view;
}

NumberView number_view(const api::DataPreview& data, std::span<const float> points, int bins, float& top) {
  NumberView view = number_view(data);
  if (points.size() < 2 || bins < 1) return view;
  const auto enough_for = [lowest = view.top](double density) {
    // Higher than that the line of the data would lie flat: such bars are cut off.
    for (const double factor : {1.0, 4.0 / 3, 2.0, 8.0 / 3, 4.0})
      if (density <= factor * lowest) return factor * lowest;
    return 16.0 / 3 * lowest;
  };
  constexpr double room = 0.75;  // lower again only when the bars have become plainly lower
  const double needed = tallest(points, view, bins);
  view.top = within(static_cast<double>(top), enough_for(needed), enough_for(needed / room));
  top = static_cast<float>(view.top);
  return view;
}

void draw_bars(ImDrawList* draw, std::span<const float> points, const NumberView& view, int bins, ImVec2 min,
               ImVec2 max, ImU32 colour) {
  if (points.size() < 2 || bins < 1) return;
  const std::vector<int> counts = bin_counts(points, view, bins);
  const double each = each_density(points, view, bins), width = (view.high - view.low) / bins;
  constexpr float cut_at = 8, cut = 2, least_height = 100;
  for (int bin = 0; bin < bins; ++bin) {
    const int count = counts[static_cast<size_t>(bin)];
    if (count == 0) continue;
    const float left = std::round(x_of(view, view.low + bin * width, min, max));
    const float right = std::round(x_of(view, view.low + (bin + 1) * width, min, max));
    const float gap = right - left > 4 ? 1.0F : 0.0F, end = std::max(left + 1, right - gap);
    float top = y_of(view, count * each, min, max);
    if (count * each > view.top && max.y - min.y > least_height) {
      draw->AddRectFilled({left, top}, {end, top + cut_at}, colour);
      top += cut_at + cut;
    }
    draw->AddRectFilled({left, top}, {end, max.y}, colour);
  }
}

void draw_density(ImDrawList* draw, const api::DensityCurve& curve, const NumberView& view, ImVec2 min,
                  ImVec2 max, ImU32 colour, float thickness) {
  if (curve.values.size() < 2) return;
  std::vector<ImVec2> line;
  line.reserve(curve.values.size());
  const auto last = static_cast<double>(curve.values.size() - 1);
  for (size_t i = 0; i < curve.values.size(); ++i) {
    const double value = curve.low + (curve.high - curve.low) * static_cast<double>(i) / last;
    line.push_back({x_of(view, value, min, max), y_of(view, static_cast<double>(curve.values[i]), min, max)});
  }
  draw->AddPolyline(line.data(), static_cast<int>(line.size()), colour, ImDrawFlags_None, thickness);
}

void draw_real_numbers(const Ui& ui, ImDrawList* draw, const api::DataPreview& data, ImVec2 min, ImVec2 max) {
  const NumberView view = number_view(data);
  const int bins = within(static_cast<int>((max.x - min.x) / ui.px(4)), 8, 64);
  draw_bars(draw, data.points, view, bins, min, max, faded(ui.theme.real, 0.35F));
  draw_density(draw, data.density, view, min, max, ui.theme.real, ui.px(1.5F));
}

GridAnswer number_line(Ui& ui, std::string_view name, std::string_view item_prefix,
                       const NumberLineSpec& spec) {
  const ImVec2 min{spec.min.x, spec.min.y};
  const ImVec2 max{spec.max.x, spec.max.y - ui.px(40)};  // below it the dots, then the numbers
  const int bins = within(static_cast<int>((max.x - min.x) / ui.px(8)), 16, 96);
  const std::string top = std::string(name) + "/top";
  const NumberView view = number_view(spec.data, spec.generated, bins,
                                      *ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID(top.c_str()), 0));
  const auto place = [&](size_t i) {
    return ImVec2{x_of(view, static_cast<double>(spec.generated[2 * i]), min, max), max.y + ui.px(9)};
  };
  const size_t fixed = std::min(static_cast<size_t>(std::max(0, spec.fixed)), spec.generated.size() / 2);
  std::vector<ImVec2> dots(fixed);
  for (size_t i = 0; i < fixed; ++i) dots[i] = place(i);
  const GridAnswer answer = plane_touch(ui, name, item_prefix, spec.min, spec.max, dots);

  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(spec.min, spec.max, ui.theme.bg0);
  draw->PushClipRect(spec.min, spec.max, true);
  draw_axis(ui, draw, view, spec.data.frame, min, max);
  draw_bars(draw, spec.generated, view, bins, min, max, faded(ui.theme.g, 0.55F));
  draw_density(draw, spec.data.density, view, min, max, ui.theme.real, ui.px(2));
  draw_legend(ui, draw, {min.x + ui.px(14), min.y + ui.px(10)});
  for (const ImVec2& dot : dots) draw->AddCircleFilled(dot, ui.px(3.2F), ui.theme.g, 12);
  for (const int index : {answer.hovered >= 0 ? answer.hovered : spec.hovered, spec.selected})
    if (index >= 0 && static_cast<size_t>(index) < spec.generated.size() / 2)
      draw_latent_dot(ui, draw, place(static_cast<size_t>(index)), index, index == spec.selected);
  draw->PopClipRect();
  ui.items.add(name, spec.min, spec.max, static_cast<double>(spec.generated.size() / 2));
  return answer;
}

}  // namespace ganscope::ui
