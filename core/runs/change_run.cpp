#include "core/runs/change_run.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>

#include "core/base/utf8.h"
#include "core/runs/list_runs.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"
#include "core/storage/run_marker.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;
using storage::RunMarker;
constexpr size_t longest_name = 200;  // bytes; the file system's limit is 255

/// The run's folder, if it is one, and nobody is at it.
Expected<fs::path> own_folder(const fs::path& folder) {
  std::error_code error;
  fs::path run = fs::absolute(folder, error).lexically_normal();
  if (!run.has_filename()) run = run.parent_path();
  if (fs::is_symlink(run, error))
    return fail(FailureKind::unsupported, "This is a link to a run, not the run itself", folder.string(),
                "go to the folder that it leads to");
  if (!fs::is_directory(run, error) || !looks_like_run(run))
    return fail(FailureKind::not_found, "This is not a run's folder", folder.string(),
                "name a folder that `ganscope train --out` made");
  const RunMarker marker = storage::read_marker(run);
  if (marker == RunMarker::other)
    return fail(FailureKind::unsupported, "This run is being trained by another program", folder.string(),
                "end the training there first");
  if (marker == RunMarker::ours)
    return fail(FailureKind::unsupported, "This run is open here", folder.string(), "open another run first");
  return run;
}

Expected<void> check_name(const std::string& name) {
  const auto refused = [&](const char* what) {
    return fail(FailureKind::usage, what, name, "for example faces-wide-2");
  };
  if (name.find_first_not_of(' ') == std::string::npos) return refused("A run needs a name");
  if (!is_utf8(name)) return refused("A run's name must be UTF-8");
  if (name.size() > longest_name) return refused("The name is too long for a folder");
  if (name.front() == '.' || name.front() == '-' || name.front() == ' ' || name.back() == ' ')
    return refused("A run's name cannot begin with a dot, a hyphen or a blank, nor end with a blank");
  const bool bad = std::ranges::any_of(
      name, [](unsigned char c) { return c == '/' || c == '\\' || c < 0x20 || c == 0x7f; });
  if (bad) return refused("A run's name cannot have slashes or control characters in it");
  return {};
}

bool begins_and_ends(std::string_view name, std::string_view begin, std::string_view end) {
  return name.size() > begin.size() + end.size() && name.starts_with(begin) && name.ends_with(end);
}

bool is_tensor_file(std::string_view name) { return begins_and_ends(name, "step-", ".safetensors"); }
bool is_picture_of_step(std::string_view name) { return begins_and_ends(name, "step-", ".png"); }

/// What the window exports.
bool is_export(std::string_view name) {
  constexpr std::array<std::string_view, 9> kinds = {".py",   ".png",         ".gif", ".mp4", ".csv",
                                                     ".json", ".safetensors", ".pt",  ".html"};
  return std::ranges::any_of(kinds, [&](std::string_view kind) { return begins_and_ends(name, "", kind); });
}

/// data/ holds the drawing that the run learns.
bool is_drawing(std::string_view name) { return begins_and_ends(name, "", ".json"); }

/// The folders of a run, the inner ones first, and which files in them are its own.
struct OwnFolder {
  const char* name;
  bool (*owns)(std::string_view);
};
constexpr std::array<OwnFolder, 7> own_folders = {{{"checkpoints", is_tensor_file},
                                                   {"samples", is_picture_of_step},
                                                   {"history", is_tensor_file},
                                                   {"discarded/history", is_tensor_file},
                                                   {"discarded", is_tensor_file},
                                                   {"data", is_drawing},
                                                   {"exports", is_export}}};
/// Files directly in its folder; what makes the folder a run comes last, so that half of it can be removed
/// again.
constexpr std::array<const char*, 12> own_files = {
    "measures.csv",          "measures-old.csv", "measures-real.csv",
    "events.jsonl",          "bookmarks.json",   "losses.png",
    "encoder.safetensors",   "metrics-old.csv",  "metrics.csv",
    "experiment-start.toml", "experiment.toml",  "running"};

