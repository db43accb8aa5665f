#include "core/data/folder_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "core/image/transform.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using test::write;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

class Listed : public ::testing::Test {
 protected:
  void touch(const std::string& name) const { write(root() / name, bytes_of("x")); }
  [[nodiscard]] fs::path root() const { return folder_.path() / "root"; }
  [[nodiscard]] FolderListing listing() const {
    auto listed = list_folder(root(), {});
    EXPECT_TRUE(listed) << listed.error().what;
    return listed ? std::move(*listed) : FolderListing{};
  }
  static std::vector<std::string> names(const FolderListing& listing) {
    std::vector<std::string> all;
    for (const ListedFile& file : listing.files) all.push_back(file.name);
    return all;
  }
  static std::vector<std::string> left_out(const FolderListing& listing) {
    std::vector<std::string> all;
    for (const LeftOut& one : listing.left_out) all.push_back(one.name + ": " + one.reason);
    return all;
  }

  TemporaryFolder folder_;
};

TEST_F(Listed, EveryFileWhateverItsNameThoseOfAFolderBeforeThoseBelowIt) {
  for (const char* name : {"b/2", "b/c/1.txt", "z", "a.png", "b/10", "B/1"}) touch(name);
  const FolderListing found = listing();
  EXPECT_THAT(names(found), ElementsAre("a.png", "z", "B/1", "b/10", "b/2", "b/c/1.txt"));
  EXPECT_THAT(found.files.back().folders, ElementsAre("b", "c"));
  EXPECT_THAT(found.folders, ElementsAre(ElementsAre("B"), ElementsAre("b"), ElementsAre("b", "c")));
  EXPECT_THAT(found.left_out, IsEmpty());
}

TEST_F(Listed, WhatIsHiddenOrLeftBehindIsNeitherListedNorNamed) {
  for (const char* name :
       {".hidden.png", "a/.DS_Store", "a/._1.png", ".ipynb_checkpoints/1.png", "a/.ipynb_checkpoints/1.png",
        "__MACOSX/a/1.png", "a/Thumbs.db", "a/thumbs.DB", "a/desktop.ini", "Desktop.ini", "lost+found/x",
        "@eaDir/x", "$RECYCLE.BIN/x", "System Volume Information/x", "Icon\r", ".git/x"})
    touch(name);
  touch("a/1.png");
  const FolderListing found = listing();
  EXPECT_THAT(names(found), ElementsAre("a/1.png"));
  EXPECT_THAT(found.folders, ElementsAre(ElementsAre("a")));
  EXPECT_THAT(found.left_out, IsEmpty());
}

TEST_F(Listed, LinksAreFollowedElsewhereAndNamedWhereTheyGoBack) {
  touch("a/1");
  write(folder_ / "elsewhere/2", bytes_of("x"));
  write(root() / ".store/3", bytes_of("x"));
  fs::create_directory_symlink(folder_ / "elsewhere", root() / "b");
  fs::create_directory_symlink(folder_ / "elsewhere", root() / "c");
  fs::create_directory_symlink(root() / "a", root() / "again");
  fs::create_directory_symlink(root() / ".store", root() / "kept");
  fs::create_directory_symlink(folder_.path(), root() / "up");
  fs::create_symlink(root() / "nowhere", root() / "dangling");
  fs::create_symlink(root() / "a/1", root() / "one");
  const FolderListing found = listing();
  EXPECT_THAT(names(found), ElementsAre("one", "a/1", "b/2", "kept/3"));
  EXPECT_THAT(left_out(found), ElementsAre("again/: a link to a folder that is read in its own place",
                                           "c/: a folder that is read under another name",
                                           "dangling: a link that leads nowhere",
                                           "up/: a link back to a folder that holds it"));
}

TEST_F(Listed, WhatIsNoFileIsNamedAndNotOpened) {
  touch("1");
  ASSERT_EQ(::mkfifo((root() / "pipe.png").c_str(), 0600), 0);
  EXPECT_THAT(left_out(listing()), ElementsAre("pipe.png: not a file: a pipe, a socket or a device"));
}

