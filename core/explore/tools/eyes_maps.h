#pragma once

namespace ganscope::explore {

/// The maps that the tool "eyes" makes of a picture, see eyes.h.
namespace eyes {
/// Rows of the answer's `vectors` [maps, height · width].
enum Map { looks, speaks_for, speaks_against, maps };
/// Pictures of the answer: the one looked at in grey at half light, then a layer for each map, white, whose
/// alpha is the map.
constexpr int picture_of_ground = 0;
constexpr int picture_of(Map map) { return 1 + static_cast<int>(map); }
}  // namespace eyes

}  // namespace ganscope::explore
