#include "core/diagnose/autoencoder_rules.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "core/diagnose/course.h"

namespace ganscope::diagnose {
namespace {

/// A run of an autoencoder on pictures: its error falls from .5 to `error`; measured every second.
Course played(float error, float kl, float frechet, float floor = 12) {
  Course course;
  api::SeriesTable table;
  for (const char* key : {"loss", "reconstruction_error", "kl"})
    table.series.push_back({key, key, key, "", "loss", config::Player::none});
  course.begin(table);
  api::MeasureTable measures;
  measures.table.series.push_back({"frechet", "frechet", "frechet", "", "", config::Player::none});
  measures.floors.push_back(floor);
  course.begin_measures(measures);
  int64_t step = 0;
  for (int second = 0; second < 10; ++second) {
    for (int i = 0; i < 100; ++i) {
      ++step;
      const float now = step < 100 ? 0.5F : error;
      course.add(api::MetricRow{1, step, 0.01 * static_cast<double>(step), {now, now, kl}});
    }
    course.add(Measured{step, 0.01 * static_cast<double>(step), {frechet}});
  }
  return course;
}

Setting setting_of(bool variational) {
  config::Settings settings;
  settings.set("model", std::string(variational ? "vae" : "autoencoder"));
  if (variational) settings.set("kl_weight", 4.0);
  return Setting::of(settings);
}

TEST(AutoencoderRules, SettingsSayThatItIsNoGame) {
  EXPECT_TRUE(setting_of(false).encoder);
  EXPECT_FALSE(setting_of(false).variational);
  EXPECT_TRUE(setting_of(true).variational);
  config::Settings gan;
  gan.set("model", std::string("gan"));
  gan.set("objective", std::string("hinge"));
  EXPECT_FALSE(Setting::of(gan).encoder);
}

TEST(AutoencoderRules, GoodReconstructionsAndFarSamplesAreGaps) {
  const Diagnosis found = diagnose(played(0.08F, 100, 4900), setting_of(false));
  EXPECT_EQ(found.verdict, Verdict::gaps);
  EXPECT_EQ(plain(found.evidence),
            "What is shown comes back off by only 0.080 a value, but samples are 4900 away from the data; "
            "real ones 12.");
  EXPECT_NE(found.advice.pattern, diagnose(played(0.08F, 100, 4900), setting_of(true)).advice.pattern)
      << "a variational one is told something else";
}

TEST(AutoencoderRules, WhatIsNotGivenBackYetHasNoGaps) {
  EXPECT_EQ(diagnose(played(0.4F, 100, 4900), setting_of(false)).verdict, Verdict::settling);
}

TEST(AutoencoderRules, CodesOfPureChanceAreASilentEncoder) {
  const Diagnosis found = diagnose(played(0.3F, 0.02F, 4900), setting_of(true));
  EXPECT_EQ(found.verdict, Verdict::silent_encoder);
  ASSERT_TRUE(found.remedy);
  EXPECT_EQ(found.remedy->option, "kl_weight");
  EXPECT_EQ(found.remedy->value, 2);
}

TEST(AutoencoderRules, SamplesNearTheDataHaveLearned) {
  const Diagnosis found = diagnose(played(0.08F, 100, 60), setting_of(true));
  EXPECT_EQ(found.verdict, Verdict::learned);
  EXPECT_TRUE(is_good(found.verdict));
}

TEST(AutoencoderRules, NothingIsSaidOfAGameInAnAutoencodersWords) {
  Setting game;
  EXPECT_NE(diagnose(played(0.08F, 100, 4900), game).verdict, Verdict::gaps);
}

}  // namespace
}  // namespace ganscope::diagnose
