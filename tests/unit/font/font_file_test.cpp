#include "core/font/font_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "core/base/random.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::font {
namespace {

namespace fs = std::filesystem;

/// One font of each kind: outlines as in TrueType, as in PostScript, and a collection.
const char* const fonts[] = {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                             "/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                             "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"};

class EveryFont : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (!fs::exists(GetParam())) GTEST_SKIP() << GetParam() << " is not installed";
    std::ifstream stream(GetParam(), std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    for (const char letter : content) bytes_.push_back(static_cast<std::byte>(letter));
  }
  std::vector<std::byte> bytes_;
};

TEST_P(EveryFont, IsSoundAsItIsInstalled) {
  const auto coverage = check_font(bytes_, "");
  ASSERT_TRUE(coverage) << coverage.error().what;
  EXPECT_TRUE(coverage->has('A'));
  EXPECT_FALSE(coverage->has(0x10FFFD)) << "nobody's";
}

TEST_P(EveryFont, ClaimsTheLettersThatItHas) {
  const auto coverage = check_font(bytes_, "");
  ASSERT_TRUE(coverage);
  const Coverage claimed = claimed_coverage(GetParam());
  ASSERT_EQ(claimed.ranges().size(), coverage->ranges().size());
  EXPECT_EQ(claimed.ranges().back().last, coverage->ranges().back().last);
}

TEST_P(EveryFont, CutOffAnywhereIsRefused) {
  Random random(3);
  for (int i = 0; i < 40; ++i) {
    // A collection is used as long as its first font is whole.
    const size_t length = random.below(bytes_.size() / 2);
    EXPECT_FALSE(check_font(std::span(bytes_).first(length), "")) << length;
  }
  for (size_t length = 0; length < 64; ++length)
    EXPECT_FALSE(check_font(std::span(bytes_).first(length), ""));
}

TEST_P(EveryFont, OverwrittenAnywhereIsRefused) {
  Random random(5);
  int refused = 0;
  constexpr int tries = 40, hole = 512;
  for (int i = 0; i < tries; ++i) {
    std::vector<std::byte> damaged = bytes_;
    const size_t at = random.below(damaged.size() - hole);
    for (size_t k = 0; k < hole; ++k) damaged[at + k] = static_cast<std::byte>(random.below(256));
    refused += check_font(damaged, "") ? 0 : 1;
  }
  // A collection's second font has tables of its own, which nobody reads.
  const bool collection = fs::path(GetParam()).extension() == ".ttc";
  EXPECT_GE(refused, collection ? tries * 3 / 4 : tries);
}

TEST_P(EveryFont, SaysWhichFileIsDamagedAndWhatToDo) {
  const auto refused = check_font(std::span(bytes_).first(bytes_.size() / 2), "here.ttf");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "here.ttf");
  EXPECT_NE(refused.error().what.find("damaged"), std::string::npos);
  EXPECT_FALSE(refused.error().hint.empty());
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryFont, ::testing::ValuesIn(fonts), [](const auto& kind) {
  return fs::path(kind.param).extension().string().substr(1);
});

TEST(FontFile, OfGarbageOrNothingOrAFolderIsRefused) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.path() / "empty.ttf");
  std::ofstream(folder.path() / "text.ttf") << std::string(5000, 'x');
  std::ofstream(folder.path() / "head.ttf") << std::string("\0\1\0\0\xFF\xFF\xFF\xFF", 8);
  for (const char* name : {"empty.ttf", "text.ttf", "head.ttf", "missing.ttf", "."}) {
    EXPECT_FALSE(read_font(folder.path() / name)) << name;
    EXPECT_TRUE(claimed_coverage(folder.path() / name).ranges().empty()) << name;
  }
}

TEST(Coverage, KnowsItsLettersAndNoOthers) {
  Coverage coverage;
  for (const uint32_t letter : {65U, 66U, 67U, 300U, 302U}) coverage.add(letter);
  EXPECT_EQ(coverage.ranges().size(), 3U);
  for (const uint32_t letter : {65U, 67U, 300U, 302U}) EXPECT_TRUE(coverage.has(letter)) << letter;
  for (const uint32_t letter : {0U, 64U, 68U, 301U, 303U}) EXPECT_FALSE(coverage.has(letter)) << letter;
}

}  // namespace
}  // namespace ganscope::font
