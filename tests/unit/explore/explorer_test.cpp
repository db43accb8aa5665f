#include "core/explore/explorer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "core/image/png_io.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_replica.h"
#include "tests/support/fake_stepper.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::explore {
namespace {

using testing::eventually;

/// Views as an interface may number them.
namespace view {
enum : api::View { picture, ring, path, dimensions, pad, arithmetic, card, grid, film, mapping };
}  // namespace view

/// Plays the interface and the trainer around a real explorer thread.
class ExplorerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    explorer_ =
        std::make_unique<Explorer>(ExplorerOptions{}, testing::fake_replica_factory(script_), train_, ports_);
  }
  void TearDown() override { script_->hold = false; }

  static train::SnapshotPointer snapshot(int64_t step) {
    testing::FakeState state;
    state.step = step;
    return std::make_shared<testing::FakeSnapshot>(state);
  }
  void configure(uint64_t generation = 1) {
    api::DataInfo data;
    data.key = "toy";
    subject_ =
        std::make_shared<train::Subject>(train::Subject{testing::fake_experiment(), data, 4, generation});
    generation_ = generation;
  }
  void publish_weights(int64_t step) {
    train_.weights.publish(train::Weights{generation_, subject_, snapshot(step)});
    train_.explorer_bell.ring();
  }
  void publish_history(const std::vector<int64_t>& steps) {
    train::History history;
    history.generation = generation_;
    for (const int64_t step : steps) history.moments.push_back({snapshot(step), 0});
    train_.history.publish(std::move(history));
    train_.explorer_bell.ring();
  }
  uint64_t request(api::View view, const std::vector<float>& firsts, bool follow = false,
                   int64_t moment = api::now, std::vector<int64_t> moments = {}) {
    api::Ask request;
    request.view = view;
    if (view == view::picture || view == view::ring) request.urgency = api::Urgency::hand;
    request.scored = view == view::picture || view == view::grid || view == view::arithmetic;
    if (!moments.empty()) request.tool = "film";
    request.id = ++id_;
    request.generation = generation_;
    request.moment = moment;
    request.moments = std::move(moments);
    request.follow = follow;
    for (const float first : firsts) request.latents.insert(request.latents.end(), {first, 0, 0, 0});
    ports_.asks[view].post(std::move(request));
    EXPECT_TRUE(eventually([&] { return ports_.asks[view].flush(); }));
    train_.explorer_bell.ring();
    return id_;
  }
  std::shared_ptr<const api::Answer> result(api::View view) { return ports_.answers[view].get(); }
  /// Waits for the whole answer to that request.
  std::shared_ptr<const api::Answer> answer(api::View view, uint64_t id) {
    EXPECT_TRUE(eventually([&] { return result(view) && result(view)->id == id && result(view)->complete; }));
    return result(view);
  }

  std::shared_ptr<testing::FakeReplicaScript> script_ = std::make_shared<testing::FakeReplicaScript>();
  std::atomic<int> wakes_{0};
  train::Ports train_{[this] { ++wakes_; }};
  ExplorePorts ports_;
  std::shared_ptr<const train::Subject> subject_;
  uint64_t generation_ = 1, id_ = 0;
  std::unique_ptr<Explorer> explorer_;
};

TEST_F(ExplorerTest, ARequestIsDrawnThroughTheNewestWeights) {
  configure();
  publish_weights(7);
  const auto drawn = answer(view::picture, request(view::picture, {2}));
  EXPECT_EQ(drawn->step, 7);
  EXPECT_EQ(drawn->count, 1);
  EXPECT_EQ(drawn->generation, 1U);
  EXPECT_EQ(drawn->pixels[0], 148);
  EXPECT_EQ(drawn->pixels.size(), 4U * 4 * 4);
  EXPECT_EQ(drawn->scores.size(), 1U);
  EXPECT_TRUE(eventually([&] { return wakes_ > 0; }));
}

TEST_F(ExplorerTest, DJudgesOnlyWhereItsWordIsShown) {
  configure();
  publish_weights(7);
  EXPECT_EQ(answer(view::grid, request(view::grid, {1, 2}))->scores.size(), 2U);
  EXPECT_TRUE(answer(view::ring, request(view::ring, {1, 2}))->scores.empty());
  EXPECT_TRUE(answer(view::pad, request(view::pad, {1, 2}))->scores.empty());
}

TEST_F(ExplorerTest, ARequestThatCameBeforeTheWeightsWaitsForThem) {
  configure();
  const uint64_t id = request(view::picture, {1});
  publish_weights(0);
  EXPECT_EQ(answer(view::picture, id)->step, 0);
}

TEST_F(ExplorerTest, OnlyTheNewestRequestOfADragIsDrawn) {
  configure();
  publish_weights(1);
  script_->hold = true;
  request(view::picture, {1});
  ASSERT_TRUE(eventually([&] { return script_->calls == 1; }));
  uint64_t last = 0;
  for (int i = 0; i < 50; ++i) last = request(view::picture, {static_cast<float>(i) / 10});
  script_->hold = false;
  answer(view::picture, last);
  EXPECT_EQ(script_->calls, 2) << "the one that was under way, and the newest";
}

