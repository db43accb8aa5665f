#pragma once

namespace ganscope::measure {

/// Gives the calling thread the lowest priority at which it still gets a share of a busy machine (nice 19 and
/// SCHED_BATCH on Linux: about one part in seventy beside an ordinary thread). Not SCHED_IDLE: a thread that
/// never runs might hold a lock that another waits for. Best effort; nothing elsewhere.
void lower_priority();

/// CPU time of the calling thread, in seconds.
[[nodiscard]] double thread_cpu_seconds();

}  // namespace ganscope::measure
