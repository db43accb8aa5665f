// Train and Compare of models that make pictures of pictures.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/model/pump.h"
#include "app/model/reduce.h"
#include "app/model/translation.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/translating_run.h"

namespace ganscope::testing {
namespace {

struct TriplesPanel : ::testing::Test {
  explicit TriplesPanel(bool paired = true) {
    make_translating(run, paired);
    run.settle();
    show();
  }
  void show() {
    stage.model = run.model;
    stage.show({"samples"}, 2);
  }
  void carry_out() {
    model::reduce(run.model, run.session, stage.asked, 0);
    stage.asked.clear();
    run.settle();
    show();
  }
  /// The newest action of a kind that is asked of Compare.
  template <class A>
  [[nodiscard]] const A* compared() const {
    for (const model::Action& action : stage.asked)
      if (const auto* compare = std::get_if<model::CompareAction>(&action))
        if (const A* wanted = std::get_if<A>(compare)) return wanted;
    return nullptr;
  }
  ShownRun run{api::Phase::ready};
  PanelStage stage;
};

TEST_F(TriplesPanel, HeldOutInputsStandAboveWhatBecomesOfThem) {
  const auto& drawn = run.model.result(model::view::grid);
  ASSERT_NE(drawn, nullptr);
  EXPECT_EQ(drawn->count, 24);
  ASSERT_TRUE(stage.has("train/triple/0/7"));
  const ui::ItemMap::Item& column = stage.item("train/triple/0/7");
  EXPECT_EQ(column.max.x - column.min.x, 64) << "32 pixels twice";
  EXPECT_EQ(column.max.y - column.min.y, 3 * 64 + 2 * 2) << "input, output, truth";
  EXPECT_DOUBLE_EQ(std::get<double>(column.value), *model::off_truth(run.model, drawn.get(), 7, 0, 7));
  EXPECT_FALSE(stage.has("train/sample/0"));
  EXPECT_FALSE(stage.has("train/real"));
  EXPECT_TRUE(stage.has("train/large/output"));
  EXPECT_TRUE(stage.has("train/large/truth"));
}

TEST_F(TriplesPanel, AColumnIsShownLargeAndItsFilmIsAsked) {
  stage.click("train/triple/0/5");
  model::reduce(run.model, run.session, stage.asked, 0);
  stage.asked.clear();
  run.session.asks.clear();
  model::pump(run.model, run.session, 0);
  EXPECT_EQ(model::shown_triple(run.model), 5);
  const auto film = std::ranges::find_if(run.session.asks,
                                         [](const api::Ask& ask) { return ask.view == model::view::film; });
  ASSERT_NE(film, run.session.asks.end());
  EXPECT_EQ(film->tool, "translate");
  EXPECT_EQ(film->pictures, model::held_out_input(run.model, 0, 5));
  run.settle();
  show();
  EXPECT_DOUBLE_EQ(std::get<double>(stage.item("train/large/output").value),
                   *model::off_truth(run.model, run.model.result(model::view::grid).get(), 5, 0, 5));
}

TEST_F(TriplesPanel, AMomentOfTheHistoryIsDrawnOfTheSameInputs) {
  run.model.moment = run.model.history->steps[1];
  ++run.model.touched;
  run.session.asks.clear();
  model::pump(run.model, run.session, 0);
  const auto grid = std::ranges::find_if(run.session.asks,
                                         [](const api::Ask& ask) { return ask.view == model::view::grid; });
  ASSERT_NE(grid, run.session.asks.end());
  EXPECT_EQ(grid->moment, run.model.history->steps[1]);
  EXPECT_EQ(grid->pictures.size(), 24U * 32 * 32);
  EXPECT_TRUE(grid->scored);
}

TEST_F(TriplesPanel, L1OnlyLetsDRestAndWithDBringsItsWeightBack) {
  stage.click("train/ways/l1");
  const auto* tuned = stage.last<model::action::TuneOption>();
  ASSERT_NE(tuned, nullptr);
  EXPECT_EQ(tuned->key, "adversarial_weight");
  EXPECT_EQ(tuned->value, 0);
  carry_out();
  EXPECT_EQ(model::way_of(run.model), model::Way::l1_only) << "shown before the trainer has done it";
  stage.click("train/ways/with_d");
  ASSERT_NE(stage.last<model::action::TuneOption>(), nullptr);
  EXPECT_EQ(stage.last<model::action::TuneOption>()->value, 1);
}

TEST_F(TriplesPanel, SideBySideIsAComparisonOfOneChange) {
  stage.click("train/ways/both");
  const auto* change = compared<model::action::ChangeOne>();
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(change->key, "adversarial_weight");
  EXPECT_EQ(change->value, "0");
  ASSERT_NE(stage.last<model::action::ShowScene>(), nullptr);
  EXPECT_EQ(stage.last<model::action::ShowScene>()->to, model::Workspace::compare);
}

TEST_F(TriplesPanel, CompareShowsOutputsOfTheSameInputsInBothHalves) {
  run.model.workspace = model::Workspace::compare;
  model::compare_moments(run.model);
  ++run.model.touched;
  run.settle();
  stage.model = run.model;
  stage.show({"compare"}, 2);
  ASSERT_TRUE(stage.has("compare/a/output/3"));
  ASSERT_TRUE(stage.has("compare/b/output/3"));
  stage.click("compare/b/output/3");
  model::reduce(run.model, run.session, stage.asked, 0);
  EXPECT_EQ(model::shown_triple(run.model), 3);
  EXPECT_NE(std::get<std::string>(stage.item("compare/a/triple").value).find("off the truth"),
            std::string::npos);
}

struct Unpaired : TriplesPanel {
  Unpaired() : TriplesPanel(false) {}
};

TEST_F(Unpaired, WithoutTruthThereAreInputOutputAndMaskAndBothDirections) {
  EXPECT_TRUE(stage.has("train/large/input"));
  EXPECT_FALSE(stage.has("train/large/truth"));
  EXPECT_FALSE(stage.has("train/ways")) << "it cannot do without D";
  const ui::ItemMap::Item& column = stage.item("train/triple/0/0");
  EXPECT_EQ(column.max.y - column.min.y, 3 * 64 + 2 * 2) << "input, output, mask";
  stage.click("train/direction/1");
  carry_out();
  EXPECT_TRUE(stage.has("train/triple/1/0"));
  EXPECT_FALSE(stage.has("train/triple/0/0"));
}

}  // namespace
}  // namespace ganscope::testing
