#include "app/panels/share_bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using ui::Font;

constexpr float bars_title_px = 32, bars_row_px = 22, bars_around_px = 8, bars_high_px = 5,
                bars_figure_px = 48, bars_legend_px = 22, bars_above_legend_px = 2, bars_below_px = 4;

std::string percent(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f} %", 100 * share) : std::string("–");
}

/// The way that bars take, pixels.
struct BarWay {
  float left = 0, width = 0;
  double full = 1;
  [[nodiscard]] float at(double share) const {
    return left + width * static_cast<float>(ui::within(share / full, 0.0, 1.0));
  }
};

void draw_heading(const ui::Ui& ui, const ShareBars& shares, ImVec2 at, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 size = ui::text_size(ui, Font::strong, shares.title);
  const float y = std::round(at.y + (ui.px(bars_title_px) - size.y) / 2), left = size.x + ui.px(10);
  ui::text_at(ui, draw, {at.x, y}, Font::strong, ui.theme.t1, shares.title);
  const ImVec2 behind{at.x + left, y};
  for (const std::string& caption : shares.captions)
    if (ui::rich_text_width(ui, Font::body, caption) <= width - left) {
      ui::rich_text_at(ui, draw, behind, Font::body, ui.theme.t2, caption);
      return;
    }
  if (!shares.captions.empty())
    ui::text_at(ui, draw, behind, Font::body, ui.theme.t2,
                ui::fitted(ui, Font::body, ui::plain_words(shares.captions.back()), width - left));
}

/// G's share; marks at what needs no learning and at what real ones get.
void draw_marked_bar(const ui::Ui& ui, const ShareBars& shares, const ShareBar& bar, const BarWay& way,
                     float middle) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float half = ui.px(bars_high_px) / 2;
  if (shares.tracks)
    draw->AddRectFilled({way.left, middle - half}, {way.left + way.width, middle + half}, ui.theme.bg3,
                        ui.px(2));
  if (bar.share > 0)
    draw->AddRectFilled({way.left, middle - half},
                        {std::max(way.left + ui.px(2), way.at(bar.share)), middle + half}, ui.theme.g,
                        ui.px(2));
  for (const auto& [share, colour] : {std::pair{bar.trivial, ui.theme.t3}, {bar.real, ui.theme.real}})
    if (std::isfinite(share))
      draw->AddRectFilled({way.at(share) - 1, middle - 2 * half}, {way.at(share) + 1, middle + 2 * half},
                          colour);
}

/// G's share above, outlined below it what real ones get.
void draw_two_bars(const ui::Ui& ui, const ShareBar& bar, const BarWay& way, float middle) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float high = ui.px(bars_high_px), least = ui.px(3);
  const float line = std::max(1.0F, std::floor(ui.px(1))), y = std::round(middle);
  if (bar.share > 0)
    draw->AddRectFilled({way.left, y - high - 1}, {std::max(way.left + least, way.at(bar.share)), y - 1},
                        ui.theme.g, ui.px(2));
  if (bar.real > 0)
    draw->AddRect({way.left, y + 1}, {std::max(way.left + least, way.at(bar.real)), y + 1 + high},
                  ui.theme.real, ui.px(2), 0, line);
}

/// A disc and a ring, and what they stand for; `legend` at the right, where there is room.
void draw_legend(const ui::Ui& ui, const ShareBars& shares, ImVec2 at, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float high = ui::text_size(ui, Font::caption, "0").y;
  const float y = std::round(at.y + (ui.px(bars_legend_px) - high) / 2), middle = y + high / 2;
  float x = at.x;
  for (const bool real : {false, true}) {
    const float radius = ui.px(4.5F);
    const ImVec2 centre{x + ui.px(5), middle};
    if (real)
      draw->AddCircle(centre, radius - ui.px(0.5F), ui.theme.real, 0, ui.px(1.5F));
    else
      draw->AddCircleFilled(centre, radius, ui.theme.g);
    const std::string words = ui.tr(real ? "real" : "generated");
    ui::text_at(ui, draw, {x + ui.px(15), y}, Font::caption, ui.theme.t2, words);
    x += ui.px(15) + ui::text_size(ui, Font::caption, words).x + ui.px(14);
  }
  const float wide = ui::text_size(ui, Font::caption, shares.legend).x;
  if (wide <= at.x + width - x)
    ui::text_at(ui, draw, {at.x + width - wide, y}, Font::caption, ui.theme.t3, shares.legend);
}

}  // namespace

float share_bars_height(const ui::Ui& ui, size_t lines, bool real_bars) {
  const float legend = real_bars ? bars_legend_px + bars_above_legend_px : 0;
  return ui.px(bars_title_px + 2 * bars_around_px + legend + bars_below_px) +
         static_cast<float>(lines) * ui.px(bars_row_px);
}

void draw_share_bars(ui::Ui& ui, const ShareBars& shares) {
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_heading(ui, shares, origin, width);
  const float row = ui.px(bars_row_px), high = ui::text_size(ui, Font::caption, "0").y;
  const size_t lines = shares.bars.size() + (shares.more.empty() ? 0 : 1);
  const ImVec2 plate{origin.x, origin.y + ui.px(bars_title_px)};
  const ImVec2 end{origin.x + width, origin.y + share_bars_height(ui, lines) - ui.px(bars_below_px)};
  draw->AddRectFilled(plate, end, ui.theme.bg0, ui.px(4));
  const float names = std::round(shares.names * width);
  const float figures = ui.px(bars_figure_px) * (shares.real_bars ? 2 : 1);
  const BarWay way{plate.x + names, width - names - figures - ui.px(12), shares.full};
  float y = plate.y + ui.px(bars_around_px);
  for (const ShareBar& bar : shares.bars) {
    const float middle = y + row / 2, text = std::round(middle - high / 2);
    ui::text_at(ui, draw, {plate.x + ui.px(10), text}, Font::caption, ui.theme.t1,
                ui::fitted(ui, Font::caption, bar.name, names - ui.px(14)));
    const auto figure = [&](double share, float right, ImU32 colour) {
      const std::string number = percent(share);
      ui::text_at(ui, draw, {right - ui::text_size(ui, Font::mono_small, number).x, text}, Font::mono_small,
                  colour, number);
    };
    const float right = end.x - ui.px(10);
    if (shares.real_bars) {
      draw_two_bars(ui, bar, way, middle);
      figure(bar.share, right - ui.px(bars_figure_px), ui.theme.g);
      figure(bar.real, right, ui.theme.real);
    } else {
      draw_marked_bar(ui, shares, bar, way, middle);
      figure(bar.share, right, ui.theme.t1);
    }
    ui.items.add(bar.item, {plate.x, y}, {end.x, y + row}, bar.share);
    y += row;
  }
  if (!shares.more.empty())
    ui::text_at(ui, draw, {plate.x + ui.px(10), std::round(y + (row - high) / 2)}, Font::caption, ui.theme.t3,
                ui::fitted(ui, Font::caption, shares.more, width - ui.px(20)));
  if (shares.real_bars) draw_legend(ui, shares, {origin.x, end.y + ui.px(bars_above_legend_px)}, width);
  ImGui::SetCursorScreenPos({origin.x, origin.y + share_bars_height(ui, lines, shares.real_bars)});
}

}  // namespace ganscope::panels
