#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/panels/explore/drums/drums.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/hand_views.h"
#include "app/panels/film_play.h"
#include "app/panels/form_words.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::explore_parts {
namespace {

std::string state_words(const Context& context) {
  const model::ExploreState& state = context.model.explore;
  std::string words = origin_words(context.ui, state.origin);
  if (state.moved) words += std::string(", ") + context.ui.tr("moved");
  return words;
}

std::vector<std::string> model_labels(const ui::Ui& ui) {
  return {ui.compact ? ui.tr("EMA") : ui.tr("EMA model"), ui.tr("Raw")};
}

void draw_model_choice(Context& context, ImVec2 right_top) {
  if (!context.model.status->trainable) return;  // it has one set of weights
  ui::Ui& ui = context.ui;
  const std::vector<std::string> labels = model_labels(ui);
  int shown = context.model.drawn_model() == api::Model::ema ? 0 : 1;
  ImGui::SetCursorScreenPos({right_top.x - segmented_width(ui, labels), right_top.y});
  if (ui::segmented(ui, "explore/model", labels, shown,
                    ui.tr("EMA: the running average of the generator's weights, calmer. Raw: the weights "
                          "being trained."))) {
    context.actions(model::action::SetModel{shown == 0 ? api::Model::ema : api::Model::raw});
  }
}

const std::vector<std::string> space_labels{"z", "w"};

/// Only where the generator has a mapping network.
void draw_space_choice(Context& context, ImVec2 right_top) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  int shown = state.space == api::Space::w ? 1 : 0;
  ImGui::SetCursorScreenPos({right_top.x - segmented_width(ui, space_labels), right_top.y});
  if (ui::segmented(ui, "explore/space", space_labels, shown,
                    ui.tr("Where everything here lives: z, the noise, or w, what the mapping network makes "
                          "of it."))) {
    context.ask(model::explore_action::SetSpace{shown == 1 ? api::Space::w : api::Space::z});
  }
}

/// As wide as the longest name needs, within `most`.
float label_width(const Context& context, float most) {
  const ui::Ui& ui = context.ui;
  float longest = 0;
  for (const std::string& name : classes_words(ui, context.model.status->data))
    longest = std::max(longest, ui::text_size(ui, ui::Font::body, name).x);
  return std::min(most, std::max(ui.px(64), longest + ui.px(48)));
}

/// Class A, how much of class B, class B.
void draw_label_choice(Context& context, ImVec2 at, float width) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  const std::vector<std::string> names = classes_words(ui, context.model.status->data);
  const float gap = ui.px(8), combo = label_width(context, std::max(ui.px(64), std::floor(width * 0.32F)));
  const float slider = width - 2 * (combo + gap);
  int label = state.label;
  ImGui::SetCursorScreenPos(at);
  if (ui::combo(ui, "explore/label", names, label, combo,
                ui.tr("The class that the generator is asked to draw.")))
    context.ask(model::explore_action::SetLabel{label});
  double share = state.blended() ? state.blend : 0;
  bool final = true;
  ImGui::SetCursorScreenPos({at.x + combo + gap, at.y + ui.px(2)});
  const ui::SliderSpec spec{
      .min = 0,
      .max = 1,
      .initial = 0,
      .width = slider,
      .field_width = 0,
      .help = ui.tr("Mixes the two classes: at the left all of the first, at the right all of "
                    "the second.")};
  if (ui::slider(ui, "explore/blend", spec, share, &final))
    context.ask(model::explore_action::SetBlend{state.blend_to, share, final});
  int other = state.blend_to;
  ImGui::SetCursorScreenPos({at.x + combo + gap + slider + gap, at.y});
  if (ui::combo(ui, "explore/blend_to", names, other, combo, ui.tr("The class that is mixed in.")))
    context.ask(model::explore_action::SetBlend{other, state.blend, true});
}

