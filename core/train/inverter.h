#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/storage/tensor_file.h"

namespace ganscope::train {

/// What a picture may have been drawn from.
struct Guess {
  api::Rows latents;  ///< z, [count, latent_dim]
  api::Rows classes;  ///< how likely each class is, [count, classes]; of width 0 where there are none
};

/// Guesses the latent of a picture (and the class that the generator was told) after it has learned from the
/// generator's own samples, lesson by lesson: the encoder of a trained GAN. Used from one thread.
class Inverter {
 public:
  virtual ~Inverter() = default;
  /// One lesson, some milliseconds: pictures as a replica draws them, the z [count, latent_dim] they were
  /// drawn from, and their classes [count] where there are any. `rate` of Adam. Returns the mean squared
  /// error of z before the lesson.
  virtual double learn(const api::Answer& pictures, const std::vector<float>& latents,
                       const std::vector<int>& labels, double rate) = 0;
  /// `pictures` [count, channels · height · width] in [−1, 1], in the order channel, row, column.
  [[nodiscard]] virtual Expected<Guess> guess(const api::Rows& pictures) = 0;
  /// All that it has learned, and back; reading fails with `bad_data`, and changes nothing, where names or
  /// shapes are another network's.
  [[nodiscard]] virtual storage::TensorFile write() const = 0;
  [[nodiscard]] virtual Expected<void> read(const storage::TensorFile& file) = 0;
};

/// What goes in and comes out.
struct InverterShape {
  int channels = 0, height = 0, width = 0;
  int latent_dim = 0;
  int classes = 0;  ///< 0: unconditional
};

using InverterFactory = std::function<std::unique_ptr<Inverter>(const InverterShape& shape)>;

}  // namespace ganscope::train
