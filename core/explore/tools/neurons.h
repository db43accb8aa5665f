#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// What each neuron of G or D answers, after its activation, over what the network is given: of D over a
/// rectangle of the data's frame, or a piece of the line; of G over the first two numbers of z, or its only
/// one, from −2.5 to 2.5, all others 0. The outputs themselves are the last layer: D's raw output, G's points
/// in the data's frame.
/// Settings: `net` ("g" or "d"); `x0`, `x1`, `y0`, `y1` (D only: what is looked at); `across` (24: places a
/// side; of a line four times as many); `most` (128: neurons a layer; of more, those that vary most). A
/// conditional G is asked for the ask's first label, or class 0.
/// Pictures of a neuron: white, as opaque as it answers there, each by its own most; what is negative in a
/// picture of its own. Numbers and names: neuron_numbers.h. Fails with `unsupported` where the data are not
/// points, or D judges none by themselves.
[[nodiscard]] ToolEntry neurons_tool();

}  // namespace ganscope::explore
