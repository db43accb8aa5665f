#include "core/models/autoencoder/options.h"

#include <utility>

#include "core/models/common_options.h"

namespace ganscope::autoencoder {
namespace {

using config::choice_option;
using config::number_option;
using config::Option;
using config::Prominence;

Option rate() {
  return models::rate_option("lr", "Learning rate",
                             "How far each step moves the weights of encoder and decoder.", 2e-3);
}

}  // namespace

std::vector<Option> options() {
  Option distance = choice_option("reconstruction", "Distance",
                                  "What a reconstruction is judged by, value by value: the mean of |y − x|, "
                                  "or of (y − x)². Neither knows "
                                  "that a stroke moved by one pixel is the same digit.",
                                  {"l1", "l2"});
  distance.prominence = Prominence::short_list;
  return {rate(), std::move(distance)};
}

std::vector<Option> variational_options() {
  Option weight =
      number_option("kl_weight", "Weight of the KL (β)",
                    "How much codes are pressed towards the normal distribution: 1 is the bound of "
                    "Kingma & Welling 2014, more untangles and blurs (Higgins 2017), 0 leaves an "
                    "autoencoder that adds noise.",
                    1.0, 0, 100);
  weight.tunable = true;
  weight.prominence = Prominence::short_list;
  Option sigma = number_option("decoder_sigma", "Noise of the decoder (σ)",
                               "The standard deviation that the decoder grants every value, in units of "
                               "[−1, 1]. Small: sharp reconstructions and gaps between codes; large: blur.",
                               0.1, 0.01, 2.0);
  sigma.logarithmic = true;
  sigma.prominence = Prominence::short_list;
  return {rate(), std::move(weight), std::move(sigma)};
}

config::Scope scope() {
  return {
      .game = false,
      .without = {"lr_g", "lr_d", "critic_steps", "g_steps", "update_order", "matching_aware", "condition_d"},
      .generator = "decoder",
      .discriminator = "encoder"};
}

}  // namespace ganscope::autoencoder
