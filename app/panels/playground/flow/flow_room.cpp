#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/playground/flow/flow.h"
#include "app/panels/playground/flow/flow_state.h"
#include "app/panels/playground/parts.h"
#include "app/panels/playground/plane/plane_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/plane_touch.h"
#include "app/ui/widgets/scatter.h"
#include "core/explore/tools/current_names.h"

namespace ganscope::panels::playground {
namespace {

namespace names = explore::current;
using ui::Font;
using ui::Ui;

constexpr size_t most_real = 256, most_ways = 64;
constexpr float row_px = 38;

const FlowState& kept_flow(const model::UiModel& model) { return model::tool_state<FlowState>(model); }

/// Play, and the time as a slider.
void draw_time(Ui& ui, const model::UiModel& model, model::UiActions& actions, const RoomArea& area) {
  const FlowState& state = kept_flow(model);
  ImGui::SetCursorScreenPos(area.min);
  if (ui::button(ui, "playground/flow/play",
                 {.label = ui.tr(state.playing ? "Stop" : "From noise"),
                  .width = ui.px(130),
                  .height = ui.px(32),
                  .help = ui.tr("Lets the time run from 0, noise, to 1, samples, again and again."),
                  .key = "P",
                  .has_icon = true,
                  .icon = state.playing ? ui::Icon::pause : ui::Icon::play}))
    alter<FlowState>(actions,
                     [on = !state.playing, now_s = ui.time_s](FlowState& now) { play_flow(now, on, now_s); });
  const char* word = ui.tr("time t");
  const float words = ui::text_size(ui, Font::body, word).x, left = area.min.x + ui.px(144);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {left, area.min.y + ui.px(7)}, Font::body, ui.theme.t2, word);
  ImGui::SetCursorScreenPos({left + words + ui.px(12), area.min.y + ui.px(3)});
  double time = state.time;
  const ui::SliderSpec spec{
      .min = 0,
      .max = 1,
      .initial = 1,
      .player = config::Player::generator,
      .width = std::max(ui.px(120), area.max.x - left - words - ui.px(12)),
      .help = ui.tr("0: noise, as the latents are. 1: samples. Between them the velocity, which "
                    "is learned, carries every point along its arrow.")};
  if (ui::slider(ui, "playground/flow/time", spec, time))
    alter<FlowState>(actions, [time](FlowState& now) {
      now.time = ui::within(time, 0.0, 1.0);
      now.playing = false;
    });
}

/// The ways of the first points so far, brighter where they are now; the selected one's in white.
void draw_ways(const Ui& ui, ImDrawList* draw, const plane::Frame& frame, const api::Answer& answer,
               int selected) {
  const api::Curve* way = answer.curve(names::way);
  const size_t count = answer.points.size() / 2;
  if (way == nullptr || count == 0) return;
  const size_t moments = way->x.size() / count;
  for (size_t i = 0; i < std::min(count, most_ways); ++i)
    for (size_t k = 1; k < moments; ++k) {
      const auto at = [&](size_t moment) {
        const size_t place = moment * count + i;
        return frame.at(static_cast<double>(way->x[place]), static_cast<double>(way->y[place]));
      };
      const ImVec2 from = at(k - 1), to = at(k);
      if (!std::isfinite(from.x + from.y + to.x + to.y)) continue;
      const bool chosen = static_cast<int>(i) == selected;
      draw->AddLine(plane::near_frame(frame, from), plane::near_frame(frame, to),
                    chosen ? ui.theme.t1 : ui::faded(ui.theme.g, 0.45F), ui.px(chosen ? 2.0F : 1.0F));
    }
}

void draw_plot(Ui& ui, const model::UiModel& model, model::UiActions& actions, const RoomArea& area) {
  const double aspect =
      ui::within(static_cast<double>(area.width() / std::max(area.height(), 1.0F)), 0.1, 10.0);
  if (std::abs(kept_flow(model).aspect - aspect) > 0.002)
    alter<FlowState>(actions, [aspect](FlowState& now) { now.aspect = aspect; });
  const plane::Frame frame{area.min, area.max, flow_seen(model)};
  const api::Answer* answer = drawn_flow(model);
  const std::vector<float> none;
  const std::vector<float>& points = answer != nullptr ? answer->points : none;
  std::vector<ImVec2> dots;
  for (size_t i = 0; i < model::fixed_latents && 2 * i + 1 < points.size(); ++i) {
    const ImVec2 dot = frame.at(static_cast<double>(points[2 * i]), static_cast<double>(points[2 * i + 1]));
    dots.push_back(std::isfinite(dot.x + dot.y) ? dot : ImVec2{-1e4F, -1e4F});  // out of reach
  }
  const ui::GridAnswer touched =
      ui::plane_touch(ui, "playground/flow/plane", "playground/sample/", area.min, area.max, dots);
  const bool over = ImGui::IsItemHovered();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(area.min, area.max, ui.theme.bg0);
  draw->PushClipRect(area.min, area.max, true);
  const std::span<const float> real(model.preview->points);
  const double half = std::min(frame.seen.half_x, frame.seen.half_y);
  const ui::ScatterSpec spec{real.first(std::min(real.size(), 2 * most_real)),
                             points,
                             model::fixed_latents,
                             model.selected_latent,
                             touched.hovered,
                             {frame.seen.x, frame.seen.y, half},
                             area.min,
                             area.max};
  ui::draw_rings(draw, spec.real, spec, ui.px(3.4F), ui.px(1.6F), ui.theme.real);
  if (answer != nullptr) {
    if (const api::Curve* place = answer->curve(names::place), *velocity = answer->curve(names::velocity);
        place != nullptr && velocity != nullptr)
      plane::draw_arrows(ui, draw, frame, *place, *velocity, ui::faded(ui.theme.t2, 0.8F));
    draw_ways(ui, draw, frame, *answer, model.selected_latent);
    ui::draw_discs(draw, points, spec, ui.px(3.4F), ui.theme.g, ui.theme.bg0);
    for (const int index : {touched.hovered, model.selected_latent})
      if (index >= 0 && static_cast<size_t>(index) < dots.size())
        ui::draw_latent_dot(ui, draw, dots[static_cast<size_t>(index)], index,
                            index == model.selected_latent);
  }
  draw->PopClipRect();
  if (const auto& failure = model.failure(model.view(flow_view)))
    ui::plate(ui, draw, {area.min.x + ui.px(10), area.max.y - ui.px(34)}, Font::caption,
              ui.tr.sentence(failure->what) + std::string(". ") + ui.tr.sentence(failure->hint));
  ui.items.add("playground/flow/plane", area.min, area.max, static_cast<double>(points.size() / 2));
  if (touched.hovered != model.hovered_latent && (over || model.hovered_latent >= 0))
    actions(model::action::HoverLatent{touched.hovered});
  if (touched.clicked >= 0) actions(model::action::SelectLatent{touched.clicked, touched.opened});
}

void draw_flow_middle(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  if (kept_flow(model).playing)
    alter<FlowState>(actions, [now_s = ui.time_s](FlowState& now) { go_on(now, now_s); });
  const RoomArea area = area_here();
  float left = area.min.x;
  if (ui.compact)
    left += ui.px(12) +
            draw_controls(ui, model, actions, {area.min, plane::draw_left, "Data and layers", false, false});
  draw_time(ui, model, actions, {{left, area.min.y}, {area.max.x, area.min.y + ui.px(32)}});
  draw_plot(ui, model, actions, {{area.min.x, std::round(area.min.y + ui.px(row_px))}, area.max});
}

void draw_flow_right(Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  const RoomArea area = area_here();
  draw_part_title(ui, area.min, area.width(), ui.tr("From noise to data"));
  ImGui::SetCursorScreenPos({area.min.x, area.min.y + ui.px(30)});
  draw_lines(ui,
             ui.tr("{G:Points} begin as noise and are carried to the {real:data} in the course of a time t. "
                   "The arrows "
                   "are the velocity that was learned: which way, and how fast, at this place and time."),
             area.width());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(10)});
  draw_lines(
      ui,
      ui.tr(
          "It was shown nothing but straight lines from noise to samples, drawn by lot. Where many cross, it "
          "learned their mean: at t = 0 nearly every arrow points to the middle of the data, and only later "
          "it "
          "is decided which of them a point becomes."),
      area.width());
  const ImVec2 below = ImGui::GetCursorScreenPos();
  const api::Answer* answer = drawn_flow(model);
  const double time = find_number(answer, names::time);
  draw_tile(ui, "playground/flow/shown",
            {{area.min.x, below.y + ui.px(16)}, {area.max.x, below.y + ui.px(78)}}, ui.tr("time t"),
            std::isfinite(time) ? fmt::format("{:.2f}", time) : "–", "",
            ui.tr("0: noise. 1: samples, as everywhere else in the program."));
}

const char* no_flow(const model::UiModel& model) {
  return has_flow(model) ? nullptr : "Only a flow on points of a plane has this: the experiment Ring, flow.";
}

std::optional<model::Action> flow_key(const model::UiModel& model, std::string_view key) {
  if (key != "p") return std::nullopt;
  return altering<FlowState>(
      [on = !kept_flow(model).playing](FlowState& state, double now_s) { play_flow(state, on, now_s); });
}

}  // namespace

Room flow_room() {
  return {.key = "flow",
          .title = "From noise to data",
          .help = "The field of arrows that a flow learns, at any time between noise and samples.",
          .link = "Flow",
          .draw_middle = draw_flow_middle,
          .draw_left = plane::draw_left,
          .draw_right = draw_flow_right,
          .obstacle = no_flow,
          .views = flow_views,
          .key_action = flow_key};
}

}  // namespace ganscope::panels::playground
