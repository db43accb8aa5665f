#include "app/panels/share_bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using ui::Font;

constexpr float share_title_px = 32, share_row_px = 22, share_around_px = 8, share_bar_px = 5,
                share_number_px = 48, share_below_px = 4, share_inset_px = 10;

/// A line across the bar, left out where `value` is not known.
void draw_tick(const ui::Ui& ui, float left, float width, float middle, std::optional<float> value,
               ImU32 colour) {
  if (!value || !std::isfinite(*value)) return;
  const float x = std::round(left + width * ui::within(*value, 0.0F, 1.0F));
  const float half = std::max(1.0F, std::round(ui.px(1))), high = ui.px(share_bar_px);
  ImGui::GetWindowDrawList()->AddRectFilled({x - half, middle - high}, {x + half, middle + high}, colour);
}

void draw_bar(const ui::Ui& ui, const ShareBar& bar, bool trough, float left, float width, float middle) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float half = ui.px(share_bar_px) / 2;
  if (trough)
    draw->AddRectFilled({left, middle - half}, {left + width, middle + half}, ui.theme.bg3, ui.px(2));
  if (bar.share > 0) {
    const float long_enough = std::max(ui.px(2), width * ui::within(bar.share, 0.0F, 1.0F));
    draw->AddRectFilled({left, middle - half}, {left + long_enough, middle + half}, ui.theme.g, ui.px(2));
  }
  draw_tick(ui, left, width, middle, bar.chance, ui.theme.t3);
  draw_tick(ui, left, width, middle, bar.real, ui.theme.real);
}

void draw_share_title(const ui::Ui& ui, const ShareBars& what, ImVec2 origin, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 size = ui::text_size(ui, Font::strong, what.title);
  const float y = std::round(origin.y + (ui.px(share_title_px) - size.y) / 2);
  ui::text_at(ui, draw, {origin.x, y}, Font::strong, ui.theme.t1, what.title);
  const ImVec2 at{origin.x + size.x + ui.px(10), y};
  const float room = origin.x + width - at.x;
  if (ui::rich_text_width(ui, Font::body, what.caption) <= room)
    ui::rich_text_at(ui, draw, at, Font::body, ui.theme.t2, what.caption);
  else
    ui::text_at(ui, draw, at, Font::body, ui.theme.t2,
                ui::fitted(ui, Font::body, ui::plain_words(what.caption), room));
}

}  // namespace

float share_bars_height(const ui::Ui& ui, size_t bars) {
  return ui.px(share_title_px + 2 * share_around_px + share_below_px) +
         static_cast<float>(bars) * ui.px(share_row_px);
}

void draw_share_bars(ui::Ui& ui, const ShareBars& what) {
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, inset = ui.px(share_inset_px);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_share_title(ui, what, origin, width);
  const ImVec2 plate{origin.x, origin.y + ui.px(share_title_px)};
  const ImVec2 end{origin.x + width,
                   origin.y + share_bars_height(ui, what.bars.size()) - ui.px(share_below_px)};
  draw->AddRectFilled(plate, end, ui.theme.bg0, ui.px(4));
  const float names = std::round(what.names_share * width),
              bars = width - names - ui.px(share_number_px + 12);
  const float high = ui::text_size(ui, Font::caption, "0").y;
  float y = plate.y + ui.px(share_around_px);
  for (const ShareBar& bar : what.bars) {
    const float middle = y + ui.px(share_row_px) / 2, words = std::round(middle - high / 2);
    ui::text_at(ui, draw, {plate.x + inset, words}, Font::caption, ui.theme.t1,
                ui::fitted(ui, Font::caption, bar.name, names - ui.px(14)));
    draw_bar(ui, bar, what.troughs, plate.x + names, bars, middle);
    const std::string number = std::isfinite(bar.share) ? fmt::format("{:.0f} %", 100 * bar.share) : "–";
    ui::text_at(ui, draw, {end.x - inset - ui::text_size(ui, Font::mono_small, number).x, words},
                Font::mono_small, ui.theme.t1, number);
    if (!bar.item.empty())
      ui.items.add(bar.item, {plate.x, y}, {end.x, y + ui.px(share_row_px)}, static_cast<double>(bar.share));
    y += ui.px(share_row_px);
  }
  ImGui::SetCursorScreenPos({origin.x, end.y + ui.px(share_below_px)});
}

}  // namespace ganscope::panels
