#pragma once
// Everything that stands in the registries, as small experiments.
#include <algorithm>

#include "core/models/gan/combinations.h"
#include "tests/support/small_gan.h"

namespace ganscope::testing {

struct Combination {
  std::string network, objective;
  bool points, conditional, regularised;
  int size, channels;
};

/// Small data that its network can learn from: noise.
inline data::DatasetPointer data_for(const Combination& c) {
  if (c.points) return two_clusters();
  return noise_for(c.network, c.size, c.channels);
}

/// Of letters, digits and underscores.
inline std::string name_of(const Combination& c) {
  std::string name =
      c.network + "_" + c.objective +
      (c.points ? "_points" : "_" + std::to_string(c.size) + "x" + std::to_string(c.channels)) +
      (c.conditional ? "_labels" : "") + (c.regularised ? "_regularised" : "");
  std::ranges::replace(name, '-', '_');
  return name;
}

inline std::vector<Combination> combinations() {
  std::vector<Combination> all;
  for (const auto& network : networks::all_networks()) {
    for (const auto& objective : objectives::all_objectives()) {
      const std::string& n = network.info.key;
      const std::string& o = objective.info.key;
      const int size = n == "resnet" ? 32 : 16;
      all.push_back({n, o, false, true, false, size, 1});
      all.push_back({n, o, false, false, true, size, 3});
      if (n == "mlp") all.push_back({n, o, true, false, true, 0, 0});
    }
    for (const int size : {32, 64}) {
      for (const int channels : {1, 3}) {
        if (network.info.key == "resnet" && size == 32 && channels == 3) continue;  // stands above
        all.push_back({network.info.key, "non-saturating", false, channels == 1, true, size, channels});
      }
    }
  }
  return all;
}

/// What turns a regulariser on, clearly.
inline config::Value on_value(const config::Option& option) {
  if (std::holds_alternative<bool>(option.initial)) return true;
  if (std::holds_alternative<int64_t>(option.initial)) return int64_t{2};
  return std::min(1.0, option.max);
}

/// Every regulariser at once, but for those that the combination check refuses beside the rest.
inline void turn_all_on(config::Experiment& made, bool points) {
  made.settings.set("norm_d", std::string("none"));
  for (const auto& entry : objectives::all_regularisers()) {
    const config::Option& strength = entry.info.options.at(0);
    made.settings.set(strength.key, on_value(strength));
    if (!gan::check_combination(made.settings) || !gan::check_pictures(made.settings, points))
      made.settings.set(strength.key, strength.initial);
  }
}

inline config::Experiment experiment_of(const Combination& c) {
  config::Experiment made =
      experiment({{"network", c.network}, {"objective", c.objective}, {"conditional", c.conditional}});
  if (c.objective == "wgan-gp") made.settings.set("norm_d", std::string("none"));
  if (c.regularised) turn_all_on(made, c.points);
  return made;
}

/// One option at a value that is not its usual one.
struct Variation {
  std::string name;
  std::vector<std::pair<std::string, config::Value>> changes;
};

/// Every choice of every option of training, every regulariser alone, and the rest by name.
inline std::vector<Variation> variations() {
  std::vector<Variation> all;
  for (const config::Option& option : models::common_options()) {
    for (const std::string& choice : option.choices) {
      if (choice != option.choices.front())
        all.push_back({option.key + "_" + choice, {{option.key, choice}}});
    }
  }
  for (const auto& entry : objectives::all_regularisers()) {
    const config::Option& strength = entry.info.options.at(0);
    all.push_back({entry.info.key, {{strength.key, on_value(strength)}}});
  }
  all.push_back({"several_updates", {{"g_steps", int64_t{2}}, {"critic_steps", int64_t{2}}}});
  all.push_back({"matching_aware", {{"matching_aware", true}}});
  all.push_back({"matching_aware_penalised", {{"matching_aware", true}, {"r1_gamma", 1.0}}});
  all.push_back({"classifier_penalised", {{"condition_d", std::string("classifier")}, {"r2_gamma", 1.0}}});
  all.push_back({"unrolled_simultaneous_rmsprop",
                 {{"unroll_steps", int64_t{2}},
                  {"update_order", std::string("simultaneous")},
                  {"optimiser", std::string("rmsprop")}}});
  return all;
}

/// The networks are as small as they can be.
inline config::Experiment experiment_of(const Variation& variation) {
  std::vector<std::pair<std::string, config::Value>> changes{{"network", std::string("mlp")},
                                                             {"init", std::string("pytorch")},
                                                             {"lr_decay_steps", int64_t{5}},
                                                             {"norm_d", std::string("none")}};
  changes.insert(changes.end(), variation.changes.begin(), variation.changes.end());
  return experiment(changes);
}

}  // namespace ganscope::testing
