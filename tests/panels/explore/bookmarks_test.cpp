#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "app/model/bookmarks.h"
#include "app/model/open_path.h"
#include "app/model/reduce_explore.h"
#include "app/panels/explore/explore_panel.h"
#include "core/storage/latent_text.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using explore::Latent;
using testing::ModelUnderTest;

/// The Explore workspace of a run that is kept in a folder, and a disk that does what it is told at once.
struct BookmarksTest : ::testing::Test {
  BookmarksTest() {
    for (const View& view : panels::explore_views()) t.model.views.push_back(view);
    t.reduce(action::SwitchWorkspace{Workspace::explore});
    run("toy-0001", folder.path().string());
  }
  void run(const std::string& name, const std::string& where, int64_t step = 16) {
    api::Status status = *t.model.status;
    ++status.generation;
    status.run = name;
    status.folder = where;
    status.step = step;
    t.session.set_status(status);
    t.session.set_history({status.generation, {0, 1, 2, 4, 8, 16}});
    settle();
  }
  /// Frames until the disk has nothing more to do.
  void settle() {
    t.now_s += 1;
    t.pump();
    while (const auto errand = next_bookmark_errand(t.model)) {
      take_bookmark_errand(t.model, carry_out(*errand), t.now_s);
      t.pump();
    }
  }
  void act(const std::function<void(UiModel&)>& what) {
    t.explore(explore_action::UseTool{[what](UiModel& model, double) { what(model); }});
    settle();
  }
  void add(const std::string& name) {
    act([&](UiModel& model) { add_bookmark(model, name, t.now_s); });
  }
  void paste(const std::string& text) {
    act([&](UiModel& model) { paste_bookmarks(model, text, "pasted", t.now_s); });
  }
  void answer(api::View view, uint8_t shade, int64_t step) {
    const auto asked = t.asked(view);
    ASSERT_FALSE(asked.empty());
    api::Answer answer;
    answer.view = view;
    answer.id = asked.back().id;
    answer.generation = t.model.status->generation;
    answer.step = step;
    answer.count = static_cast<int>(asked.back().latents.size()) / ModelUnderTest::latent_dim;
    answer.width = answer.height = 2;
    answer.pixels.assign(static_cast<size_t>(answer.count) * 16, shade);
    t.session.set_answer(std::move(answer));
    settle();
  }
  [[nodiscard]] const std::vector<Marked>& list() const { return bookmarks(t.model); }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const Marked& marked : list()) all.push_back(marked.bookmark.name);
    return all;
  }
  [[nodiscard]] std::string kept() const {
    std::ifstream file(folder.path() / "bookmarks.json");
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static std::string twelve(float value) {
    std::string words;
    for (int i = 0; i < ModelUnderTest::latent_dim; ++i) words += std::to_string(value) + " ";
    return words;
  }
  testing::TemporaryFolder folder;
  ModelUnderTest t;
};

TEST_F(BookmarksTest, AreKeptWithTheRunAndComeBackWithIt) {
  answer(view::picture, 77, 16);
  const Latent latent = t.model.explore.latent;
  add("seed 7");
  t.explore(explore_action::SetSeed{9});
  settle();
  add("seed 7");
  EXPECT_EQ(names(), (std::vector<std::string>{"seed 7", "seed 7 (2)"}));
  ASSERT_TRUE(list()[0].bookmark.drawn) << "the picture in hand goes along";
  EXPECT_EQ(list()[0].bookmark.drawn->picture.pixels[0], 77);
  EXPECT_FALSE(list()[1].bookmark.drawn) << "that of the new latent is not there yet";
  EXPECT_NE(kept().find("seed 7 (2)"), std::string::npos);
  testing::TemporaryFolder other;
  run("toy-0002", other.path().string());
  EXPECT_TRUE(list().empty()) << "another run has its own";
  t.explore(explore_action::ExploreUndo{});
  settle();
  EXPECT_TRUE(list().empty()) << "and undo does not bring those of the first";
  act([&](UiModel& model) { import_bookmarks(model, (folder.path() / "bookmarks.json").string()); });
  ASSERT_EQ(list().size(), 2U);
  EXPECT_FALSE(list()[0].bookmark.drawn) << "another model draws another picture";
  run("toy-0001", folder.path().string());
  ASSERT_EQ(list().size(), 2U);
  EXPECT_EQ(list()[0].bookmark.latent, latent);
  EXPECT_EQ(list()[0].bookmark.drawn->picture.width, 2);
}

