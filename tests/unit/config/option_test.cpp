#include "core/config/option.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace ganscope::config {
namespace {

using ::testing::HasSubstr;

Option rate() {
  return {.key = "lr_g", .title = "Rate", .help = "", .initial = 0.001, .min = 1e-6, .max = 0.1};
}
Option batch() {
  return {.key = "batch", .title = "Batch", .help = "", .initial = int64_t{16}, .min = 1, .max = 512};
}
Option norm() {
  return {.key = "norm_d",
          .title = "Norm",
          .help = "",
          .initial = std::string("batch"),
          .choices = {"batch", "none"}};
}
Option flag() { return {.key = "conditional", .title = "Labels", .help = "", .initial = true}; }

TEST(OptionMakers, DeclareTypeRangeAndChoices) {
  const Option whole = number_option("n", "N", "How many.", int64_t{3}, 1, 8, Player::generator);
  EXPECT_EQ(whole.player, Player::generator);
  EXPECT_TRUE(check(whole, Value{int64_t{8}}).has_value());
  EXPECT_FALSE(check(whole, Value{int64_t{9}}).has_value());
  EXPECT_FALSE(check(whole, Value{2.5}).has_value()) << "an int64_t makes it whole";
  EXPECT_TRUE(check(number_option("x", "X", "How much.", 3.0, 1, 8), Value{2.5}).has_value());
  const Option choice = choice_option("c", "C", "Which.", {"adam", "sgd"});
  EXPECT_EQ(std::get<std::string>(choice.initial), "adam");
  EXPECT_FALSE(check(choice, Value{std::string("sgdm")}).has_value());
  EXPECT_TRUE(std::get<bool>(flag_option("f", "F", "Whether.", true).initial));
}

TEST(OptionParse, ReadsEveryTypeFromWords) {
  EXPECT_EQ(parse(rate(), "2e-4").value(), Value{2e-4});
  EXPECT_EQ(parse(rate(), "+0.01").value(), Value{0.01});
  EXPECT_EQ(parse(batch(), "64").value(), Value{int64_t{64}});
  EXPECT_EQ(parse(batch(), "1e2").value(), Value{int64_t{100}});
  EXPECT_EQ(parse(norm(), "none").value(), Value{std::string("none")});
  for (const char* yes : {"true", "on", "yes", "1", "TRUE"})
    EXPECT_EQ(parse(flag(), yes).value(), Value{true});
  for (const char* no : {"false", "off", "no", "0"}) EXPECT_EQ(parse(flag(), no).value(), Value{false});
}

TEST(OptionParse, TakesAWholeNumberForAReal) {
  Option option = rate();
  option.max = 5;
  EXPECT_EQ(parse(option, "1").value(), Value{1.0});
  EXPECT_EQ(check(option, Value{int64_t{2}}).value(), Value{2.0});
}

TEST(OptionParse, RefusesWhatIsNoNumber) {
  for (const char* wrong : {"", "abc", "1.5", "3x", "nan", "0x10", "99999999999999999999"})
    EXPECT_FALSE(parse(batch(), wrong)) << wrong;
  EXPECT_FALSE(parse(flag(), "perhaps"));
  EXPECT_FALSE(parse(rate(), "nan"));
  EXPECT_FALSE(parse(rate(), "inf"));
}

TEST(OptionCheck, NamesKeyRangeAndDefault) {
  const auto refused = parse(batch(), "-3");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FailureKind::usage);
  EXPECT_EQ(refused.error().what, "batch must be a whole number between 1 and 512, not -3");
  EXPECT_THAT(refused.error().hint, HasSubstr("default is 16"));
}

TEST(OptionCheck, NamesTheChoicesAndTheNearest) {
  const auto refused = parse(norm(), "bacth");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("one of batch, none"));
  EXPECT_THAT(refused.error().hint, HasSubstr("did you mean batch?"));
}

TEST(OptionCheck, RefusesAnotherType) {
  EXPECT_FALSE(check(batch(), Value{1.5}));
  EXPECT_FALSE(check(flag(), Value{int64_t{1}}));
  EXPECT_FALSE(check(norm(), Value{true}));
}

TEST(ToText, ReadsBackToTheSameValue) {
  for (const double value : {0.001, 1e-6, 0.1, 1.0 / 3, 5.0})
    EXPECT_EQ(std::get<double>(Value{std::stod(to_text(Value{value}))}), value);
  EXPECT_EQ(to_text(Value{true}), "true");
  EXPECT_EQ(to_text(Value{int64_t{-4}}), "-4");
}

TEST(Settings, ReadsIntegersAsReals) {
  Settings settings;
  settings.set("batch", int64_t{16});
  EXPECT_EQ(settings.real("batch"), 16.0);
  EXPECT_TRUE(settings.has("batch"));
  settings.erase("batch");
  EXPECT_FALSE(settings.has("batch"));
}

TEST(SettingsDeathTest, AMissingKeyIsABug) {
  const Settings settings;
  EXPECT_DEATH((void)settings.integer("batch"), "no setting called batch");
}

TEST(Nearest, FindsSlipsSwapsAndShortenings) {
  const std::vector<std::string> known{"faces", "digits", "mnist", "fashion", "lr_g", "lr_d"};
  EXPECT_EQ(nearest("facs", known), "faces");
  EXPECT_EQ(nearest("afces", known), "faces");
  EXPECT_EQ(nearest("Digit", known), "digits");
  EXPECT_EQ(nearest("lr_q", known), "lr_g");
  EXPECT_EQ(nearest("fash", known), "fashion");
  EXPECT_EQ(nearest("something else", known), "");
  EXPECT_EQ(nearest("x", {}), "");
}

}  // namespace
}  // namespace ganscope::config
