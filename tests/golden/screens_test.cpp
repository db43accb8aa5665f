#include <gtest/gtest.h>
#include <imgui.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "app/model/reduce_explore.h"
#include "app/model/sketch.h"
#include "app/panels/playground/plane/plane_state.h"
#include "core/image/png_io.h"
#include "tests/golden/comparison.h"
#include "tests/golden/lesson_page.h"
#include "tests/golden/painter.h"
#include "tests/panels/support/compared_runs.h"
#include "tests/panels/support/found_directions.h"
#include "tests/panels/support/heard_sounds.h"
#include "tests/panels/support/listed_runs.h"
#include "tests/panels/support/opened_rooms.h"
#include "tests/panels/support/opened_tabs.h"
#include "tests/panels/support/told_step.h"
#include "tests/panels/support/translating_run.h"

namespace ganscope::testing {
namespace {

namespace fs = std::filesystem;

/// Each screen is painted by llvmpipe from a model that never changes, so on one machine pictures agree to
/// the byte. The tolerances leave room for other versions of Mesa (blending rounds by one), of Inter and of
/// stb's rasteriser (letters move by parts of a pixel: their edges differ, a tile full of text by about 10),
/// and for nothing that a person would see: a missing button or sample makes its tile differ by 30 and more.
class GoldenScreens : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::string_view(ImGui::GetVersion()) != "1.86")
      GTEST_SKIP() << "the expected pictures have Debian 12's Inter 3 and Dear ImGui 1.86, not "
                   << ImGui::GetVersion();
    painter_ = std::make_unique<Painter>(1280, 720);
    if (!painter_->refusal().empty())
      GTEST_SKIP() << "golden pictures cannot be painted here: " << painter_->refusal();
  }

  static void check(const image::Picture& actual, const std::string& name, const Tolerance& tolerance = {}) {
    ASSERT_FALSE(actual.empty()) << "nothing was painted";
    const fs::path expected_file = fs::path(GANSCOPE_SOURCE_DIR) / "tests/golden/expected" / (name + ".png");
    if (std::getenv("GANSCOPE_UPDATE_GOLDEN") != nullptr) {
      fs::create_directories(expected_file.parent_path());
      const auto written = image::write_png(expected_file, actual);
      ASSERT_TRUE(written) << describe(written.error());
      return;
    }
    const fs::path out = GANSCOPE_GOLDEN_OUT;
    const fs::path actual_file = out / (name + "-actual.png"),
                   difference_file = out / (name + "-difference.png");
    fs::create_directories(out);
    std::error_code nothing_there;
    fs::remove(actual_file, nothing_there);
    fs::remove(difference_file, nothing_there);
    const auto expected = image::read_png(expected_file);
    if (!expected || expected->width != actual.width || expected->height != actual.height) {
      static_cast<void>(image::write_png(actual_file, actual));
      FAIL() << (expected ? "the picture has another size" : describe(expected.error()))
             << "\npainted: " << actual_file << "\nGANSCOPE_UPDATE_GOLDEN=1 takes it over";
    }
    const std::string fault = too_far(compare(*expected, actual), tolerance);
    if (fault.empty()) return;
    static_cast<void>(image::write_png(actual_file, actual));
    static_cast<void>(image::write_png(difference_file, picture_of_difference(*expected, actual)));
    FAIL() << fault << "\nexpected: " << expected_file << "\npainted:  " << actual_file
           << "\ndiffers:  " << difference_file
           << "\nGANSCOPE_UPDATE_GOLDEN=1 takes it over when the change is wanted";
  }

  std::unique_ptr<Painter> painter_;
};

TEST_F(GoldenScreens, TrainingInTheDark) {
  ShownRun run;
  check(painter_->paint(run), "train-dark");
}

TEST_F(GoldenScreens, TrainingInTheLight) {
  ShownRun run;
  run.model.dark = false;
  check(painter_->paint(run), "train-light");
}

TEST_F(GoldenScreens, TheFirstStart) {
  ShownRun run(api::Phase::ready, 0);
  run.model.show_hint = true;
  check(painter_->paint(run), "first-start");
}

