#include "core/config/version.h"

#include "ganscope/version.h"

namespace ganscope::config {

std::string program_version() { return GANSCOPE_VERSION; }

std::string versions() {
  return "ganscope " GANSCOPE_VERSION ", " GANSCOPE_TORCH_TEXT ", " GANSCOPE_COMPILER ", " GANSCOPE_BUILD;
}

}  // namespace ganscope::config
