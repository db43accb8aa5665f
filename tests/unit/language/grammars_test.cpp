// The made languages: what they draw obeys their own rules, and what breaks one is told with its places.
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <sstream>

#include "core/language/grammars.h"
#include "core/language/lines.h"

namespace ganscope::language {
namespace {

Line verse_line(const std::string& text) {
  Line line;
  std::istringstream words(text);
  for (std::string word; words >> word;) line.push_back(number_of(verse().words(), word));
  return line;
}

Line signs_line(const Grammar& grammar, const std::vector<std::string>& signs) {
  Line line;
  for (const std::string& sign : signs) line.push_back(number_of(grammar.words(), sign));
  return line;
}

// The keys of the rules that are broken and the places: "rhyme 2 6".
std::string told(const Grammar& grammar, const Line& line) {
  std::string text;
  for (const Broken& one : grammar.broken(line)) {
    text += (text.empty() ? "" : "; ") + grammar.rules().at(one.rule).key;
    for (const int place : one.places) text += " " + std::to_string(place);
  }
  return text;
}

TEST(EveryGrammar, DrawsOnlyLinesThatObeyItsRules) {
  for (const Grammar* grammar : all_grammars()) {
    Random random(1);
    for (int i = 0; i < 20000; ++i) {
      const Line line = grammar->draw(random);
      ASSERT_EQ(static_cast<int>(line.size()), grammar->length());
      ASSERT_EQ(told(*grammar, line), "") << text_of(line, grammar->words(), " ");
    }
  }
}

TEST(EveryGrammar, UsesEveryWordAndNamesEachOnce) {
  for (const Grammar* grammar : all_grammars()) {
    const std::set<std::string> names(grammar->words().begin(), grammar->words().end());
    EXPECT_EQ(names.size(), grammar->words().size()) << grammar->key();
    Random random(2);
    std::set<int> used;
    for (int i = 0; i < 5000; ++i)
      for (const int word : grammar->draw(random)) used.insert(word);
    // No key of the melodies has D sharp or G sharp; both stand in two octaves.
    const size_t unused = grammar->key() == "melody" ? 4 : 0;
    EXPECT_EQ(used.size(), names.size() - unused) << grammar->key();
  }
}

TEST(EveryGrammar, DrawsTheSameFromTheSameSeedAndIsFoundByItsKey) {
  for (const Grammar* grammar : all_grammars()) {
    Random one(3), same(3), other(4);
    EXPECT_EQ(drawn_lines(*grammar, 50, one).words, drawn_lines(*grammar, 50, same).words);
    EXPECT_NE(drawn_lines(*grammar, 50, one).words, drawn_lines(*grammar, 50, other).words);
    EXPECT_EQ(find_grammar(grammar->key()), grammar);
  }
  EXPECT_EQ(find_grammar(""), nullptr);
}

// Whatever stands at the places, a grammar says what is wrong without stumbling, at places of the line.
TEST(EveryGrammar, JudgesAnyWordsWhatever) {
  for (const Grammar* grammar : all_grammars()) {
    Random random(5);
    for (int i = 0; i < 20000; ++i) {
      Line line(static_cast<size_t>(grammar->length()));
      for (int& word : line) word = static_cast<int>(random.below(grammar->words().size()));
      for (const Broken& one : grammar->broken(line)) {
        ASSERT_LT(one.rule, grammar->rules().size());
        ASSERT_FALSE(one.places.empty());
        for (const int place : one.places) ASSERT_TRUE(place >= 0 && place < grammar->length());
      }
    }
  }
}

TEST(Verse, HasSeventyEightWords) { EXPECT_EQ(verse().words().size(), 78U); }

TEST(Verse, SaysWhichRuleIsBrokenAndWhere) {
  EXPECT_EQ(told(verse(), verse_line("an old tree sings with the bee")), "");
  EXPECT_EQ(told(verse(), verse_line("some red hogs sing by two dogs")), "");
  EXPECT_EQ(told(verse(), verse_line("a old tree sings with the bee")), "article 0");
  EXPECT_EQ(told(verse(), verse_line("the old tree sings with an bee")), "article 5");
  EXPECT_EQ(told(verse(), verse_line("an old trees sing with the bees")), "agreement 0");
  EXPECT_EQ(told(verse(), verse_line("the old tree sing with two bee")), "agreement 3 5");
  EXPECT_EQ(told(verse(), verse_line("the old tree sings with the bees")), "agreement 6");
  EXPECT_EQ(told(verse(), verse_line("the old tree sings with the dog")), "rhyme 2 6");
  EXPECT_EQ(told(verse(), verse_line("the old tree sings with the tree")), "twice 2 6");
  EXPECT_EQ(told(verse(), verse_line("the the tree sings on on dog")), "kinds 1 5; rhyme 2 6");
}

// 24 nouns · 8 adjectives · 6 verbs · 4 prepositions · 3 rhymes · (3·3 + 4·4) pairs of determiners: among
// enough lines about n²/2N pairs are alike.
TEST(Verse, Has345600Sentences) {
  Random random(6);
  const int64_t n = 20000;
  const Lines lines = drawn_lines(verse(), n, random);
  std::set<std::vector<int>> different;
  for (int64_t i = 0; i < n; ++i) different.insert({lines[i].begin(), lines[i].end()});
  // One or many is a coin, so that those of one (9 of 25) come a little oftener: n²/2 · Σp² = n²/2 · (.25/.36
  // + .25/.64)/345,600 = 627, give or take 25.
  EXPECT_NEAR(static_cast<double>(n) - static_cast<double>(different.size()), 620, 100);
}

TEST(Couplet, HasSixtyFourCharactersAndSaysWhatIsWrong) {
  const Grammar& grammar = couplet();
  EXPECT_EQ(grammar.words().size(), 64U);
  const auto line = [&](const char* first, const char* second) {
    std::vector<std::string> signs;
    for (const std::string half : {first, second})
      for (size_t i = 0; i < half.size(); i += 3) signs.push_back(half.substr(i, 3));  // UTF-8 of Chinese
    return signs_line(grammar, signs);
  };
  EXPECT_EQ(told(grammar, line("明月松间照", "清泉竹上流")),
            "antithesis 6 9");  // moon and spring: sky and land
  EXPECT_EQ(told(grammar, line("明月松间落", "清风竹上流")), "");
  EXPECT_EQ(told(grammar, line("明月松间落", "清风松上流")), "antithesis 7");  // the pine twice
  EXPECT_EQ(told(grammar, line("明月松间落", "清雨竹上流")), "tones 6");
  EXPECT_EQ(told(grammar, line("明月松上落", "清风竹下流")), "tones 3");
  EXPECT_EQ(told(grammar, line("月明松间落", "清风竹上流")), "classes 0 1");
}

TEST(Sums, KnowsTheirFormAndWhetherTheyAreRight) {
  const auto sum = [](const std::string& text) {
    std::vector<std::string> signs;
    for (const char c : text) signs.emplace_back(1, c);
    return told(sums(), signs_line(sums(), signs));
  };
  EXPECT_EQ(sum("07+15=22"), "");
  EXPECT_EQ(sum("07+15=32"), "sum 6");
  EXPECT_EQ(sum("07+15=21"), "sum 7");
  EXPECT_EQ(sum("97+15=12"), "sum 6 7");  // 112 has no two digits
  EXPECT_EQ(sum("07+15+22"), "form 5");
}

}  // namespace
}  // namespace ganscope::language
