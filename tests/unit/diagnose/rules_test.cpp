#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include "core/diagnose/diagnosis.h"
#include "tests/support/played_course.h"

namespace ganscope::diagnose {
namespace {

using testing::PlayedCourse;
constexpr float nothing = std::numeric_limits<float>::quiet_NaN();

constexpr api::GameInfo non_saturating{true, false}, minimax{true, true}, critic{false, false};

Setting setting(const api::GameInfo& game = non_saturating) {
  return {game, Form::points, 1e-3, 1e-3, false};
}

/// modes, high_quality, diversity, and two of the modes' shares.
PlayedCourse mixture() {
  return PlayedCourse({{"modes", 8.0F},
                       {"high_quality", 0.989F},
                       {"diversity", 1.26F},
                       {"share:mode 1", 0.125F},
                       {"share:mode 2", 0.125F}});
}
const std::vector<float> well = {8, 0.9F, 1.25F, 0.12F, 0.13F};
const std::vector<float> one_clump = {1, 0.7F, 0.05F, 0.9F, 0};

TEST(Rules, NothingIsSaidInTheFirstSeconds) {
  PlayedCourse played = mixture();
  played.play(2, 0.99F, 0.01F, one_clump);
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::settling);
}

TEST(Rules, ABalancedGameThatCoversTheDataIsHealthy) {
  PlayedCourse played = mixture();
  played.play(6, 0.55F, 0.45F, well);
  const Diagnosis found = diagnose(played.course, setting());
  EXPECT_EQ(found.verdict, Verdict::healthy);
  EXPECT_EQ(plain(found.evidence), "G draws 8 of 8 modes, with 90 % of its samples on them.");
  EXPECT_FALSE(found.remedy);
}

TEST(Rules, OneSoundForEachClassIsACollapseHoweverTheClassesDiffer) {
  PlayedCourse played(
      {{"diversity", 3.1F}, {"coverage", 0.97F}, {"precision", 0.9F}, {"class_variety", 1.5F}});
  Setting sounds = setting();
  sounds.form = Form::waves;
  played.play(30, 0.6F, 0.5F, {2.8F, 0.5F, 0.9F, 0.2F});
  const Diagnosis found = diagnose(played.course, sounds);
  EXPECT_EQ(found.verdict, Verdict::collapse);
  EXPECT_EQ(plain(found.evidence), "One sound for all: those of a class are 13 % as varied as real ones.");
  PlayedCourse varied(
      {{"diversity", 3.1F}, {"coverage", 0.97F}, {"precision", 0.9F}, {"class_variety", 1.5F}});
  varied.play(30, 0.6F, 0.5F, {2.8F, 0.9F, 0.9F, 1.2F});
  EXPECT_EQ(diagnose(varied.course, sounds).verdict, Verdict::healthy);
}

TEST(Rules, WithoutMeasuresNobodyKnowsWhetherItIsWell) {
  PlayedCourse played;
  played.play(10, 0.55F, 0.45F, {});
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::settling);
}

TEST(Rules, SamplesThatAreStillSpreadingAreABeginningNotACollapse) {
  PlayedCourse played = mixture();
  for (int s = 0; s < 20; ++s) {
    played.play(1, 0.6F, 0.5F, {0, 0.01F, 0.08F * static_cast<float>(s), 0, 0});
    EXPECT_NE(diagnose(played.course, setting()).verdict, Verdict::collapse) << s;
  }
}

TEST(Rules, SamplesThatSpreadAVeryLittleWithEachMeasurementAreASlowBeginning) {
  PlayedCourse played = mixture();
  for (int s = 0; s < 40; ++s) {
    played.play(1, 0.6F, 0.5F, {0, 0.01F, 0.06F + 0.002F * static_cast<float>(s), 0, 0});
    EXPECT_NE(diagnose(played.course, setting()).verdict, Verdict::collapse) << s;
  }
}

