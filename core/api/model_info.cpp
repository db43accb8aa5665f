#include "core/api/model_info.h"

namespace ganscope::api {

int64_t ModelInfo::parameters() const {
  int64_t sum = 0;
  for (const PlayerInfo& player : players) sum += player.parameters;
  return sum;
}

int64_t ModelInfo::parameters_of(const std::string& key) const {
  for (const PlayerInfo& player : players)
    if (player.key == key) return player.parameters;
  return 0;
}

int ModelInfo::latent_part_of(int64_t number) const {
  if (latent_parts.size() < 2) return 0;
  int part = 1;
  for (const int64_t count : latent_parts) {
    if (number < count) return part;
    number -= count;
    ++part;
  }
  return 0;
}

}  // namespace ganscope::api
