// The drawing board of models that make pictures of pictures, without a display or an engine.
#include "app/model/sketch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/model/asks.h"
#include "app/model/pump.h"
#include "app/model/reduce.h"
#include "app/model/translation.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/translating_run.h"

namespace ganscope::testing {
namespace {

constexpr size_t area = 32 * 32;

struct Board : ::testing::Test {
  explicit Board(bool paired = true) {
    make_translating(run, paired);
    run.settle();
    run.model.workspace = model::Workspace::explore;
    show();
  }
  void show() {
    stage.model = run.model;
    stage.show({"explore"}, 2);
  }
  /// Carries out what was asked for; what the explorer is asked then stays in `asks`.
  void carry_out() {
    run.session.asks.clear();
    model::reduce(run.model, run.session, stage.asked, 0);
    stage.asked.clear();
    model::pump(run.model, run.session, 0);
    asks = run.session.asks;
    run.settle();
    show();
  }
  void click(const std::string& item) {
    stage.click(item);
    carry_out();
  }
  void drag(float x0, float y0, float x1, float y1) {
    stage.drag(stage.at("board/canvas", x0, y0), stage.at("board/canvas", x1, y1));
    stage.frames(1);
    carry_out();
  }
  /// A key as the window takes it.
  void key(std::string_view name) {
    const auto action = panels::key_action(panels::all_panels(), run.model, name);
    ASSERT_TRUE(action) << name;
    model::reduce(run.model, run.session, {*action}, 0);
    run.settle();
    show();
  }
  [[nodiscard]] const api::Ask* asked() const {
    const auto found = std::ranges::find_if(
        asks.rbegin(), asks.rend(), [](const api::Ask& ask) { return ask.view == model::view::picture; });
    return found == asks.rend() ? nullptr : &*found;
  }
  [[nodiscard]] model::Sketch sketch() const { return model::sketch_of(run.model); }
  [[nodiscard]] std::array<int, 4> pixel(int x, int y) const {
    const auto at = static_cast<size_t>(y * 32 + x) * 4;
    const auto& all = sketch().pixels;
    return {all[at], all[at + 1], all[at + 2], all[at + 3]};
  }
  [[nodiscard]] static std::array<int, 4> black() { return {0, 0, 0, 255}; }
  [[nodiscard]] static std::array<int, 4> white() { return {255, 255, 255, 255}; }
  /// Another task, for what it takes as an input.
  void set_task(const std::string& task, int channels) {
    api::Status status = run.session.current_status();
    status.run = task + "-0001";
    status.data.input_channels = channels;
    status.experiment.change([&](config::Experiment& changed) { changed.settings.set("task", task); });
    run.session.set_status(status);
    run.settle();
    show();
  }
  ShownRun run{api::Phase::ready};
  PanelStage stage;
  std::vector<api::Ask> asks;
};

TEST_F(Board, AStrokeWithTheMouseIsAskedAtOnceAsTheModelTakesIt) {
  EXPECT_EQ(std::get<std::string>(stage.item("board/canvas").value), "none");
  EXPECT_EQ(std::get<std::string>(stage.item("board/result").value), "none");
  drag(4.5F / 32, 10.5F / 32, 20.5F / 32, 10.5F / 32);
  const api::Ask* ask = asked();
  ASSERT_NE(ask, nullptr);
  EXPECT_EQ(ask->tool, "translate");
  EXPECT_EQ(ask->urgency, api::Urgency::hand);
  EXPECT_TRUE(ask->follow) << "the result goes on changing while it trains";
  ASSERT_EQ(ask->pictures.size(), area) << "one channel";
  int drawn = 0;
  for (size_t i = 0; i < area; ++i) {
    const bool line = i / 32 == 10 && i % 32 >= 4 && i % 32 <= 20;
    EXPECT_FLOAT_EQ(ask->pictures[i], line ? -1.0F : 1.0F) << "pixel " << i;
    drawn += line ? 1 : 0;
  }
  EXPECT_EQ(drawn, 17) << "one pixel wide, without gaps between places of the mouse";
  EXPECT_NE(std::get<std::string>(stage.item("board/result").value), "none");
}

TEST_F(Board, AStrokeIsOneStepOfUndo) {
  drag(0.1F, 0.1F, 0.9F, 0.1F);
  const std::vector<uint8_t> one = sketch().pixels;
  drag(0.1F, 0.5F, 0.9F, 0.9F);
  const std::vector<uint8_t> two = sketch().pixels;
  ASSERT_NE(one, two);
  click("board/undo");
  EXPECT_EQ(sketch().pixels, one);
  click("board/undo");
  EXPECT_TRUE(sketch().pixels.empty()) << "the board was empty";
  click("board/redo");
  click("board/redo");
  EXPECT_EQ(sketch().pixels, two);
  click("board/clear");
  EXPECT_TRUE(sketch().pixels.empty());
  EXPECT_EQ(std::get<std::string>(stage.item("board/result").value), "none")
      << "nothing, so nothing becomes of it";
  click("board/undo");
  EXPECT_EQ(sketch().pixels, two);
}

TEST_F(Board, TheEraserMakesWhiteAndThePenIsAsWideAsItSays) {
  drag(0.5F, 0.02F, 0.5F, 0.98F);
  key("e");
  drag(0.5F, 0.5F, 0.5F, 0.5F);
  EXPECT_EQ(pixel(16, 16), white());
  EXPECT_EQ(pixel(16, 12), black());
  key("p");
  model::set_sketch_size(run.model, 3);
  show();
  drag(4.5F / 32, 4.5F / 32, 4.5F / 32, 4.5F / 32);
  for (int x = 3; x <= 5; ++x)
    for (int y = 3; y <= 5; ++y) EXPECT_EQ(pixel(x, y), black());
  EXPECT_EQ(pixel(6, 4), white());
  model::set_sketch_size(run.model, 100);
  EXPECT_EQ(model::sketch_pen(run.model).size, model::widest_pen);
}

TEST_F(Board, AStartIsAHeldOutInputWhoseTruthIsKnownUntilItIsChanged) {
  click("board/start/3");
  EXPECT_EQ(sketch().pixels,
            std::vector<uint8_t>(run.model.preview->held_out[0].inputs.begin() + 3 * area * 4,
                                 run.model.preview->held_out[0].inputs.begin() + 4 * area * 4));
  ASSERT_NE(asked(), nullptr);
  EXPECT_EQ(asked()->pictures, model::held_out_input(run.model, 0, 3));
  const double off = std::get<double>(stage.item("board/off_truth").value);
  // The test's translator draws the truth a quarter paler.
  double sum = 0;
  const auto& truths = run.model.preview->held_out[0].truths;
  for (size_t i = 3 * area * 4; i < 4 * area * 4; ++i)
    if (i % 4 != 3) sum += std::abs((3 * int{truths[i]} + 255) / 4 - int{truths[i]}) / 127.5;
  EXPECT_NEAR(off, sum / (3 * area), 1e-6);
  key("n");
  EXPECT_EQ(sketch().start, 4);
  drag(0.1F, 0.1F, 0.2F, 0.1F);
  EXPECT_FALSE(stage.has("board/off_truth"));
  EXPECT_FALSE(stage.has("board/truth"));
}

TEST_F(Board, NextGoesThroughEightStartsAndRandomThroughAll) {
  for (int i = 0; i < 9; ++i) click("board/next");
  EXPECT_EQ(sketch().start, 0);
  bool beyond = false;
  for (int i = 0; i < 12; ++i) {
    const int before = sketch().start;
    click("board/random");
    EXPECT_NE(sketch().start, before);
    beyond = beyond || sketch().start >= model::sketch_starts;
  }
  EXPECT_TRUE(beyond);
}

TEST_F(Board, AFileBecomesTheInputAndWhatWasDoneToItIsTold) {
  model::ReadPicture read{"/pictures/me.png", 400, 400, explore::FittedPicture{}};
  read.input = model::ReadPicture::Input{std::vector<uint8_t>(area * 4, 255), "its edges were taken"};
  read.input->pixels[0] = read.input->pixels[1] = read.input->pixels[2] = 0;
  run.model.picture_file.read = std::make_shared<const model::ReadPicture>(read);
  show();
  carry_out();
  EXPECT_EQ(run.model.picture_file.read, nullptr);
  EXPECT_EQ(sketch().name, "me.png");
  EXPECT_EQ(std::get<std::string>(stage.item("board/remark").value), "its edges were taken");
  ASSERT_NE(asked(), nullptr);
  EXPECT_FLOAT_EQ(asked()->pictures[0], -1);
  EXPECT_FLOAT_EQ(asked()->pictures[1], 1);
  // One that cannot be read changes nothing.
  model::ReadPicture broken{
      "/pictures/no.png", 0, 0,
      tl::unexpected(Failure{FailureKind::bad_data, "this is no picture", "no.png", ""})};
  run.model.picture_file.read = std::make_shared<const model::ReadPicture>(broken);
  show();
  carry_out();
  EXPECT_EQ(sketch().name, "me.png");
  ASSERT_FALSE(run.model.toasts.empty());
  EXPECT_TRUE(run.model.toasts.back().error);
}

TEST_F(Board, HolesAreTransparentAndTheEraserBringsTheTruthBack) {
  set_task("fill", 4);
  EXPECT_TRUE(stage.has("board/hole"));
  click("board/start/0");
  click("board/hole");
  drag(8.5F / 32, 8.5F / 32, 8.5F / 32, 8.5F / 32);
  ASSERT_NE(asked(), nullptr);
  ASSERT_EQ(asked()->pictures.size(), 4 * area);
  const size_t at = 8 * 32 + 8;
  EXPECT_FLOAT_EQ(asked()->pictures[3 * area + at], -1) << "missing";
  EXPECT_FLOAT_EQ(asked()->pictures[3 * area + at + 1], 1) << "known";
  EXPECT_EQ(pixel(8, 8)[3], 0);
  key("e");
  drag(8.5F / 32, 8.5F / 32, 8.5F / 32, 8.5F / 32);
  const auto& truth = run.model.preview->held_out[0].truths;
  for (size_t c = 0; c < 3; ++c) EXPECT_EQ(pixel(8, 8)[c], int{truth[4 * at + c]});
  EXPECT_EQ(pixel(8, 8)[3], 255);
}

TEST_F(Board, BlurredInputsArePaintedInTheirOwnSquares) {
  set_task("sharpen", 3);
  EXPECT_TRUE(stage.has("board/colour/1")) << "the input has colours";
  drag(0.5F, 0.5F, 0.5F, 0.5F);
  for (int x = 16; x < 20; ++x)
    for (int y = 16; y < 20; ++y) EXPECT_EQ(pixel(x, y), pixel(16, 16));
  EXPECT_NE(pixel(16, 16), white());
  EXPECT_EQ(pixel(15, 16), white());
  EXPECT_EQ(pixel(20, 16), white());
}

TEST_F(Board, AnotherRunBeginsWithAnEmptyBoard) {
  drag(0.1F, 0.1F, 0.9F, 0.1F);
  set_task("drawing", 1);
  EXPECT_TRUE(sketch().pixels.empty());
  EXPECT_FALSE(stage.has("explore/tab/0")) << "it has no latents";
}

TEST_F(Board, ItsFilmIsThatOfTheDrawing) {
  click("board/start/1");
  const auto film =
      std::ranges::find_if(asks, [](const api::Ask& ask) { return ask.view == model::view::film; });
  ASSERT_NE(film, asks.end());
  EXPECT_EQ(film->tool, "translate");
  EXPECT_EQ(film->pictures, model::held_out_input(run.model, 0, 1));
  EXPECT_GT(film->moments.size(), 8U);
  click("board/film/2");
  EXPECT_GT(run.model.moment, 0);
  ASSERT_NE(asked(), nullptr);
  EXPECT_EQ(asked()->moment, run.model.moment);
  EXPECT_FALSE(asked()->follow);
}

TEST_F(Board, TheResultIsSavedAsOnePicture) {
  click("board/start/1");
  click("board/save");
  EXPECT_EQ(run.model.export_order.kind, model::ExportOrder::Kind::picture);
  ASSERT_NE(run.model.export_order.drawn, nullptr);
  EXPECT_EQ(run.model.export_order.drawn->pixels, run.model.result(model::view::picture)->pixels);
}

struct TwoWays : Board {
  TwoWays() : Board(false) {}
};

TEST_F(TwoWays, TheOtherDirectionHasItsOwnStartsAndItsOwnBoard) {
  click("board/start/0");
  EXPECT_EQ(asked()->settings.integer("direction"), 0);
  EXPECT_NEAR(std::get<double>(stage.item("board/mask").value), 0.475, 1e-3) << "where G drew";
  EXPECT_FALSE(stage.has("board/truth")) << "nobody knows it";
  click("board/direction/1");
  EXPECT_TRUE(sketch().pixels.empty());
  click("board/start/0");
  EXPECT_EQ(asked()->settings.integer("direction"), 1);
  EXPECT_EQ(asked()->pictures, model::held_out_input(run.model, 1, 0));
}

}  // namespace
}  // namespace ganscope::testing
