#include <algorithm>
#include <cmath>

#include "app/panels/transport/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::transport {
namespace {

using ui::Font;
using ui::Ui;

/// 1, 2 or 5 times a power of ten, so that about `count` of them fill `range`.
double nice_step(double range, double count) {
  const double rough = std::max(range / count, 1.0);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power) return factor * power;
  return 10 * power;
}

void draw_ticks(const Ui& ui, const Timeline& timeline, float y) {
  if (timeline.last <= 0) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const double last = static_cast<double>(timeline.last);
  const double major = nice_step(last, 6), minor = major / 5;
  const float hair = std::max(1.0F, ui.px(1));
  for (int i = 0; i * minor <= last && i < 400; ++i) {
    const float x = std::floor(timeline.x_of(i * minor)) + 0.5F;
    const float length = i % 5 == 0 ? ui.px(6) : ui.px(3);
    draw->AddLine({x, y + ui.px(5)}, {x, y + ui.px(5) + length}, ui.theme.line2, hair);
  }
}

bool is_change(const api::Event& event) {
  return event.key != "reset" && event.key != "load" && event.step >= 0;
}

/// Triangles where something was changed by hand; the words of the one under the mouse, else of the newest.
void draw_marks(const Ui& ui, const model::UiModel& model, const Timeline& timeline, float y, bool words,
                bool hovered) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float mouse = ImGui::GetIO().MousePos.x;
  const api::Event* told = nullptr;
  float least = hovered ? ui.px(12) : 0;
  for (const api::Event& event : model.status->events) {
    if (!is_change(event) || event.step > timeline.last) continue;
    const float x = timeline.x_of(static_cast<double>(event.step));
    draw->AddTriangleFilled({x - ui.px(4.5F), y - ui.px(9)}, {x + ui.px(4.5F), y - ui.px(9)},
                            {x, y - ui.px(3)}, ui.theme.t1);
    const bool near = hovered && std::fabs(x - mouse) < least;
    if (near) least = std::fabs(x - mouse);
    if (told == nullptr || near || least == 0 || (hovered && least == ui.px(12))) told = &event;
  }
  if (told == nullptr || !words) return;
  const float x = timeline.x_of(static_cast<double>(told->step));
  const std::string what = ui::plain_words(ui::event_words(ui, *told));
  const float width = ui::text_size(ui, Font::caption, what).x;
  float left = x + ui.px(9);
  if (left + width > timeline.right) left = x - ui.px(9) - width;
  ui::text_at(ui, draw, {std::floor(left), std::floor(y - ui.px(19))}, Font::caption, ui.theme.t2, what);
}

/// The handle, and off "now" the tag with the step over it.
void draw_handle(const Ui& ui, const model::UiModel& model, const Timeline& timeline, float y, bool ring) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const bool off_now = model.moment != api::now;
  const float x = off_now ? timeline.x_of(static_cast<double>(model.moment)) : timeline.right - ui.px(5);
  const ImVec2 min{std::floor(x - ui.px(5)), y - ui.px(9)}, max{std::floor(x + ui.px(5)), y + ui.px(9)};
  draw->AddRectFilled({min.x - ui.px(2), min.y - ui.px(1)}, {max.x + ui.px(2), max.y + ui.px(1)},
                      ui.theme.bg2, ui.px(5));
  draw->AddRectFilled(min, max, ui.theme.t1, ui.px(4));
  if (ring)
    draw->AddRect({min.x - ui.px(4), min.y - ui.px(4)}, {max.x + ui.px(4), max.y + ui.px(4)}, ui.theme.t1,
                  ui.px(7), 0, ui.px(2));
  if (!off_now) return;
  const std::string words = std::string(ui.tr("step")) + " " + ui::thousands(model.moment);
  const ImVec2 size = ui::text_size(ui, Font::caption_strong, words);
  const float width = size.x + ui.px(12), height = size.y + ui.px(2);
  const float left = std::floor(ui::within(x - width / 2, timeline.left, timeline.right - width));
  const float top = std::floor(min.y - height - ui.px(1));
  draw->AddRectFilled({left, top}, {left + width, top + height}, ui.theme.t1, ui.px(4));
  ui::text_at(ui, draw, {left + ui.px(6), top + ui.px(1)}, Font::caption_strong,
              ui.theme.dark ? ui.theme.bg1 : ui.theme.bg0, words);
}

void touch_scrubber(Ui& ui, const model::UiModel& model, model::UiActions& actions,
                    const Timeline& timeline) {
  int64_t moment = model.moment;
  if (ImGui::IsItemActive()) {
    moment = moment_at(model, timeline, ImGui::GetIO().MousePos.x);
    ui.items.interaction.focus("transport/scrubber", false);
  } else {
    moment = moment_by_key(ui, model, "transport/scrubber", moment);
  }
  if (moment != model.moment) actions(model::action::SetMoment{moment});
}

}  // namespace

int64_t moment_by_key(const Ui& ui, const model::UiModel& model, std::string_view name, int64_t moment) {
  if (ui.items.interaction.focused() != name) return moment;
  const api::HistoryIndex& history = *model.history;
  if (ui::compat::key_pressed(ImGuiKey_LeftArrow, true)) return model::neighbour_moment(history, moment, -1);
  if (ui::compat::key_pressed(ImGuiKey_RightArrow, true)) return model::neighbour_moment(history, moment, 1);
  if (ui::compat::key_pressed(ImGuiKey_Home) && !history.steps.empty()) return history.steps.front();
  return ui::compat::key_pressed(ImGuiKey_End) ? api::now : moment;
}

void draw_scrubber(Ui& ui, const model::UiModel& model, model::UiActions& actions, const Timeline& timeline,
                   float y, bool roomy, bool ticks) {
  y = std::floor(y) + 0.5F;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 top_left{timeline.left, y - ui.px(9)};
  const float width = std::max(1.0F, timeline.right - timeline.left);
  ImGui::SetCursorScreenPos(top_left);
  ui::press_area("transport/scrubber", {width, ui.px(20)});
  const bool usable = !model.history->steps.empty();
  const double value = static_cast<double>(model.moment == api::now ? timeline.last : model.moment);
  ui.items.add("transport/scrubber", top_left, {timeline.right, y + ui.px(11)}, value, usable);
  static_cast<void>(ui.items.interaction.visit("transport/scrubber"));
  const bool hovered = ImGui::IsItemHovered();
  ui::tooltip(ui, ui.tr("Back through the whole history. Drag, or use the arrow keys."));
  if (usable) touch_scrubber(ui, model, actions, timeline);

  const float end =
      model.moment == api::now ? timeline.right : timeline.x_of(static_cast<double>(model.moment));
  draw->AddRectFilled({timeline.left, y - ui.px(2)}, {timeline.right, y + ui.px(2)}, ui.theme.bg4, ui.px(2));
  if (usable) draw->AddRectFilled({timeline.left, y - ui.px(2)}, {end, y + ui.px(2)}, ui.theme.t2, ui.px(2));
  if (ticks) draw_ticks(ui, timeline, y);
  draw_marks(ui, model, timeline, y, roomy && model.moment == api::now, hovered);
  if (model.crosshair_step >= 0 && model.crosshair_step <= static_cast<double>(timeline.last)) {
    const float x = std::floor(timeline.x_of(model.crosshair_step)) + 0.5F;
    draw->AddLine({x, y - ui.px(9)}, {x, y + ui.px(9)}, ui.theme.t1, std::max(1.0F, ui.px(1)));
  }
  if (usable) draw_handle(ui, model, timeline, y, ui.items.interaction.has_ring("transport/scrubber"));
}

}  // namespace ganscope::panels::transport
