#include "app/model/sound_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "app/model/preferences.h"
#include "app/model/saving.h"
#include "app/model/ui_model.h"
#include "core/melody/midi.h"
#include "core/melody/synthesiser.h"
#include "core/sound/spectrogram.h"
#include "core/sound/wav_io.h"

namespace ganscope::model {
namespace {

constexpr int rough_iterations = 4;  // of Griffin-Lim: enough to be looked at
constexpr size_t sound_bytes = static_cast<size_t>(sound::bands) * sound::frames;

std::vector<HeardSound> heard_of(const std::vector<uint8_t>& values) {
  std::vector<HeardSound> sounds;
  for (size_t at = 0; at + sound_bytes <= values.size(); at += sound_bytes) {
    HeardSound one;
    one.wave = sound::sounded(std::span(values).subspan(at, sound_bytes), rough_iterations);
    one.heard = sound::heard(one.wave);
    sounds.push_back(std::move(one));
  }
  return sounds;
}

/// What of the shown samples has no waves yet.
std::shared_ptr<const api::Answer> undrawn_answer(const UiModel& model) {
  const auto& result = model.result(view::grid);
  const SoundDesk& desk = model.sound_desk;
  if (!result || result->values.empty() || (desk.generated && desk.generated->of == result)) return nullptr;
  return result;
}

std::shared_ptr<const api::DataPreview> undrawn_preview(const UiModel& model) {
  const SoundDesk& desk = model.sound_desk;
  if (model.preview->values.empty() || (desk.real && desk.real->of_data == model.preview)) return nullptr;
  return model.preview;
}

/// Whether what the drum machine shall play is another than what is mixed.
bool needs_mixing(const UiModel& model) {
  const auto wanted = wanted_bar(model);
  return wanted && !(model.sound_desk.bar && model.sound_desk.bar->same_as(*wanted));
}

/// Sample number `index` of `values`, to be played; nothing: there is none, or it cannot be heard.
std::optional<SoundWish> wish_of_values(const UiModel& model, const std::vector<uint8_t>& values, int index) {
  SoundWish wish;
  if (is_melodies(model)) {
    const auto line = melody_of(values, index);
    if (!line) return std::nullopt;
    wish.melodies = {*line};
    return wish;
  }
  wish.spectrogram = sound_of(values, index);
  if (wish.spectrogram.empty()) return std::nullopt;
  return wish;
}

bool is_midi(const std::string& file) { return std::filesystem::path(file).extension() == ".mid"; }

}  // namespace

bool is_sounds(const UiModel& model) { return model.status->data.form == Form::waves; }
bool is_melodies(const UiModel& model) { return model.status->data.form == Form::rolls; }
bool is_heard(const UiModel& model) { return is_sounds(model) || is_melodies(model); }

std::string why_silent(const UiModel& model) {
  const SoundDesk& desk = model.sound_desk;
  if (desk.player == nullptr) return "there is no sound here";
  return desk.now.off ? desk.now.why : std::string();
}

double gain_of(const SoundDesk& desk) {
  if (desk.loudness_db <= SoundDesk::softest_db) return 0;
  return std::pow(10.0, std::min(0.0, desk.loudness_db) / 20);
}

bool is_playing(const UiModel& model) { return model.sound_desk.now.sound != 0; }

void play_sound(UiModel& model, SoundWish wish) { play_in_turn(model, {std::move(wish)}); }

void play_in_turn(UiModel& model, std::vector<SoundWish> wishes) {
  SoundDesk& desk = model.sound_desk;
  if (!why_silent(model).empty()) return;
  desk.drumming = false;
  desk.in_turn = wishes.size() > 1;
  desk.waiting.assign(std::make_move_iterator(wishes.begin()), std::make_move_iterator(wishes.end()));
  if (desk.now.sound != 0) desk.player->stop();
  desk.now.sound = 0;
}

void stop_playing(UiModel& model) {
  SoundDesk& desk = model.sound_desk;
  desk.waiting.clear();
  desk.drumming = false;
  if (desk.player != nullptr) desk.player->stop();
  desk.now.sound = 0;
}

void set_listening(UiModel& model, double loudness_db, bool on_hover, bool again, double now_s) {
  SoundDesk& desk = model.sound_desk;
  const bool anew = desk.again != again && is_playing(model) && !desk.drumming;
  desk.loudness_db = loudness_db;
  desk.on_hover = on_hover;
  desk.again = again;
  model.preferences.listening = {loudness_db, on_hover, again};
  preferences_changed(model, now_s);
  if (anew) play_sound(model, desk.playing);
}

void drum(UiModel& model, bool on) {
  if (!on) return stop_playing(model);
  if (!why_silent(model).empty()) return;
  stop_playing(model);
  model.sound_desk.drumming = true;
  model.sound_desk.bar = nullptr;
}

void save_sound(UiModel& model, SoundWish wish, std::string_view what) {
  model.sound_desk.to_save.push_back({std::move(wish), new_export(model, what, ".wav").string()});
}

void save_midi(UiModel& model, SoundWish wish, std::string_view what) {
  model.sound_desk.to_save.push_back({std::move(wish), new_export(model, what, ".mid").string()});
}

void save_bar(UiModel& model, DrumBar bar) {
  SoundWish wish{.name = "drums"};
  wish.bar = std::move(bar);
  save_sound(model, std::move(wish), "drums");
}

std::optional<SoundWish> wish_of_drum(const UiModel& model, size_t row) {
  const auto& result = model.result(model.view(drum_view_key));
  if (!result) return std::nullopt;
  SoundWish wish{.spectrogram = sound_of(result->values, static_cast<int>(row)), .name = "drum"};
  if (wish.spectrogram.empty()) return std::nullopt;
  return wish;
}

std::optional<SoundWish> wish_in_hand(const UiModel& model) {
  const auto& result = model.result(view::picture);
  if (!result) return std::nullopt;
  auto wish = wish_of_values(model, result->values, 0);
  if (wish) wish->name = model.explore.origin;
  return wish;
}

int nearest_kind(const UiModel& model, int index) {
  const auto& result = model.result(view::grid);
  const api::DataPreview& preview = *model.preview;
  const std::vector<uint8_t> own = result ? sound_of(result->values, index) : std::vector<uint8_t>();
  if (own.empty() || preview.labels.empty()) return -1;
  int nearest = -1;
  int64_t least = 0;
  const auto known = static_cast<int>(std::min(preview.labels.size(), preview.values.size() / sound_bytes));
  for (int i = 0; i < known; ++i) {
    const uint8_t* other = preview.values.data() + static_cast<size_t>(i) * sound_bytes;
    int64_t distance = 0;
    for (size_t p = 0; p < sound_bytes; ++p) {
      const int off = own[p] - other[p];
      distance += int64_t{off} * off;
    }
    if (nearest >= 0 && distance >= least) continue;
    nearest = preview.labels[static_cast<size_t>(i)];
    least = distance;
  }
  return nearest;
}

std::vector<uint8_t> sound_of(const std::vector<uint8_t>& values, int index) {
  const size_t at = static_cast<size_t>(std::max(0, index)) * sound_bytes;
  if (index < 0 || at + sound_bytes > values.size()) return {};
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(at);
  return {first, first + static_cast<std::ptrdiff_t>(sound_bytes)};
}

std::optional<melody::Line> melody_of(const std::vector<uint8_t>& values, int index) {
  constexpr size_t bytes = static_cast<size_t>(melody::places) * melody::words;
  const size_t at = static_cast<size_t>(std::max(0, index)) * bytes;
  if (index < 0 || at + bytes > values.size()) return std::nullopt;
  return melody::lines_of(std::span(values).subspan(at, bytes)).front();
}

double played_eighth(const SoundDesk& desk) {
  return desk.now.position_s / melody::eighth_s(melody::usual_tempo);
}

std::optional<SoundWish> wish_of_latent(const UiModel& model, int index) {
  const auto& result = model.result(view::grid);
  if (!result) return std::nullopt;
  auto wish = wish_of_values(model, result->values, index);
  if (!wish) return std::nullopt;
  wish->name = fmt::format("z {}", index);
  wish->latent = index;
  return wish;
}

std::optional<SoundWish> wish_of_real(const UiModel& model, int index) {
  auto wish = wish_of_values(model, model.preview->values, index);
  if (!wish) return std::nullopt;
  const auto at = static_cast<size_t>(index);
  const auto& names = model.status->data.label_names;
  const auto& labels = model.preview->labels;
  if (at < labels.size() && static_cast<size_t>(labels[at]) < names.size())
    wish->name = names[static_cast<size_t>(labels[at])];
  wish->real = index;
  return wish;
}

std::optional<SoundErrand> next_sound_errand(UiModel& model) {
  SoundDesk& desk = model.sound_desk;
  if (desk.busy) return std::nullopt;
  SoundErrand errand;
  const bool silent = !why_silent(model).empty();
  if (!desk.to_save.empty()) {
    errand.wish = std::move(desk.to_save.front().what);
    errand.file = std::move(desk.to_save.front().file);
    desk.to_save.pop_front();
  } else if (desk.drumming && !silent && needs_mixing(model)) {
    errand.bar = wanted_bar(model);
  } else if (!desk.waiting.empty() && desk.now.sound == 0 && !silent) {
    errand.wish = std::move(desk.waiting.front());
    desk.waiting.pop_front();
    // Alone the player itself lets it go round; of several the first is next after the last.
    if (desk.again && desk.in_turn) desk.waiting.push_back(*errand.wish);
    errand.wish->again = desk.again && !desk.in_turn;
  } else if (desk.along && desk.now.sound == 0 && !silent && is_heard(model) &&
             model.scene() == Workspace::explore && model.result(view::picture) != desk.along_heard) {
    errand.wish = wish_in_hand(model);
    desk.along_heard = model.result(view::picture);
    if (!errand.wish) return std::nullopt;
  } else if (is_sounds(model) && model.scene() == Workspace::train) {
    errand.preview = undrawn_preview(model);
    if (!errand.preview) errand.answer = undrawn_answer(model);
    if (!errand.preview && !errand.answer) return std::nullopt;
  } else {
    return std::nullopt;
  }
  errand.id = ++desk.newest;
  desk.busy = true;
  return errand;
}

SoundErrandDone carry_out(const SoundErrand& errand) {
  SoundErrandDone done{.id = errand.id, .wish = errand.wish};
  if (done.wish && !done.wish->spectrogram.empty()) done.wish->wave = sound::sounded(done.wish->spectrogram);
  if (done.wish && !done.wish->melodies.empty() && !is_midi(errand.file))
    done.wish->wave = melody::play(done.wish->melodies);
  if (done.wish && done.wish->bar) done.wish->wave = mix(*done.wish->bar);
  if (done.wish && !errand.file.empty()) {
    done.file = errand.file;
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(errand.file).parent_path(),
                                        error);  // the writing says
    const auto written = is_midi(errand.file) ? melody::write_midi(errand.file, done.wish->melodies)
                                              : sound::write_wav(errand.file, done.wish->wave);
    if (!written) done.failure = written.error();
  }
  if (errand.bar) {
    auto bar = std::make_shared<DrumBar>(*errand.bar);
    bar->wave = mix(*bar);
    done.bar = std::move(bar);
  }
  if (errand.answer)
    done.generated = std::make_shared<const ShownSounds>(
        ShownSounds{errand.answer, nullptr, heard_of(errand.answer->values)});
  if (errand.preview)
    done.real = std::make_shared<const ShownSounds>(
        ShownSounds{nullptr, errand.preview, heard_of(errand.preview->values)});
  return done;
}

