#include "app/script/condition.h"

#include <gtest/gtest.h>

namespace ganscope::script {
namespace {

class Conditions : public ::testing::Test {
 protected:
  void SetUp() override {
    values_["step"] = 50.0;
    values_["phase"] = std::string("running");
    values_["run"] = std::string();
    values_["experiment/seed"] = 7.0;
    values_["transport/start"] = {};
    values_["experiment/lr_g"] = 0.001 + 1e-12;
  }
  bool check(std::string_view text) {
    const auto condition = parse_condition(text);
    EXPECT_TRUE(condition.has_value()) << text;
    return condition &&
           holds(
               *condition, [&](std::string_view name) { return find_status(values_, name); }, remembered_);
  }
  StatusValues values_;
  Remembered remembered_;
};

TEST_F(Conditions, CompareNumbersAsNumbers) {
  EXPECT_TRUE(check("step>=50"));
  EXPECT_TRUE(check("status.step <= 50"));
  EXPECT_TRUE(check("step==50.0"));
  EXPECT_TRUE(check("step<100"));  // as text, "50" would come after "100"
  EXPECT_FALSE(check("step>50"));
  EXPECT_TRUE(check("step!=51"));
  EXPECT_TRUE(check("experiment/seed==7"));
}

TEST_F(Conditions, TakeNumbersForEqualThatDifferOnlyInRounding) {
  EXPECT_TRUE(check("experiment/lr_g==0.001"));
}

TEST_F(Conditions, CompareWordsAsText) {
  EXPECT_TRUE(check("status.phase==running"));
  EXPECT_TRUE(check("phase != paused"));
  EXPECT_FALSE(check("phase>=a"));
}

TEST_F(Conditions, CallWhatIsNotThereNone) {
  EXPECT_TRUE(check("nowhere==none"));
  EXPECT_TRUE(check("transport/start==none"));  // there, but without a value
  EXPECT_FALSE(check("nowhere>=0"));
}

TEST_F(Conditions, AskWhetherSomethingIsThere) {
  EXPECT_TRUE(check("transport/start"));
  EXPECT_FALSE(check("transport/stop"));
  EXPECT_TRUE(check("!transport/stop"));
  EXPECT_TRUE(check("phase"));
  EXPECT_FALSE(check("run"));  // empty text
}

TEST_F(Conditions, CompareWithWhatWasRemembered) {
  EXPECT_FALSE(check("changed step")) << "nothing was remembered";
  remembered_["step"] = "50";
  EXPECT_TRUE(check("same step"));
  EXPECT_FALSE(check("changed step"));
  values_["step"] = 51.0;
  EXPECT_TRUE(check("changed step"));
}

TEST(Condition, IsRefusedWhenItIsHalf) {
  for (const char* text : {"", "step>=", "==3", "two words", "!"}) {
    const auto condition = parse_condition(text);
    ASSERT_FALSE(condition.has_value()) << text;
    EXPECT_EQ(condition.error().kind, FailureKind::bad_data);
    EXPECT_FALSE(condition.error().hint.empty());
  }
}

}  // namespace
}  // namespace ganscope::script
