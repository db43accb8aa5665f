#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/config/option.h"

namespace ganscope::api {

/// One network of a model.
struct PlayerInfo {
  std::string key;                             ///< "generator": of its layers, and in checkpoints
  std::string title;                           ///< "Generator"
  std::string letter;                          ///< "G": where there is little room
  config::Player role = config::Player::none;  ///< its colour
  int64_t parameters = 0;
};

/// What kind of model a run trains, and what can be done with it.
struct ModelInfo {
  std::string kind = "gan";  ///< key of the registry of models
  std::vector<PlayerInfo> players;
  bool judges = true;         ///< it has a D, whose scores its samples have
  bool single_steps = true;   ///< each player can move alone, and a step be looked at part by part
  bool reconstructs = false;  ///< it makes latents of samples: render(encode(x)) comes near x
  bool in_stages = false;     ///< a sample comes about in several steps, each of which is one itself

  /// Parameters of all players.
  [[nodiscard]] int64_t parameters() const;
  /// The parameters of the player of this key; 0: there is none.
  [[nodiscard]] int64_t parameters_of(const std::string& key) const;
};

}  // namespace ganscope::api
