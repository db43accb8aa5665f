#include "core/storage/run_folder.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

#include "core/storage/events_file.h"
#include "core/storage/metrics_file.h"
#include "core/storage/run_marker.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;

std::string text_in(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class RunFolderTest : public ::testing::Test {
 protected:
  RunFolderTest() {
    for (const char* key : {"d_loss", "g_loss"}) {
      api::SeriesInfo info;
      info.key = key;
      series_.series.push_back(info);
    }
  }
  [[nodiscard]] Expected<RunFolder> open(int64_t from_step = -1) {
    return RunFolder::open(folder_, catalogue_, testing::fake_experiment(), series_, from_step);
  }
  static api::MetricRow row(int64_t step) {
    return {1,
            step,
            0.5 * static_cast<double>(step),
            {static_cast<float>(step) / 10, std::numeric_limits<float>::quiet_NaN()}};
  }
  static TensorFile state(int64_t step) {
    TensorFile file;
    file.metadata["step"] = std::to_string(step);
    file.tensors.push_back({"w", DType::u8, {3}, {1, 2, 3}});
    return file;
  }
  /// A process that opens the run, does its work, and is gone without closing it.
  void leave_interrupted(const std::vector<int64_t>& checkpoints) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      auto run = open();
      for (const int64_t step : checkpoints) {
        static_cast<void>(run->append(row(step)));
        static_cast<void>(run->save(state(step), step, 10));
      }
      _exit(run ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_EQ(status, 0);
  }

  testing::TemporaryFolder temporary_;
  fs::path runs_ = temporary_.path() / "runs";
  fs::path folder_ = runs_ / "toy-1234";
  config::Catalogue catalogue_ = testing::fake_catalogue();
  api::SeriesTable series_;
};

TEST_F(RunFolderTest, MetricsAreAppendedWithEmptyCellsWhereNothingWasComputed) {
  {
    auto run = open();
    ASSERT_TRUE(run) << describe(run.error());
    ASSERT_TRUE(run->append(row(1)));
    ASSERT_TRUE(run->append(row(2)));
  }
  EXPECT_EQ(text_in(folder_ / "metrics.csv"), "step,seconds,d_loss,g_loss\n1,0.500,0.1,\n2,1.000,0.2,\n");
}

TEST_F(RunFolderTest, GoingOnFromAStepCutsOffWhatCameAfterItAndATornLine) {
  {
    auto run = open();
    for (int64_t step = 1; step <= 5; ++step) ASSERT_TRUE(run->append(row(step)));
  }
  std::ofstream(folder_ / "metrics.csv", std::ios::app) << "6,3.0";
  {
    auto run = open(3);
    ASSERT_TRUE(run);
    ASSERT_TRUE(run->append(row(4)));
  }
  EXPECT_EQ(text_in(folder_ / "metrics.csv"),
            "step,seconds,d_loss,g_loss\n1,0.500,0.1,\n2,1.000,0.2,\n3,1.500,0.3,\n4,2.000,0.4,\n");
}

TEST_F(RunFolderTest, AFileWithOtherColumnsIsMovedAside) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "metrics.csv") << "step,seconds,other\n1,1,1\n";
  { ASSERT_TRUE(open(1)); }
  EXPECT_EQ(text_in(folder_ / "metrics.csv"), "step,seconds,d_loss,g_loss\n");
  EXPECT_TRUE(fs::exists(folder_ / "metrics-old.csv"));
}

TEST_F(RunFolderTest, WhatAFileWithOtherColumnsHasInCommonIsCarriedOver) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "metrics.csv") << "step,seconds,g_loss,other\n1,0.5,0.1,7\n2,1,0.2,7\n";
  { ASSERT_TRUE(open(1)); }
  EXPECT_EQ(text_in(folder_ / "metrics.csv"), "step,seconds,d_loss,g_loss\n1,0.5,,0.1\n");
  EXPECT_TRUE(fs::exists(folder_ / "metrics-old.csv")) << "`other` stands nowhere else";
}

TEST_F(RunFolderTest, MetricsAreReadBackByTheNamesOfTheirColumns) {
  {
    auto run = open();
    for (int64_t step = 1; step <= 100; ++step) ASSERT_TRUE(run->append(row(step)));
  }
  api::SeriesTable other = series_;
  std::swap(other.series[0], other.series[1]);
  const auto rows = read_metrics(folder_ / "metrics.csv", other, 50, 1000);
  ASSERT_EQ(rows.size(), 50U);
  EXPECT_TRUE(std::isnan(rows[9].values[0]));
  EXPECT_EQ(rows[9].values[1], 1.0F);
  EXPECT_EQ(rows[9].seconds, 5.0);
  const auto few = read_metrics(folder_ / "metrics.csv", series_, 100, 10);
  EXPECT_LE(few.size(), 20U);
  EXPECT_GE(few.size(), 10U);
  for (size_t i = 1; i < few.size(); ++i) EXPECT_GT(few[i].step, few[i - 1].step);
  EXPECT_TRUE(read_metrics(folder_ / "nothing.csv", series_, 1, 1).empty());
}

