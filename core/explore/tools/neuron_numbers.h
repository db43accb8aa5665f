#pragma once
#include <cstddef>
#include <string_view>

/// What the tool "neurons" says, see neurons.h.
namespace ganscope::explore::neurons {

// Rows of its table: `net`, one `layer` a layer from the input to the output, `over`.
inline constexpr std::string_view net = "net";        ///< text: "g" or "d"
inline constexpr std::string_view layer = "layer";    ///< text: empty, or `output`
inline constexpr std::string_view output = "output";  ///< what the whole network answers
inline constexpr std::string_view over = "over";  ///< text: "plane" or "line"; {x0, x1, y0, y1} of the input

/// Places of the numbers in a row "layer".
namespace of_layer {
constexpr size_t neurons = 0;
constexpr size_t shown = 1;   ///< that many of them are answered, those that vary most, in their order
constexpr size_t first = 2;   ///< the first one's row of `vectors`
constexpr size_t silent = 3;  ///< of all: how many answer 0 everywhere
}  // namespace of_layer

/// Places of the numbers in a row of `vectors`, a neuron each.
namespace of_neuron {
constexpr int layer = 0;
constexpr int number = 1;
constexpr int low = 2, high = 3;  ///< the least and the most that it answers there
constexpr int spread = 4;         ///< the standard deviation of its answers
constexpr int numbers = 5;
}  // namespace of_neuron

// Over a plane the pictures: of row i of `vectors` picture 2 i shows what is positive, 2 i + 1 what is
// negative. Over a line `curves`, of row i the i-th.

}  // namespace ganscope::explore::neurons
