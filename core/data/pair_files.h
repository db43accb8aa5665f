#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "core/data/folder_listing.h"

namespace ganscope::data {

/// A pair on disk: two files, or one that holds both halves.
struct PairFiles {
  std::string name;
  std::filesystem::path input, target;  ///< the same file twice: both halves
  [[nodiscard]] bool halves() const { return input == target; }
};

struct FoundPairs {
  std::vector<PairFiles> pairs;
  std::vector<LeftOut> left_out;
};

/// Files of two folders that have the same name but for its ending: "a/001.png" and "a/001.jpg". Fails with
/// `bad_data` where a folder is empty, or where more names stand alone than together.
[[nodiscard]] Expected<FoundPairs> matched_files(const std::filesystem::path& inputs,
                                                 const std::filesystem::path& targets,
                                                 const WorkContext& context);

/// Every file of a folder with both halves in it.
[[nodiscard]] Expected<FoundPairs> halved_files(const std::filesystem::path& folder,
                                                const WorkContext& context);

}  // namespace ganscope::data
