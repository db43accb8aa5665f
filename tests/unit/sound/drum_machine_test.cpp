#include "core/sound/drum_machine.h"

#include <gtest/gtest.h>

namespace ganscope::sound {
namespace {

DrumRow clicks(std::initializer_list<int> steps, float gain = 1) {
  DrumRow row{.sound = {usual_rate, {0.5F, 0.25F}}, .gain = gain};
  for (const int step : steps) row.on[static_cast<size_t>(step)] = true;
  return row;
}

TEST(DrumMachine, ABarHasFourQuarters) {
  EXPECT_EQ(mixed({}, 120).samples.size(), 16000U);
  EXPECT_EQ(mixed({}, 60).samples.size(), 32000U);
  EXPECT_DOUBLE_EQ(step_seconds(120), 0.125);
  EXPECT_DOUBLE_EQ(step_seconds(1), step_seconds(slowest_tempo));
}

TEST(DrumMachine, SoundsStandOnTheirStepsAndAddUp) {
  const Wave bar = mixed({clicks({0, 4}), clicks({4}, 0.5F)}, 120);
  EXPECT_FLOAT_EQ(bar.samples[0], 0.5F);
  EXPECT_FLOAT_EQ(bar.samples[1], 0.25F);
  EXPECT_FLOAT_EQ(bar.samples[1000], 0);
  EXPECT_FLOAT_EQ(bar.samples[4000], 0.75F);
}

TEST(DrumMachine, WhatSoundsPastTheEndBeginsTheNextBar) {
  DrumRow row = clicks({15});
  row.sound.samples.assign(1001, 0.5F);
  const Wave bar = mixed({row}, 120);
  EXPECT_FLOAT_EQ(bar.samples[15999], 0.5F);
  EXPECT_FLOAT_EQ(bar.samples[0], 0.5F);
  EXPECT_FLOAT_EQ(bar.samples[1], 0);
}

TEST(DrumMachine, TooLoudIsMadeSofterAsAWhole) {
  const Wave bar = mixed({clicks({0}), clicks({0}), clicks({0}), clicks({0, 8})}, 120);
  EXPECT_FLOAT_EQ(bar.samples[0], 1);
  EXPECT_FLOAT_EQ(bar.samples[8000], 0.25F);
}

}  // namespace
}  // namespace ganscope::sound