TEST(Rules, OneClumpIsACollapseAndAFastGIsToldToSlowDown) {
  PlayedCourse played = mixture();
  played.play(16, 0.6F, 0.5F, one_clump);
  Setting fast = setting();
  fast.lr_g = 2e-3;
  fast.lr_d = 1e-4;
  const Diagnosis found = diagnose(played.course, fast);
  EXPECT_EQ(found.verdict, Verdict::collapse);
  EXPECT_EQ(plain(found.evidence),
            "G draws 1 of 8 modes; its samples are 4.0 % as diverse as the real ones.");
  ASSERT_TRUE(found.remedy);
  EXPECT_EQ(found.remedy->option, "lr_g");
  EXPECT_EQ(found.remedy->value, 1e-4);
}

TEST(Rules, HalfTheModesWithGoodSamplesIsACollapseToo) {
  PlayedCourse played = mixture();
  played.play(16, 0.6F, 0.5F, {3, 0.8F, 1.1F, 0.3F, 0});
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::collapse);
}

TEST(Rules, FewModesWithPoorSamplesAreABeginningNotACollapse) {
  PlayedCourse played = mixture();
  played.play(6, 0.6F, 0.5F, {2, 0.05F, 1.1F, 0.01F, 0});
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::settling);
}

TEST(Rules, OneOddMeasurementIsNoCollapse) {
  PlayedCourse played = mixture();
  played.play(16, 0.55F, 0.45F, well);
  played.play(1, 0.55F, 0.45F, one_clump);
  EXPECT_NE(diagnose(played.course, setting()).verdict, Verdict::collapse);
  played.play(1, 0.55F, 0.45F, well);
  played.play(1, 0.55F, 0.45F, one_clump);
  EXPECT_NE(diagnose(played.course, setting()).verdict, Verdict::collapse);
}

TEST(Rules, AClumpThatIsTornForAMomentIsStillACollapseUntilItHasRecovered) {
  PlayedCourse played = mixture();
  played.play(18, 0.6F, 0.5F, one_clump);
  for (int jump = 0; jump < 5; ++jump) {
    played.play(2, 0.6F, 0.5F, {1, 0.1F, 0.7F, 0.9F, 0});
    EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::collapse) << "torn, " << jump;
    EXPECT_EQ(plain(diagnose(played.course, setting()).evidence),
              "G draws 1 of 8 modes; its samples are 4.0 % as diverse as the real ones.")
        << "tells what was seen of the clump";
    played.play(1, 0.6F, 0.5F, one_clump);
    EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::collapse) << "a clump again, " << jump;
  }
  played.play(3, 0.55F, 0.45F, well);
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::collapse)
      << "three good measurements are a jump still";
  played.play(1, 0.55F, 0.45F, well);
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::healthy)
      << "four over three seconds are a recovery";
}

TEST(Rules, WhereTheDataAreOneClusterASmallClumpOnItHasLostNoMode) {
  PlayedCourse played({{"modes", 1.0F}, {"high_quality", 0.989F}, {"diversity", 0.025F}});
  played.play(20, 0.6F, 0.5F, {1, 1, 0.001F});
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::settling);
}

TEST(Rules, PicturesThatAreAlikeAreACollapseThatNamesTheLostClasses) {
  PlayedCourse played(
      {{"frechet", 3}, {"coverage", 0.9F}, {"diversity", 10}, {"share:cat", 0.5F}, {"share:dog", 0.5F}});
  played.play(16, 0.6F, 0.4F, {200, 0.05F, 2, 1, 0});
  const Diagnosis found = diagnose(played.course, setting());
  EXPECT_EQ(found.verdict, Verdict::collapse);
  EXPECT_EQ(plain(found.evidence), "Samples are 20 % as diverse as the real ones. Lost: dog.");
}

TEST(Rules, ASureDiscriminatorWins) {
  PlayedCourse played = mixture();
  played.play(6, 0.99F, 0.03F, {6, 0.3F, 1.2F, 0.1F, 0.1F});
  const Diagnosis found = diagnose(played.course, setting());
  EXPECT_EQ(found.verdict, Verdict::d_wins);
  EXPECT_EQ(plain(found.evidence),
            "D believes 0.99 of real samples and 0.030 of fakes: G hears only that all is wrong.");
  ASSERT_TRUE(found.remedy);
  EXPECT_EQ(found.remedy->option, "lr_d");
  EXPECT_EQ(found.remedy->value, 5e-4);
}

