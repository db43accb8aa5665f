#pragma once
#include <chrono>
#include <thread>

namespace ganscope::testing {

/// Waits until `condition()` holds; false when it does not within the deadline, which is generous because
/// sanitizers and shared machines are slow. The condition is asked again every millisecond.
template <class Condition>
[[nodiscard]] bool eventually(Condition condition,
                              std::chrono::milliseconds deadline = std::chrono::seconds(20)) {
  const auto end = std::chrono::steady_clock::now() + deadline;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

}  // namespace ganscope::testing
