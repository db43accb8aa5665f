#include "core/follow/csv_tail.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/temporary_folder.h"

namespace ganscope::follow {
namespace {

namespace fs = std::filesystem;

class CsvTailTest : public ::testing::Test {
 protected:
  void append(const std::string& text) const { std::ofstream(file_, std::ios::app) << text; }
  void replace(const std::string& text) const {
    const fs::path other = file_.string() + ".new";
    std::ofstream(other) << text;
    fs::rename(other, file_);
  }
  static std::string steps(const CsvTail::News& news) {
    std::string text;
    for (const api::MetricRow& row : news.rows) text += (text.empty() ? "" : " ") + std::to_string(row.step);
    return text;
  }

  testing::TemporaryFolder folder_;
  fs::path file_ = folder_.path() / "metrics.csv";
  CsvTail tail_{file_};
};

TEST_F(CsvTailTest, GivesEachRowOnceAndWaitsForTheEndOfALine) {
  EXPECT_FALSE(tail_.look().anew) << "there is no file yet";
  append("step,seconds,d_lo");
  EXPECT_FALSE(tail_.look().anew) << "half a header is none";
  append("ss,g_loss\n1,0.5,1.25,\n2,0.75,nan,inf\n3,1.0");
  const CsvTail::News first = tail_.look();
  EXPECT_TRUE(first.anew);
  EXPECT_EQ(first.keys, (std::vector<std::string>{"d_loss", "g_loss"}));
  ASSERT_EQ(steps(first), "1 2");
  EXPECT_DOUBLE_EQ(first.rows[0].seconds, 0.5);
  EXPECT_EQ(first.rows[0].values[0], 1.25F);
  EXPECT_TRUE(std::isnan(first.rows[0].values[1])) << "an empty cell";
  EXPECT_TRUE(std::isnan(first.rows[1].values[0]));
  EXPECT_TRUE(std::isinf(first.rows[1].values[1]));
  append(",1e-09,-3\n");
  const CsvTail::News second = tail_.look();
  EXPECT_FALSE(second.anew);
  ASSERT_EQ(steps(second), "3");
  EXPECT_EQ(second.rows[0].values[0], 1e-09F);
  EXPECT_EQ(second.rows[0].values[1], -3.0F);
  EXPECT_TRUE(tail_.look().rows.empty());
}

TEST_F(CsvTailTest, BeginsAnewWhereTheFileWasReplaced) {
  append("step,seconds,a\n1,0,1\n2,0,2\n");
  ASSERT_EQ(steps(tail_.look()), "1 2");
  replace("step,seconds,a,b\n1,0,1,\n2,0,2,\n3,0,3,4\n");
  const CsvTail::News news = tail_.look();
  EXPECT_TRUE(news.anew);
  EXPECT_EQ(news.keys.size(), 2U);
  EXPECT_EQ(steps(news), "1 2 3");
}

TEST_F(CsvTailTest, BeginsAnewWhereTheFileWasCutAndAlsoWhereItHasGrownAgain) {
  append("step,seconds,a\n1,0,1\n2,0,2\n3,0,3\n");
  ASSERT_EQ(steps(tail_.look()), "1 2 3");
  fs::resize_file(file_, std::string("step,seconds,a\n1,0,1\n").size());
  EXPECT_EQ(steps(tail_.look()), "1");
  append("2,0,7\n");
  EXPECT_EQ(steps(tail_.look()), "2");
  // Cut and longer than before within one look.
  fs::resize_file(file_, std::string("step,seconds,a\n1,0,1\n").size());
  append("2,0,9\n3,0,8\n4,0,8\n");
  const CsvTail::News news = tail_.look();
  EXPECT_TRUE(news.anew);
  EXPECT_EQ(steps(news), "1 2 3 4");
  EXPECT_EQ(news.rows[1].values[0], 9.0F);
}

TEST_F(CsvTailTest, AFileThatVanishesKeepsItsRowsAndAnotherBeginsAnew) {
  append("step,seconds,a\n1,0,1\n");
  ASSERT_EQ(steps(tail_.look()), "1");
  fs::remove(file_);
  EXPECT_FALSE(tail_.look().anew);
  append("step,seconds,a\n5,0,1\n");
  const CsvTail::News news = tail_.look();
  EXPECT_TRUE(news.anew);
  EXPECT_EQ(steps(news), "5");
}

TEST_F(CsvTailTest, LinesThatAreNoRowsAreCountedAndLeftOut) {
  append("step,seconds,a\n1,0,1\nrubbish\n\n-4,0,1\n2,0,2\n");
  const CsvTail::News news = tail_.look();
  EXPECT_EQ(steps(news), "1 2");
  EXPECT_EQ(news.unreadable, 3U);
}

TEST_F(CsvTailTest, OfALongFileEveryRowGivenStandsForItsNeighboursAndNewOnesComeSingly) {
  std::string text = "step,seconds,a,rare\n";
  for (int step = 1; step <= 1000; ++step)
    text += std::to_string(step) + ",0," + std::to_string(step) + (step % 97 == 0 ? ",7\n" : ",\n");
  append(text);
  CsvTail tail(file_, 100);
  const CsvTail::News news = tail.look();
  EXPECT_GE(news.rows.size(), 60U);
  EXPECT_LE(news.rows.size(), 140U);
  EXPECT_EQ(news.rows.back().step, 1000) << "the newest is always there";
  int rare = 0;
  for (const api::MetricRow& row : news.rows) rare += row.values[1] == 7 ? 1 : 0;
  EXPECT_EQ(rare, 10) << "values that few rows have are not lost";
  append("1001,0,1,\n1002,0,1,\n");
  EXPECT_EQ(steps(tail.look()), "1001 1002");
}

TEST_F(CsvTailTest, AMillionRowsAreReadInPiecesWithinTwoSeconds) {
  {
    std::ofstream out(file_);
    out << "step,seconds,d_loss,g_loss,d_real,d_fake\n";
    for (int step = 1; step <= 1'000'000; ++step)
      out << step << ',' << step / 100 << ".125,0.693147182,0.712345678,0.501234567,0.498765433\n";
  }
  const auto begin = std::chrono::steady_clock::now();
  size_t rows = 0;
  int looks = 0;
  for (bool more = true; more; ++looks) {
    const CsvTail::News news = tail_.look();
    rows += news.rows.size();
    more = news.more;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(looks, 3);
  EXPECT_GT(rows, size_t{1} << 15);
  EXPECT_LT(rows, size_t{1} << 17);
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(took.count(), 30.0);
#else
  EXPECT_LT(took.count(), 2.0);
#endif
}

}  // namespace
}  // namespace ganscope::follow
