#include "app/panels/samples/melodies/melodies_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "app/panels/latent_hover.h"
#include "app/panels/roll_cell.h"
#include "app/panels/sound_cell.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "core/explore/tools/lines_numbers.h"

namespace ganscope::panels::samples {
namespace {

using ui::Font;

constexpr float melodies_roll_wide_px = 170, melodies_roll_high_px = 96, melodies_names_line_px = 20,
                melodies_rolls_gap_px = 6;
constexpr float melodies_foot_words_px = 20, melodies_rolls_space_px = 12;
constexpr int most_roll_columns = 4;

RollLook look_of(const ui::Ui& ui, ImU32 ink) {
  return {.ink = ink, .names = ui.px(melodies_names_line_px), .font = Font::caption};
}

/// As many columns as are at least so wide, and full rows.
ui::GridLayout rolls_layout(const ui::Ui& ui, const Area& body) {
  ui::GridLayout layout;
  layout.gap = std::round(ui.px(melodies_rolls_gap_px));
  const float width = body.max.x - body.min.x;
  const float room = body.max.y - body.min.y -
                     ui.px(melodies_roll_high_px + melodies_rolls_space_px + melodies_foot_words_px + 8) -
                     ui.px(playing_bar_px);
  const auto fitting = [&](float length, float size) {
    return static_cast<int>((length + layout.gap) / (size + layout.gap));
  };
  layout.columns = ui::within(fitting(width, ui.px(melodies_roll_wide_px)), 1, most_roll_columns);
  layout.cell_width = std::floor((width + layout.gap) / static_cast<float>(layout.columns)) - layout.gap;
  layout.cell_height = std::round(ui.px(melodies_roll_high_px));
  layout.rows = ui::within(fitting(room, layout.cell_height), 1, model::fixed_latents / layout.columns);
  layout.count = layout.columns * layout.rows;
  return layout;
}

void play(model::UiActions& actions, std::function<std::optional<model::SoundWish>(model::UiModel&)> what) {
  change_sounds(actions, [what = std::move(what)](model::UiModel& changed) {
    if (auto wish = what(changed)) model::play_sound(changed, std::move(*wish));
  });
}

/// All that are shown, from the first.
std::vector<model::SoundWish> shown_melodies(const model::UiModel& model) {
  std::vector<model::SoundWish> wishes;
  for (int i = 0; i < model.grid_cells; ++i)
    if (auto wish = model::wish_of_latent(model, i)) wishes.push_back(std::move(*wish));
  return wishes;
}

/// Which rules a melody breaks, in its card.
std::string broken_words(const ui::Ui& ui, const melody::Roll& roll) {
  std::string words;
  for (size_t rule = 0; rule < melody::rule_count; ++rule) {
    if (roll.findings[rule].whole()) continue;
    words +=
        (words.empty() ? "" : ", ") + std::string(ui.tr(melody::title_of(static_cast<melody::Rule>(rule))));
  }
  return words;
}

void draw_melody_card(const ui::Ui& ui, const model::UiModel& model, int index, ImVec2 min,
                      const ui::GridLayout& layout) {
  const auto& result = model.result(model::view::grid);
  const auto line = model::melody_of(result->values, index);
  if (!line) return;
  const melody::Roll roll = melody::roll_of(*line);
  ui::LatentCard card =
      begun_card(ui, *result, index, min, {min.x + layout.cell_width, min.y + layout.cell_height});
  card.facts.emplace_back(ui.tr("key"), melody::chord_name({roll.tonic, false}));
  const std::string broken = broken_words(ui, roll);
  card.told =
      broken.empty() ? ui.tr("Keeps every rule.") : fmt::format(fmt::runtime(ui.tr("Breaks: {}")), broken);
  ui::latent_card(ui, card);
}

void draw_rolls(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ui::GridLayout layout,
                ImVec2 origin) {
  const auto& result = model.result(model::view::grid);
  layout.count = std::min(layout.count, result->count);
  for (int i = 0; i < layout.count; ++i) {
    const auto line = model::melody_of(result->values, i);
    const ImVec2 min = layout.cell(origin, i);
    if (line)
      draw_roll(ui, melody::roll_of(*line), min, {min.x + layout.cell_width, min.y + layout.cell_height},
                look_of(ui, ui.theme.g));
  }
  static const ui::Atlas none;  // the rolls are drawn: frames, names and hands are the grid's
  const ui::ImageGridSpec spec{
      none, none, layout, origin, model.selected_latent, model.hovered_latent, result->scores, 1};
  const bool enter = ui::compat::key_pressed(ImGuiKey_Enter);
  ui::GridAnswer answer = ui::image_grid(ui, "train/samples", "train/sample/", spec);
  if (answer.opened && enter) answer.opened = false;  // Enter plays; a double click opens
  if (answer.clicked >= 0 && !answer.opened) {
    const int clicked = answer.clicked;
    if (enter && ImGui::GetIO().KeyShift)
      change_sounds(actions,
                    [](model::UiModel& changed) { model::play_in_turn(changed, shown_melodies(changed)); });
    else
      play(actions, [clicked](model::UiModel& changed) { return model::wish_of_latent(changed, clicked); });
  }
  const model::SoundDesk& desk = model.sound_desk;
  if (model::is_playing(model) && desk.playing.latent >= 0 && desk.playing.latent < layout.count) {
    const ImVec2 min = layout.cell(origin, desk.playing.latent);
    draw_roll_cursor(ui, min, {min.x + layout.cell_width, min.y + layout.cell_height},
                     model::played_eighth(desk));
  }
  if (answer.clicked >= 0) actions(model::action::SelectLatent{answer.clicked, answer.opened});
  hover_latent(model, actions, "train/sample", answer.hovered);
  play_hovered(model, "train/sample", answer.hovered, [&](int hovered) {
    play(actions, [hovered](model::UiModel& changed) { return model::wish_of_latent(changed, hovered); });
  });
  if (answer.hovered >= 0 && answer.hovered < layout.count && ImGui::GetDragDropPayload() == nullptr)
    draw_melody_card(ui, model, answer.hovered, layout.cell(origin, answer.hovered), layout);
}

/// The real melody that is nearest to the selected one, and at how many places it differs.
struct NearestMelody {
  melody::Line line{};
  int differing = 0;
};

std::optional<NearestMelody> nearest_of(const model::UiModel& model) {
  namespace numbers = explore::line_numbers;
  const auto& found = model.result(model.view(nearest_melody_key));
  if (!found || found->table.empty() || found->generation != model.status->generation) return std::nullopt;
  const std::vector<double>& said = found->table.front().numbers;
  if (said.size() < numbers::nearest_words + melody::places) return std::nullopt;
  NearestMelody nearest;
  nearest.differing = static_cast<int>(said[numbers::differing]);
  for (size_t place = 0; place < melody::places; ++place)
    nearest.line[place] = static_cast<uint8_t>(said[numbers::nearest_words + place]);
  return nearest;
}

/// A real melody that a click plays.
void draw_real_roll(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                    const std::string& item, const melody::Line& line, model::SoundWish wish, ImVec2 min,
                    ImVec2 max) {
  draw_roll(ui, melody::roll_of(line), min, max, look_of(ui, ui.theme.real));
  ImGui::SetCursorScreenPos(min);
  ui.items.add(item, min, max, melody::text_of(line));
  const int number = wish.real;
  if (ui::press_area(("##" + item).c_str(), {max.x - min.x, max.y - min.y}))
    play(actions, [wish = std::move(wish)](model::UiModel&) { return std::optional(wish); });
  if (model::is_playing(model) && model.sound_desk.playing.real == number)
    draw_roll_cursor(ui, min, max, model::played_eighth(model.sound_desk));
}

/// The first column says what they are, the second shows the nearest, the others any.
void draw_real_rolls(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                     const ui::GridLayout& layout, ImVec2 origin) {
  constexpr int nearest_number = 1000;  // none of the preview's
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto nearest = nearest_of(model);
  ui::text_at(ui, draw, {origin.x, origin.y + ui.px(4)}, Font::strong, ui.theme.real, ui.tr("Real data"));
  const std::string about =
      nearest ? fmt::format(fmt::runtime(ui.tr("the nearest to z {}: {} of {} words differ")),
                            std::max(0, model.selected_latent), nearest->differing, melody::places)
              : ui.tr("a click plays");
  ui::wrapped_text_at(ui, draw, {origin.x, origin.y + ui.px(26)}, Font::caption, ui.theme.t3, about,
                      layout.cell_width - ui.px(8));
  const float pitch = layout.cell_width + layout.gap;
  int column = std::min(1, layout.columns - 1);
  const auto place = [&](int at) { return ImVec2{origin.x + static_cast<float>(at) * pitch, origin.y}; };
  const auto end_of = [&](ImVec2 min) {
    return ImVec2{min.x + layout.cell_width, min.y + layout.cell_height};
  };
  if (nearest) {
    model::SoundWish wish{.melodies = {nearest->line}, .name = ui.tr("the nearest real melody")};
    wish.real = nearest_number;
    draw_real_roll(ui, model, actions, "train/nearest", nearest->line, std::move(wish), place(column),
                   end_of(place(column)));
    ++column;
  }
  for (int i = 0; column < layout.columns && i < model.preview->count; ++i, ++column) {
    auto wish = model::wish_of_real(model, i);
    if (!wish) return;
    wish->name = fmt::format(fmt::runtime(ui.tr("real melody {}")), i + 1);
    const melody::Line line = wish->melodies.front();
    draw_real_roll(ui, model, actions, fmt::format("train/real/{}", i), line, std::move(*wish), place(column),
                   end_of(place(column)));
  }
}

void draw_foot(const ui::Ui& ui, ImVec2 at, float width) {
  const std::string words = ui.tr(
      "up: two octaves from C4 · across: four bars of eighths · beneath: the chords · marked: what breaks "
      "a rule");
  ui::text_at(ui, ImGui::GetWindowDrawList(), at, Font::caption, ui.theme.t3,
              ui::fitted(ui, Font::caption, words, width));
}

}  // namespace

int melodies_shown(const ui::Ui& ui, const model::UiModel& model, const Area& body) {
  return std::min(rolls_layout(ui, body).count, model.result(model::view::grid)->count);
}

void draw_melodies(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& body) {
  const float width = body.max.x - body.min.x;
  const ui::GridLayout layout = rolls_layout(ui, body);
  draw_rolls(ui, model, actions, layout, body.min);
  const ImVec2 real{body.min.x, body.min.y + layout.height() + ui.px(melodies_rolls_space_px)};
  draw_real_rolls(ui, model, actions, layout, real);
  const float below = real.y + layout.cell_height + ui.px(2);
  draw_foot(ui, {body.min.x, below}, width);
  draw_playing_bar(ui, model, actions, {body.min.x, below + ui.px(melodies_foot_words_px + 2)}, width,
                   shown_melodies);
}

}  // namespace ganscope::panels::samples
