#include "app/shell/offscreen_surface.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>

#include <algorithm>

#include "app/ui/imgui_compat.h"

namespace ganscope::shell {

Expected<std::unique_ptr<OffscreenSurface>> OffscreenSurface::make(int width, int height, Waker& waker) {
  gl::draw_with_one_thread();
  auto context = gl::OffscreenContext::make();
  if (!context) return tl::unexpected(context.error());
  if (width <= 0 || height <= 0) {
    width = 1600;
    height = 900;
  }
  const int most = gl::max_texture_size();
  return std::unique_ptr<OffscreenSurface>(
      new OffscreenSurface(std::move(*context), std::min(width, most), std::min(height, most), waker));
}

OffscreenSurface::OffscreenSurface(gl::OffscreenContext context, int width, int height, Waker& waker)
    : context_(std::move(context)),
      framebuffer_(width, height),
      waker_(waker),
      last_frame_(std::chrono::steady_clock::now()) {
  ImGuiIO& io = ImGui::GetIO();
  ui::compat::prepare_codes(io);
  io.BackendPlatformName = "offscreen";
  ImGui_ImplOpenGL3_Init("#version 330 core");
  waker.connect([this] {
    const std::lock_guard lock(mutex_);
    wake_ = true;
    woken_.notify_one();
  });
}

OffscreenSurface::~OffscreenSurface() {
  waker_.disconnect();
  ImGui_ImplOpenGL3_Shutdown();
}

ImVec2 OffscreenSurface::size_px() const {
  return {static_cast<float>(framebuffer_.colour().width()),
          static_cast<float>(framebuffer_.colour().height())};
}

bool OffscreenSurface::wait(double timeout_s) {
  std::unique_lock lock(mutex_);
  woken_.wait_for(lock, std::chrono::duration<double>(std::max(0.0, timeout_s)), [this] { return wake_; });
  wake_ = false;
  return false;
}

void OffscreenSurface::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  const auto now = std::chrono::steady_clock::now();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = size_px();
  io.DisplayFramebufferScale = {1, 1};
  io.DeltaTime = std::max(1e-4F, std::chrono::duration<float>(now - last_frame_).count());
  last_frame_ = now;
}

// Nobody waits for the picture, but the rasteriser must not fall behind by many frames.
void OffscreenSurface::present() { glFinish(); }

}  // namespace ganscope::shell
