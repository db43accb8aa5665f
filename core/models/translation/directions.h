#pragma once
#include <vector>

#include "core/api/model_info.h"
#include "core/base/failure.h"
#include "core/data/dataset.h"
#include "core/networks/task.h"

namespace ganscope::models {

/// What is made of what in these data: one direction of pairs, two between domains.
[[nodiscard]] std::vector<api::DirectionInfo> directions_of(const data::Dataset& data);

/// Fails with `usage` where samples are made of nothing, or are no pictures of 16, 32 or 64 pixels a side.
[[nodiscard]] Expected<void> check_inputs(const networks::Task& task);

}  // namespace ganscope::models