TEST(Rules, UnderMinimaxItSaysWhyTheGradientVanishes) {
  PlayedCourse played = mixture();
  played.play(1, 0.6F, 0.4F, {}, 2.0F);
  played.play(6, 0.999F, 0.001F, {0, 0, 1.2F, 0, 0}, 0.001F);
  const Diagnosis found = diagnose(played.course, setting(minimax));
  EXPECT_EQ(found.verdict, Verdict::d_wins);
  EXPECT_EQ(plain(found.evidence),
            "D believes 0.001 of fakes, and minimax scales G's gradient by it: 2.00 at first, 0.001 now.");
  EXPECT_EQ(plain(found.advice), "Try the non-saturating objective.");
}

TEST(Rules, ACriticHasNoBeliefsToGoBy) {
  PlayedCourse played = mixture();
  played.play(6, 0.99F, 0.01F, {6, 0.3F, 1.2F, 0.1F, 0.1F});
  EXPECT_EQ(diagnose(played.course, setting(critic)).verdict, Verdict::settling);
}

TEST(Rules, ADiscriminatorThatCannotTellPoorSamplesHasLost) {
  PlayedCourse played = mixture();
  played.play(6, 0.5F, 0.5F, {4, 0.1F, 1.2F, 0.1F, 0.1F});
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::g_wins);
  PlayedCourse good = mixture();
  good.play(6, 0.5F, 0.5F, well);
  EXPECT_EQ(diagnose(good.course, setting()).verdict, Verdict::healthy)
      << "at the equilibrium D cannot tell either";
}

TEST(Rules, WideRegularSwingsAreAnOscillationSmallOnesAreNot) {
  for (const float width : {0.3F, 0.05F}) {
    PlayedCourse played = mixture();
    for (int i = 0; i < 3000; ++i) {
      const float swing = width * static_cast<float>(std::sin(2 * 3.14159265 * i / 300));
      played.step(0.5F + swing, 0.5F - swing);
      if (i % 100 == 99) played.measure(well);
    }
    const Diagnosis found = diagnose(played.course, setting());
    EXPECT_EQ(found.verdict, width > 0.1F ? Verdict::oscillation : Verdict::healthy);
  }
}

TEST(Rules, SamplesNearerToTrainingPicturesThanThoseAreToEachOtherAreCopies) {
  PlayedCourse played({{"frechet", 3}, {"coverage", 0.9F}, {"diversity", 10}, {"nearest", 200}});
  played.play(6, 0.6F, 0.4F, {20, 0.5F, 9, 30});
  const Diagnosis found = diagnose(played.course, setting());
  EXPECT_EQ(found.verdict, Verdict::memorising);
  EXPECT_EQ(plain(found.evidence),
            "The nearest real sample is 15 % as far away as two real ones are from each other.");
}

TEST(Rules, BlurAloneIsNoCopy) {
  PlayedCourse played({{"frechet", 3}, {"coverage", 0.9F}, {"diversity", 10}, {"nearest", 200}});
  played.play(6, 0.6F, 0.4F, {20, 0.5F, 9, 140});
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::settling);
}

TEST(Rules, NoProgressFarFromTheDataIsAPlateauNearThemItIsSuccess) {
  for (const float distance : {60.0F, 4.0F}) {
    PlayedCourse played({{"frechet", 3}, {"precision", 0.95F}, {"coverage", 0.9F}, {"diversity", 10}});
    played.play(60, 0.6F, 0.4F, {distance, 0.7F, 0.5F, 9});
    EXPECT_EQ(diagnose(played.course, setting()).verdict,
              distance > 10 ? Verdict::plateau : Verdict::healthy);
  }
}

TEST(Rules, PointsThatStandStillByOneDistanceOnlyAreNoPlateau) {
  for (const bool histogram_stands : {true, false}) {
    PlayedCourse played({{"js", 0.025F}, {"sliced_wasserstein", 0.01F}, {"diversity", 0.9F}});
    for (int s = 0; s < 60; ++s)
      played.play(1, 0.6F, 0.4F,
                  {histogram_stands ? 0.4F : 0.4F - 0.005F * static_cast<float>(s), 0.26F, 0.5F});
    EXPECT_EQ(diagnose(played.course, setting()).verdict,
              histogram_stands ? Verdict::plateau : Verdict::settling);
  }
}

