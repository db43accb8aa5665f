#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/panels/diagnosis/diagnosis_panel.h"
#include "app/panels/plots/plot_choice.h"
#include "app/panels/plots/plots_layout.h"
#include "app/panels/plots/plots_panel.h"
#include "app/panels/samples/samples_panel.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/number_line.h"
#include "app/ui/widgets/plot_scale.h"
#include "tests/panels/train_view/stage.h"

namespace ganscope {
namespace {

using testing::HasSubstr;
namespace action = model::action;

// The middle and the right column inside their padding, at 1600×900 and at 1280×720.
const ImVec2 wide_middle{782, 724}, compact_middle{783, 568}, wide_right{450, 724}, compact_right{433, 568};

void add_pictures(model::UiModel& model, int count = 64) {
  auto result = std::make_shared<api::RenderResult>();
  result->slot = api::Slot::grid;
  result->generation = 1;
  result->count = count;
  result->width = result->height = 32;
  for (int i = 0; i < count; ++i) result->scores.push_back(0.01F * static_cast<float>(i));
  model.results[static_cast<size_t>(api::Slot::grid)] = result;
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 64;
  preview->width = preview->height = 32;
  model.preview = preview;
}

struct Samples : testing::Test {
  Samples() : stage(wide_middle, panels::samples_panels()) {
    fill_run(stage.model, 100);
    add_pictures(stage.model);
    stage.frame();
  }
  Stage stage;
};

struct Plots : testing::Test {
  Plots() : stage(wide_right, panels::plots_panels()) {
    fill_run(stage.model, 1000);
    add_rows(stage.model, 1, 1000);
    stage.frame();
    stage.frame();
  }
  [[nodiscard]] model::PlotView view(const std::string& plot) { return stage.model.plots[plot]; }
  Stage stage;
};

TEST_F(Samples, AWideWindowShowsFortyEightLatents) {
  EXPECT_NE(stage.items.find("train/sample/47"), nullptr);
  EXPECT_EQ(stage.items.find("train/sample/48"), nullptr);
  const auto* cell = stage.items.find("train/sample/0");
  EXPECT_EQ(cell->max.x - cell->min.x, 96) << "32 pixels three times";
}

TEST(SamplesCompact, ASmallWindowShowsForty) {
  Stage stage(compact_middle, panels::samples_panels());
  stage.compact = true;
  fill_run(stage.model, 100);
  add_pictures(stage.model);
  stage.frame();
  EXPECT_NE(stage.items.find("train/sample/39"), nullptr);
  EXPECT_EQ(stage.items.find("train/sample/40"), nullptr);
  stage.click(stage.centre("train/experiment"));
  ASSERT_NE(stage.last<action::ShowSheet>(), nullptr);
  EXPECT_EQ(stage.last<action::ShowSheet>()->key, "experiment");
}

TEST_F(Samples, AClickSelectsTheLatentEverywhere) {
  stage.click(stage.centre("train/sample/18"));
  ASSERT_NE(stage.last<action::SelectLatent>(), nullptr);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 18);
  EXPECT_FALSE(stage.last<action::SelectLatent>()->open_in_explore);
}

TEST_F(Samples, ADoubleClickOpensItInExplore) {
  stage.click(stage.centre("train/sample/7"));
  stage.click(stage.centre("train/sample/7"));
  bool opened = false;
  for (const model::Action& asked : stage.asked) {
    const auto* select = std::get_if<action::SelectLatent>(&asked);
    opened = opened || (select && select->open_in_explore && select->index == 7);
  }
  EXPECT_TRUE(opened);
}

TEST_F(Samples, ArrowsAndEnterWorkInTheGridThatHasTheKeyboard) {
  const auto press_key = [&](ImGuiKey_ key) {
    ui::compat::feed_key(ImGui::GetIO(), static_cast<ui::compat::Key>(key), true);
    stage.frame();
    ui::compat::feed_key(ImGui::GetIO(), static_cast<ui::compat::Key>(key), false);
    stage.frame();
  };
  stage.click(stage.centre("train/sample/9"));
  press_key(ImGuiKey_RightArrow);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 10);
  press_key(ImGuiKey_DownArrow);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 18) << "eight columns in this window";
  press_key(ImGuiKey_Enter);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 18);
  EXPECT_TRUE(stage.last<action::SelectLatent>()->open_in_explore);
}

