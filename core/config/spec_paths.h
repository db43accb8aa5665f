#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace ganscope::config {

/// The one or two paths of `IMAGES[,LABELS]`, relative to `base`. A path may hold commas: the whole is one
/// path where that exists, otherwise it is parted at the first comma that leaves an existing path on both
/// sides, or on the left, and at the first comma of all where nothing exists. "~" in front of either is a
/// home folder (user_path).
[[nodiscard]] std::vector<std::filesystem::path> one_or_two_paths(const std::string& text,
                                                                  const std::filesystem::path& base = {});

}  // namespace ganscope::config
