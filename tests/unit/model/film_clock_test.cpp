#include "app/model/film_clock.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/model/film_export.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;

/// A run whose samples are films of four frames of 2×2 pixels.
struct FilmsUnderTest : ModelUnderTest {
  FilmsUnderTest() {
    auto status = std::make_shared<api::Status>(*model.status);
    status->data.form = Form::films;
    status->data.channels = 4;
    model.status = status;
  }
  /// Lets `seconds` go by; the frames that were shown.
  std::vector<int> play_films(double seconds) {
    std::vector<int> shown{model.film_clock.frame};
    for (const double end = now_s + seconds; now_s < end; now_s += 0.01) {
      advance_films(model, now_s);
      if (model.film_clock.frame != shown.back()) shown.push_back(model.film_clock.frame);
    }
    return shown;
  }
};

/// Film n: pixel i in frame t has the level 100 n + 10 i + t.
std::shared_ptr<api::Answer> numbered_films(int count) {
  auto films = std::make_shared<api::Answer>();
  films->generation = 1;
  films->count = count;
  films->width = films->height = 2;
  for (int n = 0; n < count; ++n)
    for (int i = 0; i < 4; ++i)
      for (int t = 0; t < 4; ++t) films->values.push_back(static_cast<uint8_t>(100 * n + 10 * i + t));
  films->pixels.resize(static_cast<size_t>(count) * 16);
  return films;
}

TEST(MorphClock, LinesAreGoneThroughFromTheFirstWhileTheyAreSeen) {
  ModelUnderTest t;
  auto status = std::make_shared<api::Status>(*t.model.status);
  status->data.form = Form::tokens;
  t.model.status = status;
  EXPECT_LT(films_due_s(t.model), 0) << "not before somebody asks for it";
  t.model.morph_clock.line = 5;
  t.reduce(action::PlayMorph{true});
  EXPECT_EQ(t.model.morph_clock.line, 0);
  for (t.now_s = 1; t.now_s < 3.1; t.now_s += 0.01) advance_films(t.model, t.now_s);
  EXPECT_EQ(t.model.morph_clock.line, 3) << "three lines in two seconds";
  EXPECT_GT(films_due_s(t.model), 3);
  t.model.workspace = Workspace::explore;
  EXPECT_LT(films_due_s(t.model), 0) << "nobody sees it";
}

TEST(FilmClock, FilmsPlayOverAndOverEightFramesASecond) {
  FilmsUnderTest t;
  t.now_s = 5;
  EXPECT_EQ(t.play_films(0.8), (std::vector<int>{0, 1, 2, 3, 0, 1, 2}));
}

TEST(FilmClock, PicturesStandStillAndNothingIsDueForThem) {
  ModelUnderTest t;
  for (t.now_s = 0; t.now_s < 2; t.now_s += 0.05) EXPECT_FALSE(advance_films(t.model, t.now_s));
  EXPECT_EQ(t.model.film_clock.frame, 0);
  EXPECT_LT(films_due_s(t.model), 0);
}

TEST(FilmClock, TheyStopGoOnAndShowAFrameThatIsChosen) {
  FilmsUnderTest t;
  t.reduce(action::PlayFilms{false});
  EXPECT_EQ(t.play_films(1), (std::vector<int>{0}));
  EXPECT_LT(films_due_s(t.model), 0);
  t.reduce(action::ShowFrame{2});
  EXPECT_EQ(t.model.film_clock.frame, 2);
  EXPECT_FALSE(t.model.film_clock.playing);
  t.reduce(action::ShowFrame{-1});
  EXPECT_EQ(t.model.film_clock.frame, 3) << "before the first comes the last";
  t.reduce(action::PlayFilms{true});
  EXPECT_EQ(t.play_films(0.3), (std::vector<int>{3, 0, 1}));
}

TEST(FilmExport, AFilmItsFramesOneAfterAnotherAndAWalk) {
  const auto films = numbered_films(2);
  const auto one = frames_of_film(*films, 4, 1, 2);
  ASSERT_EQ(one->count, 8);
  ASSERT_EQ(one->pixels.size(), 8U * 16);
  EXPECT_EQ(one->pixels[0], 100);
  EXPECT_EQ(one->pixels[3], 255) << "opaque";
  EXPECT_EQ(one->pixels[16], 101) << "the next frame";
  EXPECT_EQ(one->pixels[4 * 16], 100) << "again from the first";
  const auto walk = walking_film(*films, 4);
  ASSERT_EQ(walk->count, 2);
  EXPECT_EQ(walk->pixels[0], 0) << "the first film's first frame";
  EXPECT_EQ(walk->pixels[16], 101) << "the second's second";
}

TEST(FilmExport, AGridPlaysAsOne) {
  const auto films = numbered_films(2);
  const auto grid = frames_of_grid(*films, 4, 2, 1);
  EXPECT_EQ(grid->width, 4);
  EXPECT_EQ(grid->height, 2);
  EXPECT_EQ(grid->count, 4);
  ASSERT_EQ(grid->pixels.size(), 4U * 4 * 2 * 4);
  EXPECT_EQ(grid->pixels[0], 0);
  EXPECT_EQ(grid->pixels[8], 100) << "the second film beside the first";
  EXPECT_EQ(grid->pixels[16], 20) << "the second row";
  EXPECT_EQ(grid->pixels[32], 1) << "the second frame";
}

TEST(FilmExport, IsOrderedForTheShell) {
  FilmsUnderTest t;
  auto status = std::make_shared<api::Status>(*t.model.status);
  status->folder = ::testing::TempDir();
  t.model.status = status;
  t.model.results[static_cast<size_t>(view::grid)] = numbered_films(2);
  t.reduce(action::ExportFilms{1, ExportOrder::Kind::mp4});
  ASSERT_NE(t.model.export_order.drawn, nullptr);
  EXPECT_EQ(t.model.export_order.count, 16) << "four times over: a player stops at the end";
  EXPECT_EQ(t.model.export_order.frames_per_s, FilmClock::frames_per_s);
  EXPECT_EQ(t.model.export_order.file.extension(), ".mp4");
  const uint64_t before = t.model.export_order.id;
  t.reduce(action::ExportFilms{7, ExportOrder::Kind::gif});
  EXPECT_EQ(t.model.export_order.id, before) << "there is no such film";
}

}  // namespace
}  // namespace ganscope::model
