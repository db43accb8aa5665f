#include "app/shell/timed_session.h"

#include <gtest/gtest.h>

#include "tests/support/fake_session.h"

namespace ganscope::shell {
namespace {

api::Ask picture(uint64_t id) {
  api::Ask request;
  request.view = model::view::picture;
  request.id = id;
  return request;
}
api::Answer answer_to(uint64_t id) {
  api::Answer result;
  result.view = model::view::picture;
  result.id = id;
  return result;
}

TEST(TimedSession, MeasuresFromTheHandToTheScreenAndTheFirstOfManyRequestsCounts) {
  testing::FakeSession inner;
  TimedSession session(inner);
  session.set_input_time(1.0);
  session.ask(picture(1));
  session.set_input_time(1.02);
  session.ask(picture(2));
  session.drawn(nullptr, 1.03);
  EXPECT_EQ(session.latency_ms().count(), 0U);
  const api::Answer newest = answer_to(2);
  session.drawn(&newest, 1.05);
  EXPECT_EQ(session.latency_ms().count(), 1U);
  EXPECT_NEAR(session.latency_ms().percentile(0.5), 50, 1e-6);  // rounding of seconds to ms
}

TEST(TimedSession, SaysOnceThatAPictureWasAskedForUnderTheHandAndWhichIsItsAnswer) {
  testing::FakeSession inner;
  TimedSession session(inner);
  session.set_input_time(-1);
  session.ask(picture(1));
  EXPECT_FALSE(session.take_newly_asked()) << "nobody's hand: nobody waits";
  session.set_input_time(1.0);
  session.ask(picture(2));
  EXPECT_TRUE(session.take_newly_asked());
  EXPECT_FALSE(session.take_newly_asked());
  const api::Answer old = answer_to(1), newest = answer_to(2);
  EXPECT_FALSE(session.is_answer(nullptr));
  EXPECT_FALSE(session.is_answer(&old));
  EXPECT_TRUE(session.is_answer(&newest));
}

}  // namespace
}  // namespace ganscope::shell