TEST_F(BookmarksTest, EveryChangeIsUndoneAndTheFileFollows) {
  add("a");
  add("b");
  const uint64_t a = list()[0].id;
  act([&](UiModel& model) { rename_bookmark(model, a, "renamed"); });
  act([&](UiModel& model) { remove_bookmark(model, list()[1].id); });
  EXPECT_EQ(names(), std::vector<std::string>{"renamed"});
  EXPECT_EQ(kept().find("\"b\""), std::string::npos);
  t.explore(explore_action::ExploreUndo{});
  settle();
  EXPECT_EQ(names(), (std::vector<std::string>{"renamed", "b"}));
  EXPECT_NE(kept().find("\"b\""), std::string::npos);
  for (int i = 0; i < 3; ++i) t.explore(explore_action::ExploreUndo{});
  settle();
  EXPECT_TRUE(list().empty());
  for (int i = 0; i < 3; ++i) t.explore(explore_action::ExploreRedo{});
  settle();
  EXPECT_EQ(names(), (std::vector<std::string>{"renamed", "b"}));
}

TEST_F(BookmarksTest, AClickTakesTheLatentAndItsMomentIsOneMore) {
  add("here");
  act([](UiModel& model) {
    model.explore.truncation = 0.5;
    model.moment = 4;
  });
  paste(twelve(0.25F));
  ASSERT_EQ(list().size(), 2U);
  EXPECT_EQ(list()[1].bookmark.step, 4);
  t.reduce(action::SetMoment{api::now});
  act([&](UiModel& model) { choose_bookmark(model, list()[1].id); });
  EXPECT_EQ(t.model.explore.latent, Latent(ModelUnderTest::latent_dim, 0.25F));
  EXPECT_EQ(t.model.explore.truncation, 1) << "it was pasted as it is";
  EXPECT_EQ(t.model.moment, api::now);
  act([&](UiModel& model) { open_bookmark(model, list()[1].id, 0); });
  EXPECT_EQ(t.model.moment, 4);
  act([&](UiModel& model) { open_bookmark(model, list()[0].id, 0); });
  EXPECT_EQ(t.model.moment, api::now) << "it is of the present step";
  EXPECT_EQ(t.model.explore.latent, list()[0].bookmark.latent);
}

TEST_F(BookmarksTest, WhatHasNoPictureIsDrawnAtItsOwnMomentAndKeepsIt) {
  t.reduce(action::SetMoment{4});
  paste(twelve(1) + "\n" + twelve(2));
  t.reduce(action::SetMoment{api::now});
  settle();
  const api::View missing = t.model.view("bookmarks/missing");
  ASSERT_FALSE(t.asked(missing).empty());
  EXPECT_EQ(t.asked(missing).back().moment, 4);
  EXPECT_FALSE(t.asked(missing).back().follow);
  answer(missing, 99, 4);
  ASSERT_TRUE(list()[1].bookmark.drawn);
  EXPECT_EQ(list()[1].bookmark.drawn->step, 4);
  ASSERT_TRUE(t.model.result(view::bookmarks));
  EXPECT_EQ(t.model.result(view::bookmarks)->count, 2);
  EXPECT_EQ(t.model.result(view::bookmarks)->pixels.at(16), 99);
  EXPECT_NE(kept().find("\"picture\""), std::string::npos);
  t.forget();
  settle();
  EXPECT_TRUE(t.asked(missing).empty()) << "once is enough";
}

