#include "app/panels/explore/map/map_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/explore_panel.h"
#include "app/panels/explore/explore_tab.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::panels::map {
namespace {

using testing::ModelUnderTest;

constexpr int samples = 100, side = 10;  // a cell each, row after row

/// The Explore workspace with its Map tab open, and an engine that answers what the test says.
struct MapTest : ::testing::Test {
  MapTest() {
    for (const model::View& view : explore_views()) t.model.views.push_back(view);
    t.reduce(model::action::SwitchWorkspace{model::Workspace::explore});
    const auto tabs = explore_parts::all_tabs();
    const auto tab = std::ranges::find(tabs, std::string_view("map"), &explore_parts::ExploreTab::key);
    t.explore(model::explore_action::ShowTab{static_cast<int>(tab - tabs.begin())});
    t.pump();
    t.forget();
  }
  void act(const std::function<void(model::UiModel&)>& change) {
    t.explore(model::explore_action::UseTool{[change](model::UiModel& model, double) { change(model); }});
    t.pump();
  }
  [[nodiscard]] const Map& map() const { return model::tool_state<Map>(t.model); }
  [[nodiscard]] const Laid& laid() const { return *shown_map(t.model); }
  api::Answer begin_answer(const char* key) {
    api::Answer answer;
    answer.view = t.model.view(key);
    answer.id = t.asked(answer.view).back().id;
    answer.generation = 1;
    answer.step = 16;
    return answer;
  }
  void give(api::Answer answer) {
    t.session.set_answer(std::move(answer));
    t.pump();
  }
  /// Samples on the upper half of the grid have a first component of 2, the others of −2.
  void lay_out_hundred() {
    act(lay_out);
    api::Answer answer = begin_answer("map/layout");
    answer.count = samples;
    answer.vectors = {samples, ModelUnderTest::latent_dim, {}};
    api::Curve cells{"cells", {}, {}};
    for (int i = 0; i < samples; ++i) {
      const int column = i % side, row = i / side;
      cells.x.push_back(static_cast<float>(column));
      cells.y.push_back(static_cast<float>(row));
      answer.points.push_back(static_cast<float>(column) / side + (row < 5 ? 0.0F : 5.0F));
      answer.points.push_back(static_cast<float>(row) / side);
      answer.scores.push_back(row < 5 ? 0.75F : 0.25F);
      explore::Latent latent(ModelUnderTest::latent_dim, 0.1F * static_cast<float>(i % 7));
      latent[0] = row < 5 ? 2.0F : -2.0F;
      answer.vectors.values.insert(answer.vectors.values.end(), latent.begin(), latent.end());
    }
    answer.curves.push_back(std::move(cells));
    answer.table = {{"grid", "", {side}}, {"features", "learned", {}}};
    give(std::move(answer));
  }
  static std::vector<int> upper_half() {
    std::vector<int> half(samples / 2);
    std::iota(half.begin(), half.end(), 0);
    return half;
  }
  ModelUnderTest t;
};

TEST(MapLook, IsWhereThereIsMuchToSee) {
  Laid laid;
  laid.side = 10;
  laid.who.assign(100, -1);
  for (int i = 0; i < 9; ++i) laid.who[static_cast<size_t>(10 * (6 + i / 3) + 1 + i % 3)] = i;
  Look look;  // in the middle, where nobody is
  look.zoom = 10.0 / 3;
  const Look moved = fullest_look(laid, look);
  EXPECT_DOUBLE_EQ(moved.x, 0.25);
  EXPECT_DOUBLE_EQ(moved.y, 0.75);
  look.y = 0.75;
  look.x = 0.35;
  EXPECT_EQ(fullest_look(laid, look).x, 0.35) << "there is much to see here";
}

TEST_F(MapTest, IsLaidOutWithTheModelThatIsShownAndStaysWhileAnotherIsMade) {
  lay_out_hundred();
  ASSERT_NE(shown_map(t.model), nullptr);
  EXPECT_EQ(laid().step, 16);
  EXPECT_TRUE(laid().learned);
  EXPECT_EQ(laid().at(3, 4), 43);
  EXPECT_EQ(laid().at(-1, 4), -1);
  const auto shown = t.model.result(t.model.view("map/layout"));
  act(lay_out);
  api::Answer part = begin_answer("map/layout");
  part.complete = false;
  part.count = 2;
  part.points = {0, 0, 1, 1};
  part.progress = {"map: laying out", 1, 2};
  give(std::move(part));
  EXPECT_EQ(t.model.result(t.model.view("map/layout")), shown) << "its pictures stay";
  EXPECT_NEAR(share_done(map()), 0.75, 1e-9);
  ASSERT_TRUE(map().first != nullptr);
  act(cancel);
  EXPECT_EQ(laid().count, samples) << "a cancelled one loses nothing";
  EXPECT_EQ(map().laying.state, Work::State::idle);
}

TEST_F(MapTest, ThatFailsSaysWhy) {
  act(lay_out);
  api::Answer answer = begin_answer("map/layout");
  answer.failure = Failure{FailureKind::unsupported, "points need no map", "map", "look at them in Train"};
  give(std::move(answer));
  EXPECT_EQ(map().laying.state, Work::State::failed);
  EXPECT_EQ(map().laying.failure.what, "points need no map");
}

TEST_F(MapTest, ALassoTakesWhatItGoesRoundAndCanAddAndTakeAway) {
  lay_out_hundred();
  const std::vector<Place> corner{{0, 0}, {3, 0}, {3, 2}, {0, 2}};
  EXPECT_EQ(inside(laid(), corner), (std::vector<int>{0, 1, 2, 10, 11, 12}));
  EXPECT_TRUE(inside(laid(), {}).empty());
  EXPECT_TRUE(inside(laid(), {{0, 0}, {9, 9}}).empty()) << "a line has no inside";
  act([&](model::UiModel& model) { select(model, inside(laid(), corner), Take::instead, corner); });
  EXPECT_EQ(selection(t.model).members.size(), 6U);
  act([&](model::UiModel& model) { select(model, {99}, Take::add); });
  act([&](model::UiModel& model) { select(model, {0, 1}, Take::away); });
  EXPECT_EQ(selection(t.model).members, (std::vector<int>{2, 10, 11, 12, 99}));
  t.explore(model::explore_action::ExploreUndo{});
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(selection(t.model).members, inside(laid(), corner));
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_TRUE(selection(t.model).members.empty());
}

TEST_F(MapTest, AHeapEndsAtAGap) {
  lay_out_hundred();
  std::vector<int> heap = heap_of(laid(), 7);
  std::ranges::sort(heap);
  EXPECT_EQ(heap, upper_half());
}

TEST_F(MapTest, ADoubleClickTakesTheHeapAlsoBetweenItsPicturesAndEscapeLetsItGo) {
  lay_out_hundred();
  auto holey = std::make_shared<Laid>(laid());
  ASSERT_EQ(nearest_sample(*holey, {4.5, 4.5}, 0.2), 44);
  for (const int gone : {34, 43, 44, 45, 54}) {  // a hole in the middle of the grid
    holey->who[static_cast<size_t>(gone)] = -1;
    holey->row[static_cast<size_t>(gone)] = 0;
    holey->column[static_cast<size_t>(gone)] = 0;
  }
  EXPECT_EQ(nearest_sample(*holey, {4.6, 4.4}, 1), -1);
  EXPECT_EQ(nearest_sample(*holey, {4.7, 4.2}, 2), 35);
  act([&](model::UiModel& model) {
    Map changed = map();
    changed.laid = holey;
    model::set_tool_state(model, std::move(changed));
  });
  testing::PanelStage stage({1600, 900});
  const auto play = [&](const std::function<void()>& gesture) {
    stage.model = t.model;
    stage.show({"explore"}, 2);
    const auto before = stage.asked.size();
    gesture();
    for (const model::Action& action :
         std::vector(stage.asked.begin() + static_cast<std::ptrdiff_t>(before), stage.asked.end()))
      if (const auto* wanted = std::get_if<model::ExploreAction>(&action)) t.explore(*wanted);
  };
  play([&] { stage.double_click_at(stage.at("explore/map/enlarged", 0.49F, 0.2F)); });
  EXPECT_EQ(selection(t.model).members, upper_half());
  t.model.toasts.clear();
  play([&] { stage.press(ImGuiKey_Escape); });
  EXPECT_TRUE(selection(t.model).members.empty());
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(selection(t.model).members, upper_half());
}

TEST_F(MapTest, TakesASampleInHandByItsSeedUndoably) {
  lay_out_hundred();
  const explore::Latent before = t.model.explore.latent;
  act([](model::UiModel& model) { take_in_hand(model, 41, 0); });
  EXPECT_EQ(t.model.explore.latent, explore::latent_of_seed(42, ModelUnderTest::latent_dim));
  EXPECT_EQ(t.model.explore.origin, "seed 42");
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.explore.latent, before);
}

