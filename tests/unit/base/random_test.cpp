#include "core/base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace ganscope {
namespace {

TEST(Random, FollowsThePublishedSequenceOfXoshiro256StarStar) {
  // First outputs for the state {1, 2, 3, 4}, as rand_xoshiro's tests have them from the authors' C code.
  Random random;
  Random::State state;
  state.words = {1, 2, 3, 4};
  random.set_state(state);
  for (const uint64_t expected : {uint64_t{11520}, uint64_t{0}, uint64_t{1509978240},
                                  uint64_t{1215971899390074240}, uint64_t{1216172134540287360}})
    EXPECT_EQ(random.next(), expected);
}

TEST(Random, SeedsItselfWithSplitmix) {
  // splitmix64's first four outputs from 0 (Vigna's reference implementation).
  const std::array<uint64_t, 4> expected{0xe220a8397b1dcdafULL, 0x6e789e6aa1b965f4ULL, 0x06c45d188009454fULL,
                                         0xf88bb8a8724c81ecULL};
  EXPECT_EQ(Random(0).state().words, expected);
}

TEST(Random, TheSameSeedGivesTheSameNumbersAndAnotherSeedOthers) {
  Random a(7), b(7), c(8);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const double value = a.normal();
    EXPECT_EQ(value, b.normal());
    differs = differs || value != c.normal();
  }
  EXPECT_TRUE(differs);
}

TEST(Random, ItsStateCarriesTheSpareNormalToo) {
  Random random(3);
  (void)random.normal();  // leaves the second half of a pair
  Random copy(99);
  copy.set_state(random.state());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(random.normal(), copy.normal());
}

TEST(Random, UniformStaysInItsIntervalAndHasItsMoments) {
  Random random(1);
  double sum = 0, squares = 0;
  constexpr int n = 100000;
  for (int i = 0; i < n; ++i) {
    const double value = random.uniform();
    ASSERT_GE(value, 0);
    ASSERT_LT(value, 1);
    sum += value;
    squares += value * value;
  }
  // Five standard errors: sqrt(1/12/n) = 0.0009 for the mean, sqrt(4/45/n) = 0.00094 for the mean square.
  EXPECT_NEAR(sum / n, 0.5, 0.005);
  EXPECT_NEAR(squares / n, 1.0 / 3, 0.005);
}

TEST(Random, NormalsHaveTheirMoments) {
  std::vector<float> values(100001);  // odd: the spare half of a pair stays behind
  Random random(5);
  random.fill_normal(values);
  double sum = 0, squares = 0, fourth = 0;
  for (const float value : values) {
    const double square = static_cast<double>(value) * static_cast<double>(value);
    sum += static_cast<double>(value);
    squares += square;
    fourth += square * square;
  }
  const double n = static_cast<double>(values.size());
  // Five standard errors: 1/sqrt(n) = 0.0032, sqrt(2/n) = 0.0045, sqrt(96/n) = 0.031.
  EXPECT_NEAR(sum / n, 0, 0.016);
  EXPECT_NEAR(squares / n, 1, 0.023);
  EXPECT_NEAR(fourth / n, 3, 0.16);
}

TEST(Random, BelowIsUniformAndNeverReachesItsBound) {
  Random random(11);
  std::array<int, 7> counts{};
  constexpr int n = 70000;
  for (int i = 0; i < n; ++i) {
    const uint64_t value = random.below(counts.size());
    ASSERT_LT(value, counts.size());
    ++counts[value];
  }
  for (const int count : counts) EXPECT_NEAR(count, n / 7, 5 * std::sqrt(n / 7.0));  // five standard errors
  EXPECT_EQ(random.below(1), 0u);
}

TEST(MixSeed, GivesEveryStreamOfEverySeedItsOwnSeed) {
  std::set<uint64_t> seeds;
  for (uint64_t seed = 0; seed < 100; ++seed)
    for (uint64_t stream = 0; stream < 100; ++stream) seeds.insert(mix_seed(seed, stream));
  EXPECT_EQ(seeds.size(), 10000u);
}

}  // namespace
}  // namespace ganscope
