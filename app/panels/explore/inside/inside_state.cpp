#include "app/panels/explore/inside/inside_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/ui/bounded.h"
#include "core/explore/tools/inside_numbers.h"

namespace ganscope::panels::inside {
namespace {

using model::UiModel;
namespace in_layer = explore::inside_number;

/// Changes the state, undoably.
template <class Change>
void change(UiModel& model, const std::string& control, bool final, const Change& to) {
  InsideState state = state_of(model);
  model::remember(model, control, final, InsideState::key);
  to(state);
  model::set_tool_state(model, std::move(state));
}

/// What is looked at is no change of the latent, and nothing to undo.
template <class Change>
void look(UiModel& model, const Change& to) {
  InsideState state = state_of(model);
  to(state);
  model::set_tool_state(model, std::move(state));
}

void put(InsideState& state, Channel channel, double scale) {
  scale = ui::within(scale, least_scale, most_scale);
  if (scale == 1)
    state.scales.erase(channel);
  else
    state.scales[channel] = scale;
}

std::vector<Layer> layers_of(const api::Answer& answer) {
  std::vector<Layer> all;
  for (const api::TableRow& row : answer.table) {
    if (row.key != "layer" || row.numbers.size() < in_layer::numbers) continue;
    Layer& layer = all.emplace_back();
    layer.channels = static_cast<int>(row.numbers[in_layer::channels]);
    layer.height = static_cast<int>(row.numbers[in_layer::height]);
    layer.width = static_cast<int>(row.numbers[in_layer::width]);
    layer.silent = row.numbers[in_layer::silent];
    if (row.numbers.size() > in_layer::picture)
      layer.picture = static_cast<int>(row.numbers[in_layer::picture]);
    const int first = static_cast<int>(row.numbers[in_layer::first_tile]);
    for (int i = first; i < first + static_cast<int>(row.numbers[in_layer::tiles]); ++i) {
      if (i >= answer.vectors.count || answer.vectors.width < 3) break;
      const float* tile = answer.vectors.row(i);
      layer.tiles.push_back({static_cast<int>(tile[1]), i, tile[2]});
    }
  }
  return all;
}

}  // namespace

std::vector<Layer> layers(const UiModel& model) {
  const auto& answer = model.result(model.view("inside/layers"));
  return answer == nullptr ? std::vector<Layer>() : layers_of(*answer);
}

const InsideState& state_of(const UiModel& model) { return model::tool_state<InsideState>(model); }

Channel shown(const UiModel& model) {
  const InsideState& state = state_of(model);
  return state.chosen.empty() ? Channel() : state.chosen.back();
}

double scale_of(const UiModel& model, Channel channel) {
  const InsideState& state = state_of(model);
  const auto found = state.scales.find(channel);
  return found == state.scales.end() ? 1 : found->second;
}

std::string edits_text(const InsideState& state) {
  std::string text;
  for (const auto& [channel, scale] : state.scales)
    text += fmt::format("{}{}:{}:{}", text.empty() ? "" : ",", channel.layer, channel.number, scale);
  return text;
}

void choose(UiModel& model, Channel channel, bool add) {
  look(model, [&](InsideState& state) {
    if (add)
      std::erase(state.chosen, channel);
    else
      state.chosen.clear();
    state.chosen.push_back(channel);
  });
}

void set_scale(UiModel& model, Channel channel, double scale, bool final) {
  if (!std::isfinite(scale)) return;
  change(model, fmt::format("channel {} {}", channel.layer, channel.number), final,
         [&](InsideState& state) { put(state, channel, scale); });
}

void set_scales(UiModel& model, double scale, bool final) {
  if (!std::isfinite(scale) || state_of(model).chosen.empty()) return;
  change(model, "channels", final, [&](InsideState& state) {
    for (const Channel channel : state.chosen) put(state, channel, scale);
  });
}

void all_on(UiModel& model) {
  if (state_of(model).scales.empty()) return;
  change(model, {}, true, [](InsideState& state) { state.scales.clear(); });
}

void step_channel(UiModel& model, int by) {
  const std::vector<Layer> all = layers(model);
  const Channel now = shown(model);
  if (now.layer < 0 || now.layer >= static_cast<int>(all.size())) return;
  const auto& tiles = all[static_cast<size_t>(now.layer)].tiles;
  const auto found = std::ranges::find(tiles, now.number, &Layer::Tile::channel);
  const auto place = found == tiles.end() ? 0 : std::distance(tiles.begin(), found) + by;
  if (place < 0 || place >= static_cast<std::ptrdiff_t>(tiles.size())) return;
  choose(model, {now.layer, tiles[static_cast<size_t>(place)].channel}, false);
}

void step_layer(UiModel& model, int by) {
  const std::vector<Layer> all = layers(model);
  const int to = shown(model).layer + by;
  if (to < 0 || to >= static_cast<int>(all.size()) || all[static_cast<size_t>(to)].tiles.empty()) return;
  const auto& tiles = all[static_cast<size_t>(to)].tiles;
  choose(model, {to, std::ranges::max_element(tiles, {}, &Layer::Tile::strongest)->channel}, false);
}

void show_scale(UiModel& model, bool one) {
  look(model, [one](InsideState& state) { state.one_scale = one; });
}

void show_features(UiModel& model, bool features) {
  look(model, [features](InsideState& state) { state.in_features = features; });
}

void survey_for(UiModel& model, const std::string& attribute) {
  look(model, [&](InsideState& state) { state.surveyed = attribute; });
}

void take_layers(UiModel& model, const api::Answer& answer) {
  if (answer.failure) {
    // Another model has come, which lacks what was changed.
    if (answer.failure->kind == FailureKind::usage && !state_of(model).scales.empty())
      look(model, [](InsideState& state) {
        state.scales.clear();
        state.chosen.clear();
      });
    return;
  }
  const std::vector<Layer> all = layers_of(answer);
  const auto there = [&](Channel channel) {
    return channel.layer >= 0 && channel.layer < static_cast<int>(all.size()) &&
           channel.number < all[static_cast<size_t>(channel.layer)].channels;
  };
  const InsideState& state = state_of(model);
  if (all.empty() || (!state.chosen.empty() && std::ranges::all_of(state.chosen, there))) return;
  const auto& layer = all[std::min<size_t>(1, all.size() - 1)];
  if (layer.tiles.empty()) return;
  const int first = std::ranges::max_element(layer.tiles, {}, &Layer::Tile::strongest)->channel;
  choose(model, {static_cast<int>(&layer - all.data()), first}, false);
}

}  // namespace ganscope::panels::inside
