#include "core/runs/list_runs.h"

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "core/runs/sweep_file.h"
#include "core/storage/atomic_file.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Digits at the beginning of `text`, taken off; of a whole number without noughts in front.
std::string_view take_digits(std::string_view& text, bool fraction) {
  const size_t end =
      std::min(static_cast<size_t>(std::ranges::find_if_not(text, is_digit) - text.begin()), text.size());
  std::string_view number = text.substr(0, end);
  text.remove_prefix(end);
  if (!fraction) number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
  return number;
}

struct Found {
  fs::path folder;
  std::string name;
};

Failure given_up(const fs::path& folder) {
  return {FailureKind::cancelled, "interrupted while the runs were listed", folder.string(),
          "list them again"};
}

/// The folders directly in one, hidden ones left out.
Expected<std::vector<fs::path>> folders_in(const fs::path& folder, const WorkContext& context) {
  std::vector<fs::path> folders;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (context.cancelled()) return tl::unexpected(given_up(folder));
    std::error_code ignored;
    if (!entry->path().filename().string().starts_with(".") && entry->is_directory(ignored))
      folders.push_back(entry->path());
  }
  if (error)
    return tl::unexpected(storage::system_failure(error.value(), "The folder cannot be read", folder));
  return folders;
}

Expected<std::vector<Found>> find_runs(const fs::path& root, const WorkContext& context) {
  if (looks_like_run(root)) return std::vector<Found>{{root, ""}};
  const auto around = folders_in(root, context);
  if (!around) return tl::unexpected(around.error());
  std::vector<Found> found;
  for (const fs::path& folder : *around) {
    const std::string name = folder.filename().string();
    if (looks_like_run(folder)) {
      found.push_back({folder, name});
      continue;
    }
    const auto below = folders_in(folder, context);  // one that cannot be read is no run
    if (!below && below.error().kind == FailureKind::cancelled) return tl::unexpected(below.error());
    if (!below) continue;
    for (const fs::path& inner : *below)
      if (looks_like_run(inner)) found.push_back({inner, name + "/" + inner.filename().string()});
  }
  std::ranges::sort(found, name_before, &Found::name);
  return found;
}

}  // namespace

bool name_before(std::string_view left, std::string_view right) {
  const std::string_view whole_left = left, whole_right = right;
  bool behind_point = false;
  while (!left.empty() && !right.empty()) {
    if (is_digit(left.front()) && is_digit(right.front())) {
      const std::string_view a = take_digits(left, behind_point), b = take_digits(right, behind_point);
      if (!behind_point && a.size() != b.size()) return a.size() < b.size();
      if (a != b) return a < b;
      behind_point = false;
      continue;
    }
    if (left.front() != right.front()) return left.front() < right.front();
    behind_point = left.front() == '.';
    left.remove_prefix(1);
    right.remove_prefix(1);
  }
  return left.empty() && right.empty() ? whole_left < whole_right : left.empty();
}

bool looks_like_run(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder / "experiment.toml", error)) return true;
  if (error == std::errc::permission_denied) return true;
  return fs::exists(folder / "metrics.csv", error) && fs::is_directory(folder / "checkpoints", error);
}

bool holds_runs(const fs::path& folder) {
  if (looks_like_run(folder)) return false;
  constexpr int most_names = 4000;
  int names = 0;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end && ++names < most_names;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->path().filename().string().starts_with(".") || !entry->is_directory(ignored)) continue;
    if (looks_like_run(entry->path()) || is_sweep(entry->path())) return true;
  }
  return false;
}

Expected<std::vector<RunSummary>> list_runs(const fs::path& folder, const Knowledge& knowledge,
                                            const Listing& listing, const WorkContext& context) {
  std::error_code error;
  const fs::path root = fs::absolute(folder, error).lexically_normal();
  if (!fs::is_directory(root, error))
    return fail(FailureKind::not_found, "There is no such folder", folder.string(), "check the path");
  const auto found = find_runs(root, context);
  if (!found) return tl::unexpected(found.error());
  std::map<std::string, const RunSummary*> known;
  for (const RunSummary& run : listing.known) known[run.folder.string()] = &run;

  std::vector<RunSummary> runs;
  const auto tell = [&](size_t place) {
    if (listing.row) listing.row(place, found->size(), runs[place]);
  };
  const auto total = static_cast<int64_t>(found->size());
  for (const Found& one : *found) {
    if (context.cancelled()) return tl::unexpected(given_up(root));
    context.report({"Reading runs", static_cast<int64_t>(runs.size()), total});
    const auto before = known.find(one.folder.string());
    const bool same = before != known.end() && before->second->stamp == stamp_of(one.folder);
    runs.push_back(same ? *before->second : summarise(one.folder, knowledge));
    if (!one.name.empty()) runs.back().name = one.name;
    tell(runs.size() - 1);
  }
  for (size_t i = 0; listing.judged && i < runs.size(); ++i) {
    if (runs[i].diagnosis || runs[i].state == RunState::broken) continue;
    if (context.cancelled()) return tl::unexpected(given_up(root));
    context.report({"Judging runs", static_cast<int64_t>(i), total});
    judge(runs[i], knowledge);
    tell(i);
  }
  return runs;
}

}  // namespace ganscope::runs
