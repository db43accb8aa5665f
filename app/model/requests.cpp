#include "app/model/requests.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "app/model/pump.h"

namespace ganscope::model {
namespace {

/// FNV-1a over whole words: fast enough for every slot in every frame.
struct Hash {
  uint64_t value = 14695981039346656037ull;
  void operator()(uint64_t word) {
    value = (value ^ word) * 1099511628211ull;
    value ^= value >> 29;
  }
};

std::optional<api::RenderRequest> grid(const UiModel& model) {
  api::RenderRequest request = blank_request(model, api::Slot::grid);
  request.latents.reserve(model.pump.fixed.size() * static_cast<size_t>(model.status->latent_dim));
  for (size_t i = 0; i < model.pump.fixed.size(); ++i) {
    add_row(model, request, model.pump.fixed[i], model.fixed_label(static_cast<int>(i)));
  }
  return request;
}

std::optional<api::RenderRequest> film(const UiModel& model) {
  if (model.history->generation != model.status->generation || model.history->steps.empty())
    return std::nullopt;
  api::RenderRequest request = blank_request(model, api::Slot::film);
  request.model = model.shown_model;  // … frames of which only the average was kept show that
  request.moment = api::now;
  request.follow = false;
  const FilmSubject subject = film_subject(model);
  request.space = subject.space;
  request.truncation = subject.truncation;
  const std::vector<int64_t> moments = film_moments(model.history->steps, film_frames(model.workspace));
  if (!model.status->data.points) {
    request.moments = moments;
    request.latents.reserve(moments.size() * subject.latent.size());
    for (size_t i = 0; i < moments.size(); ++i) add_row(model, request, subject.latent, subject.label);
    return request;
  }
  const int selected = std::max(0, model.selected_latent);
  for (const int64_t moment : moments) {
    for (int i = 0; i < film_points; ++i) {
      request.moments.push_back(moment);
      const int index = i == selected ? 0 : i;
      if (i == 0)
        add_row(model, request, subject.latent, subject.label);
      else
        add_row(model, request, model.fixed_latent(index), model.fixed_label(index));
    }
  }
  return request;
}

/// What stood in the slots when the newest result was asked for; null: nobody knows.
const PumpState::Arrangement* drawn_arrangement(const UiModel& model) {
  const auto& result = model.result(api::Slot::arithmetic);
  if (!result) return nullptr;
  const auto& all = model.pump.arrangements;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& a) { return a.id == result->id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

FilmSubject film_subject(const UiModel& model) {
  if (model.workspace == Workspace::explore &&
      static_cast<int>(model.explore.latent.size()) == model.status->latent_dim) {
    const ExploreState& state = model.explore;
    if (state.space == api::Space::z)
      return {explore::truncated(state.latent, state.truncation), state.label};
    // Points are drawn among the fixed latents, which are z, so the subject is the z that w was made from.
    if (model.status->data.points) return {state.before_w.latent, state.label};
    return {state.latent, state.label, api::Space::w, state.truncation};
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

int film_frames(Workspace workspace) { return workspace == Workspace::explore ? 36 : 24; }

api::RenderRequest blank_request(const UiModel& model, api::Slot slot) {
  api::RenderRequest request;
  request.slot = slot;
  request.generation = model.status->generation;
  request.model = model.drawn_model();
  request.moment = model.moment;
  request.follow = model.moment == api::now;
  return request;
}

void add_row(const UiModel& model, api::RenderRequest& request, const explore::Latent& latent, int label) {
  request.latents.insert(request.latents.end(), latent.begin(), latent.end());
  if (model.conditional()) request.labels.push_back(std::clamp(label, 0, model.classes() - 1));
}

std::optional<api::RenderRequest> wanted_request(const UiModel& model, api::Slot slot) {
  const bool drawable = model.configured() && model.status->latent_dim > 0;
  if (!drawable) return std::nullopt;
  if (model.workspace != Workspace::train && model.workspace != Workspace::explore) return std::nullopt;
  if (slot == api::Slot::grid) return grid(model);
  if (slot == api::Slot::film) return film(model);
  if (model.workspace != Workspace::explore) return std::nullopt;
  return wanted_explore_request(model, slot);
}

uint64_t fingerprint(const api::RenderRequest& request) {
  Hash hash;
  hash(request.generation);
  hash(static_cast<uint64_t>(request.model));
  hash(static_cast<uint64_t>(request.moment));
  hash(request.follow ? 1 : 0);
  hash(request.moments.size());
  for (const int64_t moment : request.moments) hash(static_cast<uint64_t>(moment));
  hash(request.latents.size());
  for (const float value : request.latents) hash(std::bit_cast<uint32_t>(value));
  hash(static_cast<uint64_t>(request.space));
  hash(std::bit_cast<uint64_t>(request.truncation));
  for (const int label : request.labels) hash(static_cast<uint64_t>(label));
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
