#include <gtest/gtest.h>

#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::testing {
namespace {

TEST(Toasts, GoAfterFiveSecondsUnlessTheyAreErrors) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  model::Toast told, wrong;
  told.serial = 1, told.text = "Saved", told.born_s = stage.time_s;
  wrong.serial = 2, wrong.error = true, wrong.text = "The disk is full", wrong.born_s = stage.time_s;
  stage.model.toasts = {told, wrong};
  stage.show({"overlays"}, 2);
  EXPECT_TRUE(stage.has("toast/1"));
  EXPECT_EQ(stage.last<model::action::DismissToast>(), nullptr);
  stage.time_s += 5;
  stage.frames(2);
  ASSERT_NE(stage.last<model::action::DismissToast>(), nullptr);
  EXPECT_EQ(stage.last<model::action::DismissToast>()->serial, 1U);
  stage.model.toasts = {wrong};
  stage.click("toast/2/close");
  EXPECT_EQ(stage.last<model::action::DismissToast>()->serial, 2U);
}

TEST(Trouble, ADivergedRunOffersTheLastGoodMoment) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::diverged, 1100);
  stage.show({"overlays"}, 2);
  ASSERT_TRUE(stage.has("overlay/last_good"));
  stage.click("overlay/last_good");
  ASSERT_NE(stage.posted<api::Rewind>(), nullptr);
  EXPECT_EQ(stage.posted<api::Rewind>()->step, 1000);
}

TEST(Progress, LoadingCanBeCancelled) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::loading, 0);
  change_status(stage.model, [](api::Status& status) {
    status.progress = Progress{"Reading pictures", 300, 1000};
  });
  stage.show({"overlays"}, 2);
  EXPECT_NEAR(std::get<double>(stage.item("status/progress").value), 0.3, 1e-9);
  stage.click("status/progress/cancel");
  EXPECT_NE(stage.posted<api::Cancel>(), nullptr);
}

TEST(Sheets, CloseAtTheirButtonAndAtAClickBeside) {
  for (const char* sheet : {"log", "help", "open"}) {
    PanelStage stage;
    set_up_run(stage.model, api::Phase::ready, 0);
    stage.model.open_sheet = sheet;
    stage.show({"overlays"}, 3);
    stage.click(std::string(sheet) + "/close");
    ASSERT_NE(stage.last<model::action::ShowSheet>(), nullptr) << sheet;
    EXPECT_FALSE(stage.last<model::action::ShowSheet>()->open);
    stage.asked.clear();
    stage.click_at({4, 450});
    EXPECT_NE(stage.last<model::action::ShowSheet>(), nullptr) << sheet;
  }
}

TEST(Help, ItsGlossaryIsFoundInBothLanguages) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.open_sheet = "help";
  stage.show({"overlays"}, 3);
  EXPECT_FALSE(stage.has("help/search"));
  stage.click("help/tab/1");
  ASSERT_NE(stage.last<model::action::ShowHelp>(), nullptr);
  EXPECT_TRUE(stage.last<model::action::ShowHelp>()->glossary);
  stage.model.help_glossary = true;
  stage.frames(2);
  EXPECT_TRUE(stage.has("help/term/gan"));
  stage.click("help/search");
  stage.type("CRITIC");
  stage.frames(2);
  EXPECT_EQ(stage.last<model::action::ShowHelp>()->words, "CRITIC");
  stage.press(ImGuiKey_Enter);
  stage.frames(2);
  for (const char* words : {"CRITIC", "评论家"}) {
    stage.model.help_words = words;
    stage.frames(2);
    EXPECT_TRUE(stage.has("help/term/critic")) << words;
    EXPECT_FALSE(stage.has("help/term/gan")) << words;
  }
  stage.model.help_words = "no such word";
  stage.frames(2);
  EXPECT_TRUE(stage.has("help/nothing"));
}

