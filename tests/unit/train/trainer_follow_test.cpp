#include <chrono>
#include <cmath>
#include <fstream>
#include <map>

#include "core/storage/run_marker.h"
#include "core/tensorboard/event_writer.h"
#include "tests/support/bystander.h"
#include "tests/unit/train/trainer_fixture.h"

namespace ganscope::train {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::Bystander;

class TrainerFollowTest : public TrainerTest {
 protected:
  /// A run with a checkpoint at step 40 and a film, as another process would have it open.
  fs::path run_of(const Bystander& other) {
    configure();
    train_until(40);
    const fs::path folder = apply(api::Save{}).folder;
    stop();
    start();
    std::ofstream(folder / "running") << other.marker();
    return folder;
  }
  static void add_row(const fs::path& folder, const std::string& row) {
    std::ofstream(folder / "metrics.csv", std::ios::app) << row << "\n";
  }
  bool until(const std::function<bool(const api::Status&)>& condition) {
    return eventually([&] { return condition(status()); });
  }
  /// Every file below a folder, its bytes and when it was changed.
  static std::map<std::string, std::pair<std::string, int64_t>> listing(const fs::path& folder) {
    std::map<std::string, std::pair<std::string, int64_t>> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      files[entry.path().string()] = {entry.is_regular_file() ? slurp(entry.path()) : "",
                                      entry.last_write_time().time_since_epoch().count()};
    files[folder.string()] = {"", fs::last_write_time(folder).time_since_epoch().count()};
    return files;
  }
  /// A folder of ganscope.py whose process is `other`.
  fs::path watched_run(const Bystander& other, const std::string& state = "running") {
    const fs::path run = folder_.path() / "mine";
    fs::create_directories(run);
    std::ofstream(run / "watch.toml") << "format = 1\nname = \"Mine\"\npid = " << other.pid() << "\nhost = \""
                                      << host() << "\"\nstarted = " << other.started()
                                      << "\nlatent_dim = 4\nlatent_shape = [4]\nlabels = []\nstate = \""
                                      << state << "\"\nrewrites = 0\nbeat = 1.0\n";
    return run;
  }
  static std::string host() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
  }
};

TEST_F(TrainerFollowTest, ARunThatAnotherProcessTrainsIsFollowedNotTrained) {
  Bystander other;
  const fs::path folder = run_of(other);
  const auto before = listing(folder);
  api::Status opened = apply(api::Open{folder});
  ASSERT_TRUE(opened.followed) << (opened.failure ? opened.failure->what : "");
  EXPECT_FALSE(opened.refusal);
  EXPECT_EQ(opened.run, folder.filename());
  EXPECT_TRUE(opened.folder.empty()) << "nothing may be written there";
  ASSERT_TRUE(until([](const api::Status& s) { return s.phase == api::Phase::running && s.step == 40; }));
  opened = status();
  EXPECT_EQ(opened.followed->by, "process " + std::to_string(other.pid()));
  EXPECT_TRUE(opened.followed->running);
  ASSERT_TRUE(until([](const api::Status& s) { return s.saved_step == 40; }));
  ASSERT_TRUE(eventually([&] { return ports_->history_index.get()->steps.size() > 5; }));
  EXPECT_EQ(ports_->history_index.get()->steps.back(), 40);
  EXPECT_EQ(ports_->weights.get()->snapshot->step(), 40);
  std::vector<api::MetricRow> rows;
  ASSERT_TRUE(eventually([&] { return ports_->metrics.drain(rows) && rows.back().step == 40; }));
  EXPECT_EQ(rows.back().generation, ports_->series.get()->generation);
  EXPECT_EQ(listing(folder), before) << "it was only read";

  add_row(folder, "41,9.5,0.25,0.5,");
  const auto written = std::chrono::steady_clock::now();
  ASSERT_TRUE(eventually([&] { return ports_->metrics.drain(rows) && rows.back().step == 41; }));
  EXPECT_LT(std::chrono::steady_clock::now() - written, 2s);  // the half second is the end-to-end test's
  EXPECT_EQ(rows.back().values[0], 0.25F);
  EXPECT_TRUE(until([](const api::Status& s) { return s.step == 41 && s.seconds == 9.5; }));
}

