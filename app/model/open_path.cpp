#include "app/model/open_path.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>
#include <string>
#include <system_error>

#include "core/base/user_path.h"
#include "core/base/utf8.h"
#include "core/config/experiment.h"
#include "core/data/folder_listing.h"
#include "core/follow/events_reader.h"
#include "core/follow/watch_file.h"
#include "core/image/content.h"
#include "core/image/file_bytes.h"
#include "core/runs/list_runs.h"
#include "core/storage/bookmarks.h"
#include "core/storage/run_folder.h"
#include "core/tensorboard/event_files.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

std::string extension_of(const fs::path& path) { return lower_case(path.extension().string()); }

/// Whether the data set `folder` may find pictures in it, at any depth. A folder with more than some thousand
/// names is not searched to its end, so that a dropped home folder does not stop the window: then, too, it is
/// for the data set to say.
bool may_hold_pictures(const fs::path& folder) {
  constexpr int64_t most_entries = 4000;
  const data::PictureCount count = data::count_pictures(folder, most_entries, 1);
  return count.pictures > 0 || !count.all;
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

/// TensorBoard's own folders have a folder a run: which is meant, a person has to say where there are
/// several.
Expected<api::Command> open_one_of(const fs::path& path, const std::vector<fs::path>& runs) {
  if (runs.size() == 1) return api::Open{runs.front().string()};
  constexpr size_t most = 8;
  std::vector<std::string> names;
  for (const fs::path& run : std::span(runs).first(std::min(runs.size(), most)))
    names.push_back(printable(run.lexically_relative(path).string()));
  return fail(FailureKind::usage,
              fmt::format("There are {} runs of TensorBoard in this folder: {}{}", runs.size(),
                          fmt::join(names, ", "), runs.size() > most ? " …" : ""),
              path.string(), fmt::format("open one of them: {}", runs.front().string()));
}

}  // namespace

Expected<api::Command> command_for_path(const config::Catalogue& catalogue, const fs::path& written) {
  const fs::path path = user_path(written.string());
  const std::string hint =
      std::string(
          "Open a run's folder, a .safetensors checkpoint, a .toml experiment, a .pt generator, event files "
          "of TensorBoard, or a folder of ") +
      image::readable_formats + " pictures.";
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status))
    return fail(FailureKind::not_found, "There is nothing at this place", path.string(), hint);
  if (fs::is_directory(status)) {
    if (fs::exists(path / "experiment.toml", error) || follow::is_watched(path) || follow::is_event_run(path))
      return api::Open{path.string()};
    if (const auto below = tensorboard::event_folders_below(path); !below.empty())
      return open_one_of(path, below);
    if (may_hold_pictures(path)) return open_pictures(catalogue, path);
    return fail(FailureKind::bad_data, "This folder holds neither a run nor pictures", path.string(), hint);
  }
  if (tensorboard::has_event_files(path)) return api::Open{path.string()};
  const std::string extension = extension_of(path);
  if (extension == ".safetensors") return api::Open{path.string()};
  if (extension == ".toml") return open_experiment(catalogue, path);
  if (extension == ".pt" || extension == ".pth" || extension == ".ckpt")
    return api::OpenGenerator{path.string()};
  const auto first = image::read_first_bytes(path, image::telling_bytes);
  if (!first) return tl::unexpected(first.error());
  if (image::format_of(*first) != image::Format::none || image::names_a_picture(path)) {
    return fail(FailureKind::bad_data, "One picture is not enough to train on", path.string(),
                "Drop the folder that holds all the pictures.");
  }
  if (image::is_archive(*first)) {
    return fail(FailureKind::bad_data, "This is an archive", path.string(),
                "Unpack it first, then open the folder that it becomes.");
  }
  if (is_bookmarks_file(path)) {
    return fail(FailureKind::bad_data, "These are bookmarks of a run", path.string(),
                "Open their run first, then drop them on it.");
  }
  return fail(FailureKind::bad_data, "This kind of file is not known", path.string(), hint);
}

bool is_folder_of_runs(const fs::path& written) {
  const fs::path path = user_path(written.string());
  std::error_code error;
  if (!fs::is_directory(path, error) || follow::is_watched(path) || !runs::holds_runs(path)) return false;
  constexpr int most_names = 4000;
  int names = 0;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end && ++names < most_names;
       entry.increment(error))
    if (image::names_a_picture(entry->path())) return false;
  return true;
}

bool is_picture_file(const fs::path& written) {
  const fs::path path = user_path(written.string());
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  const auto first = image::read_first_bytes(path, image::telling_bytes);
  return image::names_a_picture(path) || (first && image::format_of(*first) != image::Format::none);
}

bool is_bookmarks_file(const fs::path& written) {
  const fs::path path = user_path(written.string());
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  const auto first = image::read_first_bytes(path, storage::bookmarks_telling_bytes);
  return first &&
         storage::begins_like_bookmarks({reinterpret_cast<const char*>(first->data()), first->size()});
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
