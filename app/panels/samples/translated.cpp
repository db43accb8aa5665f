#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/model/tools.h"
#include "app/panels/samples/parts.h"
#include "app/panels/triples.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::samples {
namespace {

using ui::Font;

constexpr float cell_px = 64, small_cell_px = 58, between_px = 14, words_px = 26, title_px = 32;
constexpr int l1 = 0, with_d = 1, both = 2;

void change(model::UiActions& actions, std::function<void(model::UiModel&)> what) {
  actions(model::ExploreAction(model::explore_action::UseTool{
      [what = std::move(what)](model::UiModel& changed, double) { what(changed); }}));
}

void choose_way(const model::UiModel& model, model::UiActions& actions, int wanted) {
  namespace action = model::action;
  const double weight = model::tool_state<model::Translation>(model).weight_of_d;
  if (wanted == both) {
    const bool rests = model::way_of(model) == model::Way::l1_only;
    if (!model.second)
      actions(model::CompareAction(
          action::ChangeOne{"adversarial_weight", rests ? fmt::format("{}", weight) : "0"}));
    return actions(action::ShowScene{model::Workspace::compare});
  }
  if (model.second) actions(model::CompareAction(action::EndComparison{}));
  if (wanted == l1) change(actions, model::note_weight_of_d);
  actions(action::TuneOption{"adversarial_weight", wanted == l1 ? 0.0 : weight});
}

/// Title and words in one line, the rest at `right`.
void draw_line(const ui::Ui& ui, ImVec2 at, float right, const std::string& left_words,
               const std::string& right_words) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::rich_text_at(ui, draw, at, Font::caption, ui.theme.t2, left_words);
  const float width = ui::rich_text_width(ui, Font::caption, right_words);
  ui::rich_text_at(ui, draw, {right - width, at.y}, Font::caption, ui.theme.t2, right_words);
}

/// What is shown large: the output beside the truth, where it is known, else beside the input.
std::vector<Part> large_parts(const Triples& triples, bool all) {
  const std::vector<Part> parts = parts_of(triples);
  if (std::ranges::find(parts, Part::truth) == parts.end()) return {Part::input, Part::output};
  if (all) return {Part::input, Part::output, Part::truth};
  return {Part::output, Part::truth};
}

void draw_large(ui::Ui& ui, const Triples& triples, std::span<const Part> shown, int index, ImVec2 at,
                ImVec2 size, float gap) {
  const std::string off = off_truth_words(ui, triples.off_truth(index));
  const std::string drawn = mask_words(ui, model::share_drawn(triples.drawn(), index));
  const auto number = triples.score(index);
  for (size_t i = 0; i < shown.size(); ++i) {
    const Part part = shown[i];
    const ImVec2 min{at.x + static_cast<float>(i) * (size.x + gap), at.y},
        max{min.x + size.x, min.y + size.y};
    draw_part(ui, triples, part, index, min, max);
    const char* mark = part == Part::output ? "{{G:{}}}" : part == Part::truth ? "{{real:{}}}" : "{{b:{}}}";
    corner_words(ui, min, max, false, fmt::format(fmt::runtime(mark), part_words(ui, part)));
    const char* key = part == Part::output ? "output" : part == Part::truth ? "truth" : "input";
    ui::ItemMap::ItemValue value = static_cast<double>(index);
    if (part == Part::output) {
      corner_words(ui, min, max, true, says_words(ui, number));
      if (const auto distance = triples.off_truth(index)) value = *distance;
      draw_line(ui, {min.x, max.y + ui.px(6)}, max.x, off, drawn);
    }
    ui.items.add(std::string("train/large/") + key, min, max, std::move(value));
  }
  if (number)
    ui.items.add("train/large/score", at, {at.x + size.x, at.y + size.y}, static_cast<double>(*number));
}

}  // namespace