TEST_F(Samples, HoveringIsToldAndTakenBack) {
  stage.move(stage.centre("train/sample/3"));
  EXPECT_EQ(stage.model.hovered_latent, 3);
  stage.move({2, 2});
  EXPECT_EQ(stage.model.hovered_latent, -1);
}

TEST_F(Samples, ADragDoesNotSelect) {
  stage.drag(stage.centre("train/sample/3"), stage.centre("train/sample/12"));
  EXPECT_EQ(stage.last<action::SelectLatent>(), nullptr);
}

TEST_F(Samples, TheScoreOfDStandsInTheItemMap) {
  const auto* cell = stage.items.find("train/sample/20");
  ASSERT_NE(cell, nullptr);
  EXPECT_NEAR(std::get<double>(cell->value), 0.2, 1e-6);
}

TEST_F(Samples, AnOldMomentIsAlwaysSaid) {
  EXPECT_EQ(stage.items.find("train/moment"), nullptr);
  stage.model.moment = 1250;
  stage.frame();
  EXPECT_EQ(stage.text_of("train/moment"), "step 1,250");
}

TEST_F(Samples, BeforeTheFirstPictureOneButtonStartsTraining) {
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->phase = api::Phase::ready;
  status->step = 0;
  stage.model.status = status;
  stage.model.results = {};
  stage.frame();
  stage.click(stage.centre("train/start"));
  ASSERT_NE(stage.last<action::Post>(), nullptr);
  EXPECT_TRUE(std::holds_alternative<api::Train>(stage.last<action::Post>()->command));
}

TEST(SamplesOfPoints, AClickOnADotSelectsItsLatent) {
  Stage stage(wide_middle, panels::samples_panels());
  fill_run(stage.model, 10);
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->data.points = true;
  stage.model.status = status;
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 2;
  preview->points = {-1, -1, 1, 1};
  stage.model.preview = preview;
  auto result = std::make_shared<api::RenderResult>();
  result->count = 3;
  result->points = {0, 0, 0.5F, 0.5F, -0.5F, 0.25F};
  stage.model.results[static_cast<size_t>(api::Slot::grid)] = result;
  stage.frame();
  stage.click(stage.centre("train/sample/1"));
  ASSERT_NE(stage.last<action::SelectLatent>(), nullptr);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 1);
}

/// Numbers of one dimension: p_data even on [−1, 1], five generated ones.
void show_numbers(model::UiModel& model) {
  fill_run(model, 10);
  auto status = std::make_shared<api::Status>(*model.status);
  status->data.points = true;
  status->data.dimensions = 1;
  model.status = status;
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 2;
  preview->dimensions = 1;
  preview->points = {-1, 0, 1, 0};
  preview->density = {-2, 2, {0, 0.5F, 0.5F, 0}};
  model.preview = preview;
  auto result = std::make_shared<api::RenderResult>();
  result->count = 5;
  result->points = {-1, 0, 0, 0, 1, 0, 0.1F, 0, 50, 0};
  model.results[static_cast<size_t>(api::Slot::grid)] = result;
}

TEST(SamplesOfNumbers, LatentsLieOnTheAxisByTheirValueAndAClickSelectsOne) {
  Stage stage(wide_middle, panels::samples_panels());
  show_numbers(stage.model);
  stage.frame();
  const ImVec2 low = stage.centre("train/sample/0"), middle = stage.centre("train/sample/1"),
               high = stage.centre("train/sample/2");
  EXPECT_NEAR(middle.x - low.x, high.x - middle.x, 0.01F);
  EXPECT_GT(high.x, low.x + 100);
  EXPECT_EQ(low.y, high.y);
  stage.click(high);
  ASSERT_NE(stage.last<action::SelectLatent>(), nullptr);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 2);
}

TEST(SamplesOfNumbers, TheViewDependsOnTheDataAlone) {
  api::DataPreview data;
  data.dimensions = 1;
  data.density = {-3, 5, {0, 0.2F, 0.4F, 0.1F}};
  const ui::NumberView view = ui::number_view(data);
  EXPECT_EQ(view.low, -3);
  EXPECT_EQ(view.high, 5);
  EXPECT_NEAR(view.top, 0.6, 1e-6) << "half as much again as the highest density";
  EXPECT_GT(ui::number_view({}).top, 0) << "an unknown density still makes a scale";
}

