#include "app/model/folder_listing.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

void touch(const fs::path& file) { std::ofstream(file) << "x"; }

std::vector<std::string> names(const FolderListing& listing) {
  std::vector<std::string> all;
  for (const auto& entry : listing.entries) all.push_back(entry.name);
  return all;
}

TEST(FolderListing, ListsWhatCanBeOpenedFoldersFirst) {
  const testing::TemporaryFolder place;
  const fs::path root = place.path();
  fs::create_directories(root / "b");
  fs::create_directories(root / "A");
  fs::create_directories(root / ".hidden");
  fs::create_directories(root / "faces-1");
  touch(root / "faces-1" / "experiment.toml");
  touch(root / "mine.toml");
  touch(root / "step-1.safetensors");
  touch(root / "notes.txt");
  touch(root / "me.png");
  const FolderListing listing = list_folder(root);
  EXPECT_EQ(names(listing),
            (std::vector<std::string>{"A", "b", "faces-1", "mine.toml", "step-1.safetensors"}));
  ASSERT_EQ(listing.picture_files.size(), 1U);
  EXPECT_EQ(listing.picture_files[0].name, "me.png");
  EXPECT_EQ(listing.entries[2].kind, FolderListing::Kind::run);
  EXPECT_EQ(listing.entries[3].kind, FolderListing::Kind::experiment);
  EXPECT_EQ(listing.entries[4].kind, FolderListing::Kind::checkpoint);
  EXPECT_EQ(listing.parent, root.parent_path().string());
  EXPECT_TRUE(listing.failure.empty());
}

TEST(FolderListing, CountsThePicturesHereAndInTheFoldersBelow) {
  const testing::TemporaryFolder place;
  const fs::path root = place.path();
  fs::create_directories(root / "cat");
  touch(root / "one.PNG");
  touch(root / "two.jpeg");
  touch(root / "notes.txt");
  touch(root / "cat" / "three.jpg");
  touch(root / "cat" / ".four.jpg");
  const FolderListing listing = list_folder(root);
  EXPECT_EQ(listing.pictures, 3);
  EXPECT_FALSE(listing.more_pictures);
}

TEST(FolderListing, CountsWhatTheDataSetWouldFindAtAnyDepth) {
  const testing::TemporaryFolder place;
  const fs::path root = place.path();
  fs::create_directories(root / "a" / "b" / "c" / "d");
  fs::create_directories(root / "__MACOSX");
  touch(root / "a" / "b" / "c" / "d" / "one.webp");
  touch(root / "__MACOSX" / "two.png");
  EXPECT_EQ(list_folder(root).pictures, 1);
}

TEST(FolderListing, AFolderThatIsNotThereSaysSo) {
  const FolderListing listing = list_folder("/there/is/no/such/folder");
  EXPECT_FALSE(listing.failure.empty());
  EXPECT_TRUE(listing.entries.empty());
  EXPECT_EQ(listing.parent, "/there/is/no/such");
}

TEST(FolderListing, TheRootHasNoParent) { EXPECT_EQ(list_folder("/").parent, ""); }

}  // namespace
}  // namespace ganscope::model
