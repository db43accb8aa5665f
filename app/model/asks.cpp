#include "app/model/asks.h"

#include "app/model/whole_film.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "app/model/bookmarks.h"
#include "app/model/codes_prior.h"
#include "app/model/pump.h"
#include "app/model/reconstruction.h"
#include "app/model/sketch.h"
#include "app/model/translation.h"

namespace ganscope::model {
namespace {

/// FNV-1a over whole words: fast enough for every view in every frame.
struct Hash {
  uint64_t value = 14695981039346656037ull;
  void operator()(uint64_t word) {
    value = (value ^ word) * 1099511628211ull;
    value ^= value >> 29;
  }
};

std::optional<api::Ask> grid(const UiModel& model) {
  if (model.status->model.translates()) return held_out_ask(model);
  api::Ask ask = blank_ask(model);
  ask.scored = true;
  ask.latents.reserve(model.pump.fixed.size() * static_cast<size_t>(model.status->latent_dim));
  for (int i = 0; i < model.fixed_count(); ++i)
    add_row(model, ask, model.fixed_latent(i), model.fixed_label(i));
  return ask;
}

/// The same latents at the other one of two moments that are compared.
std::optional<api::Ask> other_moment(const UiModel& model) {
  auto ask = grid(model);
  if (!ask) return ask;
  const int64_t moment = *model.comparison.other_moment;
  ask->moment = moment;
  ask->follow = moment == api::now;
  ask->model = model.drawn_model(moment);
  return ask;
}

bool other_moment_visible(const UiModel& model) {
  return model.scene() == Workspace::compare && !model.second && model.comparison.other_moment;
}

std::optional<api::Ask> film(const UiModel& model) {
  return film_ask(model, row_of(model.scene()).film_frames);
}

bool grid_visible(const UiModel& model) {
  if (model.status->model.translates() && model.scene() == Workspace::explore)
    return false;  // a board is there
  // In Explore the fixed latents are seen on their tab, and for points among the real ones.
  if (model.scene() == Workspace::explore)
    return model.explore.tab != ExploreState::tab_dimensions || model.status->data.is_points();
  return model.scene() == Workspace::train || model.scene() == Workspace::playground ||
         model.scene() == Workspace::compare;
}

bool film_visible(const UiModel& model) {
  return model.scene() == Workspace::train || model.scene() == Workspace::explore ||
         model.scene() == Workspace::playground || model.scene() == Workspace::compare;
}

bool film_waits(const UiModel& model, double now_s) {
  // Not while a hand drags or a path plays: a film takes as long as all that they need to be shown.
  if (model.scene() == Workspace::explore && (model.explore.playing || !model.explore.dragging.empty()))
    return true;
  return model.pump.film_subject == fingerprint(film_subject(model)) && now_s < model.pump.film_due_s;
}

void film_asked(UiModel& model, const api::Ask& /*ask*/, double now_s) {
  model.pump.film_subject = fingerprint(film_subject(model));
  if (model.running()) model.pump.film_due_s = now_s + film_pause_s;
}

/// What stood in the slots when the newest result was asked for; null: nobody knows.
const PumpState::Arrangement* drawn_arrangement(const UiModel& model) {
  const auto& result = model.result(view::arithmetic);
  if (!result) return nullptr;
  const auto& all = model.pump.arrangements;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.id == result->id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::optional<api::Ask> film_ask(const UiModel& model, int frames) {
  if (model.history->generation != model.status->generation || model.history->steps.empty())
    return std::nullopt;
  api::Ask ask = blank_ask(model);
  ask.tool = "film";
  ask.model = model.shown_model;  // … frames of which only the average was kept show that
  ask.moment = api::now;
  ask.follow = false;
  const FilmSubject subject = film_subject(model);
  ask.space = subject.space;
  ask.truncation = subject.truncation;
  const std::vector<int64_t> moments = film_moments(model.history->steps, frames);
  if (model.status->model.translates()) {
    if (subject.picture.empty()) return std::nullopt;
    ask.tool = "translate";
    ask.moments = moments;
    ask.pictures = subject.picture;
    ask.settings.set("direction", static_cast<int64_t>(shown_direction(model)));
    return ask;
  }
  if (!model.status->data.is_points()) {
    ask.moments = moments;
    ask.latents.reserve(moments.size() * subject.latent.size());
    for (size_t i = 0; i < moments.size(); ++i) {
      add_row(model, ask, subject.latent, subject.label);
      ask.shares.insert(ask.shares.end(), subject.shares.begin(), subject.shares.end());
    }
    return ask;
  }
  const int selected = std::max(0, model.selected_latent);
  for (const int64_t moment : moments) {
    for (int i = 0; i < film_points; ++i) {
      ask.moments.push_back(moment);
      const int index = i == selected ? 0 : i;
      if (i == 0)
        add_row(model, ask, subject.latent, subject.label);
      else
        add_row(model, ask, model.fixed_latent(index), model.fixed_label(index));
    }
  }
  return ask;
}

FilmSubject film_subject(const UiModel& model) {
  if (model.status->model.translates())
    return {.latent = {},
            .picture = model.scene() == Workspace::explore
                           ? sketch_input(model)
                           : held_out_input(model, shown_direction(model), shown_triple(model))};
  if (model.scene() == Workspace::explore &&
      static_cast<int>(model.explore.latent.size()) == model.status->latent_dim) {
    const ExploreState& state = model.explore;
    std::vector<float> shares;
    if (model.conditional() && state.blended()) shares = state.class_shares(model.classes());
    if (state.space == api::Space::z)
      return {explore::truncated(state.latent, state.truncation), state.label, api::Space::z, 1, shares};
    // Points are drawn among the fixed latents, which are z, so the subject is the z that w was made from.
    if (model.status->data.is_points()) return {state.before_w.latent, state.label};
    return {state.latent, state.label, api::Space::w, state.truncation, shares};
  }
  const int selected = std::max(0, model.selected_latent);
  return {model.fixed_latent(selected), model.fixed_label(selected)};
}

uint64_t fingerprint(const FilmSubject& subject) {
  Hash hash;
  for (const float value : subject.latent) hash(std::bit_cast<uint32_t>(value));
  hash(static_cast<uint64_t>(static_cast<int64_t>(subject.label)));
  hash(static_cast<uint64_t>(subject.space));
  hash(std::bit_cast<uint64_t>(subject.truncation));
  for (const float share : subject.shares) hash(std::bit_cast<uint32_t>(share));
  for (const float value : subject.picture) hash(std::bit_cast<uint32_t>(value));
  return hash.value;
}

int drawn_exemplar(const UiModel& model, int slot, const explore::Latent& latent) {
  const auto* drawn = drawn_arrangement(model);
  if (drawn == nullptr) return -1;
  const auto& exemplars = drawn->slots[static_cast<size_t>(slot)];
  for (size_t i = 0; i < exemplars.size(); ++i)
    if (exemplars[i].latent == latent) return ExploreState::row_of_exemplar(slot, static_cast<int>(i));
  return -1;
}

bool drawn_mean(const UiModel& model, int slot) {
  const auto* drawn = drawn_arrangement(model);
  return drawn != nullptr && !drawn->slots[static_cast<size_t>(slot)].empty();
}

bool drawn_arithmetic(const UiModel& model) {
  int filled = 0;
  for (int slot = 0; slot < 3; ++slot) filled += drawn_mean(model, slot) ? 1 : 0;
  return filled >= 2;
}

api::Ask blank_ask(const UiModel& model) {
  api::Ask ask;
  ask.generation = model.status->generation;
  ask.model = model.drawn_model();
  ask.moment = model.moment;
  ask.follow = model.moment == api::now;
  if (model.captions() != nullptr) ask.captions = {model.explore.caption.said};
  return ask;
}

void add_row(const UiModel& model, api::Ask& ask, const explore::Latent& latent, int label) {
  ask.latents.insert(ask.latents.end(), latent.begin(), latent.end());
  if (model.conditional()) ask.labels.push_back(std::clamp(label, 0, model.classes() - 1));
}

bool latent_in_hand(const UiModel& model) {
  return static_cast<int>(model.explore.latent.size()) == model.status->latent_dim;
}

LatentRows::LatentRows(const UiModel& model) : model_(model), ask_(blank_ask(model)) {
  ask_.space = model.explore.space;
  // Towards the mean of all w, which the engine knows; in z the centre is 0.
  if (ask_.space == api::Space::w) ask_.truncation = model.explore.truncation;
}

void LatentRows::add(const explore::Latent& latent) {
  if (model_.conditional() && model_.explore.blended())
    add(latent, model_.explore.class_shares(model_.classes()));
  else
    add(latent, model_.explore.label);
}

void LatentRows::add(const explore::Latent& latent, int label) {
  const bool here = ask_.space == api::Space::z;
  add_row(model_, ask_, here ? explore::truncated(latent, model_.explore.truncation) : latent, label);
  if (!model_.conditional()) return;
  shares_.resize(shares_.size() + static_cast<size_t>(model_.classes()), 0.0F);
  *(shares_.end() - model_.classes() + ask_.labels.back()) = 1;
}

void LatentRows::add(const explore::Latent& latent, const std::vector<float>& shares) {
  const auto most = std::ranges::max_element(shares);
  add(latent, static_cast<int>(most - shares.begin()));
  if (!model_.conditional() || static_cast<int>(shares.size()) != model_.classes()) return;
  std::ranges::copy(shares, shares_.end() - model_.classes());
  mixed_ = mixed_ || *most != 1;
}

api::Ask LatentRows::take() {
  if (mixed_) ask_.shares = std::move(shares_);
  return std::move(ask_);
}

std::optional<api::Ask> wanted_ask(const UiModel& model, api::View view) {
  if (!model.configured() || view >= model.views.size()) return std::nullopt;
  const View& entry = model.views[view];
  const bool drawable = model.status->model.translates() ? entry.of_pictures : model.status->latent_dim > 0;
  if (!drawable) return std::nullopt;
  if (!entry.visible(model) || (entry.needs_run && !model.status->trainable)) return std::nullopt;
  auto ask = entry.wanted(model);
  if (!ask) return ask;
  ask->view = view;
  ask->urgency = entry.urgency;
  return ask;
}

std::vector<View> own_views() {
  std::vector<View> views = latent_views();
  views.push_back(
      {.key = "grid", .visible = grid_visible, .wanted = grid, .of_pictures = true, .of_both = true});
  views.push_back({.key = "film",
                   .visible = film_visible,
                   .wanted = film,
                   .waits = film_waits,
                   .of_pictures = true,
                   .of_both = true,
                   .asked = film_asked});
  views.push_back(mapping_view());
  views.push_back(path_length_view());
  for (const View& view : bookmark_views()) views.push_back(view);
  views.push_back({.key = "film/whole",
                   .visible = [](const UiModel&) { return true; },
                   .wanted = [](const UiModel& model) { return whole_film_of(model).ask; },
                   .turn = [](const UiModel& model) { return whole_film_of(model).turn; },
                   .gives_up = true,
                   .of_pictures = true,
                   .answered = take_whole_film});
  // Filled with what the trainer tells of a step (slowly.h), never asked for.
  views.push_back({.key = "slow_pictures",
                   .visible = [](const UiModel&) { return false; },
                   .wanted = [](const UiModel&) { return std::optional<api::Ask>(); }});
  views.push_back(
      {.key = "other_moment", .visible = other_moment_visible, .wanted = other_moment, .of_pictures = true});
  views.push_back(reconstruction_view());
  views.push_back(prior_view());
  return views;
}

uint64_t fingerprint(const api::Ask& ask) {
  Hash hash;
  for (const int64_t sample : ask.samples) hash(static_cast<uint64_t>(sample));
  for (const char letter : ask.tool) hash(static_cast<unsigned char>(letter));
  hash(ask.generation);
  hash(static_cast<uint64_t>(ask.model));
  hash(static_cast<uint64_t>(ask.moment));
  hash(ask.follow ? 1 : 0);
  hash(ask.lively ? 1 : 0);
  hash(ask.moments.size());
  for (const int64_t moment : ask.moments) hash(static_cast<uint64_t>(moment));
  hash(ask.latents.size());
  for (const float value : ask.latents) hash(std::bit_cast<uint32_t>(value));
  hash(static_cast<uint64_t>(ask.space));
  hash(std::bit_cast<uint64_t>(ask.truncation));
  for (const int label : ask.labels) hash(static_cast<uint64_t>(label));
  for (const float share : ask.shares) hash(std::bit_cast<uint32_t>(share));
  for (const captions::Caption& caption : ask.captions)
    for (const int word : caption) hash(static_cast<uint64_t>(word) + 1);
  hash(ask.pictures.size());
  for (const float value : ask.pictures) hash(std::bit_cast<uint32_t>(value));
  for (const auto& [key, value] : ask.settings.all())
    hash(std::hash<std::string>{}(key + "=" + config::to_text(value)));
  return hash.value;
}

std::vector<int64_t> film_moments(const std::vector<int64_t>& steps, int count) {
  std::vector<int64_t> chosen;
  if (steps.empty() || count <= 0) return chosen;
  const double first = static_cast<double>(steps.front()), last = static_cast<double>(steps.back());
  for (int i = 0; i < count; ++i) {
    const double wanted = count == 1 ? last : first + (last - first) * i / (count - 1);
    auto above = std::lower_bound(steps.begin(), steps.end(), wanted, [](int64_t step, double value) {
      return static_cast<double>(step) < value;
    });
    if (above == steps.end()) above = std::prev(steps.end());
    if (above != steps.begin()) {
      const auto below = std::prev(above);
      if (wanted - static_cast<double>(*below) < static_cast<double>(*above) - wanted) above = below;
    }
    if (chosen.empty() || chosen.back() != *above) chosen.push_back(*above);
  }
  return chosen;
}

}  // namespace ganscope::model
