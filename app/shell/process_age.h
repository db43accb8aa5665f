#pragma once

namespace ganscope::shell {

/// Seconds since this process was started by the system, dynamic linking included; 0 where that cannot be
/// told.
[[nodiscard]] double process_age_s();

}  // namespace ganscope::shell
