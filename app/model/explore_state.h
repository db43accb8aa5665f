#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/model/explore_actions.h"
#include "core/explore/latent_math.h"
#include "core/explore/path.h"

namespace ganscope::model {

/// The Explore workspace's own state: the latent in hand and everything around it. Plain values;
/// `reduce_explore` changes it, panels read it.
struct ExploreState {
  /// What was typed, where captions are told.
  struct Typed {
    std::string text;                ///< as it stands in the field
    captions::Caption said;          ///< what was understood
    std::optional<Failure> trouble;  ///< what was not
  };

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
  Typed caption;  ///< drawn under the last label
  // Of a conditional model, the class in hand may be a mixture: `label` and a share of another one …
  int blend_to = 0;
  double blend = 0;  ///< share of `blend_to`, from 0 to 1
  std::vector<float>
      mixture;  ///< … or any shares [classes], where a path led through more than two; else empty
  [[nodiscard]] bool blended() const { return !mixture.empty() || (blend > 0 && blend_to != label); }
  /// The class in hand as shares of all. [classes]
  [[nodiscard]] std::vector<float> class_shares(int classes) const;
  /// Takes such shares in hand.
  void take_classes(const std::vector<float>& shares);
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

  /// A key of the path: it passes through it.
  struct PathEnd {
    explore::Latent latent;
    std::string origin;
    std::vector<float> shares = {};  ///< of the classes [classes]; empty: the class in hand
    double gap = 1;                  ///< how long the way to the next key takes, relative to the others
  };
  static constexpr size_t most_path_keys = 12;
  static constexpr int most_path_frames = 240;
  PathEnd path_a, path_b;             ///< the first and the last
  std::vector<PathEnd> path_between;  ///< in their order
  bool spherical = true;
  bool looped = false;  ///< through all keys and back, on a closed curve; then `spherical` does not count
  bool curved = false;  ///< through all keys on an open curve; then `spherical` does not count
  /// How the time goes along the path: evenly in latent space, slowly at every key, or so that pictures
  /// change evenly, in so far as that has been measured.
  enum class PathPace { even, in_out, seen };
  PathPace path_pace = PathPace::even;
  double path_speed = 1;  ///< times path_seconds
  /// How much the pictures change in equally long pieces of the path whose fingerprint is `of`.
  struct PathSteps {
    uint64_t of = 0;
    std::vector<float> steps;
    double latent_length = 0;           ///< of the path in latent space
    double length = 0, perceptual = 0;  ///< see core/explore/tools/path_length.h
    double piece = 0;                   ///< how long a piece was, from key to key 1
    std::string measured_in;            ///< "features", "pixels", "plane"
    int64_t step = 0;                   ///< of the weights
  };
  PathSteps path_steps;
  double path_t = 0;
  int path_frames = 9;
  bool playing = false;
  double play_from_s = 0;  ///< the moment at which path_t was `play_from_t`
  double play_from_t = 0;

  /// The latent at a place of the pad.
  [[nodiscard]] explore::Latent at_pad(double u, double v) const;
  [[nodiscard]] explore::Latent on_path(double t01) const;
  /// The class there, as shares of all [classes]; empty: the keys have none of their own.
  [[nodiscard]] std::vector<float> shares_on_path(double t01) const;
  [[nodiscard]] bool path_has_classes() const;  ///< every key has its own
  /// There are no other keys than the first and the last frame.
  [[nodiscard]] bool path_ends_show_keys() const { return path_between.empty() && !looped; }
  /// The row of view::path that shows a key: after the frames, unless it is one of them.
  [[nodiscard]] int row_of_key(size_t index) const {
    if (!path_ends_show_keys()) return path_frames + static_cast<int>(index);
    return index == 0 ? 0 : path_frames - 1;
  }
  [[nodiscard]] size_t path_keys() const { return path_between.size() + 2; }
  [[nodiscard]] const PathEnd& path_key(size_t index) const;
  [[nodiscard]] PathEnd& path_key(size_t index) {
    return const_cast<PathEnd&>(std::as_const(*this).path_key(index));
  }
  [[nodiscard]] explore::Path path() const;
  /// Where on the path (its time, from 0 to 1) one is when `t01` of it has been shown, and the reverse: they
  /// differ where pictures are to change evenly.
  [[nodiscard]] double path_time(double t01) const;
  [[nodiscard]] double path_shown(double time) const;
  /// Of everything that `path_steps` depends on, but for the weights.
  [[nodiscard]] uint64_t path_fingerprint() const;
  [[nodiscard]] bool path_measured() const {
    return path_steps.of != 0 && path_steps.of == path_fingerprint();
  }
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

  /// The fixed latents as directions have moved them, everywhere in the window. What is trained, measured and
  /// saved knows them as they are.
  struct MovedSamples {
    uint64_t seed = 0;                     ///< of the experiment whose fixed latents they were
    std::vector<explore::Latent> latents;  ///< z, all of them
  };
  std::shared_ptr<const MovedSamples> moved_samples;  ///< null: they are where they always are

  std::vector<int> shown_dimensions;  ///< of the sliders, in order
  bool all_dimensions = false;
  bool ranked = false;        ///< the order is by how much the picture changes, not yet a guess by |z|
  uint64_t rank_request = 1;  ///< grows when the order shall be found anew
  uint64_t random_count = 0;  ///< how often "Random" was pressed

  /// Where every latent here lives. In w they are what the mapping network made of z.
  api::Space space = api::Space::z;
  /// Latents z on their way to w, and what is done with them when the engine has mapped them.
  enum class Purpose { space, latent, path_a, path_b, path_key, exemplar };
  struct ToMap {
    explore::Latent z;
    std::string origin;
    Purpose purpose = Purpose::latent;
    int slot = 0, fixed_index = -1;  ///< exemplars only; of a path key `slot` is its place between the ends
    std::vector<float> shares = {};  ///< path keys only
    double at = -1;                  ///< a new path key: where it goes, from 0 to 1; −1: one that is there
  };
  std::vector<ToMap> to_map;
  struct Origin {
    explore::Latent latent, path_a, path_b;
    std::vector<PathEnd> between = {};
  };
  Origin before_w;          ///< in z: what coming back from w brings back
  double slider_reach = 3;  ///< a slider runs over ±this
  [[nodiscard]] char letter() const { return space == api::Space::w ? 'w' : 'z'; }

  static constexpr int tab_samples = 0, tab_dimensions = 1;  ///< the others are tools
  int tab = tab_dimensions;                                  ///< of the right column
  bool show_bookmarks = false;  ///< in tab_samples, in place of the fixed latents
  /// The drag that goes on ("pad", "z12"): its beginning is on the undo stack already. Empty: none.
  std::string dragging;
};

}  // namespace ganscope::model
