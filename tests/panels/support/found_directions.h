#pragma once
#include <array>

#include "app/model/reduce_explore.h"
#include "app/panels/explore/directions/directions_state.h"

namespace ganscope::testing {

/// Shows the Directions tab with directions of all kinds, measured but for the last two, and two of them in
/// use.
inline void show_found_directions(model::UiModel& model) {
  using panels::directions::Direction;
  using panels::directions::Kind;
  struct Row {
    const char* name;
    Kind kind;
    double did, besides;
  };
  constexpr std::array<Row, 9> rows{{{"glasses", Kind::attribute, 96, 4},
                                     {"hair length: long", Kind::attribute, 93, 12},
                                     {"hat", Kind::attribute, 85, 9},
                                     {"main 1", Kind::component, 91, 64},
                                     {"main 2", Kind::component, 55, 30},
                                     {"factor 1", Kind::factor, 99, 93},
                                     {"factor 2", Kind::factor, 40, 71},
                                     {"factor 3", Kind::factor, -1, 0},
                                     {"combination 1", Kind::own, -1, 0}}};
  panels::directions::Directions found;
  for (const Row& row : rows) {
    Direction direction;
    direction.id = ++found.last_id;
    direction.kind = row.kind;
    direction.name = row.name;
    direction.along.assign(static_cast<size_t>(model.status->latent_dim), 0.0F);
    direction.along[found.last_id % direction.along.size()] = 1;
    if (row.did >= 0)
      direction.effect = panels::directions::Effect{"glasses", row.did, row.besides, row.did / 5, 3600};
    found.rows.push_back(std::move(direction));
  }
  found.measuring.state = panels::directions::Search::State::idle;
  model::set_tool_state(model, std::move(found));
  model.workspace = model::Workspace::explore;
  model.explore.tab = 2;
  panels::directions::set_strength(model, 1, 1.8, true);
  panels::directions::set_strength(model, 2, -0.9, true);
  panels::directions::lay_along_axis(model, 1, false);
}

}  // namespace ganscope::testing
