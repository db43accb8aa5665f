#pragma once
#include "core/config/catalogue.h"
#include "core/config/experiment.h"

namespace ganscope::testing {

/// A small catalogue with one entry of each kind, for tests without torch: data `toy`, network `tiny`,
/// objective `plain`.
inline config::Catalogue fake_catalogue() {
  const auto real = [](std::string key, std::string title, double initial, double min, double max,
                       bool tunable) {
    config::Option option;
    option.key = std::move(key);
    option.title = std::move(title);
    option.initial = initial;
    option.min = min;
    option.max = max;
    option.tunable = tunable;
    return option;
  };
  const auto whole = [](std::string key, std::string title, int64_t initial, double min, double max,
                        bool tunable) {
    config::Option option;
    option.key = std::move(key);
    option.title = std::move(title);
    option.initial = initial;
    option.min = min;
    option.max = max;
    option.tunable = tunable;
    return option;
  };
  config::Catalogue catalogue;
  catalogue.common = {whole("seed", "Seed", 1, 0, 1e9, false),
                      whole("batch", "Batch", 16, 1, 4096, false),
                      whole("latent_dim", "Latent size", 4, 1, 512, false),
                      whole("critic_steps", "Critic steps", 1, 1, 100, true),
                      real("lr_g", "G rate", 0.001, 1e-6, 1, true),
                      real("lr_d", "D rate", 0.001, 1e-6, 1, true)};
  catalogue.data = {{"toy", "Toy", "Numbers", {}}};
  catalogue.networks = {{"tiny", "Tiny", "Nothing much", {}}};
  catalogue.objectives = {{"plain", "Plain", "Plain", {}}};
  return catalogue;
}

inline config::Experiment fake_experiment(int64_t seed = 1) {
  config::Experiment experiment;
  experiment.name = "toy";
  experiment.title = "Toy";
  for (const auto& option : fake_catalogue().common) experiment.settings.set(option.key, option.initial);
  experiment.settings.set("data", std::string("toy"));
  experiment.settings.set("network", std::string("tiny"));
  experiment.settings.set("objective", std::string("plain"));
  experiment.settings.set("seed", seed);
  return experiment;
}

}  // namespace ganscope::testing
