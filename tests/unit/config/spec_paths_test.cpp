#include "core/config/spec_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace ganscope::config {
namespace {

using ::testing::ElementsAre;
namespace fs = std::filesystem;

class SpecPaths : public ::testing::Test {
 protected:
  SpecPaths() : folder_(fs::temp_directory_path() / ("spec-paths-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~SpecPaths() override { fs::remove_all(folder_); }
  void make(const std::string& name) { std::ofstream(folder_ / name) << "x"; }
  std::vector<fs::path> parted(const std::string& text) { return one_or_two_paths(text, folder_); }
  fs::path folder_;
};

TEST_F(SpecPaths, ArePartedAtTheFirstCommaWhereNothingIsThere) {
  EXPECT_THAT(parted("a"), ElementsAre("a"));
  EXPECT_THAT(parted("a,b,c"), ElementsAre("a", "b,c"));
}

TEST_F(SpecPaths, AreWhatIsThere) {
  make("a,b");
  make("c,d");
  EXPECT_THAT(parted("a,b"), ElementsAre("a,b"));
  EXPECT_THAT(parted("a,b,c,d"), ElementsAre("a,b", "c,d"));
  EXPECT_THAT(parted("a,b,missing"), ElementsAre("a,b", "missing"));
}

TEST_F(SpecPaths, MayEachBeginInTheHomeFolder) {
  const std::string before = getenv("HOME");
  setenv("HOME", folder_.c_str(), 1);
  make("a,b");
  make("c");
  const fs::path whole = folder_ / "a,b", other = folder_ / "c";
  EXPECT_THAT(parted("~/a,b"), ElementsAre(whole));
  EXPECT_THAT(parted("~/a,b,~/c"), ElementsAre(whole, other));
  EXPECT_THAT(parted("c,~/c"), ElementsAre("c", other));
  EXPECT_THAT(parted("~/missing,~/c"), ElementsAre(folder_ / "missing", other));
  setenv("HOME", before.c_str(), 1);
}

}  // namespace
}  // namespace ganscope::config
