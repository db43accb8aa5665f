#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "app/panels/form_words.h"
#include "app/panels/latent_hover.h"
#include "app/panels/samples/parts.h"
#include "app/panels/samples/sounds_asks.h"
#include "app/panels/sound_cell.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "core/explore/tools/heard_names.h"

namespace ganscope::panels::samples {
namespace {

using ui::Font;

constexpr float sounds_cell_px = 96, sounds_wave_px = 30, sounds_between_px = 1, sounds_spectrogram_px = 64;
constexpr float sounds_words_px = 20, sounds_real_label_px = 96, sounds_space_px = 12,
                sounds_card_wave_px = 44;
constexpr const char* cell_items = "train/sample/";

/// Sizes of one cell, pixels.
struct SoundCell {
  float width = 0, wave = 0, between = 0, height = 0;
};

SoundCell cell_of(const ui::Ui& ui) {
  const float scale = ui.compact ? 0.75F : 1.0F;
  SoundCell cell;
  cell.width = std::round(ui.px(sounds_cell_px * scale));
  cell.wave = std::round(ui.px(sounds_wave_px * scale));
  cell.between = std::round(ui.px(sounds_between_px));
  cell.height = cell.wave + cell.between + std::round(ui.px(sounds_spectrogram_px * scale));
  return cell;
}

/// Full rows of cells, of which those that the window has room for are shown.
ui::GridLayout sound_layout(const ui::Ui& ui, const model::UiModel& model, ImVec2 room) {
  const SoundCell cell = cell_of(ui);
  ui::GridLayout layout;
  layout.gap = std::round(ui.px(2));
  layout.cell_width = cell.width;
  layout.cell_height = cell.height;
  const auto fitting = [&](float length, float size) {
    return std::max(1, static_cast<int>((length + layout.gap) / (size + layout.gap)));
  };
  const int columns = model.label_columns();
  layout.columns = columns > 0 ? columns : fitting(room.x, cell.width);
  if (columns > 0)
    layout.cell_width =
        std::min(cell.width, std::floor((room.x + layout.gap) / static_cast<float>(columns)) - layout.gap);
  layout.rows = std::min(fitting(room.y, cell.height), model::fixed_latents / layout.columns);
  layout.count = layout.columns * layout.rows;
  return layout;
}

void draw_cell(const ui::Ui& ui, const model::ShownSounds* sounds, const ui::Atlas& mask, int index,
               ImVec2 min, ImVec2 max, ImU32 colour) {
  const SoundCell cell = cell_of(ui);
  const ImVec2 below{min.x, min.y + cell.wave + cell.between};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, {max.x, min.y + cell.wave}, ui.theme.bg0);
  if (sounds != nullptr && static_cast<size_t>(index) < sounds->sounds.size())
    draw_wave(draw, sounds->sounds[static_cast<size_t>(index)].wave, min, {max.x, min.y + cell.wave}, colour);
  draw_spectrogram(ui, draw, mask, index, below, max, colour);
}

void play_latent(model::UiActions& actions, int index) {
  change_sounds(actions, [index](model::UiModel& changed) {
    if (auto wish = model::wish_of_latent(changed, index)) model::play_sound(changed, std::move(*wish));
  });
}

/// All that are shown, from the first.
std::vector<model::SoundWish> shown_sounds(const model::UiModel& model) {
  std::vector<model::SoundWish> wishes;
  for (int i = 0; i < model.grid_cells; ++i)
    if (auto wish = model::wish_of_latent(model, i)) wishes.push_back(std::move(*wish));
  return wishes;
}

/// "tom 93 %": the class that a listener who learned the real sounds takes it for. Empty: it has not answered
/// about this latent.
std::string heard_words(const ui::Ui& ui, const model::UiModel& model, int index) {
  const auto& heard = model.result(model.view(heard_key));
  const api::TableRow* row = heard ? heard->row(explore::heard_index) : nullptr;
  if (row == nullptr || row->numbers.empty() || static_cast<int>(row->numbers.front()) != index ||
      heard->generation != model.status->generation || heard->vectors.count < 1 || heard->vectors.width < 1)
    return {};
  const float* first = heard->vectors.row(0);
  const float* most = std::max_element(first, first + heard->vectors.width);
  const std::string kind = class_words(ui, model.status->data, static_cast<int>(most - first));
  return kind.empty() ? kind : fmt::format("{} {:.0f} %", kind, 100 * *most);
}

/// Large, with what it sounds like, its pitch and what D says.
void draw_card(const ui::Ui& ui, const model::UiModel& model, int index, ImVec2 min,
               const ui::GridLayout& layout) {
  const auto& result = model.result(model::view::grid);
  const auto at = static_cast<size_t>(index);
  ui::LatentCard card =
      begun_card(ui, *result, index, min, {min.x + layout.cell_width, min.y + layout.cell_height});
  card.mask = &ui.atlases.masks[model::view::grid];
  card.tint = ui.theme.g;
  if (const std::string heard = heard_words(ui, model, index); !heard.empty())
    card.facts.emplace_back(ui.tr("sounds like"), heard);
  else if (const int nearest = model::nearest_kind(model, index); nearest >= 0)
    card.facts.emplace_back(ui.tr("nearest real sound"), class_words(ui, model.status->data, nearest));
  const auto& drawn = model.sound_desk.generated;
  if (drawn && at < drawn->sounds.size()) {
    card.above_px = sounds_card_wave_px;
    card.above = [&wave = drawn->sounds[at].wave, &ui](ImDrawList* draw, ImVec2 top_left, ImVec2 end) {
      draw_wave(draw, wave, top_left, end, ui.theme.g);
    };
    const double pitch = drawn->sounds[at].heard.pitch_hz;
    card.facts.emplace_back(ui.tr("pitch"), pitch > 0 ? fmt::format("{:.0f} Hz", pitch) : "–");
  }
  ui::latent_card(ui, card);
}

void draw_grid(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ui::GridLayout layout,
               ImVec2 origin) {
  const auto& result = model.result(model::view::grid);
  layout.count = std::min(layout.count, result->count);
  const model::SoundDesk& desk = model.sound_desk;
  for (int i = 0; i < layout.count; ++i) {
    const ImVec2 min = layout.cell(origin, i);
    draw_cell(ui, desk.generated.get(), ui.atlases.masks[model::view::grid], i, min,
              {min.x + layout.cell_width, min.y + layout.cell_height}, ui.theme.g);
  }
  static const ui::Atlas none;  // the cells are drawn: frames, names and hands are the grid's
  const int columns = model.label_columns();
  const ui::ImageGridSpec spec{none,
                               none,
                               layout,
                               origin,
                               model.selected_latent,
                               model.hovered_latent,
                               result->scores,
                               std::max(1, columns)};
  const bool enter = ui::compat::key_pressed(ImGuiKey_Enter);
  ui::GridAnswer answer = ui::image_grid(ui, "train/samples", cell_items, spec);
  if (answer.opened && enter) answer.opened = false;  // Enter plays; a double click opens
  if (answer.clicked >= 0 && !answer.opened) {
    if (enter && ImGui::GetIO().KeyShift)
      change_sounds(actions,
                    [](model::UiModel& changed) { model::play_in_turn(changed, shown_sounds(changed)); });
    else
      play_latent(actions, answer.clicked);
  }
  if (model::is_playing(model) && desk.playing.latent >= 0 && desk.playing.latent < layout.count) {
    const ImVec2 min = layout.cell(origin, desk.playing.latent);
    draw_play_cursor(ui, min, {min.x + layout.cell_width, min.y + layout.cell_height}, played_share(model));
  }
  if (answer.clicked >= 0) actions(model::action::SelectLatent{answer.clicked, answer.opened});
  hover_latent(model, actions, "train/sample", answer.hovered);
  play_hovered(model, "train/sample", answer.hovered, [&](int hovered) { play_latent(actions, hovered); });
  if (answer.hovered >= 0 && answer.hovered < layout.count && ImGui::GetDragDropPayload() == nullptr)
    draw_card(ui, model, answer.hovered, layout.cell(origin, answer.hovered), layout);
}

/// Real sounds in the grid's columns, but for the first, where they are named.
void draw_real_sounds(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                      const ui::GridLayout& layout, ImVec2 origin) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, {origin.x, origin.y + ui.px(8)}, Font::strong, ui.theme.real, ui.tr("Real data"));
  if (!ui.compact)
    ui::text_at(ui, draw, {origin.x, origin.y + ui.px(28)}, Font::caption, ui.theme.t3,
                ui.tr("a click plays"));
  const model::SoundDesk& desk = model.sound_desk;
  const float pitch = layout.cell_width + layout.gap;
  const int first = std::max(1, static_cast<int>(std::ceil(ui.px(sounds_real_label_px) / pitch)));
  const auto play_real = [&](int real) {
    change_sounds(actions, [real](model::UiModel& changed) {
      if (auto wish = model::wish_of_real(changed, real)) model::play_sound(changed, std::move(*wish));
    });
  };
  int hovered = -1;
  for (int i = 0; i + first < layout.columns && i < model.preview->count; ++i) {
    const ImVec2 min{origin.x + static_cast<float>(i + first) * pitch, origin.y};
    const ImVec2 max{min.x + layout.cell_width, min.y + layout.cell_height};
    draw_cell(ui, desk.real.get(), ui.atlases.real_masks, i, min, max, ui.theme.real);
    const auto at = static_cast<size_t>(i);
    std::string name;
    if (at < model.preview->labels.size())
      name = class_words(ui, model.status->data, model.preview->labels[at]);
    const std::string fits = ui::fitted(ui, Font::caption, name, layout.cell_width);
    ui::text_at(ui, draw,
                {min.x + 0.5F * (layout.cell_width - ui::text_size(ui, Font::caption, fits).x), max.y + 2},
                Font::caption, ui.theme.t2, fits);
    const std::string item = fmt::format("train/real/{}", i);
    ImGui::SetCursorScreenPos(min);
    ui.items.add(item, min, max, name);
    if (ui::press_area(("##" + item).c_str(), {layout.cell_width, layout.cell_height})) play_real(i);
    if (ImGui::IsItemHovered()) hovered = i;
    if (model::is_playing(model) && desk.playing.real == i)
      draw_play_cursor(ui, min, max, played_share(model));
  }
  play_hovered(model, "train/real", hovered, play_real);
}

