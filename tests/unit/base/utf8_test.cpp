#include "core/base/utf8.h"

#include <gtest/gtest.h>

namespace ganscope {
namespace {

TEST(Utf8, TakesWhatTheStandardTakesAndNothingElse) {
  for (const char* good :
       {"", "faces", "caf\xC3\xA9", "\xE4\xBD\xA0", "\xF0\x9F\x99\x82", "\xEF\xBB\xBF", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(is_utf8(good)) << printable(good);
  for (const char* bad : {"caf\xE9", "\x80", "\xC3", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                          "\xF4\x90\x80\x80", "\xFF", "\xF0\x9F\x99"})
    EXPECT_FALSE(is_utf8(bad)) << printable(bad);
}

TEST(Utf8, ShowsWhatIsNotTextAsItsBytes) {
  EXPECT_EQ(printable("caf\xE9/\xC3\xA9"), "caf\\xE9/\xC3\xA9");
  EXPECT_TRUE(is_utf8(printable("\xFF\xFE\x80")));
}

TEST(LowerCase, ChangesTheLettersFromAToZAlone) {
  EXPECT_EQ(lower_case("PNG.Jpg az@[`{09"), "png.jpg az@[`{09");
  EXPECT_EQ(lower_case("\xC3\x84\xC9"), "\xC3\x84\xC9") << "Ä, and a byte that is no text";
}

}  // namespace
}  // namespace ganscope
