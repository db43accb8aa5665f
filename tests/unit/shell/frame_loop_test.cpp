#include "app/shell/frame_loop.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <thread>

#include "app/shell/offscreen_surface.h"
#include "core/image/png_io.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::shell {
namespace {

/// Answers nothing, remembers every command.
class SilentSession final : public api::Session {
 public:
  api::Ticket post(api::Command command) override {
    commands.push_back(std::move(command));
    return commands.size();
  }
  void ask(api::Ask) override {}
  void flush() override {}
  std::shared_ptr<const api::Status> status(uint64_t& seen) override {
    ++asked;
    const uint64_t newest = version;
    if (seen == newest) return nullptr;
    seen = newest;
    auto status = std::make_shared<api::Status>();
    status->phase = failure ? api::Phase::failed : api::Phase::ready;
    status->failure = failure;
    status->generation = 1;
    status->run = "test-0000";
    return status;
  }
  std::shared_ptr<const api::SeriesTable> series(uint64_t&) override { return nullptr; }
  std::shared_ptr<const api::HistoryIndex> history(uint64_t&) override { return nullptr; }
  std::shared_ptr<const api::DataPreview> preview(uint64_t&) override { return nullptr; }
  std::shared_ptr<const api::SlowStep> slow_step(uint64_t&) override { return nullptr; }
  std::shared_ptr<const api::Answer> answer(api::View, uint64_t&) override { return nullptr; }
  bool drain_metrics(std::vector<api::MetricRow>&) override { return false; }
  std::shared_ptr<const api::MeasureTable> measure_table(uint64_t&) override { return nullptr; }
  bool drain_measures(std::vector<api::MeasureRow>&) override { return false; }
  bool drain_log(std::vector<LogLine>&) override { return false; }
  [[nodiscard]] const config::Catalogue& catalogue() const override { return catalogue_; }
  std::vector<api::Command> commands;
  std::optional<Failure> failure;
  std::atomic<uint64_t> version = 1;  ///< another one: there is news
  int64_t asked = 0;                  ///< for the status: once a look at the news

 private:
  config::Catalogue catalogue_;
};

void draw_button(ui::Ui& ui, const model::UiModel&, model::UiActions& actions) {
  if (ImGui::InvisibleButton("start", {100, 40})) actions(model::action::Post{api::Train{}});
  ui.items.add("transport/start", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImGui::GetWindowDrawList()->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                            IM_COL32(255, 0, 0, 255));
}
const std::array<panels::Panel, 1> button_panels{
    {{"start", panels::Region::middle, [](const model::UiModel&) { return true; }, draw_button}}};

class Loop : public ::testing::Test {
 protected:
  void SetUp() override {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    auto made = OffscreenSurface::make(640, 360, waker_);
    if (!made) GTEST_SKIP() << "no OpenGL without a display here: " << made.error().what;
    surface_ = std::move(*made);
    model_.catalogue = &session_.catalogue();
  }
  void TearDown() override {
    surface_.reset();
    ImGui::DestroyContext();
  }
  Expected<int> run(
      const std::string& script, LoopOptions options = {},
      const std::function<bool()>& stop_requested = [] { return false; }) {
    options.script = *script::parse_script(script, "test.txt");
    options.script_name = "test.txt";
    Interface interface(ui::Strings{}, button_panels);
    FrameLoop loop(session_, model_, *surface_, interface, std::move(options));
    return loop.run(stop_requested);
  }
  Waker waker_;
  SilentSession session_;
  model::UiModel model_;
  std::unique_ptr<OffscreenSurface> surface_;
  testing::TemporaryFolder temporary_;
  const std::filesystem::path folder_ = temporary_.path();
};

TEST_F(Loop, CarriesAScriptedClickThroughThePanelToTheSession) {
  const auto code = run("wait status.phase==ready\nclick transport/start\nquit");
  ASSERT_TRUE(code.has_value()) << describe(code.error());
  EXPECT_EQ(*code, 0);
  ASSERT_EQ(session_.commands.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<api::Train>(session_.commands[0]));
}

TEST_F(Loop, EndsWithTheLineThatCouldNotBeDone) {
  const auto code = run("expect status.phase==running\nquit");
  ASSERT_FALSE(code.has_value());
  EXPECT_EQ(code.error().where, "test.txt:1");
  EXPECT_EQ(exit_code(code.error()), 1);
}

TEST_F(Loop, WritesTheFrameAsAPicture) {
  const std::filesystem::path file = folder_ / "shot.png";
  ASSERT_TRUE(run("wait transport/start\nscreenshot " + file.string() + "\nquit").has_value());
  const auto picture = image::read_png(file);
  ASSERT_TRUE(picture) << describe(picture.error());
  EXPECT_EQ(picture->width, 640);
  EXPECT_EQ(picture->height, 360);
  int red = 0;
  for (size_t i = 0; i + 2 < picture->pixels.size(); i += static_cast<size_t>(picture->channels))
    red += picture->pixels[i] == 255 && picture->pixels[i + 1] == 0 && picture->pixels[i + 2] == 0 ? 1 : 0;
  EXPECT_GT(red, 500) << "the panel's button is on it";
}

TEST_F(Loop, TakesThePictureThatNobodyTimesWhenThereIsNothingToWaitForAndEnds) {
  session_.failure =
      Failure{FailureKind::not_found, "there is no such folder", "folder:/nowhere", "check it"};
  LoopOptions options;
  options.screenshot = (folder_ / "shot.png").string();
  options.ui_map = (folder_ / "map.json").string();  // and the map that it keeps meanwhile holds nobody up
  const auto code = run("", options);                // the test's time-out is the assertion
  EXPECT_TRUE(image::read_png(options.screenshot));
  ASSERT_FALSE(code) << "a picture of a failure is no success";
  EXPECT_EQ(code.error().what, session_.failure->what);
}

/// A window that somebody else destroys after some looks.
class LostSurface final : public Surface {
 public:
  explicit LostSurface(Surface& inner) : inner_(inner) {}
  [[nodiscard]] ImVec2 size_px() const override { return inner_.size_px(); }
  [[nodiscard]] float monitor_scale() const override { return inner_.monitor_scale(); }
  bool wait(double timeout_s) override { return ++waits_, inner_.wait(timeout_s); }
  void begin_frame() override { inner_.begin_frame(); }
  void bind() override { inner_.bind(); }
  void present() override { inner_.present(); }
  [[nodiscard]] bool close_wanted() const override { return false; }
  [[nodiscard]] bool destroyed() const override { return waits_ > 5; }
  [[nodiscard]] std::vector<std::string> take_dropped() override { return {}; }
  [[nodiscard]] bool unattended() const override { return false; }

