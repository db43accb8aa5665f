#pragma once
#include <vector>

#include "core/train/replica.h"

namespace ganscope::explore {

/// A place in a picture: pixels from its upper left corner, so that the middle of the first pixel is at
/// (0.5, 0.5).
struct Place {
  double x = 0, y = 0;
};
[[nodiscard]] double distance(const Place& a, const Place& b);

/// What is dragged: where it is, and where it shall go.
struct Handle {
  Place at, target;
};

/// Follows what stands at handles through the maps of a generator, and says how the maps would have to change
/// for it to move on (DragGAN, Pan 2023, arXiv 2305.10973). Maps are read between their values (bilinearly),
/// as if they were as large as the picture of `height` × `width`.
class DragPoints {
 public:
  DragPoints(std::vector<Handle> handles, int height, int width);

  /// Looks at the maps [1, channels, h, w] of a latent that has moved a little: finds every handle again, at
  /// the place within `search` pixels of where it was whose features are nearest (L1) to those that it began
  /// with (the paper's point tracking), and answers with the slopes of the loss of motion supervision: the
  /// mean over a patch around each handle that has not arrived of |F(q + d) − F(q)|, F(q) held fast, d one
  /// step towards its target. `holds` [height, width] ≥ 0, may be empty: how much the maps shall stay as they
  /// began there, mean |F − F₀|.
  [[nodiscard]] std::vector<float> look(const train::FeatureMaps& maps, const std::vector<float>& holds);

  [[nodiscard]] const std::vector<Handle>& handles() const { return handles_; }
  [[nodiscard]] bool arrived() const;               ///< every one is within a pixel of its target
  [[nodiscard]] double farthest() const;            ///< of all distances, in pixels
  [[nodiscard]] double mean_distance() const;       ///< to the targets, in pixels
  static constexpr double arrival = 1, search = 2;  ///< pixels

 private:
  /// Values of all channels at a place, [channels].
  [[nodiscard]] std::vector<float> at(const train::FeatureMaps& maps, Place place) const;
  void track(const train::FeatureMaps& maps);
  /// Adds `slope` · sign of every number of `difference` to the slopes of the map values around a place.
  void add_slopes(const train::FeatureMaps& maps, Place place, const std::vector<float>& difference,
                  double slope, std::vector<float>& slopes) const;

  /// The four map values around a place and their weights.
  struct Corners {
    size_t index[4];
    float weight[4];
  };
  [[nodiscard]] Corners corners(const train::FeatureMaps& maps, Place place) const;

  std::vector<Handle> handles_;
  int height_, width_;
  std::vector<std::vector<float>> began_with_;  ///< features of each handle
  std::vector<float> first_maps_;
};

}  // namespace ganscope::explore
