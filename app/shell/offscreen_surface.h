#pragma once
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "app/gl/framebuffer.h"
#include "app/gl/offscreen.h"
#include "app/shell/surface.h"
#include "app/shell/waker.h"

namespace ganscope::shell {

/// The same interface drawn into a picture, without a display. Needs ImGui's context. Interface thread only.
class OffscreenSurface final : public Surface {
 public:
  [[nodiscard]] static Expected<std::unique_ptr<OffscreenSurface>> make(int width, int height, Waker& waker);
  ~OffscreenSurface() override;

  [[nodiscard]] ImVec2 size_px() const override;
  [[nodiscard]] float monitor_scale() const override { return 1; }
  bool wait(double timeout_s) override;
  void begin_frame() override;
  void bind() override { framebuffer_.bind(); }
  void present() override;
  [[nodiscard]] bool close_wanted() const override { return false; }
  [[nodiscard]] std::vector<std::string> take_dropped() override { return {}; }
  [[nodiscard]] bool unattended() const override { return true; }

 private:
  OffscreenSurface(gl::OffscreenContext context, int width, int height, Waker& waker);

  gl::OffscreenContext context_;  // first: everything below needs it to die
  gl::Framebuffer framebuffer_;
  Waker& waker_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_ = false;
  std::chrono::steady_clock::time_point last_frame_;
};

}  // namespace ganscope::shell