TEST_F(MapTest, SendsTheMeanIntoASlotInOneStepAndOntoThePath) {
  lay_out_hundred();
  act([](model::UiModel& model) { select(model, upper_half(), Take::instead); });
  const explore::Latent mean = means_of(laid(), selection(t.model)).selected;
  EXPECT_FLOAT_EQ(mean[0], 2);
  act([](model::UiModel& model) { send_to_slot(model, 1, 0); });
  act([](model::UiModel& model) { select(model, {60}, Take::instead); });
  act([](model::UiModel& model) { send_to_slot(model, 1, 0); });
  ASSERT_EQ(t.model.explore.slots[1].size(), 1U) << "the newer mean replaces the older";
  EXPECT_FLOAT_EQ(t.model.explore.slots[1][0].latent[0], -2);
  t.explore(model::explore_action::ExploreUndo{});
  ASSERT_EQ(t.model.explore.slots[1].size(), 1U);
  EXPECT_EQ(t.model.explore.slots[1][0].latent, mean);
  act([](model::UiModel& model) { send_to_path(model, true, 0); });
  EXPECT_FLOAT_EQ(t.model.explore.path_b.latent[0], -2);
}

TEST_F(MapTest, TheSelectionBecomesAKeyPictureAndAllOfItATable) {
  lay_out_hundred();
  act([](model::UiModel& model) { select(model, upper_half(), Take::instead); });
  const size_t keys = t.model.explore.path_keys();
  act([](model::UiModel& model) { send_to_key(model); });
  ASSERT_EQ(t.model.explore.path_keys(), keys + 1);
  EXPECT_FLOAT_EQ(t.model.explore.path_key(1).latent[0], 2);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.explore.path_keys(), keys);
  const std::string table = table_text(map(), selection(t.model));
  EXPECT_EQ(std::ranges::count(table, '\n'), samples + 1);
  EXPECT_TRUE(table.starts_with("seed,selected,x,y,column,row,score,class,z0,z1"));
  EXPECT_NE(table.find("\n1,1,0,0,0,0,0.75,,2,"), std::string::npos) << table.substr(0, 200);
  EXPECT_NE(table.find("\n100,0,"), std::string::npos);
}

