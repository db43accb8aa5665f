#include "app/panels/explore/melody_in_hand.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/roll_cell.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::explore_parts {
namespace {

using ui::Font;

constexpr float keys_px = 34, head_line_px = 40, names_px = 32, foot_px = 40;

/// The keys of a piano on their sides, each C with its name.
void draw_keys(const ui::Ui& ui, const melody::RollLayout& layout, ImVec2 min, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (int pitch = 0; pitch < melody::pitches; ++pitch) {
    const melody::Box row = layout.row(pitch);
    const bool white = melody::in_scale(pitch, 0);
    const ImVec2 a{min.x, std::round(min.y + row.top)},
        b{min.x + (white ? width - 2 : 0.62F * width), std::round(min.y + row.bottom) - 1};
    draw->AddRectFilled(a, b, white ? ui.theme.bg3 : ui.theme.bg1);
    if (pitch % melody::octave != 0 && pitch != melody::pitches - 1) continue;
    const std::string name = melody::pitch_name(pitch);
    const ImVec2 size = ui::text_size(ui, Font::caption, name);
    ui::text_at(ui, draw, {b.x - size.x - ui.px(3), std::round((a.y + b.y - size.y) / 2)}, Font::caption,
                ui.theme.t1, name);
  }
}

/// "12 of 14 notes in the scale": which rules are broken, or that all are kept.
std::string words_of_rules(const ui::Ui& ui, const melody::Roll& roll) {
  uint8_t broken = 0;
  for (size_t rule = 0; rule < melody::rule_count; ++rule)
    if (!roll.findings[rule].whole()) broken = static_cast<uint8_t>(broken | (1U << rule));
  if (broken == 0) return ui.tr("Keeps every rule.");
  return fmt::format(fmt::runtime(ui.tr("Breaks: {}")),
                     melody::rules_of(broken, [&](const char* title) { return ui.tr(title); }));
}

}  // namespace

void draw_melody_in_hand(Context& context, ImVec2 min, float side) {
  const ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const auto line = model::melody_of(model.result(model::view::picture)->values, 0);
  if (!line) return;
  const melody::Roll roll = melody::roll_of(*line);
  const ImVec2 from{min.x + ui.px(keys_px), min.y + ui.px(head_line_px)},
      to{min.x + side, min.y + side - ui.px(foot_px)};
  const RollLook look{.ink = ui.theme.g, .names = ui.px(names_px), .font = Font::strong};
  draw_roll(ui, roll, from, to, look);
  const melody::RollLayout layout(to.x - from.x, to.y - from.y, look.names);
  draw_keys(ui, layout, {min.x, from.y}, ui.px(keys_px));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string key =
      fmt::format(fmt::runtime(ui.tr("in {} major")), melody::chord_name({roll.tonic, false}));
  ui::text_at(ui, draw, {min.x + ui.px(8), min.y + ui.px(10)}, Font::strong, ui.theme.t1, key);
  const std::string rules = words_of_rules(ui, roll);
  ui::text_at(ui, draw, {min.x + ui.px(8), to.y + ui.px(10)}, Font::caption, ui.theme.t2,
              ui::fitted(ui, Font::caption, rules, side - ui.px(100)));
  ui.items.add("explore/melody", min, {min.x + side, min.y + side}, melody::text_of(*line));
  ui.items.add("explore/melody/rules", {min.x, to.y}, {min.x + side, min.y + side}, rules);
  const model::SoundDesk& desk = model.sound_desk;
  if (model::is_playing(model) && desk.playing.latent < 0 && desk.playing.real < 0)
    draw_roll_cursor(ui, from, to, model::played_eighth(desk));
}

}  // namespace ganscope::panels::explore_parts