void draw_words(const ui::Ui& ui, ImVec2 at, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string left = ui.tr("up: 0 to 4 kHz, log · across: ½ s · strong: loud, 70 dB of it");
  const std::string right = ui.tr("Griffin-Lim turns a spectrogram into sound");
  ui::text_at(ui, draw, at, Font::caption, ui.theme.t3, ui::fitted(ui, Font::caption, left, width));
  const float room = width - ui::text_size(ui, Font::caption, left).x - ui.px(16);
  const float wide = ui::text_size(ui, Font::caption, right).x;
  if (wide <= room) ui::text_at(ui, draw, {at.x + width - wide, at.y}, Font::caption, ui.theme.t3, right);
}

}  // namespace

int shown_sounds_count(const ui::Ui& ui, const model::UiModel& model, const Area& area) {
  return sound_layout(ui, model, {area.max.x - area.min.x, sounds_room(ui, area)}).count;
}

float sounds_room(const ui::Ui& ui, const Area& area) {
  const SoundCell cell = cell_of(ui);
  const float below = ui.px(sounds_space_px) + cell.height +
                      ui.px(sounds_words_px) +  // real sounds and their names
                      ui.px(sounds_words_px + 4) + ui.px(playing_bar_px);
  return area.max.y - area.min.y - below;
}

void draw_sounds(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  const float width = area.max.x - area.min.x;
  ImVec2 origin = area.min;
  float room = sounds_room(ui, area);
  const bool heads = model.label_columns() > 0;
  if (heads) room -= ui.px(label_heads_px);
  const ui::GridLayout layout = sound_layout(ui, model, {width, room});
  if (heads) {
    draw_label_heads(ui, model, layout, origin);
    origin.y += ui.px(label_heads_px);
  }
  draw_grid(ui, model, actions, layout, origin);
  ImVec2 real{area.min.x, origin.y + layout.height() + ui.px(sounds_space_px)};
  draw_real_sounds(ui, model, actions, layout, real);
  const float below = real.y + layout.cell_height + ui.px(sounds_words_px);
  draw_words(ui, {area.min.x, below + ui.px(2)}, width);
  draw_playing_bar(ui, model, actions, {area.min.x, below + ui.px(sounds_words_px + 4)}, width, shown_sounds);
}

}  // namespace ganscope::panels::samples
