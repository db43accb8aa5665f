#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "app/panels/plot_list.h"
#include "app/panels/plots/plots_layout.h"
#include "app/panels/plots/plots_panel.h"
#include "app/ui/widgets/plot_scale.h"
#include "tests/panels/train_view/stage.h"

namespace ganscope {
namespace {

namespace action = model::action;

// The right column inside its padding, at 1600×900 and at 1280×720.
const ImVec2 wide_right{450, 724}, compact_right{433, 568};

struct Plots : ::testing::Test {
  Plots() : stage(wide_right, panels::plots_panels()) {
    fill_run(stage.model, 1000);
    add_rows(stage.model, 1, 1000);
    stage.frame();
    stage.frame();
  }
  [[nodiscard]] model::PlotView view(const std::string& plot) { return stage.model.plots[plot]; }
  Stage stage;
};

struct PlotsCompact : ::testing::Test {
  PlotsCompact() : stage(compact_right, panels::plots_panels()) {
    stage.compact = true;
    fill_run(stage.model, 10);
    add_rows(stage.model, 1, 10);
    stage.frame();
  }
  Stage stage;
};

TEST_F(Plots, TheTallColumnShowsEveryPlotAtItsLeastHeightAndSaysNothingMore) {
  for (const char* plot : {"plot/loss", "plot/belief", "plot/gradient", "plot/speed"}) {
    const ui::ItemMap::Item* item = stage.items.find(plot);
    ASSERT_NE(item, nullptr) << plot;
    EXPECT_GE(item->max.y - item->min.y, panels::plots::least_plate) << plot;
  }
  EXPECT_EQ(stage.items.find("plot/more"), nullptr);
}

TEST(PlotsMedium, ThreeShowAndALineNamesTheFourth) {
  Stage stage({wide_right.x, 600}, panels::plots_panels());  // four would need 618
  fill_run(stage.model, 1000);
  add_rows(stage.model, 1, 1000);
  stage.frame();
  stage.frame();
  for (const char* plot : {"plot/loss", "plot/belief", "plot/gradient"})
    EXPECT_NE(stage.items.find(plot), nullptr) << plot;
  EXPECT_EQ(stage.items.find("plot/speed"), nullptr);
  EXPECT_EQ(stage.text_of("plot/more"), "Steps per second: 1 more plot below");
}

TEST_F(PlotsCompact, TwoShowAndALineNamesTheOthers) {
  EXPECT_EQ(stage.items.find("plot/gradient"), nullptr);
  EXPECT_EQ(stage.text_of("plot/more"), "Gradient norm, steps per second: 2 more plots below");
  stage.click(stage.centre("plot/more"));
  stage.frame();
  EXPECT_NE(stage.items.find("plot/speed"), nullptr);
  EXPECT_EQ(stage.text_of("plot/more"), "Loss, what D believes: 2 more plots above");
}

/// The leftmost point of anything drawn within an item's height.
float leftmost_within(const Stage& stage, const std::string& name) {
  const ui::ItemMap::Item* item = stage.items.find(name);
  float left = 1e9F;
  const ImDrawData* data = ImGui::GetDrawData();
  for (int i = 0; item != nullptr && i < data->CmdListsCount; ++i) {
    for (const ImDrawVert& vertex : data->CmdLists[i]->VtxBuffer) {
      const bool inside = vertex.pos.y > item->min.y + 1 && vertex.pos.y < item->max.y - 1;
      if (inside && vertex.pos.x > 1) left = std::min(left, vertex.pos.x);
    }
  }
  return left;
}

TEST_F(Plots, NoLabelOfAnAxisIsCutHoweverLongItIs) {
  struct Case {
    bool logarithmic;
    double low, high;
  };
  for (const Case& each :
       {Case{true, 90, 30'000}, Case{true, 900, 5e6}, Case{false, -2'000, 2'500}, Case{false, 0, 99'000},
        Case{false, -0.0008, 0.0009}, Case{true, 1e-9, 1e-3}, Case{false, -4e11, 9e12}}) {
    SCOPED_TRACE(each.high);
    model::PlotView& view = stage.model.plots["loss"];
    view.fitted_y = false;
    view.logarithmic_y = each.logarithmic;
    view.logarithmic_y_chosen = true;
    view.y_min = each.low;
    view.y_max = each.high;
    stage.frame();
    stage.frame();
    const float edge = stage.items.find("plot/loss")->min.x;
    EXPECT_GE(leftmost_within(stage, "plot/loss"), edge - 1);
    EXPECT_GE(leftmost_within(stage, "plot/belief"), edge - 1);
  }
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

TEST(PlotOrder, KeepsAPlotThatNobodyMovedBehindItsNeighbour) {
  api::SeriesTable table;
  table.plots.resize(4);
  const char* keys[] = {"loss", "belief", "modes", "speed"};
  std::vector<panels::plots::Shown> all;
  for (size_t i = 0; i < 4; ++i) {
    table.plots[i].key = keys[i];
    all.push_back({&table.plots[i], nullptr});
  }
  const auto order_of = [](const std::vector<panels::plots::Shown>& plots) {
    std::string order;
    for (const panels::plots::Shown& plot : plots) order += plot.info->key + " ";
    return order;
  };
  EXPECT_EQ(order_of(panels::plots::ordered_plots(all, {})), "loss belief modes speed ");
  EXPECT_EQ(order_of(panels::plots::ordered_plots(all, {"speed", "loss", "belief", "penalty"})),
            "speed loss belief modes ")
      << "modes came later, penalty is of another run";
  EXPECT_EQ(panels::plots::order_with(all, "speed", "loss"),
            (std::vector<std::string>{"speed", "loss", "belief", "modes"}));
  EXPECT_EQ(panels::plots::order_with(all, "loss", "modes"),
            (std::vector<std::string>{"belief", "modes", "loss", "speed"}));
}

TEST_F(Plots, ATitleDraggedOntoAnotherPlotTakesItsPlace) {
  stage.drag(stage.centre("plot/loss/title"), stage.centre("plot/belief"));
  stage.frame();
  EXPECT_GT(stage.centre("plot/loss").y, stage.centre("plot/belief").y);
  EXPECT_TRUE(view("loss").fitted_x) << "the curves themselves were not dragged";
  stage.drag(stage.centre("plot/loss/title"), stage.centre("plot/belief"));
  stage.frame();
  EXPECT_LT(stage.centre("plot/loss").y, stage.centre("plot/belief").y);
}

TEST_F(Plots, AClickOnATitleMovesNothing) {
  stage.click(stage.centre("plot/loss/title"));
  EXPECT_EQ(stage.last<action::OrderPlots>(), nullptr);
}

TEST_F(Plots, MoveByTheKeyboardAndByTheMenu) {
  stage.click(stage.centre("plot/loss"));
  ui::compat::feed_ctrl(ImGui::GetIO(), true);
  ui::compat::feed_key(ImGui::GetIO(), ImGuiKey_DownArrow, true);
  stage.frame();
  ui::compat::feed_key(ImGui::GetIO(), ImGuiKey_DownArrow, false);
  ui::compat::feed_ctrl(ImGui::GetIO(), false);
  stage.frame();
  EXPECT_GT(stage.centre("plot/loss").y, stage.centre("plot/belief").y);
  stage.click(stage.centre("plot/loss/more"));
  stage.frame();
  stage.click(stage.centre("plot/loss/up"));
  stage.frame();
  EXPECT_LT(stage.centre("plot/loss").y, stage.centre("plot/belief").y);
}

TEST_F(PlotsCompact, APlotMovedBeyondTheEdgeStaysInSight) {
  stage.click(stage.centre("plot/belief/more"));
  stage.frame();
  stage.click(stage.centre("plot/belief/down"));
  stage.frame();
  EXPECT_EQ(stage.items.find("plot/loss"), nullptr);
  EXPECT_GT(stage.centre("plot/belief").y, stage.centre("plot/gradient").y);
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

TEST(PlotsOfOneValue, ShowItAsADot) {
  const auto vertices_with = [](float value) {
    Stage stage(wide_right, panels::plots_panels());
    fill_run(stage.model, 1);
    stage.model.series.append(std::vector<api::MetricRow>{{1, 5, 0.1, {1, value, 0.5F, 0.5F, 1, 1}}});
    stage.model.plots["loss"] = {.fitted_x = false, .x_min = 0, .x_max = 10};
    stage.frame();
    stage.frame();
    int vertices = 0;
    const ImDrawData* drawn = ImGui::GetDrawData();
    const ImU32 colour = ui::dark_theme().d;
    for (int list = 0; list < drawn->CmdListsCount; ++list)
      for (const ImDrawVert& vertex : drawn->CmdLists[list]->VtxBuffer)
        vertices += vertex.col == colour ? 1 : 0;
    return vertices;
  };
  EXPECT_GT(vertices_with(1.5F), vertices_with(std::nanf("")) + 6 * 4)
      << "more than the letters of its label";
}

TEST_F(Plots, TheMenuIsAsWideAsItsLongestLine) {
  stage.click(stage.centre("plot/loss/more"));
  stage.frame();
  const auto* line = stage.items.find("plot/loss/measure");
  ASSERT_NE(line, nullptr);
  // Inter, 15 px: the sentence of 30 letters is about 215 wide; the tick needs 40 before it.
  EXPECT_GE(line->max.x - line->min.x, 250);
}

TEST_F(Plots, EscapeClosesWhatATitleOpened) {
  for (const auto& [opener, inside] : {std::pair{"plot/loss/more", "plot/loss/measure"},
                                       std::pair{"plot/smoothing", "plot/smoothing/weight"}}) {
    stage.click(stage.centre(opener));
    stage.frame();
    EXPECT_NE(stage.items.find(inside), nullptr) << opener;
    ui::compat::feed_key(ImGui::GetIO(), ImGuiKey_Escape, true);
    stage.frame();
    ui::compat::feed_key(ImGui::GetIO(), ImGuiKey_Escape, false);
    stage.frame();
    stage.frame();
    EXPECT_EQ(stage.items.find(inside), nullptr) << opener;
  }
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

TEST(PlotScale, AnAxisWithoutAnEndHasTicksOrNone) {
  constexpr double endless = std::numeric_limits<double>::infinity();
  for (const bool logarithmic : {false, true})
    for (const auto& [low, high] :
         {std::pair{0.0, 10.0}, std::pair{0.0, endless}, std::pair{-endless, 1.0}}) {
      ui::Scale scale;
      scale.logarithmic = logarithmic;
      scale.low = low;
      scale.high = high;
      const ui::Ticks ticks = ui::nice_ticks(scale, 5);
      for (int i = 0; i < ticks.count; ++i)
        EXPECT_TRUE(std::isfinite(ticks.values[static_cast<size_t>(i)])) << low << " to " << high;
    }
}

TEST(PlotScale, NumbersOfADivergedRunStillFitTheGutters) {
  EXPECT_EQ(ui::value_text(2.8e11), "2.8e11");
  EXPECT_EQ(ui::tick_text(1000, -1), "1,000") << "as on the other axis";
  EXPECT_EQ(ui::tick_text(1e6, -1), "1e6");
  EXPECT_EQ(ui::tick_text(1e-4, -1), "1e-4");
  EXPECT_EQ(ui::tick_text(4e11, 0), "4e11");
  EXPECT_EQ(ui::tick_text(20000, 0), "20,000") << "steps stay whole numbers";
}

TEST(PlotScale, CountsAreWholeNumbersAndOtherValuesKeepTheirDecimals) {
  EXPECT_EQ(ui::value_text(8, true), "8");
  EXPECT_EQ(ui::value_text(25, true), "25");
  EXPECT_EQ(ui::value_text(1000, true), "1,000");
  EXPECT_EQ(ui::value_text(8), "8.00") << "a value is not a count because it happens to be whole";
}

TEST(PlotsOfCounts, SayWholeNumbersAtTheLineAndOnTheAxis) {
  Stage stage(wide_right, panels::plots_panels());
  fill_run(stage.model, 3);
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = 1;
  table->plots = {{"modes", "Modes", "", false, 0, 0, {}, ""}};
  table->series = {{"modes", "found", "Modes", "", "modes", config::Player::generator, true}};
  stage.model.series.set_table(table);
  stage.model.series.append(
      std::vector<api::MetricRow>{{1, 1, 0.1, {2}}, {1, 2, 0.2, {2}}, {1, 3, 0.3, {2}}});
  stage.frame();
  EXPECT_EQ(stage.text_of("plot/modes"), "found 2");
  const std::array<size_t, 1> series{0};
  const ui::Scale values = ui::value_scale(stage.model.series, table->plots[0], series, {}, 0, 3);
  const ui::Ticks ticks = ui::nice_ticks(values, 5);
  ASSERT_GT(ticks.count, 0);
  EXPECT_EQ(ticks.decimals, 0) << "half a mode is nothing";
}

TEST(PlotsOfNegativeValues, KeepTheHyphenInTheMapWhereNumbersAreParsed) {
  Stage stage(wide_right, panels::plots_panels());
  fill_run(stage.model, 1);
  stage.model.series.append(std::vector<api::MetricRow>{{1, 1, 0.1, {-0.5F, 0.5F, 0, 0, 1, 1}}});
  stage.frame();
  EXPECT_EQ(stage.text_of("plot/loss"), "G -0.50, D 0.50");
}

TEST(PlotScale, PixelsAndValuesAreInverse) {
  for (const bool logarithmic : {false, true}) {
    const ui::Scale scale{0.5, 200, logarithmic, false, 400, 100};
    for (float pixel = 100; pixel <= 400; pixel += 7)
      EXPECT_NEAR(scale.at(scale.value_at(pixel)), pixel, 0.01);
  }
}

}  // namespace
}  // namespace ganscope