TEST_F(Listed, NamesThatAreNoTextCanBeShownAllTheSame) {
  touch("caf\xE9/a\nb.png");
  const FolderListing found = listing();
  EXPECT_THAT(names(found), ElementsAre("caf\\xE9/a\\x0Ab.png"));
  EXPECT_THAT(found.files[0].folders, ElementsAre("caf\xE9"));
  EXPECT_TRUE(fs::exists(found.files[0].path));
}

TEST_F(Listed, AFileInPlaceOfAFolderIsToldApartWithAHint) {
  const auto failure = [&](const std::string& name, const std::vector<uint8_t>& bytes) {
    write(folder_ / name, bytes);
    const auto listed = list_folder(folder_ / name, {});
    EXPECT_FALSE(listed) << name;
    return listed ? Failure{} : listed.error();
  };
  std::vector<uint8_t> tar(512);
  std::ranges::copy(std::string("ustar"), tar.begin() + 257);
  for (const auto& [name, bytes, what] :
       {std::tuple{"a.zip", bytes_of("PK\3\4 and more"), "a zip archive"},
        std::tuple{"b", tar, "a tar archive"},
        std::tuple{"c.tgz", std::vector<uint8_t>{0x1F, 0x8B, 8, 0}, "a gzip file"}}) {
    const Failure archive = failure(name, bytes);
    EXPECT_EQ(archive.kind, FailureKind::bad_data);
    EXPECT_THAT(archive.what, HasSubstr(what));
    EXPECT_THAT(archive.hint, HasSubstr("Unpack it first"));
    EXPECT_EQ(archive.where, (folder_ / name).string());
  }
  const Failure picture = failure("1.txt", image::test::jpeg_of(image::plain(20, 20, {1, 2, 3})));
  EXPECT_THAT(picture.what, HasSubstr("a JPEG picture, not a folder"));
  EXPECT_THAT(picture.hint, HasSubstr("the folder that holds them all"));
  const Failure text = failure("notes", bytes_of("hello"));
  EXPECT_THAT(text.what, HasSubstr("this is text, not a folder"));
  const auto below = list_folder(folder_ / "notes/below", {});
  ASSERT_FALSE(below);
  EXPECT_EQ(below.error().kind, FailureKind::not_found);
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  const auto pipe = list_folder(folder_ / "pipe", {});
  ASSERT_FALSE(pipe) << "and does not wait for somebody who writes";
}

TEST_F(Listed, AChangeOfContentNameRightsOrFileIsAnotherStamp) {
  touch("1");
  const std::string first = listing().files[0].stamp;
  EXPECT_EQ(listing().files[0].stamp, first);
  fs::permissions(root() / "1", fs::perms::owner_read);
  const std::string other_rights = listing().files[0].stamp;
  EXPECT_NE(other_rights, first);
  const auto time = fs::last_write_time(root() / "1");
  fs::copy_file(root() / "1", root() / "2");
  fs::last_write_time(root() / "2", time);
  fs::rename(root() / "2", root() / "1");
  EXPECT_NE(listing().files[0].stamp, other_rights) << "another file of the same size, time and rights";
}

TEST_F(Listed, PicturesAreCountedAtAnyDepthByNameOrContentAsFarAsIsAskedFor) {
  touch("a/b/c/d/e/1.png");
  write(root() / "a/b/2", image::test::jpeg_of(image::plain(20, 20, {1, 2, 3})));
  touch("a/notes.txt");
  touch(".hidden/3.png");
  PictureCount count = count_pictures(root(), 1000, 1000);
  EXPECT_EQ(count.pictures, 2);
  EXPECT_TRUE(count.all);
  count = count_pictures(root(), 1000, 1);
  EXPECT_EQ(count.pictures, 1);
  EXPECT_FALSE(count.all);
  count = count_pictures(root(), 3, 1000);
  EXPECT_EQ(count.pictures, 0);
  EXPECT_FALSE(count.all);
  EXPECT_EQ(count_pictures(root() / "nowhere", 10, 10).pictures, 0);
}

}  // namespace
}  // namespace ganscope::data
