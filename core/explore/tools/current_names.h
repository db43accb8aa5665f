#pragma once
#include <string_view>

/// What the tool "current" is asked for and says, see current.h.
namespace ganscope::explore::current {

// The answer's `curves`, pairs of numbers by name.
inline constexpr std::string_view place = "place";        ///< where the velocity was looked at
inline constexpr std::string_view velocity = "velocity";  ///< there, in the frame's units per time
inline constexpr std::string_view way =
    "way";  ///< where every point was, moment after moment; the last is now

// The answer's `table`.
inline constexpr std::string_view time = "time";  ///< the time, and of how many moments "way" tells

inline constexpr int most_across = 48;  ///< columns and rows of places
inline constexpr int moments = 13;      ///< of a way from 0 to 1; fewer of a part of it

}  // namespace ganscope::explore::current
