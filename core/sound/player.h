#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/sound/wave.h"

namespace ganscope::sound {

/// What a player is doing now.
struct Playing {
  bool off = false;       ///< it cannot play
  std::string why = {};   ///< why not: "no sound device (…)"
  uint64_t sound = 0;     ///< the number that `play` gave what is heard now; 0: nothing
  double position_s = 0;  ///< of it
  double length_s = 0;
};

/// Plays one sound at a time on a thread of its own. Every call returns at once, from whatever thread; what
/// was heard before is broken off softly. Without a device `now().off` says why, and calls do nothing.
class Player {
 public:
  virtual ~Player() = default;
  /// Returns the sound's number, counted from 1. `gain` in [0, 1]. `again`: round and round until stopped.
  virtual uint64_t play(Wave wave, double gain, bool again) = 0;
  /// What is played round and round goes on at the same share of it in `wave`; nothing if that was over.
  virtual void change(Wave wave, double gain) = 0;
  virtual void stop() = 0;
  [[nodiscard]] virtual Playing now() const = 0;
};

/// The machine's own (ALSA's "default"), opened with the first sound. `wake` is called from its thread when
/// a sound ends or fails, and may be empty.
/// The environment variable GANSCOPE_PLAYER chooses another: `off` cannot play; `keep:DIR` plays in silence
/// and writes each sound into DIR as 001.wav, 002.wav, …, for tests.
[[nodiscard]] std::unique_ptr<Player> make_player(std::function<void()> wake);

/// Plays in silence, in real time, and writes what was played where `folder` is not empty.
[[nodiscard]] std::unique_ptr<Player> keeping_player(std::string folder);

/// Cannot play, for the reason that it is given.
[[nodiscard]] std::unique_ptr<Player> no_player(std::string why);

/// See make_player.
[[nodiscard]] std::unique_ptr<Player> alsa_player(std::function<void()> wake);

}  // namespace ganscope::sound
