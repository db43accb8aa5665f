#pragma once
#include <string>
#include <string_view>

namespace ganscope::config {

/// The heading under which a built-in experiment is listed: what its file calls `group`, else its parent's,
/// else "Pictures".
[[nodiscard]] std::string experiment_group(std::string_view name);

}  // namespace ganscope::config