TEST(Rules, PointsWithoutModesAreHealthyNearTheDataOnly) {
  for (const float distance : {0.05F, 0.2F}) {
    PlayedCourse played({{"js", 0.025F}, {"sliced_wasserstein", 0.01F}, {"diversity", 0.9F}});
    played.play(6, 0.5F, 0.5F, {0.1F, distance, 0.8F});
    EXPECT_EQ(diagnose(played.course, setting()).verdict,
              distance < 0.1F ? Verdict::healthy : Verdict::settling);
  }
}

struct Miss {
  const char* name;
  std::vector<float> figures;  ///< modes, high_quality, js, kl, diversity, two shares
  const char* evidence;
};

class PointsThatMiss : public ::testing::TestWithParam<Miss> {};

// All modes are found, beliefs lie at ½, and most samples are on the modes: it was once called healthy.
TEST_P(PointsThatMiss, AreNeverHealthyAndItIsSaidHowTheyMiss) {
  PlayedCourse played({{"modes", 8.0F},
                       {"high_quality", 0.989F},
                       {"js", 0.002F},
                       {"kl", 0.01F},
                       {"diversity", 1.26F},
                       {"share:mode 1", 0.125F},
                       {"share:mode 2", 0.125F}});
  played.play(14, 0.5F, 0.5F, GetParam().figures);
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::settling) << "before step 1,500";
  played.play(2, 0.5F, 0.5F, GetParam().figures);
  const Diagnosis found = diagnose(played.course, setting());
  EXPECT_EQ(found.verdict, Verdict::misfit);
  EXPECT_EQ(plain(found.evidence), GetParam().evidence);
}

