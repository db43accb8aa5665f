// What painting and dragging ask of the engine, and what they make of its answers.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/paint/paint_state.h"
#include "core/explore/tools/drag_numbers.h"

namespace ganscope::panels::paint {
namespace {

using model::UiModel;
namespace dragged = explore::dragged;

bool tab_of_painting(const UiModel& model) { return explore_parts::tab_shown(model, "mine"); }

bool live(const UiModel& model, const Painting& now) {
  return now.version > 0 && now.version == brush(model).live && obstacle(model) == nullptr;
}

float value_of(uint8_t byte) { return static_cast<float>(byte) / 127.5F - 1; }

/// Colours, and where they are.
void add_strokes(const UiModel& model, const Painting& now, bool colours, std::vector<float>& pictures) {
  const size_t area = now.strokes.size() / 4, channels = model.status->data.channels == 1 ? 1 : 3;
  for (size_t c = 0; colours && c < channels; ++c)
    for (size_t i = 0; i < area; ++i) {
      const uint8_t* pixel = now.strokes.data() + 4 * i;
      const double grey = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
      pictures.push_back(value_of(channels == 1 ? static_cast<uint8_t>(grey + 0.5) : pixel[c]));
    }
  for (size_t c = 0; c < channels; ++c)
    for (size_t i = 0; i < area; ++i) pictures.push_back(now.strokes[4 * i + 3] > 0 ? 1.0F : -1.0F);
}

std::optional<api::Ask> wanted_painting(const UiModel& model) {
  const Painting now = painting(model);
  if (!model::latent_in_hand(model) || !live(model, now) || now.dragging || !painted(now))
    return std::nullopt;
  model::LatentRows rows(model);
  rows.add(now.before);
  rows.add(now.start);
  rows.ask().tool = "paint";
  rows.ask().follow = false;
  rows.ask().settings.set("strength", now.strength);
  rows.ask().settings.set("keep", now.keep);
  rows.ask().settings.set("only", now.only);
  rows.ask().settings.set("turn", static_cast<int64_t>(now.turn));
  add_strokes(model, now, true, rows.ask().pictures);
  return rows.take();
}

std::optional<api::Ask> wanted_drag(const UiModel& model) {
  const Painting now = painting(model);
  if (!model::latent_in_hand(model) || !live(model, now) || !now.dragging) return std::nullopt;
  model::LatentRows rows(model);
  rows.add(now.start);
  rows.ask().tool = "drag";
  rows.ask().follow = false;
  rows.ask().settings.set("keep", now.keep);
  config::Settings& settings = rows.ask().settings;
  int64_t count = 0;
  for (const Handle& handle : now.handles) {
    if (!handle.aimed) continue;
    settings.set(fmt::format("from_{}_x", count), handle.from.x);
    settings.set(fmt::format("from_{}_y", count), handle.from.y);
    settings.set(fmt::format("to_{}_x", count), handle.to.x);
    settings.set(fmt::format("to_{}_y", count), handle.to.y);
    ++count;
  }
  settings.set("handles", count);
  if (now.only && painted(now)) add_strokes(model, now, false, rows.ask().pictures);
  return rows.take();
}

std::optional<api::Ask> wanted_before(const UiModel& model) {
  if (!model::latent_in_hand(model)) return std::nullopt;
  model::LatentRows rows(model);
  rows.ask().scored = true;
  rows.add(painting(model).before);
  return rows.take();
}

/// The latent that an answer came to, as it is before truncation.
explore::Latent latent_of(const UiModel& model, const api::Answer& answer) {
  const float* row = answer.vectors.row(0);
  explore::Latent latent(row, row + answer.vectors.width);
  if (model.explore.space == api::Space::z && model.explore.truncation != 1)
    for (float& value : latent) value /= static_cast<float>(model.explore.truncation);
  return latent;
}

void take_answer(UiModel& model, const api::Answer& answer, bool of_drag) {
  Painting now = painting(model);
  if (!live(model, now) || now.dragging != of_drag) return;  // undone meanwhile
  Brush hand = brush(model);
  hand.progress = answer.progress;
  hand.failure = answer.failure;
  if (answer.failure) {
    now.dragging = false;
  } else if (answer.vectors.count == 1 && answer.vectors.width == model.status->latent_dim) {
    now.result = latent_of(model, answer);
    model::move_latent(model, now.result, answer.complete);
    auto row = answer.table.begin();
    for (Handle& handle : now.handles) {
      if (!of_drag || !handle.aimed || row == answer.table.end() || row->numbers.size() < dragged::numbers)
        continue;
      handle.now = {row->numbers[dragged::x], row->numbers[dragged::y]};
      handle.moved = row->numbers[dragged::moved];
      handle.gone = row->numbers[dragged::alike] < dragged::same_thing;
      handle.found = true;
      ++row;
    }
    if (of_drag && answer.complete) {
      now.dragging = false;
      hand.live = 0;
    }
  }
  model::set_tool_state(model, std::move(hand));
  model::set_tool_state(model, std::move(now));
}

/// The colours to paint with are those of the picture, until one paints.
void take_before(UiModel& model, const api::Answer& answer) {
  const Painting now = painting(model);
  if (answer.failure || answer.pixels.empty()) return;
  Brush hand = brush(model);
  if (hand.palette_of == now.before && hand.palette_from == answer.generation) return;
  hand.palette = model::palette_of(
      std::span(answer.pixels)
          .first(std::min(answer.pixels.size(),
                          static_cast<size_t>(answer.width) * static_cast<size_t>(answer.height) * 4)));
  hand.palette_of = now.before;
  hand.palette_from = answer.generation;
  hand.colour = 0;
  model::set_tool_state(model, std::move(hand));
}

uint64_t version(const UiModel& model) { return model::tool_state<Painting>(model).version; }

}  // namespace

std::vector<model::View> views() {
  return {
      {.key = "paint/latent",
       .urgency = api::Urgency::hand,
       .visible = tab_of_painting,
       .wanted = wanted_painting,
       .turn = version,
       .gives_up = true,
       .answered = [](UiModel& model, const api::Answer& answer,
                      double) { take_answer(model, answer, false); }},
      {.key = "paint/drag",
       .visible = tab_of_painting,
       .wanted = wanted_drag,
       .turn = version,
       .gives_up = true,
       .answered = [](UiModel& model, const api::Answer& answer,
                      double) { take_answer(model, answer, true); }},
      {.key = "paint/before",
       .visible = tab_of_painting,
       .wanted = wanted_before,
       .answered = [](UiModel& model, const api::Answer& answer, double) { take_before(model, answer); }}};
}

}  // namespace ganscope::panels::paint
