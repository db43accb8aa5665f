#include "core/networks/shared_options.h"

#include <string>
#include <utility>

namespace ganscope::networks {
namespace {

using config::choice_option;
using config::number_option;
using config::Option;
using config::Player;

std::vector<Option> build() {
  return {
      choice_option(
          "condition_g", "Labels into G",
          "How G learns the class. one-hot adds a trained row to its first layer; embedding puts a few "
          "trained numbers beside the latent.",
          {"one-hot", "embedding"}, Player::generator),
      number_option("embedding_dim", "Embedding of labels",
                    "With embedded labels: how many trained numbers stand for a class.", int64_t{16}, 1, 256,
                    Player::generator),
      choice_option(
          "condition_d", "Labels into D",
          "How D uses the class. projection compares features with a row for the class, concat shows the "
          "label beside the sample, classifier makes D name the class. Without labels projection does "
          "nothing.",
          {"projection", "concat", "classifier"}, Player::discriminator),
      number_option(
          "mapping_layers", "Mapping network",
          "Layers that turn the noise z into a latent w before G draws (StyleGAN has 8). 0: none. Explore "
          "then works in z or in w.",
          int64_t{0}, 0, 8, Player::generator),
      choice_option("later_noise", "Noise at a later layer",
                    "Part of the latent, z⁽²⁾, enters G halfway instead of at its first layer: added to "
                    "what that layer answers, or multiplied with it, a number a channel. Goodfellow 2016, "
                    "section 3.1.",
                    {"none", "additive", "multiplicative"}, Player::generator),
      number_option("later_numbers", "Numbers of the later noise",
                    "With noise at a later layer: how many of the latent's numbers are z⁽²⁾, the last "
                    "ones. 0: half of them.",
                    int64_t{0}, 0, 1023, Player::generator),
      number_option("mapping_width", "Width of the mapping",
                    "Units in the inner layers of the mapping network.", int64_t{64}, 1, 1024,
                    Player::generator),
  };
}

}  // namespace

const std::vector<Option>& shared_options() {
  static const std::vector<Option> options = build();
  return options;
}

}  // namespace ganscope::networks
