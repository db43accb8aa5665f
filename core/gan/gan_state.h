#pragma once
#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>

#include "core/base/random.h"
#include "core/gan/batches.h"
#include "core/gan/step/optimiser.h"
#include "core/networks/network.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// Everything of a run that is a tensor. Flat buffers, laid out by the networks' layouts.
struct StateTensors {
  at::Tensor g, g_buffers;      ///< the generator being trained
  at::Tensor ema, ema_buffers;  ///< its running average
  Moments g_moments;
  at::Tensor d, d_buffers;
  Moments d_moments;

  /// Leaves out of both networks' moments what no later update depends on: as good as this state, and
  /// smaller.
  void forget_unused(const Optimiser& optimiser);

  [[nodiscard]] std::array<at::Tensor*, 10> all() {
    return {&g,
            &g_buffers,
            &ema,
            &ema_buffers,
            &g_moments.first,
            &g_moments.second,
            &d,
            &d_buffers,
            &d_moments.first,
            &d_moments.second};
  }
  [[nodiscard]] std::array<const at::Tensor*, 10> all() const {
    return {&g,
            &g_buffers,
            &ema,
            &ema_buffers,
            &g_moments.first,
            &g_moments.second,
            &d,
            &d_buffers,
            &d_moments.first,
            &d_moments.second};
  }
};

/// Everything else that the next step depends on.
struct Progress {
  int64_t step = 0;       ///< steps: generator updates, or several at once with `g_steps`
  int64_t updates_g = 0;  ///< generator updates
  int64_t updates_d = 0;  ///< discriminator updates
  Random::State noise;    ///< latents, labels, instance noise
  Batches::Place place;   ///< in the shuffled data
  double lr_g = 0, lr_d = 0, ema = 0;
  int64_t critic_steps = 1;
};

/// A clone of a run's state, as far as later steps depend on it; nothing in it is ever written again, so any
/// thread may read it.
class GanSnapshot final : public train::Snapshot {
 public:
  GanSnapshot(StateTensors tensors, Progress progress, PointScale scale)
      : tensors_(std::move(tensors)), progress_(progress), scale_(scale) {}
  [[nodiscard]] int64_t step() const override { return progress_.step; }
  [[nodiscard]] size_t bytes() const override;
  [[nodiscard]] bool whole() const override { return tensors_.g.numel() == tensors_.ema.numel(); }
  [[nodiscard]] const StateTensors& tensors() const { return tensors_; }
  [[nodiscard]] const Progress& progress() const { return progress_; }
  [[nodiscard]] const PointScale& scale() const { return scale_; }

 private:
  StateTensors tensors_;
  Progress progress_;
  PointScale scale_;
};

/// A copy of everything, in one block of memory that goes back to the system with its last tensor.
[[nodiscard]] StateTensors clone(const StateTensors& tensors);
/// Copies values into existing buffers of the same sizes; what the source has left out becomes zero.
void copy_into(StateTensors& target, const StateTensors& source);

/// The state as named plain tensors ("generator.…", "generator_ema.…", "discriminator.…", "adam_g.first.…" …)
/// and a table of strings, and back. Reading checks every name, type and shape against the layouts; `example`
/// says where tensors live.
[[nodiscard]] storage::TensorFile write_state(const StateTensors& tensors, const Progress& progress,
                                              const networks::Layout& g, const networks::Layout& d);
/// G's average alone, under the same names as in a checkpoint, and back: every other tensor is then empty.
[[nodiscard]] storage::TensorFile write_average(const StateTensors& tensors, int64_t step,
                                                const networks::Layout& g);
/// Whether `write_average` made the file.
[[nodiscard]] bool holds_average(const storage::TensorFile& file);
struct ReadState {
  StateTensors tensors;
  Progress progress;
};
[[nodiscard]] Expected<ReadState> read_state(const storage::TensorFile& file, const networks::Layout& g,
                                             const networks::Layout& d, const at::Device& device);
[[nodiscard]] Expected<ReadState> read_average(const storage::TensorFile& file, const networks::Layout& g,
                                               const at::Device& device);

}  // namespace ganscope::gan
