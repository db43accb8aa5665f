#pragma once
#include "core/language/grammar.h"

namespace ganscope::language {

/// Determiner, adjective, noun, verb, preposition, determiner, noun: "an old tree sings with the bee". 78
/// words, lines of 7, 345,600 of them. The article goes by the next word's sound, one or many agrees
/// throughout, and the second noun rhymes with the first and is another one.
[[nodiscard]] const Grammar& verse();

/// A Chinese couplet of two lines of five characters, 红日松间照清泉石上流 in kind. 64 characters, lines
/// of 10. Each place has its class; what stands at the same place of both halves is of one kind and not the
/// same (antithesis); tones by today's Mandarin: at the second, fourth and fifth places level and oblique are
/// opposite in both halves, second and fourth are opposite within one, and the first half ends obliquely.
[[nodiscard]] const Grammar& couplet();

/// Sums of two numbers of two digits: 07+15=22. 12 signs, lines of 8, 5,050 of them.
[[nodiscard]] const Grammar& sums();

/// Four bars of eighths and four chords (core/melody): 26 words, lines of 36.
[[nodiscard]] const Grammar& melodies();

}  // namespace ganscope::language
