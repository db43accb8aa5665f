#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "app/model/lesson_desk.h"
#include "app/model/reduce_explore.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {
namespace {

constexpr const char* text = R"(+++
[look]

[guess]
controls = ["lr_g"]
plots = ["belief"]
came_true = ["step>=1", "step<1"]
seen = "end"

[end]
+++
# Title
Goal.
## Look {#look}
Some words to read.
## Guess {#guess}
Text.
### Predict
- One
- More
## End {#end}
Text.
## Summary
1. a
2. b
3. c
)";

class TeacherTest : public ::testing::Test {
 protected:
  TeacherTest() {
    run.settle();
    stage.model = run.model;
    auto lesson = lessons::read_lesson(text, "01-test.md");
    EXPECT_TRUE(lesson) << describe(lesson.error());
    auto library = std::make_shared<lessons::Library>();
    library->lessons.push_back(std::move(*lesson));
    model::LessonDesk& desk = stage.model.lesson_desk;
    desk.library = library;
    desk.lesson = library->lessons.front().key;
    stage.model.workspace = model::Workspace::lessons;
  }
  void show(size_t step) {
    stage.model.lesson_desk.step = step;
    stage.show({"lesson_text", "lesson_controls", "plots", "options_sheet"}, 2);
  }
  /// Does what the panels asked of the desk last.
  void perform() {
    const auto* asked = stage.last<model::ExploreAction>();
    ASSERT_NE(asked, nullptr);
    const auto* change = std::get_if<model::explore_action::UseTool>(asked);
    ASSERT_NE(change, nullptr);
    change->change(stage.model, 3);
    stage.frames(2);
  }
  [[nodiscard]] float height_of(const std::string& name) const {
    return stage.item(name).max.y - stage.item(name).min.y;
  }
  ShownRun run{api::Phase::running, 600, ShownRun::Kind::points};
  PanelStage stage;
};

TEST_F(TeacherTest, TheButtonTurnsLargeTypeOnAndOff) {
  show(0);
  const float usual = height_of("lesson/text");
  EXPECT_FALSE(stage.has("lesson/timer"));
  stage.click("lesson/teacher");
  perform();
  EXPECT_TRUE(stage.model.lesson_desk.teaching);
  EXPECT_TRUE(stage.model.preferences.teaching);
  EXPECT_GE(stage.model.preferences_changed_s, 0) << "it is to be saved";
  EXPECT_GT(height_of("lesson/text"), 1.25F * usual);
  EXPECT_TRUE(stage.has("lesson/timer")) << "though the lesson says nothing of one";
  stage.click("lesson/teacher");
  perform();
  EXPECT_FALSE(stage.model.lesson_desk.teaching);
  EXPECT_FLOAT_EQ(height_of("lesson/text"), usual);
}

TEST_F(TeacherTest, ShowsOnlyThePlotsThatWereIntroducedAndSaysSo) {
  show(0);
  EXPECT_TRUE(stage.has("plot/loss/frame"));
  EXPECT_FALSE(stage.has("lesson/later"));
  stage.model.lesson_desk.teaching = true;
  show(0);
  EXPECT_FALSE(stage.has("plot/loss/frame"));
  EXPECT_FALSE(stage.has("plot/belief/frame"));
  EXPECT_EQ(std::get<std::string>(stage.item("lesson/later").value), "The lesson introduces the rest later");
  show(1);
  EXPECT_FALSE(stage.has("plot/loss/frame"));
  EXPECT_TRUE(stage.has("plot/belief/frame"));
  EXPECT_TRUE(stage.has("lesson/later"));
  EXPECT_TRUE(stage.has("lesson/vote/0"));
  EXPECT_TRUE(stage.has("lesson/vote/1"));
}

TEST_F(TeacherTest, TheSheetOfOptionsHasOnlyThoseThatWereIntroduced) {
  stage.model.open_sheet = "options";
  stage.model.lesson_desk.teaching = true;
  show(0);
  EXPECT_TRUE(stage.has("options/later"));
  EXPECT_FALSE(stage.has("experiment/lr_g"));
  EXPECT_FALSE(stage.has("experiment/lr_d"));
  show(1);
  EXPECT_TRUE(stage.has("experiment/lr_g"));
  EXPECT_FALSE(stage.has("experiment/lr_d"));
  stage.model.lesson_desk.teaching = false;
  show(1);
  EXPECT_FALSE(stage.has("options/later"));
  EXPECT_TRUE(stage.has("experiment/lr_d"));
}

}  // namespace
}  // namespace ganscope::testing
