#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/automation/runner.h"
#include "app/automation/ui_map.h"
#include "app/gl/atlas_cache.h"
#include "app/gl/field_painter.h"
#include "app/gl/sharp_pictures.h"
#include "app/model/two_runs.h"
#include "app/shell/errands.h"
#include "app/shell/interface.h"
#include "app/shell/surface.h"
#include "app/shell/timed_session.h"
#include "app/shell/waker.h"
#include "core/image/picture.h"

namespace ganscope::shell {

struct LoopOptions {
  float scale = 1;  ///< times the monitor's
  std::vector<script::Line> script;
  std::string script_name;
  std::string ui_map, screenshot;  ///< files; empty: none
  std::optional<double> exit_after_s;
  bool started = false;  ///< training was asked for: a picture before its first step shows nothing
  std::filesystem::path preferences;  ///< file; empty: they are not kept
  Waker* waker = nullptr;             ///< told when news have been taken
  Errands* errands = nullptr;         ///< reads folders and draws thumbnails; null: nobody does
  /// Starts the engine of a second run, which is then kept; empty: there can be none.
  std::function<api::Session*()> second_session;
};

/// The interface thread's life: sleeps, takes what is new, draws when something has changed, posts what was
/// asked for. While data arrive it draws about 30 times a second, under the user's hand 60, and an idle
/// window sleeps. Where the processor draws and has few cores, watching goes on at half that rate, for the
/// pixels are then paid by the training. Measures its own CPU time per frame, without what goes to the
/// graphics driver for rasterising. Owns the textures.
class FrameLoop {
 public:
  FrameLoop(api::Session& session, model::UiModel& model, Surface& surface, Interface& interface,
            LoopOptions options);

  /// Until the window is closed, the time is up, the script says quit or fails, `stop_requested` says so, or,
  /// off screen, everything that was asked for is done. Fails when somebody else destroyed the window.
  [[nodiscard]] Expected<int> run(const std::function<bool()>& stop_requested);

 private:
  [[nodiscard]] double now_s() const;
  [[nodiscard]] double seconds_to_sleep(double now) const;
  [[nodiscard]] bool too_soon(double now) const;
  [[nodiscard]] bool frame_wanted(double now) const;
  [[nodiscard]] double interval_s(double now) const;
  [[nodiscard]] double recent_input_s(double now) const;
  void listen(double now);
  [[nodiscard]] bool scripted() const { return runner_ && !runner_->finished(); }
  bool take_news(double now);
  /// As the runs stand in the model.
  [[nodiscard]] model::Sessions sessions();
  Expected<void> draw_frame(double now);
  [[nodiscard]] float scale() const;  ///< --scale × the monitor's × the size of type
  void prepare_fonts();
  void play_lesson(double now);
  Expected<void> play_script(double now);
  void build_frame(double now);
  void carry_out_actions(double now);
  Expected<void> carry_out_wishes(double now);
  void await_picture(double now);
  void rasterise();
  void after_frame(double now);
  [[nodiscard]] image::Picture read_back();
  /// Off screen, without a time or a script that ends: everything that the picture is to show is there.
  [[nodiscard]] bool picture_is_due(double now) const;
  [[nodiscard]] bool something_to_show() const;
  [[nodiscard]] automation::StatusValues status() const;
  [[nodiscard]] bool wants_to_end(double now) const;
  Expected<void> update_ui_map(bool at_once);

  TimedSession session_;
  api::Session* second_session_ = nullptr;
  model::UiModel& model_;
  Surface& surface_;
  Interface& interface_;
  LoopOptions options_;
  gl::AtlasCache textures_, second_textures_;
  std::optional<gl::SharpPictures> sharp_;
  std::optional<gl::FieldPainter> fields_;
  std::optional<automation::Runner> runner_;
  std::optional<automation::Runner> lesson_hand_;  ///< shows a step of a lesson
  uint64_t shows_seen_ = 0;
  std::optional<automation::UiMapWriter> ui_map_;
  model::UiActions actions_;

  std::chrono::steady_clock::time_point born_ = std::chrono::steady_clock::now();
  uint64_t frame_ = 0;
  bool sparing_ = false;  ///< the processor draws, and training needs it
  double last_frame_s_ = -1, last_input_s_ = -1, start_of_input_s_ = 0;
  bool stale_ = true;       ///< what is on screen is not what it should be
  bool news_wait_ = false;  ///< something may be new, but its frame is not due
  int settle_frames_ = 3;   ///< to be drawn although nothing new came: ImGui answers a frame later
  bool quit_ = false;
  bool screenshot_done_ = false;
  std::string script_screenshot_;
  double first_frame_s_ = 0, first_step_s_ = 0;
  double frame_cpu_ms_ = 0;  ///< of the frame that is being made
  Measurements cpu_ms_;
};

}  // namespace ganscope::shell
