#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ganscope::data {

/// Where a picture lies: the names of the folders around it, from the outside.
using FolderNames = std::vector<std::string>;

/// What the folders around pictures say of them.
struct FolderLayout {
  std::vector<std::string> label_names;  ///< classes in the order of their names; empty: no labels
  std::vector<uint8_t> labels;           ///< [pictures], 0 where one is left out; empty: no labels
  std::vector<std::string> left_out;     ///< [pictures]: why, or empty
  std::vector<std::string> remarks;      ///< sentences for people: what was made of the folders
  std::vector<FolderNames> unused;       ///< folders of which nothing is used, nor of what is below them
};

/// Training and test parts. Where at least two of the folders beside each other are called train, training,
/// test, testing, val, valid or validation, in whatever case, they are parts of one data set: the training
/// part is used and everything else is left out. Where there is none the parts are used together. Says
/// nothing of classes.
[[nodiscard]] FolderLayout parts_of(const std::vector<FolderNames>& pictures);

/// The classes of pictures by their folders:
///   – Folders that alone hold pictures on their level are looked through.
///   – The first level on which two or more folders hold pictures is that of the classes; what lies deeper
///     belongs to the class above it. Parts of a data set (`parts_of`) that are used together are looked
///     through as well.
///   – Pictures beside or above the class folders are left out; where they are more than those in the
///     folders, there are no classes and everything is used.
///   – There are no classes either where no level has two such folders, or one has more than 256.
/// `folders`: all folders that there are, so that those without pictures can be named.
[[nodiscard]] FolderLayout classes_of(const std::vector<FolderNames>& pictures,
                                      const std::vector<FolderNames>& folders);

}  // namespace ganscope::data