/// Takes the mouse over the picture: it can be dragged, and others dropped on it.
void take_hands(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  ImGui::SetCursorScreenPos(min);
  ui::picture_tile(ui, "explore/picture", {side, side}, picture_hash(model, model::view::picture, 0),
                   ui.tr("The latent in hand, drawn by the generator. Drag it into a slot or onto A or B."));
  drag_source(context, {Source::Kind::current, 0}, ui.px(64));
  if (const Dropped dropped = dropped_here(model); !dropped.latent.empty()) {
    if (dropped.fixed_index >= 0)
      context.actions(model::action::SelectLatent{dropped.fixed_index, false});
    else
      context.ask(model::explore_action::SetLatent{dropped.latent, dropped.origin, dropped.space});
  }
}

void draw_sample(Context& context, ImVec2 min, float side) {
  const ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const auto over = shown_tab(model).draw_over_picture;
  if (over == nullptr) take_hands(context, min, side);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 max{min.x + side, min.y + side};
  draw->AddRectFilled(min, max, ui.theme.bg0);
  const auto& result = model.result(model::view::picture);
  if (!result) return;
  if (const HandView* own = hand_view_of(model.status->data.form); own != nullptr) {
    own->draw(context, min, side);
  } else if (result->points.empty() && result->width > 0 && result->width != result->height) {
    const float factor =
        std::max(1.0F, std::floor(side / static_cast<float>(std::max(result->width, result->height))));
    const ImVec2 size{factor * static_cast<float>(result->width),
                      factor * static_cast<float>(result->height)};
    const ImVec2 at{std::round(min.x + (side - size.x) / 2), std::round(min.y + (side - size.y) / 2)};
    draw_preview(context, draw, model::view::picture, 0, at, {at.x + size.x, at.y + size.y});
  } else {
    draw_preview(context, draw, model::view::picture, 0, min, max);
  }
  const std::string words = score_words(context, model::view::picture, 0);
  if (!words.empty()) corner_plate(context, min, side, true, words);
  if (over != nullptr) over(context, min, side);
}

void draw_film_button(Context& context, ImVec2 min, float side) {
  const ui::ButtonSpec play = film_play_button(context.ui, context.model);
  ImGui::SetCursorScreenPos({min.x + side - context.ui.px(40), min.y + context.ui.px(8)});
  if (plated_icon(context.ui, "explore/play_films", play.icon, play.help, play.key))
    context.actions(model::action::PlayFilms{!context.model.film_clock.playing});
}

/// What can be pressed over the picture comes before it, or the picture takes its clicks; and is drawn above.
void draw_square(Context& context, ImVec2 min, float side) {
  const bool films = model::film_frames(context.model) > 1;
  if ((!films && !model::is_heard(context.model)) || shown_tab(context.model).draw_over_picture != nullptr)
    return draw_sample(context, min, side);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ImDrawListSplitter above;
  above.Split(draw, 2);
  above.SetCurrentChannel(draw, 1);
  if (films)
    draw_film_button(context, min, side);
  else
    draw_sound_buttons(context, min, side);
  above.SetCurrentChannel(draw, 0);
  draw_sample(context, min, side);
  above.Merge(draw);
}

void draw_seed(Context& context, float x, float y, float width) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  // Only what came from a seed has one: a fixed latent's number would give another latent here.
  std::string value = state.origin.starts_with("seed ") ? std::to_string(state.seed) : "–";
  ImGui::SetCursorScreenPos({x, y});
  if (!ui::text_field(ui, "explore/seed", value, width,
                      ui.tr("Type a number: the same number gives the same latent.")))
    return;
  char* end = nullptr;
  const unsigned long long seed = std::strtoull(value.c_str(), &end, 10);
  if (end != value.c_str() && *end == '\0') context.ask(model::explore_action::SetSeed{seed});
}

