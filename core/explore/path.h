#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "core/explore/latent_math.h"

namespace ganscope::explore {

/// A way through latent space that passes through every one of its key latents.
struct Path {
  /// How it goes between keys. lerp: straight. slerp: along the sphere. loop: through all keys and back to
  /// the first on a closed cubic curve (periodic Catmull–Rom 1974, its tangents those of the neighbours'
  /// times). curve: the same curve from the first key to the last, where it sets out straight towards the
  /// nearest key.
  enum class Through { lerp, slerp, loop, curve };

  std::vector<Latent> keys;  ///< one or more, of one dimension
  std::vector<double> gaps;  ///< [keys]: how long it takes from each key to the next; the last one's counts
                             ///< in a loop only. Above 0; missing ones are 1
  Through through = Through::slerp;
  bool in_out = false;  ///< slow at every key (3u² − 2u³)
  /// On a cubic curve: every latent is brought to a length that goes linearly from key to key, as slerp does,
  /// so that it stays as typical as its keys are (in z, not in w).
  bool keep_length = true;

  [[nodiscard]] bool closed() const { return through == Through::loop; }
  [[nodiscard]] size_t spans() const;  ///< from key to key: keys − 1, of a loop as many as keys
  /// When the keys are reached: [keys], from 0; the last one at 1 unless it is a loop.
  [[nodiscard]] std::vector<double> times() const;

  /// Between which keys one is at a time from 0 to 1, and how far: `share` 0 at `from`, 1 at `to`; eased.
  struct Place {
    size_t from = 0, to = 0;
    double share = 0;
  };
  [[nodiscard]] Place place(double t01) const;
  [[nodiscard]] Latent at(double t01) const;

 private:
  [[nodiscard]] double gap(size_t key) const { return key < gaps.size() && gaps[key] > 0 ? gaps[key] : 1; }
  [[nodiscard]] Latent on_curve(const Place& place) const;
};

/// The time at which `share` (0 to 1) of the whole way is behind one, and the share that is behind one at a
/// time. `steps` are the lengths of equally long pieces of time, one after the other; where all are 0, or not
/// finite, time and share are the same.
[[nodiscard]] double time_after(std::span<const float> steps, double share);
[[nodiscard]] double share_until(std::span<const float> steps, double time);

/// Where to stand so that the way between neighbours is equally long: [count] rising from 0 to 1. `steps` are
/// the lengths of equally long pieces of time, one after the other.
[[nodiscard]] std::vector<double> evenly_along(std::span<const float> steps, int count);

/// The sum of the distances between `count` equally spaced latents of the path.
[[nodiscard]] double latent_length(const Path& path, int count = 257);

/// Shares of `classes` classes on the way from one row of them to another: linear. [classes]
[[nodiscard]] std::vector<float> mixed(std::span<const float> from, std::span<const float> to, double share);

}  // namespace ganscope::explore
