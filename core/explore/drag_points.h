#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "core/explore/picture_values.h"

namespace ganscope::explore {

/// A place in a picture: pixels from its upper left corner, so that the middle of the first pixel is at
/// (0.5, 0.5).
struct Place {
  double x = 0, y = 0;
};
[[nodiscard]] double distance(const Place& a, const Place& b);

/// What is dragged: from where, to where, and where it was last found.
struct Handle {
  Place from, target, at;
  double alike = 1;  ///< correlation, −1…1, of what is found there with what stood at `from`
  [[nodiscard]] double left() const { return distance(at, target); }
  [[nodiscard]] double moved() const;  ///< pixels along the way to the target; negative: away from it
};

/// Asks a picture to show, at another place, what stood around handles; and finds out where that is by now.
/// As with iGAN's warping brush (Zhu 2016, arXiv 1609.03552), what is asked for are the pixels of a patch, a
/// little farther on each time. (DragGAN, Pan 2023, arXiv 2305.10973, asks for G's features one step ahead:
/// small generators of 32 × 32 pixels obeyed that less, see tests/bench/README.md.) Places between pixels are
/// read bilinearly.
class DragPoints {
 public:
  /// `picture` [channels, height, width] is as it was before.
  DragPoints(std::vector<Handle> handles, const PictureShape& shape, std::vector<float> picture);

  /// How far a picture is from having each handle's patch at `share` (0–1) of the way to its target: squared
  /// differences, weighed by a Gaussian around the handle, averaged over channels and handles. Adds the
  /// loss's slopes by every pixel to `slopes` [channels, height, width].
  double wish(std::span<const float> picture, double share, std::vector<float>& slopes) const;

  /// `most` far away from handles and targets, less around them, [height, width].
  [[nodiscard]] std::vector<float> elsewhere(float most) const;

  /// Looks for every handle's surroundings, in a picture, by normalised correlation of brightness in 7 × 7
  /// samples: within the asked distance and three pixels around where it began, in every direction, so that
  /// nothing favours the target; of equals the nearest.
  void find(std::span<const float> picture);

  [[nodiscard]] const std::vector<Handle>& handles() const { return handles_; }
  [[nodiscard]] bool arrived() const;         ///< all were found at their targets
  [[nodiscard]] double mean_left() const;     ///< to the targets, in pixels
  static constexpr double near_enough = 0.5;  ///< pixels

 private:
  struct Corners {
    size_t index[4];
    float weight[4];
  };
  [[nodiscard]] Corners corners(Place place) const;  ///< the pixels around a place
  [[nodiscard]] std::vector<float> surroundings(const std::vector<float>& plane, Place place) const;
  [[nodiscard]] std::vector<float> brightness(std::span<const float> picture) const;

  std::vector<Handle> handles_;
  PictureShape shape_;
  double unit_;                        ///< pixels that count as one in a picture of 32
  std::vector<float> before_;          ///< [channels, height, width]
  std::vector<float> bright_;          ///< [height, width]
  std::vector<Place> patch_;           ///< around a handle, pixels
  std::vector<double> patch_weights_;  ///< sum to 1
};

}  // namespace ganscope::explore
