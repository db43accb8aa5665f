#pragma once
#include <cstdint>

namespace ganscope::networks {

/// What goes in and comes out, from the data and the experiment.
struct Task {
  bool points = false;
  int channels = 0, height = 0, width = 0;  ///< images
  int dimensions = 0;                       ///< points
  int classes = 0;                          ///< 0: unconditional
  int latent_dim = 0;
  int packing = 1;         ///< samples that D judges together (PacGAN, Lin 2018); G makes single ones
  int outputs = 1;         ///< numbers that D says of a sample: 1 verdict, or an encoder's code
  int input_channels = 0;  ///< of the pictures that samples are made of; 0: of latents
  bool captions = false;   ///< in place of a class it is told words: each of `classes` is said (1) or not (0)
  bool lines = false;      ///< images are lines of words: [places, words of the vocabulary, 1]
};

/// Whether batch statistics are taken from this batch (and remembered), or the remembered ones are used.
/// `training_halves` is training on two batches in one pass, the first half and the second, which must not
/// see each other's statistics.
enum class Mode { training, training_halves, evaluation };

}  // namespace ganscope::networks