TEST_F(RunFolderTest, EventsAreReadBackWithoutWhatARewindUndid) {
  {
    auto run = open();
    ASSERT_TRUE(run->append(api::Event{10, "lr_d", "D rate 1 → \"2\"", 1, 2}));
    ASSERT_TRUE(run->append(api::Event{20, "lr_d", "D rate 2 → 3", 2, 3}));
    ASSERT_TRUE(run->append(api::Event{15, "rewind", "Went back", 25, 15}));
    ASSERT_TRUE(run->append(api::Event{30, "lr_g", "G rate", 0, 1}));
  }
  std::ofstream(folder_ / "events.jsonl", std::ios::app) << "{\"step\": 3";  // torn by a kill
  const auto events = read_events(folder_, 29);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].text, "D rate 1 → \"2\"");
  EXPECT_EQ(events[0].after, 2);
  EXPECT_EQ(events[1].key, "rewind");
}

TEST_F(RunFolderTest, OnlyTheNewestCheckpointsAreKept) {
  auto run = open();
  for (int64_t step = 1; step <= 6; ++step) ASSERT_TRUE(run->save(state(step), step, 3));
  EXPECT_FALSE(fs::exists(folder_ / "checkpoints" / checkpoint_name(3)));
  EXPECT_TRUE(fs::exists(folder_ / "checkpoints" / checkpoint_name(4)));
  EXPECT_EQ(checkpoint_name(1000), "step-000001000.safetensors");
  EXPECT_EQ(run->samples_file(1000).filename(), "step-000001000.png");
}

TEST_F(RunFolderTest, ACheckpointIsFoundByStepAndDamageIsPassedOver) {
  {
    auto run = open();
    for (const int64_t step : {10, 20, 30}) ASSERT_TRUE(run->save(state(step), step, 10));
  }
  const auto run = inspect_run(folder_);
  ASSERT_TRUE(run);
  EXPECT_EQ(run->id, "toy-1234");
  EXPECT_EQ(run->step, 30);
  EXPECT_EQ(find_checkpoint(*run, 25)->filename(), checkpoint_name(20));
  EXPECT_EQ(find_checkpoint(*run, std::nullopt)->filename(), checkpoint_name(30));
  EXPECT_FALSE(find_checkpoint(*run, 5));
  fs::resize_file(folder_ / "checkpoints" / checkpoint_name(30), 20);
  EXPECT_EQ(find_checkpoint(*run, std::nullopt)->filename(), checkpoint_name(20));
}

TEST_F(RunFolderTest, ACheckpointThatWasNamedIsNotReplacedByAnother) {
  {
    auto run = open();
    for (const int64_t step : {10, 20}) ASSERT_TRUE(run->save(state(step), step, 10));
  }
  const auto run = inspect_run(folder_ / "checkpoints" / checkpoint_name(10));
  ASSERT_TRUE(run);
  EXPECT_EQ(run->folder, folder_);
  EXPECT_EQ(run->step, 10);
  EXPECT_EQ(find_checkpoint(*run, std::nullopt)->filename(), checkpoint_name(10));
}

TEST_F(RunFolderTest, WhatIsNoRunIsRefusedWithAHint) {
  EXPECT_EQ(inspect_run(folder_).error().kind, FailureKind::not_found);
  fs::create_directories(folder_);
  const auto run = inspect_run(folder_);
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().kind, FailureKind::bad_data);
  EXPECT_FALSE(run.error().hint.empty());
}

TEST_F(RunFolderTest, ARunThatWasClosedCleanlyIsNotInterrupted) {
  {
    auto run = open();
    ASSERT_TRUE(run->save(state(1), 1, 3));
    EXPECT_EQ(read_marker(folder_), RunMarker::ours);
    EXPECT_FALSE(open()) << "and it is opened only once";
  }
  EXPECT_EQ(read_marker(folder_), RunMarker::none);
  EXPECT_FALSE(find_interrupted(runs_));
}

TEST_F(RunFolderTest, AKilledRunIsFoundOfferedOnceAndGoesOn) {
  leave_interrupted({7});
  ASSERT_EQ(read_marker(folder_), RunMarker::stale);
  const auto found = find_interrupted(runs_);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->folder, folder_);
  EXPECT_EQ(found->step, 7);
  EXPECT_TRUE(found->interrupted);
  forget_interruption(*found);
  EXPECT_FALSE(find_interrupted(runs_));
  EXPECT_TRUE(open(7));
}

TEST_F(RunFolderTest, AKilledRunWithoutACheckpointIsNotOffered) {
  leave_interrupted({});
  EXPECT_FALSE(find_interrupted(runs_));
}

TEST_F(RunFolderTest, ANumberThatWasGivenOutAgainIsNotTakenForTheOldProcess) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "running") << getpid() << " 1\n";  // our number, another start
  EXPECT_EQ(read_marker(folder_), RunMarker::stale);
  std::ofstream(folder_ / "running") << "nonsense";
  EXPECT_EQ(read_marker(folder_), RunMarker::stale);
}

