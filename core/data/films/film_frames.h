#pragma once

namespace ganscope::data {

inline constexpr int film_frames = 8;  ///< of every film; the first follows the last

}  // namespace ganscope::data
