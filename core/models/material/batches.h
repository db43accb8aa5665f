#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"

namespace ganscope::models {

/// Between the frame of the points and the units in which the networks see them: p_net = (p − centre) / unit.
struct PointScale {
  std::array<float, 2> centre{};
  std::array<float, 2> unit{1, 1};  ///< the same in both, unless a run goes on with data in another frame
  bool operator==(const PointScale&) const = default;
};

/// The same units of the networks, from points in another frame.
[[nodiscard]] PointScale moved(const PointScale& scale, const PointFrame& from, const PointFrame& to);

/// Zero mean and, over both dimensions together, unit variance.
[[nodiscard]] PointScale unit_variance(const data::Dataset& data);

/// Changes that make more of few pictures: each time one is dealt, by chance as it is or mirrored, and moved.
struct Augmentation {
  bool flip = false;  ///< left and right swapped, with probability ½
  int shift = 0;      ///< by up to so many pixels in x and in y; the edge's pixels are repeated
  [[nodiscard]] bool any() const { return flip || shift > 0; }
};
/// What `settings` say under `flip` and `shift`; nothing where the data have no such options.
[[nodiscard]] Augmentation augmentation_of(const config::Settings& settings);

/// Deals samples in shuffled epochs. The order of epoch e depends on the seed and e alone, so a place in it
/// is two numbers and can be returned to; so is what augmentation does to the sample at that place.
class Batches {
 public:
  struct Place {
    int64_t epoch = 0, position = 0;
    bool operator==(const Place&) const = default;
  };
  Batches(data::DatasetPointer data, uint64_t seed, PointScale scale, Augmentation augmentation = {});

  /// Indices of the next `count` samples; runs over the end of an epoch into the next.
  void next(std::span<int64_t> indices);
  /// Pixels in [−1, 1], [N, H, W, C], or scaled points, [N, dimensions].
  void fill(std::span<const int64_t> indices, std::span<float> samples) const;
  /// The same, augmented as it befits samples that were dealt from `from` on: `place()` before `next`.
  void fill(std::span<const int64_t> indices, const Place& from, std::span<float> samples) const;
  /// What samples of pairs are made of, mirrored and moved as these are: [N, H, W, C'] in [−1, 1].
  void fill_inputs(std::span<const int64_t> indices, const Place& from, std::span<float> inputs) const;
  /// Any of the inputs, where nobody knows which belongs to which sample; `random` chooses.
  void fill_any_inputs(int64_t count, Random& random, std::span<float> inputs) const;
  void fill_labels(std::span<const int64_t> indices, std::span<int64_t> labels) const;

  /// From now on without data::is_held_out: another order of every epoch, which is shorter.
  void hold_out();

  [[nodiscard]] Place place() const { return place_; }
  void go_to(Place place);
  /// Deals from `data`, as large as those before, in `scale`.
  void use(data::DatasetPointer data, const PointScale& scale);
  [[nodiscard]] const data::Dataset& data() const { return *data_; }
  [[nodiscard]] const data::DatasetPointer& dataset() const { return data_; }
  [[nodiscard]] int64_t values_per_sample() const;

 private:
  void shuffle();
  /// What augmentation does to the sample at a place.
  [[nodiscard]] Random chance_at(const Place& from, size_t offset) const;
  void fill_augmented(std::span<const uint8_t> picture, Random& random, float* out) const;

  data::DatasetPointer data_;
  uint64_t seed_;
  PointScale scale_;
  Augmentation augmentation_;
  Place place_;
  bool holds_out_ = false;
  std::vector<int32_t> order_;
  std::array<float, 256> pixel_value_{};
};

}  // namespace ganscope::models
