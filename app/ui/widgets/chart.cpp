#include "app/ui/widgets/chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::ui {
namespace {

constexpr float chart_gutter_px = 44, chart_axis_px = 20, chart_title_px = 18;

void chart_numbers(const Ui& ui, ImDrawList* draw, const ChartSpec& spec, const Scale& x, const Scale& y,
                   ImVec2 min, ImVec2 max) {
  const Theme& theme = ui.theme;
  const float height = text_size(ui, Font::mono_small, "0").y;
  if (spec.y_numbers) {
    const Ticks ticks = nice_ticks(y, static_cast<int>((max.y - min.y) / ui.px(44)) + 1);
    for (size_t i = 0; i < static_cast<size_t>(ticks.count); ++i) {
      const float at = std::round(y.at(ticks.values[i]));
      draw->AddRectFilled({min.x, at}, {max.x, at + 1}, faded(theme.line, 0.7F));
      const std::string words = with_minus(tick_text(ticks.values[i], ticks.decimals));
      const float width = text_size(ui, Font::mono_small, words).x;
      text_at(ui, draw,
              {min.x - width - ui.px(6), within(at - height / 2, min.y - height / 2, max.y - height * 0.7F)},
              Font::mono_small, theme.t3, words);
    }
  }
  float free_until = max.x;
  if (!spec.x_title.empty()) {
    const float width = text_size(ui, Font::caption, spec.x_title).x;
    free_until = max.x - width - ui.px(10);
    text_at(ui, draw, {max.x - width, max.y + ui.px(3)}, Font::caption, theme.t3, spec.x_title);
  }
  if (!spec.x_numbers) return;
  const Ticks ticks = nice_ticks(x, 5);
  for (size_t i = 0; i < static_cast<size_t>(ticks.count); ++i) {
    const float at = std::round(x.at(ticks.values[i]));
    draw->AddRectFilled({at, max.y}, {at + 1, max.y + ui.px(3)}, theme.line2);
    const std::string words = with_minus(tick_text(ticks.values[i], ticks.decimals));
    const float width = text_size(ui, Font::mono_small, words).x;
    const float left = within(at - width / 2, min.x, max.x - width);
    if (left + width < free_until)
      text_at(ui, draw, {left, max.y + ui.px(3)}, Font::mono_small, theme.t3, words);
  }
}

void dashed_between(ImDrawList* draw, ImVec2 a, ImVec2 b, ImU32 colour, float thickness, float dash,
                    float& walked) {
  const float length = std::hypot(b.x - a.x, b.y - a.y);
  if (!(length > 0)) return;
  const auto place = [&](float along) {
    return ImVec2{a.x + (b.x - a.x) * along / length, a.y + (b.y - a.y) * along / length};
  };
  for (float at = 0; at < length;) {
    const float phase = std::fmod(walked + at, 2 * dash);
    const bool on = phase < dash;
    const float until = std::min(length, at + (on ? dash - phase : 2 * dash - phase) + 0.01F);
    if (on) draw->AddLine(place(at), place(until), colour, thickness);
    at = until;
  }
  walked = std::fmod(walked + length, 2 * dash);
}

}  // namespace

Chart::Chart(const Ui& ui, const ChartSpec& spec) : ui_(ui), draw_(ImGui::GetWindowDrawList()) {
  min_ = {spec.min.x + (spec.y_numbers ? ui.px(chart_gutter_px) : 0),
          spec.min.y + (spec.y_title.empty() ? 0 : ui.px(chart_title_px))};
  const bool axis = spec.x_numbers || !spec.x_title.empty();
  max_ = {std::max(spec.max.x, min_.x + 1),
          std::max(spec.max.y - (axis ? ui.px(chart_axis_px) : 0), min_.y + 1)};
  x_ = {spec.x_low, spec.x_high, false, false, min_.x, max_.x};
  y_ = {spec.y_low, spec.y_high, false, false, max_.y, min_.y};
  draw_->AddRectFilled(min_, max_, ui.theme.bg0);
  if (!spec.y_title.empty())
    text_at(ui, draw_, {min_.x, spec.min.y}, Font::caption, ui.theme.t3, spec.y_title);
  chart_numbers(ui, draw_, spec, x_, y_, min_, max_);
}

bool Chart::hovered() const {
  return ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
         ImGui::IsMouseHoveringRect(min_, max_);
}

double Chart::pointed_x() const { return x_.value_at(ImGui::GetIO().MousePos.x); }

void Chart::line(std::span<const float> x, std::span<const float> y, ImU32 colour, float design_px,
                 bool dashed) const {
  draw_->PushClipRect(min_, max_, true);
  const Mapping across(x_), up(y_);
  const float thickness = ui_.px(design_px);
  std::vector<ImVec2> run;
  run.reserve(x.size());
  float walked = 0;
  const auto draw_run = [&] {
    if (dashed)
      for (size_t i = 1; i < run.size(); ++i)
        dashed_between(draw_, run[i - 1], run[i], colour, thickness, ui_.px(5), walked);
    else if (run.size() > 1)
      draw_->AddPolyline(run.data(), static_cast<int>(run.size()), colour, ImDrawFlags_None, thickness);
    run.clear();
  };
  for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (std::isfinite(x[i]) && std::isfinite(y[i]))
      run.push_back({across.near(static_cast<double>(x[i])), up.near(static_cast<double>(y[i]))});
    else
      draw_run();
  }
  draw_run();
  draw_->PopClipRect();
}

