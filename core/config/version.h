#pragma once
#include <string>

namespace ganscope::config {

[[nodiscard]] std::string program_version();  ///< "0.1.0"

/// What this program was built from, for experiment.toml and `--version`:
/// "ganscope 0.1.0, LibTorch 1.13.1, GNU 12.2.0, Release".
[[nodiscard]] std::string versions();

}  // namespace ganscope::config
