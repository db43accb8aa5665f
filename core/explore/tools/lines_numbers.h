#pragma once
#include <cstddef>
#include <cstdint>

// What the tool "lines" says in numbers.
namespace ganscope::explore::line_numbers {

/// Of a row of its `vectors`, [count, 2 · places]: first how much D's raw output would gain at each place if
/// the word there were another one, the best of all (0 where none would do better); then the number of that
/// word. NaN where no D is there, as of moments that are past.
[[nodiscard]] inline size_t gain_at(size_t place) { return place; }
[[nodiscard]] inline size_t better_word_at(size_t place, size_t places) { return places + place; }

/// Of the numbers of its table's rows, one a line: at how many places the nearest training line differs (−1:
/// there are none), then the words of that line.
constexpr size_t differing = 0, nearest_words = 1;

}  // namespace ganscope::explore::line_numbers
