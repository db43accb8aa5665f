#include "core/data/pair_files.h"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;

/// Without its ending: "a/001.png" and "a/001.jpg" are the same picture.
std::string stem_of(const std::string& name) { return fs::path(name).replace_extension().generic_string(); }

}  // namespace

Expected<FoundPairs> matched_files(const fs::path& inputs, const fs::path& targets,
                                   const WorkContext& context) {
  const auto a = list_folder(inputs, context);
  if (!a) return tl::unexpected(a.error());
  const auto b = list_folder(targets, context);
  if (!b) return tl::unexpected(b.error());
  for (const auto& [listed, folder] : {std::pair(&*a, &inputs), std::pair(&*b, &targets)})
    if (listed->files.empty())
      return fail(FailureKind::bad_data, "an empty folder", folder->string(),
                  "put files into both folders, with the same names");
  std::map<std::string, fs::path> of_stem;
  for (const ListedFile& file : b->files) of_stem[stem_of(file.name)] = file.path;
  FoundPairs found;
  for (const ListedFile& file : a->files) {
    const auto other = of_stem.find(stem_of(file.name));
    if (other == of_stem.end()) {
      found.left_out.push_back({file.name, "no target of this name", ""});
      continue;
    }
    found.pairs.push_back({file.name, file.path, other->second});
    of_stem.erase(other);
  }
  for (const auto& [stem, path] : of_stem) found.left_out.push_back({stem, "no input of this name", ""});
  const size_t alone = found.left_out.size();
  if (found.pairs.size() >= alone) return found;
  return fail(FailureKind::bad_data,
              found.pairs.empty() ? "no file of the first folder has the name of one in the second"
                                  : fmt::format("only {} names are in both folders, {} in one of them",
                                                found.pairs.size(), alone),
              fmt::format("{},{}", inputs.string(), targets.string()),
              fmt::format("the first without a partner is {}; a pair has the same name in both folders",
                          found.left_out.front().name));
}

Expected<FoundPairs> halved_files(const fs::path& folder, const WorkContext& context) {
  const auto listing = list_folder(folder, context);
  if (!listing) return tl::unexpected(listing.error());
  FoundPairs found;
  for (const ListedFile& file : listing->files) found.pairs.push_back({file.name, file.path, file.path});
  return found;
}

}  // namespace ganscope::data
