#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/model/reduce_explore.h"
#include "app/model/sketch.h"
#include "tests/panels/support/compared_runs.h"
#include "tests/panels/support/found_directions.h"
#include "tests/panels/support/listed_runs.h"
#include "tests/panels/support/opened_rooms.h"
#include "tests/panels/support/shown_run.h"
#include "tests/panels/support/told_step.h"
#include "tests/panels/support/translating_run.h"
#include "tests/panels/support/whole_interface.h"

namespace ganscope::testing {
namespace {

using api::Phase;

/// Something that the window may show.
struct Scene {
  const char* name;
  std::unique_ptr<ShownRun> run;
  bool thorough = false;  ///< every pixel of the small sizes
};

void change(model::UiModel& model, const std::function<void(api::Status&)>& what) {
  auto status = std::make_shared<api::Status>(*model.status);
  what(*status);
  model.status = status;
}

void fill_lists(model::UiModel& model) {
  for (int i = 0; i < 60; ++i)
    model.log.push_back(
        {i % 7 == 0 ? LogLevel::warning : LogLevel::info, "a line of the log " + std::string(20 + i, 'x')});
  for (int i = 0; i < 12; ++i) model.recent_runs.push_back("/runs/faces-" + std::to_string(i));
  auto layers = std::make_shared<std::vector<api::LayerRow>>();
  for (int i = 0; i < 12; ++i)
    layers->push_back({i % 2 == 0 ? "generator" : "discriminator",
                       "block",
                       "convolution",
                       "3×3, stride 2",
                       {16, 8, 8},
                       {32, 4, 4},
                       4640,
                       74240});
  change(model, [&](api::Status& status) {
    status.layers = layers;
    status.data.label_names = {"cat", "a very long name of a class that fits nowhere", "dog"};
    status.events.push_back({1200, "lr_d", "Discriminator learning rate 0.0010 → 0.0005", 0.001, 0.0005});
  });
  model::add_toast(
      model, {0, true, "Something went wrong with a long sentence about it", "And a hint", "", "", 10}, 10);
  model::add_toast(model, {0, false, "Picture saved", "/tmp/x.png", "Go on with it", "/runs/x", 1e9}, 1e9);
}

std::vector<Scene> scenes() {
  std::vector<Scene> all;
  using Kind = ShownRun::Kind;
  const auto add = [&](const char* name, Phase phase, Kind kind, bool thorough = false) -> ShownRun& {
    all.push_back({name, std::make_unique<ShownRun>(phase, phase == Phase::idle ? 0 : 600, kind), thorough});
    all.back().run->settle();
    if (phase != Phase::idle) fill_lists(all.back().run->model);
    return *all.back().run;
  };
  const auto explores = [](ShownRun& run, int tab) {
    run.model.workspace = model::Workspace::explore;
    model::take_fixed_latent(run.model, 18);
    run.settle();
    run.model.explore.tab = tab;
    run.model.explore.all_dimensions = tab == model::ExploreState::tab_samples;
  };
  add("idle", Phase::idle, Kind::faces);
  add("training", Phase::running, Kind::faces, true);
  constexpr int samples = model::ExploreState::tab_samples, dimensions = model::ExploreState::tab_dimensions;
  explores(add("exploring", Phase::ready, Kind::faces, true), dimensions);
  explores(add("exploring samples", Phase::running, Kind::faces), samples);
  explores(add("no directions", Phase::running, Kind::faces), 2);
  ShownRun& directions = add("directions", Phase::running, Kind::faces);
  explores(directions, 2);
  show_found_directions(directions.model);
  directions.settle();
  make_translating(add("held-out pictures", Phase::running, Kind::faces));
  ShownRun& board = add("the drawing board", Phase::running, Kind::faces);
  make_translating(board, false);
  board.settle();
  board.model.workspace = model::Workspace::explore;
  model::start_sketch(board.model, 1);
  for (Scene* scene : {&*std::prev(all.end(), 2), &all.back()}) scene->run->settle();
  add("points", Phase::running, Kind::points);
  explores(add("exploring points", Phase::running, Kind::points), dimensions);
  show_slowly(add("one step, slowly", Phase::ready, Kind::points), api::StepPart::gradient_g);
  make_one_dimensional(add("numbers", Phase::running, Kind::points));
  const auto enters = [](ShownRun& run, const char* room) {
    run.model.workspace = model::Workspace::playground;
    run.model.playground.room = room;
    run.settle();
  };
  ShownRun& numbers = add("numbers in the Playground", Phase::running, Kind::points);
  make_one_dimensional(numbers);
  enters(numbers, "");
  ShownRun& three = add("three ways", Phase::running, Kind::points);
  show_three_ways(three.model, 10);
  enters(three, "ways");
  enters(add("divergences", Phase::running, Kind::points), "figures");
  explores(add("nothing to explore", Phase::idle, Kind::faces), dimensions);
  for (const Kind kind : {Kind::faces, Kind::points}) {
    ShownRun other(Phase::ready, 300, kind);
    show_comparisons(other);
    show_compared(add("two runs", Phase::running, kind), other);
  }
  show_moments(add("two moments", Phase::ready, Kind::faces));
  show_comparisons(add("nothing compared yet", Phase::ready, Kind::faces));
  show_listed_runs(add("the table of runs", Phase::ready, Kind::faces).model);
  ShownRun& naming = add("a run that is renamed", Phase::ready, Kind::faces);
  show_listed_runs(naming.model);
  naming.model.runs_desk.naming = "/runs/faces-0002";
  ShownRun& deleting = add("a run that is to be deleted", Phase::ready, Kind::faces);
  show_listed_runs(deleting.model);
  deleting.model.runs_desk.asked = "/runs/faces-0002";
  add("a moment of the past", Phase::ready, Kind::faces).model.moment = 250;
  add("presentation", Phase::running, Kind::faces).model.presentation = true;
  change(add("failed", Phase::failed, Kind::faces).model, [](api::Status& status) {
    status.failure = Failure{FailureKind::io, "the data cannot be read", "/data", "look there"};
  });
  change(add("loading", Phase::running, Kind::faces).model, [](api::Status& status) {
    status.progress = Progress{"Drawing faces", 100, 20000};
  });
  add("first hint", Phase::ready, Kind::faces).model.show_hint = true;
  add("split", Phase::running, Kind::faces).model.preferences.splits = {{"train.left", 0.9F},
                                                                        {"train.right", 0.97F}};
  for (const char* sheet : {"log", "help", "open", "experiment", "options", "layers", "meanings"}) {
    add(sheet, Phase::running, Kind::faces).model.open_sheet = sheet;
    add(sheet, Phase::idle, Kind::faces).model.open_sheet = sheet;
  }
  explores(add("help over Explore", Phase::running, Kind::faces), dimensions);
  all.back().run->model.open_sheet = "help";
  return all;
}

/// 1 px, then all small ones (every `stride`), then ever fewer up to `most`.
std::vector<float> lengths(float all_to, float most, int stride) {
  std::vector<float> px;
  for (float length = 1; length <= most; length += length < all_to ? static_cast<float>(stride) : length / 9)
    px.push_back(std::floor(length));
  return px;
}

class EverySize : public ::testing::TestWithParam<float> {};

TEST_P(EverySize, OfTheWindowIsDrawnFromOnePixelOnInEveryState) {
  const float scale = GetParam();
  WholeInterface window(scale, true);
  int turn = 0;
  for (Scene& scene : scenes()) {
    SCOPED_TRACE(scene.name);
    model::UiModel& model = scene.run->model;
    const int stride = scene.thorough ? std::max(1, static_cast<int>(scale)) : 1 + turn % 3;
    const float small = scale * (scene.thorough ? 260 : 180);
    for (const float length : lengths(small, 1100 * scale, stride)) {
      model.dark = ++turn % 2 == 0;
      window.draw(model, {1280 * scale, length});
      window.draw(model, {length, 720 * scale});
      if (turn % 3 == 0) window.draw(model, {length, length});
    }
    ASSERT_TRUE(window.broken.empty()) << window.broken.front() << " lies nowhere";
    EXPECT_TRUE(window.unknown.empty()) << *window.unknown.begin() << " is unknown to app/script/names.cpp";
    window.unknown.clear();
  }
  EXPECT_GT(window.frames, 1000);
}

INSTANTIATE_TEST_SUITE_P(Scales, EverySize, ::testing::Values(0.5F, 1.0F, 2.0F, 4.0F), [](const auto& scale) {
  return "Scale" + std::to_string(static_cast<int>(scale.param * 100));
});

TEST(EveryScale, IsDrawnWhateverADisplaySaysOfItself) {
  for (const float scale :
       {0.0F, -1.0F, 1e-9F, 0.25F, 0.9F, 0.9375F, 1.1F, 3.7F, 8.0F, 1e9F,
        std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    SCOPED_TRACE(scale);
    WholeInterface window(scale, true);
    ShownRun run;
    run.settle();
    for (const bool presentation : {false, true}) {
      run.model.presentation = presentation;
      for (const ImVec2 size : {ImVec2{1, 1}, ImVec2{640, 360}, ImVec2{1600, 900}, ImVec2{0, 0}})
        window.draw(run.model, size);
    }
    EXPECT_GE(ImGui::GetStyle().WindowMinSize.x, 1);
    EXPECT_TRUE(window.broken.empty());
  }
}

}  // namespace
}  // namespace ganscope::testing
