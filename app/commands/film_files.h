#pragma once
#include "app/commands/form_files.h"

namespace ganscope::commands {

/// Films: the grid playing as GIF or MP4, a folder with a GIF each, or a PNG with a row of frames each; of a
/// walk one film that becomes another while it plays.
[[nodiscard]] FormFiles film_files();

}  // namespace ganscope::commands