TEST_F(GoldenScreens, AMomentOfThePast) {
  ShownRun run(api::Phase::ready);
  run.settle();
  run.model.moment = 1250;
  run.model.shown_model = api::Model::raw;
  run.model.crosshair_step = 1250;
  check(painter_->paint(run), "past-moment");
}

TEST_F(GoldenScreens, ExploringInTheDark) {
  ShownRun run(api::Phase::ready);
  run.settle();
  run.model.workspace = model::Workspace::explore;
  model::take_fixed_latent(run.model, 18);
  check(painter_->paint(run), "explore-dark");
}

TEST_F(GoldenScreens, DirectionsInTheDark) {
  ShownRun run(api::Phase::ready);
  run.settle();
  run.model.workspace = model::Workspace::explore;
  model::take_fixed_latent(run.model, 18);
  show_found_directions(run.model);
  check(painter_->paint(run), "directions-dark");
}

TEST_F(GoldenScreens, HeldOutPicturesBesideWhatBecomesOfThem) {
  ShownRun run(api::Phase::ready);
  make_translating(run);
  check(painter_->paint(run), "train-drawings");
}

TEST_F(GoldenScreens, TheDrawingBoard) {
  ShownRun run(api::Phase::ready);
  make_translating(run);
  run.settle();
  run.model.workspace = model::Workspace::explore;
  model::start_sketch(run.model, 2);
  model::draw_stroke(run.model, {4, 4}, {27, 7}, true);
  check(painter_->paint(run), "board-dark");
}

TEST_F(GoldenScreens, SoundsWithTheirWaves) {
  ShownRun run(api::Phase::ready, 1000, ShownRun::Kind::sounds);
  run.model.sound_desk.player = sound::keeping_player("");
  hear(run);
  measure_kinds(run);
  check(painter_->paint(run), "train-sounds");
}

TEST_F(GoldenScreens, MelodiesAsPianoRolls) {
  ShownRun run(api::Phase::ready, 1000, ShownRun::Kind::melodies);
  run.model.sound_desk.player = sound::keeping_player("");
  hear(run);
  check(painter_->paint(run), "train-melodies");
}

TEST_F(GoldenScreens, LinesWithWhatGoesWrong) {
  ShownRun run(api::Phase::ready, 1000, ShownRun::Kind::verse);
  check(painter_->paint(run), "train-lines");
}

TEST_F(GoldenScreens, AMorphThatPlays) {
  ShownRun run(api::Phase::ready, 1000, ShownRun::Kind::verse);
  run.model.dark = false;
  run.model.morph_clock = {.playing = true, .line = 4, .due_s = 1e9};
  check(painter_->paint(run), "morph-light");
}

TEST_F(GoldenScreens, FilmsWithTheirFrames) {
  ShownRun run(api::Phase::ready, 1000, ShownRun::Kind::films);
  run.model.film_clock = {.playing = false, .frame = 3};
  check(painter_->paint(run), "train-films");
}

TEST_F(GoldenScreens, TheDrumMachine) {
  ShownRun run(api::Phase::ready, 1000, ShownRun::Kind::sounds);
  run.model.sound_desk.player = sound::keeping_player("");
  run.settle();
  show_drums(run);
  check(painter_->paint(run), "drums-dark");
}

TEST_F(GoldenScreens, ThePlaneInTheDark) {
  ShownRun run(api::Phase::running, 4000, ShownRun::Kind::points);
  run.model.workspace = model::Workspace::playground;
  check(painter_->paint(run), "plane-dark");
}

TEST_F(GoldenScreens, TheOtherLayersOfThePlaneInTheLight) {
  ShownRun run(api::Phase::running, 4000, ShownRun::Kind::points);
  run.model.workspace = model::Workspace::playground;
  run.model.dark = false;
  namespace plane = panels::playground::plane;
  for (const auto layer :
       {plane::Layer::surface, plane::Layer::bent, plane::Layer::boundary, plane::Layer::push})
    plane::show_layer(run.model, layer, false);
  for (const auto layer : {plane::Layer::density, plane::Layer::slope, plane::Layer::optimum})
    plane::show_layer(run.model, layer, true);
  plane::choose_free(run.model, 1.5F, -0.5F);
  check(painter_->paint(run), "plane-layers-light");
}

