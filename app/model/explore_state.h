#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/model/explore_actions.h"
#include "core/explore/latent_math.h"

namespace ganscope::model {

/// The Explore workspace's own state: the latent in hand and everything around it. Plain values;
/// `reduce_explore` changes it, panels read it.
struct ExploreState {
  static constexpr int ring = 8;               ///< previews around the handle
  static constexpr double ring_radius = 0.42;  ///< pad units from the handle to a preview
  static constexpr int pad_side = 5;           ///< previews a side of the pad's background
  static constexpr int strip = 9;              ///< places remembered
  static constexpr int strongest = 8;          ///< sliders shown at first
  static constexpr int exemplars = 4;          ///< at most, a slot of the arithmetic
  // Rows of Slot::arithmetic: the result, the means of the three slots, then the exemplars.
  static constexpr int row_of_mean(int slot) { return 1 + slot; }
  static constexpr int row_of_exemplar(int slot, int index) { return 4 + slot * exemplars + index; }
  /// Of Slot::pad: behind the background, which a drag leaves as it is.
  static constexpr int row_of_place(int index) { return pad_side * pad_side + index; }

  explore::Latent latent;  ///< in hand, before truncation; empty until a run is there
  std::string origin;      ///< "latent 18", "seed 7"
  bool moved = false;      ///< changed since it was taken from `origin`
  uint64_t seed = 0;
  int label = 0;
  double truncation = 1.0;

  // What the pad's axis menus offer: these two, then every dimension, then the kept directions.
  static constexpr int axis_strongest = 0;  ///< where the picture changes most
  static constexpr int axis_random = 1;     ///< of a random plane
  static constexpr int axis_dimension = 2;  ///< the first of the dimensions
  struct Axis {
    std::string name;           ///< "z12", "glasses"; empty: strongest or random
    explore::Latent direction;  ///< unit length
    int choice = 0;
  };
  Axis pad_x, pad_y;
  explore::Latent pad_centre;   ///< latent at the pad's middle
  double pad_u = 0, pad_v = 0;  ///< where the handle is, −1…1
  double pad_reach = 3.0;       ///< latent distance from the middle to an edge
  uint64_t plane_seed = 1;
  /// Two orthonormal directions along which the picture changed most when the sliders were ranked; empty
  /// until then.
  std::array<explore::Latent, 2> strongest_plane;
  std::vector<std::array<double, 2>> trail;  ///< places of the current walk
  std::vector<explore::Latent> places;       ///< the strip "where you went", newest last

  struct PathEnd {
    explore::Latent latent;
    std::string origin;
  };
  PathEnd path_a, path_b;
  bool spherical = true;
  double path_t = 0;
  int path_frames = 9;
  bool playing = false;
  double play_from_s = 0;  ///< the moment at which path_t was `play_from_t`
  double play_from_t = 0;

  /// The latent at a place of the pad.
  [[nodiscard]] explore::Latent at_pad(double u, double v) const;
  [[nodiscard]] explore::Latent on_path(double t01) const;
  [[nodiscard]] int frame_of_path() const;  ///< the frame nearest to path_t

  struct Exemplar {
    explore::Latent latent;
    int fixed_index = -1;
  };
  std::array<std::vector<Exemplar>, 3> slots;  ///< plus, minus, plus
  explore::Latent arithmetic_result;           ///< empty until the slots suffice

  struct Direction {
    std::string name;
    explore::Latent direction;
  };
  std::vector<Direction> kept;

  std::vector<int> shown_dimensions;  ///< of the sliders, in order
  bool all_dimensions = false;
  bool ranked = false;        ///< the order is by how much the picture changes, not yet a guess by |z|
  uint64_t rank_request = 1;  ///< grows when the order shall be found anew
  uint64_t random_count = 0;  ///< how often "Random" was pressed

  /// Where every latent here lives. In w they are what the mapping network made of z.
  api::Space space = api::Space::z;
  /// Latents z on their way to w, and what is done with them when the engine has mapped them.
  enum class Purpose { space, latent, path_a, path_b, exemplar };
  struct ToMap {
    explore::Latent z;
    std::string origin;
    Purpose purpose = Purpose::latent;
    int slot = 0, fixed_index = -1;  ///< exemplars only
  };
  std::vector<ToMap> to_map;
  struct Origin {
    explore::Latent latent, path_a, path_b;
  };
  Origin before_w;          ///< in z: what coming back from w brings back
  double slider_reach = 3;  ///< a slider runs over ±this
  [[nodiscard]] char letter() const { return space == api::Space::w ? 'w' : 'z'; }

  static constexpr int tab_samples = 0, tab_dimensions = 1;  ///< the others are tools
  int tab = tab_dimensions;                                  ///< of the right column
  /// The drag that goes on ("pad", "z12"): its beginning is on the undo stack already. Empty: none.
  std::string dragging;
};

}  // namespace ganscope::model
