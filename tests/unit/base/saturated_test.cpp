#include "core/base/saturated.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace ganscope {
namespace {

TEST(Saturated, CutsTowardsZeroWhatFits) {
  EXPECT_EQ(saturated<int>(2.9), 2);
  EXPECT_EQ(saturated<int>(-2.9), -2);
  EXPECT_EQ(saturated<uint8_t>(254.5), 254);
  EXPECT_EQ(saturated<int64_t>(9007199254740993.0), int64_t{9007199254740992});
}

TEST(Saturated, StopsAtTheBoundsOfTheType) {
  using Limits = std::numeric_limits<double>;
  EXPECT_EQ(saturated<int>(2147483648.0), std::numeric_limits<int>::max());
  EXPECT_EQ(saturated<int>(-1e300), std::numeric_limits<int>::min());
  EXPECT_EQ(saturated<int64_t>(9223372036854775807.0), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(saturated<int64_t>(-Limits::infinity()), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(saturated<uint64_t>(Limits::infinity()), std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(saturated<uint8_t>(-1), 0);
}

TEST(Saturated, TakesWhatIsNoNumberForNought) {
  EXPECT_EQ(saturated<int64_t>(std::numeric_limits<double>::quiet_NaN()), 0);
}

}  // namespace
}  // namespace ganscope
