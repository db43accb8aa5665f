#include "app/model/lesson_desk.h"

#include <gtest/gtest.h>

#include <map>

#include "app/model/keys.h"
#include "app/model/preferences.h"
#include "app/model/status_values.h"
#include "app/script/names.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

constexpr const char* text = R"(+++
[look]
begin = ["go train", "set lr_g 0.004"]
controls = ["lr_g"]

[guess]
begin = ["pause"]
came_true = ["measure.modes<=2", "measure.modes>2"]
seen = "run"

[run]
plots = ["modes"]
point = ["transport/start"]
check = ["measure.modes<=2"]
steps = 100
do = ["click transport/start"]

[end]
begin = ["go explore/map"]
+++
# Title
Goal.
## Look {#look}
Text.
## Guess {#guess}
### Predict
- One
- More
## Run {#run}
### Check
Keep it for 100 steps.
## End {#end}
Text.
## Summary
1. a
2. b
3. c
)";

class LessonDeskTest : public ::testing::Test {
 protected:
  LessonDeskTest() {
    auto lesson = lessons::read_lesson(text, "01-test.md");
    EXPECT_TRUE(lesson) << describe(lesson.error());
    auto library = std::make_shared<lessons::Library>();
    library->lessons.push_back(std::move(*lesson));
    t.model.lesson_desk.library = library;
  }
  void open() { t.reduce(action::OpenLesson{"test"}); }
  void go(size_t step) { t.reduce(action::GoToLessonStep{step}); }
  /// A look at the check, at a training step, with so many modes.
  void look(int64_t step, double modes) {
    api::Status status = *t.model.status;
    status.step = step;
    t.session.set_status(status);
    t.session.acknowledge();
    t.pump();
    t.now_s += 1;
    values_["measure.modes"] = modes;
    (void)follow_lesson(
        t.model, [&](std::string_view name) { return script::find_status(values_, name); }, t.now_s);
  }
  testing::ModelUnderTest t;
  script::StatusValues values_;
};

TEST_F(LessonDeskTest, OpensWhereItWasLeftAndDoesWhatTheStepBeginsWith) {
  open();
  EXPECT_EQ(t.model.workspace, Workspace::lessons);
  EXPECT_EQ(t.model.scene(), Workspace::train);
  ASSERT_FALSE(t.session.commands.empty());
  EXPECT_DOUBLE_EQ(std::get<api::Tune>(t.session.commands.back()).value, 0.004);
  EXPECT_EQ(introduced_controls(t.model), std::vector<std::string>{"lr_g"});
  go(1);
  t.reduce(action::OpenLesson{});
  EXPECT_EQ(t.model.scene(), Workspace::lessons);
  open();
  EXPECT_EQ(open_step(t.model)->id, "guess");
}

TEST_F(LessonDeskTest, AsksForAPredictionAndSaysWhatCameTrue) {
  open();
  go(1);
  EXPECT_FALSE(may_go_on(t.model));
  predict(t.model, 1);
  EXPECT_TRUE(may_go_on(t.model));
  go(2);
  look(10, 1);
  look(110, 1);
  ASSERT_TRUE(step_done(t.model, *open_step(t.model)));
  EXPECT_EQ(record_of(t.model, "test").said.at("guess"), 1);
  EXPECT_EQ(record_of(t.model, "test").came.at("guess"), 0);
}

TEST_F(LessonDeskTest, ACheckHoldsWithoutABreakOrBeginsAnew) {
  open();
  go(2);
  EXPECT_FALSE(may_go_on(t.model));
  look(10, 1);
  look(80, 1);
  EXPECT_DOUBLE_EQ(t.model.lesson_desk.watch.share, 0.7);
  look(90, 5);
  EXPECT_EQ(t.model.lesson_desk.watch.share, 0);
  look(100, 2);
  look(199, 2);
  EXPECT_FALSE(may_go_on(t.model));
  look(200, 2);
  EXPECT_TRUE(may_go_on(t.model));
  EXPECT_TRUE(pointed_items(t.model).empty()) << "what is done glows no more";
}

