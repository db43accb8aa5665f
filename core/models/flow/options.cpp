#include <utility>

#include "core/models/common_options.h"
#include "core/models/flow/parts.h"

namespace ganscope::flow {
namespace {

using config::choice_option;
using config::number_option;
using config::Option;
using config::Prominence;

Option rate() {
  return models::rate_option("lr", "Learning rate", "How far each step moves the weights of the velocity.",
                             2e-3);
}

}  // namespace

std::vector<Option> options() {
  Option steps = number_option("ode_steps", "Steps from noise to sample",
                               "How many straight pieces the way of a sample has. Few are quick and cut "
                               "corners; what was learned stays "
                               "the same, so this may be changed at any time.",
                               int64_t{16}, 1, 256);
  steps.tunable = true;
  steps.logarithmic = true;
  steps.prominence = Prominence::short_list;
  return {
      rate(),
      std::move(steps),
      choice_option("ode_method", "Way of stepping",
                    "euler follows the velocity at the beginning of each piece; heun the mean of that and "
                    "the one at its end, which is more exact and asks the network twice.",
                    {"euler", "heun"}),
      number_option("flow_width", "Width (points)", "Of points: units in every layer of the velocity.",
                    int64_t{64}, 4, 1024),
      number_option("flow_layers", "Layers (points)", "Of points: hidden layers of the velocity.", int64_t{3},
                    1, 8),
      number_option("flow_channels", "Channels (pictures)",
                    "Of pictures: channels of the velocity's layers at half the picture's size; further in "
                    "there are up to four times as many.",
                    int64_t{16}, 4, 128)};
}

config::Scope scope() {
  return {
      .game = false,
      .network = false,
      .without = {"lr_g", "lr_d", "critic_steps", "g_steps", "update_order", "matching_aware", "condition_d",
                  "condition_g", "embedding_dim", "latent", "latent_dim", "mapping_layers", "mapping_width"}};
}

Solver solver_of(const config::Settings& settings) {
  return {settings.integer("ode_steps"), settings.text("ode_method") == "heun"};
}

}  // namespace ganscope::flow