TEST_F(ExplorerTest, TheMoreUrgentSlotIsDrawnFirst) {
  configure();
  publish_weights(1);
  publish_history({0});
  script_->hold = true;
  request(view::film, {0}, false, api::now, {api::now});
  ASSERT_TRUE(eventually([&] { return script_->calls == 1; }));
  const uint64_t grid = request(view::grid, {3});
  const uint64_t ring = request(view::ring, {2});
  const uint64_t picture = request(view::picture, {1});
  script_->hold = false;
  answer(view::grid, grid);
  answer(view::ring, ring);
  answer(view::picture, picture);
  EXPECT_EQ(script_->drawn(), (std::vector<float>{0, 1, 2, 3}));
}

TEST_F(ExplorerTest, ALargeGridIsDrawnInPiecesSoThatADragGetsInBetween) {
  configure();
  publish_weights(1);
  script_->piece_us = 1000;
  std::vector<float> many(400, 5.0F);
  const uint64_t grid = request(view::grid, many);
  ASSERT_TRUE(eventually([&] { return script_->latents > 0; }));
  answer(view::picture, request(view::picture, {9}));
  const auto drawn = script_->drawn();
  const auto place = std::ranges::find(drawn, 9.0F) - drawn.begin();
  EXPECT_LT(place, 300) << "the picture came in between";
  const auto whole = answer(view::grid, grid);
  EXPECT_EQ(whole->count, 400);
  EXPECT_EQ(whole->pixels.size(), 400U * 64);
}

TEST_F(ExplorerTest, AFollowedRequestIsDrawnAgainWithNewerWeightsByItself) {
  configure();
  train_.running = true;
  publish_weights(1);
  const uint64_t id = request(view::picture, {1}, true);
  answer(view::picture, id);
  ASSERT_TRUE(eventually([&] { return train_.weights_wanted.load(); }))
      << "it asks the trainer for newer ones";
  publish_weights(2);
  EXPECT_TRUE(eventually([&] { return result(view::picture)->step == 2; }));
  publish_weights(3);
  EXPECT_TRUE(eventually([&] { return result(view::picture)->step == 3; }));
  EXPECT_EQ(result(view::picture)->id, id);
}

TEST_F(ExplorerTest, WhatTheHandMovesIsDrawnWithOldWeightsRatherThanLate) {
  configure();
  train_.running = true;
  publish_weights(1);
  answer(view::picture, request(view::picture, {1}, true));
  // No newer weights ever come: the hand gets its pictures all the same, one after the other.
  for (const float value : {2.0F, 3.0F, 4.0F}) {
    const auto drawn = answer(view::picture, request(view::picture, {value}, true));
    EXPECT_EQ(drawn->step, 1);
  }
}

TEST_F(ExplorerTest, NobodyLooksNobodyAsksForWeights) {
  configure();
  train_.running = true;
  publish_weights(1);
  answer(view::picture, request(view::picture, {1}, false));
  train_.weights_wanted = false;
  publish_weights(2);
  publish_history({0, 1});
  answer(view::arithmetic, request(view::arithmetic, {1}, false, 1));  // a round trip
  EXPECT_FALSE(train_.weights_wanted);
}

TEST_F(ExplorerTest, AMomentOfTheHistoryIsDrawnThroughItsWeights) {
  configure();
  publish_weights(100);
  publish_history({0, 10, 50});
  EXPECT_EQ(answer(view::grid, request(view::grid, {1, 2}, false, 12))->step, 10);
  EXPECT_EQ(answer(view::grid, request(view::grid, {1, 2}, false, 0))->step, 0);
}

TEST_F(ExplorerTest, AFilmIsDrawnFrameByFrameAndItsFramesAreRemembered) {
  configure();
  publish_weights(100);
  publish_history({0, 10, 50});
  const std::vector<int64_t> moments{0, 10, 50, api::now};
  const auto film = answer(view::film, request(view::film, {1}, false, api::now, moments));
  EXPECT_EQ(film->count, 4);
  EXPECT_EQ(film->steps, (std::vector<int64_t>{0, 10, 50, 100}));
  EXPECT_EQ(film->pixels[64 * 2 + 1], 50);
  const int64_t calls = script_->calls;
  answer(view::film, request(view::film, {1}, false, api::now, moments));
  EXPECT_EQ(script_->calls, calls);
  answer(view::film, request(view::film, {2}, false, api::now, moments));
  EXPECT_EQ(script_->calls, calls + 4);
}

