#include "app/shell/waker.h"

#include <gtest/gtest.h>

namespace ganscope::shell {
namespace {

TEST(Waker, WakesOnceUntilItIsHeard) {
  Waker waker;
  int woken = 0;
  waker.connect([&] { ++woken; });
  for (int i = 0; i < 100; ++i) waker();
  EXPECT_EQ(woken, 1);
  waker.heard();
  EXPECT_EQ(woken, 1);  // hearing rings nothing
  waker();
  EXPECT_EQ(woken, 2);
  waker.disconnect();
  waker.heard();
  waker();
  EXPECT_EQ(woken, 2);
}

}  // namespace
}  // namespace ganscope::shell
