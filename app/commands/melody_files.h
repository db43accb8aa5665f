#pragma once
#include "app/commands/form_files.h"

namespace ganscope::commands {

/// Melodies as MIDI (.mid) or sound (.wav), all in one file, one after another with a bar of silence between
/// them; as one file each of both kinds in a folder; or as words (.txt), one melody a line. In a walk a
/// melody that stays as it was is written once.
[[nodiscard]] FormFiles melody_files();

}  // namespace ganscope::commands
