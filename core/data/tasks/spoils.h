#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/data/tasks/task.h"

// What becomes of a sample before a model is given it (TaskEntry::spoil), and of somebody's picture
// (TaskEntry::adapt).
namespace ganscope::data::spoils {

/// Luma of ITU-R BT.601.
void grey(const Shape& shape, std::span<const uint8_t> sample, Random& random, std::span<uint8_t> input);
/// Means of squares of a quarter of the pixels a side, as squares.
void coarse(const Shape& shape, std::span<const uint8_t> sample, Random& random, std::span<uint8_t> input);
/// A square of half the size, an eighth of the size from the edges at least, white and missing.
void hole(const Shape& shape, std::span<const uint8_t> sample, Random& random, std::span<uint8_t> input);
/// Normal noise, a quarter of the range.
void noise(const Shape& shape, std::span<const uint8_t> sample, Random& random, std::span<uint8_t> input);
/// Black where neighbours differ by more than a threshold in one of the colours, |dx| + |dy|; else white.
void lines(const Shape& shape, std::span<const uint8_t> sample, Random& random, std::span<uint8_t> input);

/// A picture RGBA, whose colours are over white already, in the samples' channels.
[[nodiscard]] std::vector<uint8_t> colours_of(const Shape& shape, std::span<const uint8_t> rgba);

std::string adapt_grey(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input);
std::string adapt_coarse(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input);
/// What is transparent is missing; of a picture that is whole, the middle.
std::string adapt_hole(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input);
/// A picture in black and white is a drawing already; of another the lines are taken.
std::string adapt_lines(const Shape& shape, std::span<const uint8_t> rgba, std::span<uint8_t> input);

}  // namespace ganscope::data::spoils
