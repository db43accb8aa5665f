#include "core/networks/dcgan.h"
#include "core/networks/mlp.h"
#include "core/networks/resnet.h"
#include "core/networks/words.h"

namespace ganscope::networks {

// The order is that of the chooser. A new network is its own file pair and one line here.
const std::vector<NetworkEntry>& all_networks() {
  static const std::vector<NetworkEntry> entries = {
      dcgan(),
      resnet(),
      mlp(),
      words(),
  };
  return entries;
}

Expected<const NetworkEntry*> find_network(const config::Settings& settings) {
  const std::string& key = settings.text("network");
  std::vector<std::string> known;
  for (const NetworkEntry& entry : all_networks()) {
    if (entry.info.key == key) return &entry;
    known.push_back(entry.info.key);
  }
  const std::string near = config::nearest(key, known);
  return fail(FailureKind::usage, "there is no network called " + key, "network",
              near.empty() ? "`ganscope list networks` names them all" : "did you mean " + near + "?");
}

}  // namespace ganscope::networks
