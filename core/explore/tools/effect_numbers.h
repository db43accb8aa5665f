#pragma once
#include <cstddef>

namespace ganscope::explore {

/// Places of the numbers in a row of the tool "effects". What is not measured is NaN.
namespace effect {
constexpr size_t did = 0;         ///< of 100 samples that lacked it, so many have it afterwards
constexpr size_t something = 1;   ///< … and in so many of them something else has changed
constexpr size_t each = 2;        ///< … and each other two-valued attribute in so many, on average
constexpr size_t lacking = 3;     ///< samples that lacked it: those that count
constexpr size_t samples = 4;     ///< all
constexpr size_t difference = 5;  ///< mean absolute change of a picture's values, of 255; of points: distance
constexpr size_t numbers =
    6;  ///< behind them, where anything can judge: for each of its questions, in how many
        ///< of 100 that lacked it the answer has changed; NaN for the one it is about
/// How far the precise edit goes at once in its direction, before it follows its curved way.
constexpr double precise_strength = 2.5;
}  // namespace effect

}  // namespace ganscope::explore
