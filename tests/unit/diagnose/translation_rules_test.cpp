#include "core/diagnose/translation_rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/diagnose/course.h"

namespace ganscope::diagnose {
namespace {

struct Measure {
  std::string key;
  float floor, trivial;
  std::function<float(int second)> value;
};

/// Ten seconds of 100 steps, measured every second; `curves` are even.
Course played(const std::vector<std::pair<std::string, float>>& curves, const std::vector<Measure>& measures,
              int seconds = 10) {
  Course course;
  api::SeriesTable table;
  std::vector<float> row;
  for (const auto& [key, value] : curves) {
    table.series.push_back({key, key, key, "", "", config::Player::none});
    row.push_back(value);
  }
  course.begin(table);
  api::MeasureTable measured;
  for (const Measure& measure : measures) {
    measured.table.series.push_back({measure.key, measure.key, measure.key, "", "", config::Player::none});
    measured.floors.push_back(measure.floor);
    measured.trivial.push_back(measure.trivial);
  }
  course.begin_measures(measured);
  int64_t step = 0;
  for (int second = 0; second < seconds; ++second) {
    for (int i = 0; i < 100; ++i) {
      ++step;
      course.add(api::MetricRow{1, step, 0.01 * static_cast<double>(step), row});
    }
    std::vector<float> values;
    for (const Measure& measure : measures) values.push_back(measure.value(second));
    course.add(Measured{step, 0.01 * static_cast<double>(step), values});
  }
  return course;
}

auto always(float value) {
  return [value](int) { return value; };
}

Setting pairs(double adversarial) {
  config::Settings settings;
  settings.set("model", std::string("pix2pix"));
  settings.set("objective", std::string("relativistic"));
  settings.set("l1_weight", 10.0);
  settings.set("adversarial_weight", adversarial);
  Setting setting = Setting::of(settings);
  setting.game.output_is_belief = false;
  return setting;
}

Setting domains() {
  config::Settings settings;
  settings.set("model", std::string("cyclegan"));
  settings.set("objective", std::string("relativistic"));
  settings.set("cycle_weight", 10.0);
  settings.set("identity_weight", 5.0);
  Setting setting = Setting::of(settings);
  setting.game.output_is_belief = false;
  return setting;
}

std::vector<Measure> coloured(float frechet, float error = 0.03F) {
  return {{"frechet", 14, 1099, always(frechet)}, {"reconstruction", 0, 0.1F, always(error)}};
}

std::vector<Measure> converted(std::function<float(int)> there, std::function<float(int)> back, float kept) {
  return {{"frechet", 12, 499, always(40)},
          {"converted", 1, 0, std::move(there)},
          {"kept", 1, 1, always(kept)},
          {"frechet_back", 16, 547, always(40)},
          {"converted_back", 1, 0, std::move(back)},
          {"kept_back", 1, 1, always(kept)}};
}

TEST(TranslationRules, SettingsSayWhatIsTranslated) {
  EXPECT_EQ(pairs(1).translation, Setting::Translation::pairs);
  EXPECT_EQ(domains().translation, Setting::Translation::domains);
  EXPECT_EQ(Setting{}.translation, Setting::Translation::none);
  EXPECT_FALSE(pairs(1).encoder);
}

TEST(TranslationRules, DistanceAloneMakesAverages) {
  const Diagnosis found = diagnose(played({{"l1", 0.06F}}, coloured(198)), pairs(0));
  EXPECT_EQ(found.verdict, Verdict::averages);
  EXPECT_FALSE(is_good(found.verdict));
  EXPECT_EQ(plain(found.evidence),
            "Off the truth by 0.030 a pixel, yet 198 away from real pictures; real ones 14.");
  ASSERT_TRUE(found.remedy);
  EXPECT_EQ(found.remedy->option, "adversarial_weight");
  EXPECT_NE(diagnose(played({{"l1", 0.06F}}, coloured(198)), pairs(1)).verdict, Verdict::averages)
      << "D plays";
}

TEST(TranslationRules, PicturesLikeRealOnesAreTranslated) {
  const Diagnosis found = diagnose(played({{"l1", 0.06F}}, coloured(43)), pairs(1));
  EXPECT_EQ(found.verdict, Verdict::translates);
  EXPECT_TRUE(is_good(found.verdict));
  EXPECT_EQ(plain(found.evidence),
            "What comes out is 43 away from real pictures; real ones 14, the input alone 1099.");
  EXPECT_EQ(diagnose(played({{"l1", 0.06F}}, coloured(500)), pairs(1)).verdict, Verdict::settling);
}

TEST(TranslationRules, WhatComesOutAsItWentInIsUnchanged) {
  EXPECT_EQ(diagnose(played({{"l1", 0.2F}}, coloured(1090)), pairs(1)).verdict, Verdict::unchanged);
  const Diagnosis found = diagnose(played({}, converted(always(0.02F), always(0.96F), 1)), domains());
  EXPECT_EQ(found.verdict, Verdict::unchanged);
  ASSERT_TRUE(found.remedy);
  EXPECT_EQ(found.remedy->option, "identity_weight");
  EXPECT_EQ(found.remedy->value, 2.5);
}

TEST(TranslationRules, HeldOutPicturesThatGetWorseAreLearnedByHeart) {
  auto measures = coloured(100);
  measures[1].value = [](int second) { return second < 5 ? 0.05F : 0.07F; };
  EXPECT_EQ(diagnose(played({{"l1", 0.03F}}, measures), pairs(1)).verdict, Verdict::by_heart);
  EXPECT_NE(diagnose(played({{"l1", 0.12F}}, measures), pairs(1)).verdict, Verdict::by_heart)
      << "what is trained on is no better";
}

TEST(TranslationRules, BothWaysConvertedAndTheRestKept) {
  EXPECT_EQ(diagnose(played({}, converted(always(0.93F), always(1), 0.99F)), domains()).verdict,
            Verdict::translates);
  EXPECT_EQ(diagnose(played({}, converted(always(0.93F), always(0.6F), 0.99F)), domains()).verdict,
            Verdict::settling);
  const Diagnosis found = diagnose(played({}, converted(always(0.93F), always(1), 0.7F)), domains());
  EXPECT_EQ(found.verdict, Verdict::repainted);
  ASSERT_TRUE(found.remedy);
  EXPECT_EQ(found.remedy->option, "cycle_weight");
  EXPECT_EQ(found.remedy->value, 20);
}

TEST(TranslationRules, ADirectionThatComesAndGoesFlips) {
  const auto swings = [](int second) { return second % 2 == 0 ? 0.9F : 0.3F; };
  EXPECT_EQ(diagnose(played({}, converted(always(0.95F), swings, 0.99F)), domains()).verdict,
            Verdict::flipping);
  const auto rises = [](int second) { return 0.1F * static_cast<float>(second); };
  EXPECT_NE(diagnose(played({}, converted(rises, always(0.95F), 0.99F)), domains()).verdict,
            Verdict::flipping);
}

TEST(TranslationRules, ASureDIsNamedInEitherDirection) {
  Setting setting = domains();
  setting.game.output_is_belief = true;
  setting.lr_d = 0.001;
  const auto measures = converted(always(0.5F), always(0.5F), 0.99F);
  const Diagnosis found = diagnose(
      played(
          {{"d_real_b", 0.6F}, {"d_fake_b", 0.4F}, {"d_real_a", 0.99F}, {"d_fake_a", 0.01F}, {"grad_g_a", 1}},
          measures),
      setting);
  EXPECT_EQ(found.verdict, Verdict::d_wins);
  Setting alone = pairs(0);
  alone.game.output_is_belief = true;
  EXPECT_NE(
      diagnose(played({{"d_real", 0.99F}, {"d_fake", 0.01F}, {"l1", 0.06F}}, coloured(198)), alone).verdict,
      Verdict::d_wins)
      << "D rests";
}

TEST(TranslationRules, TheRulesOfGamesAboutSamplesSayNothingHere) {
  auto measures = coloured(150);
  measures.push_back({"diversity", 10, 10, always(1)});  // of a GAN this would be a collapse
  measures.push_back({"coverage", 0.9F, 0.9F, always(0)});
  EXPECT_EQ(diagnose(played({{"d_real", 0.5F}, {"d_fake", 0.5F}}, measures), pairs(1)).verdict,
            Verdict::translates);
}

}  // namespace
}  // namespace ganscope::diagnose
