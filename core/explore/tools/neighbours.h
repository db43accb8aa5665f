#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Memory or invention: the training pictures that are nearest to what latents draw, or to given `pictures`,
/// in pixels (the root of the mean squared difference of all values, black 0, white 1) and in the features of
/// a network that learned the data (Euclidean distance; that network says what its units are).
/// Table: a row a picture and measure, key "pixels" or "features" (neighbour_numbers.h), text its number,
/// numbers [index, distance] of the nearest ones in turn; first all in pixels, then all in features. Where
/// there are no features, a row "no features" says why.
/// Pictures: those nearest ones, row after row.
/// Curves: "real pixels", "real features": what real pictures have among themselves, y ascending the distance
/// of some hundred of them to their nearest other one, x their share up to there; "pixels", "features": y the
/// distance of each picture to its nearest, x from 0 to 1, for paths.
/// Settings: `count` (5): how many nearest; `pictures` (true): whether they are wanted; `features` (true):
/// whether these are.
[[nodiscard]] ToolEntry neighbours_tool();

}  // namespace ganscope::explore