TEST(GridLayout, FactorsAreWholeUntilTheyWouldHaveToBeBelowTwo) {
  for (const int edge : {16, 28, 32, 48, 64, 128}) {
    for (float width = 300; width < 2400; width += 87) {
      const ui::GridLayout layout = ui::grid_layout({width, 0.75F * width}, edge, edge, 2, 40, 64);
      ASSERT_GT(layout.count, 0) << edge << " " << width;
      ASSERT_LE(layout.count, 64);
      ASSERT_LE(layout.width(), width + 0.01F);
      if (layout.cell_width >= 2 * static_cast<float>(edge)) {
        ASSERT_EQ(std::fmod(layout.cell_width, static_cast<float>(edge)), 0);
      }
      ASSERT_GE(layout.count, 40) << edge << " " << width;
    }
  }
}

TEST_F(Plots, TheTallColumnShowsThreeAndSaysWhatElseThereIs) {
  EXPECT_NE(stage.items.find("plot/loss"), nullptr);
  EXPECT_NE(stage.items.find("plot/gradient"), nullptr);
  for (const auto& [name, item] : stage.items.all()) {
    if (name == "plot/loss" || name == "plot/belief") {
      EXPECT_GE(item.max.y - item.min.y, 110) << name;
    }
  }
}

TEST(PlotsCompact, TwoShowAndALineNamesTheOthers) {
  Stage stage(compact_right, panels::plots_panels());
  stage.compact = true;
  fill_run(stage.model, 10);
  add_rows(stage.model, 1, 10);
  stage.frame();
  EXPECT_EQ(stage.items.find("plot/gradient"), nullptr);
  EXPECT_EQ(stage.text_of("plot/more"), "Gradient norm, steps per second: 2 more plots below");
  stage.click(stage.centre("plot/more"));
  stage.frame();
  EXPECT_NE(stage.items.find("plot/speed"), nullptr);
  EXPECT_EQ(stage.text_of("plot/more"), "Loss, what D believes: 2 more plots above");
}

TEST_F(Plots, TheListTicksWhatIsShown) {
  stage.click(stage.centre("plot/choose"));
  stage.frame();
  ASSERT_NE(stage.items.find("plot/choose/gradient"), nullptr);
  stage.model.preferences.hidden_plots = {"gradient"};
  stage.frame();
  stage.frame();
  EXPECT_EQ(stage.items.find("plot/gradient"), nullptr);
  EXPECT_NE(stage.items.find("plot/speed"), nullptr);
}

TEST(PlotChoice, NeverHidesEveryPlot) {
  api::SeriesTable table;
  table.plots.resize(2);
  table.plots[0].key = "loss";
  table.plots[1].key = "speed";
  const std::vector<panels::plots::Shown> all{{&table.plots[0], nullptr}, {&table.plots[1], nullptr}};
  EXPECT_EQ(panels::plots::chosen_plots(all, {"loss"}).size(), 1U);
  EXPECT_EQ(panels::plots::chosen_plots(all, {"loss", "speed"}).size(), 2U);
}

TEST(Mapping, PutsValuesWhereTheirScaleDoes) {
  for (const bool logarithmic : {false, true}) {
    const ui::Scale scale{.low = 0.5, .high = 200, .logarithmic = logarithmic, .from = 300, .to = 100};
    const ui::Mapping mapping(scale);
    for (const double value : {0.5, 0.7, 3.0, 42.0, 200.0})
      EXPECT_NEAR(mapping(value), scale.at(value), 1e-3F) << value;
    EXPECT_FLOAT_EQ(mapping.near(1e30), logarithmic ? mapping.near(1e29) : -800);
  }
}

TEST(PlotsLayout, NoPlateIsLowerThan110PxHoweverManyPlotsThereAre) {
  for (float height = 200; height < 1400; height += 13) {
    for (int count = 1; count <= 9; ++count) {
      const auto layout = panels::plots::lay_out(height, count, 3, false);
      for (const auto& row : layout.rows) {
        ASSERT_GE(row.plate_bottom - row.plate_top, 110) << height << " " << count;
      }
    }
  }
}

