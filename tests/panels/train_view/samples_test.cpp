#include <gtest/gtest.h>

#include "app/panels/samples/samples_panel.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/number_line.h"
#include "tests/panels/train_view/stage.h"

namespace ganscope {
namespace {

namespace action = model::action;

// The middle column inside its padding, at 1600×900 and at 1280×720.
const ImVec2 wide_middle{782, 724}, compact_middle{783, 568};

void add_pictures(model::UiModel& model, int count = 64) {
  auto result = std::make_shared<api::Answer>();
  result->view = model::view::grid;
  result->generation = 1;
  result->count = count;
  result->width = result->height = 32;
  for (int i = 0; i < count; ++i) result->scores.push_back(0.01F * static_cast<float>(i));
  model.results[static_cast<size_t>(model::view::grid)] = result;
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 64;
  preview->width = preview->height = 32;
  model.preview = preview;
}

struct Samples : ::testing::Test {
  Samples() : stage(wide_middle, panels::samples_panels()) {
    fill_run(stage.model, 100);
    add_pictures(stage.model);
    stage.frame();
  }
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
  const auto press_key = [&](ui::compat::Key key) {
    ui::compat::feed_key(ImGui::GetIO(), key, true);
    stage.frame();
    ui::compat::feed_key(ImGui::GetIO(), key, false);
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

/// The run as one that another program trains.
api::Followed& followed(Stage& stage, api::Followed::Source source) {
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->trainable = false;
  status->followed.emplace();
  status->followed->source = source;
  status->followed->running = true;
  status->followed->by = "process 4711";
  stage.model.status = status;
  return *status->followed;
}

TEST_F(Samples, OfAnotherProgramSayWhoseTheyAreAndHowTheyCanBeMeasured) {
  followed(stage, api::Followed::Source::watch);
  auto result = std::make_shared<api::Answer>(*stage.model.results[model::view::grid]);
  result->step = 1200;
  stage.model.results[model::view::grid] = result;
  stage.frame();
  EXPECT_EQ(stage.text_of("train/samples_of"), "their generator, snapshot of step 1,200 · process 4711");
  EXPECT_NE(stage.text_of("train/unmeasured").find("--data folder:DIR"), std::string::npos);
  EXPECT_EQ(stage.items.find("train/trouble"), nullptr);
  auto measured = std::make_shared<api::Status>(*stage.model.status);
  measured->data.count = 400;
  stage.model.status = measured;
  stage.frame();
  EXPECT_EQ(stage.items.find("train/unmeasured"), nullptr);
}

TEST_F(Samples, TroubleStandsThereAsLongAsItLastsAndTheSamplesStay) {
  api::Followed& run = followed(stage, api::Followed::Source::watch);
  run.trouble = "The run's folder does not answer";
  run.hint = "it may be on a network disk that is away";
  stage.model.failures[model::view::grid] =
      Failure{FailureKind::bad_data, "not today", "step-7/generator.pt", "the next snapshot is tried again"};
  stage.frame();
  EXPECT_EQ(stage.text_of("train/trouble"),
            "The run's folder does not answer. it may be on a network disk that is away");
  EXPECT_EQ(stage.text_of("train/not_drawn"),
            "not today (step-7/generator.pt). the next snapshot is tried again");
  EXPECT_NE(stage.items.find("train/sample/0"), nullptr);
  run.trouble.clear();
  stage.model.failures[model::view::grid].reset();
  stage.frame();
  EXPECT_EQ(stage.items.find("train/trouble"), nullptr);
  EXPECT_EQ(stage.items.find("train/not_drawn"), nullptr);
}

TEST_F(Samples, OfAnotherProgramAreToldInChineseToo) {
  api::Followed& run = followed(stage, api::Followed::Source::watch);
  run.trouble = "The run's folder does not answer";
  auto result = std::make_shared<api::Answer>(*stage.model.results[model::view::grid]);
  result->step = 1200;
  stage.model.results[model::view::grid] = result;
  stage.speak("zh");
  stage.frame();
  EXPECT_EQ(stage.text_of("train/samples_of"), "他们的生成器，第 1,200 步的快照 · 进程 4711");
  EXPECT_EQ(stage.text_of("train/trouble"), "运行的文件夹没有响应");
  EXPECT_NE(stage.text_of("train/unmeasured").find("--data folder:DIR"), std::string::npos);
  EXPECT_NE(stage.text_of("train/unmeasured").find("真实图片"), std::string::npos);
}

TEST_F(Samples, PicturesThatTheyLoggedStandWhereNothingCanBeDrawn) {
  api::Followed& run = followed(stage, api::Followed::Source::events);
  stage.model.results = {};
  stage.frame();
  EXPECT_EQ(stage.items.find("train/sheet"), nullptr);
  auto sheet = std::make_shared<api::LoggedPictures>();
  sheet->step = 900;
  sheet->width = 100;
  sheet->height = 60;
  run.pictures = sheet;
  stage.frame();
  EXPECT_EQ(stage.text_of("train/samples_of"), "pictures they logged at step 900 · process 4711");
  const auto* shown = stage.items.find("train/sheet");
  ASSERT_NE(shown, nullptr);
  EXPECT_EQ(shown->max.x - shown->min.x, 700) << "seven times as large";
  EXPECT_NE(stage.items.find("train/no_model"), nullptr);
}

TEST(SamplesOfPoints, AClickOnADotSelectsItsLatent) {
  Stage stage(wide_middle, panels::samples_panels());
  fill_run(stage.model, 10);
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->data.form = Form::points;
  stage.model.status = status;
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 2;
  preview->points = {-1, -1, 1, 1};
  stage.model.preview = preview;
  auto result = std::make_shared<api::Answer>();
  result->count = 3;
  result->points = {0, 0, 0.5F, 0.5F, -0.5F, 0.25F};
  stage.model.results[static_cast<size_t>(model::view::grid)] = result;
  stage.frame();
  stage.click(stage.centre("train/sample/1"));
  ASSERT_NE(stage.last<action::SelectLatent>(), nullptr);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 1);
}

/// Numbers of one dimension: p_data even on [−1, 1], five generated ones.
void show_numbers(model::UiModel& model) {
  fill_run(model, 10);
  auto status = std::make_shared<api::Status>(*model.status);
  status->data.form = Form::points;
  status->data.dimensions = 1;
  model.status = status;
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 2;
  preview->dimensions = 1;
  preview->points = {-1, 0, 1, 0};
  preview->density = {-2, 2, {0, 0.5F, 0.5F, 0}};
  model.preview = preview;
  auto result = std::make_shared<api::Answer>();
  result->count = 5;
  result->points = {-1, 0, 0, 0, 1, 0, 0.1F, 0, 50, 0};
  model.results[static_cast<size_t>(model::view::grid)] = result;
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

/// `count` numbers at `value`, as points [count, 2].
std::vector<float> numbers_at(float value, size_t count) {
  std::vector<float> points(2 * count);
  for (size_t i = 0; i < count; ++i) points[2 * i] = value;
  return points;
}

std::vector<float> with(std::vector<float> points, const std::vector<float>& more) {
  points.insert(points.end(), more.begin(), more.end());
  return points;
}

TEST(NumberView, IsHighEnoughForBarsAndDensity) {
  api::DataPreview data;
  data.density = {0, 10, {0.1F, 0.1F}};
  // Of ten bins, each one wide, one holds 30 % of the numbers, the others lie outside the view.
  const std::vector<float> points = with(numbers_at(3.5F, 30), numbers_at(99, 70));
  float top = 0;
  EXPECT_GE(ui::number_view(data, points, 10, top).top, 0.3);
  EXPECT_LE(static_cast<double>(top), 0.45) << "no more room than it needs";
  float untouched = 0;
  EXPECT_EQ(ui::number_view(data, numbers_at(99, 10), 10, untouched).top, ui::number_view(data).top)
      << "low bars leave the data's own scale";
}

TEST(NumberView, DoesNotFlickerWhenABarWavers) {
  api::DataPreview data;
  data.density = {0, 10, {0.1F, 0.1F}};
  float top = 0;
  const auto top_for = [&](size_t percent) {
    return ui::number_view(data, with(numbers_at(3.5F, percent), numbers_at(99, 100 - percent)), 10, top).top;
  };
  const double high = top_for(31);
  for (const size_t percent : {29U, 31U, 28U, 30U, 27U}) EXPECT_EQ(top_for(percent), high) << percent;
  EXPECT_LT(top_for(10), high) << "when the bars are plainly lower, so is the scale";
}

TEST(NumberView, TheDataStayVisibleUnderOneSpike) {
  api::DataPreview data;
  data.density = {0, 10, {0.1F, 0.1F}};
  float top = 0;
  EXPECT_NEAR(ui::number_view(data, numbers_at(3.5F, 100), 100, top).top, 0.8, 1e-6)
      << "eight times the density of the data";
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

}  // namespace
}  // namespace ganscope
