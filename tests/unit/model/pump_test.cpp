#include "app/model/pump.h"

#include <gtest/gtest.h>

#include "app/model/asks.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;

TEST(Pump, AsksForTheGridAndTheFilmOnceAndNotAgainWhileNothingChanges) {
  ModelUnderTest t;
  ASSERT_EQ(t.asked(view::grid).size(), 1u);
  EXPECT_EQ(t.asked(view::grid)[0].latents.size(), 64u * ModelUnderTest::latent_dim);
  EXPECT_TRUE(t.asked(view::grid)[0].follow);
  ASSERT_EQ(t.asked(view::film).size(), 1u);
  EXPECT_EQ(t.asked(view::film)[0].moments.front(), 0);
  EXPECT_EQ(t.asked(view::film)[0].moments.back(), 16);
  t.forget();
  EXPECT_FALSE(t.pump());
  EXPECT_TRUE(t.session.asks.empty());
}

TEST(Pump, TheGridShowsTheFixedLatentsOfTheExperimentsSeed) {
  ModelUnderTest t;
  const api::Ask grid = t.asked(view::grid).at(0);
  const explore::Latent third = explore::fixed_latent(1, 2, ModelUnderTest::latent_dim);
  const auto from = grid.latents.begin() + 2 * ModelUnderTest::latent_dim;
  EXPECT_TRUE(std::equal(third.begin(), third.end(), from));
}

TEST(Pump, AHiddenWorkspaceAsksForNothing) {
  ModelUnderTest t;
  EXPECT_TRUE(t.asked(view::picture).empty());
  EXPECT_TRUE(t.asked(view::pad).empty());
}

TEST(Pump, ExploreAsksForItsPicturesAndStopsFollowingWhenItIsLeft) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  ASSERT_EQ(t.asked(view::picture).size(), 1u);
  EXPECT_TRUE(t.asked(view::picture)[0].follow);
  // The background, then the one place where one has been.
  EXPECT_EQ(t.asked(view::pad).at(0).latents.size(), (25u + 1u) * ModelUnderTest::latent_dim);
  t.forget();
  t.reduce(action::SwitchWorkspace{Workspace::train});
  t.pump();
  ASSERT_EQ(t.asked(view::picture).size(), 1u);
  EXPECT_FALSE(t.asked(view::picture)[0].follow);
  t.forget();
  t.pump();
  EXPECT_TRUE(t.asked(view::picture).empty());
}

TEST(Pump, IdsOfASlotGrow) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  t.explore(explore_action::MovePad{0.5, 0.5, false});
  t.pump();
  const auto asked = t.asked(view::picture);
  ASSERT_EQ(asked.size(), 2u);
  EXPECT_GT(asked[1].id, asked[0].id);
}

TEST(Pump, ResultsOfAnOlderGenerationAreDropped) {
  ModelUnderTest t;
  auto result = ModelUnderTest::pictures(view::grid, 1, 1, [](int) { return uint8_t{1}; });
  result.generation = 0;
  t.session.set_answer(result);
  t.pump();
  EXPECT_EQ(t.model.result(view::grid), nullptr);
  result.generation = 1;
  t.session.set_answer(result);
  EXPECT_TRUE(t.pump());
  EXPECT_NE(t.model.result(view::grid), nullptr);
}

TEST(Pump, ARewindCutsTheCurvesAndBringsTheMomentBackToNow) {
  ModelUnderTest t;
  api::SeriesTable table;
  table.generation = 1;
  table.series.resize(1);
  t.session.set_series(table);
  t.session.add_metrics({{1, 1, 0, {0.5f}}, {1, 2, 0, {0.5f}}, {1, 3, 0, {0.5f}}});
  t.pump();
  ASSERT_EQ(t.model.series.size(), 3u);
  t.reduce(action::SetMoment{1});
  api::Status status = t.session.current_status();
  status.generation = 2;
  status.step = 1;
  t.session.set_status(status);
  t.session.add_metrics({{1, 4, 0, {0.5f}}, {2, 2, 0, {0.7f}}});
  t.pump();
  EXPECT_EQ(t.model.series.size(), 2u);
  EXPECT_EQ(t.model.moment, api::now);
}

TEST(Pump, RowsThatOvertakeTheStatusAreNotLost) {
  ModelUnderTest t;
  api::SeriesTable table;
  table.generation = 1;
  table.series.resize(1);
  t.session.set_series(table);
  t.session.add_metrics({{1, 1, 0, {0.5f}}, {1, 2, 0, {0.5f}}});
  t.pump();
  t.session.add_metrics({{2, 2, 0, {0.7f}}, {2, 3, 0, {0.7f}}});
  t.pump();
  EXPECT_EQ(t.model.series.size(), 3u);
  EXPECT_FLOAT_EQ(t.model.series.raw(0)[1], 0.7f);
}

TEST(Pump, ANoticeBecomesOneToast) {
  ModelUnderTest t;
  api::Status status = t.session.current_status();
  status.notice = {1, false, "Saved", ""};
  t.session.set_status(status);
  t.pump();
  status.step = 2;
  t.session.set_status(status);
  t.pump();
  ASSERT_EQ(t.model.toasts.size(), 1u);
  EXPECT_EQ(t.model.toasts[0].text, "Saved");
}

