#include "core/follow/events_reader.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/follow/event_columns.h"
#include "core/image/png_io.h"
#include "core/image/transform.h"
#include "core/tensorboard/event_writer.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::follow {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using tensorboard::Event;

TEST(MeaningOfATag, IsFoundWhateverItsGroupAndItsLetters) {
  for (const char* tag : {"d_loss", "D_loss", "Loss/D", "loss_D/train/d-loss", "errD", "Critic Loss",
                          "discriminator/loss", "train/loss_D", "loss/d_loss"})
    EXPECT_EQ(meaning_of_tag(tag), "d_loss") << tag;
  for (const char* tag : {"g_loss", "Loss/G", "errG", "generator/loss", "gen_loss"})
    EXPECT_EQ(meaning_of_tag(tag), "g_loss") << tag;
  EXPECT_EQ(meaning_of_tag("D(x)"), "d_real");
  EXPECT_EQ(meaning_of_tag("scores/D(G(z))"), "d_fake");
  EXPECT_EQ(meaning_of_tag("gradient/grad_g"), "grad_g");
  for (const char* tag :
       {"loss", "loss/d_real", "val/d_loss", "test/Loss/G", "d_loss_real", "lr", "", "/", "损失"})
    EXPECT_EQ(meaning_of_tag(tag), "") << tag;
}

TEST(ColumnsOfTags, AreTakenOnceAndABeliefHasSharesOnly) {
  const auto columns = [](const std::vector<tensorboard::ScalarSeries>& series) {
    std::vector<const tensorboard::ScalarSeries*> all;
    for (const auto& one : series) all.push_back(&one);
    return columns_of(all);
  };
  EXPECT_EQ(columns({{"a/errD"}, {"b/d_loss"}, {"x"}}), (std::vector<std::string>{"a/errD", "d_loss", "x"}))
      << "the very name comes first";
  const auto beliefs = columns({{"D(x)", {}, {{1, 0, 0.5}, {2, 0, 1.5}}}, {"d_fake", {}, {{1, 0, 0.5}}}});
  EXPECT_EQ(beliefs, (std::vector<std::string>{"D(x)", "d_fake"}));
}

class EventsReaderTest : public ::testing::Test {
 protected:
  EventsReaderTest() : writer_(*tensorboard::EventWriter::create(run_, 1000)) {}
  void log(int64_t step, double wall, const std::string& tag, double value) {
    ASSERT_TRUE(writer_.write({.wall_time = wall, .step = step, .values = {{tag, value}}}));
    ASSERT_TRUE(writer_.flush());
  }
  [[nodiscard]] News later(FolderReader& reader, std::chrono::milliseconds by = 3s) {
    return reader.look(now_ += by);
  }
  testing::TemporaryFolder folder_;
  fs::path run_ = folder_.path() / "logs";
  tensorboard::EventWriter writer_;
  FolderReader::Clock::time_point now_ = FolderReader::Clock::now();
};

TEST_F(EventsReaderTest, GivesARowAStepAndLaterOnesAsTheyCome) {
  log(1, 1000, "loss/D", 1);
  log(1, 1000.5, "lr", 0.5);
  log(3, 1004, "lr", 0.25);
  EXPECT_TRUE(is_event_run(run_));
  EventsReader reader(run_);
  const News first = later(reader);
  ASSERT_TRUE(first.metrics.anew);
  EXPECT_EQ(first.metrics.keys, (std::vector<std::string>{"d_loss", "lr"}));
  ASSERT_EQ(first.metrics.rows.size(), 2U);
  EXPECT_EQ(first.metrics.rows[0].values, (std::vector<float>{1, 0.5F}));
  EXPECT_EQ(first.metrics.rows[1].seconds, 4);
  EXPECT_TRUE(std::isnan(first.metrics.rows[1].values[0]));
  ASSERT_TRUE(first.life);
  EXPECT_EQ(first.life->state, Life::State::running);
  EXPECT_TRUE(later(reader).empty());
  log(3, 1003, "loss/D", 2);  // its clock went back
  const News second = later(reader);
  EXPECT_FALSE(second.metrics.anew);
  ASSERT_EQ(second.metrics.rows.size(), 1U);
  EXPECT_EQ(second.metrics.rows[0].step, 3);
  EXPECT_EQ(second.metrics.rows[0].seconds, 4) << "seconds never fall";
}

