#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/panels/explore/inside/inside_parts.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::inside {
namespace {

using explore_parts::Context;

/// Where two pictures differ, white: most where they differ most.
void draw_difference(const Context& context, const api::Answer& drawn, ImVec2 min, ImVec2 max) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, context.ui.theme.bg0);
  const auto width = static_cast<size_t>(drawn.width), height = static_cast<size_t>(drawn.height);
  if (drawn.count < 2 || drawn.pixels.size() < 8 * width * height || width * height > 128 * 128) return;
  const uint8_t *before = drawn.pixels.data(), *now = before + 4 * width * height;
  const float w = (max.x - min.x) / static_cast<float>(width),
              h = (max.y - min.y) / static_cast<float>(height);
  for (size_t y = 0; y < height; ++y)
    for (size_t x = 0; x < width; ++x) {
      int difference = 0;
      for (size_t c = 0; c < 3; ++c) {
        const size_t at = 4 * (y * width + x) + c;
        difference += std::abs(int{before[at]} - int{now[at]});
      }
      if (difference < 6) continue;
      const ImVec2 from{min.x + static_cast<float>(x) * w, min.y + static_cast<float>(y) * h};
      draw->AddRectFilled(from, {from.x + w, from.y + h},
                          IM_COL32(255, 255, 255, std::min(255, difference * 2 / 3)));
    }
}

}  // namespace

void draw_heading(const Context& context, ImVec2 at, float width, const std::string& title,
                  const std::string& words) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, at, ui::Font::strong, ui.theme.t1, ui::fitted(ui, ui::Font::strong, title, width));
  ui::text_at(ui, draw, {at.x, at.y + ui.px(18)}, ui::Font::caption, ui.theme.t2,
              ui::fitted(ui, ui::Font::caption, words, width));
}

void draw_pictures(Context& context, ImVec2 min, float side, float height) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const api::View view = context.model.view("inside/channel");
  const auto& drawn = context.model.result(view);
  const api::DataInfo& data = context.model.status->data;
  draw_heading(context, min, side + ui.px(8), fmt::format("{}×{}", data.height, data.width),
               ui.tr("picture"));
  const std::string edits = edits_words(ui, state_of(context.model));
  float y = min.y + ui.px(heading_height);
  const float pitch = side + ui.px(36);
  for (int i = 0; i < 3; ++i, y += pitch) {
    if (y + side > min.y + ui.px(heading_height) + height || (i > 0 && edits.empty())) break;
    const ImVec2 at{min.x, std::round(y)}, end{at.x + side, at.y + side};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    if (i == 2 && drawn && !drawn->failure)
      draw_difference(context, *drawn, at, end);
    else if (i < 2)
      explore_parts::draw_preview(context, draw, view, i, at, end);
    ui::text_at(ui, draw, {at.x, end.y + ui.px(5)}, ui::Font::caption, ui.theme.t2,
                ui::fitted(ui, ui::Font::caption,
                           i == 0   ? (edits.empty() ? ui.tr("as it is") : ui.tr("as it was"))
                           : i == 1 ? edits
                                    : std::string(ui.tr("difference")),
                           side + ui.px(14)));
  }
}

std::string layer_name(const ui::Ui& ui, const std::vector<Layer>& all, size_t layer) {
  const auto same = [&](const Layer& other) {
    return other.height == all[layer].height && other.width == all[layer].width;
  };
  const auto here = all.begin() + static_cast<std::ptrdiff_t>(layer);
  if (all[layer].height * all[layer].width == 1) return fmt::format("{} {}", ui.tr("hidden"), layer + 1);
  const std::string size = fmt::format("{}×{}", all[layer].height, all[layer].width);
  if (std::ranges::count_if(all, same) == 1) return size;
  return fmt::format("{} · {}", size, std::count_if(all.begin(), here, same) + 1);
}

void draw_tile(Context& context, int picture, double scale, ImVec2 min, ImVec2 max) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg3);
  const ui::Atlas& tiles = ui.atlases.of(context.model.view("inside/layers"));
  if (tiles.texture != nullptr && picture >= 0 && picture < tiles.count)
    draw->AddImage(tiles.texture, min, max, tiles.uv_min(picture), tiles.uv_max(picture), ui.theme.g);
  if (scale == 0)
    draw->AddLine({min.x + (max.x - min.x) * 0.2F, max.y - (max.y - min.y) * 0.2F},
                  {max.x - (max.x - min.x) * 0.2F, min.y + (max.y - min.y) * 0.2F}, ui.theme.t1, ui.px(3));
  else if (scale != 1 && max.x - min.x >= ui.px(40))
    ui::text_at(ui, draw, {min.x + ui.px(3), max.y - ui.px(17)}, ui::Font::caption, ui.theme.t1,
                ui::with_minus(fmt::format("×{:.3g}", scale)));
}

std::string edits_words(const ui::Ui& ui, const InsideState& state) {
  if (state.scales.empty()) return {};
  if (state.scales.size() > 1) return fmt::format("{} {}", state.scales.size(), ui.tr("channels changed"));
  const auto& [channel, scale] = *state.scales.begin();
  if (scale == 0) return fmt::format("c {} {}", channel.number, ui.tr("off"));
  return ui::with_minus(fmt::format("c {} × {:.3g}", channel.number, scale));
}

void draw_over_picture(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  explore_parts::take_picture(context, min, side);
  const std::string words = edits_words(ui, state_of(context.model));
  const api::View view = context.model.view("inside/channel");
  const auto& drawn = context.model.result(view);
  if (words.empty() || !drawn || drawn->failure || drawn->count < 2) return;
  const auto longest = static_cast<float>(std::max({1, drawn->width, drawn->height}));
  const float factor =
      drawn->width == drawn->height ? side / longest : std::max(1.0F, std::floor(side / longest));
  const ImVec2 size{factor * static_cast<float>(drawn->width), factor * static_cast<float>(drawn->height)};
  const ImVec2 at{std::round(min.x + (side - size.x) / 2), std::round(min.y + (side - size.y) / 2)};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  explore_parts::draw_preview(context, draw, view, 1, at, {at.x + size.x, at.y + size.y});
  ui.items.add("explore/inside/edited", at, {at.x + size.x, at.y + size.y},
               explore_parts::picture_hash(context.model, view, 1));
  ui::plate(ui, draw, {min.x + ui.px(8), min.y + ui.px(8)}, ui::Font::caption, words);
}

}  // namespace ganscope::panels::inside
