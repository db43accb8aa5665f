#pragma once
#include <filesystem>

#include "core/base/failure.h"
#include "core/config/option.h"

namespace ganscope::storage {

/// Where the drawing is kept when no file is named: drawing.json in the user's data folder.
[[nodiscard]] std::filesystem::path default_drawing_file();

/// Data that somebody drew belong to the run that learns them: a copy of the file stands in its folder
/// data/, under the same name. Nothing for other data, and where the file cannot be found any more.
[[nodiscard]] Expected<void> keep_data(const std::filesystem::path& run_folder,
                                       const config::Settings& settings);

/// Lets `data` name the run's own copy, where it has one: wherever the folder is now, and whatever became of
/// the file that was drawn.
void use_own_data(const std::filesystem::path& run_folder, config::Settings& settings);

}  // namespace ganscope::storage
