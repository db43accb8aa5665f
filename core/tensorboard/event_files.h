#pragma once
#include <filesystem>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::tensorboard {

/// TensorBoard's own rule: the file's name has "tfevents" in it.
[[nodiscard]] bool is_event_file_name(const std::filesystem::path& file);

/// The event files that lie in `folder` itself, by name, which begins with the time of their making: so does
/// TensorBoard read them. `folder` may also be one such file. Fails with `not_found` where there are none,
/// which names a folder below it that has some, and with `io` where the folder cannot be listed.
[[nodiscard]] Expected<std::vector<std::filesystem::path>> event_files(const std::filesystem::path& folder);

/// Whether `folder` has any, or is one.
[[nodiscard]] bool has_event_files(const std::filesystem::path& folder);

/// The folders below `folder` that have event files of their own, by name: TensorBoard's runs. Looks at 2,000
/// entries at most, since a home folder may be named, too.
[[nodiscard]] std::vector<std::filesystem::path> event_folders_below(const std::filesystem::path& folder);

}  // namespace ganscope::tensorboard
