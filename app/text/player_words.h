#pragma once
#include <string>
#include <string_view>

namespace ganscope::text {

/// What a kind of model calls its players within a sentence: "decoder", "encoder"; in the language of the
/// text.
struct PlayerWords {
  std::string generator, discriminator;  ///< of both or of neither
};

/// A text that speaks of the generator and the discriminator, or of G and D, with other names: "EMA of G" →
/// "EMA of the decoder", "{G}" → "{G:decoder}". Names that only contain a G stay. `language`: "en"
/// or "zh".
[[nodiscard]] std::string with_players(std::string_view text, const PlayerWords& words,
                                       std::string_view language);

}  // namespace ganscope::text