TEST_F(Plots, ADragPansAllPlotsAndNewDataDoNotMoveThem) {
  const ImVec2 from = stage.centre("plot/loss");
  stage.drag(from, {from.x - 60, from.y});
  EXPECT_FALSE(view("loss").fitted_x);
  EXPECT_TRUE(view("loss").fitted_y) << "a level drag leaves the values fitted";
  EXPECT_GT(view("loss").x_min, 50);
  EXPECT_EQ(view("belief").x_min, view("loss").x_min) << "step axes are linked";
  const model::PlotView before = view("loss");
  add_rows(stage.model, 1001, 5000);
  stage.frame();
  EXPECT_EQ(view("loss").x_min, before.x_min);
  EXPECT_EQ(view("loss").x_max, before.x_max);
}

TEST_F(Plots, TheWheelZoomsAtTheCursor) {
  const ImVec2 at = stage.centre("plot/loss");
  stage.wheel(at, 1);
  const model::PlotView zoomed = view("loss");
  ASSERT_FALSE(zoomed.fitted_x);
  EXPECT_LT(zoomed.x_max - zoomed.x_min, 1000);
  stage.move({at.x + 1, at.y});
  stage.move(at);
  const double under = stage.model.crosshair_step;
  stage.wheel(at, 2);
  stage.move({at.x + 1, at.y});
  stage.move(at);
  // The same step stays under the cursor, to the row: a pixel is about three steps here.
  EXPECT_NEAR(stage.model.crosshair_step, under, 3);
}

TEST_F(Plots, ADoubleClickFitsEverythingAgain) {
  const ImVec2 at = stage.centre("plot/loss");
  stage.wheel(at, 3);
  ASSERT_FALSE(view("loss").fitted_x);
  stage.click(at);
  stage.click(at);
  EXPECT_TRUE(view("loss").fitted_x);
  EXPECT_TRUE(view("belief").fitted_x);
}

TEST_F(Plots, ARightDragZoomsIntoTheBox) {
  const ImVec2 at = stage.centre("plot/belief");
  stage.drag({at.x - 60, at.y - 20}, {at.x + 20, at.y + 20}, 1);
  const model::PlotView zoomed = view("belief");
  EXPECT_FALSE(zoomed.fitted_x);
  EXPECT_FALSE(zoomed.fitted_y);
  EXPECT_GT(zoomed.y_min, 0);
  EXPECT_LT(zoomed.y_max, 1);
  EXPECT_LT(zoomed.x_max - zoomed.x_min, 400);
  EXPECT_TRUE(view("loss").fitted_y) << "only the steps are linked";
}

TEST_F(Plots, TheCrosshairIsSetWhileHoveredAndTakenAwayAfterwards) {
  stage.move(stage.centre("plot/belief"));
  EXPECT_GT(stage.model.crosshair_step, 0);
  stage.move({2, 2});
  EXPECT_EQ(stage.model.crosshair_step, -1);
  stage.model.crosshair_step = 40;  // set by the scrubber
  stage.frame();
  EXPECT_EQ(stage.model.crosshair_step, 40) << "not ours to take away";
}

TEST_F(Plots, KeysZoomFitAndChangeTheAxisOfTheFocusedPlot) {
  stage.click(stage.centre("plot/loss"));
  stage.type('+');
  EXPECT_FALSE(view("loss").fitted_x);
  stage.type('l');
  EXPECT_TRUE(view("loss").logarithmic_y);
  EXPECT_FALSE(view("belief").logarithmic_y);
  stage.type('f');
  EXPECT_TRUE(view("loss").fitted_x);
}

TEST_F(Plots, TheMenuExportsTheCurves) {
  stage.click(stage.centre("plot/loss/more"));
  stage.frame();
  stage.click(stage.centre("plot/loss/csv"));
  ASSERT_NE(stage.last<action::ExportPlot>(), nullptr);
  EXPECT_EQ(stage.last<action::ExportPlot>()->plot, "loss");
  EXPECT_TRUE(stage.last<action::ExportPlot>()->csv);
}

TEST_F(Plots, ValuesAtTheLinesEndsCanBeRead) {
  EXPECT_EQ(stage.text_of("plot/belief"), "real 0.65, fake 0.34");
}

