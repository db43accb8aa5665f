#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "app/lessons/library.h"
#include "app/model/lesson_desk.h"
#include "app/model/reduce_explore.h"
#include "tests/panels/support/compared_runs.h"
#include "tests/panels/support/found_directions.h"
#include "tests/panels/support/listed_runs.h"
#include "tests/panels/support/opened_rooms.h"
#include "tests/panels/support/shown_run.h"
#include "tests/panels/support/told_step.h"
#include "tests/panels/support/whole_interface.h"

namespace ganscope::testing {
namespace {

/// Names of attributes and of directions are the data's and the user's; where they are cut, a list or a
/// tooltip has the whole.
constexpr std::array<std::string_view, 2> names{"glasses", "+  hair length: long"};

/// Draws what the window may show in one language and at one size, and collects the words that do not fit.
class Fitting : public ::testing::TestWithParam<std::string> {
 protected:
  void look(const std::string& where, model::UiModel& model) {
    model.language = GetParam();
    for (const ImVec2 size : {ImVec2{1280, 720}, ImVec2{1600, 900}}) {
      window_.draw(model, size);
      window_.draw(model, size);
      for (const std::string& words : window_.items().cut_texts())
        if (std::ranges::find(names, words) == names.end())
          cut_.insert(where + ", " + std::to_string(static_cast<int>(size.x)) + ": " + words);
    }
  }
  void expect_none() const {
    for (const std::string& words : cut_) ADD_FAILURE() << "does not fit: " << words;
  }

 private:
  WholeInterface window_{1, false};
  std::set<std::string> cut_;
};

TEST_P(Fitting, EveryStepOfEveryLessonHasRoomForItsWords) {
  const auto library = std::make_shared<lessons::Library>(lessons::load_library({}));
  ASSERT_GE(library->lessons.size(), 15U);
  ShownRun run;
  run.settle();
  model::UiModel& model = run.model;
  model.workspace = model::Workspace::lessons;
  model.lesson_desk.library = library;
  look("the list of lessons", model);
  for (const lessons::Lesson& lesson : library->lessons) {
    model.lesson_desk.lesson = lesson.key;
    for (size_t step = 0; step <= lesson.steps.size(); ++step) {
      model.lesson_desk.step = step;
      look(lesson.key + " " + std::to_string(step + 1), model);
    }
  }
  expect_none();
}

TEST_P(Fitting, EveryWorkspaceHasRoomForItsWords) {
  using Kind = ShownRun::Kind;
  ShownRun faces;
  faces.settle();
  look("Train", faces.model);
  for (const char* sheet : {"help", "settings", "options", "layers", "meanings", "experiment"}) {
    faces.model.open_sheet = sheet;
    look(sheet, faces.model);
  }
  faces.model.open_sheet.clear();
  faces.model.workspace = model::Workspace::explore;
  model::take_fixed_latent(faces.model, 18);
  show_found_directions(faces.model);
  faces.settle();
  for (int tab = 0; tab < 6; ++tab) {
    faces.model.explore.tab = tab;
    faces.settle();
    look("Explore " + std::to_string(tab + 1), faces.model);
  }
  ShownRun other, pair;
  show_comparisons(other);
  look("Compare", other.model);
  show_compared(pair, other);
  look("Compare two", pair.model);
  ShownRun table;
  table.settle();
  show_listed_runs(table.model);
  look("the table of runs", table.model);
  table.model.runs_desk.asked = "/runs/faces-0003";
  look("deleting a run", table.model);
  ShownRun points(api::Phase::ready, 600, Kind::points);
  points.settle();
  look("Train on points", points.model);
  show_slowly(points, api::StepPart::gradient_g);
  look("One step, slowly", points.model);
  ShownRun plane(api::Phase::running, 600, Kind::points);
  plane.model.workspace = model::Workspace::playground;
  plane.settle();
  look("Playground", plane.model);
  show_three_ways(plane.model, 10);
  for (const char* room : {"ways", "figures"}) {
    plane.model.playground.room = room;
    plane.settle();
    look(std::string("Playground ") + room, plane.model);
  }
  expect_none();
}

INSTANTIATE_TEST_SUITE_P(Languages, Fitting, ::testing::Values("en", "zh"),
                         [](const auto& language) { return language.param; });

}  // namespace
}  // namespace ganscope::testing