TEST_F(BookmarksTest, TheCopiedVectorDrawsWhatTheBookmarkShows) {
  paste(twelve(1));
  t.explore(explore_action::SetSeed{9});
  t.explore(explore_action::SetTruncation{0.5});
  add("half");
  const storage::Bookmark half = list()[1].bookmark;
  ASSERT_EQ(half.truncation, 0.5);
  paste(bookmark_vector(t.model, list()[1].id));
  const storage::Bookmark& pasted = list().back().bookmark;
  EXPECT_EQ(pasted.truncation, 1);
  EXPECT_EQ(pasted.latent, explore::truncated(half.latent, 0.5));
  EXPECT_EQ(bookmark_vector(t.model, list()[0].id), storage::latent_text(list()[0].bookmark.latent));
}

TEST_F(BookmarksTest, OfAGeneratorFromElsewhereTheFirstOneSaysThatItGoesWithIt) {
  api::Status status = *t.model.status;
  ++status.generation;
  status.run = "other";
  status.folder.clear();
  status.trainable = false;
  t.session.set_status(status);
  settle();
  add("one");
  add("two");
  const auto warns = [](const Toast& toast) {
    return toast.hint.find("save them to a file") != std::string::npos;
  };
  EXPECT_EQ(std::ranges::count_if(t.model.toasts, warns), 1);
  EXPECT_TRUE(warns(t.model.toasts.at(0)));
}

TEST_F(BookmarksTest, ANameThatIsTakenGetsTheNextNumberInsteadOfASecondOne) {
  for (const char* name : {"smile", "smile", "smile (2)", "(2)", "a (b)", "a (b)"}) add(name);
  EXPECT_EQ(names(),
            (std::vector<std::string>{"smile", "smile (2)", "smile (3)", "(2)", "a (b)", "a (b) (2)"}));
}

TEST_F(BookmarksTest, WhatCannotBePastedChangesNothingAndSaysWhy) {
  for (const char* text :
       {"1 2 3", "no vector", "[1, nan]", "{\"ganscope\": \"bookmarks\", \"version\": 1"}) {
    t.model.toasts.clear();
    paste(text);
    EXPECT_TRUE(list().empty()) << text;
    ASSERT_EQ(t.model.toasts.size(), 1U) << text;
    EXPECT_TRUE(t.model.toasts[0].error);
    EXPECT_FALSE(t.model.toasts[0].hint.empty());
  }
}

TEST_F(BookmarksTest, GoThroughAFileAndBackWithoutDoubling) {
  add("one");
  paste(twelve(1));
  const std::string csv = (folder.path() / "out.csv").string(), python = (folder.path() / "one.py").string();
  act([&](UiModel& model) { export_bookmarks(model, csv, 0); });
  EXPECT_TRUE(is_bookmarks_file(csv));
  act([&](UiModel& model) { export_bookmarks(model, csv, 0); });
  EXPECT_TRUE(t.model.toasts.back().error) << "nothing is written over";
  act([&](UiModel& model) { export_bookmarks(model, python, 0); });
  EXPECT_TRUE(std::ifstream(python).good());
  t.reduce(action::SwitchWorkspace{Workspace::train});
  t.reduce(action::OpenPath{csv});
  settle();
  EXPECT_EQ(list().size(), 2U) << "both were there already";
  EXPECT_EQ(t.model.workspace, Workspace::explore);
  EXPECT_TRUE(explore_shows_bookmarks(t.model));
  const uint64_t first = list()[0].id;
  act([&](UiModel& model) { remove_bookmark(model, first); });
  t.reduce(action::OpenPath{csv});
  settle();
  EXPECT_EQ(names(), (std::vector<std::string>{"pasted", "one"}));
  t.explore(explore_action::ExploreUndo{});
  settle();
  EXPECT_EQ(names(), std::vector<std::string>{"pasted"});
}

