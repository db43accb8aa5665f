#include "core/base/number_text.h"

#include <gtest/gtest.h>

namespace ganscope {
namespace {

TEST(AxisText, HasAsManyDigitsAsTellNeighboursApart) {
  EXPECT_EQ(axis_text(0.5, 0.25), "0.5");
  EXPECT_EQ(axis_text(5300000, 2), "5300000");
  EXPECT_EQ(axis_text(5300000.5, 0.5), "5300000.5");
  EXPECT_EQ(axis_text(5300000, 1e6), "5.3e+06");
  EXPECT_EQ(axis_text(-100000000.25, 0.25), "-100000000.25");
  EXPECT_EQ(axis_text(2e-9, 1e-9), "2e-09");
  EXPECT_EQ(axis_text(0, 1), "0");
}

}  // namespace
}  // namespace ganscope
