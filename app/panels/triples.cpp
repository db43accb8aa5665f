#include "app/panels/triples.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/model/tools.h"
#include "app/panels/sound_cell.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels {
namespace {

const ui::Atlases::HeldOut& held_atlases(const Triples& triples) {
  return triples.atlases.held_out[static_cast<size_t>(ui::within(triples.direction, 0, 1))];
}

/// The largest whole multiple of the picture within `side`; below twice its size, where it is drawn smooth,
/// `side`.
float side_of_cell(float side, int picture) {
  const auto own = static_cast<float>(std::max(1, picture));
  return 2 * own <= side ? std::floor(side / own) * own : std::floor(side);
}

ui::ItemMap::ItemValue item_value(const Triples& triples, int index) {
  if (const auto distance = triples.off_truth(index)) return *distance;
  if (const auto score = triples.score(index)) return static_cast<double>(*score);
  return std::string("none");
}

}  // namespace

const api::Answer* Triples::drawn() const {
  const auto& result = run.result(view);
  const api::HeldOut* all = held();
  const bool theirs = result && all != nullptr && result->count <= all->count &&
                      result->width == run.status->data.width && !result->pixels.empty();
  return theirs ? result.get() : nullptr;
}

std::optional<float> Triples::score(int index) const {
  const api::Answer* answer = drawn();
  if (model::way_of(run) == model::Way::l1_only) return std::nullopt;  // D has not learned to say anything
  if (answer == nullptr || index < 0 || static_cast<size_t>(index) >= answer->scores.size())
    return std::nullopt;
  return answer->scores[static_cast<size_t>(index)];
}

Triples shown_triples(const ui::Ui& ui, const model::UiModel& model) {
  return {model, ui.atlases, model::view::grid, model::shown_direction(model)};
}

std::vector<Part> parts_of(const Triples& triples) {
  std::vector<Part> parts{Part::input, Part::output};
  const api::Answer* drawn = triples.drawn();
  if (drawn != nullptr && drawn->vectors.count > 0) parts.push_back(Part::mask);
  const api::HeldOut* held = triples.held();
  if (held != nullptr && !held->truths.empty()) parts.push_back(Part::truth);
  return parts;
}

const char* part_words(const ui::Ui& ui, Part part) {
  switch (part) {
    case Part::input:
      return ui.tr("input");
    case Part::output:
      return ui.tr("output");
    case Part::mask:
      return ui.tr("mask");
    case Part::truth:
      return ui.tr("truth");
  }
  return "";
}

ImU32 part_colour(const ui::Theme& theme, Part part) {
  if (part == Part::output) return theme.g;
  return part == Part::truth ? theme.real : theme.t2;
}

void draw_missing(const ui::Ui& ui, ImDrawList* draw, ImVec2 min, ImVec2 max) {
  draw->AddRectFilled(min, max, ui.theme.bg2);
  constexpr int squares = 8;
  const ImVec2 step{(max.x - min.x) / squares, (max.y - min.y) / squares};
  for (int row = 0; row < squares; ++row)
    for (int column = row % 2; column < squares; column += 2) {
      const ImVec2 at{min.x + step.x * static_cast<float>(column), min.y + step.y * static_cast<float>(row)};
      draw->AddRectFilled(at, {at.x + step.x, at.y + step.y}, ui.theme.bg4);
    }
}

void draw_mask(const ui::Ui& ui, const ui::Atlas& mask, int index, ImVec2 min, ImVec2 max) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg0);
  if (mask.texture == nullptr || index < 0 || index >= mask.count) return;
  draw->AddImage(mask.texture, min, max, mask.uv_min(index), mask.uv_max(index), ui.theme.g);
}

void draw_part(const ui::Ui& ui, const Triples& triples, Part part, int index, ImVec2 min, ImVec2 max) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ui::Atlases::HeldOut& held = held_atlases(triples);
  if (part == Part::mask) return draw_mask(ui, triples.atlases.masks[triples.view], index, min, max);
  const ui::Atlas& heard = part == Part::input   ? held.inputs
                           : part == Part::truth ? held.truths
                                                 : triples.atlases.masks[triples.view];
  if (part != Part::output || (triples.drawn() != nullptr && index < triples.drawn()->count))
    if (draw_as_spectrogram(ui, draw, triples.run.status->data.form, heard, index, min, max,
                            part_colour(ui.theme, part)))
      return;
  if (part == Part::input && model::input_channels(triples.run, triples.direction) == 4)
    draw_missing(ui, draw, min, max);
  else
    draw->AddRectFilled(min, max, ui.theme.bg0);
  if (part == Part::input) ui::draw_picture(draw, held.inputs, held.smooth_inputs, index, min, max);
  if (part == Part::truth) ui::draw_picture(draw, held.truths, held.smooth_truths, index, min, max);
  if (part == Part::output && triples.drawn() != nullptr && index < triples.drawn()->count)
    ui::draw_picture(draw, triples.atlases.of(triples.view), triples.atlases.smooth(triples.view), index, min,
                     max);
}