TEST_F(BookmarksTest, ADamagedFileIsPutAsideAndARunWithoutAFolderKeepsThemInMemory) {
  testing::TemporaryFolder other;
  std::ofstream(other.path() / "bookmarks.json") << "{broken";
  run("toy-0002", other.path().string());
  EXPECT_TRUE(std::filesystem::exists(other.path() / "bookmarks-unreadable.json"));
  ASSERT_FALSE(t.model.toasts.empty());
  EXPECT_TRUE(t.model.toasts.back().error);
  add("new");
  EXPECT_TRUE(std::filesystem::exists(other.path() / "bookmarks.json"));
  const std::filesystem::path planned = other.path() / "later";
  run("toy-0003", planned.string(), 0);
  add("in memory");
  EXPECT_FALSE(std::filesystem::exists(planned)) << "who only looks around leaves nothing behind";
  std::filesystem::create_directory(planned);
  run("toy-0003", planned.string(), 1);
  EXPECT_TRUE(std::filesystem::exists(planned / "bookmarks.json"));
  std::filesystem::remove(planned / "bookmarks.json");
  t.explore(explore_action::UseTool{[&](UiModel& model, double) { add_bookmark(model, "last", 0); }});
  t.pump();
  ASSERT_TRUE(keep_bookmarks_now(t.model)) << "what was not kept yet is, at the end";
  EXPECT_TRUE(std::filesystem::exists(planned / "bookmarks.json"));
}

/// The tab drawn without a window.
struct BookmarksPanelTest : BookmarksTest {
  BookmarksPanelTest() {
    t.model.explore.tab = ExploreState::tab_samples;
    stage.model = std::move(t.model);
    stage.show({"explore"}, 2);
  }
  /// Carries out what the panel asks for while something is done to it.
  void after(const std::function<void()>& something) {
    stage.asked.clear();
    something();
    for (const Action& wanted : stage.asked)
      if (const auto* what = std::get_if<ExploreAction>(&wanted)) reduce_explore(stage.model, *what, 1);
    follow_bookmarks(stage.model);
    stage.frames(2);
  }
  testing::PanelStage stage;
};

TEST_F(BookmarksPanelTest, TheTabShowsRenamesAndRemovesThem) {
  after([&] { stage.click("explore/samples/1"); });
  ASSERT_TRUE(stage.has("explore/bookmark/plus")) << "an empty list says how to begin";
  after([&] { stage.click("explore/bookmark/plus"); });
  after([&] { stage.click("explore/bookmark/add"); });
  ASSERT_EQ(bookmarks(stage.model).size(), 2U);
  after([&] { stage.click("explore/bookmark/0"); });
  EXPECT_EQ(stage.model.bookmark_desk.chosen, bookmarks(stage.model)[0].id);
  after([&] { stage.double_click_at(stage.at("explore/bookmark/0/name", 0.2F)); });
  after([&] {
    stage.type("smile");
    stage.press(ui::compat::Key{ImGuiKey_Enter});
  });
  EXPECT_EQ(bookmarks(stage.model)[0].bookmark.name, "smile");
  after([&] { stage.press(ui::compat::Key{ImGuiKey_Delete}); });
  EXPECT_EQ(bookmarks(stage.model).size(), 1U);
  after([&] { stage.click("explore/bookmark/0"); });
  after([&] { stage.click("explore/bookmark/more"); });
  after([&] { stage.click("explore/bookmark/more/3"); });
  EXPECT_NE(std::string(ImGui::GetClipboardText()).find("torch.jit.load"), std::string::npos);
  after([&] { stage.click("explore/bookmark/more"); });
  after([&] { stage.click("explore/bookmark/more/7"); });
  ASSERT_TRUE(stage.has("explore/bookmark/path")) << "a field for the file in place of the row";
}

}  // namespace
}  // namespace ganscope::model
