#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/model/reconstruction.h"
#include "app/panels/samples/parts.h"
#include "app/panels/sound_cell.h"
#include "app/panels/triples.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::samples {
namespace {

constexpr float height_px = 32;

std::string setting(const model::UiModel& model, const char* key) {
  const config::Settings& settings = model.status->experiment->settings;
  if (!settings.has(key)) return {};
  const auto* text = std::get_if<std::string>(&settings.at(key));
  return text ? *text : std::string();
}

void draw_model_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float left,
                       float top) {
  if (!model.status->trainable) return;  // it has one set of weights
  const std::array<std::string, 2> labels{ui.tr("EMA model"), ui.tr("Raw")};
  int index = model.drawn_model() == api::Model::ema ? 0 : 1;
  ImGui::SetCursorScreenPos({left, top});
  if (ui::segmented(
          ui, "train/model", labels, index,
          ui.tr("EMA: the running average of the generator's weights, steadier. Raw: the weights being "
                "trained."))) {
    actions(model::action::SetModel{index == 0 ? api::Model::ema : api::Model::raw});
  }
}

float model_choice_width(const ui::Ui& ui) {
  float width = 0;
  for (const char* label : {ui.tr("EMA model"), ui.tr("Raw")}) {
    width += std::ceil(ui::text_size(ui, ui::Font::strong, label).x + ui.px(24));
  }
  return width;
}

/// A choice left of the model's. Returns its left edge; `right` where there is none.
float draw_extra_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float right,
                        float top) {
  const auto placed = [&](const std::string& label) {
    const float width = ui::text_size(ui, ui::Font::body, label).x + ui.px(24);
    ImGui::SetCursorScreenPos({right - ui.px(8) - width, top});
    return width;
  };
  if (model.conditional() && !model.status->data.is_points() && model.status->trainable) {
    const std::string label = ui.tr("Every label");
    const float width = placed(label);
    if (ui::button(
            ui, "train/every_label",
            {.label = label,
             .width = width,
             .height = ui.px(height_px),
             .help = ui.tr("The same noise under every label: a row is one latent, a column one class. "
                           "Where the samples of a row are all alike, G does not listen."),
             .pressed = model.every_label}))
      actions(model::action::ShowEveryLabel{!model.every_label});
    return right - ui.px(8) - width;
  }
  if (!model.status->model.reconstructs || !model.trainable()) return right;
  const std::string label = ui.tr("Fitted prior");
  const float width = placed(label);
  if (ui::button(ui, "train/from_codes",
                 {.label = label,
                  .width = width,
                  .height = ui.px(height_px),
                  .help = ui.tr("Samples are drawn from the normal distribution fitted to the codes of real "
                                "samples, in place of N(0, 1): what the decoder knows how to read."),
                  .pressed = model.from_codes}))
    actions(model::action::DrawFromCodes{!model.from_codes});
  return right - ui.px(8) - width;
}

/// "Faces  dcgan · non-saturating ▾": opens the left column as a sheet. Returns its right edge.
float draw_experiment_button(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at,
                             float most) {
  const std::string& title = model.status->experiment->title;
  std::string label =
      std::string("{b:") + (title.empty() ? ui.tr("Choose an experiment") : ui.tr(title.c_str())) + "}";
  // Of a game what it is about; of another kind of model which it is.
  const std::string network = setting(model, "network"), objective = setting(model, "objective");
  const std::string aim = objective.empty() || network.empty() ? setting(model, "model") : objective;
  const std::string what = network.empty() ? setting(model, "task") : network;
  if (!aim.empty() && model.status->trainable) label += "  " + (what.empty() ? aim : what + " · " + aim);
  const bool thumbnail = ui.atlases.real.count > 0;
  const float edge = ui.px(height_px), inset = ui.px(4), picture = edge - 2 * inset;
  const float words = ui::rich_text_width(ui, ui::Font::body, label);
  const float lead = thumbnail ? inset + picture + ui.px(8) : ui.px(12);
  const float width = std::min(most, lead + words + ui.px(40));
  ImGui::SetCursorScreenPos(at);
  const std::string help = ui.tr("Data, network, objective and rates of this run.");
  if (ui::button(ui, "train/experiment", {.width = width, .height = edge, .help = help})) {
    actions(model::action::ShowSheet{"experiment", model.open_sheet != "experiment"});
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (thumbnail) {
    const ImVec2 min{at.x + inset, at.y + inset}, max{min.x + picture, min.y + picture};
    if (!draw_as_spectrogram(ui, draw, model.status->data.form, ui.atlases.real_masks, 0, min, max,
                             ui.theme.real))
      ui::draw_picture(draw, ui.atlases.real, ui.atlases.smooth_real, 0, min, max);
  }
  const float line = ui::text_size(ui, ui::Font::body, "0").y;
  draw->PushClipRect(at, {at.x + width - ui.px(30), at.y + edge}, true);
  ui::rich_text_at(ui, draw, {at.x + lead, at.y + 0.5f * (edge - line)}, ui::Font::body, ui.theme.t2, label);
  draw->PopClipRect();
  ui::draw_icon(draw, ui::Icon::chevron_down, {at.x + width - ui.px(17), at.y + 0.5f * edge}, ui.px(14),
                ui.theme.t2);
  return at.x + width;
}

/// The moment, when it is not now: never let an old picture pass for a new one. Returns its right edge.
float draw_moment(ui::Ui& ui, const model::UiModel& model, ImVec2 at) {
  if (model.moment == api::now) return at.x;
  const auto& result = model.result(model::view::grid);
  const int64_t step = result && result->step > 0 ? result->step : model.moment;
  const std::string words = fmt::format("{} {}", ui.tr("step"), ui::thousands(step));
  const ImVec2 size = ui::text_size(ui, ui::Font::mono_small, words);
  const float pad = ui.px(8), tall = ui.px(24), edge = ui.px(height_px);
  const ImVec2 min{at.x, at.y + 0.5f * (edge - tall)}, max{at.x + size.x + 2 * pad, min.y + tall};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.t1, ui.px(4));
  ui::text_at(ui, draw, {min.x + pad, min.y + 0.5f * (tall - size.y)}, ui::Font::mono_small, ui.theme.bg1,
              words);
  ui.items.add("train/moment", min, max, words);
  return max.x;
}

