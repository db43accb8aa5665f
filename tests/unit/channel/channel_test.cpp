#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "core/channel/doorbell.h"
#include "core/channel/latest.h"
#include "core/channel/mailbox.h"
#include "core/channel/outbox.h"
#include "core/channel/stream.h"
#include "core/channel/waker.h"
#include "tests/support/eventually.h"

namespace ganscope::channel {
namespace {

using testing::eventually;
using namespace std::chrono_literals;

TEST(Latest, PollReturnsNothingWhenNothingIsNew) {
  Latest<int> latest;
  uint64_t seen = 0;
  EXPECT_EQ(latest.poll(seen), nullptr);
  latest.publish(7);
  ASSERT_NE(latest.poll(seen), nullptr);
  EXPECT_EQ(latest.poll(seen), nullptr);
  EXPECT_EQ(*latest.get(), 7);
}

TEST(Latest, EveryReaderHasItsOwnPlace) {
  Latest<int> latest;
  uint64_t first = 0, second = 0;
  latest.publish(1);
  EXPECT_EQ(*latest.poll(first), 1);
  latest.publish(2);
  EXPECT_EQ(*latest.poll(first), 2);
  EXPECT_EQ(*latest.poll(second), 2);
}

TEST(Latest, AnOldValueDiesWhenItsSuccessorIsThereAndNobodyHoldsIt) {
  Latest<int> latest;
  auto old = std::make_shared<const int>(1);
  const std::weak_ptr<const int> watch = old;
  latest.publish(std::move(old));
  latest.publish(2);
  EXPECT_TRUE(watch.expired());
}

TEST(Latest, AnOldValueDiesOutsideTheLock) {
  struct Asks {
    Latest<Asks>* latest = nullptr;
    std::shared_ptr<const Asks>* found = nullptr;
    ~Asks() {
      if (latest != nullptr) *found = latest->get();  // would never return inside the lock
    }
  };
  Latest<Asks> latest;
  std::shared_ptr<const Asks> found;
  auto asking = std::make_shared<Asks>();
  asking->latest = &latest;
  asking->found = &found;
  latest.publish(std::shared_ptr<const Asks>(std::move(asking)));
  const auto successor = std::make_shared<const Asks>();
  latest.publish(successor);
  EXPECT_EQ(found, successor) << "it died, and could ask for what came after it";
}

TEST(Latest, AReaderSeesValuesInOrderAndTheLastOne) {
  Latest<int> latest;
  constexpr int last = 20000;
  std::jthread writer([&] {
    for (int i = 1; i <= last; ++i) latest.publish(i);
  });
  uint64_t seen = 0;
  int newest = 0;
  EXPECT_TRUE(eventually([&] {
    if (const auto value = latest.poll(seen)) {
      EXPECT_GT(*value, newest);
      newest = *value;
    }
    return newest == last;
  }));
}

TEST(Mailbox, OnlyTheNewestIsTaken) {
  Mailbox<int> mailbox;
  EXPECT_FALSE(mailbox.take());
  mailbox.post(1);
  mailbox.post(2);
  EXPECT_EQ(mailbox.take(), 2);
  EXPECT_FALSE(mailbox.take());
}

TEST(Mailbox, TheLastPostAlwaysArrives) {
  Mailbox<std::unique_ptr<int>> mailbox;
  constexpr int last = 20000;
  std::atomic<int> newest{0};
  std::jthread reader([&](const std::stop_token& stop) {
    while (!stop.stop_requested())
      if (auto value = mailbox.take()) {
        EXPECT_GT(**value, newest.load());
        newest = **value;
      }
  });
  for (int i = 1; i <= last; ++i) mailbox.post(std::make_unique<int>(i));
  EXPECT_TRUE(eventually([&] { return mailbox.flush() && newest == last; }));
}

TEST(Outbox, NothingIsLostAndTheOrderIsKept) {
  Outbox<int> outbox;
  constexpr int count = 20000;
  std::vector<int> arrived;
  std::jthread worker([&] {
    while (arrived.size() < count)
      for (const int value : outbox.wait_for(10ms)) arrived.push_back(value);
  });
  for (int i = 0; i < count; ++i) outbox.post(i);
  EXPECT_TRUE(eventually([&] { return outbox.flush(); }));
  worker.join();
  for (int i = 0; i < count; ++i) ASSERT_EQ(arrived[static_cast<size_t>(i)], i);
}

TEST(Outbox, ASleeperIsWokenByAPost) {
  Outbox<int> outbox;
  std::vector<int> taken;
  std::jthread worker([&] {
    while (taken.empty()) taken = outbox.wait_for(1h);  // the test's time-out is the assertion
  });
  outbox.post_and_wait(5);
  worker.join();
  EXPECT_EQ(taken, std::vector<int>{5});
}

TEST(Outbox, WaitingEndsWithEmptyHandsWhenTheTimeIsUp) {
  Outbox<int> outbox;
  EXPECT_TRUE(outbox.wait_for(1ms).empty());
}

TEST(Outbox, PostAndWaitKeepsTheOrderOfWhatWasWaiting) {
  Outbox<int> outbox;
  outbox.post(1);
  outbox.post_and_wait(2);
  EXPECT_EQ(outbox.take(), (std::vector<int>{1, 2}));
}

TEST(Stream, DrainsEverythingInOrder) {
  Stream<int> stream(10);
  std::vector<int> got{0};
  EXPECT_FALSE(stream.drain(got));
  stream.push(1);
  stream.push(2);
  EXPECT_TRUE(stream.drain(got));
  EXPECT_EQ(got, (std::vector<int>{0, 1, 2}));
  EXPECT_FALSE(stream.drain(got));
}

TEST(Stream, AFullStreamDropsTheOldestAndCounts) {
  Stream<int> stream(3);
  for (int i = 0; i < 5; ++i) stream.push(i);
  std::vector<int> got;
  stream.drain(got);
  EXPECT_EQ(got, (std::vector<int>{2, 3, 4}));
  EXPECT_EQ(stream.dropped(), 2U);
}

TEST(Stream, SeveralWritersLoseNothing) {
  Stream<int> stream(100000);
  constexpr int each = 5000;
  std::vector<std::jthread> writers;
  for (int w = 0; w < 3; ++w)
    writers.emplace_back([&stream, w] {
      for (int i = 0; i < each; ++i) stream.push(w * each + i);
    });
  std::vector<int> got;
  EXPECT_TRUE(eventually([&] {
    stream.drain(got);
    return got.size() == 3 * each;
  }));
  std::vector<int> next{0, each, 2 * each};
  for (const int value : got) ASSERT_EQ(value, next[static_cast<size_t>(value / each)]++);
}

TEST(Doorbell, ARingBeforeTheWaitIsNotLost) {
  Doorbell bell;
  bell.ring();
  bell.ring();
  EXPECT_TRUE(bell.wait_for(1h));
  EXPECT_FALSE(bell.wait_for(1ms)) << "two rings while awake are one";
}

TEST(Doorbell, NoRingIsLostBetweenThreads) {
  Doorbell bell;
  std::atomic<int> posted{0};
  constexpr int last = 5000;
  std::jthread ringer([&] {
    for (int i = 1; i <= last; ++i) {
      posted = i;
      bell.ring();
    }
  });
  int seen = 0;
  while (seen < last) {
    ASSERT_TRUE(bell.wait_for(20s)) << "slept although " << posted << " was posted and " << seen << " seen";
    seen = posted;
  }
}

TEST(Waker, ManyNotificationsAreFewWakeUpsAndTheLastIsOwed) {
  std::atomic<int> calls{0};
  Waker waker([&] { ++calls; });
  for (int i = 0; i < 1000; ++i) waker.notify();
  EXPECT_GE(calls, 1);
  EXPECT_LT(calls, 1000);
  EXPECT_TRUE(eventually([&] {
    waker.flush();
    return !waker.owed();
  }));
  const int before = calls;
  waker.notify_now();
  EXPECT_EQ(calls, before + 1);
  EXPECT_FALSE(waker.owed());
}

}  // namespace
}  // namespace ganscope::channel
