#include "app/model/asks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/inside/inside_parts.h"
#include "app/panels/explore/inside/inside_state.h"

namespace ganscope::panels::inside {
namespace {

using model::UiModel;

bool tab_open(const UiModel& model) {
  return explore_parts::tab_shown(model, "inside") && !model.status->data.is_points();
}

/// An ask of the latent in hand.
std::optional<api::Ask> ask_in_hand(const UiModel& model, const char* tool) {
  if (!model::latent_in_hand(model)) return std::nullopt;
  model::LatentRows rows(model);
  rows.add(model.explore.latent);
  api::Ask ask = rows.take();
  ask.tool = tool;
  return ask;
}

void name_channel(const UiModel& model, api::Ask& ask) {
  const Channel channel = shown(model);
  ask.settings.set("layer", int64_t{channel.layer});
  ask.settings.set("channel", int64_t{channel.number});
}

std::optional<api::Ask> layers_wanted(const UiModel& model) {
  auto ask = ask_in_hand(model, "inside");
  if (!ask) return ask;
  const InsideState& state = state_of(model);
  ask->settings.set("edits", edits_text(state));
  ask->settings.set("one_scale", state.one_scale);
  return ask;
}

std::optional<api::Ask> channel_wanted(const UiModel& model) {
  if (shown(model).layer < 0) return std::nullopt;
  auto ask = ask_in_hand(model, "channel");
  if (!ask) return ask;
  ask->settings.set("edits", edits_text(state_of(model)));
  name_channel(model, *ask);
  return ask;
}

/// The fixed latents, which are of z.
std::optional<api::Ask> use_wanted(const UiModel& model) {
  if (shown(model).layer < 0) return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "channel_use";
  for (int i = 0; i < model::fixed_latents; ++i)
    model::add_row(model, ask, model.fixed_latent(i), model.fixed_label(i));
  name_channel(model, ask);
  return ask;
}

/// Measured once for a channel and a step: it costs as much as two hundred pictures.
std::optional<api::Ask> dissection_wanted(const UiModel& model) {
  if (shown(model).layer < 0) return std::nullopt;
  api::Ask ask = model::blank_ask(model);
  ask.tool = "dissect";
  ask.follow = false;
  name_channel(model, ask);
  ask.settings.set("samples", int64_t{dissected_samples});
  return ask;
}

/// Every channel of the layer, each as above.
std::optional<api::Ask> survey_wanted(const UiModel& model) {
  auto ask = dissection_wanted(model);
  if (!ask || state_of(model).surveyed.empty()) return std::nullopt;
  ask->settings.set("channel", int64_t{-1});
  ask->settings.set("samples", int64_t{surveyed_samples});
  return ask;
}

std::optional<api::Ask> nearest_wanted(const UiModel& model) { return ask_in_hand(model, "neighbours"); }

bool dragging(const UiModel& model, double /*now_s*/) {
  return model.explore.playing || !model.explore.dragging.empty();
}

}  // namespace

std::vector<model::View> views() {
  return {
      {.key = "inside/layers",
       .visible = tab_open,
       .wanted = layers_wanted,
       .needs_run = true,
       .answered = [](UiModel& model, const api::Answer& answer, double) { take_layers(model, answer); }},
      {.key = "inside/channel", .visible = tab_open, .wanted = channel_wanted, .needs_run = true},
      {.key = "inside/nearest",
       .urgency = api::Urgency::background,
       .visible = tab_open,
       .wanted = nearest_wanted,
       .waits = dragging,
       .needs_run = true},
      {.key = "inside/use",
       .urgency = api::Urgency::background,
       .visible = tab_open,
       .wanted = use_wanted,
       .waits = dragging,
       .needs_run = true},
      {.key = "inside/dissection",
       .urgency = api::Urgency::background,
       .visible = tab_open,
       .wanted = dissection_wanted,
       .waits = dragging,
       .needs_run = true},
      {.key = "inside/survey",
       .urgency = api::Urgency::background,
       .visible = tab_open,
       .wanted = survey_wanted,
       .waits = dragging,
       .gives_up = true,
       .needs_run = true},
      {.key = "inside/direction",
       .visible = [](const UiModel&) { return true; },  // it goes on while another tab is shown
       .wanted = [](const UiModel& model) { return model::tool_state<ChannelDirection>(model).ask; },
       .turn = [](const UiModel& model) { return model::tool_state<ChannelDirection>(model).turn; },
       .only_whole = true,
       .gives_up = true,
       .needs_run = true,
       .answered = [](UiModel& model, const api::Answer& answer, double) { take_direction(model, answer); }}};
}

}  // namespace ganscope::panels::inside
