#include "app/shell/frame_loop.h"

#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <thread>
#include <utility>

#include "app/gl/framebuffer.h"
#include "app/model/preferences.h"
#include "app/model/pump.h"
#include "app/model/reduce.h"
#include "app/model/status_values.h"
#include "app/shell/process_age.h"
#include "app/ui/bounded.h"
#include "core/image/png_io.h"

namespace ganscope::shell {
namespace {

constexpr double watching_interval_s = 1.0 / 30, sparing_interval_s = 1.0 / 15,
                 handling_interval_s = 1.0 / 60;
constexpr unsigned few_cores = 2;
constexpr double handling_lasts_s = 0.2;  ///< after the last input
constexpr double lingering_s = 0.7;       ///< after the last input; longer than a tooltip takes to appear
constexpr double longest_sleep_s = 0.25;  ///< so that a signal is heard
constexpr double longest_wait_for_picture_s = 30;
constexpr double longest_patience_s = 0.012;  ///< for the picture that the user drags
/// A slow frame must not tear a double click apart: its presses are six frames, at most 0.3 s apart.
constexpr double scripted_delta_s = 0.04;

/// Adds the CPU time of a scope to a sum.
class CpuTimer {
 public:
  explicit CpuTimer(double& sum_ms) : sum_ms_(sum_ms), began_ms_(thread_cpu_ms()) {}
  ~CpuTimer() { sum_ms_ += thread_cpu_ms() - began_ms_; }
  CpuTimer(const CpuTimer&) = delete;
  CpuTimer& operator=(const CpuTimer&) = delete;

 private:
  double& sum_ms_;
  double began_ms_;
};

image::Picture cut(const image::Picture& whole, ImVec2 min, ImVec2 max) {
  const auto clamped = [](float value, int most) {
    return ui::within(static_cast<int>(std::lround(value)), 0, most);
  };
  const int left = clamped(min.x, whole.width), right = clamped(max.x, whole.width);
  const int top = clamped(min.y, whole.height), bottom = clamped(max.y, whole.height);
  image::Picture part{right - left, bottom - top, whole.channels, {}};
  for (int y = top; y < bottom && right > left; ++y) {
    const uint8_t* row = whole.at(left, y);
    part.pixels.insert(part.pixels.end(), row, row + static_cast<ptrdiff_t>(right - left) * whole.channels);
  }
  return part;
}

}  // namespace

FrameLoop::FrameLoop(api::Session& session, model::UiModel& model, Surface& surface, Interface& interface,
                     LoopOptions options)
    : session_(session),
      model_(model),
      surface_(surface),
      interface_(interface),
      options_(std::move(options)) {
  if (auto sharp = gl::SharpPictures::make()) sharp_ = std::move(*sharp);    // else pictures are drawn smooth
  if (auto fields = gl::FieldPainter::make()) fields_ = std::move(*fields);  // else surfaces are left out
  sparing_ = gl::drawn_by_processor() && std::thread::hardware_concurrency() <= few_cores;
  if (!options_.script.empty()) runner_.emplace(options_.script, options_.script_name);
  if (!options_.ui_map.empty()) ui_map_.emplace(options_.ui_map);
}

double FrameLoop::now_s() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - born_).count();
}

