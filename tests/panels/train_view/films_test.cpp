#include "app/panels/samples/films.h"

#include <gtest/gtest.h>

#include "app/panels/samples/samples_panel.h"
#include "tests/panels/train_view/stage.h"

namespace ganscope {
namespace {

namespace action = model::action;

void add_films(model::UiModel& model) {
  auto status = std::make_shared<api::Status>(*model.status);
  status->data.form = Form::films;
  status->data.channels = 8;
  status->data.width = status->data.height = 32;
  status->data.label_names = {"turns", "nods", "blinks"};
  model.status = status;
  auto result = std::make_shared<api::Answer>();
  result->view = model::view::grid;
  result->generation = 1;
  result->count = 64;
  result->width = result->height = 32;
  model.results[static_cast<size_t>(model::view::grid)] = result;
  auto preview = std::make_shared<api::DataPreview>();
  preview->count = 64;
  preview->width = preview->height = 32;
  model.preview = preview;
}

struct Films : ::testing::Test {
  Films() : stage({782, 724}, panels::samples_panels()) {
    fill_run(stage.model, 100);
    add_films(stage.model);
    stage.frame();
  }
  Stage stage;
};

TEST_F(Films, TheFramesOfTheSelectedOneStandBeneathTheGridAndRealFilmsBelowThem) {
  const auto *first = stage.items.find("train/frame/0"), *last = stage.items.find("train/frame/7");
  ASSERT_NE(first, nullptr);
  ASSERT_NE(last, nullptr);
  EXPECT_EQ(stage.items.find("train/frame/8"), nullptr);
  EXPECT_EQ(first->max.x - first->min.x, 64) << "twice their size";
  const auto *cell = stage.items.find("train/sample/0"), *real = stage.items.find("train/real");
  ASSERT_NE(cell, nullptr);
  ASSERT_NE(real, nullptr);
  EXPECT_GT(first->min.y, cell->max.y);
  EXPECT_GT(real->min.y, first->max.y);
  EXPECT_LE(real->max.y, 16 + 724) << "all of it fits";
  EXPECT_EQ(std::get<double>(stage.items.find("train/frames")->value), 0) << "the first, until one is chosen";
  stage.model.selected_latent = 18;
  stage.frame();
  EXPECT_EQ(std::get<double>(stage.items.find("train/frames")->value), 18);
}

TEST_F(Films, AFrameThatIsPressedIsShownAndTheKeyPlaysThem) {
  stage.click(stage.centre("train/frame/5"));
  ASSERT_NE(stage.last<action::ShowFrame>(), nullptr);
  EXPECT_EQ(stage.last<action::ShowFrame>()->frame, 5);
  stage.click(stage.centre("train/play_films"));
  ASSERT_NE(stage.last<action::PlayFilms>(), nullptr);
  EXPECT_FALSE(stage.last<action::PlayFilms>()->playing) << "they were playing";
  const auto wanted = panels::key_action(panels::samples_panels(), stage.model, "k");
  ASSERT_TRUE(wanted);
  EXPECT_TRUE(std::holds_alternative<action::PlayFilms>(*wanted));
}

TEST_F(Films, CanBeSaved) {
  stage.click(stage.centre("train/save_films"));
  stage.frame();
  stage.click(stage.centre("train/save_films/3"));
  ASSERT_NE(stage.last<action::ExportFilms>(), nullptr);
  EXPECT_EQ(stage.last<action::ExportFilms>()->index, -1);
  EXPECT_EQ(stage.last<action::ExportFilms>()->kind, model::ExportOrder::Kind::gif);
}

TEST(FilmsOfPictures, ThereIsNoStripOfFrames) {
  Stage stage({782, 724}, panels::samples_panels());
  fill_run(stage.model, 100);
  add_films(stage.model);
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->data.form = Form::pictures;
  status->data.channels = 1;
  stage.model.status = status;
  stage.frame();
  EXPECT_EQ(stage.items.find("train/frame/0"), nullptr);
  EXPECT_EQ(stage.items.find("train/play_films"), nullptr);
  EXPECT_FALSE(panels::key_action(panels::samples_panels(), stage.model, "k"));
}

}  // namespace
}  // namespace ganscope
