#pragma once
#include <utility>
#include <vector>

#include "app/model/reduce_explore.h"
#include "app/panels/explore/inside/inside_state.h"
#include "app/panels/explore/map/map_state.h"
#include "app/panels/explore/mine/mine_state.h"
#include "core/explore/picture_values.h"
#include "tests/panels/support/answered_tools.h"

// Tabs of Explore with something in them; ShownRun answers what they ask.
namespace ganscope::testing {

inline void show_tab(model::UiModel& model, int tab) {
  model.workspace = model::Workspace::explore;
  model::take_fixed_latent(model, 18);
  model.explore.tab = tab;
}

/// Mine, with a face from a file, whose latent is sought when the model next asks.
inline void show_own_picture(model::UiModel& model) {
  show_tab(model, 3);
  api::Answer face;
  face.count = 1;
  face.width = face.height = 32;
  append_face(face_of(77), face.pixels);
  model::ReadPicture read{"/pictures/me.png", 400, 400, explore::FittedPicture{}};
  read.fitted->values = explore::values_of(face, 3);
  read.fitted->remarks = {"made 32 × 32 px, as the data are"};
  panels::mine::take_picture(model, read);
}

/// Inside G, with one channel switched off.
inline void show_inside(model::UiModel& model) {
  show_tab(model, 4);
  panels::inside::set_scale(model, {1, 19}, 0, true);
  panels::inside::choose(model, {1, 19}, false);
}

inline void lay_out_map(model::UiModel& model) {
  show_tab(model, 5);
  panels::map::lay_out(model);
}
/// Once the map is there: the lasso round a corner of it.
inline void select_hats(model::UiModel& model) {
  const panels::map::Laid* laid = panels::map::shown_map(model);
  if (laid == nullptr) return;
  const std::vector<panels::map::Place> corner{{0, 0}, {11, 0}, {0, 11}};
  panels::map::Look near;
  near.x = near.y = 0.3;
  near.zoom = 2.5;
  panels::map::look(model, near);
  panels::map::select(model, panels::map::inside(*laid, corner), panels::map::Take::instead, corner);
}

}  // namespace ganscope::testing
