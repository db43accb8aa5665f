#include "app/panels/transport/transport_panel.h"

#include <algorithm>
#include <cmath>

#include "app/panels/step_buttons.h"
#include "app/panels/transport/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using ui::ButtonStyle;
using ui::Font;
using ui::Ui;

/// Start or Pause; what it says is what it does.
void start_button(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at, ImVec2 size) {
  const bool followed = model.status->followed.has_value();
  const bool running = model.running() && !followed;
  const bool usable = model.trainable() && model.status->phase != api::Phase::loading;
  ImGui::SetCursorScreenPos(at);
  const bool pressed = ui::button(
      ui, "transport/start",
      {.label = ui.tr(followed  ? "Followed"
                      : running ? "Pause"
                                : "Start"),
       .style = ButtonStyle::primary,
       .width = size.x,
       .height = size.y,
       .help = ui.tr(followed ? "Another process trains this run; here it is only looked at."
                     : !model.status->trainable
                         ? "A generator from elsewhere: it has neither D nor data here to learn from."
                     : running ? "Stops after this step. Nothing is lost; exploring goes on."
                               : "Trains until you pause."),
       .key = ui.tr("Space"),
       .has_icon = true,
       .icon = running ? ui::Icon::pause : ui::Icon::play,
       .pending = model.is_pending("transport/start"),
       .enabled = usable});
  if (!pressed) return;
  if (running)
    actions(model::action::Post{api::Pause{}});
  else
    actions(model::action::Post{api::Train{}});
}

void reset_button(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at, ImVec2 size) {
  ImGui::SetCursorScreenPos(at);
  if (ui::button(ui, "transport/reset",
                 {.label = ui.tr("Reset"),
                  .width = size.x,
                  .height = size.y,
                  .help = ui.tr("Back to step 0 with exactly the same first weights."),
                  .key = "R",
                  .has_icon = true,
                  .icon = ui::Icon::reset,
                  .pending = model.is_pending("transport/reset"),
                  .enabled = model.trainable() && model.status->phase != api::Phase::loading}))
    actions(model::action::Post{api::Reset{}});
}

void draw_left(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const ImVec2 at{origin.x + ui.px(16), origin.y + ui.px(ui.compact ? 9 : 12)};
  const float width = size.x - ui.px(ui.compact ? 32 : 32), gap = ui.px(8);
  if (ui.compact) {
    const float first = std::floor(width / 2);
    start_button(ui, model, actions, at, {first, ui.px(32)});
    reset_button(ui, model, actions, {at.x + first + gap, at.y}, {width - first - gap, ui.px(32)});
    draw_step_buttons(ui, model, actions, {at.x, at.y + ui.px(36)}, width, ui.px(28));
    return;
  }
  const float first = std::floor((width - gap) * 0.606F);
  start_button(ui, model, actions, at, {first, ui.px(36)});
  reset_button(ui, model, actions, {at.x + first + gap, at.y}, {width - first - gap, ui.px(36)});
  draw_step_buttons(ui, model, actions, {at.x, at.y + ui.px(44)}, width, ui.px(32));
}

/// Explore: one row with Start, the step and the rate.
void draw_left_explore(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos();
  start_button(ui, model, actions, {origin.x + ui.px(16), origin.y + ui.px(14)}, {ui.px(112), ui.px(36)});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float x = origin.x + ui.px(144);
  ui::text_at(ui, draw, {x, origin.y + ui.px(16)}, Font::body, ui.theme.t2, ui.tr("step"));
  const std::string number = ui::thousands(model.status->step);
  const ImVec2 at{x + ui::text_size(ui, Font::body, ui.tr("step")).x + ui.px(9), origin.y + ui.px(11)};
  const ImVec2 size = ui::text_size(ui, Font::mono_title, number);
  ui::text_at(ui, draw, at, Font::mono_title, ui.theme.t1, number);
  ui.items.add("status/step", at, {at.x + size.x, at.y + size.y}, static_cast<double>(model.status->step));
  const std::string rate = ui::rate_text(model.status->steps_per_s) + " " + ui.tr("steps/s");
  ui::text_at(ui, draw, {x, origin.y + ui.px(36)}, Font::mono_small, ui.theme.t3, rate);
}

/// The buttons that lead out of the past, right aligned at `right`, those that fit right of `least_left`;
/// false when now is shown.
bool ways_back(Ui& ui, const model::UiModel& model, model::UiActions& actions, float least_left, float right,
               float top) {
  if (model.moment == api::now) return false;
  // In Explore they lie on the film's end: words over pictures need a plate.
  const bool over_film = model.scene() == model::Workspace::explore;
  const std::string back = ui.tr("Back to now"), on = ui.tr("Train on from here");
  const float height = ui.px(ui.compact ? 20 : 24);
  const auto width_of = [&](const std::string& words) {
    return std::ceil(ui::text_size(ui, Font::body, words).x + ui.px(20));
  };
  float x = right - width_of(back);
  ImGui::SetCursorScreenPos({x, top});
  if (ui::button(ui, "transport/back_to_now",
                 {.label = back,
                  .width = width_of(back),
                  .height = height,
                  .help = ui.tr("Shows the newest weights again.")}))
    actions(model::action::SetMoment{api::now});
  const std::string compare = ui.tr("Compare with now");
  const float compare_x = x - 2 * ui.px(8) - width_of(on) - width_of(compare);
  if (!over_film && compare_x > least_left && model::has_moments(model)) {
    ImGui::SetCursorScreenPos({compare_x, top});
    if (ui::button(ui, "transport/compare",
                   {.label = compare,
                    .style = ButtonStyle::outline,
                    .width = width_of(compare),
                    .height = height,
                    .help = ui.tr("This moment and now, side by side, drawn from the same latents."),
                    .key = "C"}))
      actions(model::action::CompareMoments{});
  }
  const bool average_only = model.history->average_only(model.moment);
  if (over_film && average_only) return true;  // a faded button would only hide pictures
  x -= width_of(on) + ui.px(8);
  ImGui::SetCursorScreenPos({x, top});
  if (ui::button(
          ui, "transport/rewind",
          {.label = on,
           .style = over_film ? ButtonStyle::normal : ButtonStyle::outline,
           .width = width_of(on),
           .height = height,
           .help = ui.tr(average_only ? "Of this moment only the average (EMA) was kept: it can be shown and "
                                        "explored, not trained on."
                                      : "Goes back to these weights and trains from there. What came later "
                                        "is given up."),
           .enabled = !average_only})) {
    actions(model::action::Post{api::Rewind{model.moment}});
    actions(model::action::SetMoment{api::now});
  }
  return true;
}

