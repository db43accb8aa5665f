#pragma once
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/networks/task.h"

namespace ganscope::networks {

/// Fails with `usage` and a hint unless the task is square pictures of one of these sizes.
[[nodiscard]] Expected<void> check_pictures(const std::string& network, const Task& task,
                                            const std::vector<int>& sizes);

}  // namespace ganscope::networks
