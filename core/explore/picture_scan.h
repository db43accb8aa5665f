#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/packed_rows.h"
#include "core/data/dataset.h"
#include "core/explore/nearest.h"
#include "core/explore/tool.h"

// Which pictures of a data set are nearest to others: all are compared, piece by piece. 100,000 pictures of
// 32 × 32 × 3 take about 12 ms to 30 ms a picture that is looked for, and no memory beside the data's own.
namespace ganscope::explore {

/// A picture whose nearest are looked for: its vector in the comparison at hand, which is one of the two.
struct Sought {
  std::vector<uint8_t> pixels;  ///< [height, width, channels]
  std::vector<float> features;
  int64_t self = -1;  ///< its own number in the data, not its own neighbour; −1: it is none of them
  Nearest nearest;
};

/// A way of comparing pictures with those of a data set.
class Comparison {
 public:
  virtual ~Comparison() = default;
  [[nodiscard]] virtual int64_t count() const = 0;
  /// One of the data's own, to find its nearest others.
  [[nodiscard]] virtual Sought own(int64_t index, int most) const = 0;
  /// Offers numbers [from, to) to each.
  virtual void compare(std::span<Sought> sought, int64_t from, int64_t to) const = 0;
  /// The distance whose square `Near` has.
  [[nodiscard]] virtual double distance(double squared) const = 0;
};

/// In pixels: the root of the mean squared difference of all values, in [0, 1] where black is 0 and white 1.
class PixelComparison final : public Comparison {
 public:
  explicit PixelComparison(data::DatasetPointer dataset) : dataset_(std::move(dataset)) {}
  [[nodiscard]] int64_t count() const override { return dataset_->count; }
  [[nodiscard]] Sought own(int64_t index, int most) const override;
  void compare(std::span<Sought> sought, int64_t from, int64_t to) const override;
  [[nodiscard]] double distance(double squared) const override;

 private:
  data::DatasetPointer dataset_;
};

/// In the features of a network: their Euclidean distance. Filled from the front; 100,000 of 64 features take
/// 26 MB.
class FeatureComparison final : public Comparison {
 public:
  /// The next pictures' features; all pieces but the last are of `piece`.
  static constexpr int64_t piece = 1024;
  void add(std::span<const float> rows, int width);
  [[nodiscard]] int64_t count() const override { return count_; }
  [[nodiscard]] Sought own(int64_t index, int most) const override;
  void compare(std::span<Sought> sought, int64_t from, int64_t to) const override;
  [[nodiscard]] double distance(double squared) const override;

 private:
  std::vector<PackedRows> pieces_;
  int64_t count_ = 0;
};

/// Goes through all pictures for some that are sought.
class PictureScan {
 public:
  explicit PictureScan(std::vector<Sought> sought) : sought_(std::move(sought)) {}
  /// Until about `until`; true: all are compared.
  [[nodiscard]] bool go_on(const Comparison& comparison, Clock::time_point until);
  [[nodiscard]] const std::vector<Sought>& sought() const { return sought_; }
  [[nodiscard]] int64_t done() const { return at_; }

 private:
  std::vector<Sought> sought_;
  int64_t at_ = 0;
};

/// How far real pictures are from their nearest other ones: of `most_measured` spread over the data, or of
/// all.
class RealDistances {
 public:
  static constexpr int64_t most_measured = 500;
  /// True: all are measured.
  [[nodiscard]] bool measure(const Comparison& comparison, Clock::time_point until);
  [[nodiscard]] const std::vector<float>& sorted() const { return sorted_; }  ///< ascending, when measured
  [[nodiscard]] int64_t done() const { return static_cast<int64_t>(distances_.size()); }

 private:
  std::optional<PictureScan> scan_;
  std::vector<float> distances_, sorted_;
};

}  // namespace ganscope::explore