void take_sound_errand(UiModel& model, const SoundErrandDone& done, double now_s) {
  SoundDesk& desk = model.sound_desk;
  if (done.id != desk.newest) return;
  desk.busy = false;
  if (done.generated) desk.generated = done.generated;
  if (done.real) desk.real = done.real;
  if (!done.file.empty()) {
    if (done.failure) return tell_failure(model, *done.failure, now_s);
    Toast toast;
    toast.text = "Saved " + done.file;
    add_toast(model, std::move(toast), now_s);
    return;
  }
  if (desk.player == nullptr) return;
  if (done.bar && desk.drumming) {
    const bool goes_on = desk.bar != nullptr && desk.now.sound != 0;
    desk.bar = done.bar;
    desk.playing = {.name = "drums", .again = true};
    if (goes_on)
      desk.player->change(done.bar->wave, gain_of(desk));
    else
      desk.player->play(done.bar->wave, gain_of(desk), /*again=*/true);
    desk.now = desk.player->now();
  }
  if (!done.wish) return;
  desk.playing = *done.wish;
  desk.player->play(done.wish->wave, gain_of(desk), done.wish->again);
  desk.now = desk.player->now();
}

bool follow_player(UiModel& model) {
  SoundDesk& desk = model.sound_desk;
  if (desk.player == nullptr) return false;
  const uint64_t before = desk.now.sound;
  const bool was_off = desk.now.off;
  desk.now = desk.player->now();
  if (desk.now.off) desk.waiting.clear();
  return desk.now.sound != 0 || before != desk.now.sound || was_off != desk.now.off;
}

}  // namespace ganscope::model
