#include "app/model/translation.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "app/model/asks.h"
#include "app/model/tools.h"
#include "core/explore/picture_values.h"

namespace ganscope::model {
namespace {

const Translation& state_of(const UiModel& model) { return tool_state<Translation>(model); }

std::optional<double> weight_of_d(const RunModel& run) {
  const config::Settings& settings = run.status->experiment->settings;
  if (!run.status->model.translates() || !settings.has("adversarial_weight")) return std::nullopt;
  const auto tuned = run.tuned.find("adversarial_weight");
  return tuned != run.tuned.end() ? tuned->second : settings.real("adversarial_weight");
}

size_t picture_bytes(const RunModel& run) {
  return static_cast<size_t>(run.preview->width) * static_cast<size_t>(run.preview->height) * 4;
}

}  // namespace

std::optional<Way> way_of(const RunModel& run) {
  const auto weight = weight_of_d(run);
  if (!weight || !run.status->model.judges) return std::nullopt;
  return *weight > 0 ? Way::with_d : Way::l1_only;
}

int shown_direction(const UiModel& model) {
  const int last = static_cast<int>(model.status->model.directions.size()) - 1;
  return std::clamp(state_of(model).direction, 0, std::max(0, last));
}

int shown_triple(const UiModel& model) {
  const api::HeldOut* held = held_out(model, shown_direction(model));
  const int last = held == nullptr ? 0 : held->count - 1;
  return std::clamp(state_of(model).selected, 0, std::max(0, last));
}

const api::HeldOut* held_out(const RunModel& run, int direction) {
  const api::DataPreview& preview = *run.preview;
  const api::DataInfo& data = run.status->data;
  const bool current = preview.key == data.key && preview.width == data.width &&
                       preview.height == data.height && picture_bytes(run) > 0;
  if (!current || direction < 0 || static_cast<size_t>(direction) >= preview.held_out.size()) return nullptr;
  const api::HeldOut& held = preview.held_out[static_cast<size_t>(direction)];
  return held.count > 0 ? &held : nullptr;
}

int input_channels(const RunModel& run, int direction) {
  return direction == 0 ? run.status->data.input_channels : run.status->data.channels;
}

std::vector<float> input_values(const RunModel& run, int direction, std::span<const uint8_t> rgba) {
  std::vector<float> values;
  const int channels = input_channels(run, direction);
  if (channels > 0) explore::append_values(rgba, channels, values);
  return values;
}

std::vector<float> held_out_input(const RunModel& run, int direction, int index) {
  const api::HeldOut* held = held_out(run, direction);
  if (held == nullptr || index < 0 || index >= held->count) return {};
  const size_t bytes = picture_bytes(run);
  return input_values(run, direction, {held->inputs.data() + static_cast<size_t>(index) * bytes, bytes});
}

std::optional<double> off_truth(const RunModel& run, const api::Answer* drawn, int row, int direction,
                                int index) {
  const api::HeldOut* held = held_out(run, direction);
  const size_t bytes = picture_bytes(run);
  if (held == nullptr || drawn == nullptr || index < 0 || index >= held->count || row < 0 ||
      row >= drawn->count || held->truths.size() < static_cast<size_t>(index + 1) * bytes ||
      drawn->pixels.size() < static_cast<size_t>(row + 1) * bytes || drawn->width != run.preview->width)
    return std::nullopt;
  const uint8_t* y = drawn->pixels.data() + static_cast<size_t>(row) * bytes;
  const uint8_t* t = held->truths.data() + static_cast<size_t>(index) * bytes;
  int64_t sum = 0;
  for (size_t i = 0; i < bytes; ++i)
    if (i % 4 != 3) sum += std::abs(int{y[i]} - int{t[i]});
  return static_cast<double>(sum) / (static_cast<double>(bytes) * 0.75 * 127.5);
}

std::optional<double> share_drawn(const api::Answer* drawn, int row) {
  if (drawn == nullptr || row < 0 || row >= drawn->vectors.count || drawn->vectors.width <= 0)
    return std::nullopt;
  const float* mask = drawn->vectors.row(row);
  return std::accumulate(mask, mask + drawn->vectors.width, 0.0) / drawn->vectors.width;
}

std::optional<api::Ask> held_out_ask(const UiModel& model) {
  const int direction = shown_direction(model);
  const api::HeldOut* held = held_out(model, direction);
  if (held == nullptr) return std::nullopt;
  api::Ask ask = blank_ask(model);
  ask.tool = "translate";
  ask.scored = true;
  ask.settings.set("direction", static_cast<int64_t>(direction));
  const size_t bytes = picture_bytes(model);
  for (size_t i = 0; i < static_cast<size_t>(held->count); ++i)
    explore::append_values({held->inputs.data() + i * bytes, bytes}, input_channels(model, direction),
                           ask.pictures);
  return ask;
}

void show_direction(UiModel& model, int direction) {
  Translation state = state_of(model);
  state.direction = direction;
  set_tool_state(model, std::move(state));
}

void show_triple(UiModel& model, int index) {
  Translation state = state_of(model);
  state.selected = index;
  set_tool_state(model, std::move(state));
}

void note_weight_of_d(UiModel& model) {
  const auto weight = weight_of_d(model);
  if (!weight || *weight <= 0) return;
  Translation state = state_of(model);
  state.weight_of_d = *weight;
  set_tool_state(model, std::move(state));
}

}  // namespace ganscope::model
