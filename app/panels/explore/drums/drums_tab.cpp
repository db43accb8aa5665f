#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/model/drum_machine.h"
#include "app/model/tools.h"
#include "app/panels/explore/drums/drums.h"
#include "app/panels/form_words.h"
#include "app/panels/sound_cell.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::explore_parts {
namespace {

using model::DrumMachine;
using ui::Font;

constexpr float head_px = 40, name_px = 150, bin_px = 32;
constexpr int beat = 4;  // steps of a quarter

bool drums_shown(const model::UiModel& model) {
  return tab_shown(model, "drums") || model.sound_desk.drumming;
}

std::vector<model::View> drum_views() { return {model::drum_view(drums_shown)}; }

/// Those of the tab before anything was changed: the first beat.
const DrumMachine& shown_drums(Context& context) {
  const DrumMachine& drums = model::tool_state<DrumMachine>(context.model);
  const bool begun = context.model.tools.contains(DrumMachine::key);
  if (!begun)
    context.change([](model::UiModel& changed) {
      if (!changed.tools.contains(DrumMachine::key))
        model::set_tool_state(changed, model::first_drums(changed));
    });
  return drums;
}

std::string row_words(const Context& context, const DrumMachine::Row& row) {
  std::string words;
  if (row.shares.empty()) words = class_words(context.ui, context.model.status->data, row.label);
  if (!words.empty()) words += " · ";
  return words + origin_words(context.ui, row.name);
}

void draw_head(Context& context, ImVec2 min, float width, const DrumMachine& drums) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const float gap = ui.px(10);
  const bool able = model::why_silent(model).empty(), on = model.sound_desk.drumming;
  float x = min.x;
  ImGui::SetCursorScreenPos({x, min.y});
  if (ui::button(ui, "drums/play",
                 {.label = on ? ui.tr("Stop") : ui.tr("Play"),
                  .style = ui::ButtonStyle::primary,
                  .width = ui.px(96),
                  .help = play_help(ui, model, ui.tr("The sixteen steps, round and round.")),
                  .has_icon = true,
                  .icon = on ? ui::Icon::pause : ui::Icon::play,
                  .enabled = able && !drums.rows.empty()}))
    context.change([on](model::UiModel& changed) { model::drum(changed, !on); });
  x += ui.px(96) + gap;
  const char* tempo_label = ui.tr("Tempo");
  const float line = ui::text_size(ui, Font::body, tempo_label).y;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {x, min.y + 0.5F * (ui.px(32) - line)}, Font::body, ui.theme.t2,
              tempo_label);
  x += ui::text_size(ui, Font::body, tempo_label).x + gap;
  double tempo = drums.tempo;
  ImGui::SetCursorScreenPos({x, min.y + ui.px(2)});
  if (ui::slider(ui, "drums/tempo",
                 {.min = sound::slowest_tempo,
                  .max = sound::fastest_tempo,
                  .initial = DrumMachine::usual_tempo,
                  .integer = true,
                  .width = ui.px(210),
                  .field_width = 56,
                  .help = ui.tr("Quarters a minute; a step is a sixteenth.")},
                 tempo))
    context.change([tempo](model::UiModel& changed) { model::set_tempo(changed, tempo); });
  x += ui.px(210) + 2 * gap;
  const auto put = [&](const char* name, const std::string& label, const std::string& help, bool enabled,
                       const std::function<void(model::UiModel&)>& what) {
    const float wide = ui::text_size(ui, Font::body, label).x + ui.px(28);
    if (x + wide > min.x + width) return;
    ImGui::SetCursorScreenPos({x, min.y});
    if (ui::button(ui, name, {.label = label, .width = wide, .help = help, .enabled = enabled}))
      context.change(what);
    x += wide + gap;
  };
  const size_t rows = drums.rows.size();
  put("drums/add", ui.tr("Add what is in hand"),
      ui.tr("The latent in hand as a new row. Or drag one onto a row."), rows < DrumMachine::most_rows,
      [rows](model::UiModel& changed) { model::put_drum(changed, rows, model::drum_in_hand(changed)); });
  put("drums/save", ui.tr("Save as WAV"), ui.tr("One bar, into a new file of the run."), rows > 0,
      [](model::UiModel& changed) {
        if (auto bar = model::wanted_bar(changed)) model::save_bar(changed, std::move(*bar));
      });
  if (!able) {
    const std::string words = play_help(ui, model, "");
    ui::text_at(ui, ImGui::GetWindowDrawList(), {x, min.y + 0.5F * (ui.px(32) - line)}, Font::caption,
                ui.theme.t3, ui::fitted(ui, Font::caption, words, std::max(0.0F, min.x + width - x)));
  }
}

