#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "app/model/asks.h"
#include "app/model/path_keys.h"
#include "app/model/reduce_explore.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;
using Pace = ExploreState::PathPace;

struct OnAPath : ModelUnderTest {
  OnAPath() {
    reduce(action::SwitchWorkspace{Workspace::explore});
    pump();
  }
  ExploreState& state() { return model.explore; }
  /// As a panel asks for it.
  void change(const std::function<void(UiModel&)>& what) {
    explore(explore_action::UseTool{[&](UiModel& changed, double) { what(changed); }});
  }
  void add(int fixed, double at) {
    change([&](UiModel& m) { add_path_key(m, {m.fixed_latent(fixed), "latent"}, at, api::Space::z); });
  }
  [[nodiscard]] std::vector<explore::Latent> keys() {
    std::vector<explore::Latent> all;
    for (size_t i = 0; i < state().path_keys(); ++i) all.push_back(state().path_key(i).latent);
    return all;
  }
  /// The explorer says how much the pictures change in equal pieces.
  void answer_length(std::vector<float> steps) {
    pump();
    const auto requests = asked(view::path_length);
    ASSERT_FALSE(requests.empty());
    api::Answer answer = pictures(view::path_length, requests.back().id, 0, [](int) { return uint8_t{0}; });
    answer.curves = {{"steps", {}, std::move(steps)}};
    answer.table = {{"features", "", {12.5, 99, 0.02}}};
    session.set_answer(std::move(answer));
    pump();
  }
};

TEST(PathKeys, OfTwoThePathIsBitwiseWhatItAlwaysWas) {
  OnAPath t;
  for (int i = 0; i < 9; ++i)
    EXPECT_EQ(t.state().on_path(i / 8.0),
              explore::slerp(t.state().path_a.latent, t.state().path_b.latent, i / 8.0));
  const auto ask = wanted_ask(t.model, view::path);
  ASSERT_TRUE(ask);
  ASSERT_EQ(ask->latents.size(), 9U * ModelUnderTest::latent_dim) << "frames and nothing else";
  for (int i = 0; i < 9; ++i) {
    const explore::Latent place = t.state().on_path(i / 8.0);
    EXPECT_TRUE(
        std::equal(place.begin(), place.end(), ask->latents.begin() + i * ModelUnderTest::latent_dim));
  }
}

TEST(PathKeys, AreAddedMovedSwappedAndRemovedEachUndoneByOneStep) {
  OnAPath t;
  std::vector<std::vector<explore::Latent>> seen{t.keys()};
  const auto did = [&](auto&& change) {
    change();
    EXPECT_NE(t.keys(), seen.back());
    seen.push_back(t.keys());
  };
  did([&] { t.add(20, 0.5); });
  did([&] { t.add(21, 0.75); });
  did([&] { t.change([&](UiModel& m) { move_path_key(m, 1, 0.9); }); });
  EXPECT_EQ(t.state().path_key(2).latent, t.model.fixed_latent(20)) << "it went past the other";
  did([&] { t.change([&](UiModel& m) { swap_path_keys(m, 0, 3); }); });
  did([&] { t.change([&](UiModel& m) { remove_path_key(m, 0); }); });
  EXPECT_EQ(t.state().path_keys(), 3U) << "the neighbour of an end takes its place";
  for (size_t i = seen.size() - 1; i-- > 0;) {
    t.explore(explore_action::ExploreUndo{});
    EXPECT_EQ(t.keys(), seen[i]);
  }
  for (size_t i = 1; i < seen.size(); ++i) t.explore(explore_action::ExploreRedo{});
  EXPECT_EQ(t.keys(), seen.back());
}

TEST(PathKeys, StandWhereTheyWereAdded) {
  OnAPath t;
  t.add(20, 0.25);
  EXPECT_NEAR(t.state().path().times()[1], 0.25, 1e-12);
  EXPECT_EQ(t.state().on_path(t.state().path().times()[1]), t.model.fixed_latent(20));
  t.add(21, 0.6);
  EXPECT_NEAR(t.state().path().times()[1], 0.25, 1e-12) << "another one leaves it alone";
  t.change([&](UiModel& m) { move_path_key(m, 1, 0.4); });
  EXPECT_NEAR(t.state().path().times()[1], 0.4, 1e-9);
  EXPECT_NEAR(t.state().path().times()[2], 0.6, 1e-9);
  t.change([&](UiModel& m) { space_path_evenly(m); });
  EXPECT_NEAR(t.state().path().times()[1], 1.0 / 3, 1e-12);
}

TEST(PathKeys, AreAtMostTwelveAndAtLeastTwo) {
  OnAPath t;
  for (int i = 0; i < 20; ++i) t.add(i, 0.05 * i);
  EXPECT_EQ(t.state().path_keys(), ExploreState::most_path_keys);
  for (int i = 0; i < 20; ++i) t.change([&](UiModel& m) { remove_path_key(m, 1); });
  EXPECT_EQ(t.state().path_keys(), 2U);
}

TEST(PathKeys, AreDrawnAfterTheFrames) {
  OnAPath t;
  t.add(20, 0.3);
  t.forget();
  t.pump();
  const auto requests = t.asked(view::path);
  ASSERT_FALSE(requests.empty());
  const size_t rows = requests.back().latents.size() / ModelUnderTest::latent_dim;
  EXPECT_EQ(rows, static_cast<size_t>(t.state().path_frames) + 3);
  const auto at = requests.back().latents.begin() + t.state().row_of_key(1) * ModelUnderTest::latent_dim;
  EXPECT_TRUE(std::equal(at, at + ModelUnderTest::latent_dim, t.model.fixed_latent(20).begin()));
}

