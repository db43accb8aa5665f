#include "app/panels/explore/paint/paint_state.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/model/asks.h"
#include "app/ui/bounded.h"
#include "core/base/form_kinds.h"
#include "core/explore/tools/agreement.h"

namespace ganscope::panels::paint {
namespace {

using model::UiModel;

constexpr double least_truncation = 0.05;  // what is nearer to nothing cannot be undone

struct Size {
  int width = 0, height = 0;
};
Size size_of(const UiModel& model) { return {model.status->data.width, model.status->data.height}; }

/// Whether the engine goes on from where it came to, begins at the latent in hand, or has nothing to do.
enum class Work { on, anew, none };

/// Another version, at which the engine works from now on.
void change(UiModel& model, Painting painting, Work work = Work::on) {
  Brush now = brush(model);
  if (work != Work::on || painting.version != now.live) {  // after an undo, or with another latent: anew
    painting.turn = now.newest + 1;
    painting.start = model.explore.latent;
  }
  painting.version = ++now.newest;
  now.live = work == Work::none ? 0 : painting.version;
  painting.result = model.explore.latent;
  now.failure.reset();
  model::set_tool_state(model, std::move(now));
  model::set_tool_state(model, std::move(painting));
}

}  // namespace

const Brush& brush(const UiModel& model) { return model::tool_state<Brush>(model); }

Painting painting(const UiModel& model) {
  const Painting& kept = model::tool_state<Painting>(model);
  if (!kept.result.empty() && kept.result == model.explore.latent) return kept;
  Painting fresh;
  fresh.before = fresh.start = fresh.result = model.explore.latent;
  fresh.strength = kept.strength;
  fresh.keep = kept.keep;
  fresh.only = kept.only;
  return fresh;
}

bool painted(const Painting& painting) {
  for (size_t i = 3; i < painting.strokes.size(); i += 4)
    if (painting.strokes[i] > 0) return true;
  return false;
}

bool aimed(const Painting& painting) {
  return std::ranges::any_of(painting.handles, [](const Handle& handle) { return handle.aimed; });
}

std::optional<Way> way(const Painting& painting) {
  Way all;
  for (const Handle& handle : painting.handles) {
    if (!handle.aimed || !handle.found) continue;
    ++all.handles;
    all.gone += handle.gone ? 1 : 0;
    all.moved += handle.gone ? 0 : handle.moved;
    all.asked += std::hypot(handle.to.x - handle.from.x, handle.to.y - handle.from.y);
  }
  if (all.handles == 0) return std::nullopt;
  all.moved /= static_cast<double>(all.handles);
  all.asked /= static_cast<double>(all.handles);
  return all;
}

bool busy(const UiModel& model) {
  const Painting now = painting(model);
  const Brush& hand = brush(model);
  return now.version > 0 && now.version == hand.live && !hand.failure &&
         (now.dragging || (painted(now) && hand.progress.done < hand.progress.total));
}

const char* obstacle(const UiModel& model) {
  if (!are_pictures(model.status->data.form)) return "Painting needs pictures, and this model draws none.";
  const bool in_w = model.explore.space == api::Space::w;
  if (in_w && model.explore.truncation != 1) return "To paint in w, set the truncation to 1.";
  if (!in_w && std::abs(model.explore.truncation) < least_truncation)
    return "At this truncation every latent draws the same: raise it to paint.";
  return nullptr;
}

std::optional<double> shown_agreement(const UiModel& model) {
  const Painting now = painting(model);
  const auto& shown = model.result(model::view::picture);
  const auto& before = model.result(model.view("paint/before"));
  const size_t bytes = now.strokes.size();
  if (!shown || !before || !painted(now) || shown->pixels.size() < bytes || before->pixels.size() < bytes)
    return std::nullopt;
  const size_t area = bytes / 4;
  std::vector<float> weights(area), picture, then, colours;
  for (size_t i = 0; i < area; ++i) weights[i] = now.strokes[4 * i + 3] > 0 ? 1.0F : 0.0F;
  for (size_t c = 0; c < 3; ++c)
    for (size_t i = 0; i < area; ++i) {
      picture.push_back(static_cast<float>(shown->pixels[4 * i + c]));
      then.push_back(static_cast<float>(before->pixels[4 * i + c]));
      colours.push_back(static_cast<float>(now.strokes[4 * i + c]));
    }
  return explore::agreement(picture, then, colours, weights);
}

void take_hand(UiModel& model, Hand hand) {
  Brush now = brush(model);
  now.hand = hand;
  model::set_tool_state(model, std::move(now));
}

void set_size(UiModel& model, double size) {
  Brush now = brush(model);
  now.size = ui::within(size, 1.0, 64.0);
  model::set_tool_state(model, std::move(now));
}

void choose_colour(UiModel& model, size_t colour) {
  Brush now = brush(model);
  now.colour = colour;
  now.hand = Hand::brush;
  model::set_tool_state(model, std::move(now));
}

void pick_colour(UiModel& model, Spot at) {
  const auto& shown = model.result(model::view::picture);
  if (!shown || shown->width <= 0) return;
  const int column = ui::within(static_cast<int>(at.x), 0, shown->width - 1);
  const int row = ui::within(static_cast<int>(at.y), 0, shown->height - 1);
  const auto pixel = static_cast<size_t>(row * shown->width + column) * 4;
  if (pixel + 3 >= shown->pixels.size()) return;
  Brush now = brush(model);
  const std::array<uint8_t, 3> colour{shown->pixels[pixel], shown->pixels[pixel + 1],
                                      shown->pixels[pixel + 2]};
  // Eight places: what is picked takes the last one.
  if (now.palette.size() < Brush::palette_size)
    now.palette.push_back(colour);
  else
    now.palette.back() = colour;
  now.colour = now.palette.size() - 1;
  now.hand = Hand::brush;
  model::set_tool_state(model, std::move(now));
}

void stroke(UiModel& model, Spot from, Spot to, bool final) {
  const Size size = size_of(model);
  const Brush& hand = brush(model);
  if (obstacle(model) != nullptr || size.width <= 0 || size.height <= 0) return;
  const bool erases = hand.hand == Hand::eraser;
  if (!erases && hand.colour >= hand.palette.size()) return;
  Painting now = painting(model);
  if (erases && !painted(now)) return;
  model::remember(model, "paint/stroke", final, Painting::key);
  now.strokes.resize(static_cast<size_t>(size.width) * static_cast<size_t>(size.height) * 4);
  now.dragging = false;
  const auto touch = [&](int column, int row) {
    uint8_t* pixel = now.strokes.data() + static_cast<std::ptrdiff_t>(row * size.width + column) * 4;
    if (!erases) std::ranges::copy(hand.palette[hand.colour], pixel);
    pixel[3] = erases ? 0 : 255;
  };
  model::lead_nib(size.width, size.height, from, to, {.across = hand.size}, touch);
  change(model, std::move(now));
}

void put_point(UiModel& model, Spot at) {
  if (obstacle(model) != nullptr) return;
  constexpr size_t most = 8;
  Painting now = painting(model);
  const bool aims = !now.handles.empty() && !now.handles.back().aimed;
  if (!aims && now.handles.size() == most) return;
  model::remember(model, {}, true, Painting::key);
  if (aims) {
    now.handles.back().to = at;
    now.handles.back().aimed = true;
  } else {
    now.handles.push_back({.from = at, .to = at, .now = at});
  }
  now.dragging = false;
  change(model, std::move(now), Work::none);
}

void drag(UiModel& model, bool go) {
  Painting now = painting(model);
  if (go && (!aimed(now) || obstacle(model) != nullptr)) return;
  if (go) model::remember(model, {}, true, Painting::key);
  for (Handle& handle : now.handles) {
    if (!go) break;
    handle.from = handle.now;  // from where it is by now
    handle.found = handle.gone = false;
  }
  now.dragging = go;
  change(model, std::move(now), go ? Work::anew : Work::none);
}

void clear(UiModel& model) {
  Painting now = painting(model);
  if (now.strokes.empty() && now.handles.empty()) return;
  model::remember(model, {}, true, Painting::key);
  const explore::Latent before = now.before;
  now.strokes.clear();
  now.handles.clear();
  now.dragging = false;
  model::move_latent(model, before, true);
  change(model, std::move(now), Work::none);
}

void set_strength(UiModel& model, double value, bool final) {
  Painting now = painting(model);
  model::remember(model, "paint/strength", final, Painting::key);
  now.strength = ui::within(value, 0.0, 1.0);
  change(model, std::move(now));
}

void set_keep(UiModel& model, double value, bool final) {
  Painting now = painting(model);
  model::remember(model, "paint/keep", final, Painting::key);
  now.keep = ui::within(value, 0.0, 1.0);
  change(model, std::move(now));
}

void set_only(UiModel& model, bool only) {
  Painting now = painting(model);
  model::remember(model, {}, true, Painting::key);
  now.only = only;
  change(model, std::move(now));
}

void keep_it(UiModel& model) {
  Painting now = painting(model);
  if (!painted(now) && now.handles.empty()) return;
  model::remember(model, {}, true, Painting::key);
  now.strokes.clear();
  now.handles.clear();
  now.dragging = false;
  now.before = model.explore.latent;
  model::move_latent(model, model.explore.latent, true);  // a place of "where you went"
  change(model, std::move(now), Work::none);
}

}  // namespace ganscope::panels::paint
