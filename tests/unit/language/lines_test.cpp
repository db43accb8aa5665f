// Lines as numbers, bytes and text; n-grams; the nearest line.
#include "core/language/lines.h"

#include <gtest/gtest.h>

#include "core/language/grammars.h"
#include "core/language/ngrams.h"

namespace ganscope::language {
namespace {

TEST(Lines, GoToBytesAndBack) {
  Random random(1);
  const Lines lines = drawn_lines(verse(), 30, random);
  const auto bytes = one_hot(lines, 78);
  EXPECT_EQ(bytes.size(), 30U * 7 * 78);
  EXPECT_EQ(lines_of(bytes, 7, 78).words, lines.words);
}

TEST(Lines, AreWrittenWithoutTheBlanksThatFillThem) {
  const std::vector<std::string> words{"", "one", "two"};
  EXPECT_EQ(text_of(Line{1, 2, 0}, words, " "), "one two");
  EXPECT_EQ(text_of(Line{0, 1, 2}, words, " "), "one two");
  EXPECT_EQ(text_of(Line{1, 2, 1}, words, ""), "onetwoone");
  EXPECT_EQ(text_of(Line{0, 0, 0}, words, " "), "");
}

TEST(NearestLine, IsTheFirstThatDiffersAtFewestPlaces) {
  const Lines among{3, {1, 2, 3, 1, 2, 4, 5, 5, 5}};
  EXPECT_EQ(nearest_line(among, Line{1, 2, 4}).index, 1);
  EXPECT_EQ(nearest_line(among, Line{1, 2, 4}).differing, 0);
  EXPECT_EQ(nearest_line(among, Line{1, 2, 9}).index, 0);
  EXPECT_EQ(nearest_line(among, Line{1, 2, 9}).differing, 1);
  EXPECT_EQ(nearest_line(Lines{3, {}}, Line{1, 2, 9}).index, -1);
}

// By hand: p = (½, ½, 0), q = (½, 0, ½). The shared one adds nothing, the others ½·½ each.
TEST(Ngrams, DivergenceIsThatWorkedOutByHand) {
  const Lines p{2, {0, 1}}, q{2, {0, 2}};
  EXPECT_NEAR(Ngrams(p, 1, 3).divergence(Ngrams(q, 1, 3)), 0.5, 1e-12);
  EXPECT_NEAR(Ngrams(p, 2, 3).divergence(Ngrams(q, 2, 3)), 1, 1e-12);
  EXPECT_NEAR(Ngrams(p, 2, 3).divergence(Ngrams(p, 2, 3)), 0, 1e-12);
  // p = (¾, ¼), q = (¼, ¾): 1 + ¾ log₂ ¾ + ¼ log₂ ¼ = .1887.
  const Lines r{4, {0, 0, 0, 1}}, s{4, {1, 1, 1, 0}};
  EXPECT_NEAR(Ngrams(r, 1, 2).divergence(Ngrams(s, 1, 2)), 0.188722, 1e-6);
  EXPECT_NEAR(Ngrams(s, 1, 2).divergence(Ngrams(r, 1, 2)), 0.188722, 1e-6);
}

TEST(Ngrams, AreCountedWithinALineOnly) {
  const Lines lines{3, {0, 1, 2, 0, 1, 2}};
  EXPECT_EQ(Ngrams(lines, 1, 3).total(), 6);
  EXPECT_EQ(Ngrams(lines, 2, 3).total(), 4);
  EXPECT_EQ(Ngrams(lines, 4, 3).total(), 0);
  EXPECT_EQ(Ngrams(lines, 4, 3).divergence(Ngrams(lines, 4, 3)), 1);
}

}  // namespace
}  // namespace ganscope::language
