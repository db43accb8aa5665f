#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::ui {
namespace {

/// Beside the cell, to its right if there is room, and wholly inside the window.
ImVec2 card_place(const Ui& ui, const LatentCard& card, ImVec2 size) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float away = ui.px(10);
  ImVec2 at{card.cell_max.x + away, card.cell_min.y - 0.7f * (card.cell_max.y - card.cell_min.y)};
  if (at.x + size.x > screen.x - away) at.x = card.cell_min.x - away - size.x;
  at.x = std::max(at.x, away);
  at.y = within(at.y, away, std::max(away, screen.y - away - size.y));
  return {std::round(at.x), std::round(at.y)};
}

}  // namespace

void latent_card(const Ui& ui, const LatentCard& card) {
  const Atlas* shown = card.mask != nullptr ? card.mask : card.sharp;
  const bool picture = shown != nullptr && shown->picture_width > 0;
  const float pad = ui.px(12), line = ui.px(24), small = ui.px(20);
  ImVec2 image{0, 0};
  if (picture) {
    // Five times its size, at scale 1, but neither a stamp nor a poster.
    const auto width = static_cast<float>(shown->picture_width);
    const float factor = std::max(1.0f, std::round(within(5 * width, 128.0f, 200.0f) * ui.scale / width));
    image = {factor * width, factor * static_cast<float>(shown->picture_height)};
  }
  const float above = card.above ? std::round(ui.px(card.above_px)) + ui.px(2) : 0;
  const float inner = std::max(image.x, ui.px(160));
  float height = 2 * pad + above + (picture ? image.y + ui.px(6) : 0) + line + 2 * small;
  if (card.has_score) height += line + ui.px(8);
  height += static_cast<float>(card.facts.size()) * small;
  const float told = card.told.empty() ? 0 : wrapped_size(ui, Font::caption, card.told, inner).y + ui.px(8);
  height += told;
  const ImVec2 size{inner + 2 * pad, height};
  const ImVec2 min = card_place(ui, card, size);
  const ImVec2 max{min.x + size.x, min.y + size.y};
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg2, ui.px(6));
  draw->AddRect(min, max, ui.theme.line2, ui.px(6), 0, std::max(1.0f, std::floor(ui.scale)));
  const float left = min.x + pad, right = max.x - pad;
  float y = min.y + pad;
  if (card.above) {
    const ImVec2 end{picture ? left + image.x : right, y + above - ui.px(2)};
    draw->AddRectFilled({left, y}, end, ui.theme.bg0);
    card.above(draw, {left, y}, end);
    y += above;
  }
  if (picture) {
    const ImVec2 end{left + image.x, y + image.y};
    if (card.mask == nullptr) {
      draw_picture(draw, *card.sharp, *card.smooth, card.index, {left, y}, end);
    } else if (card.index < shown->count && shown->texture != nullptr) {
      draw->AddRectFilled({left, y}, end, ui.theme.bg0);
      draw->AddImage(shown->texture, {left, y}, end, shown->uv_min(card.index), shown->uv_max(card.index),
                     card.tint);
    }
    y += image.y + ui.px(6);
  }
  const auto put_right = [&](Font font, ImU32 colour, const std::string& words, float top) {
    text_at(ui, draw, {right - text_size(ui, font, words).x, top}, font, colour, words);
  };
  const auto number = fmt::format("{} ", ui.tr("Latent"));
  text_at(ui, draw, {left, y}, Font::body, ui.theme.t1, number);
  text_at(ui, draw, {left + text_size(ui, Font::body, number).x, y}, Font::mono, ui.theme.t1,
          std::to_string(card.index));
  put_right(Font::body, ui.theme.t3, std::string(card.model), y);
  y += line;
  if (told > 0) wrapped_text_at(ui, draw, {left, y}, Font::caption, ui.theme.t1, card.told, inner);
  y += told;
  for (const auto& [what, value] : card.facts) {
    text_at(ui, draw, {left, y}, Font::caption, ui.theme.t2, what);
    put_right(Font::caption, ui.theme.t1, value, y);
    y += small;
  }
  if (card.has_score) {
    rich_text_at(ui, draw, {left, y}, Font::caption, ui.theme.t2, ui.tr("{D} says real"));
    put_right(Font::mono_small, ui.theme.t1, fmt::format("{:.2f}", card.score01), y);
    y += line - ui.px(4);
    const float bar = ui.px(4), share = within(card.score01, 0.0f, 1.0f);
    draw->AddRectFilled({left, y}, {right, y + bar}, ui.theme.bg4, 0.5f * bar);
    draw->AddRectFilled({left, y}, {left + share * (right - left), y + bar}, ui.theme.d, 0.5f * bar);
    y += bar + ui.px(8);
  }
  text_at(ui, draw, {left, y}, Font::caption, ui.theme.t3,
          card.in_hand ? ui.tr("Click: take it in hand") : ui.tr("Click: select"));
  text_at(ui, draw, {left, y + small}, Font::caption, ui.theme.t3,
          card.in_hand ? ui.tr("Drag: into a slot, onto A or B") : ui.tr("Double click: explore"));
}

}  // namespace ganscope::ui