float draw_ways(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float right, float top) {
  if (!model.status->model.translates()) return 0;
  if (const float width = draw_direction_choice(ui, model, actions, "train/direction", {right, top});
      width > 0)
    return width;
  const auto way = model::way_of(model);
  if (!way || !model.trainable()) return 0;
  const std::array<std::string, 3> labels{ui.tr("L1 only"), ui.tr("with D"), ui.tr("side by side")};
  float width = 0;
  for (const std::string& label : labels)
    width += std::ceil(ui::text_size(ui, Font::strong, label).x + ui.px(24));
  int index = model.second ? both : *way == model::Way::l1_only ? l1 : with_d;
  ImGui::SetCursorScreenPos({right - width, top});
  const bool chosen = ui::segmented(
      ui, "train/ways", labels, index,
      ui.tr("L1 only: D rests, and G learns by the distance to the truth alone. With D: it also has to "
            "convince D. Side by side: both from the same start, in Compare."));
  constexpr std::array<const char*, 3> names{"train/ways/l1", "train/ways/with_d", "train/ways/both"};
  for (int i = 0; i < 3; ++i)
    if (const auto* part = ui.items.find("train/ways/" + std::to_string(i))) {
      const ui::ItemMap::Item item = *part;
      ui.items.add(names[static_cast<size_t>(i)], item.min, item.max, item.value, item.enabled);
    }
  if (chosen) choose_way(model, actions, index);
  return width;
}

void draw_translated(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  const Triples triples = shown_triples(ui, model);
  const api::DataInfo& data = model.status->data;
  if (triples.count() == 0 || data.width <= 0 || data.height <= 0) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = area.max.x - area.min.x, height = area.max.y - area.min.y;
  const float gap = ui.px(between_px), words = ui.px(words_px), title = ui.px(title_px);
  // Large ones in whole multiples, above one line of triples at least; smaller ones of these, where that
  // helps.
  const auto factor_above = [&](float cell, size_t count) {
    const TripleLayout one = triple_layout(ui, triples, {width, 1e6F}, cell);
    const float high = height - words - title - one.block_height(), wide = width + gap;
    const float scale = std::min((wide / static_cast<float>(count) - gap) / static_cast<float>(data.width),
                                 high / static_cast<float>(data.height));
    return scale >= 1 ? std::floor(scale) : scale;
  };
  const bool smaller = factor_above(ui.px(small_cell_px), 2) > factor_above(ui.px(cell_px), 2);
  const float cell = ui.px(smaller ? small_cell_px : cell_px);
  // Where height is what they lack, the input stands beside them.
  const std::vector<Part> large = large_parts(triples, factor_above(cell, 3) + 1 >= factor_above(cell, 2));
  const float factor = factor_above(cell, large.size());
  const ImVec2 size{std::round(factor * static_cast<float>(data.width)),
                    std::round(factor * static_cast<float>(data.height))};
  const int shown = model::shown_triple(model);
  float top = area.min.y;
  if (size.y >= ui.px(96)) {
    draw_large(ui, triples, large, shown, {area.min.x, top}, size, gap);
    top += size.y + words;
    const float line = ui::text_size(ui, Font::strong, "0").y;
    const char* heading = ui.tr("While it trains");
    ui::text_at(ui, draw, {area.min.x, top + (title - line) / 2}, Font::strong, ui.theme.t1, heading);
    const float x = area.min.x + ui::text_size(ui, Font::strong, heading).x + ui.px(10);
    const TripleLayout below =
        triple_layout(ui, triples, {width, std::max(1.0F, area.max.y + ui.px(3) - top - title)}, cell);
    const bool trained = model.preview->held_out_trained;
    const std::string of_which = fmt::format(
        fmt::runtime(model::is_sounds(model) ? ui.tr(trained ? "the same {} sounds, which it is trained on"
                                                             : "the same {} sounds, never trained on")
                                             : ui.tr(trained ? "the same {} pictures, which it is trained on"
                                                             : "the same {} pictures, never trained on")),
        std::min(below.count(), triples.count()));
    ui::text_at(ui, draw, {x, top + (title - line) / 2}, Font::body, ui.theme.t2,
                ui::fitted(ui, Font::body, of_which, area.max.x - x));
    top += title;
  }
  const TripleLayout layout =
      triple_layout(ui, triples, {width, std::max(1.0F, area.max.y + ui.px(3) - top)}, cell);
  const int clicked = draw_triples(ui, triples, layout, fmt::format("train/triple/{}/", triples.direction),
                                   {area.min.x, top}, shown);
  if (clicked >= 0)
    change(actions, [clicked](model::UiModel& changed) { model::show_triple(changed, clicked); });
}

}  // namespace ganscope::panels::samples
