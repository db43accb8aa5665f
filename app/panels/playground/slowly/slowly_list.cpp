#include <algorithm>
#include <cmath>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "app/ui/bounded.h"

// The twelve parts on a line, and the pieces that all areas share.
namespace ganscope::panels::slowly {
namespace {

using ui::Font;

void draw_bead(const Context& context, ImVec2 centre, float radius, size_t index,
               const api::PartFacts& facts) {
  const ui::Theme& theme = context.ui.theme;
  const size_t shown = context.state().part;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 colour = colour_of(context.ui, player_of(facts.part));
  const bool now = index == shown, later = index > shown;
  draw->AddCircleFilled(centre, radius, now ? theme.t1 : theme.bg1);
  if (!now) draw->AddCircle(centre, radius, later ? theme.line2 : colour, 0, context.ui.px(2));
  if (!facts.finite) {
    ui::draw_icon(draw, ui::Icon::warning, centre, context.ui.px(14), theme.warn);
    return;
  }
  const std::string number = std::to_string(index + 1);
  const ImVec2 extent = ui::text_size(context.ui, Font::mono_small, number);
  ui::text_at(context.ui, draw, {std::round(centre.x - extent.x / 2), std::round(centre.y - extent.y / 2)},
              Font::mono_small,
              now     ? theme.bg1
              : later ? theme.t3
                      : theme.t1,
              number);
}

void draw_entry(const Context& context, const Area& row, size_t index, const api::PartFacts& facts) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string name = "playground/slowly/part/" + std::to_string(index + 1);
  const size_t shown = context.state().part;
  ImGui::SetCursorScreenPos(row.min);
  const bool pressed = ui::press_area(name.c_str(), {row.width(), row.height()});
  const bool hovered = ImGui::IsItemHovered();
  if (index == shown || hovered)
    draw->AddRectFilled(row.min, row.max, index == shown ? ui.theme.bg3 : ui.theme.bg2, ui.px(6));
  if (pressed) context.actions(to_part(index));
  const float dim = index > shown ? 0.62F : 1.0F;
  const bool critic = game_of(context.model).critic;
  const std::string title = ui.tr(title_of(facts.part, context.points(), critic));
  const std::string below = index > shown && index == shown + 1 ? std::string(ui.tr("next"))
                            : index > shown                     ? std::string()
                                                                : summary_of(context, facts);
  const float left = row.min.x + ui.px(46);
  const bool tight = row.height() < ui.px(46);
  const float top = row.min.y + ui.px(tight ? 1 : 7);
  ui::rich_text_at(ui, draw, {left, top}, Font::body,
                   ui::faded(index == shown ? ui.theme.t1 : ui.theme.t2, dim), title);
  ui::rich_text_at(ui, draw, {left, top + ui.px(tight ? 17 : 20)}, Font::caption, ui.theme.t3, below);
  draw_bead(context, {row.min.x + ui.px(20), (row.min.y + row.max.y) / 2}, ui.px(13), index, facts);
  ui.items.add(name, row.min, row.max, ui::plain_words(title + ": " + below));
}

}  // namespace

const api::PartFacts* Context::known(api::StepPart part) const {
  const size_t parts = model::slow_parts(model);
  const size_t shown = state().part;
  for (size_t i = 0; i < parts && i <= shown; ++i)
    if (model.slow_step->parts[i].part == part) return &model.slow_step->parts[i];
  return nullptr;
}

int64_t Context::batch() const {
  const api::PartFacts* real = model::slow_facts(model, api::StepPart::draw_real);
  const api::PartFacts* latents = model::slow_facts(model, api::StepPart::draw_latents);
  return latents != nullptr ? latents->latents.rows() : real != nullptr ? real->samples.rows() : 0;
}

size_t Context::sample() const {
  int64_t most = batch();
  if (!points()) most = std::min<int64_t>(most, model::slow_pictures(model).count);
  return static_cast<size_t>(ui::within<int64_t>(static_cast<int64_t>(state().sample), 0, most - 1));
}

size_t Context::pack() const {
  const config::Settings& settings = model.status->experiment->settings;
  const int64_t packing = settings.has("packing") ? std::max<int64_t>(1, settings.integer("packing")) : 1;
  return sample() / static_cast<size_t>(packing);
}

void draw_arrow(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 colour, float thickness) {
  const float x = to.x - from.x, y = to.y - from.y;
  const float length = std::sqrt(x * x + y * y);
  if (!(length > 0.5F)) return;
  const float head = std::min(2 * thickness + 4, length);
  const ImVec2 along{x / length, y / length};
  const ImVec2 neck{to.x - head * along.x, to.y - head * along.y};
  const float half = 0.55F * head;
  draw->AddLine(from, neck, colour, thickness);
  draw->AddTriangleFilled(to, {neck.x - half * along.y, neck.y + half * along.x},
                          {neck.x + half * along.y, neck.y - half * along.x}, colour);
}

void draw_middle_words(const ui::Ui& ui, ImVec2 from, float width, ui::Font font, ImU32 colour,
                       const std::string& marked) {
  const float words = ui::rich_text_width(ui, font, marked);
  ui::rich_text_at(ui, ImGui::GetWindowDrawList(), {std::round(from.x + (width - words) / 2), from.y}, font,
                   colour, marked);
}

void draw_picture(const Context& context, int index, ImVec2 min, float side) {
  const auto& answer = context.model.result(model::view::slow_pictures);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 max{min.x + side, min.y + side};
  draw->AddRectFilled(min, max, context.ui.theme.bg0);
  if (!answer || index >= answer->count) return;
  const bool large = side >= 2 * static_cast<float>(std::max(1, answer->width));
  const ui::Atlas& atlas = large ? context.ui.atlases.of(model::view::slow_pictures)
                                 : context.ui.atlases.smooth(model::view::slow_pictures);
  if (atlas.texture == nullptr || index >= atlas.count) return;
  draw->AddImage(atlas.texture, min, max, atlas.uv_min(index), atlas.uv_max(index));
}

void draw_list(const Context& context, const Area& area) {
  const ui::Ui& ui = context.ui;
  const size_t parts = model::slow_parts(context.model);
  const float row = std::floor(std::min(ui.px(56), area.height() / static_cast<float>(api::step_parts)));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float x = area.min.x + ui.px(20);
  for (size_t i = 0; i + 1 < parts; ++i) {
    const float y = area.min.y + row * (static_cast<float>(i) + 0.5F);
    const config::Player player = player_of(context.model.slow_step->parts[i].part);
    const bool same = player == player_of(context.model.slow_step->parts[i + 1].part);
    if (same)
      draw->AddLine({x, y}, {x, y + row}, i < context.state().part ? colour_of(ui, player) : ui.theme.line2,
                    ui.px(2));
  }
  for (size_t i = 0; i < parts; ++i) {
    const float y = area.min.y + row * static_cast<float>(i);
    draw_entry(context, {{area.min.x, y}, {area.max.x, y + row - ui.px(2)}}, i,
               context.model.slow_step->parts[i]);
  }
}

}  // namespace ganscope::panels::slowly
