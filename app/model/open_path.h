#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/api/command.h"
#include "core/base/failure.h"
#include "core/config/catalogue.h"

namespace ganscope::model {

/// The command that opens what was dropped or chosen: a run folder or a checkpoint goes on, an experiment
/// file is configured, a folder of pictures becomes the data of the experiment `folder`. A .pt file is taken
/// for a generator of another program, by its name alone: nothing of it is read, and whoever posts the
/// command has asked first. "~" in front is a home folder. Fails with a hint for anything else; files are
/// told apart by content. A folder of TensorBoard's event files, or one such file, is followed; one whose
/// subfolders have some is opened where there is one run alone, else the failure names them. The folder of a
/// run of ganscope.py is opened without its generators, which are programs: whoever posts the command asks
/// for them (is_watched).
[[nodiscard]] Expected<api::Command> command_for_path(const config::Catalogue& catalogue,
                                                      const std::filesystem::path& path);

/// Whether this is a folder of runs, to be shown as a table: no run itself, and no picture lies directly in
/// it.
[[nodiscard]] bool is_folder_of_runs(const std::filesystem::path& path);

/// Whether this is a file that holds a picture, or would by its name.
[[nodiscard]] bool is_picture_file(const std::filesystem::path& path);

/// Whether this is a file that holds bookmarks, as JSON or CSV.
[[nodiscard]] bool is_bookmarks_file(const std::filesystem::path& path);

/// The newest run folders, newest first: those beside `present`, or where runs are kept when that is empty.
[[nodiscard]] std::vector<std::string> newest_runs(const std::filesystem::path& present, size_t at_most = 8);

}  // namespace ganscope::model
