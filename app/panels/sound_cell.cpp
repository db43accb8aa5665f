#include "app/panels/sound_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/form_words.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using ui::Font;

constexpr float cell_bar_button_px = 30, cell_loudness_px = 122, cell_all_px = 80, cell_time_px = 92,
                cell_hover_px = 84, cell_again_px = 82, cell_track_px = 40;

/// "Playing z 18", or what is to be done.
std::string playing_words(const ui::Ui& ui, const model::UiModel& model) {
  const model::SoundDesk& desk = model.sound_desk;
  if (const std::string why = model::why_silent(model); !why.empty())
    return fmt::format(fmt::runtime(ui.tr("No sound: {}")), ui.tr.sentence(why));
  if (!model::is_playing(model))
    return ui.tr(model::is_melodies(model) ? "A click plays a melody." : "A click plays a sound.");
  const auto& labels = model.preview->labels;
  std::string name = ui.tr(desk.playing.name.c_str());
  if (const auto real = static_cast<size_t>(desk.playing.real);
      desk.playing.real >= 0 && real < labels.size())
    name = class_words(ui, model.status->data, labels[real]);
  return fmt::format(fmt::runtime(ui.tr("Playing {}")), name);
}

/// How loud, on hover, again: changed after the frame.
void set_listening(model::UiActions& actions, double loudness_db, bool on_hover, bool again) {
  actions(model::ExploreAction(model::explore_action::UseTool{[=](model::UiModel& changed, double now_s) {
    model::set_listening(changed, loudness_db, on_hover, again, now_s);
  }}));
}

void draw_track(const ui::Ui& ui, ImVec2 min, ImVec2 max, double share01) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float middle = 0.5F * (min.y + max.y), half = ui.px(2);
  const float at = min.x + ui::within(static_cast<float>(share01), 0.0F, 1.0F) * (max.x - min.x);
  draw->AddRectFilled({min.x, middle - half}, {max.x, middle + half}, ui.theme.bg4, half);
  draw->AddRectFilled({min.x, middle - half}, {at, middle + half}, ui.theme.t1, half);
}

}  // namespace

void draw_wave(ImDrawList* draw, const sound::Wave& wave, ImVec2 min, ImVec2 max, ImU32 colour) {
  const auto columns = static_cast<size_t>(std::max(1.0F, std::floor(max.x - min.x)));
  const float middle = 0.5F * (min.y + max.y), half = 0.5F * (max.y - min.y) - 1;
  const size_t count = wave.samples.size();
  for (size_t x = 0; x < columns && count > 0; ++x) {
    const size_t first = x * count / columns, end = std::max(first + 1, (x + 1) * count / columns);
    float low = 1, high = -1;
    for (size_t i = first; i < std::min(end, count); ++i) {
      const float sample = ui::within(wave.samples[i], -1.0F, 1.0F);
      low = std::min(low, sample), high = std::max(high, sample);
    }
    const float left = min.x + static_cast<float>(x);
    draw->AddRectFilled(
        {left, std::floor(middle - half * high)},
        {left + 1, std::max(std::floor(middle - half * high) + 1, std::ceil(middle - half * low))}, colour);
  }
}

bool draw_as_spectrogram(const ui::Ui& ui, ImDrawList* draw, Form form, const ui::Atlas& mask, int index,
                         ImVec2 min, ImVec2 max, ImU32 colour) {
  if (form != Form::waves || mask.texture == nullptr || index < 0 || index >= mask.count) return false;
  draw_spectrogram(ui, draw, mask, index, min, max, colour);
  return true;
}

void draw_spectrogram(const ui::Ui& ui, ImDrawList* draw, const ui::Atlas& mask, int index, ImVec2 min,
                      ImVec2 max, ImU32 colour) {
  draw->AddRectFilled(min, max, ui.theme.bg0);
  if (mask.texture == nullptr || index < 0 || index >= mask.count) return;
  draw->AddImage(mask.texture, min, max, mask.uv_min(index), mask.uv_max(index), colour);
}

void draw_play_cursor(const ui::Ui& ui, ImVec2 min, ImVec2 max, double share01) {
  const float x = std::round(min.x + static_cast<float>(share01) * (max.x - min.x));
  ImGui::GetWindowDrawList()->AddRectFilled({x - ui.px(1), min.y}, {x + ui.px(1), max.y}, ui.theme.t1);
}

double played_share(const model::UiModel& model) {
  const sound::Playing& now = model.sound_desk.now;
  return now.length_s > 0 ? ui::within(now.position_s / now.length_s, 0.0, 1.0) : 0;
}

std::string play_help(const ui::Ui& ui, const model::UiModel& model, const std::string& help) {
  const std::string why = model::why_silent(model);
  if (why.empty()) return help;
  return help + " " + fmt::format(fmt::runtime(ui.tr("No sound: {}")), ui.tr.sentence(why));
}

void play_hovered(const model::UiModel& model, const std::string& name, int hovered,
                  const std::function<void(int hovered)>& play) {
  int* before = ImGui::GetStateStorage()->GetIntRef(ImGui::GetID((name + "/heard").c_str()), -1);
  const bool comes = hovered >= 0 && hovered != *before;
  *before = hovered;
  if (comes && model.sound_desk.on_hover && ImGui::GetDragDropPayload() == nullptr) play(hovered);
}

