#include "core/captions/sentence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ganscope::captions {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Vocabulary clothes() {
  return {{{"red hat", "红帽子", 0, {"crimson hat"}},
           {"blue hat", "蓝帽子", 0},
           {"long coat", "长大衣", 1},
           {"short coat", "短大衣", 1},
           {"gloves", "手套"}},
          {{0}}};
}

TEST(Sentence, IsTakenApart) {
  EXPECT_THAT(pieces_of("A Red hat,  gloves"), ElementsAre("a", "red", "hat", ",", "gloves"));
  EXPECT_THAT(pieces_of("红帽子，手套。"), ElementsAre("红", "帽", "子", ",", "手", "套"));
  EXPECT_THAT(pieces_of(" ,; "), IsEmpty());
  EXPECT_THAT(pieces_of(""), IsEmpty());
}

TEST(Sentence, IsReadWithCommasSpacesOrNothingBetween) {
  const Vocabulary words = clothes();
  for (const char* said :
       {"red hat, gloves", "gloves and a red hat", "RED HAT gloves", "with gloves; a crimson hat",
        "红帽子，手套", "红帽子手套", "有红帽子和手套的人", "red hat，手套"}) {
    const Reading reading = read(words, said, "");
    EXPECT_THAT(reading.caption, ElementsAre(0, 4)) << said;
    EXPECT_FALSE(reading.trouble) << said;
  }
  EXPECT_THAT(read(words, "", "").caption, IsEmpty()) << "nothing is named";
  EXPECT_FALSE(read(words, " , ", "").trouble);
}

TEST(Sentence, AdjectivesMayShareANoun) {
  Vocabulary words = clothes();
  words.words.push_back({"red coat", "红大衣"});
  const Reading reading = read(words, "a long red coat", "");
  EXPECT_THAT(reading.caption, ElementsAre(2, 5));
  EXPECT_FALSE(reading.trouble);
  EXPECT_THAT(read(words, "长红大衣", "").caption, ElementsAre(2, 5));
}

TEST(Sentence, SaysWhichWordNobodyKnowsAndOffersTheNearest) {
  const Vocabulary words = clothes();
  const Reading reading = read(words, "red hat, glovse", "--caption");
  ASSERT_TRUE(reading.trouble);
  EXPECT_THAT(reading.caption, ElementsAre(0)) << "what is understood counts";
  EXPECT_EQ(reading.trouble->kind, FailureKind::usage);
  EXPECT_EQ(reading.trouble->where, "--caption");
  EXPECT_THAT(reading.trouble->what, HasSubstr("“glovse”"));
  EXPECT_THAT(reading.trouble->hint, HasSubstr("did you mean gloves?"));
  EXPECT_THAT(reading.trouble->hint, HasSubstr("red hat, blue hat, long coat, short coat, gloves"));
  const Reading strange = read(words, "xylophone", "");
  ASSERT_TRUE(strange.trouble);
  EXPECT_THAT(strange.trouble->hint, ::testing::StartsWith("it knows: red hat"));
}

TEST(Sentence, OfChineseNamesAllThatIsNotKnown) {
  const Reading reading = read(clothes(), "红帽子，围巾，手套", "");
  EXPECT_THAT(reading.caption, ElementsAre(0, 4));
  ASSERT_TRUE(reading.trouble);
  EXPECT_THAT(reading.trouble->what, HasSubstr("“围巾”"));
  EXPECT_THAT(reading.trouble->hint, HasSubstr("红帽子，蓝帽子"));
}

TEST(Sentence, TellsWhatCannotBothBeTrue) {
  const Reading reading = read(clothes(), "red hat, blue hat", "");
  EXPECT_THAT(reading.caption, ElementsAre(0));
  ASSERT_TRUE(reading.trouble);
  EXPECT_THAT(reading.trouble->what, HasSubstr("“red hat” and “blue hat”"));
  EXPECT_FALSE(read(clothes(), "red hat, a crimson hat", "").trouble) << "twice the same is no contradiction";
}

TEST(Sentence, SurvivesBrokenText) {
  for (const char* broken : {"\xff\xfe", "red\xe7", "\xe7\xba", "hat\x01"})
    EXPECT_TRUE(read(clothes(), broken, "").trouble) << broken;
}

TEST(Vocabulary, NamesAWordInPlaceOfAnotherOfItsGroup) {
  const Vocabulary words = clothes();
  EXPECT_THAT(toggled(words, {0, 4}, 1), ElementsAre(1, 4));
  EXPECT_THAT(toggled(words, {0, 4}, 4), ElementsAre(0));
  EXPECT_THAT(toggled(words, {}, 3), ElementsAre(3));
  EXPECT_EQ(words.place_in_group(3), 1);
  EXPECT_EQ(words.place_in_group(2), 0);
  EXPECT_THAT(row_of({0, 3}, 5), ElementsAre(1, 0, 0, 1, 0));
  EXPECT_TRUE(implied({0}, {0, 4}));
  EXPECT_FALSE(implied({1}, {0, 4}));
}

TEST(Vocabulary, WordsAreKeptAsLines) {
  for (const Word& word : clothes().words) EXPECT_EQ(word_of(stored(word)), word);
  EXPECT_TRUE(word_of("red hat").text.empty());
  EXPECT_TRUE(word_of("red hat\t红\tx").text.empty());
  EXPECT_TRUE(word_of("red hat\t红\t-7").text.empty());
}

}  // namespace
}  // namespace ganscope::captions
