#include "core/diagnose/course.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/played_course.h"

namespace ganscope::diagnose {
namespace {

using testing::PlayedCourse;
constexpr float no_loss = std::numeric_limits<float>::quiet_NaN();

TEST(Course, ABinIsTheMeanOfTwentyFiveStepsWithoutThoseThatHaveNoValue) {
  PlayedCourse played;
  for (int i = 0; i < Course::bin_steps; ++i) played.step(i % 2 == 0 ? 0.5F : no_loss, 0.1F);
  ASSERT_EQ(played.course.bins().size(), 1U);
  EXPECT_EQ(played.course.bins()[0].step, 25);
  EXPECT_NEAR(played.course.bins()[0][Curve::d_real], 0.5, 1e-7);
  EXPECT_NEAR(played.course.bins()[0][Curve::d_fake], 0.1, 1e-7);
  played.steps(Course::bin_steps, no_loss, 0.2F);
  EXPECT_TRUE(std::isnan(played.course.bins()[1][Curve::d_real]));
}

TEST(Course, AHalfBinIsNotSeen) {
  PlayedCourse played;
  played.steps(24, 0.5F, 0.5F);
  EXPECT_TRUE(played.course.bins().empty());
  EXPECT_EQ(played.course.steps(), 0);
}

TEST(Course, ARewindForgetsWhatCameAfterAndAResetTheEarlyPeakToo) {
  PlayedCourse played({{"modes", 8.0F}});
  played.steps(50, 0.5F, 0.5F, 3);
  played.measure({4});
  played.steps(50, 0.5F, 0.5F, 1);
  played.measure({5});
  EXPECT_NEAR(played.course.early_peak(Curve::grad_g), 3, 1e-6);
  played.course.cut_after(60);
  EXPECT_EQ(played.course.steps(), 50);
  EXPECT_EQ(played.course.measured().size(), 1U);
  played.course.cut_after(0);
  EXPECT_TRUE(std::isnan(played.course.early_peak(Curve::grad_g)));
}

TEST(Course, MeasuresAreFoundByKeyAndPartsByTheirPrefix) {
  PlayedCourse played({{"modes", 8.0F}, {"share:mode 1", 0.125F}});
  played.measure({4, 0.5F});
  EXPECT_EQ(played.course.value(played.course.measured()[0], Figure::modes), 4);
  EXPECT_EQ(played.course.floor(Figure::modes), 8);
  EXPECT_TRUE(std::isnan(played.course.value(played.course.measured()[0], Figure::frechet)));
  ASSERT_EQ(played.course.parts().size(), 1U);
  EXPECT_EQ(played.course.parts()[0].name, "mode 1");
  EXPECT_EQ(played.course.parts()[0].share, 0.125);
  EXPECT_EQ(played.course.parts()[0].heard, -1);
}

TEST(Course, OfPartsThatAreToldItKnowsHowOftenTheyAreHeard) {
  const PlayedCourse played(
      {{"share:kick", 0.5F}, {"share:tom", 0.5F}, {"heard:kick", 0.98F}, {"heard:tom", 0.9F}});
  ASSERT_EQ(played.course.parts().size(), 2U) << "what is heard is no part of its own";
  EXPECT_EQ(played.course.parts()[1].heard, 3);
  EXPECT_FLOAT_EQ(static_cast<float>(played.course.parts()[1].real_heard), 0.9F);
}

TEST(Course, AMillionStepsCostNoMoreThanTheNewest) {
  PlayedCourse played;
  played.steps(300'000, 0.5F, 0.5F);
  EXPECT_LE(played.course.bins().size(), 8192U);
  EXPECT_EQ(played.course.steps(), 300'000);
}

}  // namespace
}  // namespace ganscope::diagnose