TEST_F(TrainerFollowTest, WhatWouldChangeItIsRefusedAndNothingIsWritten) {
  Bystander other;
  const fs::path folder = run_of(other);
  apply(api::Open{folder});
  ASSERT_TRUE(until([](const api::Status& s) { return s.phase == api::Phase::running; }));
  const auto before = listing(folder);
  const std::vector<api::Command> commands = {
      api::Train{},  api::Pause{},           api::StepOnce{},
      api::Slowly{}, api::Tune{"lr_g", 0.5}, api::Alter{testing::fake_experiment(2)},
      api::Reset{},  api::Rewind{},          api::Save{}};
  for (const api::Command& command : commands) {
    const api::Status after = apply(command);
    ASSERT_TRUE(after.refusal && after.refusal->ticket == ticket_) << command.index();
    EXPECT_EQ(after.refusal->failure.what, "Another process trains this run: it is followed here");
    EXPECT_FALSE(after.refusal->failure.hint.empty());
    EXPECT_EQ(after.phase, api::Phase::running);
  }
  stop();
  EXPECT_EQ(listing(folder), before);
}

TEST_F(TrainerFollowTest, SaysWhenItsProcessIsGoneAndThenTheRunCanBeOpenedToGoOn) {
  Bystander other;
  const fs::path folder = run_of(other);
  apply(api::Open{folder});
  ASSERT_TRUE(until([](const api::Status& s) { return s.phase == api::Phase::running; }));
  other.end();
  ASSERT_TRUE(until([](const api::Status& s) { return s.phase == api::Phase::ready; }));
  EXPECT_FALSE(status().followed->running);
  EXPECT_EQ(status().followed->ended, "The process that trained this run is gone without having closed it");
  EXPECT_EQ(status().notice.text, status().followed->ended);
  Bystander again;
  std::ofstream(folder / "running") << again.marker();
  ASSERT_TRUE(until([](const api::Status& s) { return s.phase == api::Phase::running; })) << "taken up again";
  again.end();
  ASSERT_TRUE(until([](const api::Status& s) { return s.phase == api::Phase::ready; }));
  const api::Status opened = apply(api::Open{folder});
  EXPECT_FALSE(opened.followed);
  EXPECT_EQ(opened.folder, folder);
  EXPECT_EQ(train_until(50).step, 50);
}

TEST_F(TrainerFollowTest, WhoMayNotFollowIsRefused) {
  Bystander other;
  const fs::path folder = run_of(other);
  const api::Status refused = apply(api::Open{folder.string(), "", false});
  ASSERT_TRUE(refused.refusal);
  EXPECT_EQ(refused.refusal->failure.what, "This run is being trained already");
}

TEST_F(TrainerFollowTest, ARewindThereBeginsTheCurvesAnew) {
  Bystander other;
  const fs::path folder = run_of(other);
  apply(api::Open{folder});
  ASSERT_TRUE(until([](const api::Status& s) { return s.step == 40; }));
  const uint64_t generation = status().generation;
  std::string text = slurp(folder / "metrics.csv");
  text.resize(text.find("\n21,") + 1);
  fs::resize_file(folder / "metrics.csv", text.size());
  ASSERT_TRUE(until([](const api::Status& s) { return s.step == 20; }));
  EXPECT_GT(status().generation, generation);
  add_row(folder, "21,0.1,7,7,");
  std::vector<api::MetricRow> rows;
  ASSERT_TRUE(eventually([&] { return ports_->metrics.drain(rows) && rows.back().values[0] == 7; }));
  EXPECT_EQ(rows.back().generation, status().generation);
}

