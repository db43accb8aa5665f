#pragma once
#include "core/language/lines.h"

namespace ganscope::language {

/// The answers that nobody has to learn, counted from lines and drawn from by chance: what is below them has
/// not learned even that.

/// Each place by itself: a word as often as it stands there.
[[nodiscard]] Lines independent_lines(const Lines& lines, int64_t count, Random& random);
/// Each word by the one before it: the first place by itself, then from place to place as often as the data
/// go from one word to the other between these two places.
[[nodiscard]] Lines bigram_lines(const Lines& lines, int words, int64_t count, Random& random);

}  // namespace ganscope::language