Expected<int> FrameLoop::run(const std::function<bool()>& stop_requested) {
  while (!quit_) {
    listen(now_s());
    const double now = now_s();
    // Once a frame: training has something new to tell a hundred times a second.
    news_wait_ = too_soon(now);
    if (!news_wait_ && take_news(now)) stale_ = true;
    if (surface_.destroyed())
      return fail(FailureKind::io, "the window was destroyed by somebody else", "display",
                  "close it with its own button, or with Ctrl-C in the terminal");
    const bool leaving = stop_requested() || surface_.close_wanted();
    if (leaving || wants_to_end(now)) {
      quit_ = true;
      if (options_.screenshot.empty() || screenshot_done_) break;
      if (auto drawn = draw_frame(now); !drawn) return tl::unexpected(drawn.error());
    } else if (frame_wanted(now)) {
      if (auto drawn = draw_frame(now); !drawn) return tl::unexpected(drawn.error());
    } else if (auto written = update_ui_map(false); !written) {
      return tl::unexpected(written.error());
    }
  }
  if (auto written = update_ui_map(true); !written) return tl::unexpected(written.error());
  // A picture of a failure is no success; nobody but the exit code tells who asked for it.
  const bool alone = surface_.unattended() && !runner_ && !options_.exit_after_s;
  if (alone && model_.status->failure) return tl::unexpected(*model_.status->failure);
  if (!options_.preferences.empty())
    model::save_changed_preferences(model_, options_.preferences, now_s(), true);
  return 0;
}

void FrameLoop::listen(double now) {
  if (surface_.wait(seconds_to_sleep(now))) {
    now = now_s();
    // The first input since the last frame: from there on the user waits.
    if (last_input_s_ <= last_frame_s_) start_of_input_s_ = now;
    last_input_s_ = now;
    settle_frames_ = std::max(settle_frames_, 3);
    stale_ = true;
  }
  for (std::string& path : surface_.take_dropped()) actions_(model::action::OpenPath{std::move(path)});
}

// Waking up a little early is no reason to sleep once more.
bool FrameLoop::too_soon(double now) const {
  return frame_ > 0 && now - last_frame_s_ < interval_s(now) * 0.9;
}

bool FrameLoop::frame_wanted(double now) const {
  if (frame_ == 0) return true;
  if (too_soon(now)) return false;
  return stale_ || settle_frames_ > 0 || scripted() || lesson_hand_ || now - last_input_s_ < lingering_s ||
         !actions_.wanted().empty() || picture_is_due(now);
}

double FrameLoop::interval_s(double now) const {
  const bool handling = now - last_input_s_ < handling_lasts_s || (runner_ && runner_->gesturing());
  if (handling) return handling_interval_s;
  const bool sparing = sparing_ && model_.running() && !model_.explore.playing && !scripted();
  return sparing ? sparing_interval_s : watching_interval_s;
}

double FrameLoop::recent_input_s(double now) const {
  return now - start_of_input_s_ < handling_lasts_s ? start_of_input_s_ : -1;
}

double FrameLoop::seconds_to_sleep(double now) const {
  if (frame_ == 0) return 0;
  double sleep_s = longest_sleep_s;
  if (stale_ || news_wait_ || settle_frames_ > 0 || scripted() || lesson_hand_ ||
      now - last_input_s_ < lingering_s || !actions_.wanted().empty()) {
    sleep_s = last_frame_s_ + interval_s(now) - now;
  }
  if (const double due = model::seconds_until_due(model_, now); due >= 0) sleep_s = std::min(sleep_s, due);
  if (options_.exit_after_s) sleep_s = std::min(sleep_s, *options_.exit_after_s - now);
  if (ui_map_) sleep_s = std::min(sleep_s, 0.1);
  return std::max(sleep_s, 0.0);
}

model::Sessions FrameLoop::sessions() {
  if (model_.second && second_session_ == nullptr && options_.second_session)
    second_session_ = options_.second_session();
  if (second_session_ == nullptr) return {session_};
  if (model_.swapped) return {*second_session_, &session_};
  return {session_, second_session_};
}

bool FrameLoop::take_news(double now) {
  const CpuTimer timer(frame_cpu_ms_);
  if (options_.waker != nullptr) options_.waker->heard();
  session_.flush();
  session_.set_input_time(recent_input_s(now));
  bool changed = model::pump(model_, sessions(), now);
  if (model_.workspace == model::Workspace::lessons) {
    std::optional<script::StatusValues> values;  // put together only in frames in which a check is looked at
    const script::Lookup lookup = [&](std::string_view name) {
      if (!values) values = status();
      return automation::find_value({interface_.items(), *values, surface_.size_px(), now}, name);
    };
    changed |= model::follow_lesson(model_, lookup, now);
  }
  if (options_.errands != nullptr && options_.errands->exchange(model_, now)) changed = true;
  if (first_step_s_ == 0 && model_.status->step > 0) first_step_s_ = process_age_s();
  if (!options_.preferences.empty())
    model::save_changed_preferences(model_, options_.preferences, now, false);
  return changed;
}