TEST_F(TrainerFollowTest, ARunOfAnotherProgramHasItsCurvesBeforeItIsTrusted) {
  Bystander other;
  const fs::path run = watched_run(other);
  std::ofstream(run / "metrics.csv") << "step,seconds,d_loss,accuracy\n1,0.5,1,\n2,1.5,2,0.75\n";
  fs::create_directories(run / "snapshots" / "step-000000002");
  std::ofstream(run / "snapshots" / "step-000000002" / "generator.pt") << "x";
  const api::Status opened = apply(api::Open{run});
  ASSERT_TRUE(opened.followed);
  EXPECT_FALSE(opened.trainable);
  ASSERT_TRUE(until([](const api::Status& s) {
    return s.step == 2 && s.phase == api::Phase::running && s.followed->waits_for_trust;
  }));
  EXPECT_EQ(status().latent_dim, 4);
  EXPECT_DOUBLE_EQ(status().steps_per_s, 1.0);
  ASSERT_TRUE(eventually([&] { return ports_->series.get()->series.size() == 2; }));
  const auto table = ports_->series.get();
  EXPECT_EQ(table->series[1].key, "accuracy");
  EXPECT_EQ(table->series[1].plot, "accuracy") << "a plot of its own";
  std::vector<api::MetricRow> rows;
  ASSERT_TRUE(eventually([&] { return ports_->metrics.drain(rows) && rows.size() == 2; }));
  EXPECT_TRUE(std::isnan(rows[0].values[1]));
  EXPECT_TRUE(apply(api::Train{}).refusal);
  configure();
  EXPECT_FALSE(status().followed) << "another run takes its place";
  EXPECT_EQ(train_until(5).step, 5);
}

TEST_F(TrainerFollowTest, OfATrustedRunTheGeneratorsAreDrawn) {
  Bystander other;
  const fs::path run = watched_run(other);
  for (const char* step : {"step-000000002", "step-000000007"}) {
    fs::create_directories(run / "snapshots" / step);
    std::ofstream(run / "snapshots" / step / "generator.pt") << "x";
  }
  apply(api::OpenGenerator{run});
  ASSERT_TRUE(eventually([&] { return ports_->history_index.get()->steps.size() == 2; }))
      << status().notice.text;
  EXPECT_EQ(ports_->history_index.get()->steps, (std::vector<int64_t>{2, 7}));
  EXPECT_EQ(ports_->weights.get()->snapshot->step(), 7);
  EXPECT_TRUE(eventually([&] { return ports_->weights.get()->generation == status().generation; }));
  fs::remove_all(run / "snapshots" / "step-000000002");
  fs::create_directories(run / "snapshots" / "step-000000009");
  std::ofstream(run / "snapshots" / "step-000000009" / "generator.pt") << "x";
  ASSERT_TRUE(eventually([&] { return ports_->history_index.get()->steps == std::vector<int64_t>{7, 9}; }));
}

TEST_F(TrainerFollowTest, WithDataATrustedRunIsMeasuredAndRealPicturesAreShown) {
  Bystander other;
  const fs::path run = watched_run(other);
  fs::create_directories(run / "snapshots" / "step-000000002");
  std::ofstream(run / "snapshots" / "step-000000002" / "generator.pt") << "x";
  apply(api::OpenGenerator{run, 0, "folder:real"});
  ASSERT_TRUE(until([](const api::Status& s) { return s.data.count == 7; })) << status().followed->trouble;
  EXPECT_TRUE(ports_->measuring.load());
  EXPECT_EQ(ports_->preview.get()->count, 7);
  ASSERT_TRUE(eventually([&] { return ports_->weights.get() && ports_->weights.get()->subject->dataset; }));
  EXPECT_EQ(ports_->weights.get()->snapshot->step(), 2);
  std::ofstream(run / "metrics.csv") << "step,seconds,d_loss\n3,1.5,1\n";
  ASSERT_TRUE(until([](const api::Status& s) { return s.step == 3; }));
  ports_->measured.push({ports_->weights.get()->subject->first_generation, 2, 1.0, {0.5F}});
  std::vector<api::MeasureRow> rows;
  ASSERT_TRUE(eventually([&] { return ports_->measures.drain(rows) && !rows.empty(); }));
  EXPECT_EQ(rows.back().generation, status().generation) << "rows that began anew undo no weights";
  apply(api::OpenGenerator{run, 0, "folder:nowhere"});
  ASSERT_TRUE(until([](const api::Status& s) {
    return s.followed->trouble.find("There is no such folder") != std::string::npos;
  }));
  EXPECT_FALSE(ports_->measuring.load());
  EXPECT_TRUE(eventually([&] { return ports_->weights.get()->generation == status().generation; }))
      << "it is drawn all the same";
}

