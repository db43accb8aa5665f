#include "app/shell/errands.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "app/shell/run_pictures.h"
#include "core/image/png_io.h"
#include "core/image/sheet.h"
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

/// A sheet of 64 samples, eight a row, of which the first two rows are light.
image::Picture sheet_of_samples() {
  std::vector<image::Picture> samples(64, image::plain(32, 32, {0, 0, 0}));
  for (size_t i = 0; i < 16; ++i) samples[i] = image::plain(32, 32, {200, 200, 200});
  image::SheetStyle style;
  style.columns = 8;
  style.magnification = 2;
  return image::contact_sheet(samples, style);
}

TEST(RunPictures, OfASheetShowTheFirstFourSamplesAndOfPointsTheWhole) {
  const testing::TemporaryFolder place;
  const std::string sheet = (place.path() / "sheet.png").string(),
                    points = (place.path() / "points.png").string();
  ASSERT_TRUE(image::write_png(sheet, sheet_of_samples()));
  image::Picture square = image::plain(384, 384, {10, 20, 30});
  square.at(383, 383)[0] = 255;
  ASSERT_TRUE(image::write_png(points, square));
  const auto small = small_run_picture(sheet);
  ASSERT_TRUE(small);
  ASSERT_EQ(small->pixels.size(), size_t{run_picture_edge} * run_picture_edge * 4);
  size_t light = 0;
  for (size_t i = 0; i < small->pixels.size(); i += 4) light += small->pixels[i] > 150 ? 1 : 0;
  EXPECT_GT(light, size_t{run_picture_edge} * run_picture_edge * 4 / 5) << "all but the gaps";
  const auto whole = small_run_picture(points);
  ASSERT_TRUE(whole);
  EXPECT_GT(whole->at(run_picture_edge - 1, run_picture_edge - 1)[0], 10) << "the corner is seen";
  EXPECT_FALSE(small_run_picture((place.path() / "nothing.png").string()));
}

TEST(Errands, RunsAreListedTheirPicturesReadAndOneDeletedBesideTheInterface) {
  const testing::TemporaryFolder place;
  const std::string run = (place.path() / "run-1").string();
  std::filesystem::create_directories(run + "/samples");
  std::ofstream(run + "/experiment.toml") << "what is this";
  const std::string picture = run + "/samples/step-000000001.png";
  ASSERT_TRUE(image::write_png(picture, sheet_of_samples()));
  const config::Catalogue catalogue;
  Errands errands(catalogue, {}, place.path() / "cache", [] {});
  model::UiModel model;
  model::RunsDesk& desk = model.runs_desk;
  model.open_sheet = "runs";
  desk.folder = place.path().string();
  desk.stale = true;
  const auto until = [&](const auto& condition) {
    return testing::eventually([&] {
      errands.exchange(model, 1);
      return condition();
    });
  };
  ASSERT_TRUE(until([&] { return desk.table != nullptr && desk.table->done; }));
  ASSERT_EQ(desk.table->rows.size(), 1U);
  EXPECT_EQ(desk.table->rows[0].run->state, runs::RunState::broken);
  desk.pictures_wanted = {picture, run + "/samples/nothing.png"};
  ASSERT_TRUE(until([&] { return desk.pictures != nullptr && !desk.pictures->files.empty(); }));
  EXPECT_EQ(desk.pictures->index_of(picture), 0);
  EXPECT_EQ(desk.pictures->pixels.size(), size_t{run_picture_edge} * run_picture_edge * 4);
  desk.change = model::RunChange{run, ""};
  ASSERT_TRUE(until([&] { return !desk.change && desk.table->rows.empty(); }));
  EXPECT_FALSE(std::filesystem::exists(run));
}

}  // namespace
}  // namespace ganscope::shell
