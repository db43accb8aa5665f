#include <gtest/gtest.h>

#include "app/ui/widgets.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

TEST(NumberText, GroupsThousands) {
  EXPECT_EQ(thousands(0), "0");
  EXPECT_EQ(thousands(999), "999");
  EXPECT_EQ(thousands(4210), "4,210");
  EXPECT_EQ(thousands(-1234567), "-1,234,567");
}

TEST(NumberText, KeepsTheFiguresThatCount) {
  EXPECT_EQ(number_text(0.001), "0.0010");
  EXPECT_EQ(number_text(0.0005), "0.0005");
  EXPECT_EQ(number_text(0.00012), "0.00012");
  EXPECT_EQ(number_text(0.995), "0.995");
  EXPECT_EQ(number_text(0.8), "0.80");
  EXPECT_EQ(number_text(-1.58), "-1.58");
  EXPECT_EQ(number_text(128), "128");
  EXPECT_EQ(number_text(1250), "1,250");
  EXPECT_EQ(number_text(-36000), "-36,000");
}

TEST(NumberText, DrawsAMinusForTheHyphenOfANumberOnly) {
  EXPECT_EQ(with_minus("-0.50"), "−0.50");
  EXPECT_EQ(with_minus("2.1e-5"), "2.1e−5");
  EXPECT_EQ(with_minus("-1 – -0.5"), "−1 – −0.5");
  EXPECT_EQ(with_minus("ring-5cf7"), "ring-5cf7");
  EXPECT_EQ(with_minus("two-gaussians-9986"), "two-gaussians-9986");
  EXPECT_EQ(with_minus("one-hot"), "one-hot");
}

TEST(NumberText, TakesWhatIsTypedWithEitherMinus) {
  EXPECT_EQ(typed_number("-1,000.5"), "-1000.5");
  EXPECT_EQ(typed_number("−1,000.5e−3"), "-1000.5e-3");
}

TEST(NumberText, IsNotPartedAtTheCommaOfItsThousands) {
  const std::string_view words = "of 2,500 samples, 3 modes";
  EXPECT_TRUE(parts_number(words, words.find("500")));
  EXPECT_FALSE(parts_number(words, words.find("2,500")));
  EXPECT_FALSE(parts_number(words, words.find(" 3 modes")));
}

TEST(NumberText, SaysRatesAndTimes) {
  EXPECT_EQ(rate_text(0), "0");
  EXPECT_EQ(rate_text(2.44), "2.4");
  EXPECT_EQ(rate_text(2256.3), "2,256");
  EXPECT_EQ(clock_text(30), "0:30");
  EXPECT_EQ(clock_text(3725), "1:02:05");
}

TEST(RichText, MarksPlayersAndNumbersAndGivesThePlainWordsBack) {
  EXPECT_EQ(marked_words("D rate 0.0010 → 0.0005"), "{D} rate {n:0.0010} → {n:0.0005}");
  EXPECT_EQ(marked_words("Generator learning rate"), "{G:Generator} learning rate");
  EXPECT_EQ(plain_words("{q:Step} {D}"), "Step D");
  EXPECT_EQ(plain_words("a { open brace"), "a { open brace");
}

}  // namespace
}  // namespace ganscope::ui