TripleLayout triple_layout(const ui::Ui& ui, const Triples& triples, ImVec2 room, float side) {
  const api::DataInfo& data = triples.run.status->data;
  TripleLayout layout;
  layout.rows = static_cast<int>(parts_of(triples).size());
  for (const Part part : parts_of(triples))
    layout.label =
        std::max(layout.label, ui::text_size(ui, ui::Font::strong, part_words(ui, part)).x + ui.px(8));
  layout.gap = std::round(ui.px(2));
  layout.block_gap = ui.px(14);
  const int longer = std::max({1, data.width, data.height});
  const float scale = side_of_cell(side, longer) / static_cast<float>(longer);
  layout.cell = std::max(1.0F, std::round(scale * static_cast<float>(data.width)));
  layout.cell_height = std::max(1.0F, std::round(scale * static_cast<float>(data.height)));
  layout.columns =
      ui::within(static_cast<int>((room.x - layout.label + layout.gap) / (layout.cell + layout.gap)), 0,
                 triples.count());
  const int most = layout.columns > 0 ? (triples.count() + layout.columns - 1) / layout.columns : 0;
  layout.blocks = ui::within(
      static_cast<int>((room.y + layout.block_gap) / (layout.block_height() + layout.block_gap)), 0, most);
  return layout;
}

int draw_triples(ui::Ui& ui, const Triples& triples, const TripleLayout& layout, std::string_view prefix,
                 ImVec2 origin, int selected) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::vector<Part> parts = parts_of(triples);
  const float line = ui::text_size(ui, ui::Font::body, "0").y;
  int clicked = -1;
  for (int block = 0; block < layout.blocks; ++block) {
    const float top =
        std::round(origin.y + static_cast<float>(block) * (layout.block_height() + layout.block_gap));
    for (int row = 0; row < layout.rows; ++row) {
      const float y = top + static_cast<float>(row) * (layout.cell_height + layout.gap);
      const Part part = parts[static_cast<size_t>(row)];
      ui::text_at(ui, draw, {origin.x, y + (layout.cell_height - line) / 2},
                  part == Part::input || part == Part::mask ? ui::Font::body : ui::Font::strong,
                  part_colour(ui.theme, part), part_words(ui, part));
    }
    for (int column = 0; column < layout.columns; ++column) {
      const int index = block * layout.columns + column;
      if (index >= triples.count()) break;
      const float x =
          std::round(origin.x + layout.label + static_cast<float>(column) * (layout.cell + layout.gap));
      ImGui::SetCursorScreenPos({x, top});
      const auto answer = ui::picture_tile(
          ui, std::string(prefix) + std::to_string(index), {layout.cell, layout.block_height()},
          item_value(triples, index), ui.tr("A picture that is not trained on. Click: it is shown large."));
      if (answer.clicked) clicked = index;
      for (int row = 0; row < layout.rows; ++row) {
        const float y = top + static_cast<float>(row) * (layout.cell_height + layout.gap);
        draw_part(ui, triples, parts[static_cast<size_t>(row)], index, {x, y},
                  {x + layout.cell, y + layout.cell_height});
      }
      const ImVec2 min{x, top}, max{x + layout.cell, top + layout.block_height()};
      if (index == selected)
        ui::frame_picture(ui, draw, min, max, 2, 0);
      else if (answer.hovered)
        ui::frame_picture(ui, draw, min, max, 1, 0);
    }
  }
  return clicked;
}

std::string direction_title(const ui::Ui& ui, const api::DirectionInfo& direction) {
  return std::string(ui.tr(direction.from.c_str())) + " → " + ui.tr(direction.to.c_str());
}

float draw_direction_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                            std::string_view name, ImVec2 right_top) {
  const auto& directions = model.status->model.directions;
  if (directions.size() < 2) return 0;
  std::vector<std::string> labels;
  float width = 0;
  for (const api::DirectionInfo& direction : directions) {
    labels.push_back(direction_title(ui, direction));
    width += std::ceil(ui::text_size(ui, ui::Font::strong, labels.back()).x + ui.px(24));
  }
  int shown = model::shown_direction(model);
  ImGui::SetCursorScreenPos({right_top.x - width, right_top.y});
  if (ui::segmented(ui, name, labels, shown, ui.tr("Which way pictures are translated.")))
    actions(model::ExploreAction(model::explore_action::UseTool{
        [shown](model::UiModel& changed, double) { model::show_direction(changed, shown); }}));
  return width;
}

void corner_words(const ui::Ui& ui, ImVec2 min, ImVec2 max, bool right, const std::string& words) {
  if (words.empty()) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float margin = ui.px(8), tall = ui.px(22);
  const float width = ui::rich_text_width(ui, ui::Font::caption, words) + ui.px(14);
  const ImVec2 at{right ? max.x - margin - width : min.x + margin, max.y - margin - tall};
  draw->AddRectFilled(at, {at.x + width, at.y + tall}, ui::faded(ui.theme.bg2, 0.94F), ui.px(4));
  const float y = at.y + (tall - ui::text_size(ui, ui::Font::caption, "D").y) / 2;
  ui::rich_text_at(ui, draw, {at.x + ui.px(7), y}, ui::Font::caption, ui.theme.t2, words);
}

std::string off_truth_words(const ui::Ui& ui, std::optional<double> distance) {
  return distance ? fmt::format(fmt::runtime(ui.tr("{{n:{:.3f}}} off the truth")), *distance) : std::string();
}

std::string says_words(const ui::Ui& ui, std::optional<float> score) {
  if (!score || std::isnan(*score)) return {};
  return fmt::format("{{D}} {} {{n:{:.2f}}}", ui.tr("says"), *score);
}

std::string mask_words(const ui::Ui& ui, std::optional<double> share) {
  return share ? fmt::format(fmt::runtime(ui.tr("drawn on {{n:{:.0f} %}} of it")), 100 * *share)
               : std::string();
}

}  // namespace ganscope::panels
