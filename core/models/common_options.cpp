#include "core/models/common_options.h"

#include <string>
#include <utility>

#include "core/networks/shared_options.h"

namespace ganscope::models {
namespace {

using config::choice_option;
using config::flag_option;
using config::number_option;
using config::Option;
using config::Player;
using config::Prominence;

// What one sees first: rates, balance, average, seed.
std::vector<Option> first() {
  Option critic = number_option(
      "critic_steps", "Critic steps",
      "How often D, the critic, learns before G learns once. Wasserstein objectives want up to 5.",
      int64_t{1}, 1, 16, Player::discriminator);
  critic.tunable = true;
  critic.prominence = Prominence::short_list;
  Option ema =
      number_option("ema", "EMA of G",
                    "The EMA model is a running average of G's weights: it keeps this share of itself at "
                    "each step. 0 follows G at once, 0.999 is very calm.",
                    0.995, 0, 0.99999);
  ema.tunable = true;
  ema.prominence = Prominence::short_list;
  Option seed = number_option(
      "seed", "Seed", "Fixes every chance in training: the same seed gives the same run, bit for bit.",
      int64_t{1}, 0, 2147483647);
  seed.prominence = Prominence::short_list;
  return {
      rate_option("lr_g", "Generator learning rate",
                  "Learning rate of G: how far each step moves its weights. Too high and pictures flicker or "
                  "collapse.",
                  1e-3, Player::generator),
      rate_option("lr_d", "Discriminator learning rate",
                  "Learning rate of D. Higher than G's lets D keep ahead; much higher and G learns nothing.",
                  1e-3, Player::discriminator),
      critic,
      ema,
      seed,
  };
}

// Batch, latent, labels, first weights.
std::vector<Option> material() {
  return {
      number_option(
          "batch", "Batch",
          "How many samples are looked at in one step. Small batches learn sooner, large ones more calmly.",
          int64_t{16}, 2, 1024),
      number_option("latent_dim", "Latent numbers", "How many random numbers G makes one sample from.",
                    int64_t{64}, 1, 1024, Player::generator),
      choice_option(
          "latent", "Latent distribution",
          "How the random numbers fall: normal, uniform between −1 and 1, or normal and then put on a "
          "sphere of radius √(their number).",
          {"normal", "uniform", "sphere"}, Player::generator),
      flag_option("conditional", "Use labels",
                  "Tells G which class to make, and D which class to expect, where the data have labels.",
                  true),
      flag_option(
          "matching_aware", "Wrong labels are fakes",
          "D also learns that a real sample under a wrong label is not real, so it must look at the label. "
          "Needs labels. Reed 2016.",
          false, Player::discriminator),
      choice_option("init", "First weights",
                    "How the weights are drawn: normal002 is N(0, 0.02) as in DCGAN, pytorch is "
                    "PyTorch's own, orthogonal keeps lengths.",
                    {"normal002", "pytorch", "orthogonal"}),
      flag_option("scale_points", "Scale points",
                  "Brings point data to unit variance for the networks; drawings keep the data's own units.",
                  true),
  };
}

// How weights follow gradients.
std::vector<Option> optimisers() {
  Option until = number_option("lr_decay_steps", "Rate falls until step",
                               "With a falling rate: the step at which the rates reach a tenth and stay.",
                               int64_t{20000}, 1, 1e9);
  until.logarithmic = true;
  return {
      choice_option(
          "optimiser", "Optimiser",
          "How gradients move weights. adam remembers direction and size and suits most GANs; rmsprop the "
          "size only, for clipped Wasserstein; sgd the direction only, and shows the bare dynamics.",
          {"adam", "rmsprop", "sgd"}),
      number_option("beta1", "Adam β₁",
                    "How long Adam remembers the gradient's direction. 0 or 0.5 suit GANs; 0.9 swings more.",
                    0.5, 0, 0.9999),
      number_option("beta2", "Adam β₂", "How long Adam and RMSprop remember the gradient's size.", 0.999, 0,
                    0.99999),
      number_option("momentum", "SGD momentum",
                    "How long SGD remembers the gradient's direction. 0 is plain gradient descent.", 0.9, 0,
                    0.9999),
      choice_option(
          "lr_decay", "Rate over time",
          "none keeps both rates; linear lowers them evenly to a tenth, which sharpens late results; cosine "
          "does so gently at both ends.",
          {"none", "linear", "cosine"}),
      until,
      choice_option("update_order", "Order of updates",
                    "alternating: G answers the D that has just learned. simultaneous: both learn from the "
                    "same moment, "
                    "as theory writes it, which circles more.",
                    {"alternating", "simultaneous"}),
      number_option("g_steps", "Generator steps",
                    "How often G learns in one step, each time from new samples.", int64_t{1}, 1, 16,
                    Player::generator),
  };
}

std::vector<Option> build() {
  std::vector<Option> options = first();
  for (const auto& group : {material(), optimisers()})
    options.insert(options.end(), group.begin(), group.end());
  const std::vector<Option>& of_networks = networks::shared_options();
  options.insert(options.end(), of_networks.begin(), of_networks.end());
  return options;
}

}  // namespace

config::Option rate_option(std::string key, std::string title, std::string help, double initial,
                           config::Player player) {
  Option option =
      number_option(std::move(key), std::move(title), std::move(help), initial, 1e-6, 1.0, player);
  option.logarithmic = true;
  option.tunable = true;
  option.prominence = Prominence::short_list;
  return option;
}

const std::vector<Option>& common_options() {
  static const std::vector<Option> options = build();
  return options;
}

}  // namespace ganscope::models