TEST_F(GoldenScreens, APictureOfOnesOwnInTheDark) {
  ShownRun run(api::Phase::ready);
  run.settle();
  show_own_picture(run.model);
  check(painter_->paint(run), "mine-dark");
}

TEST_F(GoldenScreens, InsideTheGeneratorInTheDark) {
  ShownRun run(api::Phase::ready);
  run.settle();
  show_inside(run.model);
  check(painter_->paint(run), "inside-dark");
}

TEST_F(GoldenScreens, AMapInTheLight) {
  ShownRun run(api::Phase::ready);
  run.settle();
  run.model.dark = false;
  lay_out_map(run.model);
  run.settle();
  select_hats(run.model);
  check(painter_->paint(run), "map-light");
}

TEST_F(GoldenScreens, TwoRunsSideBySideInTheDark) {
  painter_.reset();  // one context of ImGui at a time
  painter_ = std::make_unique<Painter>(1600, 900);
  ShownRun run, other(api::Phase::ready, 300);
  show_comparisons(other);
  show_compared(run, other);
  check(painter_->paint(run), "compare-dark");
}

TEST_F(GoldenScreens, AllRunsOfAFolderInTheDark) {
  setenv("TZ", "UTC", 1);  // the table tells times of day
  ShownRun run(api::Phase::ready);
  run.settle();
  show_listed_runs(run.model);
  run.model.runs_desk.order.column = "measure/frechet";
  run.model.runs_desk.arrange();
  check(painter_->paint(run), "runs-dark");
}

TEST_F(GoldenScreens, PointsInTheDark) {
  ShownRun run(api::Phase::running, 4000, ShownRun::Kind::points);
  check(painter_->paint(run), "points-dark");
}

TEST_F(GoldenScreens, NumbersOnALineInTheDark) {
  ShownRun run(api::Phase::ready, 4000, ShownRun::Kind::points);
  run.settle();
  make_one_dimensional(run);
  run.model.workspace = model::Workspace::playground;
  check(painter_->paint(run), "line-dark");
}

TEST_F(GoldenScreens, DivergencesInTheLight) {
  ShownRun run(api::Phase::ready, 4000, ShownRun::Kind::points);
  run.settle();
  run.model.dark = false;
  run.model.workspace = model::Workspace::playground;
  run.model.playground.room = "figures";
  check(painter_->paint(run), "divergences-light");
}

TEST_F(GoldenScreens, DAloneInTheDark) {
  ShownRun run(api::Phase::ready, 4000, ShownRun::Kind::points);
  run.settle();
  run.model.workspace = model::Workspace::playground;
  run.model.playground.room = "ways";
  show_hills(run.model, 12);
  check(painter_->paint(run), "hills-dark");
}

TEST_F(GoldenScreens, OneStepSlowlyWhereTheGradientFlowsBack) {
  ShownRun run(api::Phase::ready, 1241, ShownRun::Kind::points);
  show_slowly(run, api::StepPart::gradient_g);
  check(painter_->paint(run), "slowly-dark");
}

TEST_F(GoldenScreens, APlotFromNear) {
  ShownRun run(api::Phase::ready);
  const image::Picture whole = painter_->paint(run);
  check(painter_->cut(whole, "plot/loss"), "plot-loss");
}

/// A page of text and formulas, as lessons have them.
class GoldenPages : public GoldenScreens {
 protected:
  image::Picture page(bool dark, float scale = 1) {
    painter_.reset();  // one ImGui context at a time
    const int width = static_cast<int>(1280 * scale), height = static_cast<int>(720 * scale);
    painter_ = std::make_unique<Painter>(width, height, scale, lesson_page());
    ShownRun run(api::Phase::ready, 0);
    run.model.dark = dark;
    return painter_->paint(run);
  }
};

TEST_F(GoldenPages, TextAndFormulasInTheDark) { check(page(true), "lesson-page-dark"); }

TEST_F(GoldenPages, TextAndFormulasInTheLight) { check(page(false), "lesson-page-light"); }

}  // namespace
}  // namespace ganscope::testing
