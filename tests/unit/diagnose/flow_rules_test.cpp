#include "core/diagnose/flow_rules.h"

#include <gtest/gtest.h>

namespace ganscope::diagnose {
namespace {

/// A run of a flow on pictures, measured every second.
Course played(float frechet, float floor = 12) {
  Course course;
  api::SeriesTable table;
  table.series.push_back({"loss", "loss", "loss", "", "loss", config::Player::none});
  course.begin(table);
  api::MeasureTable measures;
  measures.table.series.push_back({"frechet", "frechet", "frechet", "", "", config::Player::none});
  measures.floors.push_back(floor);
  course.begin_measures(measures);
  for (int64_t step = 1; step <= 1000; ++step) {
    course.add(api::MetricRow{1, step, 0.01 * static_cast<double>(step), {0.5F}});
    if (step % 100 == 0) course.add(Measured{step, 0.01 * static_cast<double>(step), {frechet}});
  }
  return course;
}

Setting in_steps(int64_t steps) {
  config::Settings settings;
  settings.set("model", std::string("flow"));
  settings.set("ode_steps", steps);
  return Setting::of(settings);
}

TEST(FlowRules, ItIsNoEncoderAndNoGame) {
  EXPECT_FALSE(in_steps(16).encoder);
  EXPECT_EQ(in_steps(16).ode_steps, 16);
}

TEST(FlowRules, SamplesNearTheDataFit) {
  const Diagnosis found = diagnose(played(60), in_steps(2));
  EXPECT_EQ(found.verdict, Verdict::learned);
  EXPECT_EQ(plain(found.evidence), "Noise ends 60 away from the data; real samples get 12.");
}

TEST(FlowRules, PoorSamplesOfFewStepsAreToldToTakeMore) {
  const Diagnosis found = diagnose(played(900), in_steps(3));
  EXPECT_EQ(found.verdict, Verdict::few_steps);
  ASSERT_TRUE(found.remedy.has_value());
  EXPECT_EQ(found.remedy->option, "ode_steps");
  EXPECT_EQ(found.remedy->value, 6);
  EXPECT_EQ(diagnose(played(900), in_steps(16)).verdict, Verdict::settling) << "it is still learning";
}

}  // namespace
}  // namespace ganscope::diagnose
