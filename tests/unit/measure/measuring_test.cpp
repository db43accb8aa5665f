#include "core/measure/measuring.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "core/measure/low_priority.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_stepper.h"

namespace ganscope::measure {
namespace {

using testing::eventually;

/// What a test may do to the fake measurer, and what it counts. Any thread.
struct Script {
  std::atomic<int> built{0}, begun{0}, measured{0}, cancelled{0};
  std::atomic<bool> hold{
      false};  ///< a measurement (or the building, with `slow_build`) goes on until it is cancelled
  std::atomic<bool> slow_build{false};  ///< building goes on until it is cancelled
  std::atomic<bool> throws{false};
  std::atomic<double> cpu_s{0};  ///< every measurement burns at least so much
};

class FakeMeasurer final : public Measurer {
 public:
  explicit FakeMeasurer(std::shared_ptr<Script> script) : script_(std::move(script)) {}
  [[nodiscard]] api::MeasureTable table() const override {
    api::MeasureTable table;
    table.table.series.push_back({"quality", "q", "Quality", "", "quality", config::Player::none});
    table.floors = {1};
    return table;
  }
  [[nodiscard]] Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) override {
    if (script_->throws.load()) throw std::runtime_error("told to throw");
    ++script_->begun;
    const double begin = thread_cpu_seconds();
    while (script_->hold.load() || thread_cpu_seconds() - begin < script_->cpu_s.load()) {
      if (!context.cancelled()) continue;
      ++script_->cancelled;
      return fail(FailureKind::cancelled, "given up", "", "");
    }
    ++script_->measured;
    return std::vector<float>{static_cast<float>(snapshot.step())};
  }

 private:
  std::shared_ptr<Script> script_;
};

MeasurerFactory fake_factory(std::shared_ptr<Script> script) {
  return [script](const train::Subject&, const WorkContext& context) -> Expected<std::unique_ptr<Measurer>> {
    while (script->slow_build.load()) {
      if (context.cancelled()) return fail(FailureKind::cancelled, "given up", "", "");
      std::this_thread::yield();
    }
    ++script->built;
    return std::make_unique<FakeMeasurer>(script);
  };
}

/// Plays the trainer around a real measuring thread.
class MeasuringTest : public ::testing::Test {
 protected:
  void start(double interval_s = 0.001, double rest = 0) {
    MeasuringOptions options;
    options.interval_s = interval_s;
    options.rest = rest;
    options.low_priority = false;
    measuring_ = std::make_unique<Measuring>(options, fake_factory(script_), ports_);
  }
  void configure() {
    ++generation_;
    auto data = std::make_shared<data::Dataset>();
    subject_ = std::make_shared<const train::Subject>(
        train::Subject{testing::fake_experiment(), {}, 4, generation_, std::move(data)});
  }
  void publish(int64_t step, double seconds) {
    testing::FakeState state;
    state.step = step;
    ports_.weights.publish(
        train::Weights{generation_, subject_, std::make_shared<testing::FakeSnapshot>(state), seconds});
    ports_.measure_bell.ring();
  }
  std::vector<api::MeasureRow> rows() {
    std::vector<api::MeasureRow> rows;
    ports_.measured.drain(rows);
    return rows;
  }
  /// Waits for the next row.
  api::MeasureRow row() {
    std::vector<api::MeasureRow> rows;
    EXPECT_TRUE(eventually([&] { return ports_.measured.drain(rows); }));
    return rows.empty() ? api::MeasureRow{} : rows.back();
  }

