#include "app/panels/samples/samples_panel.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/model/reconstruction.h"
#include "app/panels/film_play.h"
#include "app/panels/samples/films.h"
#include "app/panels/samples/lines/faults_panel.h"
#include "app/panels/samples/lines/lines_asks.h"
#include "app/panels/samples/lines/lines_view.h"
#include "app/panels/samples/melodies/melodies_view.h"
#include "app/panels/samples/parts.h"
#include "app/panels/samples/sample_views.h"
#include "app/panels/samples/sounds_asks.h"
#include "app/panels/triples.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/number_line.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels {
namespace {

constexpr const char* item_prefix = "train/sample/";
constexpr int fewest_cells = 40;          // the factor is the largest at which so many fit
constexpr int fewest_rows = 4;            // of latents under every label
constexpr size_t most_real_points = 256;  // more would fill their rings
constexpr float rounding_slack_px = 3;    // a column of pixels too few shall not cost a row of pictures

bool samples_visible(const model::UiModel& model) { return model.scene() == model::Workspace::train; }

ui::GridLayout layout_for(const ui::Ui& ui, const model::UiModel& model, const samples::Area& area) {
  const ui::Atlas& atlas = ui.atlases.of(model::view::grid);
  const auto& result = model.result(model::view::grid);
  const int width = result ? result->width : atlas.picture_width;
  const int height = result ? result->height : atlas.picture_height;
  const float slack = ui.px(rounding_slack_px);
  ImVec2 room{area.max.x - area.min.x + slack, area.max.y - area.min.y + slack};
  if (const int columns = model.label_columns(); columns > 0) {
    room.y -= ui.px(samples::label_heads_px);
    return ui::sheet_layout(room, width, height, std::round(ui.px(2)), columns, fewest_rows,
                            model::fixed_latents);
  }
  return ui::grid_layout(room, width, height, std::round(ui.px(2)), fewest_cells, model::fixed_latents);
}

void draw_pictures(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                   const samples::Area& area) {
  const auto& result = model.result(model::view::grid);
  ui::GridLayout layout = layout_for(ui, model, area);
  layout.count = std::min(layout.count, result->count);
  const int columns = model.label_columns();
  const ImVec2 origin{area.min.x, area.min.y + (columns > 0 ? ui.px(samples::label_heads_px) : 0)};
  if (columns > 0) samples::draw_label_heads(ui, model, layout, area.min);
  const ui::ImageGridSpec spec{ui.atlases.of(model::view::grid),
                               ui.atlases.smooth(model::view::grid),
                               layout,
                               origin,
                               model.selected_latent,
                               model.hovered_latent,
                               result->scores,
                               std::max(1, columns)};
  const ui::GridAnswer answer = ui::image_grid(ui, "train/samples", item_prefix, spec);
  ImVec2 min{0, 0};
  if (answer.hovered >= 0) min = layout.cell(origin, answer.hovered);
  samples::answer_grid(ui, model, actions, answer, min,
                       {min.x + layout.cell_width, min.y + layout.cell_height});
}

ui::GridAnswer draw_numbers(ui::Ui& ui, const model::UiModel& model, const samples::Area& area) {
  const ui::NumberLineSpec spec{*model.preview,
                                model.result(model::view::grid)->points,
                                model::fixed_latents,
                                model.selected_latent,
                                model.hovered_latent,
                                area.min,
                                area.max};
  return ui::number_line(ui, "train/samples", item_prefix, spec);
}

/// Where points of the data are given back; empty: they are not, or not yet.
std::span<const float> given_back_points(const model::UiModel& model) {
  const auto& result = model.result(model::view::reconstruction);
  const bool there = model::reconstructs(model) && result && result->generation == model.status->generation;
  return there ? std::span<const float>(result->points) : std::span<const float>();
}

ui::GridAnswer draw_plane(ui::Ui& ui, const model::UiModel& model, const samples::Area& area) {
  const auto& result = model.result(model::view::grid);
  const std::span<const float> all(model.preview->points);
  const ui::ScatterSpec spec{all.first(std::min(all.size(), 2 * most_real_points)),
                             result->points,
                             model::fixed_latents,
                             model.selected_latent,
                             model.hovered_latent,
                             ui::plane_view(model.preview->points),
                             area.min,
                             area.max,
                             given_back_points(model)};
  return ui::scatter(ui, "train/samples", item_prefix, spec);
}

void draw_points(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                 const samples::Area& area) {
  const ui::GridAnswer answer =
      model.status->data.dimensions == 1 ? draw_numbers(ui, model, area) : draw_plane(ui, model, area);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  samples::answer_grid(ui, model, actions, answer, mouse, {mouse.x + ui.px(8), mouse.y + ui.px(8)});
}

std::optional<model::Action> samples_key(const model::UiModel& model, std::string_view key) {
  auto own = film_key(model, key);
  return own ? own : samples::morph_key(model, key);
}

void draw_samples(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  samples::Area area{origin, {origin.x + room.x, origin.y + room.y}};
  const bool points = model.status->data.is_points(), translates = model.status->model.translates();
  const bool drawable = samples::has_result(model);
  const samples::SampleView* view = translates ? nullptr : samples::sample_view_of(model.status->data.form);
  const bool beside_real = !points && !translates && view == nullptr;

  samples::Area body = area;
  body.min.y += ui.px(38);
  const float lines = samples::followed_lines_height(ui, model);
  body.min.y += lines;
  const float film_strip = beside_real ? samples::film_strip_height(ui, model) : 0;
  if (beside_real) body.max.y -= samples::real_strip_height(ui, model) + film_strip;
  int shown = model::fixed_latents;
  float strip_top = body.max.y;
  if (translates) shown = shown_triples(ui, model).count();
  if (drawable && view != nullptr) shown = view->shown(ui, model, body);
  if (drawable && beside_real) {
    const ui::GridLayout layout = layout_for(ui, model, body);
    shown = std::min(layout.count, model.result(model::view::grid)->count);
    const float heads = model.label_columns() > 0 ? ui.px(samples::label_heads_px) : 0;
    strip_top = std::min(strip_top, body.min.y + heads + layout.height());
  }
  samples::draw_header(ui, model, actions, area, shown);
  if (lines > 0) samples::draw_followed_lines(ui, model, area, area.min.y + ui.px(36));
  if (samples::shows_sheet(model)) {
    samples::draw_sheet(ui, model, body);
  } else if (!drawable) {
    samples::draw_empty(ui, model, actions, body);
  } else if (translates) {
    samples::draw_translated(ui, model, actions, body);
  } else if (view != nullptr) {
    view->draw(ui, model, actions, body);
  } else if (points) {
    draw_points(ui, model, actions, body);
  } else {
    draw_pictures(ui, model, actions, body);
  }
  if (film_strip > 0) {
    const float growth = samples::film_strip_growth(ui, model, area, body.max.y - strip_top);
    samples::draw_film_strip(ui, model, actions, area, strip_top + samples::strip_gap(ui), growth);
    strip_top += film_strip + growth;
  }
  if (beside_real) samples::draw_real_strip(ui, model, area, strip_top + samples::strip_gap(ui));
}

}  // namespace

std::vector<Panel> samples_panels() {
  return {Panel{.key = "samples",
                .region = Region::middle,
                .visible = samples_visible,
                .draw = draw_samples,
                .key_action = samples_key}};
}

std::vector<Panel> samples_verdict_panels() {
  return {samples::faults_panel(), samples::rules_panel(), samples::kinds_panel()};
}

std::vector<model::View> samples_views() {
  std::vector<model::View> views = samples::line_views();
  for (model::View& view : samples::melody_views()) views.push_back(std::move(view));
  for (model::View& view : samples::sound_views()) views.push_back(std::move(view));
  return views;
}

}  // namespace ganscope::panels