void draw_steps(Context& context, size_t row, const DrumMachine::Row& sounds, ImVec2 min, ImVec2 max,
                int now) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float pitch = (max.x - min.x) / sound::drum_steps;
  for (int s = 0; s < sound::drum_steps; ++s) {
    const float left = min.x + pitch * static_cast<float>(s);
    const ImVec2 a{std::round(left + ui.px(s % beat == 0 ? 3 : 1)), min.y + ui.px(2)},
        b{std::round(left + pitch - ui.px(1)), max.y - ui.px(2)};
    const bool on = sounds.on[static_cast<size_t>(s)];
    const std::string name = fmt::format("drums/{}/{}", row, s);
    ImGui::SetCursorScreenPos(a);
    const bool pressed = ui::press_area(("##" + name).c_str(), {b.x - a.x, b.y - a.y});
    const bool hovered = ImGui::IsItemHovered();
    const ImU32 still = hovered ? ui.theme.bg4 : s / beat % 2 == 0 ? ui.theme.bg3 : ui.theme.bg2;
    draw->AddRectFilled(a, b, on ? ui.theme.g : still, ui.px(3));
    if (s == now) draw->AddRect(a, b, ui.theme.t1, ui.px(3), 0, std::max(1.0F, ui.px(2)));
    ui.items.add(name, a, b, on ? 1.0 : 0.0);
    if (pressed)
      context.change([row, s, on](model::UiModel& changed) {
        model::set_step(changed, row, static_cast<size_t>(s), !on);
      });
  }
}

/// Name, what it sounds like as a picture (a latent is dropped on it), and the bin.
void draw_row_head(Context& context, size_t row, const DrumMachine::Row& sounds, ImVec2 min, float width,
                   float height) {
  ui::Ui& ui = context.ui;
  const float picture = height - ui.px(4), name_left = min.x + picture + ui.px(10);
  const ImVec2 a{min.x, min.y + ui.px(2)}, b{min.x + picture, min.y + ui.px(2) + picture};
  const api::View view = context.model.view(model::drum_view_key);
  ImGui::SetCursorScreenPos(min);
  const std::string name = fmt::format("drums/row/{}", row);
  const bool pressed = ui::press_area(("##" + name).c_str(), {width, height});
  ui.items.add(name, min, {min.x + width, min.y + height}, row_words(context, sounds));
  const bool over = drop_hovers();
  if (const Dropped dropped = dropped_here(context.model); !dropped.latent.empty()) {
    DrumMachine::Row put{.latent = dropped.latent, .shares = dropped.shares, .name = dropped.origin};
    if (dropped.fixed_index >= 0) put.label = context.model.fixed_label(dropped.fixed_index);
    if (dropped.fixed_index < 0 && put.shares.empty() && context.model.conditional())
      put.label = context.model.explore.label;
    context.change([row, put](model::UiModel& changed) { model::put_drum(changed, row, put); });
  } else if (pressed) {
    context.change([row](model::UiModel& changed) {
      if (auto wish = model::wish_of_drum(changed, row)) model::play_sound(changed, std::move(*wish));
    });
  }
  draw_spectrogram(ui, ImGui::GetWindowDrawList(), ui.atlases.masks[view], static_cast<int>(row), a, b,
                   ui.theme.g);
  if (over) ImGui::GetWindowDrawList()->AddRect(a, b, ui.theme.t1, 0, 0, ui.px(2));
  const float line = ui::text_size(ui, Font::body, "0").y;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {name_left, min.y + 0.5F * (height - line)}, Font::body,
              ui.theme.t1, ui::fitted(ui, Font::body, row_words(context, sounds), min.x + width - name_left));
}

