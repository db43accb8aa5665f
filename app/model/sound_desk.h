#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/model/drum_machine.h"
#include "core/api/ask.h"
#include "core/api/preview.h"
#include "core/melody/score.h"
#include "core/sound/describe.h"
#include "core/sound/player.h"
#include "core/sound/wave.h"

namespace ganscope::model {

struct UiModel;

/// A spectrogram made into sound.
struct HeardSound {
  sound::Wave wave;
  sound::Heard heard;
};

/// What is shown, made into waves to be drawn; roughly, for many of them change several times a second.
struct ShownSounds {
  std::shared_ptr<const api::Answer> of = {};            ///< of generated ones
  std::shared_ptr<const api::DataPreview> of_data = {};  ///< of real ones
  std::vector<HeardSound> sounds = {};                   ///< in their order
};

/// What somebody wants to hear.
struct SoundWish {
  std::vector<uint8_t> spectrogram = {};    ///< [bands, frames]; empty: `wave` is what is heard
  std::vector<melody::Line> melodies = {};  ///< instead of a spectrogram: one after another
  sound::Wave wave = {};
  std::string name = {};            ///< "z 18", "kick": for the playing bar
  int latent = -1;                  ///< index of the fixed latent; -1: none
  int real = -1;                    ///< index in the preview of the data; -1: none
  bool again = false;               ///< round and round
  std::optional<DrumBar> bar = {};  ///< instead of a spectrogram: to be mixed
};

/// What sounds want of a thread beside the interface.
struct SoundErrand {
  uint64_t id = 0;
  std::shared_ptr<const api::Answer> answer = {};        ///< of which waves are to be drawn
  std::shared_ptr<const api::DataPreview> preview = {};  ///< likewise
  std::optional<SoundWish> wish = {};                    ///< to be played, or written
  std::optional<DrumBar> bar = {};                       ///< to be mixed
  std::string file = {};                                 ///< where the wish is to be written; empty: played
};
struct SoundErrandDone {
  uint64_t id = 0;
  std::shared_ptr<const ShownSounds> generated = {}, real = {};
  std::optional<SoundWish> wish = {};  ///< with its wave
  std::shared_ptr<const DrumBar> bar = {};
  std::string file = {};  ///< that was written
  std::optional<Failure> failure = {};
};

/// Playing, and the waves of what is shown. Of the interface; `player` has a thread of its own.
struct SoundDesk {
  static constexpr double softest_db = -40, usual_db = -6;
  std::shared_ptr<sound::Player> player;  ///< null: there is none, as in tests
  sound::Playing now = {};                ///< as it was when the frame began
  double loudness_db = usual_db;
  bool on_hover = false;          ///< what the mouse comes to is played
  bool again = false;             ///< what is played goes round and round until it is stopped
  SoundWish playing = {};         ///< what was last begun
  std::deque<SoundWish> waiting;  ///< the first is next
  bool in_turn = false;           ///< several were to be played, one after another
  std::shared_ptr<const ShownSounds> generated, real;
  bool drumming = false;                           ///< the drum machine goes round
  std::shared_ptr<const DrumBar> bar;              ///< the newest that is mixed
  bool along = false;                              ///< what Explore shows is played as it changes
  std::shared_ptr<const api::Answer> along_heard;  ///< the last that was
  struct Saving {
    SoundWish what;
    std::string file;
  };
  std::deque<Saving> to_save;

  bool busy = false;    ///< an errand is under way
  uint64_t newest = 0;  ///< its id
};

/// Whether the run's samples can be heard: sounds, melodies.
[[nodiscard]] bool is_heard(const UiModel& model);
/// Whether they are sounds, as spectrograms.
[[nodiscard]] bool is_sounds(const UiModel& model);
[[nodiscard]] bool is_melodies(const UiModel& model);
/// Why nothing can be played, in English; empty: it can.
[[nodiscard]] std::string why_silent(const UiModel& model);
/// A factor in 0–1.
[[nodiscard]] double gain_of(const SoundDesk& desk);
[[nodiscard]] bool is_playing(const UiModel& model);

/// Breaks off what is heard and plays this instead.
void play_sound(UiModel& model, SoundWish wish);
/// Plays one after another, of these the first at once.
void play_in_turn(UiModel& model, std::vector<SoundWish> wishes);
void stop_playing(UiModel& model);
/// How loud what is played next will be, whether the mouse plays what it comes to, and whether that goes
/// round and round: kept for the next start. What plays now begins anew when the last of these changes.
void set_listening(UiModel& model, double loudness_db, bool on_hover, bool again, double now_s);
/// The drum machine goes round, or ends.
void drum(UiModel& model, bool on);
/// Writes a sound into a new file of the run, and says where; `what` is part of its name.
void save_sound(UiModel& model, SoundWish wish, std::string_view what);
/// Writes melodies as MIDI likewise.
void save_midi(UiModel& model, SoundWish wish, std::string_view what);
/// The same with a bar of the drum machine, mixed.
void save_bar(UiModel& model, DrumBar bar);
/// The sound of a row of the drum machine; nothing where it is not drawn.
[[nodiscard]] std::optional<SoundWish> wish_of_drum(const UiModel& model, size_t row);
/// What Explore has in hand, as it is drawn; nothing where it is not.
[[nodiscard]] std::optional<SoundWish> wish_in_hand(const UiModel& model);
/// The fixed latent or the real sample of this number, as it is shown; nothing where it is not there.
[[nodiscard]] std::optional<SoundWish> wish_of_latent(const UiModel& model, int index);
[[nodiscard]] std::optional<SoundWish> wish_of_real(const UiModel& model, int index);
/// The class of the real sound on show that is nearest to a fixed latent's; -1: that cannot be said.
[[nodiscard]] int nearest_kind(const UiModel& model, int index);
/// Melody number `index` of `values` [count, 36, 26]; nothing: there is none.
[[nodiscard]] std::optional<melody::Line> melody_of(const std::vector<uint8_t>& values, int index);
/// How far what is played is in its melody, in eighths.
[[nodiscard]] double played_eighth(const SoundDesk& desk);
/// Sound number `index` of `values`; empty: there is none.
[[nodiscard]] std::vector<uint8_t> sound_of(const std::vector<uint8_t>& values, int index);

/// The next thing to do beside the interface, if nothing is under way.
[[nodiscard]] std::optional<SoundErrand> next_sound_errand(UiModel& model);
/// Does it; any thread.
[[nodiscard]] SoundErrandDone carry_out(const SoundErrand& errand);
void take_sound_errand(UiModel& model, const SoundErrandDone& done, double now_s);
/// Once a frame: how far the player is, and what comes next. True: something is heard, so the next frame
/// shows it moved on.
bool follow_player(UiModel& model);

}  // namespace ganscope::model
