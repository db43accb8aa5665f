#include "app/shell/errands.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "tests/support/eventually.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::shell {
namespace {

TEST(BackgroundWorker, AnswersTheNewestRequestAndIsToldWhenAnOldOneIsNoLongerWanted) {
  std::atomic<int> woken{0}, begun{0}, given_up{0};
  BackgroundWorker<int, int> worker(
      [&](const int& number, const auto& superseded, const auto& publish) {
        ++begun;
        while (number == 1 && !superseded()) std::this_thread::yield();  // the first never ends by itself
        if (superseded()) return void(++given_up);
        publish(10 * number);
      },
      [&] { ++woken; });
  uint64_t seen = 0;
  EXPECT_EQ(worker.poll(seen), nullptr);
  worker.ask(1);
  ASSERT_TRUE(testing::eventually([&] { return begun == 1; }));
  worker.ask(2);
  std::shared_ptr<const int> answer;
  ASSERT_TRUE(testing::eventually([&] { return (answer = worker.poll(seen)) != nullptr; }));
  EXPECT_EQ(*answer, 20);
  EXPECT_EQ(given_up, 1);
  EXPECT_EQ(woken, 1);
}

TEST(BackgroundWorker, EndsWhileItWorks) {
  std::atomic<bool> begun{false};
  {
    BackgroundWorker<int, int> worker(
        [&](const int&, const auto& superseded, const auto&) {
          begun = true;
          while (!superseded()) std::this_thread::yield();
        },
        [] {});
    worker.ask(1);
    ASSERT_TRUE(testing::eventually([&] { return begun.load(); }));
  }
  SUCCEED() << "the destructor returned";
}

TEST(Errands, TheFolderThatIsLookedAtIsReadBesideTheInterface) {
  const testing::TemporaryFolder place;
  std::filesystem::create_directories(place.path() / "cats");
  const config::Catalogue catalogue;
  Errands errands(catalogue, {}, place.path() / "cache", [] {});
  model::UiModel model;
  EXPECT_FALSE(errands.exchange(model)) << "nothing is wanted yet";
  model.browser.folder = place.path().string();
  EXPECT_TRUE(model.browser.reading());
  ASSERT_TRUE(testing::eventually([&] {
    errands.exchange(model);
    return model.browser.listing != nullptr;
  }));
  EXPECT_EQ(model.browser.listing->folder, place.path().string());
  ASSERT_EQ(model.browser.listing->entries.size(), 1U);
  EXPECT_FALSE(model.browser.reading());
}

}  // namespace
}  // namespace ganscope::shell
