#include "core/networks/shared_options.h"

#include <string>
#include <utility>

namespace ganscope::networks {
namespace {

using config::Option;
using config::Player;

Option number(std::string key, std::string title, std::string help, int64_t initial, double min, double max) {
  Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = std::move(help);
  option.initial = initial;
  option.min = min;
  option.max = max;
  option.player = Player::generator;
  return option;
}

Option choice(std::string key, std::string title, std::string help, std::vector<std::string> choices,
              Player player) {
  Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = std::move(help);
  option.initial = choices.front();
  option.choices = std::move(choices);
  option.player = player;
  return option;
}

std::vector<Option> build() {
  return {
      choice("condition_g", "Labels into G",
             "How G learns the class. one-hot adds a trained row to its first layer; embedding puts a few "
             "trained numbers beside the latent.",
             {"one-hot", "embedding"}, Player::generator),
      number("embedding_dim", "Embedding of labels",
             "With embedded labels: how many trained numbers stand for a class.", 16, 1, 256),
      choice("condition_d", "Labels into D",
             "How D uses the class. projection compares features with a row for the class, concat shows the "
             "label beside the sample, classifier makes D name the class.",
             {"projection", "concat", "classifier"}, Player::discriminator),
      number("mapping_layers", "Mapping network",
             "Layers that turn the noise z into a latent w before G draws (StyleGAN has 8). 0: none. Explore "
             "then works in z or in w.",
             0, 0, 8),
      number("mapping_width", "Width of the mapping", "Units in the inner layers of the mapping network.", 64,
             1, 1024),
  };
}

}  // namespace

const std::vector<Option>& shared_options() {
  static const std::vector<Option> options = build();
  return options;
}

}  // namespace ganscope::networks
