#pragma once
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/networks/network.h"
#include "core/networks/shared_options.h"

namespace ganscope::networks::testing {

/// Every network option at its default, then these.
inline config::Settings settings_for(const std::string& network,
                                     const std::vector<std::pair<std::string, config::Value>>& changes = {}) {
  config::Settings settings;
  settings.set("network", network);
  for (const NetworkEntry& entry : all_networks()) {
    for (const config::Option& option : entry.info.options) settings.set(option.key, option.initial);
  }
  for (const config::Option& option : shared_options()) settings.set(option.key, option.initial);
  settings.set("width", int64_t{4});
  settings.set("resnet_width", int64_t{8});
  settings.set("hidden_width", int64_t{16});
  settings.set("words_width", int64_t{16});
  for (const auto& [key, value] : changes) settings.set(key, value);
  return settings;
}

inline Task pictures(int size, int channels, int classes, int packing = 1) {
  return {false, channels, size, size, 0, classes, 8, packing};
}
inline Task plane_points(int classes = 0, int packing = 1) { return {true, 0, 0, 0, 2, classes, 8, packing}; }

/// The same for a network of this key: one of words takes its pictures for lines.
inline Task task_for(const std::string& network, Task task) {
  task.lines = network == "words";
  return task;
}

struct Pair {
  std::unique_ptr<Generator> g;
  std::unique_ptr<Discriminator> d;
  Weights gw, dw;  ///< trainable
};

/// Both networks with PyTorch's first weights from seed 1.
inline Pair pair_of(const config::Settings& settings, const Task& task) {
  const NetworkEntry* entry = find_network(settings).value();
  Pair made{std::move(entry->make_generator(settings, task).value()),
            std::move(entry->make_discriminator(settings, task).value()),
            {},
            {}};
  Random random(1);
  const Weights g = made.g->layout().initial(Initialisation::pytorch, random);
  const Weights d = made.d->layout().initial(Initialisation::pytorch, random);
  made.gw = made.g->layout().view(g.flat, g.flat_buffers, true);
  made.dw = made.d->layout().view(d.flat, d.flat_buffers, true);
  return made;
}

}  // namespace ganscope::networks::testing