void draw_controls(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const bool narrow = ui.compact || side < ui.px(400);
  const float gap = ui.px(narrow ? 6 : 8), y = min.y + ui.px(6), height = ui.px(32);
  const ui::Font font = narrow ? ui::Font::caption : ui::Font::body;  // leaves the slider its room
  const auto label = [&](float x, const char* words) {
    const ImVec2 size = ui::text_size(ui, font, words);
    ui::text_at(ui, draw, {x, y + (height - size.y) / 2}, font, ui.theme.t2, words);
    return x + size.x + gap;
  };
  float x = label(min.x, ui.tr("Seed"));
  const float field = ui.px(narrow ? 56 : 64);
  draw_seed(context, x, y, field);
  x += field + gap;
  ImGui::SetCursorScreenPos({x, y});
  const char* help = ui.tr("Takes another latent at random.");
  bool random = false;
  if (narrow) {
    random = plated_icon(ui, "explore/random", ui::Icon::dice, help);
    x += ui.px(32);
  } else {
    const float width = ui::text_size(ui, ui::Font::body, ui.tr("Random")).x + ui.px(50);
    random = ui::button(
        ui, "explore/random",
        {.label = ui.tr("Random"), .width = width, .help = help, .has_icon = true, .icon = ui::Icon::dice});
    x += width;
  }
  if (random) context.ask(model::explore_action::Randomise{});
  x = label(x + gap, ui.tr("Truncation"));
  ImGui::SetCursorScreenPos({x, y + ui.px(2)});
  double psi = context.model.explore.truncation;
  bool final = true;
  const ui::SliderSpec spec{
      .min = 0,
      .max = 1.5,
      .initial = 1,
      .width = min.x + side - x,
      .field_width = narrow ? 46.0F : 56.0F,
      .help = ui.tr(
          "Pulls the latent towards the centre: nearer means more typical, farther means more varied.")};
  if (ui::slider(ui, "explore/truncation", spec, psi, &final)) {
    context.ask(model::explore_action::SetTruncation{psi, final});
  }
}

}  // namespace

void corner_plate(const Context& context, ImVec2 min, float side, bool right, const std::string& words) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float margin = ui.px(8), width = ui::rich_text_width(ui, ui::Font::caption, words) + ui.px(14);
  const float x = right ? min.x + side - margin - width : min.x + margin;
  const ImVec2 plate_min{x, min.y + side - margin - ui.px(22)};
  draw->AddRectFilled(plate_min, {x + width, plate_min.y + ui.px(22)}, ui::faded(ui.theme.bg2, 0.94F),
                      ui.px(4));
  const float text_y = plate_min.y + (ui.px(22) - ui::text_size(ui, ui::Font::caption, "D").y) / 2;
  ui::rich_text_at(ui, draw, {x + ui.px(7), text_y}, ui::Font::caption, ui.theme.t2, words);
}

void draw_picture_part(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const float top = area.min.y + ui.px(6);
  const bool labels = context.model.conditional() && context.model.captions() == nullptr;
  const float gap = ui.px(8), only_model = segmented_width(ui, model_labels(ui));
  const bool spaces = context.model.has_mapping();
  const float model_width = only_model + (spaces ? segmented_width(ui, space_labels) + gap : 0);
  const std::string heading = one_sample_words(ui, context.model.status->data.form);
  const float title = ui::text_size(ui, ui::Font::title, heading.c_str()).x;
  const float words_width = side - model_width - gap;
  const std::string words = state_words(context);
  // Classes take the heading's place. Where the header has no room for the words they stand on the picture.
  const bool fits = !labels && ui::text_size(ui, ui::Font::body, words).x <= words_width - title - ui.px(10);
  if (labels)
    draw_label_choice(context, {area.min.x, top}, words_width);
  else
    draw_title(context, {area.min.x, top}, heading.c_str(), fits ? words : std::string(), words_width);
  draw_model_choice(context, {area.min.x + side, top});
  if (spaces) draw_space_choice(context, {area.min.x + side - only_model - gap, top});
  const float square_top = area.min.y + ui.px(header_height);
  draw_square(context, {area.min.x, square_top}, side);
  if (!fits) corner_plate(context, {area.min.x, square_top}, side, false, words);
  const auto draw_row = shown_tab(context.model).draw_picture_row;
  (draw_row != nullptr ? draw_row : draw_controls)(context, {area.min.x, square_top + side}, side);
}

void take_picture(Context& context, ImVec2 min, float side) { take_hands(context, min, side); }

}  // namespace ganscope::panels::explore_parts
