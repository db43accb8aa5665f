#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/base/random.h"
#include "core/models/material/batches.h"
#include "core/networks/network.h"

namespace ganscope::models {

/// What D is shown in one update.
struct Batch {
  at::Tensor both;    ///< [2N, …] float32: N real samples, then room for as many generated ones
  at::Tensor labels;  ///< [2N] int64, the same twice, or captions [2N, words] float32 of 0 and 1; undefined
                      ///< when unconditional
  at::Tensor inputs;  ///< [N, C', H, W] what samples are made of; undefined where that is nothing

  [[nodiscard]] int64_t count() const { return both.size(0) / 2; }
  [[nodiscard]] at::Tensor real() const { return both.narrow(0, 0, count()); }
  /// The labels of the real samples, which are those of the generated ones. [N], [N, words] or undefined
  [[nodiscard]] at::Tensor half_labels() const {
    return labels.defined() ? labels.narrow(0, 0, labels.size(0) / 2) : labels;
  }
};

/// Everything that a training step consumes: real batches, latents, labels or captions, on the device where
/// it is trained. Owns the place in the data and the one random generator of training.
class Supply {
 public:
  Supply(data::DatasetPointer data, uint64_t seed, PointScale scale, const networks::Task& task,
         int64_t batch_size, at::Device device, Augmentation augmentation);

  [[nodiscard]] Batch next_batch();
  /// Labels as frequent as in the data and no samples, for a G step without a D step.
  [[nodiscard]] Batch labels_only();
  [[nodiscard]] at::Tensor draw_latents();  ///< [N, latent_dim] float32, standard normal

  /// From now on without samples that are held out.
  void hold_out() { batches_.hold_out(); }

  [[nodiscard]] Random& random() { return random_; }
  [[nodiscard]] Batches::Place place() const { return batches_.place(); }
  [[nodiscard]] const data::Dataset& data() const { return batches_.data(); }
  [[nodiscard]] const data::DatasetPointer& dataset() const { return batches_.dataset(); }
  void go_to(Batches::Place place, const Random::State& noise);
  void use(data::DatasetPointer data, const PointScale& scale) { batches_.use(std::move(data), scale); }

 private:
  [[nodiscard]] at::Tensor inputs_of(const std::vector<int64_t>& indices, const Batches::Place& from);
  /// What is said of these samples this time, the same twice. [2N, words]
  [[nodiscard]] at::Tensor draw_captions(const std::vector<int64_t>& indices);

  Batches batches_;
  Random random_;
  networks::Task task_;
  int64_t batch_size_;
  at::Device device_;
};

}  // namespace ganscope::models
