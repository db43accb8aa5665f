#include "app/model/open_path.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <system_error>

#include "core/config/experiment.h"
#include "core/image/content.h"
#include "core/storage/run_folder.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

std::string extension_of(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

/// Looks at no more than a few hundred names, so that a dropped home folder does not stop the window.
bool holds_pictures(const fs::path& folder) {
  std::error_code error;
  int looked_at = 0;
  constexpr int at_most = 400;
  for (fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error),
       end;
       !error && entry != end && looked_at < at_most; entry.increment(error), ++looked_at) {
    if (image::names_a_picture(entry->path())) return true;
    if (entry.depth() >= 1) entry.disable_recursion_pending();
  }
  return false;
}

bool is_archive(const std::string& extension) {
  constexpr std::array known = {".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar"};
  return std::find(known.begin(), known.end(), extension) != known.end();
}

Expected<api::Command> open_experiment(const config::Catalogue& catalogue, const fs::path& file) {
  auto experiment = config::load_experiment(catalogue, file.string());
  if (!experiment) return tl::unexpected(experiment.error());
  return api::Configure{std::move(*experiment), ""};
}

Expected<api::Command> open_pictures(const config::Catalogue& catalogue, const fs::path& folder) {
  auto experiment = config::load_experiment(catalogue, "folder");
  if (!experiment) return tl::unexpected(experiment.error());
  experiment = config::with_overrides(catalogue, std::move(*experiment), "folder:" + folder.string(), {});
  if (!experiment) return tl::unexpected(experiment.error());
  return api::Configure{std::move(*experiment), ""};
}

}  // namespace

Expected<api::Command> command_for_path(const config::Catalogue& catalogue, const fs::path& path) {
  const std::string hint =
      std::string("Open a run's folder, a .safetensors checkpoint, a .toml experiment, or a folder of ") +
      image::readable_formats + " pictures.";
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status))
    return fail(FailureKind::not_found, "There is nothing at this place", path.string(), hint);
  if (fs::is_directory(status)) {
    if (fs::exists(path / "experiment.toml", error)) return api::Open{path.string()};
    if (holds_pictures(path)) return open_pictures(catalogue, path);
    return fail(FailureKind::bad_data, "This folder holds neither a run nor pictures", path.string(), hint);
  }
  const std::string extension = extension_of(path);
  if (extension == ".safetensors") return api::Open{path.string()};
  if (extension == ".toml") return open_experiment(catalogue, path);
  if (image::names_a_picture(path)) {
    return fail(FailureKind::bad_data, "One picture is not enough to train on", path.string(),
                "Drop the folder that holds all the pictures.");
  }
  if (is_archive(extension)) {
    return fail(FailureKind::bad_data, "This is an archive", path.string(),
                "Unpack it first, then open the folder that it becomes.");
  }
  return fail(FailureKind::bad_data, "This kind of file is not known", path.string(), hint);
}

std::vector<std::string> newest_runs(const fs::path& present, size_t at_most) {
  const fs::path folder = present.empty() ? storage::user_data_folder() / "runs" : present.parent_path();
  std::vector<std::pair<fs::file_time_type, std::string>> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code unreadable;
    if (!fs::exists(entry->path() / "experiment.toml", unreadable)) continue;
    found.emplace_back(fs::last_write_time(entry->path(), unreadable), entry->path().string());
  }
  std::sort(found.begin(), found.end(), std::greater<>());
  std::vector<std::string> runs;
  for (size_t i = 0; i < std::min(at_most, found.size()); ++i) runs.push_back(std::move(found[i].second));
  return runs;
}

}  // namespace ganscope::model