TEST_F(LessonDeskTest, ACheckWaitsUntilTheProgramsHandHasLetGoOfTheMouse) {
  open();
  go(2);
  t.model.lesson_desk.in_hand = true;
  look(10, 1);
  look(210, 1);
  EXPECT_FALSE(may_go_on(t.model)) << "nobody could press Next";
  t.model.lesson_desk.in_hand = false;
  look(211, 1);
  look(311, 1);
  EXPECT_TRUE(may_go_on(t.model));
}

TEST_F(LessonDeskTest, CanBeSkippedToTheSummaryAndBack) {
  open();
  go(3);
  EXPECT_EQ(t.model.scene(), Workspace::explore);
  EXPECT_EQ(t.model.explore.tab, 5);
  EXPECT_FALSE(record_of(t.model, "test").finished);
  go(4);
  EXPECT_EQ(open_step(t.model), nullptr);
  EXPECT_TRUE(record_of(t.model, "test").finished);
  const size_t posted = t.session.commands.size();
  go(2);
  EXPECT_EQ(t.model.scene(), Workspace::train) << "where it played then";
  EXPECT_EQ(t.session.commands.size(), posted) << "who goes back keeps the run";
  t.reduce(action::BeginLessonAnew{});
  EXPECT_FALSE(record_of(t.model, "test").finished);
  EXPECT_EQ(t.model.lesson_desk.step, 0U);
}

TEST_F(LessonDeskTest, StaysOpenWhileItDrivesAndIsLeftByTheBar) {
  open();
  t.reduce(action::SelectLatent{3, true});
  EXPECT_EQ(t.model.workspace, Workspace::lessons);
  EXPECT_EQ(t.model.scene(), Workspace::explore);
  t.reduce(action::SwitchWorkspace{Workspace::train});
  EXPECT_EQ(t.model.workspace, Workspace::train);
  t.reduce(action::SwitchWorkspace{Workspace::lessons});
  EXPECT_EQ(t.model.lesson_desk.lesson, "test");
}

TEST_F(LessonDeskTest, IsRememberedInThePreferences) {
  open();
  go(1);
  predict(t.model, 1);
  go(2);
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "preferences.toml";
  ASSERT_TRUE(save_preferences(t.model.preferences, file));
  const Preferences loaded = load_preferences(file, {});
  ASSERT_TRUE(loaded.lessons.contains("test"));
  EXPECT_EQ(loaded.lessons.at("test").step, "run");
  EXPECT_EQ(loaded.lessons.at("test").said.at("guess"), 1);
  EXPECT_TRUE(loaded.lessons.at("test").done.contains("guess"));
}

TEST_F(LessonDeskTest, TheTeachersModeHidesWhatWasNotIntroducedAndIsRemembered) {
  open();
  EXPECT_FALSE(hides_option(t.model, "lr_d"));
  EXPECT_EQ(timer_minutes(t.model), 0);
  set_teaching(t.model, true, 1);
  EXPECT_TRUE(t.model.preferences.teaching);
  EXPECT_TRUE(std::get<bool>(status_values(t.model).at("lesson_teaching")));
  EXPECT_TRUE(hides_option(t.model, "lr_d"));
  EXPECT_FALSE(hides_option(t.model, "lr_g"));
  EXPECT_TRUE(hides_plot(t.model, "modes"));
  EXPECT_GT(timer_minutes(t.model), 0) << "every step has one";
  start_timer(t.model, 5);
  EXPECT_GT(t.model.lesson_desk.timer_ends_s, 5);
  go(2);
  EXPECT_FALSE(hides_plot(t.model, "modes"));
  t.reduce(action::SwitchWorkspace{Workspace::train});
  EXPECT_FALSE(hides_option(t.model, "lr_d")) << "outside lessons everything is there";
  UiModel later;
  apply_preferences(later, t.model.preferences);
  EXPECT_TRUE(later.lesson_desk.teaching);
}

/// What `lesson check` knows by name is what there is.
TEST_F(LessonDeskTest, EveryStatusValueIsKnownByName) {
  open();
  for (const auto& [name, value] : status_values(t.model)) EXPECT_TRUE(script::known_status(name)) << name;
}

}  // namespace
}  // namespace ganscope::model
