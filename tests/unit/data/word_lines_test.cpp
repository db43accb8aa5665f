// Lines of anybody's own: words or characters, short ones, rare words, and what is no text.
#include "core/data/text/word_lines.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace ganscope::data {
namespace {

Expected<WordLines> read(const std::string& text, int64_t most = 500) {
  return word_lines_in(text, "poems.txt", most);
}
std::string line(const WordLines& lines, int64_t i) {
  return language::text_of(lines.lines[i], lines.words, lines.separator);
}

TEST(WordLines, AreWordsWhereAnyLineHasABlank) {
  const auto made = read("the cat sits\nthe dog\tlives\r\n\n  a hen sings \n");
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->separator, " ");
  EXPECT_EQ(made->lines.count(), 3);
  EXPECT_EQ(made->lines.length, 3);
  EXPECT_EQ(made->words,
            (std::vector<std::string>{"a", "cat", "dog", "hen", "lives", "sings", "sits", "the"}));
  EXPECT_EQ(line(*made, 1), "the dog lives");
  EXPECT_EQ(made->remarks, (std::vector<std::string>{"poems.txt: 1 empty lines are passed over"}));
}

TEST(WordLines, AreCharactersWhereNoneHas) {
  const auto made = read("\xEF\xBB\xBF明月松间照\n清泉石上流\n");
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->separator, "");
  EXPECT_EQ(made->words.size(), 10U);
  EXPECT_EQ(line(*made, 0), "明月松间照");
}

TEST(WordLines, TakeTheWideBlankOfChineseForABlank) {
  const auto made = read("明月　松间　照\n清泉　石上　流\n");
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->lines.length, 3);
  EXPECT_EQ(line(*made, 1), "清泉 石上 流");
}

TEST(WordLines, FillShortLinesWithBlanksAndSaySo) {
  const auto made = read("one two three\none\n");
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->words.front(), "");
  EXPECT_EQ(made->lines[1][1], 0);
  EXPECT_EQ(line(*made, 1), "one");
  ASSERT_EQ(made->remarks.size(), 1U);
  EXPECT_EQ(made->remarks[0], "poems.txt: lines have 1 to 3 words; short ones are filled up with blanks");
}

TEST(WordLines, TellTheMostFrequentWordsOfManyAndSaySo) {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += (i < 10 ? "the cat saw thing" : "cat the saw thing") + std::to_string(i) + "\n";
  const auto made = read(text, 4);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->words, (std::vector<std::string>{"cat", "saw", "the", "…"}));
  EXPECT_EQ(line(*made, 7), "the cat saw …");
  ASSERT_EQ(made->remarks.size(), 2U);
  EXPECT_NE(made->remarks[0].find("of 23 different words"), std::string::npos);
  EXPECT_NE(made->remarks[0].find("25.0 %"), std::string::npos);
}

TEST(WordLines, CountRepeatedLines) {
  const auto made = read("a b\na b\nb a\n");
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->remarks, (std::vector<std::string>{"poems.txt: of 3 lines 2 are different"}));
}

TEST(WordLines, RefuseWhatCannotBeLearnedWithAHint) {
  const auto refused = [](const std::string& text, const std::string& what, const std::string& where) {
    const auto made = read(text);
    ASSERT_FALSE(made.has_value()) << text.substr(0, 40);
    EXPECT_EQ(made.error().kind, FailureKind::bad_data);
    EXPECT_NE(made.error().what.find(what), std::string::npos) << made.error().what;
    EXPECT_EQ(made.error().where, where);
    EXPECT_FALSE(made.error().hint.empty());
  };
  std::string same, rare, wide;
  for (int i = 0; i < 1000; ++i) same += "the same line\n";
  for (int i = 0; i < 1000; ++i)
    rare += "w" + std::to_string(3 * i) + " w" + std::to_string(3 * i + 1) + "\n";
  for (int i = 0; i < 65; ++i) wide += "w ";
  refused("", "no line", "poems.txt");
  refused("\n \r\n\t\n", "no line", "poems.txt");
  refused("only one", "only one line", "poems.txt");
  refused(same, "all 1000 lines in it are the same", "poems.txt");
  refused(rare, "none of the 500 most frequent", "poems.txt");
  refused("a b\n" + wide + "\n", "a line of 65 words", "poems.txt, line 2");
  refused("a b\ngr\xFCn \n", "not UTF-8", "poems.txt, line 2");
  refused(std::string("a\0b\n", 4), "not text", "poems.txt");
  refused(
      "\xFF\xFE"
      "a",
      "UTF-16", "poems.txt");
}

TEST(WordLines, RefuseMoreThanAGigabyteOfRows) {
  std::string text;
  for (int i = 0; i < 40000; ++i) {
    for (int k = 0; k < 64; ++k) text += "w" + std::to_string((i * 7 + k * 13) % 480) + " ";
    text += "\n";
  }
  const auto made = read(text);
  ASSERT_FALSE(made.has_value());
  EXPECT_NE(made.error().what.find("more than 1 GB"), std::string::npos);
  EXPECT_NE(made.error().hint.find("at most 34952 lines"), std::string::npos) << made.error().hint;
}

TEST(WordLines, AreReadFromAFileAndMissedWhereThereIsNone) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "lines.txt";
  std::ofstream(file) << "a b\nb c\n";
  EXPECT_TRUE(read_word_lines(file, 500, {}).has_value());
  const auto missing = read_word_lines(folder.path() / "none.txt", 500, {});
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().kind, FailureKind::not_found);
}

}  // namespace
}  // namespace ganscope::data