TEST_F(Plots, AMarkOfAChangeByHandIsDrawn) {
  stage.frame();
  const int before = ImGui::GetDrawData()->TotalVtxCount;
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->events.push_back({500, "lr_d", "D rate 0.0010 → 0.0005", 1e-3, 5e-4});
  stage.model.status = status;
  stage.frame();
  EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, before);
}

TEST_F(Plots, AMillionPointsCostNoMoreVerticesThanAScreenful) {
  add_rows(stage.model, 1001, 20'000);
  stage.frame();
  const int screenful = ImGui::GetDrawData()->TotalVtxCount;
  add_rows(stage.model, 20'001, 1'000'000);
  stage.frame();
  EXPECT_LT(ImGui::GetDrawData()->TotalVtxCount, screenful * 11 / 10);
}

TEST(PlotScale, TicksAreRoundFiveAtMostAndInside) {
  Random random(3);
  for (int trial = 0; trial < 2000; ++trial) {
    ui::Scale scale;
    scale.logarithmic = trial % 2 == 0;
    scale.low = scale.logarithmic ? std::pow(10.0, random.uniform(-6, 4)) : random.uniform(-1000, 1000);
    scale.high = scale.low + std::pow(10.0, random.uniform(-3, 6));
    const ui::Ticks ticks = ui::nice_ticks(scale, 5);
    ASSERT_LE(ticks.count, 5);
    for (int i = 0; i < ticks.count; ++i) {
      const double slack = 1e-5 * (scale.high - scale.low);
      ASSERT_GE(ticks.values[static_cast<size_t>(i)], scale.low - slack);
      ASSERT_LE(ticks.values[static_cast<size_t>(i)], scale.high + slack);
    }
  }
}

TEST(PlotScale, NumbersOfADivergedRunStillFitTheGutters) {
  EXPECT_EQ(ui::value_text(2.8e11), "2.8e11");
  EXPECT_EQ(ui::tick_text(1e6, -1), "1e6");
  EXPECT_EQ(ui::tick_text(1e-4, -1), "1e-4");
  EXPECT_EQ(ui::tick_text(4e11, 0), "4e11");
  EXPECT_EQ(ui::tick_text(20000, 0), "20,000") << "steps stay whole numbers";
}

TEST(PlotScale, PixelsAndValuesAreInverse) {
  for (const bool logarithmic : {false, true}) {
    const ui::Scale scale{0.5, 200, logarithmic, false, 400, 100};
    for (float pixel = 100; pixel <= 400; pixel += 7)
      EXPECT_NEAR(scale.at(scale.value_at(pixel)), pixel, 0.01);
  }
}

TEST(Diagnosis, TellsTheRunsNumbersAndClaimsNothing) {
  model::UiModel model;
  fill_run(model, 1000);
  add_rows(model, 1, 1000);
  const panels::Diagnosis diagnosis = panels::diagnose(model, ui::Strings());
  EXPECT_EQ(diagnosis.verdict, "Still settling");
  EXPECT_FALSE(diagnosis.warning);
  EXPECT_THAT(diagnosis.evidence,
              HasSubstr("{D} believes {n:0.65} of {real} pictures and {n:0.34} of fakes."));
  EXPECT_THAT(diagnosis.evidence, HasSubstr("{D} {n:1.50} and {G} {n:1.25}"));
}

TEST(Diagnosis, AfterADivergenceOneLinkGoesBackToTheLastGoodMoment) {
  Stage stage(wide_right, panels::diagnosis_panels());
  fill_run(stage.model, 1000);
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->phase = api::Phase::diverged;
  status->failure =
      Failure{FailureKind::training, "the loss of G was infinite", "step 1000", "Lower its rate."};
  stage.model.status = status;
  auto history = std::make_shared<api::HistoryIndex>();
  history->steps = {0, 500, 1000};
  stage.model.history = history;
  stage.frame();
  EXPECT_EQ(stage.text_of("diagnosis/verdict"), "Diverged");
  EXPECT_THAT(stage.text_of("diagnosis/evidence"), HasSubstr("Lower its rate."));
  stage.click(stage.centre("diagnosis/rewind"));
  ASSERT_NE(stage.last<action::Post>(), nullptr);
  EXPECT_EQ(std::get<api::Rewind>(stage.last<action::Post>()->command).step, 500);
}

}  // namespace
}  // namespace ganscope
