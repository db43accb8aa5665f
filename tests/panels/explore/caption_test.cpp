// A run that is told captions: the field for a sentence, and its words as chips.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/model/asks.h"
#include "app/model/reduce_explore.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct CaptionField : ::testing::Test {
  CaptionField() {
    set_up_run(stage.model, api::Phase::running, 100);
    api::Status status = *stage.model.status;
    status.experiment.change([](auto& experiment) { experiment.settings.set("conditional", true); });
    status.data.captions =
        std::make_shared<const captions::Vocabulary>(captions::Vocabulary{{{"red hair", "红头发", 0},
                                                                           {"blond hair", "金头发", 0},
                                                                           {"glasses", "戴眼镜", 1},
                                                                           {"a hat", "戴帽子", 2, {"hat"}}},
                                                                          {{0, 2}, {3}}});
    stage.model.status = std::make_shared<const api::Status>(std::move(status));
    stage.model.workspace = model::Workspace::explore;
    model::restart_explore(stage.model);
    stage.show({"explore"}, 3);
    stage.asked.clear();
  }
  /// Carries out what was asked.
  void carry_out() {
    stage.frames(2);
    for (const model::Action& action : std::exchange(stage.asked, {}))
      if (const auto* wanted = std::get_if<model::ExploreAction>(&action))
        model::reduce_explore(stage.model, *wanted, 0);
    stage.frames(2);
  }
  void type(const std::string& sentence) {
    stage.click("explore/caption");
    stage.frames(2);
    stage.type(sentence);
    carry_out();
  }
  [[nodiscard]] std::string shown() const {
    return std::get<std::string>(stage.item("explore/caption").value);
  }
  PanelStage stage;
};

TEST_F(CaptionField, ShowsWhatTheLatentInHandIsDrawnBy) {
  stage.model.explore.label = 0;
  stage.frames(2);
  EXPECT_EQ(shown(), "red hair, glasses");
  EXPECT_FALSE(stage.has("explore/label")) << "captions are no classes";
  const api::Ask ask = model::blank_ask(stage.model);
  EXPECT_THAT(ask.captions, ElementsAre(IsEmpty())) << "nothing was typed";
}

TEST_F(CaptionField, DrawsWhatIsTyped) {
  type("blond hair, a hat");
  EXPECT_EQ(stage.model.explore.label, 2) << "behind the examples";
  EXPECT_THAT(stage.model.explore.caption.said, ElementsAre(1, 3));
  EXPECT_FALSE(stage.model.explore.caption.trouble);
  const api::Ask ask = model::blank_ask(stage.model);
  EXPECT_THAT(ask.captions, ElementsAre(ElementsAre(1, 3)));
  EXPECT_EQ(stage.model.fixed_label(2), 0) << "the fixed latents keep theirs";
}

TEST_F(CaptionField, AnswersWhatNobodyKnowsInPlace) {
  type("glasses, beard");
  EXPECT_THAT(stage.model.explore.caption.said, ElementsAre(2)) << "what is understood is drawn";
  EXPECT_THAT(std::get<std::string>(stage.item("explore/caption/trouble").value), HasSubstr("“beard”"));
  EXPECT_THAT(std::get<std::string>(stage.item("explore/caption/trouble").value),
              HasSubstr("red hair, blond hair, glasses, a hat"));
}

TEST_F(CaptionField, AChipNamesAWordOrNoLonger) {
  stage.model.explore.label = 0;
  stage.frames(2);
  stage.click("explore/word/3");
  carry_out();
  EXPECT_EQ(shown(), "red hair, glasses, a hat");
  stage.click("explore/word/1");
  carry_out();
  EXPECT_EQ(shown(), "blond hair, glasses, a hat") << "in place of the other colour";
  stage.click("explore/word/2");
  carry_out();
  EXPECT_THAT(stage.model.explore.caption.said, ElementsAre(1, 3));
  model::reduce_explore(stage.model, model::explore_action::ExploreUndo{}, 0);
  stage.frames(2);
  EXPECT_EQ(shown(), "blond hair, glasses, a hat");
}

}  // namespace
}  // namespace ganscope::testing