TEST(Pump, WhatWasMadeOfTheUsersFilesIsToldOnceForEachDataSet) {
  ModelUnderTest t;
  api::Status status = t.session.current_status();
  status.data.skipped = 3;
  status.data.remarks = {"test/, train/ are parts of one data set, and train/ is used."};
  t.session.set_status(status);
  t.pump();
  status.run = "another";  // the same data with another rate
  ++status.generation;
  t.session.set_status(status);
  t.pump();
  ASSERT_EQ(t.model.toasts.size(), 1u);
  EXPECT_EQ(t.model.toasts[0].text, "3 files are not used");
  EXPECT_EQ(t.model.toasts[0].hint, status.data.remarks[0]);
  EXPECT_FALSE(t.model.toasts[0].error);
  status.data.skipped = 1;
  status.data.remarks.clear();
  t.session.set_status(status);
  t.pump();
  ASSERT_EQ(t.model.toasts.size(), 2u);
  EXPECT_EQ(t.model.toasts[1].text, "One file is not used");
  status.data.skipped = 0;
  status.data.remarks = {"first", "second"};
  t.session.set_status(status);
  t.pump();
  ASSERT_EQ(t.model.toasts.size(), 3u);
  EXPECT_EQ(t.model.toasts[2].text, "first");
  EXPECT_EQ(t.model.toasts[2].hint, "The experiment's card says more.");
}

TEST(Pump, ToastsGoAfterAWhileAndErrorsStay) {
  ModelUnderTest t;
  t.reduce(action::AddToast{false, "a", "", "", ""});
  t.reduce(action::AddToast{true, "b", "", "", ""});
  EXPECT_DOUBLE_EQ(seconds_until_due(t.model, 1), toast_seconds - 1);
  t.now_s = toast_seconds;
  EXPECT_TRUE(t.pump());
  ASSERT_EQ(t.model.toasts.size(), 1u);
  EXPECT_TRUE(t.model.toasts[0].error);
}

TEST(Pump, WhileItTrainsTheFilmIsAskedForAtMostOnceASecondButAtOnceForAnotherLatent) {
  ModelUnderTest t;
  api::Status status = t.session.current_status();
  status.phase = api::Phase::running;
  t.session.set_status(status);
  t.now_s = 10;
  t.session.set_history({1, {0, 1, 2, 4, 8, 16, 32}});
  t.pump();
  t.forget();
  t.now_s = 10.5;
  t.session.set_history({1, {0, 1, 2, 4, 8, 16, 32, 64}});
  t.pump();
  EXPECT_TRUE(t.asked(view::film).empty());
  t.reduce(action::SelectLatent{5, false});
  t.pump();
  EXPECT_EQ(t.asked(view::film).size(), 1u);
  t.forget();
  t.now_s = 12;
  t.session.set_history({1, {0, 1, 2, 4, 8, 16, 32, 64, 128}});
  t.pump();
  EXPECT_EQ(t.asked(view::film).size(), 1u);
}

TEST(Pump, LongWorkIsTimedFromWhenItWasFirstSeenAndAnotherAnew) {
  ModelUnderTest t;
  api::Status status = t.session.current_status();
  const auto report = [&](std::optional<Progress> progress, double now_s) {
    status.progress = std::move(progress);
    t.session.set_status(status);
    t.now_s = now_s;
    t.pump();
  };
  report(Progress{"Reading pictures", 100, 1000}, 10);
  report(Progress{"Reading pictures", 300, 1000}, 12);
  EXPECT_EQ(t.model.long_work.done_then, 100);
  EXPECT_DOUBLE_EQ(t.model.long_work.since_s, 10);
  report(Progress{"Drawing faces", 5, 20}, 13);
  EXPECT_EQ(t.model.long_work.done_then, 5);
  EXPECT_DOUBLE_EQ(t.model.long_work.since_s, 13);
  report({}, 14);
  EXPECT_TRUE(t.model.long_work.what.empty());
}

TEST(Pump, PointDataShowManyLatentsWithTheFixedOnesFirst) {
  ModelUnderTest t(true);
  const auto grid = t.asked(view::grid).at(0);
  EXPECT_EQ(grid.latents.size(), static_cast<size_t>(point_latents) * ModelUnderTest::latent_dim);
  const explore::Latent first = t.model.fixed_latent(0);
  EXPECT_TRUE(std::equal(first.begin(), first.end(), grid.latents.begin()));
}

TEST(Pump, AMomentOfThePastIsAskedForInEverySlotAndNotFollowed) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  t.forget();
  t.reduce(action::SetMoment{4});
  t.pump();
  for (const auto view : {view::picture, view::ring, view::pad, view::path}) {
    ASSERT_EQ(t.asked(view).size(), 1u);
    EXPECT_EQ(t.asked(view)[0].moment, 4);
    EXPECT_FALSE(t.asked(view)[0].follow);
  }
}

TEST(FilmMoments, AreSpreadEvenlyOverTheStepsWithBothEnds) {
  std::vector<int64_t> steps;
  for (int64_t i = 0; i <= 100; ++i) steps.push_back(i);
  EXPECT_EQ(film_moments(steps, 5), (std::vector<int64_t>{0, 25, 50, 75, 100}));
  EXPECT_EQ(film_moments({0, 1, 100}, 5), (std::vector<int64_t>{0, 1, 100}));
  EXPECT_EQ(film_moments({0}, 5), (std::vector<int64_t>{0}));
}

}  // namespace
}  // namespace ganscope::model
