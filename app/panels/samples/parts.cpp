#include "app/panels/samples/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/model/reconstruction.h"
#include "app/panels/form_words.h"
#include "app/panels/latent_hover.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::samples {
namespace {

/// A sentence in the middle of the area; the cursor goes below it, centred for something of `width` pixels.
void centred_sentence(const ui::Ui& ui, const Area& area, const std::string& sentence, float width) {
  const ImVec2 size = ui::text_size(ui, ui::Font::body, sentence);
  const float middle_x = 0.5f * (area.min.x + area.max.x), middle_y = 0.5f * (area.min.y + area.max.y);
  ui::text_at(ui, ImGui::GetWindowDrawList(),
              {std::max(area.min.x, std::round(middle_x - 0.5f * size.x)), std::round(middle_y - ui.px(36))},
              ui::Font::body, ui.theme.t2, sentence);
  ui.items.interaction.visit("train/samples");
  ImGui::SetCursorScreenPos({std::round(middle_x - 0.5f * width), std::round(middle_y)});
}

bool centred_button(ui::Ui& ui, const Area& area, const char* name, const std::string& sentence,
                    const std::string& label, const std::string& key) {
  const float width = ui.px(180);
  centred_sentence(ui, area, sentence, width);
  return ui::button(
      ui, name,
      {.label = label, .style = ui::ButtonStyle::primary, .width = width, .height = ui.px(36), .key = key});
}

/// What a strip shows, in its colour; a second line where there is room.
void strip_label(const ui::Ui& ui, ImVec2 top_left, float bottom, ImU32 colour, const std::string& title,
                 const std::string& caption) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float high = ui::text_size(ui, ui::Font::strong, title).y;
  const float y = ui.compact ? top_left.y + 0.5f * (bottom - top_left.y - high) : top_left.y + ui.px(8);
  ui::text_at(ui, draw, {top_left.x, y}, ui::Font::strong, colour, title);
  if (!ui.compact)
    ui::text_at(ui, draw, {top_left.x, y + ui.px(20)}, ui::Font::caption, ui.theme.t3, caption);
}

struct RealCell {
  ImVec2 size;    ///< pixels
  int known = 0;  ///< pictures there are
};

RealCell real_cell(const ui::Ui& ui, const model::UiModel& model) {
  const ui::Atlas& atlas = ui.atlases.real;
  const auto width = static_cast<float>(atlas.count > 0 ? atlas.picture_width : model.preview->width);
  const auto height = static_cast<float>(atlas.count > 0 ? atlas.picture_height : model.preview->height);
  const int known = atlas.count > 0 ? atlas.count : model.preview->count;
  if (known <= 0 || width <= 0 || height <= 0 || model.status->phase == api::Phase::loading) return {};
  const float target = ui.px(ui.compact ? 32 : 64);
  const float whole = std::floor(target / height);
  const float factor = whole >= 1 ? whole : target / height;
  return {{std::round(factor * width), std::round(factor * height)}, known};
}

}  // namespace

void draw_label_heads(const ui::Ui& ui, const model::UiModel& model, const ui::GridLayout& layout,
                      ImVec2 at) {
  const api::DataInfo& data = model.status->data;
  for (int i = 0; i < layout.columns && i < static_cast<int>(data.label_names.size()); ++i) {
    const std::string name = ui::fitted(ui, ui::Font::caption, class_words(ui, data, i), layout.cell_width);
    const ImVec2 size = ui::text_size(ui, ui::Font::caption, name);
    const float left = layout.cell(at, i).x;
    ui::text_at(ui, ImGui::GetWindowDrawList(),
                {std::round(left + (layout.cell_width - size.x) / 2),
                 std::round(at.y + (ui.px(label_heads_px) - size.y) / 2)},
                ui::Font::caption, ui.theme.t2, name);
  }
}

bool has_result(const model::RunModel& model) { return model.has_samples(); }

