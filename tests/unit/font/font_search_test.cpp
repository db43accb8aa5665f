#include "core/font/font_search.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace ganscope::font {
namespace {

namespace fs = std::filesystem;

constexpr const char* dejavu = "/usr/share/fonts/truetype/dejavu/";
constexpr uint32_t cyrillic_zhe = 0x416;

class Search : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(fs::path(dejavu) / "DejaVuSans.ttf")) GTEST_SKIP() << "DejaVu Sans is not installed";
    fs::create_directories(folder_.path() / "some/where");
    for (const char* name : {"DejaVuSans-Bold.ttf", "DejaVuSans.ttf", "DejaVuSansMono.ttf"})
      fs::copy_file(fs::path(dejavu) / name, folder_.path() / "some/where" / name);
    std::ofstream(folder_.path() / "some/broken.ttf") << "no font";
  }
  testing::TemporaryFolder folder_;
};

TEST_F(Search, PutsAPlainFontBeforeBoldAndMonospacedOnes) {
  FontSearch search({folder_.path()});
  const auto found = search.with(cyrillic_zhe);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found.front().filename(), "DejaVuSans.ttf");
}

TEST_F(Search, FindsNothingForALetterThatNoFontHas) {
  FontSearch search({folder_.path(), folder_.path() / "missing"});
  EXPECT_TRUE(search.with(0xE123).empty());
}

TEST_F(Search, TakesTheFirstPlaceOfTheFirstFolder) {
  const FontSearch search({folder_.path() / "missing", folder_.path()});
  EXPECT_EQ(search.find({"nowhere.ttf", "some/where/DejaVuSans.ttf"}),
            folder_.path() / "some/where/DejaVuSans.ttf");
  EXPECT_FALSE(search.find({"some/where"})) << "a folder is no font";
}

}  // namespace
}  // namespace ganscope::font