  std::shared_ptr<Script> script_ = std::make_shared<Script>();
  train::Ports ports_{[] {}};
  uint64_t generation_ = 0;
  std::shared_ptr<const train::Subject> subject_;
  std::unique_ptr<Measuring> measuring_;
};

TEST_F(MeasuringTest, WeightsOfAPausedRunAreMeasuredOnce) {
  start();
  configure();
  publish(40, 5);
  const api::MeasureRow measured = row();
  EXPECT_EQ(measured.step, 40);
  EXPECT_EQ(measured.generation, 1U);
  EXPECT_EQ(measured.seconds, 5);
  EXPECT_EQ(measured.values, std::vector<float>{40});
  EXPECT_EQ(ports_.measure_table.get()->table.generation, 1U);
  ports_.measure_bell.ring();
  publish(41, 6);
  EXPECT_EQ(row().step, 41);
  EXPECT_EQ(script_->measured, 2);
  EXPECT_EQ(script_->built, 1);
}

TEST_F(MeasuringTest, WhileTrainingRunsItAsksForNewerWeightsAndMeasuresThoseOnly) {
  start();
  configure();
  ports_.running = true;
  publish(10, 5);
  ASSERT_TRUE(eventually([&] { return ports_.measure_wanted.exchange(false); }));
  publish(20, 6);
  EXPECT_EQ(row().step, 20) << "the older ones are out of date";
  ASSERT_TRUE(eventually([&] { return ports_.measure_wanted.exchange(false); }));
  publish(30, 7);
  EXPECT_EQ(row().step, 30);
}

TEST_F(MeasuringTest, NothingIsDoneForARunThatHasHardlyBegun) {
  start();
  configure();
  publish(0, 0);
  publish(5, 0.2);
  ports_.running = true;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(eventually([&] { return ports_.measure_wanted.exchange(false); }));
    publish(6 + i, 0.3);
  }
  EXPECT_EQ(script_->built, 0);
  EXPECT_TRUE(rows().empty());
}

TEST_F(MeasuringTest, AfterACostlyMeasurementItRestsManyTimesAsLong) {
  script_->cpu_s = 0.02;
  start(0.001, 20);
  configure();
  ports_.running = true;
  publish(0, 5);
  const auto begin = std::chrono::steady_clock::now();
  for (int measured = 0; measured < 3;) {
    if (ports_.measure_wanted.exchange(false)) publish(measured + 1, 5 + measured);
    measured = script_->measured;
    std::this_thread::yield();
  }
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
  EXPECT_GE(passed.count(), 2 * 20 * 0.02) << "two rests of at least 0.4 s, however quick the machine";
}

TEST_F(MeasuringTest, AnotherRunEndsAMeasurementAndIsMeasuredItself) {
  start();
  configure();
  script_->hold = true;
  publish(10, 5);
  ASSERT_TRUE(eventually([&] { return script_->begun == 1; }));
  configure();
  publish(7, 3);
  ASSERT_TRUE(eventually([&] { return script_->cancelled >= 1; }));
  script_->hold = false;
  const api::MeasureRow measured = row();
  EXPECT_EQ(measured.generation, 2U);
  EXPECT_EQ(measured.step, 7);
  EXPECT_EQ(script_->built, 2);
}

TEST_F(MeasuringTest, BuildingIsGivenUpForAnotherRunAndOnLeaving) {
  start();
  script_->slow_build = true;
  configure();
  publish(10, 5);
  configure();
  publish(11, 5);
  measuring_.reset();
  EXPECT_EQ(script_->built, 0);
}

TEST_F(MeasuringTest, SwitchedOffItDoesNothingAndSwitchedOnItGoesOn) {
  ports_.measuring = false;
  start();
  configure();
  publish(10, 5);
  publish(11, 6);
  EXPECT_EQ(script_->built, 0);
  ports_.measuring = true;
  ports_.measure_bell.ring();
  EXPECT_EQ(row().step, 11);
}

TEST_F(MeasuringTest, WhatThrowsIsToldOnceAndTheNextRunIsMeasured) {
  start();
  script_->throws = true;
  configure();
  publish(10, 5);
  std::vector<LogLine> lines;
  ASSERT_TRUE(eventually([&] { return ports_.log.drain(lines); }));
  EXPECT_NE(lines[0].text.find("told to throw"), std::string::npos);
  publish(11, 6);
  script_->throws = false;
  configure();
  publish(12, 7);
  EXPECT_EQ(row().step, 12);
  EXPECT_FALSE(ports_.log.drain(lines));
}

}  // namespace
}  // namespace ganscope::measure