/// Removes what belongs to a run; remembers the first thing that could not be.
class Remover {
 public:
  explicit Remover(fs::path run) : run_(std::move(run)) {}

  void folder(const OwnFolder& own) { files_in(run_ / own.name, own.owns); }
  /// Films are exported as folders of pictures, too.
  void folders_of_exports() {
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(run_ / "exports", error), end; !error && entry != end;
         entry.increment(error))
      folders.push_back(entry->path());
    for (const fs::path& folder : folders) files_in(folder, is_export);
  }
  void file(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (!fs::is_regular_file(status) && !fs::is_symlink(status)) return;
    const uintmax_t size = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
    if (fs::remove(path, error))
      done_.bytes += error ? 0 : size;
    else if (error)
      note(error, path);
  }
  Expected<Removed> finish() {
    if (trouble_) return tl::unexpected(*trouble_);
    std::error_code error;
    for (fs::recursive_directory_iterator entry(run_, error), end; !error && entry != end;
         entry.increment(error))
      done_.left.push_back(entry->path().lexically_relative(run_).string());
    std::ranges::sort(done_.left);
    if (done_.left.empty() && !fs::remove(run_, error) && error) note(error, run_);
    if (trouble_) return tl::unexpected(*trouble_);
    return done_;
  }
  [[nodiscard]] bool in_trouble() const { return trouble_.has_value(); }

 private:
  void note(const std::error_code& error, const fs::path& path) {
    if (!trouble_) trouble_ = storage::system_failure(error.value(), "The run cannot be removed", path);
  }
  void files_in(const fs::path& folder, bool (*owns)(std::string_view)) {
    std::error_code error;
    if (fs::is_symlink(folder, error) || !fs::is_directory(folder, error)) return;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
      if (owns(entry->path().filename().string()) || storage::is_temporary_name(entry->path()))
        files.push_back(entry->path());
    if (error) note(error, folder);
    for (const fs::path& path : files) file(path);
    fs::remove(folder, error);  // stays where something else is in it
  }

  fs::path run_;
  Removed done_;
  std::optional<Failure> trouble_;
};

}  // namespace

Expected<fs::path> rename_run(const fs::path& folder, const std::string& name) {
  if (auto good = check_name(name); !good) return tl::unexpected(good.error());
  const auto run = own_folder(folder);
  if (!run) return tl::unexpected(run.error());
  const fs::path renamed = run->parent_path() / name;
  if (renamed == *run) return *run;
  std::error_code error;
  if (fs::exists(fs::symlink_status(renamed, error)))
    return fail(FailureKind::usage, "There is something of this name already", renamed.string(),
                "choose another name");
  error.clear();
  fs::rename(*run, renamed, error);
  if (error) return tl::unexpected(storage::system_failure(error.value(), "The run cannot be renamed", *run));
  return renamed;
}

Expected<Removed> remove_run(const fs::path& folder) {
  const auto run = own_folder(folder);
  if (!run) return tl::unexpected(run.error());
  // From here on nobody else can begin to train it.
  if (auto marked = storage::write_marker(*run); !marked) return tl::unexpected(marked.error());
  Remover remover(*run);
  std::error_code error;
  std::vector<fs::path> unfinished;  // what a killed program was writing
  for (fs::directory_iterator entry(*run, error), end; !error && entry != end; entry.increment(error))
    if (storage::is_temporary_name(entry->path())) unfinished.push_back(entry->path());
  for (const fs::path& file : unfinished) remover.file(file);
  remover.folders_of_exports();
  for (const OwnFolder& own : own_folders) remover.folder(own);
  for (const char* name : own_files) {
    if (remover.in_trouble()) break;  // it stays a run, which can be removed once more
    remover.file(*run / name);
  }
  if (remover.in_trouble()) storage::remove_marker(*run);
  return remover.finish();
}

}  // namespace ganscope::runs