void draw_empty(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(area.min, area.max, ui.theme.bg0);
  const api::Status& status = *model.status;
  if (status.phase == api::Phase::loading) return;  // its progress stands over this
  if (model.show_hint && status.trainable) return;  // its three lines stand here
  if (status.phase == api::Phase::idle || status.phase == api::Phase::failed) return;  // a plate says why
  if (status.followed && status.followed->waits_for_trust) {
    centred_sentence(ui, area, ui.tr("Its generators are programs: open it again and let them run."), 0);
  } else if (status.followed && status.followed->source == api::Followed::Source::events) {
    centred_sentence(ui, area, ui.tr("No pictures were logged so far."), 0);
  } else if (status.phase == api::Phase::running || status.step > 0 || !status.trainable) {
    centred_sentence(ui, area, ui.tr("The first samples come in a moment."), 0);
  } else if (centred_button(ui, area, "train/start", ui.tr("Press space or Start: it trains."),
                            ui.tr("Start"), ui.tr("Space"))) {
    actions(model::action::Post{api::Train{}});
  }
}

float strip_gap(const ui::Ui& ui) { return ui.px(ui.compact ? 8 : 16); }

float real_strip_height(const ui::Ui& ui, const model::UiModel& model) {
  const RealCell cell = real_cell(ui, model);
  if (cell.known <= 0) return 0;
  const float row = std::max(cell.size.y, ui.px(32));
  return strip_gap(ui) + row + (model::reconstructs(model) ? ui.px(4) + row : 0);
}

void draw_real_strip(ui::Ui& ui, const model::UiModel& model, const Area& area, float top) {
  const ui::Atlas& atlas = ui.atlases.real;
  const auto [cell, known] = real_cell(ui, model);
  if (known <= 0) return;
  const float gap = std::round(ui.px(2)), label = ui.px(ui.compact ? 104 : 124);
  const int fitting = static_cast<int>((area.max.x - area.min.x - label + gap) / (cell.x + gap));
  const int count = ui::within(fitting, 0, known);
  const float bottom = top + std::max(cell.y, ui.px(32));

  const float run = static_cast<float>(count) * (cell.x + gap) - gap;
  const float slack = area.max.x - area.min.x - label - run;
  // Flush with the grid's right edge while that leaves no hole, else beside the label.
  const float left = slack < cell.x + gap ? area.max.x - run : area.min.x + label;
  strip_label(ui, {area.min.x, top}, bottom, ui.theme.real, ui.tr("Real data"), ui.tr("for comparison"));
  const auto pictures = [&](const ui::Atlas& sharp, const ui::Atlas& smooth, float y, int there) {
    for (int i = 0; i < std::min(count, there); ++i) {
      const ImVec2 min{left + static_cast<float>(i) * (cell.x + gap), y};
      ui::draw_picture(ImGui::GetWindowDrawList(), sharp, smooth, i, min, {min.x + cell.x, min.y + cell.y});
    }
  };
  pictures(atlas, ui.atlases.smooth_real, top, count);
  ui.items.add("train/real", {left, top}, {left + run, top + cell.y}, static_cast<double>(count));
  if (!model::reconstructs(model)) return;

  const float below = bottom + ui.px(4);
  const ui::Atlas& given_back = ui.atlases.of(model::view::reconstruction);
  const auto error = model::reconstruction_error(model);
  const std::string off = error ? fmt::format(fmt::runtime(ui.tr("off by {:.3f}")), *error) : std::string();
  strip_label(ui, {area.min.x, below}, below + (bottom - top), ui.theme.g, ui.tr("Given back"), off);
  pictures(given_back, ui.atlases.smooth(model::view::reconstruction), below, given_back.count);
  if (error) ui.items.add("train/reconstruction", {left, below}, {left + run, below + cell.y}, *error);
}

void answer_grid(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                 const ui::GridAnswer& answer, ImVec2 cell_min, ImVec2 cell_max) {
  if (answer.clicked >= 0) actions(model::action::SelectLatent{answer.clicked, answer.opened});
  hover_latent(model, actions, "train/sample", answer.hovered);
  draw_latent_card(ui, model, ui.atlases, model::view::grid, answer.hovered, cell_min, cell_max);
}

}  // namespace ganscope::panels::samples
