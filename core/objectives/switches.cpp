#include "core/objectives/switches.h"

namespace ganscope::objectives {
namespace {

using config::flag_option;
using config::number_option;
using config::Player;

std::unique_ptr<Regulariser> nothing(const config::Settings&) { return nullptr; }

}  // namespace

RegulariserEntry spectral_normalisation() {
  return {
      {"spectral-norm",
       "Spectral normalisation",
       "Divides every weight of D by its largest singular value, so that D is nowhere steep. Goes with the "
       "hinge "
       "loss. Miyato 2018.",
       {flag_option("spectral_norm", "Spectral norm in D",
                    "Keeps every layer of D from stretching anything. Best without batch normalisation in D.",
                    false, Player::discriminator)}},
      nothing};
}

RegulariserEntry minibatch_stddev() {
  return {{"minibatch-stddev",
           "Minibatch standard deviation",
           "D is told how much the samples of a batch differ, so a generator that always makes the same is "
           "found out. "
           "Karras 2018.",
           {flag_option("minibatch_stddev", "Minibatch deviation in D",
                        "Gives D the variety of the batch as one more feature: works against mode collapse.",
                        false, Player::discriminator)}},
          nothing};
}

RegulariserEntry packing() {
  return {
      {"packing",
       "Packing (PacGAN)",
       "D judges several samples together, so that a generator without variety is easily found out. Lin "
       "2018.",
       {number_option("packing", "Samples in a pack",
                      "How many samples D looks at together. 1 turns it off; the batch must be a multiple.",
                      int64_t{1}, 1, 4, Player::discriminator)}},
      nothing};
}

RegulariserEntry unrolling() {
  return {{"unrolling",
           "Unrolling",
           "G learns against the D that there would be k updates later, and through those updates: it stops "
           "chasing the "
           "moment, which is how modes collapse. Slow: each costs about one more D update, twice "
           "differentiated. Metz "
           "2017.",
           {number_option(
               "unroll_steps", "Unrolled D updates",
               "How many updates of D the generator looks ahead. 0 turns it off; the paper takes 5 to 10.",
               int64_t{0}, 0, 10, Player::generator)}},
          nothing};
}

RegulariserEntry gradient_clipping() {
  return {{"gradient-clipping",
           "Gradient clipping",
           "Shortens each player's gradient to a length where it is longer: one bad batch cannot throw the "
           "weights far. "
           "Pascanu 2013.",
           {config::strength_option(
               "clip_gradient", "Longest gradient",
               "The length to which both players' gradients are clipped. 0 turns it off.", 1.0, 1000)}},
          nothing};
}

}  // namespace ganscope::objectives
