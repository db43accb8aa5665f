#pragma once
#include "core/base/random.h"
#include "core/melody/score.h"

namespace ganscope::melody {

/// A melody that keeps every rule (rules.h): a key out of C, D, F and G, one of six progressions that end
/// V–I, rhythms out of eight where the third bar repeats the first one's; on strong beats a tone of the chord
/// mostly at most a third away, never more than a fifth, between them steps of the scale; the last note is
/// the tonic, held for two beats. The same state of `random` gives the same melody.
[[nodiscard]] Line compose(Random& random);

}  // namespace ganscope::melody
