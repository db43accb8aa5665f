#include "app/panels/playground/line/line_state.h"

#include <algorithm>
#include <cmath>

#include "app/model/asks.h"
#include "app/model/tools.h"
#include "app/panels/playground/parts.h"
#include "app/panels/playground/room.h"
#include "app/ui/widgets/chart.h"
#include "app/ui/widgets/number_line.h"
#include "core/explore/tools/line_names.h"

namespace ganscope::panels::playground::line {
namespace {

constexpr std::string_view line_view = "playground/line";

void change_look(model::UiModel& model, Look look) { model::set_tool_state(model, std::move(look)); }

std::optional<api::Ask> wanted_line(const model::UiModel& model) {
  if (!has_line(model)) return std::nullopt;
  const Seen seen = seen_of(model);
  api::Ask ask = model::blank_ask(model);
  ask.tool = "line";
  ask.follow = model.moment == api::now;
  // Beyond both edges as well, so that a drag has something to show before the next answer.
  const double margin = 0.25 * (seen.high - seen.low);
  ask.settings.set("low", seen.low - margin);
  ask.settings.set("high", seen.high + margin);
  ask.settings.set("places", int64_t{451});
  const config::Settings& own = model.experiment().settings;
  if (own.has("objective")) ask.settings.set("objective", own.text("objective"));
  ask.settings.set("axis", static_cast<int64_t>(std::min(look_of(model).axis, model.status->latent_dim - 1)));
  return ask;
}

}  // namespace

const std::array<LayerInfo, layer_count>& layer_infos() {
  static const std::array<LayerInfo, layer_count> infos{
      {{"data", "p_data", "The density of the data, as their law has it.", "p"},
       {"real", "Real numbers", "Some of the data, one tick each.", "n"},
       {"model", "p_model", "The density of what G draws, from 8,192 samples.", "m"},
       {"fake", "Generated numbers", "Where G lays the fixed latents; the same latent is the same dot.", "o"},
       {"d", "D(x)", "How real D finds a number, 0 to 1.", "b"},
       {"optimal", "The best D",
        "p_data/(p_data + p_model): no D could do better. Where D lies on it, it has learned all "
        "that there is.",
        "t"},
       {"push", "What G is told",
        "Which way a generated number there would be pulled, and how hard: minus the slope of G's "
        "loss.",
        "a"},
       {"latents", "From z to x", "Where G lays the latents along one axis of z.", "z"}}};
  return infos;
}

const Look& look_of(const model::UiModel& model) { return model::tool_state<Look>(model); }
bool shows(const model::UiModel& model, Layer layer) { return look_of(model).layers.has(layer); }
bool has_line(const model::UiModel& model) {
  return model.configured() && model.status->data.is_points() && model.status->data.dimensions == 1;
}

Seen seen_of(const model::UiModel& model) {
  const ui::NumberView fitted = ui::number_view(*model.preview);
  const Look& look = look_of(model);
  if (look.fitted) return {fitted.low, fitted.high, fitted.top};
  return {look.low, look.high, fitted.top};
}

void show_layer(model::UiModel& model, Layer layer, bool on) {
  Look look = look_of(model);
  look.layers.show(layer, on);
  change_look(model, look);
}
void show_only(model::UiModel& model, Layer layer) {
  Look look = look_of(model);
  look.layers.show_only(layer, Look().layers);
  change_look(model, look);
}
void move_view(model::UiModel& model, double low, double high) {
  const ui::NumberView whole = ui::number_view(*model.preview);
  const double width = whole.high - whole.low, wanted = high - low;
  constexpr double nearest = 0.01, farthest = 20;
  if (!(wanted > nearest * width && wanted < farthest * width)) return;
  Look look = look_of(model);
  look.fitted = false;
  look.low = low;
  look.high = high;
  change_look(model, look);
}
void fit_view(model::UiModel& model) {
  Look look = look_of(model);
  look.fitted = true;
  change_look(model, look);
}
void choose_axis(model::UiModel& model, int axis) {
  Look look = look_of(model);
  look.axis = axis;
  change_look(model, look);
}

Pushes pushes_of(const model::UiModel& model) {
  const api::Curve* told = find_curve(drawn_line(model), explore::line::push);
  Pushes pushes;
  if (told == nullptr) return pushes;
  constexpr int places = 45;
  const Seen seen = seen_of(model);
  const double each = (seen.high - seen.low) / places;
  for (int i = 0; i < places; ++i) {
    const double x = seen.low + each * (i + 0.5), push = ui::curve_at(told->x, told->y, x);
    if (!std::isfinite(push)) continue;
    pushes.x.push_back(x);
    pushes.push.push_back(push);
  }
  return pushes;
}

const api::Answer* drawn_line(const model::UiModel& model) {
  const auto& answer = model.result(model.view(line_view));
  return answer && answer->generation == model.status->generation ? answer.get() : nullptr;
}

std::vector<model::View> views() {
  return {{.key = line_view,
           .visible = [](const model::UiModel& model) { return room_shown(model, "line"); },
           .wanted = wanted_line,
           .needs_run = true}};
}

}  // namespace ganscope::panels::playground::line
