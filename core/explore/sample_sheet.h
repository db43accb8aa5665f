#pragma once
#include <filesystem>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/explore/held_out.h"
#include "core/image/picture.h"
#include "core/train/ports.h"

namespace ganscope::explore {

/// The picture that belongs beside a checkpoint: the 64 fixed latents through the EMA model, or 1,024 points
/// as a scatter (numbers: as a histogram). Of a model that makes pictures of pictures held-out inputs, what
/// becomes of them and, where it is known, what shall.
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
  [[nodiscard]] bool translates() const { return order_.weights.subject->experiment.settings.has("task"); }
  /// Of such a model the next inputs, at most `count` and all of one direction.
  struct Inputs {
    api::Rows rows;
    int direction = 0;
  };
  [[nodiscard]] Inputs inputs(int count) const;
  void add(const api::Answer& piece);
  [[nodiscard]] Expected<void> write() const;

 private:
  [[nodiscard]] Expected<void> write_triples() const;

  train::SampleOrder order_;
  std::vector<HeldOutPictures> held_out_;  ///< one a direction
  std::vector<int> shown_;                 ///< how many of each
  int count_ = 64;
  api::Answer drawn_;
};

/// Points as light dots on a dark square, the origin in its middle, everything within it.
[[nodiscard]] image::Picture scatter_picture(const std::vector<float>& points, int side_px);

/// The first of each pair [count, 2] as light bars on a dark square, from the least to the greatest.
[[nodiscard]] image::Picture histogram_picture(const std::vector<float>& points, int side_px);

}  // namespace ganscope::explore