TEST_F(MapTest, MakesADirectionFromTheRestToTheSelectionAndSaysHowWellItSeparates) {
  lay_out_hundred();
  act([](model::UiModel& model) { select(model, upper_half(), Take::instead); });
  EXPECT_EQ(separation(laid(), selection(t.model)), 100);
  act([](model::UiModel& model) { keep_as_direction(model, "hat"); });
  const auto& rows = model::tool_state<directions::Directions>(t.model).rows;
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].kind, directions::Kind::own);
  EXPECT_EQ(rows[0].name, "hat");
  EXPECT_NEAR(explore::norm(rows[0].along), 1, 1e-6);
  EXPECT_GT(rows[0].along[0], 0.99F);
  EXPECT_EQ(t.model.explore.kept.size(), 1U) << "the pad offers it";
  act([](model::UiModel& model) { select(model, {1, 2, 3}, Take::instead); });
  act([](model::UiModel& model) { keep_as_direction(model, "few"); });
  EXPECT_EQ(model::tool_state<directions::Directions>(t.model).rows.size(), 1U) << "of three nothing is made";
}

TEST_F(MapTest, SaysWhatTheSelectionShares) {
  lay_out_hundred();
  api::Answer judged = begin_answer("map/judged");
  EXPECT_EQ(t.asked(judged.view).back().settings.integer("step"), 16) << "of the map's weights";
  judged.table = {{"hat", "no\nyes", {0.99}}, {"hair", "blond\nred\nblack", {0.98}}};
  judged.vectors = {samples, 5, {}};
  for (int i = 0; i < samples; ++i) {
    const float hat = i < samples / 2 ? 1 : 0;
    judged.vectors.values.insert(judged.vectors.values.end(), {1 - hat, hat, 1, 0, 0});
  }
  give(std::move(judged));
  act([](model::UiModel& model) { select(model, upper_half(), Take::instead); });
  const std::vector<Shared> shared = shared_by(map(), selection(t.model));
  ASSERT_EQ(shared.size(), 4U);
  EXPECT_EQ(shared[0].name, "hat");
  EXPECT_EQ(shared[0].here, 100);
  EXPECT_EQ(shared[0].elsewhere, 0);
  EXPECT_EQ(shared[1].name, "hair: blond");
}

TEST_F(MapTest, IsDrawnInEveryStateAndTakesALassoFromTheMouse) {
  testing::PanelStage stage({1600, 900});
  stage.model = t.model;
  stage.show({"explore"}, 2);
  stage.click("explore/map/lay_out");
  EXPECT_TRUE(stage.has("explore/map/lay_out"));
  lay_out_hundred();
  stage.model = t.model;
  stage.show({"explore"}, 2);
  for (const char* item : {"explore/map/overview", "explore/map/enlarged", "explore/map/colour",
                           "explore/map/mode", "explore/map/zoom", "explore/map/samples", "explore/map/keep"})
    EXPECT_TRUE(stage.has(item)) << item;
  const auto before = stage.asked.size();
  stage.drag(stage.at("explore/map/enlarged", 0.2F, 0.2F), stage.at("explore/map/enlarged", 0.7F, 0.8F));
  ASSERT_GT(stage.asked.size(), before) << "the line of the lasso";
  for (const model::Action& action :
       std::vector(stage.asked.begin() + static_cast<std::ptrdiff_t>(before), stage.asked.end()))
    if (const auto* wanted = std::get_if<model::ExploreAction>(&action)) t.explore(*wanted);
}

}  // namespace
}  // namespace ganscope::panels::map
