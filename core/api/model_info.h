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

/// One way in which a model makes pictures of pictures.
struct DirectionInfo {
  std::string from, to;     ///< "grey", "colour": what goes in and what comes out
  bool truth_known = true;  ///< what shall become of an input is known
};

/// What kind of model a run trains, and what can be done with it.
struct ModelInfo {
  std::string kind = "gan";  ///< key of the registry of models
  std::vector<PlayerInfo> players;
  bool judges = true;         ///< it has a D, whose scores its samples have
  bool single_steps = true;   ///< each player can move alone
  bool told_in_parts = true;  ///< a step can be looked at part by part
  bool reconstructs = false;  ///< it makes latents of samples: render(encode(x)) comes near x
  /// It makes pictures of pictures, in so many directions; then it draws nothing from latents. Empty: it
  /// draws from latents.
  std::vector<DirectionInfo> directions = {};
  [[nodiscard]] bool translates() const { return !directions.empty(); }
  /// How many of the latent's numbers enter which layer of what draws, in their order: z⁽¹⁾, z⁽²⁾ …; one or
  /// none: all enter the first.
  std::vector<int64_t> latent_parts = {};

  /// Parameters of all players.
  [[nodiscard]] int64_t parameters() const;
  /// The parameters of the player of this key; 0: there is none.
  [[nodiscard]] int64_t parameters_of(const std::string& key) const;
  /// The number of the part, from 1, that a number of the latent belongs to; 0: there is one part only.
  [[nodiscard]] int latent_part_of(int64_t number) const;
};

}  // namespace ganscope::api
