#pragma once
#include <vector>

#include "core/data/dataset.h"
#include "core/data/folder_listing.h"

namespace ganscope::data {

/// Puts into the data set what is not used of the user's files, by name, and how often each kind of reason
/// occurs, the most frequent first.
void tell_left_out(std::vector<LeftOut> all, Dataset& set);

}  // namespace ganscope::data
