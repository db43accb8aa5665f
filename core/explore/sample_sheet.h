#pragma once
#include <filesystem>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/image/picture.h"
#include "core/train/ports.h"

namespace ganscope::explore {

/// The picture that belongs beside a checkpoint: the 64 fixed latents through the EMA model, or 1,024 points
/// as a scatter (numbers: as a histogram).
class SampleSheet {
 public:
  explicit SampleSheet(train::SampleOrder order);

  [[nodiscard]] const train::SampleOrder& order() const { return order_; }
  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] int done() const { return drawn_.count; }
  [[nodiscard]] bool complete() const { return drawn_.count >= count_; }
  /// Latents [done, done + count) and their labels.
  [[nodiscard]] std::vector<float> latents(int count) const;
  [[nodiscard]] std::vector<int> labels(int count) const;
  void add(const api::Answer& piece);
  [[nodiscard]] Expected<void> write() const;

 private:
  train::SampleOrder order_;
  int count_ = 64;
  api::Answer drawn_;
};

/// Points as light dots on a dark square, the origin in its middle, everything within it.
[[nodiscard]] image::Picture scatter_picture(const std::vector<float>& points, int side_px);

/// The first of each pair [count, 2] as light bars on a dark square, from the least to the greatest.
[[nodiscard]] image::Picture histogram_picture(const std::vector<float>& points, int side_px);

}  // namespace ganscope::explore