TEST(GeneratorSheet, AsksBeforeAProgramIsRunAndThenForWhatIsNotKnown) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.open_sheet = "generator";
  stage.model.generator = {"/models/cats.pt"};
  stage.show({"overlays"}, 2);
  EXPECT_NE(
      std::get<std::string>(stage.item("generator/words").value).find("it can do anything that you can do"),
      std::string::npos);
  EXPECT_FALSE(stage.has("generator/latent"));
  stage.click("generator/cancel");
  EXPECT_EQ(stage.last<model::action::OpenGenerator>(), nullptr);
  ASSERT_NE(stage.last<model::action::ShowSheet>(), nullptr);
  stage.click("generator/open");
  ASSERT_NE(stage.last<model::action::OpenGenerator>(), nullptr);
  EXPECT_EQ(stage.last<model::action::OpenGenerator>()->path, "/models/cats.pt");

  stage.model.generator = {"/models/cats.pt", true, "not found out"};
  stage.frames(2);
  EXPECT_FALSE(stage.has("generator/open"));
  EXPECT_EQ(std::get<std::string>(stage.item("generator/words").value), "not found out");
  EXPECT_TRUE(stage.has("generator/latent"));
}

TEST(TopBar, SwitchesWorkspacesAndSaysThePhase) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  stage.show({"top_bar"}, 2);
  EXPECT_EQ(std::get<std::string>(stage.item("status/phase").value), "running");
  EXPECT_TRUE(stage.item("bar/lessons").enabled);
  EXPECT_TRUE(stage.item("bar/compare").enabled);
  stage.click("bar/explore");
  ASSERT_NE(stage.last<model::action::SwitchWorkspace>(), nullptr);
  EXPECT_EQ(stage.last<model::action::SwitchWorkspace>()->to, model::Workspace::explore);
  stage.click("bar/theme");
  ASSERT_NE(stage.last<model::action::SetTheme>(), nullptr);
  EXPECT_FALSE(stage.last<model::action::SetTheme>()->dark);
}

TEST(Settings, LanguageSizeOfTypeAndColoursAreChosen) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  stage.show({"top_bar", "overlays"}, 2);
  stage.click("bar/settings");
  ASSERT_NE(stage.last<model::action::ShowSheet>(), nullptr);
  EXPECT_EQ(stage.last<model::action::ShowSheet>()->key, "settings");
  stage.model.open_sheet = "settings";
  stage.frames(2);
  stage.click("settings/language/1");
  ASSERT_NE(stage.last<model::action::SetLanguage>(), nullptr);
  EXPECT_EQ(stage.last<model::action::SetLanguage>()->language, "zh");
  stage.click("settings/type/more");
  ASSERT_NE(stage.last<model::action::SetTypeSize>(), nullptr);
  EXPECT_EQ(stage.last<model::action::SetTypeSize>()->px, model::usual_type_px + 1);
  stage.click("settings/theme/1");
  ASSERT_NE(stage.last<model::action::SetTheme>(), nullptr);
  EXPECT_FALSE(stage.last<model::action::SetTheme>()->dark);
}

TEST(OpenSheet, AFolderIsLookedIntoAndItsPicturesAreTrainedOn) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.open_sheet = "open";
  stage.model.browser.places = {{"Home", "/home/me"}};
  stage.show({"overlays"}, 2);
  stage.click("open/place/0");
  const auto* browse = stage.last<model::action::BrowseFolder>();
  ASSERT_NE(browse, nullptr);
  EXPECT_EQ(browse->path, "/home/me");

  stage.model.browser.folder = "/home/me";
  stage.frames(2);
  EXPECT_FALSE(stage.item("open/train").enabled) << "nobody knows yet what is in it";
  using Kind = model::FolderListing::Kind;
  model::FolderListing listing{"/home/me", "/home", {}, {}, 12, false, false, ""};
  listing.entries = {{Kind::folder, "cats", "/home/me/cats"}, {Kind::run, "faces-1", "/home/me/faces-1"}};
  stage.model.browser.listing = std::make_shared<const model::FolderListing>(listing);
  stage.frames(2);
  stage.click("open/entry/0");
  EXPECT_EQ(stage.last<model::action::BrowseFolder>()->path, "/home/me/cats");
  stage.click("open/up");
  EXPECT_EQ(stage.last<model::action::BrowseFolder>()->path, "/home");
  stage.click("open/entry/1");
  ASSERT_NE(stage.last<model::action::OpenPath>(), nullptr);
  EXPECT_EQ(stage.last<model::action::OpenPath>()->path, "/home/me/faces-1") << "a run opens";
  stage.click("open/train");
  EXPECT_EQ(stage.last<model::action::OpenPath>()->path, "/home/me");
}

}  // namespace
}  // namespace ganscope::testing
