#pragma once
#include <cstddef>

namespace ganscope::explore::dragged {

/// Places in a table row "handle" of an answer of the tool `drag`; lengths are pixels of the picture.
constexpr size_t x = 0, y = 1,  ///< where it is by now
    target_x = 2, target_y = 3,
                 left = 4,  ///< to the target
    asked = 5,              ///< from the beginning to the target
    moved = 6,              ///< along that way; negative: away
    alike = 7,              ///< correlation, −1…1, of what is found there with what stood at the handle
    numbers = 8;
constexpr double same_thing = 0.5;  ///< of `alike`: below, what is found is something else

}  // namespace ganscope::explore::dragged
