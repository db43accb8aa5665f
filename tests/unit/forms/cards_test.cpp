// Lines of words as small cards.
#include <gtest/gtest.h>

#include "core/forms/card_painter.h"
#include "core/language/grammars.h"
#include "core/language/lines.h"

namespace ganscope::forms {
namespace {

Look look_of_grammar(const language::Grammar& grammar) {
  const auto words = static_cast<int>(grammar.words().size());
  return {Form::tokens, 1, grammar.length(), words,
          std::make_shared<const tokens::Vocabulary>(
              tokens::Vocabulary{grammar.words(), grammar.separator(), grammar.key()})};
}

std::vector<uint8_t> card_of(const Painter& painter, const language::Grammar& grammar,
                             const language::Line& line) {
  std::vector<uint8_t> rgba;
  painter.paint(language::one_hot({grammar.length(), line}, static_cast<int>(grammar.words().size())), rgba);
  return rgba;
}

/// How many pixels of columns [from, to) are written on.
int written(const std::vector<uint8_t>& card, int from, int to) {
  int count = 0;
  for (int y = 0; y < card_side; ++y)
    for (int x = from; x < to; ++x) count += card[4 * static_cast<size_t>(y * card_side + x)] > 128 ? 1 : 0;
  return count;
}

TEST(Cards, AreOfOneSizeAndTheSameForTheSameLine) {
  for (const language::Grammar* grammar : language::all_grammars()) {
    const auto painter = painter_of(look_of_grammar(*grammar));
    ASSERT_EQ(painter->width(), card_side);
    ASSERT_EQ(painter->height(), card_side);
    Random random(1);
    const language::Line one = grammar->draw(random), other = grammar->draw(random);
    const auto card = card_of(*painter, *grammar, one);
    EXPECT_EQ(card.size(), static_cast<size_t>(4 * card_side * card_side));
    EXPECT_EQ(card, card_of(*painter, *grammar, one));
    EXPECT_NE(card, card_of(*painter, *grammar, other)) << grammar->key();
    EXPECT_GT(written(card, 0, card_side), 40) << grammar->key();
  }
}

TEST(Cards, OfACoupletHaveTwoColumns) {
  const language::Grammar& grammar = language::couplet();
  const auto painter = painter_of(look_of_grammar(grammar));
  Random random(2);
  const auto card = card_of(*painter, grammar, grammar.draw(random));
  EXPECT_GT(written(card, card_side / 2, card_side), 20);
  EXPECT_GT(written(card, 0, card_side / 2), 20);
}

TEST(Cards, WithoutAVocabularyAreTheRowsThemselves) {
  Look look = look_of_grammar(language::sums());
  look.tokens = nullptr;
  const auto painter = painter_of(look);
  EXPECT_EQ(painter->width(), 12);
  EXPECT_EQ(painter->height(), 8);
}

}  // namespace
}  // namespace ganscope::forms
