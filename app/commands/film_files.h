#pragma once
#include "app/commands/form_files.h"
#include "core/data/dataset.h"

namespace ganscope::commands {

/// Films: the grid playing as GIF or MP4, a folder with a GIF each, or a PNG with a row of frames each; of a
/// walk one film that becomes another while it plays.
[[nodiscard]] FormFiles film_files();

/// Some real films, spread over the data: playing side by side as GIF, or as PNG with a row of frames each.
[[nodiscard]] Expected<void> write_film_preview(const data::Dataset& films, const std::filesystem::path& out,
                                                Console& console);

}  // namespace ganscope::commands
