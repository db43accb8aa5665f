#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::Environment;
using test::load;
using test::TemporaryFolder;

/// The folder with MNIST's test part, a batch of CIFAR-10 and photographs, or a visible skip.
class RealData : public ::testing::Test {
 protected:
  void SetUp() override {
    if (data_.empty())
      GTEST_SKIP() << "no real data: set GANSCOPE_DATA to a folder with mnist/, cifar10/ and photos/";
  }
  /// Skips where only this part is missing.
  [[nodiscard]] bool has(const std::string& part) const { return std::filesystem::exists(data_ / part); }

  std::filesystem::path data_ = test::real_data();
  TemporaryFolder folder_;
  Environment given_{"GANSCOPE_DATA", data_};
  Environment cache_{"XDG_CACHE_HOME", folder_.path() / "cache"};
};

TEST_F(RealData, MnistIsFoundPaddedAndLabelled) {
  if (!has("mnist")) GTEST_SKIP() << "no mnist/ in " << data_;
  const auto set = load("mnist");
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_GE((*set)->count, 10000);
  EXPECT_EQ((*set)->width, 32);
  EXPECT_EQ((*set)->label_names.size(), 10U);
  for (uint8_t digit = 0; digit < 10; ++digit) {
    const auto share = static_cast<double>(std::count((*set)->labels.begin(), (*set)->labels.end(), digit)) /
                       static_cast<double>((*set)->count);
    EXPECT_NEAR(share, 0.1, 0.02);
  }
  for (int64_t i = 0; i < 100; ++i) EXPECT_EQ((*set)->picture(i)[0], 0) << "the margin is black";
}

TEST_F(RealData, CifarIsFoundInterleavedAndNamed) {
  if (!has("cifar10")) GTEST_SKIP() << "no cifar10/ in " << data_;
  const auto set = load("cifar10");
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count % 1000, 0);
  EXPECT_EQ((*set)->label_names.size(), 10U);
  EXPECT_EQ((*set)->label_names[7], "horse");
  // Neighbouring pixels of photographs are alike; interleaving the planes wrongly would make them differ
  // wildly.
  double difference = 0;
  const auto picture = (*set)->picture(0);
  for (size_t i = 3; i < picture.size(); ++i) difference += std::abs(picture[i] - picture[i - 3]);
  EXPECT_LT(difference / static_cast<double>(picture.size()), 30);
}

TEST_F(RealData, AFolderOfPhotographsLoadsWithItsSubfoldersAsLabels) {
  if (!has("photos")) GTEST_SKIP() << "no photos/ in " << data_;
  const auto set = load("folder:" + (data_ / "photos").string());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_GE((*set)->count, 2000);
  EXPECT_TRUE((*set)->skipped.empty());
  EXPECT_GE((*set)->label_names.size(), 2U);
  const auto again = load("folder:" + (data_ / "photos").string());
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->pixels, (*set)->pixels) << "from the cache";
}

}  // namespace
}  // namespace ganscope::data
