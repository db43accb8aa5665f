#pragma once
#include "app/commands/form_files.h"

namespace ganscope::commands {

/// Lines of words as a text file in UTF-8, one sample a line.
[[nodiscard]] FormFiles line_files();

}  // namespace ganscope::commands