void draw_band(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const DrumMachine& drums = shown_drums(context);
  const ImVec2 top{area.min.x, area.min.y + ui.px(6)};
  draw_head(context, top, area.width(), drums);
  const float first = top.y + ui.px(head_px);
  const float height = std::min(ui.px(34), (area.max.y - first) / static_cast<float>(DrumMachine::most_rows));
  const model::UiModel& model = context.model;
  const bool heard = model.sound_desk.drumming && model::is_playing(model);
  const int now = heard ? static_cast<int>(played_share(model) * sound::drum_steps) : -1;
  const float name = ui.px(name_px) + height, right = area.max.x - ui.px(bin_px + 4);
  for (size_t i = 0; i < drums.rows.size(); ++i) {
    const float y = std::round(first + height * static_cast<float>(i));
    draw_row_head(context, i, drums.rows[i], {area.min.x, y}, name, height);
    draw_steps(context, i, drums.rows[i], {area.min.x + name + ui.px(10), y}, {right, y + height}, now);
    ImGui::SetCursorScreenPos({right + ui.px(4), y + 0.5F * (height - ui.px(28))});
    if (ui::icon_button(ui, fmt::format("drums/remove/{}", i), ui::Icon::bin, ui.tr("Takes this row away.")))
      context.change([i](model::UiModel& changed) { model::remove_drum(changed, i); });
  }
}

}  // namespace

ExploreTab drums_tab() {
  return {.key = "drums",
          .title = "Drums",
          .draw_column = samples_tab().draw_column,
          .draw_band = draw_band,
          .views = drum_views,
          .offered = model::is_sounds};
}

void draw_sound_in_hand(Context& context, ImVec2 min, float side) {
  const ui::Ui& ui = context.ui;
  const ImVec2 max{min.x + side, min.y + side};
  draw_spectrogram(ui, ImGui::GetWindowDrawList(), ui.atlases.masks[model::view::picture], 0, min, max,
                   ui.theme.g);
  const model::SoundDesk& desk = context.model.sound_desk;
  if (model::is_playing(context.model) && !desk.drumming && desk.playing.latent < 0 && desk.playing.real < 0)
    draw_play_cursor(ui, min, max, played_share(context.model));
}

void draw_sound_buttons(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  if (!model::is_heard(model)) return;
  const bool able = model::why_silent(model).empty(), playing = model::is_playing(model);
  const float pitch = ui.px(36);
  const bool melodies = model::is_melodies(model);
  float x = min.x + side - (melodies ? 4 : 3) * pitch - ui.px(4);
  const auto put = [&](const char* name, ui::Icon icon, const std::string& help, bool enabled) {
    ImGui::SetCursorScreenPos({x, min.y + ui.px(8)});
    x += pitch;
    return plated_icon(ui, name, icon, help, {}, enabled);
  };
  if (put("explore/sound/play", playing ? ui::Icon::pause : ui::Icon::play,
          play_help(ui, model,
                    ui.tr(melodies ? "Plays the melody in hand, or stops what plays."
                                   : "Plays the sound in hand, or stops what plays.")),
          able))
    context.change([](model::UiModel& changed) {
      if (model::is_playing(changed)) return model::stop_playing(changed);
      if (auto wish = model::wish_in_hand(changed)) model::play_sound(changed, std::move(*wish));
    });
  const bool along = model.sound_desk.along;
  if (put("explore/sound/along", along ? ui::Icon::star_full : ui::Icon::star,
          play_help(ui, model,
                    ui.tr(melodies ? "Plays every melody that one comes to: on walks, on the pad."
                                   : "Plays every sound that one comes to: on walks, on the pad, between "
                                     "classes.")),
          able))
    context.change([along](model::UiModel& changed) { changed.sound_desk.along = !along; });
  ui.items.add("explore/sound/along/on", {x - pitch, min.y}, {x, min.y + pitch}, along ? 1.0 : 0.0);
  if (put("explore/sound/save", ui::Icon::download,
          ui.tr(melodies ? "Saves the melody in hand as a WAV file of the run."
                         : "Saves the sound in hand as a WAV file of the run."),
          true))
    context.change([melodies](model::UiModel& changed) {
      if (auto wish = model::wish_in_hand(changed))
        model::save_sound(changed, std::move(*wish), melodies ? "melody" : "sound");
    });
  if (melodies && put("explore/sound/midi", ui::Icon::log,
                      ui.tr("Saves the melody in hand as a MIDI file of the run."), true))
    context.change([](model::UiModel& changed) {
      if (auto wish = model::wish_in_hand(changed)) model::save_midi(changed, std::move(*wish), "melody");
    });
}

}  // namespace ganscope::panels::explore_parts