TEST_F(RunFolderTest, LeftoversOfAKilledWriteAreSweptAway) {
  fs::create_directories(folder_ / "checkpoints");
  std::ofstream(folder_ / "checkpoints" / ".step-000000001.safetensors.part-99") << "half";
  ASSERT_TRUE(open());
  EXPECT_TRUE(fs::is_empty(folder_ / "checkpoints"));
}

TEST_F(RunFolderTest, NewIdsAreNotInUse) {
  fs::create_directories(runs_);
  const std::string id = new_run_id("faces", runs_);
  EXPECT_EQ(id.size(), std::string("faces-").size() + 4);
  EXPECT_TRUE(id.starts_with("faces-"));
  EXPECT_FALSE(fs::exists(runs_ / id));
}

TEST_F(RunFolderTest, AnIdIsAPlainNameWhateverTheExperimentIsCalled) {
  for (const char* name : {"../../out of here", "a/b", ".hidden", "", "two\nlines", "..."}) {
    const std::string id = new_run_id(name, runs_);
    EXPECT_EQ(fs::path(id).filename().string(), id) << name;
    EXPECT_NE(id.front(), '.') << name;
    EXPECT_EQ(id.find('\n'), std::string::npos);
  }
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "\xC3\xA4";
  const std::string id = new_run_id(umlauts, runs_);
  EXPECT_LE(id.size(), 100U);
  EXPECT_EQ(id.find("\xC3-"), std::string::npos) << "cut between two letters";
}

TEST_F(RunFolderTest, ARunThatCouldNotBeOpenedAgainIsNotBegun) {
  config::Experiment experiment = testing::fake_experiment();
  experiment.name = "caf\xe9";
  const auto run = RunFolder::open(folder_, catalogue_, experiment, series_, -1);
  ASSERT_FALSE(run);
  EXPECT_NE(run.error().where.find("caf\\xE9"), std::string::npos) << run.error().where;
  EXPECT_FALSE(run.error().hint.empty());
  EXPECT_FALSE(fs::exists(folder_)) << "nothing was written";
}

TEST_F(RunFolderTest, NumbersOfEveryKindAreReadBackFromTheMetrics) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> values{0,        -0.0F,     1e-45F, 3.4028235e38F,
                                  infinity, -infinity, 0.1F,   std::numeric_limits<float>::quiet_NaN()};
  {
    auto run = open();
    for (size_t i = 0; i < values.size(); ++i)
      ASSERT_TRUE(run->append({1, static_cast<int64_t>(i), 1, {values[i], 1}}));
  }
  const auto rows = read_metrics(folder_ / "metrics.csv", series_, 100, 100);
  ASSERT_EQ(rows.size(), values.size());
  for (size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]))
      EXPECT_TRUE(std::isnan(rows[i].values[0]));
    else
      EXPECT_EQ(rows[i].values[0], values[i]);
  }
}

TEST_F(RunFolderTest, EventsOfEveryKindAreReadBack) {
  const std::vector<std::string> texts{"plain", "\"quoted\", a comma, a \\ and\nanother line", "\xEF\xBB\xBF",
                                       "", std::string(100'000, 'x')};
  {
    auto run = open();
    for (const std::string& text : texts)
      ASSERT_TRUE(run->append(api::Event{1, "lr_g", text, 1e-300, -1e300}));
  }
  const auto events = read_events(folder_, 10);
  ASSERT_EQ(events.size(), texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(events[i].text, texts[i]);
    EXPECT_EQ(events[i].before, 1e-300);
    EXPECT_EQ(events[i].after, -1e300);
  }
}

TEST(Folders, FollowTheXdgVariables) {
  const char* old = std::getenv("XDG_DATA_HOME");
  const std::optional<std::string> kept = old != nullptr ? std::optional<std::string>(old) : std::nullopt;
  setenv("XDG_DATA_HOME", "/somewhere/else", 1);
  EXPECT_EQ(user_data_folder(), fs::path("/somewhere/else/ganscope"));
  setenv("XDG_DATA_HOME", "relative", 1);
  EXPECT_NE(user_data_folder(), fs::path("relative/ganscope"))
      << "the specification says to ignore relative paths";
  if (kept)
    setenv("XDG_DATA_HOME", kept->c_str(), 1);
  else
    unsetenv("XDG_DATA_HOME");
  EXPECT_EQ(user_cache_folder().filename(), "ganscope");
}

TEST(Events, ALineWithAStepThatNoRunHasIsPassedOver) {
  const testing::TemporaryFolder place;
  std::ofstream(place.path() / "events.jsonl")
      << R"({"step":1e300,"key":"lr_g","text":"","before":1,"after":2})"
      << "\n"
      << R"({"step":7,"key":"lr_g","text":"","before":1,"after":2})"
      << "\n";
  const auto events = read_events(place.path(), 100);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].step, 7);
}

}  // namespace
}  // namespace ganscope::storage
