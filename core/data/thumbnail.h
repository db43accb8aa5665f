#pragma once
#include "core/data/dataset.h"
#include "core/image/picture.h"

namespace ganscope::data {

/// A square picture that says what a data set is like, RGBA, `edge` px a side. Pictures: the first four, two
/// beside two (a single one alone), as in the data. Points: white dots on nothing, so that whoever draws it
/// chooses the colour; numbers: the same as bars of a histogram. An empty set gives an empty picture.
[[nodiscard]] image::Picture thumbnail(const Dataset& dataset, int edge);

}  // namespace ganscope::data