 private:
  Surface& inner_;
  int waits_ = 0;
};

TEST_F(Loop, EndsWithAnErrorWhenItsWindowIsDestroyed) {
  LostSurface lost(*surface_);
  Interface interface(ui::Strings{}, button_panels);
  FrameLoop loop(session_, model_, lost, interface, {});
  const auto code = loop.run([] { return false; });
  ASSERT_FALSE(code);
  EXPECT_FALSE(code.error().hint.empty());
}

TEST_F(Loop, EndsByItselfAndKeepsTheLastFrameAndTheMap) {
  LoopOptions options;
  options.exit_after_s = 0.2;
  options.screenshot = (folder_ / "last.png").string();
  options.ui_map = (folder_ / "map.json").string();
  ASSERT_TRUE(run("", options).has_value());
  EXPECT_TRUE(std::filesystem::exists(options.screenshot));
  std::ifstream stream(options.ui_map);
  const auto map = nlohmann::json::parse(stream);
  EXPECT_EQ(map["workspace"], "train");
  EXPECT_EQ(map["status"]["phase"], "ready");
  EXPECT_EQ(map["status"]["run"], "test-0000");
  EXPECT_GT(map["status"]["frame_cpu_ms_p99"].get<double>(), 0);
  EXPECT_GT(map["status"]["first_frame_s"].get<double>(), 0);
  EXPECT_TRUE(map["items"].contains("transport/start"));
}

TEST_F(Loop, LooksAtNewsOnceAFrameHoweverOftenItIsWoken) {
  LoopOptions options;
  options.exit_after_s = 30;  // never, unless it looks each time
  options.ui_map = (folder_ / "map.json").string();
  options.waker = &waker_;
  std::jthread worker([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      ++session_.version;
      waker_();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  const auto often_woken = [&] {
    return session_.asked > 5 && session_.version > 3 * static_cast<uint64_t>(session_.asked);
  };
  ASSERT_TRUE(run("", options, often_woken).has_value());
  worker.request_stop();
  worker.join();
  std::ifstream stream(options.ui_map);
  const auto frames = nlohmann::json::parse(stream)["status"]["frame"].get<int64_t>();
  EXPECT_GT(frames, 2);
  EXPECT_GE(session_.asked, frames);
  EXPECT_LE(session_.asked, frames + 2);  // as it ends
  EXPECT_GT(session_.version.load(), static_cast<uint64_t>(2 * frames));
}

TEST_F(Loop, TurnsADroppedPathIntoAToastWhenItCannotBeOpened) {
  ASSERT_TRUE(
      run("wait status.phase==ready\ndrop " + (folder_ / "nothing").string() + "\nwait toasts>=1\nquit")
          .has_value());
}

}  // namespace
}  // namespace ganscope::shell