TEST(PathKeys, AreJoinedByAnOpenCurveThatUndoTakesBack) {
  OnAPath t;
  t.add(20, 0.5);
  const explore::Latent arc = t.state().on_path(0.2);
  const uint64_t before = t.state().path_fingerprint();
  t.explore(explore_action::SetPathMode{true, false, true});
  EXPECT_NE(t.state().on_path(0.2), arc);
  EXPECT_NE(t.state().path_fingerprint(), before);
  EXPECT_EQ(t.state().on_path(0.5), t.model.fixed_latent(20));
  t.explore(explore_action::ExploreUndo{});
  EXPECT_EQ(t.state().on_path(0.2), arc);
}

TEST(TheWholeFilm, IsDrawnAtEveryMomentThatIsKeptAndThenSaved) {
  OnAPath t;
  std::vector<int64_t> steps;
  for (int64_t step = 0; step < 100; ++step) steps.push_back(10 * step);
  t.session.set_history({1, steps});
  t.pump();
  EXPECT_LT(t.asked(view::film).back().moments.size(), 50U) << "the film that is shown is shorter";
  EXPECT_TRUE(t.asked(view::whole_film).empty());
  t.reduce(action::ExportPictures{view::film, ExportOrder::Kind::gif});
  t.pump();
  ASSERT_EQ(t.asked(view::whole_film).size(), 1U);
  EXPECT_EQ(t.asked(view::whole_film)[0].moments, steps);
  api::Answer film = ModelUnderTest::pictures(view::whole_film, t.asked(view::whole_film)[0].id, 100,
                                              [](int i) { return static_cast<uint8_t>(i); });
  t.session.set_answer(film);
  t.pump();
  ASSERT_NE(t.model.export_order.drawn, nullptr);
  EXPECT_EQ(t.model.export_order.count, 100);
  EXPECT_EQ(t.model.export_order.file.extension(), ".gif");
  t.reduce(action::ExportPictures{view::film, ExportOrder::Kind::gif});
  t.pump();
  EXPECT_EQ(t.asked(view::whole_film).size(), 2U) << "once more, if one wants it again";
  t.reduce(action::CancelExport{});
  t.pump();
  EXPECT_TRUE(t.asked(view::whole_film).back().tool.empty()) << "given up";
}

TEST(PathKeys, ALoopPlaysRoundAndRound) {
  OnAPath t;
  t.add(20, 0.5);
  t.explore(explore_action::SetPathMode{true, true});
  t.change([&](UiModel& m) { set_path_speed(m, 2); });
  t.explore(explore_action::PlayPath{true});
  t.now_s = 0.25 * path_seconds;
  t.pump();
  EXPECT_NEAR(t.state().path_t, 0.5, 1e-9) << "at twice the speed";
  t.now_s = 0.6 * path_seconds;
  t.pump();
  EXPECT_NEAR(t.state().path_t, 0.2, 1e-9) << "from its end on at its begin";
}

TEST(PathKeys, ThePathToTheEyeFollowsWhatWasMeasured) {
  OnAPath t;
  t.change([&](UiModel& m) { set_path_pace(m, Pace::seen); });
  EXPECT_EQ(t.state().path_time(0.3), 0.3) << "nothing is known yet";
  t.answer_length({1, 1, 6, 1, 1});
  ASSERT_TRUE(t.state().path_measured());
  EXPECT_NEAR(t.state().path_time(0.1), 0.2, 1e-9);
  EXPECT_NEAR(t.state().path_shown(0.2), 0.1, 1e-9);
  EXPECT_EQ(t.state().path_steps.length, 12.5);
  EXPECT_GT(t.state().path_steps.latent_length, 0);
  t.add(20, 0.5);
  EXPECT_FALSE(t.state().path_measured()) << "of another path";
  EXPECT_EQ(t.state().path_time(0.3), 0.3);
  t.explore(explore_action::ExploreUndo{});
  EXPECT_TRUE(t.state().path_measured());
}

TEST(PathKeys, KeepTheirClassesAndMixThemOnTheWay) {
  ExploreState state;
  state.path_a = {explore::latent_of_seed(1, 4), "", {1, 0, 0}};
  state.path_b = {explore::latent_of_seed(2, 4), "", {0, 0, 1}};
  EXPECT_EQ(state.shares_on_path(0), (std::vector<float>{1, 0, 0}));
  EXPECT_EQ(state.shares_on_path(0.25), (std::vector<float>{0.75F, 0, 0.25F}));
  EXPECT_EQ(state.shares_on_path(1), (std::vector<float>{0, 0, 1}));
  state.path_b.shares.clear();
  EXPECT_TRUE(state.shares_on_path(0.5).empty()) << "the class in hand";
}

TEST(ClassesInHand, AreOneTwoOrAnyMixture) {
  ExploreState state;
  state.label = 1;
  EXPECT_EQ(state.class_shares(3), (std::vector<float>{0, 1, 0}));
  state.blend_to = 2;
  state.blend = 0.25;
  EXPECT_TRUE(state.blended());
  EXPECT_EQ(state.class_shares(3), (std::vector<float>{0, 0.75F, 0.25F}));
  state.take_classes({0.25F, 0.5F, 0.25F});
  EXPECT_EQ(state.class_shares(3), (std::vector<float>{0.25F, 0.5F, 0.25F}));
  state.take_classes({0, 0.125F, 0.875F});
  EXPECT_EQ(state.label, 1) << "the one that was there stays the first";
  EXPECT_EQ(state.blend_to, 2);
  EXPECT_EQ(state.blend, 0.875);
  state.take_classes({0, 0, 1});
  EXPECT_EQ(state.label, 2);
  EXPECT_FALSE(state.blended());
}

}  // namespace
}  // namespace ganscope::model
