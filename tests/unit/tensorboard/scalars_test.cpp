#include "core/tensorboard/scalars.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/tensorboard/event_files.h"
#include "core/tensorboard/event_writer.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::tensorboard {
namespace {

namespace fs = std::filesystem;

Event event_at(int64_t step, double wall_time, const std::string& tag, double value) {
  return {.wall_time = wall_time, .step = step, .values = {{tag, value}}};
}

struct Scalars : ::testing::Test {
  testing::TemporaryFolder folder;

  void append(const std::string& name, const std::vector<Event>& events) {
    std::ofstream stream(folder.path() / ("events.out.tfevents." + name), std::ios::binary | std::ios::app);
    for (const Event& event : events) stream << framed(encode_event(event));
  }
  static std::string steps_of(const ScalarSeries& series) {
    std::string text;
    for (const ScalarPoint& point : series.points)
      text += std::to_string(point.step) + ":" + std::to_string(static_cast<int>(point.value)) + " ";
    return text;
  }
};

TEST_F(Scalars, OfSeveralFilesAreOneRunByStepAndTime) {
  append("2", {event_at(3, 13, "loss", 30), event_at(2, 12.5, "loss", 21), event_at(4, 14, "rate", 1)});
  append("1", {event_at(1, 11, "loss", 10), event_at(2, 12, "loss", 20), event_at(2, 12.2, "loss", 22)});
  const auto log = read_scalars(folder.path());
  ASSERT_TRUE(log) << describe(log.error());
  ASSERT_EQ(log->series.size(), 2U);
  EXPECT_EQ(log->series[0].tag, "loss");
  EXPECT_EQ(steps_of(log->series[0]), "1:10 2:20 2:22 2:21 3:30 ");
  EXPECT_EQ(log->series[1].tag, "rate");
  EXPECT_EQ(log->files.size(), 2U);
  EXPECT_TRUE(log->problems.empty());
}

TEST_F(Scalars, OfOneFileAreReadToo) {
  append("1", {event_at(1, 11, "loss", 10)});
  append("2", {event_at(2, 12, "loss", 20)});
  EXPECT_EQ(steps_of(read_scalars(folder.path() / "events.out.tfevents.2")->series.at(0)), "2:20 ");
}

TEST_F(Scalars, ThatWereLoggedBeforeAFreshStartAreVoidFromItsStepOn) {
  append("1", {event_at(1, 1, "loss", 1), event_at(2, 2, "loss", 2), event_at(3, 3, "loss", 3)});
  append("2", {{.wall_time = 4, .step = 2, .starts_anew = true}, event_at(2, 5, "loss", 5)});
  EXPECT_EQ(steps_of(read_scalars(folder.path())->series.at(0)), "1:1 2:5 ");
}

TEST_F(Scalars, AreNotAllThereIs) {
  append("1", {{.step = 1, .values = {{"samples", {}, EventImage{1, 1, 1, "png"}}, {"weights"}}},
               {.step = 2, .values = {{"samples", {}, EventImage{1, 1, 1, "png"}}}}});
  const auto log = read_scalars(folder.path());
  ASSERT_TRUE(log);
  EXPECT_TRUE(log->series.empty());
  ASSERT_EQ(log->others.size(), 2U);
  EXPECT_EQ(log->others[0].tag, "samples");
  EXPECT_TRUE(log->others[0].images);
  EXPECT_EQ(log->others[0].count, 2);
  EXPECT_FALSE(log->others[1].images);
}

TEST_F(Scalars, OfAFolderWithoutEventsAreMissedWithAHint) {
  const auto none = read_scalars(folder.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, FailureKind::not_found);
  EXPECT_FALSE(has_event_files(folder.path()));
  fs::create_directories(folder.path() / "logs" / "run1");
  std::ofstream(folder.path() / "logs" / "run1" / "events.out.tfevents.1") << "";
  EXPECT_NE(read_scalars(folder.path()).error().hint.find("logs/run1"), std::string::npos);
  EXPECT_EQ(read_scalars(folder.path() / "nowhere").error().kind, FailureKind::not_found);
}

TEST_F(Scalars, BeforeADamageAreKeptAndTheDamageIsSaid) {
  append("1", {event_at(1, 1, "loss", 1)});
  std::ofstream(folder.path() / "events.out.tfevents.1", std::ios::app) << "rubbish beyond";
  append("2", {event_at(2, 2, "loss", 2)});
  const auto log = read_scalars(folder.path());
  ASSERT_TRUE(log);
  EXPECT_EQ(steps_of(log->series.at(0)), "1:1 2:2 ");
  ASSERT_EQ(log->problems.size(), 1U);
  EXPECT_EQ(log->problems[0].kind, FailureKind::bad_data);
  fs::remove(folder.path() / "events.out.tfevents.2");
  fs::resize_file(folder.path() / "events.out.tfevents.1", 0);
  std::ofstream(folder.path() / "events.out.tfevents.1") << "rubbish alone";
  EXPECT_EQ(read_scalars(folder.path()).error().kind, FailureKind::bad_data);
}

TEST_F(Scalars, AreFollowedWhileTheyAreWritten) {
  EventFollower follower(folder.path());
  EXPECT_EQ(follower.poll().error().kind, FailureKind::not_found) << "not yet";
  ScalarLog log;
  append("1", {event_at(1, 1, "loss", 1)});
  merge(log, *follower.poll());
  EXPECT_EQ(steps_of(log.series.at(0)), "1:1 ");
  EXPECT_TRUE(follower.poll()->empty());

  const std::string record = framed(encode_event(event_at(2, 2, "loss", 2)));
  std::ofstream stream(folder.path() / "events.out.tfevents.1", std::ios::binary | std::ios::app);
  stream << record.substr(0, 20) << std::flush;
  EXPECT_TRUE(follower.poll()->empty()) << "half a record";
  stream << record.substr(20) << std::flush;
  merge(log, *follower.poll());
  EXPECT_EQ(steps_of(log.series.at(0)), "1:1 2:2 ");

  append("2", {{.step = 2, .starts_anew = true}, event_at(2, 9, "loss", 9), event_at(3, 9, "loss", 9)});
  const auto news = follower.poll();
  EXPECT_EQ(news->restarted_at, 2);
  merge(log, *news);
  EXPECT_EQ(steps_of(log.series.at(0)), "1:1 2:9 3:9 ");
}

TEST_F(Scalars, OfADamagedOrVanishedFileAreAProblemThatIsToldOnce) {
  append("1", {event_at(1, 1, "loss", 1)});
  append("2", {event_at(2, 2, "loss", 2)});
  EventFollower follower(folder.path());
  ASSERT_TRUE(follower.poll());
  std::ofstream(folder.path() / "events.out.tfevents.1", std::ios::app) << "rubbish beyond";
  EXPECT_EQ(follower.poll()->problems.size(), 1U);
  append("2", {event_at(3, 3, "loss", 3)});
  const auto news = follower.poll();
  EXPECT_TRUE(news->problems.empty());
  EXPECT_EQ(steps_of(news->series.at(0)), "3:3 ") << "the other goes on";
  fs::remove(folder.path() / "events.out.tfevents.1");
  const auto gone = follower.poll();
  ASSERT_GE(gone->problems.size(), 1U);
  EXPECT_NE(gone->problems[0].what.find("vanished"), std::string::npos);
}

TEST_F(Scalars, AHundredThousandRecordsTakeNoTimeAndArriveInPieces) {
  {
    auto writer = EventWriter::create(folder.path(), 1);
    ASSERT_TRUE(writer);
    for (int64_t step = 0; step < 100'000; ++step)
      ASSERT_TRUE(writer->write({.wall_time = 1e9 + static_cast<double>(step),
                                 .step = step,
                                 .values = {{"loss/d", 0.5 * static_cast<double>(step)}, {"loss/g", 1.0}}}));
    ASSERT_TRUE(writer->flush());
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto log = read_scalars(folder.path());
  const auto took = std::chrono::steady_clock::now() - begin;
  ASSERT_TRUE(log);
  ASSERT_EQ(log->series.size(), 2U);
  ASSERT_EQ(log->series[0].points.size(), 100'000U);
  EXPECT_EQ(log->series[0].points.back().value, 49'999.5);
  // About 50 ms in release; sanitizers and a busy machine take twenty times as long.
  EXPECT_LT(std::chrono::duration<double>(took).count(), 5.0);

  EventFollower follower(folder.path());
  int polls = 0;
  size_t points = 0;
  for (bool more = true; more; ++polls) {
    const auto news = follower.poll(uint64_t{1} << 20);
    ASSERT_TRUE(news);
    points += news->series.at(0).points.size();
    more = news->more;
  }
  EXPECT_EQ(points, 100'000U);
  EXPECT_GT(polls, 4);
  EXPECT_EQ(follower.progress().done, follower.progress().total);
}

}  // namespace
}  // namespace ganscope::tensorboard
