#include "app/commands/run_events.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "core/config/experiment_file.h"
#include "core/engine/engine.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::commands {
namespace {

TEST(RunClock, GoesByTheNextFileThatWasWritten) {
  RunClock clock;
  clock.add(10, 1010);
  clock.add(30, 5000);  // the run was left alone for an hour between them
  EXPECT_DOUBLE_EQ(clock.wall_time(4), 1004);
  EXPECT_DOUBLE_EQ(clock.wall_time(10), 1010);
  EXPECT_DOUBLE_EQ(clock.wall_time(20), 4990);
  EXPECT_DOUBLE_EQ(clock.wall_time(31), 5001);
}

TEST(RunClock, LeavesOutTimesThatCannotBe) {
  RunClock clock;
  for (const double seconds : {0.0, 100.0, 200.0}) clock.add(seconds, 9000 + seconds / 1000);  // a fresh copy
  EXPECT_NEAR(clock.wall_time(0), 8800, 1);
  EXPECT_NEAR(clock.wall_time(150), 8950, 1);
  RunClock turned_back;  // somebody set the clock back while it trained
  turned_back.add(10, 5000);
  turned_back.add(20, 4000);
  EXPECT_DOUBLE_EQ(turned_back.wall_time(10), 3990);
}

TEST(RunClock, NeverFalls) {
  RunClock clock;
  clock.add(10, 1011.5);
  clock.add(11, 1011);  // within what is tolerated
  double before = 0;
  for (double seconds = 8; seconds < 13; seconds += 0.1) {
    EXPECT_GE(clock.wall_time(seconds), before) << seconds;
    before = clock.wall_time(seconds);
  }
}

TEST(RunEvents, TagsAreGroupedAsThePlotsAre) {
  const auto measures = tags_of_measures({"share:round face", "nobody_knows"});
  EXPECT_EQ(measures[0].tag, "shares/round face");
  EXPECT_EQ(measures[1].tag, "measures/nobody_knows");
  const auto faces = config::load_experiment(catalogue(), "faces");
  ASSERT_TRUE(faces);
  const auto metrics = tags_of_metrics(*faces, {"d_loss", "d_fake", "grad_g", "of_another_version"});
  EXPECT_EQ(metrics[0].tag, "loss/d_loss");
  EXPECT_NE(metrics[0].description.find("Discriminator loss"), std::string::npos);
  EXPECT_EQ(metrics[1].tag, "belief/d_fake");
  EXPECT_EQ(metrics[2].tag, "gradient/grad_g");
  EXPECT_EQ(metrics[3].tag, "metrics/of_another_version");
}

}  // namespace
}  // namespace ganscope::commands