void Chart::fill(std::span<const float> x, std::span<const float> y, ImU32 colour) const {
  draw_->PushClipRect(min_, max_, true);
  // Smoothed edges would show as stripes where the pieces meet.
  const ImDrawListFlags flags = draw_->Flags;
  draw_->Flags &= ~ImDrawListFlags_AntiAliasedFill;
  const Mapping across(x_), up(y_);
  const float floor = up.near(0);
  for (size_t i = 1; i < std::min(x.size(), y.size()); ++i) {
    if (!(std::isfinite(y[i - 1]) && std::isfinite(y[i]))) continue;
    const float left = across.near(static_cast<double>(x[i - 1])),
                right = across.near(static_cast<double>(x[i]));
    draw_->AddQuadFilled({left, up.near(static_cast<double>(y[i - 1]))},
                         {right, up.near(static_cast<double>(y[i]))}, {right, floor}, {left, floor}, colour);
  }
  draw_->Flags = flags;
  draw_->PopClipRect();
}

void Chart::bars(std::span<const float> x, std::span<const float> y, double width, ImU32 colour) const {
  draw_->PushClipRect(min_, max_, true);
  for (size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (!(y[i] > 0)) continue;
    const double middle = static_cast<double>(x[i]);
    const float left = std::round(x_.at(middle - width / 2)), right = std::round(x_.at(middle + width / 2));
    draw_->AddRectFilled({left, y_.at(static_cast<double>(y[i]))}, {std::max(left + 1, right - 1), y_.at(0)},
                         colour);
  }
  draw_->PopClipRect();
}

void Chart::level(double y, ImU32 colour) const {
  const float at = std::round(y_.at(y)) + 0.5F;
  if (at < min_.y || at > max_.y) return;
  float walked = 0;
  dashed_between(draw_, {min_.x, at}, {max_.x, at}, colour, ui_.px(1), ui_.px(5), walked);
}

void Chart::upright(double x, ImU32 colour, bool dashed) const {
  const float at = std::round(x_.at(x)) + 0.5F;
  if (at < min_.x || at > max_.x) return;
  float walked = 0;
  if (dashed)
    dashed_between(draw_, {at, min_.y}, {at, max_.y}, colour, ui_.px(1), ui_.px(4), walked);
  else
    draw_->AddLine({at, min_.y}, {at, max_.y}, colour, ui_.px(1));
}

void Chart::card(ImVec2 beside, const std::vector<std::string>& lines) const {
  const float line = ui_.px(18), pad = ui_.px(8);
  float width = 0;
  for (const std::string& words : lines) width = std::max(width, rich_text_width(ui_, Font::caption, words));
  const ImVec2 size{width + 2 * pad, line * static_cast<float>(lines.size()) + 2 * pad - ui_.px(4)};
  const bool left = beside.x + ui_.px(14) + size.x > max_.x;
  const ImVec2 from{within(left ? beside.x - ui_.px(14) - size.x : beside.x + ui_.px(14), min_.x, max_.x),
                    within(beside.y, min_.y + ui_.px(4), max_.y - size.y - ui_.px(4))};
  draw_->AddRectFilled(from, {from.x + size.x, from.y + size.y}, ui_.theme.bg2, ui_.px(4));
  draw_->AddRect(from, {from.x + size.x, from.y + size.y}, ui_.theme.line2, ui_.px(4));
  for (size_t i = 0; i < lines.size(); ++i)
    rich_text_at(ui_, draw_, {from.x + pad, from.y + pad - ui_.px(2) + line * static_cast<float>(i)},
                 Font::caption, ui_.theme.t2, lines[i]);
}

double curve_at(std::span<const float> x, std::span<const float> y, double at) {
  const auto none = std::numeric_limits<double>::quiet_NaN();
  if (x.size() < 2 || x.size() != y.size() || !(at >= static_cast<double>(x.front())) ||
      at > static_cast<double>(x.back()))
    return none;
  const auto above = std::upper_bound(x.begin(), x.end(), static_cast<float>(at));
  const auto right = static_cast<size_t>(
      std::min<std::ptrdiff_t>(above - x.begin(), static_cast<std::ptrdiff_t>(x.size()) - 1));
  const size_t left = right > 0 ? right - 1 : 0;
  const double gap = static_cast<double>(x[right]) - static_cast<double>(x[left]);
  const double share = gap > 0 ? (at - static_cast<double>(x[left])) / gap : 0;
  return (1 - share) * static_cast<double>(y[left]) + share * static_cast<double>(y[right]);
}

}  // namespace ganscope::ui
