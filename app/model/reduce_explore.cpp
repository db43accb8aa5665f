#include "app/model/reduce_explore.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/model/explore_sliders.h"
#include "app/model/explore_space.h"
#include "app/model/explore_steps.h"
#include "app/model/path_keys.h"
#include "app/model/tools.h"
#include "core/base/random.h"
#include "core/captions/sentence.h"

namespace ganscope::model {
namespace {

using explore::Latent;

void update_arithmetic(ExploreState& state, int dim) {
  state.arithmetic_result.clear();
  std::vector<explore::Term> terms;
  for (size_t slot = 0; slot < state.slots.size(); ++slot) {
    if (state.slots[slot].empty()) continue;
    explore::Term term;
    term.plus = slot != 1;
    for (const auto& exemplar : state.slots[slot]) term.exemplars.push_back(exemplar.latent);
    terms.push_back(std::move(term));
  }
  if (terms.size() >= 2) state.arithmetic_result = explore::arithmetic(terms, dim);
}

struct ExploreReducer {
  using Purpose = ExploreState::Purpose;
  UiModel& model;
  double now_s;
  ExploreState& state = model.explore;

  void operator()(const explore_action::SetLatent& a) {
    if (!fits(model, a.latent) || waits_for_w(state, a.space, {a.latent, a.origin, Purpose::latent})) return;
    remember(model);
    take(model, a.latent, a.origin);
  }
  void operator()(const explore_action::SetSpace& a) {
    state.to_map.clear();
    if (a.space == state.space || !model.has_mapping()) return;
    if (a.space == api::Space::w) {
      state.to_map = needed_for_w(state);
      return;
    }
    remember(model);
    change_space(state, api::Space::z, model.status->latent_dim);
    state.path_a.latent = state.before_w.path_a;
    state.path_b.latent = state.before_w.path_b;
    state.path_between = state.before_w.between;
    arrive(state.before_w.latent, state.origin);
  }
  /// In a space of other directions.
  void arrive(const Latent& latent, const std::string& origin) {
    set_axis(model, state, false, ExploreState::axis_strongest);
    set_axis(model, state, true, ExploreState::axis_strongest);
    take(model, latent, origin);
  }
  void operator()(const explore_action::TakeMapped& a) {
    if (a.mapped.size() != state.to_map.size()) return;
    const std::vector<ExploreState::ToMap> waiting = std::exchange(state.to_map, {});
    remember(model);
    for (size_t i = 0; i < waiting.size(); ++i) {
      const ExploreState::ToMap& one = waiting[i];
      const Latent& w = a.mapped[i];
      switch (one.purpose) {
        case Purpose::space:
          state.before_w.between = state.path_between;
          change_space(state, api::Space::w, model.status->latent_dim, a.mapped);
          state.before_w.latent = one.z;
          arrive(w, one.origin);
          break;
        case Purpose::latent:
          state.before_w.latent = one.z;
          take(model, w, one.origin);
          break;
        case Purpose::path_a:
        case Purpose::path_b:
          (one.purpose == Purpose::path_a ? state.before_w.path_a : state.before_w.path_b) = one.z;
          set_path_end(model, one.purpose == Purpose::path_b, w, one.origin, one.shares);
          break;
        case Purpose::path_key:
          if (one.at >= 0)
            insert_path_key(model, {w, one.origin, one.shares}, one.at);
          else if (const auto place = static_cast<size_t>(one.slot); place < state.path_between.size())
            state.path_between[place].latent = w;
          break;
        case Purpose::exemplar:
          (*this)(explore_action::AddExemplar{one.slot, w, one.fixed_index, api::Space::w});
      }
    }
  }
  void operator()(const explore_action::SetSeed& a) { take_seed(a.seed); }
  void operator()(const explore_action::Randomise&) {
    // A seed that people can read aloud and type again.
    const uint64_t count = state.random_count + 1;
    take_seed(mix_seed(state.seed, count) % 100000);
    state.random_count = count;
  }
  void take_seed(uint64_t seed) {
    const Latent z = model.as_drawn(explore::latent_of_seed(seed, model.status->latent_dim));
    const std::string origin = fmt::format("seed {}", seed);
    const bool waits = waits_for_w(state, api::Space::z, {z, origin, Purpose::latent});
    if (!waits) remember(model);
    state.seed = seed;
    if (!waits) take(model, z, origin);
  }
  void operator()(const explore_action::SetLabel& a) {
    const bool there = a.label == state.label && state.mixture.empty();
    if (a.label < 0 || a.label >= model.classes() || there) return;
    remember(model);
    state.label = a.label;
    state.mixture.clear();
  }
  void operator()(const explore_action::SetCaption& a) {
    if (model.captions() == nullptr) return;
    captions::Reading reading = captions::read(*model.captions(), a.sentence, "");
    remember(model, "caption", a.final);
    take_caption({a.sentence, std::move(reading.caption), std::move(reading.trouble)});
  }
  void operator()(const explore_action::SetWords& a) {
    if (model.captions() == nullptr) return;
    remember(model);
    take_caption({a.sentence, a.said, {}});
  }
  void take_caption(ExploreState::Typed typed) {
    state.caption = std::move(typed);
    state.label = model.typed_label();
    state.blend = 0;
    state.mixture.clear();
  }
  void operator()(const explore_action::SetBlend& a) {
    if (a.to < 0 || a.to >= model.classes() || !std::isfinite(a.share)) return;
    remember(model, "blend", a.final);
    state.blend_to = a.to;
    state.blend = std::clamp(a.share, 0.0, 1.0);
    state.mixture.clear();
  }
  void operator()(const explore_action::SetTruncation& a) {
    remember(model, "truncation", a.final);
    state.truncation = std::clamp(a.psi, 0.0, 1.5);
  }
  void operator()(const explore_action::SetDimension& a) {
    const auto dimension = static_cast<size_t>(a.dimension);
    if (a.dimension < 0 || dimension >= state.latent.size() || !std::isfinite(a.value)) return;
    remember(model, fmt::format("z{}", a.dimension), a.final);
    const auto value = static_cast<float>(std::clamp(a.value, -10.0, 10.0));
    // The pad's middle goes along, so that its handle stays where it is.
    state.pad_centre[dimension] += value - state.latent[dimension];
    state.latent[dimension] = value;
    state.moved = true;
    if (a.final) remember_place(state);
  }
  void operator()(const explore_action::MovePad& a) {
    if (!std::isfinite(a.x) || !std::isfinite(a.y)) return;
    remember(model, "pad", a.final);
    state.pad_u = std::clamp(a.x, -1.0, 1.0);
    state.pad_v = std::clamp(a.y, -1.0, 1.0);
    state.latent = state.at_pad(state.pad_u, state.pad_v);
    state.moved = true;
    state.playing = false;
    constexpr double spacing = 0.03;
    constexpr size_t longest = 256;
    const bool far = state.trail.empty() || std::hypot(state.trail.back()[0] - state.pad_u,
                                                       state.trail.back()[1] - state.pad_v) > spacing;
    if (far && state.trail.size() < longest) state.trail.push_back({state.pad_u, state.pad_v});
    if (a.final) remember_place(state);
  }
  void operator()(const explore_action::SetPadAxis& a) {
    remember(model);
    set_axis(model, state, a.vertical, a.choice);
    centre_pad(state);
  }
  void operator()(const explore_action::NewPlane&) {
    remember(model);
    state.plane_seed = mix_seed(state.plane_seed, 1);
    set_axis(model, state, false, ExploreState::axis_random);
    set_axis(model, state, true, ExploreState::axis_random);
    centre_pad(state);
  }
  void operator()(const explore_action::SetPathEnd& a) { set_path_end_to(model, a); }
  void operator()(const explore_action::SetPathMode& a) { set_path_mode(model, a); }
  void operator()(const explore_action::SetPathPosition& a) { set_path_position(model, a); }
  void operator()(const explore_action::SetPathFrames& a) {
    state.path_frames = std::clamp(a.frames, 2, ExploreState::most_path_frames);
  }
  void operator()(const explore_action::PlayPath& a) { play_path(model, a.playing, now_s); }
  void operator()(const explore_action::AddExemplar& a) {
    if (a.slot < 0 || a.slot >= 3 || !fits(model, a.latent)) return;
    if (waits_for_w(state, a.space, {a.latent, {}, Purpose::exemplar, a.slot, a.fixed_index})) return;
    auto& slot = state.slots[static_cast<size_t>(a.slot)];
    const bool there =
        std::any_of(slot.begin(), slot.end(), [&](const auto& e) { return e.latent == a.latent; });
    if (there || slot.size() >= ExploreState::exemplars) return;
    remember(model);
    slot.push_back({a.latent, a.fixed_index});
    update_arithmetic(state, model.status->latent_dim);
  }
  void operator()(const explore_action::RemoveExemplar& a) {
    if (a.slot < 0 || a.slot >= 3) return;
    auto& slot = state.slots[static_cast<size_t>(a.slot)];
    if (a.index < 0 || static_cast<size_t>(a.index) >= slot.size()) return;
    remember(model);
    slot.erase(slot.begin() + a.index);
    update_arithmetic(state, model.status->latent_dim);
  }
  void operator()(const explore_action::ClearArithmetic&) {
    remember(model);
    for (auto& slot : state.slots) slot.clear();
    state.arithmetic_result.clear();
  }
  void operator()(const explore_action::UseArithmeticResult&) {
    if (state.arithmetic_result.empty()) return;
    remember(model);
    take(model, state.arithmetic_result, "arithmetic");
  }
  void operator()(const explore_action::KeepDirection& a) {
    if (state.slots[0].empty() || state.slots[1].empty()) return;
    const auto mean_of = [&](size_t slot) {
      std::vector<Latent> latents;
      for (const auto& exemplar : state.slots[slot]) latents.push_back(exemplar.latent);
      return explore::mean(latents);
    };
    const Latent direction = explore::normalized(explore::add(mean_of(0), mean_of(1), -1.0));
    if (explore::norm(direction) == 0) return;
    remember(model);
    const std::string name = a.name.empty() ? fmt::format("direction {}", state.kept.size() + 1) : a.name;
    state.kept.push_back({name, direction});
    set_axis(model, state, false, axis_choices(model) - 1);
    centre_pad(state);
  }
  void operator()(const explore_action::ShowDimensions& a) {
    state.all_dimensions = a.all;
    rank_again(state);
    guess_dimensions(state);
  }
  void operator()(const explore_action::UsePlace& a) {
    if (a.index < 0 || static_cast<size_t>(a.index) >= state.places.size()) return;
    remember(model);
    state.latent = state.places[static_cast<size_t>(a.index)];
    state.moved = true;
    centre_pad(state);
  }
  void operator()(const explore_action::ShowTab& a) { state.tab = std::max(0, a.tab); }
  void operator()(const explore_action::UseTool& a) { a.change(model, now_s); }
  /// What undoing this record replaces.
  [[nodiscard]] ExploreRecord now_of(const ExploreRecord& record) const {
    const auto tool = model.tools.find(record.tool);
    return {state, record.tool, tool == model.tools.end() ? nullptr : tool->second};
  }
  void bring_back(const ExploreRecord& record) {
    if (record.tool_state)
      model.tools.insert_or_assign(record.tool, record.tool_state);
    else
      model.tools.erase(record.tool);
    const ExploreState& to = record.state;
    // What is undone is where one was, not the clock of a path that plays.
    const uint64_t request = state.rank_request;
    const int tab = state.tab;
    const bool show_bookmarks = state.show_bookmarks;
    state = to;
    state.playing = false;
    state.dragging.clear();
    state.to_map.clear();
    state.tab = tab;
    state.show_bookmarks = show_bookmarks;
    state.rank_request = state.ranked ? request : request + 1;
  }
  void operator()(const explore_action::ExploreUndo&) {
    if (auto before = model.explore_undo.undo()) {
      model.explore_undo.to_redo(now_of(*before));
      bring_back(*before);
    }
  }
  void operator()(const explore_action::ExploreRedo&) {
    if (auto after = model.explore_undo.redo()) {
      model.explore_undo.to_undo(now_of(*after));
      bring_back(*after);
    }
  }
};

}  // namespace

int axis_choices(const UiModel& model) {
  return ExploreState::axis_dimension + model.status->latent_dim +
         static_cast<int>(model.explore.kept.size());
}

void reduce_explore(UiModel& model, const ExploreAction& action, double now_s) {
  ++model.touched;
  if (model.status->model.translates()) {  // it has no latents to be in hand
    ExploreReducer reducer{model, now_s};
    if (const auto* tool = std::get_if<explore_action::UseTool>(&action)) reducer(*tool);
    if (const auto* undo = std::get_if<explore_action::ExploreUndo>(&action)) reducer(*undo);
    if (const auto* redo = std::get_if<explore_action::ExploreRedo>(&action)) reducer(*redo);
    return;
  }
  if (model.status->latent_dim <= 0) return;
  if (!fits(model, model.explore.latent)) restart_explore(model);
  ExploreReducer reducer{model, now_s};
  std::visit(reducer, action);
}

void restart_explore(UiModel& model) {
  const int dim = model.status->latent_dim;
  model.explore_undo.clear();
  const int tab = model.explore.tab;
  const bool show_bookmarks = model.explore.show_bookmarks;
  model.explore = {};
  model.explore.tab = tab;
  model.explore.show_bookmarks = show_bookmarks;
  model.tools.clear();
  if (dim <= 0) return;
  ExploreState& state = model.explore;
  const int index = std::max(0, model.selected_latent);
  state.pad_reach = pad_reach_of(dim);
  state.label = std::max(0, model.fixed_label(index));
  set_axis(model, state, false, ExploreState::axis_strongest);
  set_axis(model, state, true, ExploreState::axis_strongest);
  state.path_a = {model.fixed_latent(3), "latent 3"};
  state.path_b = {model.fixed_latent(7), "latent 7"};
  take(model, model.fixed_latent(index), fmt::format("latent {}", index));
}

void take_fixed_latent(UiModel& model, int index) {
  if (model.status->latent_dim <= 0) return;
  if (!fits(model, model.explore.latent)) restart_explore(model);
  const std::string origin = fmt::format("latent {}", index);
  const Latent z = model.fixed_latent(index);
  const bool waits = waits_for_w(model.explore, api::Space::z, {z, origin, ExploreState::Purpose::latent});
  if (!waits) remember(model);
  model.explore.label = std::max(0, model.fixed_label(index));
  model.explore.blend = 0;
  model.explore.mixture.clear();
  if (!waits) take(model, z, origin);
}

}  // namespace ganscope::model
