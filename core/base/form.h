#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace ganscope {

/// What kind of thing a sample is. All but points are stored as bytes [height, width, channels] and trained
/// on as values in [−1, 1], as pictures are; a form says what those bytes mean, how they are shown and what
/// is measured of them.
enum class Form {
  pictures,  ///< grey or colour
  points,    ///< one or two numbers
  tokens,    ///< a line of text: [places, words of the vocabulary, 1], in each row one 255, else 0
  rolls,     ///< a melody: as tokens
  waves,     ///< a sound as its log spectrogram: [bands from the highest, frames, 1]
  films,     ///< grey frames of one size: [height, width, frames]
};

/// "images", "points", "tokens", "rolls", "waves", "films": as commands and checkpoints write it.
[[nodiscard]] std::string_view form_key(Form form);
/// Nothing: no form is called so.
[[nodiscard]] std::optional<Form> form_of(std::string_view key);
/// What one speaks of: "pictures", "points", "lines", "melodies", "sounds", "films".
[[nodiscard]] std::string_view form_noun(Form form);

}  // namespace ganscope