bool FrameLoop::wants_to_end(double now) const {
  if (frame_ == 0) return false;
  if (options_.exit_after_s) return now >= *options_.exit_after_s;
  if (!surface_.unattended()) return false;
  // Nobody can close a picture: it ends when everything that was asked of it is done.
  if (runner_) return runner_->finished();
  return options_.screenshot.empty() ? !ui_map_ : screenshot_done_;
}

Expected<void> FrameLoop::draw_frame(double now) {
  stale_ = false;
  if (settle_frames_ > 0) --settle_frames_;
  prepare_fonts();
  surface_.begin_frame();
  ImGui::GetIO().Fonts->ClearTexData();  // the backend has uploaded it; RGBA and grey, it is tens of MB
  play_lesson(now);
  if (auto played = play_script(now); !played) return played;
  {
    const CpuTimer timer(frame_cpu_ms_);
    build_frame(now);
    carry_out_actions(now);
  }
  await_picture(now);
  rasterise();
  if (auto done = carry_out_wishes(now); !done) return done;
  surface_.present();
  after_frame(now);
  return update_ui_map(false);
}

float FrameLoop::scale() const { return typed_scale(model_, options_.scale * surface_.monitor_scale()); }

void FrameLoop::prepare_fonts() {
  if (interface_.prepare(model_, scale())) {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
  }
  for (std::string& words : interface_.news_of_fonts()) {
    std::fprintf(stderr, "ganscope: %s\n", words.c_str());
    model_.log.push_back({LogLevel::warning, std::move(words)});
  }
}

// "Do it for me": the same hand as that of a script. While it waits, the mouse is the user's.
void FrameLoop::play_lesson(double now) {
  const model::LessonDesk& desk = model_.lesson_desk;
  if (desk.shows != shows_seen_) {
    shows_seen_ = desk.shows;
    lesson_hand_.reset();
    if (desk.showing) lesson_hand_.emplace(desk.show, "lesson");
  }
  if (!lesson_hand_) return;
  const script::StatusValues values = status();
  const automation::World world{interface_.items(), values, surface_.size_px(), now};
  automation::Runner::Turn turn = lesson_hand_->next(world);
  for (std::string& line : turn.asked) actions_(model::action::Perform{std::move(line)});
  // To its last frame, which lets the button go: else the user's next press would be none.
  model_.lesson_desk.in_hand = turn.moving;
  if (turn.moving) {
    automation::inject(turn.input, ImGui::GetIO());
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = std::min(io.DeltaTime, static_cast<float>(scripted_delta_s));
    start_of_input_s_ = last_input_s_ = now;
  }
  if (turn.failure) actions_(model::action::AddToast{true, turn.failure->what, turn.failure->hint, {}, {}});
  if (turn.failure || lesson_hand_->finished()) {
    lesson_hand_.reset();
    model::stop_showing(model_);
    shows_seen_ = model_.lesson_desk.shows;
  }
}

Expected<void> FrameLoop::play_script(double now) {
  if (!scripted() || (lesson_hand_ && lesson_hand_->gesturing())) return {};
  const automation::StatusValues values = status();
  const automation::World world{interface_.items(), values, surface_.size_px(), now};
  automation::Runner::Turn turn = runner_->next(world);
  if (turn.failure) return tl::unexpected(*turn.failure);
  for (std::string& line : turn.asked) actions_(model::action::Perform{std::move(line)});
  ImGuiIO& io = ImGui::GetIO();
  automation::inject(turn.input, io);
  io.DeltaTime = std::min(io.DeltaTime, static_cast<float>(scripted_delta_s));
  if (runner_->gesturing()) start_of_input_s_ = last_input_s_ = now;
  if (!turn.drop.empty()) actions_(model::action::OpenPath{turn.drop});
  if (turn.quit) quit_ = true;
  script_screenshot_ = turn.screenshot;
  return {};
}

