#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "core/base/failure.h"
#include "core/base/progress.h"

namespace ganscope::data {

/// Calls `work(begin, end)` for pieces of [0, count) on as many threads as there are cores, and reports how
/// far it is from the calling thread. `work` must depend on the indices only, so that the result does not
/// depend on the threads. All threads are joined when it returns; `cancelled` makes it return a `cancelled`
/// failure within one piece's time.
[[nodiscard]] Expected<void> parallel_for(int64_t count, int64_t piece, const std::string& what,
                                          const WorkContext& context,
                                          const std::function<void(int64_t begin, int64_t end)>& work);

/// The failure of work that the user stopped.
[[nodiscard]] tl::unexpected<Failure> stopped(const std::string& what);

}  // namespace ganscope::data
