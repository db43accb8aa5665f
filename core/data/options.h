#pragma once
#include "core/config/option.h"

namespace ganscope::data {

// Options that several data sets share: one declaration each, so that a key means the same everywhere.

[[nodiscard]] config::Option size_option();        ///< `size`: pixels a side of every picture, 16–64
[[nodiscard]] config::Option flip_option();        ///< `flip`: mirrored by chance when they are learned
[[nodiscard]] config::Option shift_option();       ///< `shift`: moved by up to so many pixels likewise
[[nodiscard]] config::Option captions_option();    ///< `captions`: what is said of them is told, too
[[nodiscard]] config::Option seed_option();        ///< `data_seed`: which generated pictures or points
[[nodiscard]] config::Option vocabulary_option();  ///< `vocabulary`: how many different words are told
[[nodiscard]] config::Option count_option();  ///< `data_count`: how many to generate; 0 = the usual number

/// The chosen value, or the declaration's initial one where settings do not hold the key.
[[nodiscard]] int64_t integer_of(const config::Settings& settings, const config::Option& option);
[[nodiscard]] double real_of(const config::Settings& settings, const config::Option& option);
[[nodiscard]] bool flag_of(const config::Settings& settings, const config::Option& option);
[[nodiscard]] std::string text_of(const config::Settings& settings, const config::Option& option);

}  // namespace ganscope::data