INSTANTIATE_TEST_SUITE_P(
    EveryWay, PointsThatMiss,
    ::testing::Values(
        Miss{"Between",
             {8, 0.8F, 0.08F, 0.2F, 1.2F, 0.125F, 0.125F},
             "Between the modes: 80 % of samples lie on one, 99 % of real ones. JS 0.080, real 0.002."},
        Miss{"Unevenly",
             {8, 0.97F, 0.08F, 0.2F, 1.2F, 0.02F, 0.31F},
             "Unevenly on the modes: 2.0 % to 31 % of samples on each, real 12 % to 12 %. JS 0.080, real "
             "0.002."},
        Miss{"Narrow",
             {8, 0.97F, 0.01F, 0.2F, 1.1F, 0.125F, 0.125F},
             "Too narrow: 87 % as far apart as real ones. KL 0.20, real 0.010."},
        Miss{"Wide",
             {8, 0.97F, 0.08F, 0.2F, 1.5F, 0.125F, 0.125F},
             "Too wide: 119 % as far apart as real ones. JS 0.080, real 0.002."},
        Miss{"Within",
             {8, 0.97F, 0.08F, 0.2F, 1.25F, 0.125F, 0.125F},
             "On the modes, but not as the data lie there. JS 0.080, real 0.002."}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Rules, PointsThatComeNearerAreNotCalledAMiss) {
  for (const float fall : {0.94F, 0.98F}) {
    PlayedCourse played({{"js", 0.004F}, {"kl", 0.02F}, {"sliced_wasserstein", 0.01F}, {"diversity", 0.9F}});
    float kl = 2;
    for (int s = 0; s < 20; ++s) played.play(1, 0.5F, 0.5F, {0.01F, kl *= fall, 0.02F, 0.8F});
    EXPECT_EQ(diagnose(played.course, setting()).verdict, fall < 0.95F ? Verdict::settling : Verdict::misfit)
        << "22 % and 8 % less over five measurements";
  }
}

TEST(Rules, PointsWithoutModesThatAreAsWideAsTheDataLieElsewhere) {
  PlayedCourse played({{"js", 0.004F}, {"kl", 0.02F}, {"sliced_wasserstein", 0.01F}, {"diversity", 0.9F}});
  played.play(16, 0.5F, 0.5F, {0.05F, 0.1F, 0.02F, 0.9F});
  EXPECT_EQ(plain(diagnose(played.course, setting()).evidence),
            "As wide as the data, but elsewhere. JS 0.050, real 0.004.");
}

TEST(Rules, PointsWithinTenTimesTheFloorAreHealthy) {
  PlayedCourse played({{"js", 0.004F}, {"kl", 0.02F}, {"sliced_wasserstein", 0.01F}, {"diversity", 0.9F}});
  played.play(20, 0.5F, 0.5F, {0.039F, 0.19F, 0.02F, 0.85F});
  EXPECT_EQ(diagnose(played.course, setting()).verdict, Verdict::healthy);
}

TEST(Rules, APlateauFarFromTheDataSaysHowThePointsMiss) {
  PlayedCourse played({{"js", 0.004F}, {"kl", 0.02F}, {"sliced_wasserstein", 0.01F}, {"diversity", 0.9F}});
  played.play(60, 0.5F, 0.5F, {0.14F, 1.7F, 0.2F, 0.45F});
  const Diagnosis found = diagnose(played.course, setting());
  EXPECT_EQ(found.verdict, Verdict::plateau);
  EXPECT_EQ(plain(found.evidence), "Too narrow: 50 % as far apart as real ones. KL 1.70, real 0.020.");
}

TEST(Rules, PicturesThatCoverSomethingButLookLikeNothingAreNotHealthyYet) {
  for (const float precision : {0.5F, 0.6F}) {
    PlayedCourse played({{"frechet", 3}, {"precision", 0.95F}, {"coverage", 0.9F}, {"diversity", 10}});
    played.play(6, 0.6F, 0.4F, {60, precision, 0.5F, 9});
    EXPECT_EQ(diagnose(played.course, setting()).verdict,
              precision > 0.55F ? Verdict::healthy : Verdict::settling);
  }
}

TEST(Rules, GapsInTheCurvesAndNoNumbersInTheMeasuresKeepItSilent) {
  PlayedCourse gaps = mixture();
  gaps.play(10, nothing, nothing, {nothing, nothing, nothing, nothing, nothing}, nothing);
  EXPECT_EQ(diagnose(gaps.course, setting()).verdict, Verdict::settling);
  EXPECT_EQ(diagnose(Course{}, setting()).verdict, Verdict::settling);
}

TEST(Rules, DivergenceIsSaidAtOnce) {
  Setting diverged = setting();
  diverged.diverged = true;
  EXPECT_EQ(diagnose(Course{}, diverged).verdict, Verdict::diverged);
}

TEST(Steady, AVerdictStaysForThreeSecondsUnlessTheRunDiverges) {
  Steady steady;
  Diagnosis collapse, healthy, diverged;
  collapse.verdict = Verdict::collapse;
  healthy.verdict = Verdict::healthy;
  diverged.verdict = Verdict::diverged;
  EXPECT_TRUE(steady.update(healthy, 10));
  EXPECT_FALSE(steady.update(collapse, 12.9));
  EXPECT_EQ(steady.shown().verdict, Verdict::healthy);
  EXPECT_TRUE(steady.update(collapse, 13.1));
  EXPECT_EQ(steady.shown().verdict, Verdict::collapse);
  EXPECT_TRUE(steady.update(diverged, 13.2));
}

TEST(Sentences, EverythingThatIsSaidHasItsChinese) {
  std::ifstream file(GANSCOPE_SOURCE_DIR "/assets/lang/zh.toml");
  const std::string table{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(table.empty());
  std::vector<std::string> texts = all_patterns();
  for (int v = 0; v < verdict_count; ++v) {
    texts.emplace_back(title_of(static_cast<Verdict>(v)));
    texts.emplace_back(meaning_of(static_cast<Verdict>(v)));
  }
  for (const std::string& text : texts)
    EXPECT_NE(table.find("\"" + text + "\" = "), std::string::npos) << text;
}

}  // namespace
}  // namespace ganscope::diagnose
