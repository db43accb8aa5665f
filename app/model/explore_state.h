#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/model/explore_actions.h"
#include "core/explore/latent_math.h"

namespace ganscope::model {

/// The Explore workspace's own state: the latent in hand and everything around it. Plain values; `reduce_explore`
/// changes it, panels read it.
struct ExploreState {
  explore::Latent latent;      ///< in hand, before truncation; empty until a run is there
  std::string origin;          ///< "latent 18", "seed 7"
  bool moved = false;          ///< changed since it was taken from `origin`
  uint64_t seed = 0;
  int label = 0;
  double truncation = 1.0;

  struct Axis {
    std::string name;          ///< "plane 1 →", "z 12", "glasses"
    explore::Latent direction; ///< unit length
    int choice = 0;
  };
  Axis pad_x, pad_y;
  explore::Latent pad_centre;  ///< latent at the pad's middle
  double pad_u = 0, pad_v = 0; ///< where the handle is, −1…1
  double pad_reach = 3.0;      ///< latent distance from the middle to an edge
  uint64_t plane_seed = 1;
  std::vector<std::array<double, 2>> trail;       ///< places of the current walk
  std::vector<explore::Latent> places;            ///< the strip "where you went", newest last

  struct PathEnd { explore::Latent latent; std::string origin; };
  PathEnd path_a, path_b;
  bool spherical = true;
  double path_t = 0;
  int path_frames = 9;
  bool playing = false;

  struct Exemplar { explore::Latent latent; int fixed_index = -1; };
  std::array<std::vector<Exemplar>, 3> slots;     ///< plus, minus, plus
  explore::Latent arithmetic_result;              ///< empty until the slots suffice

  struct Direction { std::string name; explore::Latent direction; };
  std::vector<Direction> kept;

  std::vector<int> shown_dimensions;              ///< of the sliders, in order
};

}  // namespace ganscope::model
