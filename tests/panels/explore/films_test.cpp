// Films in Explore: what plays them, and bookmarks that go with them.
#include <gtest/gtest.h>

#include "app/model/bookmarks.h"
#include "app/model/reduce.h"
#include "app/model/reduce_explore.h"
#include "app/panels/explore/explore_panel.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {
namespace {

struct FilmsInExplore : ::testing::Test {
  FilmsInExplore() : run(api::Phase::ready, 1000, ShownRun::Kind::films) {
    run.settle();
    run.model.workspace = model::Workspace::explore;
    model::take_fixed_latent(run.model, 18);
    ++run.model.touched;
    run.settle();
    show();
  }
  void show() {
    stage.model = run.model;
    stage.show({"explore"}, 2);
  }
  ShownRun run;
  PanelStage stage;
};

TEST_F(FilmsInExplore, AButtonOverThePictureAndAKeyStopThem) {
  ASSERT_TRUE(run.model.film_clock.playing);
  stage.click("explore/play_films");
  stage.frames(1);
  model::reduce(run.model, run.session, stage.asked, 0);
  EXPECT_FALSE(run.model.film_clock.playing);
  const auto key = panels::key_action(panels::explore_panels(), run.model, "k");
  ASSERT_TRUE(key);
  ASSERT_TRUE(std::holds_alternative<model::action::PlayFilms>(*key));
  EXPECT_TRUE(std::get<model::action::PlayFilms>(*key).playing);
}

TEST_F(FilmsInExplore, ABookmarkKeepsEveryFrame) {
  model::add_bookmark(run.model, "one", 0);
  run.settle();
  const auto& list = model::bookmarks(run.model);
  ASSERT_EQ(list.size(), 1U);
  ASSERT_NE(list[0].bookmark.drawn, nullptr);
  EXPECT_EQ(list[0].bookmark.drawn->film.width, 8 * 32);
  const auto &shown = run.model.result(model::view::bookmarks),
             &hand = run.model.result(model::view::picture);
  ASSERT_NE(shown, nullptr);
  ASSERT_NE(hand, nullptr);
  EXPECT_EQ(shown->values, hand->values) << "the same film, byte by byte";
}

TEST(PicturesInExplore, HaveNothingToPlay) {
  ShownRun run(api::Phase::ready);
  run.settle();
  run.model.workspace = model::Workspace::explore;
  model::take_fixed_latent(run.model, 18);
  PanelStage stage;
  stage.model = run.model;
  stage.show({"explore"}, 2);
  EXPECT_FALSE(stage.has("explore/play_films"));
  EXPECT_FALSE(panels::key_action(panels::explore_panels(), run.model, "k"));
}

}  // namespace
}  // namespace ganscope::testing