void draw_captions(Ui& ui, const model::UiModel& model, model::UiActions& actions,
                   const transport::Timeline& timeline, float top, bool words) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string start = std::string(ui.tr("step")) + " 0";
  ui::text_at(ui, draw, {timeline.left, top}, Font::caption, ui.theme.t3, start);
  if (ways_back(ui, model, actions, timeline.left + ui.px(60), timeline.right,
                top - ui.px(ui.compact ? 4 : 3)))
    return;
  const char* now = ui.tr("now");
  ui::text_at(ui, draw, {timeline.right - ui::text_size(ui, Font::caption_strong, now).x, top},
              Font::caption_strong, ui.theme.t1, now);
  if (!words) return;
  const std::string middle =
      model.status->data.is_points() ? std::string(ui.tr("The same latents through the whole history"))
      : model.status->model.translates()
          ? std::string(ui.tr(model::is_sounds(model) ? "This sound through the whole history"
                                                      : "This picture through the whole history"))
          : std::string(ui.tr("Latent")) + " " + std::to_string(std::max(0, model.selected_latent)) + " " +
                ui.tr("through the whole history");
  const float width = ui::text_size(ui, Font::caption, middle).x;
  ui::text_at(ui, draw, {std::floor((timeline.left + timeline.right - width) / 2), top}, Font::caption,
              ui.theme.t2, middle);
}

void draw_middle(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const bool explore = model.scene() == model::Workspace::explore;
  const float inset = ui.compact && !explore ? 0 : 16;
  const float left = origin.x + ui.px(inset);
  const transport::Timeline timeline = transport::timeline_of(
      model, left + ui.px(transport::play_px), origin.x + size.x - ui.px(explore ? 16 : inset));
  // The handle and the words at both ends reach into the gaps beside the film, where ImGui would cut them
  // off.
  ImGui::PushClipRect({origin.x - ui.px(8), origin.y}, {origin.x + size.x + ui.px(8), origin.y + size.y},
                      false);
  const float film_top = origin.y + ui.px(explore ? 7.0F : ui.compact ? 9.0F : 12.0F);
  transport::draw_play(ui, model, actions, {left, film_top});
  if (explore) {
    transport::draw_film(ui, model, actions, timeline, origin.y + ui.px(7));
    transport::draw_scrubber(ui, model, actions, timeline, origin.y + ui.px(49), false, false);
    ways_back(ui, model, actions, timeline.left, timeline.right, origin.y + ui.px(11));
  } else if (ui.compact) {
    transport::draw_film(ui, model, actions, timeline, origin.y + ui.px(9));
    transport::draw_scrubber(ui, model, actions, timeline, origin.y + ui.px(52), false, true);
    draw_captions(ui, model, actions, timeline, origin.y + ui.px(62), false);
  } else {
    transport::draw_film(ui, model, actions, timeline, origin.y + ui.px(12));
    transport::draw_scrubber(ui, model, actions, timeline, origin.y + ui.px(66), true, true);
    draw_captions(ui, model, actions, timeline, origin.y + ui.px(80), true);
  }
  ImGui::PopClipRect();
}

bool always(const model::UiModel&) { return true; }
bool in_explore(const model::UiModel& model) { return model.scene() == model::Workspace::explore; }
bool of_two(const model::UiModel& model) {
  return model.scene() == model::Workspace::compare && model.second.has_value();
}
bool of_moments(const model::UiModel& model) {
  return model.scene() == model::Workspace::compare && !model.second && model::comparing(model);
}
bool not_in_explore(const model::UiModel& model) { return !in_explore(model); }

}  // namespace

std::vector<Panel> transport_panels() {
  return {
      {"transport_left", Region::transport_left, not_in_explore, draw_left},
      {"transport_left_explore", Region::transport_left, in_explore, draw_left_explore},
      {"transport_middle", Region::transport_middle, always, draw_middle},
      {"transport_right", Region::transport_right, not_in_explore,
       [](Ui& ui, const model::UiModel& model, model::UiActions& actions) {
         if (ui.compact)
           transport::draw_rates_compact(ui, model, actions);
         else
           transport::draw_rates(ui, model, actions);
       }},
      {"compared_left", Region::transport_left, of_two, transport::draw_compared_left, true},
      {"compared_middle", Region::transport_middle, of_two, transport::draw_compared_middle, true},
      {"moments_middle", Region::transport_middle, of_moments, transport::draw_moments_middle, true},
      {"compared_right", Region::transport_right, of_two, transport::draw_compared_right, true},
  };
}

}  // namespace ganscope::panels