void FrameLoop::build_frame(double now) {
  textures_.update(model_.results, model_.preview, model::frames_of(model_.status->data));
  textures_.update_logged(model_.status->followed ? model_.status->followed->pictures : nullptr);
  if (model_.second)
    second_textures_.update(model_.second->results, model_.second->preview,
                            model::frames_of(model_.second->status->data));
  if (const auto& small = model_.thumbnails)
    textures_.update_thumbnails(small, static_cast<int>(small->entries.size()), small->edge, small->pixels);
  if (const auto& small = model_.runs_desk.pictures)
    textures_.update_run_pictures(small, static_cast<int>(small->files.size()), small->edge, small->pixels);
  textures_.show_frame(model_.film_clock.frame);
  second_textures_.show_frame(model_.film_clock.frame);
  ImGui::NewFrame();
  interface_.draw(model_, {textures_.atlases(), second_textures_.atlases()}, surface_.size_px(), scale(), now,
                  actions_);
  ImGui::Render();
  if (interface_.letters_missing()) settle_frames_ = std::max(settle_frames_, 2);  // the next frame has them
}

void FrameLoop::carry_out_actions(double now) {
  std::vector<model::Action> wanted = actions_.take();
  if (wanted.empty()) return;
  model::reduce(model_, sessions(), std::move(wanted), now);
  // What the user's hand asks of the explorer goes out in this frame, not in the next.
  session_.set_input_time(recent_input_s(now));
  model::pump(model_, sessions(), now);
  settle_frames_ = std::max(settle_frames_, 2);
  stale_ = true;
}

// The explorer needs milliseconds for the picture under the user's hand, rasterising a frame takes tens: a
// short wait brings the picture onto this frame instead of the next.
void FrameLoop::await_picture(double now) {
  const auto& shown = model_.result(model::view::picture);
  if (!session_.take_newly_asked()) return;
  const double deadline = now_s() + longest_patience_s;
  while (!session_.is_answer(shown.get()) && now_s() < deadline) {
    std::this_thread::sleep_for(std::chrono::microseconds(500));
    const CpuTimer timer(frame_cpu_ms_);
    model::pump_results(model_, sessions(), now);
  }
  const CpuTimer timer(frame_cpu_ms_);
  const ui::Atlases before = textures_.atlases();
  textures_.update(model_.results, model_.preview, model::frames_of(model_.status->data));
  if (before.fields != textures_.atlases().fields) return build_frame(now);
  // Pictures of the same size went into the textures that this frame draws; others have new ones.
  for (size_t i = 0; i < api::most_views; ++i) {
    if (before.views[i].texture != textures_.atlases().views[i].texture ||
        before.masks[i].texture != textures_.atlases().masks[i].texture)
      return build_frame(now);
  }
}

void FrameLoop::rasterise() {
  const ImVec2 size = surface_.size_px();
  surface_.bind();
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(interface_.theme().bg1);
  gl::clear(static_cast<int>(size.x), static_cast<int>(size.y), ground.x, ground.y, ground.z);
  ImDrawData* data = ImGui::GetDrawData();
  if (sharp_) sharp_->apply(*data);
  if (fields_)
    fields_->apply(*data, interface_.theme(), scale());
  else
    gl::drop_fields(*data);
  ImGui_ImplOpenGL3_RenderDrawData(data);
}

