#pragma once

namespace ganscope::measure {

/// Gives the calling thread a low priority (nice 14 and SCHED_BATCH on Linux): where every core is busy it
/// gets about 4 % of one, and elsewhere all that is idle. Not SCHED_IDLE: a thread that never runs might hold
/// a lock that another waits for. Best effort; nothing elsewhere.
void lower_priority();

/// CPU time of the calling thread, in seconds.
[[nodiscard]] double thread_cpu_seconds();

}  // namespace ganscope::measure
