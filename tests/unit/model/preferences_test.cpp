#include "app/model/preferences.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temporary_folder.h"

namespace ganscope::model {
namespace {

TEST(Preferences, ComeBackAsTheyWereSaved) {
  const testing::TemporaryFolder folder;
  Preferences saved;
  saved.dark = false;
  saved.first_start = false;
  saved.smoothing = 0.5;
  saved.language = "zh";
  saved.type_px = 18;
  saved.teaching = true;
  saved.history_mb = 8;
  saved.listening = {-12, true, true};
  saved.splits["train.left"] = 0.25f;
  saved.hidden_plots = {"gradients", "speed"};
  saved.plot_order = {"speed", "loss"};
  const auto file = folder.path() / "config" / "preferences.toml";
  ASSERT_TRUE(save_preferences(saved, file));
  const Preferences loaded = load_preferences(file, {});
  EXPECT_FALSE(loaded.dark);
  EXPECT_FALSE(loaded.first_start);
  EXPECT_DOUBLE_EQ(loaded.smoothing, 0.5);
  EXPECT_EQ(loaded.language, "zh");
  EXPECT_EQ(loaded.type_px, 18);
  EXPECT_TRUE(loaded.teaching);
  EXPECT_EQ(loaded.history_mb, 8);
  EXPECT_EQ(loaded.hidden_plots, saved.hidden_plots);
  EXPECT_EQ(loaded.plot_order, saved.plot_order);
  EXPECT_EQ(loaded.listening.loudness_db, -12);
  EXPECT_TRUE(loaded.listening.on_hover);
  EXPECT_TRUE(loaded.listening.again);
  EXPECT_FLOAT_EQ(loaded.splits.at("train.left"), 0.25f);
}

TEST(Preferences, ABadFileIsIgnoredWithALogLine) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "preferences.toml";
  std::ofstream(file) << "dark = [[[";
  int lines = 0;
  const Preferences loaded = load_preferences(file, [&](LogLine) { ++lines; });
  EXPECT_TRUE(loaded.dark);
  EXPECT_EQ(lines, 1);
}

TEST(Preferences, ValuesOutOfRangeKeepTheirDefaults) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "preferences.toml";
  std::ofstream(file) << "smoothing = 7.0\nhistory_mb = -1\ntype_px = 40\nlanguage = "
                         "\"tlh\"\n[listening]\nloudness_db = 90\n[splits]\n\"train.left\" = -2.0\n";
  const Preferences loaded = load_preferences(file, {});
  EXPECT_DOUBLE_EQ(loaded.smoothing, Preferences{}.smoothing);
  EXPECT_FALSE(loaded.history_mb);
  EXPECT_EQ(loaded.type_px, usual_type_px);
  EXPECT_TRUE(loaded.language.empty());
  EXPECT_EQ(loaded.listening.loudness_db, SoundDesk::usual_db);
  EXPECT_TRUE(loaded.splits.empty());
}

}  // namespace
}  // namespace ganscope::model
