#pragma once
#include <span>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace ganscope::data {

/// Takes away the classes of which there is no sample: a label is what occurs, not what a range allows. The
/// others keep their names and their order.
void keep_occurring_classes(Dataset& set);

/// The same data with their classes called and numbered as `names` are, which have the same names in another
/// order. Where the samples lie class by class they do so afterwards, too: then the data are those that they
/// were when `names` was their order.
[[nodiscard]] DatasetPointer with_class_order(const Dataset& set, const std::vector<std::string>& names);

}  // namespace ganscope::data