TEST_F(ExplorerTest, ALongFilmIsShownWhileItIsBeingMade) {
  configure();
  publish_weights(100);
  std::vector<int64_t> steps;
  for (int64_t i = 0; i < 60; ++i) steps.push_back(i);
  publish_history(steps);
  script_->piece_us = 5000;
  const uint64_t id = request(view::film, {1}, false, api::now, steps);
  EXPECT_TRUE(eventually([&] {
    const auto partial = result(view::film);
    return partial && !partial->complete && partial->count > 0 && partial->count < 60;
  }));
  const auto whole = answer(view::film, id);
  EXPECT_EQ(whole->count, 60);
  EXPECT_EQ(whole->steps, steps);
}

TEST_F(ExplorerTest, AFilmWithALatentAMomentTakesThemInTurn) {
  configure();
  publish_weights(9);
  publish_history({0, 5});
  const auto film = answer(view::film, request(view::film, {1, 2}, false, api::now, {0, 5}));
  EXPECT_EQ(film->pixels[0], 138);
  EXPECT_EQ(film->pixels[64], 148);
}

TEST_F(ExplorerTest, AnExceptionIsLoggedOnceAndTheThreadGoesOn) {
  configure();
  publish_weights(1);
  script_->throwing = true;
  request(view::picture, {1});
  ASSERT_TRUE(eventually([&] { return script_->calls >= 1; }));
  request(view::picture, {2});
  ASSERT_TRUE(eventually([&] { return script_->calls >= 2; }));
  script_->throwing = false;
  answer(view::picture, request(view::picture, {3}));
  std::vector<LogLine> lines;
  train_.log.drain(lines);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].level, LogLevel::error);
}

TEST_F(ExplorerTest, RequestsOfAnOldModelAreDroppedAndANewModelGetsItsReplica) {
  configure(1);
  publish_weights(1);
  answer(view::picture, request(view::picture, {1}));
  configure(2);
  publish_weights(0);
  generation_ = 1;
  const uint64_t old = request(view::ring, {4});
  generation_ = 2;
  answer(view::picture, request(view::picture, {2}));
  EXPECT_EQ(script_->built, 2);
  EXPECT_EQ(result(view::ring), nullptr) << old;
}

TEST_F(ExplorerTest, AfterAResetRequestsOfTheSameModelAreDrawnWithTheNewGeneration) {
  configure(1);
  publish_weights(10);
  const uint64_t id = request(view::grid, {1}, true);
  answer(view::grid, id);
  generation_ = 2;  // the same subject: only the weights went back
  publish_weights(0);
  EXPECT_TRUE(eventually([&] { return result(view::grid)->generation == 2; }));
  EXPECT_EQ(result(view::grid)->step, 0);
  EXPECT_EQ(script_->built, 1);
}

TEST_F(ExplorerTest, AnEmptyRequestIsIgnored) {
  configure();
  publish_weights(1);
  request(view::picture, {});
  answer(view::ring, request(view::ring, {1}));
  EXPECT_EQ(result(view::picture), nullptr);
}

TEST_F(ExplorerTest, TheSampleSheetIsDrawnEvenWhenTheProgramIsClosed) {
  const testing::TemporaryFolder folder;
  configure();
  publish_weights(3);
  answer(view::picture, request(view::picture, {1}));
  const auto file = folder.path() / "step-000000003.png";
  train_.sample_orders.push({{1, subject_, snapshot(3)}, file});
  explorer_.reset();
  const auto picture = image::read_png(file);
  ASSERT_TRUE(picture) << describe(picture.error());
  EXPECT_GT(picture->width, 8 * 4);
  EXPECT_EQ(picture->width, picture->height);
}

TEST_F(ExplorerTest, DrawsFromWWhenTheLatentsAreInW) {
  configure();
  publish_weights(3);
  api::Ask in_w;
  in_w.view = view::picture;
  in_w.id = 7;
  in_w.generation = 1;
  in_w.latents = {2, 0, 0, 0};
  in_w.space = api::Space::w;
  in_w.truncation = 0.5;
  auto& mailbox = ports_.asks[view::picture];
  mailbox.post(std::move(in_w));
  ASSERT_TRUE(eventually([&] { return mailbox.flush(); }));
  train_.explorer_bell.ring();
  answer(view::picture, 7);
  EXPECT_EQ(script_->mapped_pictures.load(), 1);
  EXPECT_DOUBLE_EQ(script_->truncation.load(), 0.5);
}

TEST_F(ExplorerTest, TellsTheWOfEveryLatentWhenAsked) {
  configure();
  publish_weights(3);
  api::Ask mapping;
  mapping.view = view::mapping;
  mapping.tool = "map";
  mapping.id = 9;
  mapping.generation = 1;
  mapping.latents = {2, 0, 0, 0, 5, 0, 0, 0};
  auto& mailbox = ports_.asks[view::mapping];
  mailbox.post(std::move(mapping));
  ASSERT_TRUE(eventually([&] { return mailbox.flush(); }));
  train_.explorer_bell.ring();
  EXPECT_EQ(answer(view::mapping, 9)->vectors.values, (std::vector<float>{3, 1, 1, 1, 6, 1, 1, 1}));
  EXPECT_EQ(script_->mapped_pictures.load(), 0);
}

}  // namespace
}  // namespace ganscope::explore
