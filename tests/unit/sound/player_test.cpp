#include "core/sound/player.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "core/sound/wav_io.h"

namespace ganscope::sound {
namespace {

namespace fs = std::filesystem;

template <class Condition>
bool soon(const Condition& condition) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

Wave buzz(size_t count) {
  Wave wave{8000, {}};
  for (size_t i = 0; i < count; ++i) wave.samples.push_back(i % 40 < 20 ? 0.5F : -0.5F);
  return wave;
}

TEST(KeepingPlayer, WritesWhatItPlaysWithItsLoudnessAndComesToAnEnd) {
  const fs::path folder = fs::temp_directory_path() / ("ganscope-played-" + std::to_string(::getpid()));
  const auto player = keeping_player(folder.string());
  EXPECT_EQ(player->now().sound, 0U);
  EXPECT_EQ(player->play(buzz(400), 0.5, false), 1U);
  EXPECT_EQ(player->play(buzz(800), 1, false), 2U);
  const Playing state = player->now();
  EXPECT_FALSE(state.off);
  EXPECT_EQ(state.sound, 2U);
  EXPECT_DOUBLE_EQ(state.length_s, 0.1);
  EXPECT_TRUE(soon([&] { return player->now().sound == 0; }));
  const auto first = read_sound(folder / "001.wav");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->wave.samples.size(), 400U);
  EXPECT_NEAR(first->wave.samples[3], 0.25, 1e-3);
  EXPECT_TRUE(fs::exists(folder / "002.wav"));
  fs::remove_all(folder);
}

TEST(KeepingPlayer, WhatGoesRoundAndRoundCanBeChangedAndStopped) {
  const auto player = keeping_player("");
  player->play(buzz(160), 1, true);
  std::this_thread::sleep_for(std::chrono::milliseconds(40));
  EXPECT_NE(player->now().sound, 0U);
  player->change(buzz(80000), 1);
  EXPECT_DOUBLE_EQ(player->now().length_s, 10);
  player->stop();
  EXPECT_EQ(player->now().sound, 0U);
}

TEST(KeepingPlayer, AFolderThatCannotBeWrittenIsSaid) {
  const auto player = keeping_player("/proc/none");
  player->play(buzz(80), 1, false);
  EXPECT_TRUE(player->now().off);
  EXPECT_NE(player->now().why.find("/proc/none"), std::string::npos) << player->now().why;
}

TEST(NoPlayer, SaysWhy) {
  const auto player = no_player("no ears");
  EXPECT_EQ(player->play(buzz(80), 1, false), 0U);
  EXPECT_TRUE(player->now().off);
  EXPECT_EQ(player->now().why, "no ears");
}

TEST(MakePlayer, TheEnvironmentChooses) {
  ::setenv("GANSCOPE_PLAYER", "off", 1);
  EXPECT_TRUE(make_player({})->now().off);
  ::setenv("GANSCOPE_PLAYER", "keep:", 1);
  EXPECT_EQ(make_player({})->play(buzz(80), 1, false), 1U);
  ::unsetenv("GANSCOPE_PLAYER");
}

// Where there is a device it plays to the end; where there is none it says so, and wakes whoever waits.
TEST(AlsaPlayer, PlaysOrSaysWhyNot) {
  std::atomic<int> woken = 0;
  const auto player = alsa_player([&] { ++woken; });
  EXPECT_FALSE(player->now().off) << "nothing is opened before the first sound";
  player->play(buzz(400), 0.01, false);
  EXPECT_TRUE(soon([&] { return woken > 0; }));
  const Playing state = player->now();
  EXPECT_EQ(state.sound, 0U);
  if (state.off) {
    EXPECT_NE(state.why.find("no sound device"), std::string::npos) << state.why;
    EXPECT_EQ(player->play(buzz(400), 0.01, false), 0U);
  }
  player->stop();
}

}  // namespace
}  // namespace ganscope::sound