TEST_F(TrainerFollowTest, ASnapshotThatCannotBeOpenedStandsThereUntilAGoodOneComes) {
  Bystander other;
  const fs::path run = watched_run(other);
  stop();
  generator_failure_ = Failure{FailureKind::bad_data, "This file is damaged", "generator.pt", "save it anew"};
  start();
  const auto add = [&](int step) {
    const fs::path folder = run / "snapshots" / ("step-00000000" + std::to_string(step));
    fs::create_directories(folder);
    std::ofstream(folder / "generator.pt") << "x";
  };
  apply(api::OpenGenerator{run});
  for (int step = 1; step < 6; ++step) {
    add(step);
    ASSERT_TRUE(until([](const api::Status& s) {
      return s.followed->trouble == "This file is damaged (generator.pt)" &&
             s.followed->hint == "save it anew";
    }));
  }
}

TEST_F(TrainerFollowTest, EventFilesAreFollowedWithTheirCurvesAndPictures) {
  const fs::path run = folder_.path() / "logs";
  auto writer = tensorboard::EventWriter::create(run, 1000);
  ASSERT_TRUE(writer);
  ASSERT_TRUE(writer->write({.wall_time = 1000, .step = 1, .values = {{"loss/D", 0.5}, {"lr", 0.25}}}));
  ASSERT_TRUE(writer->write({.wall_time = 1002, .step = 2, .values = {{"loss/D", 0.75}}}));
  ASSERT_TRUE(writer->flush());
  const auto before = listing(run);
  const api::Status opened = apply(api::Open{run});
  ASSERT_TRUE(opened.followed);
  EXPECT_EQ(opened.followed->source, api::Followed::Source::events);
  EXPECT_EQ(opened.run, "logs");
  EXPECT_EQ(opened.latent_dim, 0);
  EXPECT_FALSE(opened.trainable);
  ASSERT_TRUE(until([](const api::Status& s) { return s.step == 2 && s.phase == api::Phase::running; }));
  const auto table = ports_->series.get();
  ASSERT_EQ(table->series.size(), 2U);
  EXPECT_EQ(table->series[0].key, "d_loss");
  EXPECT_EQ(table->series[1].key, "lr");
  std::vector<api::MetricRow> rows;
  ASSERT_TRUE(eventually([&] { return ports_->metrics.drain(rows) && rows.size() == 2; }));
  EXPECT_EQ(rows[1].seconds, 2);
  EXPECT_TRUE(std::isnan(rows[1].values[1]));
  EXPECT_TRUE(apply(api::Train{}).refusal);
  EXPECT_EQ(listing(run), before) << "nothing is written there";
  fs::remove_all(run);
  ASSERT_TRUE(until([](const api::Status& s) { return !s.followed->trouble.empty(); }));
}

TEST_F(TrainerFollowTest, AFolderThatIsGoneIsToldAndDoesNotEndAnything) {
  Bystander other;
  const fs::path run = watched_run(other);
  apply(api::Open{run});
  ASSERT_TRUE(until([](const api::Status& s) { return s.phase == api::Phase::running; }));
  fs::rename(run, run.string() + "-away");
  ASSERT_TRUE(until([](const api::Status& s) { return !s.followed->trouble.empty(); }));
  EXPECT_TRUE(status().notice.error);
  fs::rename(run.string() + "-away", run);
  ASSERT_TRUE(until([](const api::Status& s) { return s.followed->trouble.empty(); }));
}

}  // namespace
}  // namespace ganscope::train
