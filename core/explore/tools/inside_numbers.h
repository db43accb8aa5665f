#pragma once
#include <array>
#include <cstddef>

namespace ganscope::explore {

/// Places of the numbers in a row of the tool "inside", one a layer.
namespace inside_number {
constexpr size_t channels = 0, height = 1, width = 2;
constexpr size_t silent = 3;      ///< of 100 places of all channels, so many answer nothing
constexpr size_t first_tile = 4;  ///< among the pictures
constexpr size_t tiles = 5;       ///< of this layer; fewer than `channels` where those do not fit
constexpr size_t numbers = 6;
constexpr size_t picture = 6;  ///< only of a layer that is a picture in colour: which of the pictures it is
}  // namespace inside_number

/// The tool "channel" draws a picture without edits, one with all, and one with each of these.
inline constexpr std::array channel_scales{-1.0F, -0.5F, 0.0F, 0.5F, 1.0F, 1.5F, 2.0F, 3.0F};

/// The tool "dissect": numbers of a "channel" row; of every question one follows.
namespace dissect_number {
constexpr size_t difference = 0;  ///< mean change of the pictures' values, in percent of their range
constexpr size_t questions = 1;   ///< of 100 that had it, so many lose it; NaN: none had it
}  // namespace dissect_number

}  // namespace ganscope::explore
