#pragma once
#include <string>

#include "core/base/failure.h"
#include "core/storage/tensor_file.h"
#include "core/train/replica.h"

namespace ganscope::models {

/// A generator as a TorchScript program: `torch.jit.load(file)` in Python gives a module whose
/// forward(z [N, latent_dim] float32 standard normal, and labels [N] int64 where it is conditional) draws
/// samples [N, channels, height, width] in [−1, 1], or points [N, dimensions] in the data's units. Where it
/// is conditional, forward_shares(z, shares [N, classes] float32, each row summing to 1) draws mixtures of
/// classes; where it has a mapping network, forward_w(w) and forward_w_shares(w, shares) draw from w, whose
/// mean is `mean_w`. Its attributes `latent_dim` and `classes` (0: unconditional) say what it wants; its
/// parameters have the names of checkpoints with _ for the points.
struct Program {
  std::string bytes;      ///< of the file
  double difference = 0;  ///< largest, of a value of 16 samples in the networks' units, between the program
                          ///< read back and ours
};
/// `replica` is one of make_replica or open_stored. Of a moment that has only the average, that.
[[nodiscard]] Expected<Program> program_of(const train::Replica& replica, const train::Snapshot& snapshot,
                                           api::Model model);

/// The same generator's parameters and running statistics by name, row-major, with `latent_dim`, `classes`
/// and `step` in the metadata.
[[nodiscard]] Expected<storage::TensorFile> tensors_of(const train::Replica& replica,
                                                       const train::Snapshot& snapshot, api::Model model);

}  // namespace ganscope::models
