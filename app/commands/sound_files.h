#pragma once
#include "app/commands/form_files.h"

namespace ganscope::commands {

/// A folder with a WAV file for every sample, named by seed and class; or one WAV of them all, one after
/// another. A walk is one WAV, or a folder.
[[nodiscard]] FormFiles sound_files();

/// The names that the classes of these labels have in a file's name: "-kick"; empty without classes.
[[nodiscard]] std::string class_suffix(const OpenModel& model, int label);

}  // namespace ganscope::commands