TEST_F(EventsReaderTest, BeginsAnewWithANewTagALateStepAndAFreshStartButNotTooOften) {
  log(10, 1000, "a", 1);
  EventsReader reader(run_);
  ASSERT_TRUE(later(reader).metrics.anew);
  log(11, 1001, "b", 2);
  EXPECT_TRUE(later(reader, 100ms).metrics.rows.empty());
  const News widened = later(reader);
  EXPECT_TRUE(widened.metrics.anew);
  EXPECT_EQ(widened.metrics.keys.size(), 2U);
  log(3, 1002, "b", 3);
  const News sorted = later(reader);
  ASSERT_TRUE(sorted.metrics.anew);
  EXPECT_EQ(sorted.metrics.rows.front().step, 3);
  ASSERT_TRUE(writer_.write({.wall_time = 1003, .step = 5, .starts_anew = true}));
  ASSERT_TRUE(writer_.flush());
  const News cut = later(reader);
  ASSERT_TRUE(cut.metrics.anew);
  EXPECT_EQ(cut.metrics.rows.size(), 1U);
}

TEST_F(EventsReaderTest, ABeliefThatTurnsOutToBeNoneFeedsNothing) {
  log(1, 1000, "D(x)", 0.5);
  EventsReader reader(run_);
  EXPECT_EQ(later(reader).metrics.keys, std::vector<std::string>{"d_real"});
  log(2, 1001, "D(x)", -3);
  EXPECT_EQ(later(reader).metrics.keys, std::vector<std::string>{"D(x)"});
}

TEST_F(EventsReaderTest, ADamagedRecordIsToldWithItsPlaceAndWhatFollowsIsRead) {
  log(1, 1000, "a", 1);
  const auto whole = fs::file_size(writer_.file());
  log(2, 1001, "a", 2);
  log(3, 1002, "a", 3);
  std::fstream file(writer_.file(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(static_cast<std::streamoff>(whole) + 14);
  file.put('\xff');
  file.close();
  EventsReader reader(run_);
  const News news = later(reader);
  ASSERT_EQ(news.remarks.size(), 1U);
  EXPECT_NE(news.remarks[0].find("byte " + std::to_string(whole)), std::string::npos) << news.remarks[0];
  ASSERT_EQ(news.metrics.rows.size(), 2U);
  EXPECT_EQ(news.metrics.rows[1].step, 3);
}

TEST_F(EventsReaderTest, ManyRowsAreThinnedAndTheLastIsThere) {
  for (int64_t step = 0; step < 1000; ++step)
    ASSERT_TRUE(
        writer_.write({.wall_time = 1000, .step = step, .values = {{"a", static_cast<double>(step)}}}));
  ASSERT_TRUE(writer_.flush());
  EventsReader reader(run_, 100);
  const News news = later(reader);
  EXPECT_EQ(news.metrics.rows.size(), 100U);
  EXPECT_EQ(news.metrics.rows.back().step, 999);
}

TEST_F(EventsReaderTest, ShowsTheNewestPictureOfTheTagThatSpeaksOfSamples) {
  const auto add = [&](int64_t step, const std::string& tag, image::Colour colour) {
    const auto png = *image::encode_png(image::plain(6, 4, colour), "");
    tensorboard::EventValue value{tag, {}, tensorboard::EventImage{4, 6, 3, {png.begin(), png.end()}}};
    ASSERT_TRUE(writer_.write({.wall_time = 1000, .step = step, .values = {value}}));
    ASSERT_TRUE(writer_.flush());
  };
  add(5, "real images", {9, 9, 9});
  add(5, "generated", {1, 2, 3});
  EventsReader reader(run_);
  const News first = later(reader);
  ASSERT_TRUE(first.pictures);
  EXPECT_EQ(first.pictures->step, 5);
  EXPECT_EQ(first.pictures->from, "generated");
  EXPECT_EQ(first.pictures->width, 6);
  EXPECT_EQ(first.pictures->pixels[2], 3);
  add(7, "generated", {4, 5, 6});
  add(8, "real images", {9, 9, 9});
  const News second = later(reader);
  ASSERT_TRUE(second.pictures);
  EXPECT_EQ(second.pictures->step, 7);
}

TEST_F(EventsReaderTest, SaysWhenNothingHasComeForLongAndWhichRunsLieBelow) {
  log(1, 1000, "a", 1);
  ASSERT_TRUE(tensorboard::EventWriter::create(run_ / "below", 1000));
  EventsReader reader(run_);
  const News first = later(reader);
  ASSERT_EQ(first.remarks.size(), 1U);
  EXPECT_NE(first.remarks[0].find("below"), std::string::npos);
  const News quiet = later(reader, 6min);
  ASSERT_TRUE(quiet.life);
  EXPECT_EQ(quiet.life->state, Life::State::stopped);
  log(2, 1400, "a", 1);
  EXPECT_EQ(later(reader).life->state, Life::State::running);
  fs::rename(run_, folder_.path() / "away");
  EXPECT_FALSE(later(reader).life->trouble.empty());
  fs::rename(folder_.path() / "away", run_);
  EXPECT_TRUE(later(reader).life->trouble.empty());
}

}  // namespace
}  // namespace ganscope::follow
