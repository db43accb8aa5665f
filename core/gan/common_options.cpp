#include "core/gan/common_options.h"

#include <string>
#include <utility>

#include "core/networks/shared_options.h"

namespace ganscope::gan {
namespace {

using config::Option;
using config::Player;
using config::Prominence;

Option make(std::string key, std::string title, std::string help, config::Value initial, double min,
            double max) {
  Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = std::move(help);
  option.initial = std::move(initial);
  option.min = min;
  option.max = max;
  return option;
}

Option choice(std::string key, std::string title, std::string help, std::vector<std::string> choices) {
  Option option = make(std::move(key), std::move(title), std::move(help), choices.front(), 0, 0);
  option.min = -std::numeric_limits<double>::infinity();
  option.max = std::numeric_limits<double>::infinity();
  option.choices = std::move(choices);
  return option;
}

Option rate(std::string key, std::string title, std::string help, Player player) {
  Option option = make(std::move(key), std::move(title), std::move(help), 1e-3, 1e-6, 1.0);
  option.logarithmic = true;
  option.tunable = true;
  option.player = player;
  option.prominence = Prominence::short_list;
  return option;
}

std::vector<Option> build() {
  std::vector<Option> options;
  options.push_back(rate(
      "lr_g", "Generator learning rate",
      "Learning rate of G: how far each step moves its weights. Too high and pictures flicker or collapse.",
      Player::generator));
  options.push_back(
      rate("lr_d", "Discriminator learning rate",
           "Learning rate of D. Higher than G's lets D keep ahead; much higher and G learns nothing.",
           Player::discriminator));
  Option critic =
      make("critic_steps", "Critic steps",
           "How often D, the critic, learns before G learns once. Wasserstein objectives want up to 5.",
           int64_t{1}, 1, 16);
  critic.tunable = true;
  critic.player = Player::discriminator;
  critic.prominence = Prominence::short_list;
  options.push_back(critic);
  Option ema = make("ema", "EMA of G",
                    "The EMA model is a running average of G's weights: it keeps this share of itself at "
                    "each step. 0 follows "
                    "G at once, 0.999 is very calm.",
                    0.995, 0, 0.99999);
  ema.tunable = true;
  ema.prominence = Prominence::short_list;
  options.push_back(ema);
  Option seed =
      make("seed", "Seed", "Fixes every chance in training: the same seed gives the same run, bit for bit.",
           int64_t{1}, 0, 2147483647);
  seed.prominence = Prominence::short_list;
  options.push_back(seed);

  options.push_back(
      make("batch", "Batch",
           "How many samples are looked at in one step. Small batches learn sooner, large ones more calmly.",
           int64_t{16}, 2, 1024));
  Option latent = make("latent_dim", "Latent numbers", "How many random numbers G makes one sample from.",
                       int64_t{64}, 1, 1024);
  latent.player = Player::generator;
  options.push_back(latent);
  options.push_back(
      make("beta1", "Adam β₁",
           "How long Adam remembers the gradient's direction. 0 or 0.5 suit GANs; 0.9 swings more.", 0.5, 0,
           0.9999));
  options.push_back(
      make("beta2", "Adam β₂", "How long Adam remembers the gradient's size.", 0.999, 0, 0.99999));
  Option conditional = make(
      "conditional", "Use labels",
      "Tells G which class to make, and D which class to expect, where the data have labels.", true, 0, 1);
  options.push_back(conditional);
  options.push_back(choice("init", "First weights",
                           "How the weights are drawn: normal002 is N(0, 0.02) as in DCGAN, pytorch is "
                           "PyTorch's own, orthogonal keeps "
                           "lengths.",
                           {"normal002", "pytorch", "orthogonal"}));
  options.push_back(
      choice("lr_decay", "Rate over time",
             "none keeps both rates; linear lowers them evenly to a tenth, which sharpens late results.",
             {"none", "linear"}));
  Option until =
      make("lr_decay_steps", "Rate falls until step",
           "With a linear fall: the step at which the rates reach a tenth and stay.", int64_t{20000}, 1, 1e9);
  until.logarithmic = true;
  options.push_back(until);
  options.push_back(
      make("scale_points", "Scale points",
           "Brings point data to unit variance for the networks; drawings keep the data's own units.", true,
           0, 1));
  const std::vector<Option>& of_networks = networks::shared_options();
  options.insert(options.end(), of_networks.begin(), of_networks.end());
  return options;
}

}  // namespace

const std::vector<Option>& common_options() {
  static const std::vector<Option> options = build();
  return options;
}

}  // namespace ganscope::gan
