#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/model/requests.h"

namespace ganscope::model {
namespace {

using explore::Latent;

/// Rows of one request, all truncated alike and under the label in hand.
class Rows {
 public:
  Rows(const UiModel& model, api::Slot slot) : model_(model), request_(blank_request(model, slot)) {
    request_.space = model.explore.space;
    // Towards the mean of all w, which the engine knows; in z the centre is 0.
    if (request_.space == api::Space::w) request_.truncation = model.explore.truncation;
  }
  void add(const Latent& latent) { add(latent, model_.explore.label); }
  void add(const Latent& latent, int label) {
    const bool here = model_.explore.space == api::Space::z;
    add_row(model_, request_, here ? explore::truncated(latent, model_.explore.truncation) : latent, label);
  }
  [[nodiscard]] api::RenderRequest take() { return std::move(request_); }
  [[nodiscard]] api::RenderRequest& request() { return request_; }

 private:
  const UiModel& model_;
  api::RenderRequest request_;
};

api::RenderRequest ring(const UiModel& model) {
  const ExploreState& state = model.explore;
  Rows rows(model, api::Slot::ring);
  for (int i = 0; i < ExploreState::ring; ++i) {
    const double angle = 2 * std::numbers::pi * i / ExploreState::ring;
    rows.add(state.at_pad(state.pad_u + ExploreState::ring_radius * std::cos(angle),
                          state.pad_v + ExploreState::ring_radius * std::sin(angle)));
  }
  return rows.take();
}

api::RenderRequest pad(const UiModel& model) {
  Rows rows(model, api::Slot::pad);
  constexpr int side = ExploreState::pad_side;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      // The middle of each cell: where the preview stands is where its latent lies.
      rows.add(model.explore.at_pad((2.0 * column + 1) / side - 1, 1 - (2.0 * row + 1) / side));
    }
  }
  for (const Latent& place : model.explore.places) rows.add(place);
  return rows.take();
}

api::RenderRequest path(const UiModel& model) {
  Rows rows(model, api::Slot::path);
  const int frames = model.explore.path_frames;
  for (int i = 0; i < frames; ++i) rows.add(model.explore.on_path(static_cast<double>(i) / (frames - 1)));
  return rows.take();
}

void add_ends(Rows& rows, const ExploreState& state, int dimension) {
  for (const double end : {-state.slider_reach, state.slider_reach}) {
    Latent moved = state.latent;
    moved[static_cast<size_t>(dimension)] = static_cast<float>(end);
    rows.add(moved);
  }
}

api::RenderRequest dimensions(const UiModel& model) {
  Rows rows(model, api::Slot::dimensions);
  for (const int dimension : model.explore.shown_dimensions) add_ends(rows, model.explore, dimension);
  return rows.take();
}

/// Both ends of every dimension, to find those that change the picture most. Drawn once, not followed.
api::RenderRequest ranking(const UiModel& model) {
  Rows rows(model, api::Slot::card);
  rows.request().follow = false;
  for (int i = 0; i < model.status->latent_dim; ++i) add_ends(rows, model.explore, i);
  return rows.take();
}

api::RenderRequest arithmetic(const UiModel& model) {
  const ExploreState& state = model.explore;
  Rows rows(model, api::Slot::arithmetic);
  const Latent nothing(static_cast<size_t>(model.status->latent_dim), 0.0f);
  rows.add(state.arithmetic_result.empty() ? nothing : state.arithmetic_result);
  for (const auto& slot : state.slots) {
    std::vector<Latent> latents;
    for (const auto& exemplar : slot) latents.push_back(exemplar.latent);
    rows.add(latents.empty() ? nothing : explore::mean(latents));
  }
  for (const auto& slot : state.slots) {
    for (size_t i = 0; i < ExploreState::exemplars; ++i) {
      if (i >= slot.size()) {
        rows.add(nothing);
      } else {
        const int index = slot[i].fixed_index;
        rows.add(slot[i].latent, index >= 0 ? model.fixed_label(index) : state.label);
      }
    }
  }
  return rows.take();
}

/// The latents on their way to w. Mapped once, not followed.
api::RenderRequest mapping(const UiModel& model) {
  api::RenderRequest request = blank_request(model, api::Slot::mapping);
  request.follow = false;
  request.wants_mapped = true;
  for (const ExploreState::ToMap& waiting : model.explore.to_map)
    add_row(model, request, waiting.z, model.explore.label);
  return request;
}

}  // namespace

std::optional<api::RenderRequest> wanted_explore_request(const UiModel& model, api::Slot slot) {
  const ExploreState& state = model.explore;
  if (static_cast<int>(state.latent.size()) != model.status->latent_dim) return std::nullopt;
  // While a path plays, only the picture moves; the rest follows when it stops.
  const bool quiet = state.playing;
  switch (slot) {
    case api::Slot::picture: {
      Rows rows(model, slot);
      rows.add(state.latent);
      return rows.take();
    }
    case api::Slot::ring:
      return quiet ? std::nullopt : std::optional(ring(model));
    case api::Slot::pad:
      return quiet ? std::nullopt : std::optional(pad(model));
    case api::Slot::dimensions:
      return quiet ? std::nullopt : std::optional(dimensions(model));
    case api::Slot::path:
      return path(model);
    case api::Slot::card:
      return quiet || state.ranked ? std::nullopt : std::optional(ranking(model));
    case api::Slot::arithmetic: {
      const bool empty =
          std::all_of(state.slots.begin(), state.slots.end(), [](const auto& s) { return s.empty(); });
      return empty ? std::nullopt : std::optional(arithmetic(model));
    }
    case api::Slot::mapping:
      return state.to_map.empty() ? std::nullopt : std::optional(mapping(model));
    default:
      return std::nullopt;
  }
}

}  // namespace ganscope::model