/// Whose pictures are on show, and of which moment.
std::string followed_subtitle(const ui::Ui& ui, const model::UiModel& model) {
  const api::Followed& followed = *model.status->followed;
  std::string words;
  if (shows_sheet(model))
    words = fmt::format(fmt::runtime(ui.tr("pictures they logged at step {}")),
                        ui::thousands(followed.pictures->step));
  else if (!has_result(model))
    return {};
  else
    words = fmt::format(fmt::runtime(ui.tr("their generator, snapshot of step {}")),
                        ui::thousands(model.result(model::view::grid)->step));
  return followed.by.empty() ? words : words + " · " + ui.tr.sentence(followed.by);
}

std::string subtitle(const ui::Ui& ui, const model::UiModel& model, int shown_latents) {
  if (model.status->data.is_points() && model::reconstructs(model)) {
    const auto error = model::reconstruction_error(model);
    return ui.tr("{real}, {D:given back}, {G:generated}") +
           (error ? " · " + fmt::format(fmt::runtime(ui.tr("off by {:.3f}")), *error) : std::string());
  }
  if (model.status->data.is_points()) return ui.tr("where {real} and {G:generated} points live");
  if (model.status->model.translates())
    return direction_title(
        ui, model.status->model.directions[static_cast<size_t>(model::shown_direction(model))]);
  if (const int columns = model.label_columns(); columns > 0)
    return fmt::format(fmt::runtime(ui.tr("{} latents, each under every label")), shown_latents / columns);
  if (model.draws_from_codes())
    return fmt::format(fmt::runtime(ui.tr("{} latents as the codes fall, drawn again and again")),
                       shown_latents);
  if (model.samples_moved())
    return fmt::format(fmt::runtime(ui.tr("{} latents, moved in Explore › Directions")), shown_latents);
  return fmt::format(fmt::runtime(ui.tr("the same {} latents, drawn again and again")), shown_latents);
}

bool of_another_program(const model::UiModel& model) {
  return model.status->followed && model.status->followed->source != api::Followed::Source::ours;
}

/// Beside the title, where there is room for them.
void draw_words(ui::Ui& ui, float x, float right, float top, const std::string& words) {
  const float edge = ui.px(height_px), line = ui::text_size(ui, ui::Font::body, "0").y;
  ui.items.add("train/samples_of", {x, top}, {right, top + edge}, words);
  if (x + ui::rich_text_width(ui, ui::Font::body, words) >= right - ui.px(8)) return;
  ui::rich_text_at(ui, ImGui::GetWindowDrawList(), {x, top + 0.5f * (edge - line) + ui.px(1)}, ui::Font::body,
                   ui.theme.t2, words);
}

}  // namespace

float draw_header(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area,
                  int shown_latents) {
  const float edge = ui.px(height_px), choice = model_choice_width(ui);
  const float model_left = area.max.x - choice;
  draw_model_choice(ui, model, actions, model_left, area.min.y);
  float choice_left = draw_extra_choice(ui, model, actions, model_left, area.min.y);
  if (const float ways = draw_ways(ui, model, actions, choice_left - ui.px(8), area.min.y); ways > 0)
    choice_left -= ui.px(8) + ways;
  float x = area.min.x;
  if (ui.compact) {
    x = draw_experiment_button(ui, model, actions, area.min, choice_left - ui.px(16) - area.min.x) +
        ui.px(12);
    const float after_moment = draw_moment(ui, model, {x, area.min.y});
    if (after_moment > x) x = after_moment + ui.px(12);
    if (of_another_program(model)) draw_words(ui, x, choice_left, area.min.y, followed_subtitle(ui, model));
    return area.min.y + edge;
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string title = model.status->data.is_points()     ? ui.tr("Data space")
                            : model.status->model.translates() ? ui.tr("Result")
                                                               : ui.tr("Samples");
  const ImVec2 title_size = ui::text_size(ui, ui::Font::title, title);
  const float title_y = area.min.y + 0.5f * (edge - title_size.y);
  ui::text_at(ui, draw, {x, title_y}, ui::Font::title, ui.theme.t1, title);
  x += title_size.x + ui.px(12);
  const float after_moment = draw_moment(ui, model, {x, area.min.y});
  if (after_moment > x) x = after_moment + ui.px(12);
  const bool switches = model.status->model.directions.size() > 1;  // which says the same
  draw_words(ui, x, choice_left, area.min.y,
             of_another_program(model)        ? followed_subtitle(ui, model)
             : has_result(model) && !switches ? subtitle(ui, model, shown_latents)
                                              : std::string());
  return area.min.y + edge;
}

}  // namespace ganscope::panels::samples