Expected<void> FrameLoop::carry_out_wishes(double now) {
  model::ShellWishes wishes = std::exchange(model_.wishes, {});
  if (wishes.quit) quit_ = true;
  const auto tell = [&](const Expected<void>& saved, const std::string& file) {
    model::Toast toast;
    toast.error = !saved;
    toast.text = saved ? std::string(interface_.texts()("Picture saved")) : saved.error().what;
    toast.hint = saved ? file : saved.error().hint;
    model::add_toast(model_, std::move(toast), now);
    stale_ = true;
  };
  if (wishes.screenshot) tell(image::write_png(*wishes.screenshot, read_back()), *wishes.screenshot);
  if (wishes.plot_picture) {
    const auto* plot = interface_.items().find("plot/" + wishes.plot_picture->plot + "/frame");
    if (plot != nullptr) {
      tell(image::write_png(wishes.plot_picture->path, cut(read_back(), plot->min, plot->max)),
           wishes.plot_picture->path);
    }
  }
  if (!script_screenshot_.empty()) {
    const std::string file = std::exchange(script_screenshot_, {});
    if (auto saved = image::write_png(file, read_back()); !saved) return saved;
  }
  if (!options_.screenshot.empty() && !screenshot_done_ && (quit_ || picture_is_due(now))) {
    screenshot_done_ = true;
    return image::write_png(options_.screenshot, read_back());
  }
  return {};
}

// With a window, a time or a script, the last frame is the one that is kept.
bool FrameLoop::picture_is_due(double now) const {
  if (options_.screenshot.empty() || screenshot_done_ || !surface_.unattended()) return false;
  if (options_.exit_after_s || runner_ || frame_ == 0) return false;
  return now > longest_wait_for_picture_s || (settle_frames_ == 0 && something_to_show());
}

bool FrameLoop::something_to_show() const {
  const api::Status& status = *model_.status;
  if (status.phase == api::Phase::failed || status.phase == api::Phase::diverged) return true;
  if (model_.open_sheet == "generator") return true;
  if (model_.open_sheet == "runs") return model_.runs_desk.table != nullptr && model_.runs_desk.table->done;
  if (status.phase == api::Phase::idle || status.phase == api::Phase::loading) return false;
  if (options_.started && status.step == 0) return false;
  if (model_.workspace == model::Workspace::explore) return model_.result(model::view::picture) != nullptr;
  return model_.result(model::view::grid) != nullptr;
}

image::Picture FrameLoop::read_back() {
  const ImVec2 size = surface_.size_px();
  surface_.bind();
  return gl::read_pixels(static_cast<int>(size.x), static_cast<int>(size.y));
}

void FrameLoop::after_frame(double now) {
  const double shown_s = now_s();
  session_.drawn(model_.result(model::view::picture).get(), shown_s);
  cpu_ms_.add(std::exchange(frame_cpu_ms_, 0));
  if (frame_ == 0) first_frame_s_ = process_age_s();
  ++frame_;
  last_frame_s_ = now;
}

script::StatusValues FrameLoop::status() const {
  script::StatusValues values = model::status_values(model_);
  values["frame"] = static_cast<double>(frame_);
  values["frame_cpu_ms_median"] = cpu_ms_.percentile(0.5);
  values["frame_cpu_ms_p99"] = cpu_ms_.percentile(0.99);
  values["latency_ms_median"] = session_.latency_ms().percentile(0.5);
  values["latency_ms_p95"] = session_.latency_ms().percentile(0.95);
  values["latency_count"] = static_cast<double>(session_.latency_ms().count());
  values["first_frame_s"] = first_frame_s_;
  values["first_step_s"] = first_step_s_;
  return values;
}

Expected<void> FrameLoop::update_ui_map(bool at_once) {
  if (!ui_map_ || frame_ == 0) return {};
  const automation::StatusValues values = status();
  const automation::World world{interface_.items(), values, surface_.size_px(), now_s()};
  return at_once ? ui_map_->write_now(frame_, world) : ui_map_->update(frame_, world);
}

}  // namespace ganscope::shell
