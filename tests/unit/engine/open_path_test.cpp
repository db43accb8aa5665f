#include "app/model/open_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <variant>

#include "core/engine/engine.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class OpenPath : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((root() / name).parent_path());
    std::ofstream(root() / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] fs::path root() const { return folder_.path(); }
  /// The data that opening leads to; what fails otherwise.
  static std::string data_of(const fs::path& path) {
    const auto command = command_for_path(catalogue(), path);
    if (!command) return "failed: " + command.error().what;
    const auto* configure = std::get_if<api::Configure>(&*command);
    return configure == nullptr ? "something else" : configure->experiment.settings.text("data");
  }
  static Failure failure_of(const fs::path& path) {
    const auto command = command_for_path(catalogue(), path);
    EXPECT_FALSE(command) << path;
    return command ? Failure{} : command.error();
  }

  testing::TemporaryFolder folder_;
};

TEST_F(OpenPath, AFolderWithPicturesAtAnyDepthAndOfAnyNameIsTrainedOn) {
  write("deep/a/b/c/d/1.png", "x");
  write("nameless/a/1", "\x89PNG and more");
  EXPECT_EQ(data_of(root() / "deep"), "folder:" + (root() / "deep").string());
  EXPECT_EQ(data_of(root() / "nameless"), "folder:" + (root() / "nameless").string());
}

TEST_F(OpenPath, AFolderInWhichTheDataSetWouldFindNothingIsRefused) {
  write("hidden/.thumbnails/1.png", "x");
  write("hidden/__MACOSX/a/1.png", "x");
  write("hidden/notes.txt", "x");
  EXPECT_THAT(failure_of(root() / "hidden").what, HasSubstr("neither a run nor pictures"));
}

TEST_F(OpenPath, AFolderTooLargeToBeSearchedAtOnceIsLeftToTheDataSet) {
  for (int i = 0; i < 4100; ++i) fs::create_directories(root() / "large" / std::to_string(i));
  write("large/77/below/1.png", "x");
  EXPECT_EQ(data_of(root() / "large"), "folder:" + (root() / "large").string());
}

TEST_F(OpenPath, ATildeIsTheHomeFolder) {
  const std::string before = std::getenv("HOME");
  ::setenv("HOME", root().c_str(), 1);
  write("portraits/1.png", "x");
  EXPECT_EQ(data_of("~/portraits"), "folder:" + (root() / "portraits").string());
  ::setenv("HOME", before.c_str(), 1);
}

TEST_F(OpenPath, FilesAreToldApartByContentAndNotByTheirNames) {
  write("pictures.data", "PK\3\4 and more");
  write("1.data", "\xFF\xD8\xFF\xE0 and more");
  write("notes.zip", "only text");
  EXPECT_THAT(failure_of(root() / "pictures.data").hint, HasSubstr("Unpack it first"));
  EXPECT_THAT(failure_of(root() / "1.data").hint, HasSubstr("the folder that holds all"));
  EXPECT_THAT(failure_of(root() / "notes.zip").what, HasSubstr("This kind of file is not known"));
}

}  // namespace
}  // namespace ganscope::model
