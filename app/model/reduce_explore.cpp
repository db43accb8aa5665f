#include "app/model/reduce_explore.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/model/explore_sliders.h"
#include "app/model/explore_space.h"
#include "app/model/path_keys.h"
#include "app/model/tools.h"
#include "core/base/random.h"

namespace ganscope::model {
namespace {

using explore::Latent;

void remember_place(ExploreState& state) {
  if (!state.places.empty() && state.places.back() == state.latent) return;
  if (state.places.size() == ExploreState::strip) state.places.erase(state.places.begin());
  state.places.push_back(state.latent);
}

/// The pad's middle goes to the latent in hand.
void centre_pad(ExploreState& state) {
  state.pad_centre = state.latent;
  state.pad_u = state.pad_v = 0;
  state.trail = {{0, 0}};
}

void take(UiModel& model, Latent latent, std::string origin) {
  ExploreState& state = model.explore;
  state.latent = std::move(latent);
  state.origin = std::move(origin);
  state.moved = false;
  state.playing = false;
  centre_pad(state);
  remember_place(state);
  rank_again(state);
}

void set_axis(const UiModel& model, ExploreState& state, bool vertical, int choice) {
  const int dim = model.status->latent_dim;
  choice = std::clamp(choice, 0, axis_choices(model) - 1);
  ExploreState::Axis& axis = vertical ? state.pad_y : state.pad_x;
  axis.choice = choice;
  axis.name.clear();
  if (choice == ExploreState::axis_strongest && state.strongest_plane[0].size() == state.latent.size() &&
      !state.latent.empty()) {
    axis.direction = state.strongest_plane[vertical ? 1 : 0];
  } else if (choice < ExploreState::axis_dimension) {  // the strongest are not known yet: a random plane
    const explore::Plane plane = explore::random_plane(state.plane_seed, dim);
    axis.direction = vertical ? plane.y : plane.x;
  } else if (const int dimension = choice - ExploreState::axis_dimension; dimension < dim) {
    axis.direction.assign(static_cast<size_t>(dim), 0.0f);
    axis.direction[static_cast<size_t>(dimension)] = 1.0f;
    axis.name = fmt::format("{}{}", state.letter(), dimension);
  } else {
    const ExploreState::Direction& kept = state.kept[static_cast<size_t>(dimension - dim)];
    axis.direction = kept.direction;
    axis.name = kept.name;
  }
}

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

bool fits(const UiModel& model, const Latent& latent) {
  return model.status->latent_dim > 0 && latent.size() == static_cast<size_t>(model.status->latent_dim);
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
    const Latent z = explore::latent_of_seed(seed, model.status->latent_dim);
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
  void operator()(const explore_action::SetPathEnd& a) {
    if (!fits(model, a.latent)) return;
    ExploreState::ToMap waiting{a.latent, a.origin, a.b ? Purpose::path_b : Purpose::path_a};
    waiting.shares = a.shares;
    if (waits_for_w(state, a.space, std::move(waiting))) return;
    remember(model);
    set_path_end(model, a.b, a.latent, a.origin, a.shares);
  }
  void operator()(const explore_action::SetPathMode& a) {
    if (a.spherical == state.spherical && a.looped == state.looped && a.curved == state.curved) return;
    remember(model);
    state.spherical = a.spherical;
    state.looped = a.looped;
    state.curved = a.curved;
  }
  void operator()(const explore_action::SetPathPosition& a) {
    remember(model, "path", a.final);
    state.playing = false;
    walk_path(a.t01);
    if (!a.final) return;
    centre_pad(state);
    remember_place(state);
  }
  void walk_path(double t01) {
    state.path_t = std::clamp(t01, 0.0, 1.0);
    state.latent = state.on_path(state.path_t);
    const std::vector<float> shares = state.shares_on_path(state.path_t);
    if (!shares.empty()) state.take_classes(shares);
    state.origin = "path";
    state.moved = false;
  }
  void operator()(const explore_action::SetPathFrames& a) {
    state.path_frames = std::clamp(a.frames, 2, ExploreState::most_path_frames);
  }
  void operator()(const explore_action::PlayPath& a) {
    if (a.playing == state.playing) return;
    if (a.playing) {
      remember(model);
      state.playing = true;
      state.play_from_s = now_s;
      state.play_from_t = state.path_t >= 1 ? 0 : state.path_t;
      walk_path(state.play_from_t);
    } else {
      advance_path(model, now_s);
      state.playing = false;
      centre_pad(state);
      remember_place(state);
    }
  }
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

void remember(UiModel& model, const std::string& control, bool final, std::string_view tool) {
  ExploreState& state = model.explore;
  if (control.empty() || state.dragging != control) {
    state.dragging.clear();
    const auto found = model.tools.find(tool);
    model.explore_undo.push({state, std::string(tool), found == model.tools.end() ? nullptr : found->second});
  }
  state.dragging = final ? std::string() : control;
}

void move_samples(UiModel& model, std::vector<explore::Latent> to) {
  ++model.touched;
  model.explore.moved_samples.reset();
  if (static_cast<int>(to.size()) != model.fixed_count() || to.empty()) return;
  model.explore.moved_samples = std::make_shared<const ExploreState::MovedSamples>(
      ExploreState::MovedSamples{model.pump.fixed_seed, std::move(to)});
}

void move_latent(UiModel& model, explore::Latent to, bool final) {
  ExploreState& state = model.explore;
  if (!fits(model, to)) return;
  if (state.pad_centre.size() == to.size())
    state.pad_centre = explore::add(state.pad_centre, explore::add(to, state.latent, -1.0));
  state.latent = std::move(to);
  state.moved = true;
  state.playing = false;
  if (final) remember_place(state);
}

bool take_in_hand(UiModel& model, explore::Latent latent, const std::string& origin, int label) {
  if (!fits(model, latent)) return false;
  remember(model);
  if (model.conditional()) model.explore.label = std::clamp(label, 0, model.classes() - 1);
  model.explore.truncation = 1;
  take(model, std::move(latent), origin);
  return true;
}

void keep_direction(UiModel& model, const std::string& name, const explore::Latent& along) {
  model.explore.kept.push_back({name, along});
}

void drop_direction(UiModel& model, const explore::Latent& along) {
  ExploreState& state = model.explore;
  std::erase_if(state.kept, [&](const auto& kept) { return kept.direction == along; });
  for (const bool vertical : {false, true}) {
    const auto& axis = vertical ? state.pad_y : state.pad_x;
    if (axis.choice < ExploreState::axis_dimension + model.status->latent_dim) continue;
    // The menus' later lines have moved up.
    const auto at = std::find_if(state.kept.begin(), state.kept.end(),
                                 [&](const auto& kept) { return kept.direction == axis.direction; });
    const int place = static_cast<int>(at - state.kept.begin());
    set_axis(model, state, vertical,
             at == state.kept.end() ? ExploreState::axis_strongest
                                    : ExploreState::axis_dimension + model.status->latent_dim + place);
  }
}

void use_as_axis(UiModel& model, const explore::Latent& along, bool vertical) {
  ExploreState& state = model.explore;
  const auto at = std::find_if(state.kept.begin(), state.kept.end(),
                               [&](const auto& kept) { return kept.direction == along; });
  if (at == state.kept.end()) return;
  ExploreState::Axis& other = vertical ? state.pad_x : state.pad_y;
  if (other.direction == along) set_axis(model, state, !vertical, ExploreState::axis_strongest);
  set_axis(
      model, state, vertical,
      ExploreState::axis_dimension + model.status->latent_dim + static_cast<int>(at - state.kept.begin()));
  centre_pad(state);
}

int axis_choices(const UiModel& model) {
  return ExploreState::axis_dimension + model.status->latent_dim +
         static_cast<int>(model.explore.kept.size());
}

void reduce_explore(UiModel& model, const ExploreAction& action, double now_s) {
  ++model.touched;
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

bool advance_path(UiModel& model, double now_s) {
  ExploreState& state = model.explore;
  if (!state.playing) return false;
  const double gone = state.play_from_t + (now_s - state.play_from_s) * state.path_speed / path_seconds;
  // Round and round; or there and back, a triangle of period two.
  double phase = std::fmod(gone, state.looped ? 1.0 : 2.0);
  if (phase < 0) phase += state.looped ? 1 : 2;
  ExploreReducer{model, now_s}.walk_path(phase <= 1 ? phase : 2 - phase);
  return true;
}

}  // namespace ganscope::model