void change_sounds(model::UiActions& actions, std::function<void(model::UiModel&)> what) {
  actions(model::ExploreAction(model::explore_action::UseTool{
      [what = std::move(what)](model::UiModel& changed, double) { what(changed); }}));
}

void draw_playing_bar(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 min,
                      float width, std::vector<model::SoundWish> (*all)(const model::UiModel& model)) {
  const float high = ui.px(playing_bar_px), gap = ui.px(10);
  const ImVec2 max{min.x + width, min.y + high};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg2, ui.px(4));
  const bool able = model::why_silent(model).empty(), playing = model::is_playing(model);
  const bool chosen = model.selected_latent >= 0;

  ImGui::SetCursorScreenPos({min.x + ui.px(1), min.y});
  const bool melodies = model::is_melodies(model);
  const std::string help = play_help(ui, model,
                                     ui.tr(melodies ? "Plays the selected melody, or stops what plays."
                                                    : "Plays the selected sound, or stops what plays."));
  if (ui::icon_button(ui, "sounds/play", playing ? ui::Icon::pause : ui::Icon::play, help, ui.tr("Enter"),
                      able && (playing || chosen))) {
    change_sounds(actions, [](model::UiModel& changed) {
      if (model::is_playing(changed)) return model::stop_playing(changed);
      if (auto wish = model::wish_of_latent(changed, changed.selected_latent))
        model::play_sound(changed, std::move(*wish));
    });
  }
  float right = max.x;
  if (all != nullptr && !ui.compact) {
    const float wide = ui.px(cell_all_px);
    ImGui::SetCursorScreenPos({right - wide, min.y});
    if (ui::button(ui, "sounds/all",
                   {.label = ui.tr("Play all"),
                    .style = ui::ButtonStyle::quiet,
                    .width = wide,
                    .height = high,
                    .help = play_help(ui, model, ui.tr("Plays all that are shown, one after another.")),
                    .key = ui.tr("Shift-Enter"),
                    .enabled = able}))
      change_sounds(actions, [all](model::UiModel& changed) { model::play_in_turn(changed, all(changed)); });
    right -= wide + gap;
  }
  const float hover = ui.px(cell_hover_px);
  const model::SoundDesk& desk = model.sound_desk;
  ImGui::SetCursorScreenPos({right - hover, min.y});
  if (ui::button(ui, "sounds/on_hover",
                 {.label = ui.tr("On hover"),
                  .style = ui::ButtonStyle::quiet,
                  .width = hover,
                  .height = high,
                  .help = play_help(ui, model, ui.tr("Plays what the mouse comes to, without a click.")),
                  .enabled = able,
                  .pressed = desk.on_hover}))
    set_listening(actions, desk.loudness_db, !desk.on_hover, desk.again);
  right -= hover + gap;
  const float again = ui.px(cell_again_px);
  const std::array<std::string, 2> rounds{ui.tr("once"), ui.tr("repeat")};
  int round = desk.again ? 1 : 0;
  ImGui::SetCursorScreenPos({right - again, min.y});
  if (ui::combo(ui, "sounds/again", rounds, round, again,
                ui.tr("Once, or round and round until it is stopped; of all that are shown, too.")))
    set_listening(actions, desk.loudness_db, desk.on_hover, round == 1);
  right -= again + gap;
  const float loud = ui.px(cell_loudness_px);
  ImGui::SetCursorScreenPos({right - loud, min.y});
  double loudness = model.sound_desk.loudness_db;
  if (ui::slider(ui, "sounds/loudness",
                 {.min = model::SoundDesk::softest_db,
                  .max = 0,
                  .initial = model::SoundDesk::usual_db,
                  .integer = true,
                  .width = loud,
                  .field_width = 44,
                  .help = ui.tr(melodies ? "How loud melodies are played, in decibels below the loudest."
                                         : "How loud sounds are played, in decibels below the loudest."),
                  .unit = "dB"},
                 loudness))
    set_listening(actions, loudness, desk.on_hover, desk.again);
  right -= loud + gap;

  const sound::Playing& now = model.sound_desk.now;
  if (playing) {
    const std::string time = fmt::format("{:.2f} / {:.2f} s", now.position_s, now.length_s);
    ui::text_at(ui, draw, {right - ui::text_size(ui, Font::mono_small, time).x, min.y + ui.px(9)},
                Font::mono_small, ui.theme.t2, time);
    right -= ui.px(cell_time_px) + gap;
  }
  const float left = min.x + ui.px(cell_bar_button_px) + gap;
  const std::string words = playing_words(ui, model);
  const float line = ui::text_size(ui, Font::body, "0").y;
  const std::string fits = ui::fitted(ui, Font::body, words, std::max(0.0F, right - left));
  ui::text_at(ui, draw, {left, min.y + 0.5F * (high - line)}, Font::body, able ? ui.theme.t1 : ui.theme.t3,
              fits);
  const float track = left + ui::text_size(ui, Font::body, fits).x + gap;
  if (playing && right - track > ui.px(cell_track_px))
    draw_track(ui, {track, min.y}, {right, max.y}, played_share(model));
  ui.items.add("sounds/playing", {left, min.y}, {right, max.y}, ui::plain_words(words));
}

}  // namespace ganscope::panels
