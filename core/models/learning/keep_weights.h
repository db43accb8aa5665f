#pragma once
#include <string>

#include "core/models/learning/state.h"
#include "core/networks/weights.h"

namespace ganscope::models {

/// How the hidden layers of fully connected networks bend: a new layer begins as one that changes nothing.
/// Empty: no layer is added so.
struct Deepening {
  std::string activation;  ///< relu, leaky_relu, elu or tanh
  std::string last;        ///< the layer behind the hidden ones: "out", "to_logit"
};

/// Takes over from a network what fits another one of the same names, in the corner that both shapes have;
/// `to` holds first weights and zeros. Returns how many parameters were taken over.
///
/// What is drawn stays as it was when a layer becomes wider or a network deeper. A further unit has incoming
/// weights of its own, as the seed drew them, and outgoing weights of zero: it says nothing at first and
/// learns to. A further hidden layer of an MLP hands on what it is given: the identity, moved to where its
/// activation is straight (by 1 for elu, by 4 for leaky_relu: exact down to −4), or, for tanh, made a
/// sixteenth and enlarged again behind (off by h³/768). The optimiser remembers nothing of what is new.
int64_t keep_weights(const networks::Layout& before, const PlayerState& from, const networks::Layout& now,
                     PlayerState& to, const Deepening& deepening);

}  // namespace ganscope::models
