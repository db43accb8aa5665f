#pragma once
#include <cstddef>

namespace ganscope::explore::inverted {

/// Places in the table row of an answer of the tool `invert`.
constexpr size_t distance = 0,  ///< of the best so far
    guess = 1,                  ///< of the encoder's guess; NaN: there is no encoder
    start = 2,                  ///< of the best start
    label = 3,                  ///< of the best so far; −1: unconditional
    encoder_step = 4,           ///< whose weights the encoder knows; −1: there is none
    encoder_fits = 5,           ///< 1: these very weights
    guess_label = 6, steps = 7, numbers = 8;

}  // namespace ganscope::explore::inverted
