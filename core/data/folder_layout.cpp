#include "core/data/folder_layout.h"
#include "core/base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/data/folder_listing.h"

namespace ganscope::data {
namespace {

constexpr size_t most_class_folders = 256;  // a label is a byte

bool is_training(const std::string& name) {
  const std::string lower = lower_case(name);
  return lower == "train" || lower == "training";
}

bool is_part(const std::string& name) {
  static constexpr std::array others{"test", "testing", "val", "valid", "validation"};
  return is_training(name) || std::ranges::find(others, lower_case(name)) != others.end();
}

using Members = std::vector<size_t>;  ///< which pictures

/// What stands on one level below a place: pictures right in it, and the folders that hold pictures.
struct Level {
  size_t depth = 0;
  Members loose;
  std::map<std::string, Members> folders;

  Level(const std::vector<FolderNames>& pictures, const Members& members, size_t at) : depth(at) {
    for (const size_t i : members) {
      if (pictures[i].size() == depth)
        loose.push_back(i);
      else
        folders[pictures[i][depth]].push_back(i);
    }
  }

  [[nodiscard]] std::vector<std::string> parts() const {
    std::vector<std::string> names;
    for (const auto& [name, members] : folders)
      if (is_part(name)) names.push_back(name);
    return names;
  }
  [[nodiscard]] size_t in_folders() const {
    size_t count = 0;
    for (const auto& [name, members] : folders) count += members.size();
    return count;
  }
};

/// The first level on which two or more folders hold pictures, or one on which none does. `passed`: the
/// pictures beside the folders that were looked through.
Level first_fork(const std::vector<FolderNames>& pictures, Members members, size_t depth, Members& passed) {
  for (;; ++depth) {
    Level level(pictures, members, depth);
    if (level.folders.size() != 1) return level;
    passed.insert(passed.end(), level.loose.begin(), level.loose.end());
    members = std::move(level.folders.begin()->second);
  }
}

Members all_of(const std::vector<FolderNames>& pictures) {
  Members all(pictures.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

/// "a/, b/, … (12)", so that a sentence stays one.
std::string listed(const std::vector<std::string>& names) {
  constexpr size_t told = 8;
  std::string text;
  for (size_t i = 0; i < std::min(told, names.size()); ++i)
    text += fmt::format("{}{}/", i == 0 ? "" : ", ", shown_name(names[i]));
  if (names.size() > told) text += fmt::format(", … ({})", names.size());
  return text;
}

FolderNames first_of(const FolderNames& folders, size_t count) {
  return {folders.begin(), folders.begin() + static_cast<std::ptrdiff_t>(std::min(count, folders.size()))};
}

/// Names of which two are the same but for capital letters are easily taken for one.
void remark_on_case(const Level& level, FolderLayout& layout) {
  std::map<std::string, std::vector<std::string>> by_lower;
  for (const auto& [name, members] : level.folders) by_lower[lower_case(name)].push_back(name);
  for (const auto& [lower, names] : by_lower)
    if (names.size() > 1)
      layout.remarks.push_back(listed(names) +
                               " differ by capital letters only, and are classes of their own.");
}

/// The folders of at most `depth` levels that hold no picture, beside those that do.
std::vector<std::string> empty_beside(const std::vector<FolderNames>& pictures,
                                      const std::vector<FolderNames>& folders, size_t depth) {
  std::set<FolderNames> in_use;
  for (const FolderNames& one : pictures)
    for (size_t i = 0; i <= std::min(depth, one.size()); ++i) in_use.insert(first_of(one, i));
  std::vector<std::string> empty;
  for (const FolderNames& folder : folders)
    if (!folder.empty() && folder.size() <= depth && !in_use.contains(folder) &&
        in_use.contains(first_of(folder, folder.size() - 1)))
      empty.push_back(folder.back());
  return empty;
}

/// Where a single folder holds all pictures there are no classes; said where others beside it might have
/// been.
void remark_on_single(const std::vector<FolderNames>& pictures, const std::vector<FolderNames>& folders,
                      FolderLayout& layout) {
  if (pictures.empty()) return;
  FolderNames common = pictures.front();
  for (const FolderNames& one : pictures) common.erase(std::ranges::mismatch(common, one).in1, common.end());
  if (common.empty()) return;
  const std::vector<std::string> empty = empty_beside(pictures, folders, common.size());
  if (!empty.empty())
    layout.remarks.push_back(fmt::format("No classes: only {} holds files that can be used, and {} none.",
                                         listed({common.back()}), listed(empty)));
}

}  // namespace

FolderLayout parts_of(const std::vector<FolderNames>& pictures) {
  FolderLayout layout;
  layout.left_out.resize(pictures.size());
  Members passed;
  const Level level = first_fork(pictures, all_of(pictures), 0, passed);
  const std::vector<std::string> parts = level.parts();
  const auto training = std::ranges::find_if(parts, is_training);
  if (parts.size() < 2 || training == parts.end()) return layout;
  const std::string used = shown_name(*training) + "/";
  for (const auto& [name, members] : level.folders) {
    if (is_training(name)) continue;
    layout.unused.push_back(first_of(pictures[members.front()], level.depth + 1));
    for (const size_t i : members)
      layout.left_out[i] = is_part(name) ? fmt::format("in {}/, and {} is used", shown_name(name), used)
                                         : "stands beside " + used;
  }
  for (const Members& beside : {passed, level.loose})
    for (const size_t i : beside) layout.left_out[i] = "stands beside " + used;
  layout.remarks.push_back(
      fmt::format("{} are parts of one data set, and {} is used. Give the path of another "
                  "part to use that.",
                  listed(parts), used));
  return layout;
}

FolderLayout classes_of(const std::vector<FolderNames>& pictures, const std::vector<FolderNames>& folders) {
  FolderLayout layout;
  layout.left_out.resize(pictures.size());
  Members beside;
  Level level = first_fork(pictures, all_of(pictures), 0, beside);
  if (const auto parts = level.parts(); parts.size() >= 2 && parts.size() == level.folders.size()) {
    layout.remarks.push_back(listed(parts) + " are parts of one data set, and used together.");
    Members members;
    for (const auto& [name, of_part] : level.folders)
      members.insert(members.end(), of_part.begin(), of_part.end());
    beside.insert(beside.end(), level.loose.begin(), level.loose.end());
    level = first_fork(pictures, std::move(members), level.depth + 1, beside);
  }
  if (level.folders.empty()) {
    remark_on_single(pictures, folders, layout);
    return layout;
  }
  beside.insert(beside.end(), level.loose.begin(), level.loose.end());
  if (level.folders.size() > most_class_folders) {
    layout.remarks.push_back(
        fmt::format("{} folders hold files, and at most {} classes are possible: all are "
                    "used without labels.",
                    level.folders.size(), most_class_folders));
    return layout;
  }
  std::vector<std::string> names;
  for (const auto& [name, members] : level.folders) names.push_back(name);
  if (beside.size() > level.in_folders()) {
    layout.remarks.push_back(
        fmt::format("More files lie beside {} than in them: they are no classes, and all "
                    "are used without labels.",
                    listed(names)));
    return layout;
  }
  layout.labels.resize(pictures.size());
  for (const auto& [name, members] : level.folders) {
    for (const size_t i : members) layout.labels[i] = static_cast<uint8_t>(layout.label_names.size());
    layout.label_names.push_back(shown_name(name));
  }
  for (const size_t i : beside) layout.left_out[i] = "stands beside the class folders";
  remark_on_case(level, layout);
  if (const auto empty = empty_beside(pictures, folders, level.depth + 1); !empty.empty())
    layout.remarks.push_back("Without a file that can be used, these are no classes: " + listed(empty) + ".");
  return layout;
}

}  // namespace ganscope::data
