#pragma once
#include <memory>

#include "app/shell/surface.h"
#include "app/shell/waker.h"
#include "core/base/failure.h"

namespace ganscope::shell {

/// The window: GLFW, OpenGL 3.3 core. Owns GLFW and ImGui's two backends; needs ImGui's context. Interface
/// thread only.
class Window final : public Surface {
 public:
  /// `width`, `height` px; 0: 1600 × 900 times the monitor's scale, fitted to its work area. Fails with
  /// `unsupported` when there is no display or no OpenGL 3.3.
  [[nodiscard]] static Expected<std::unique_ptr<Window>> open(int width, int height, Waker& waker);
  ~Window() override;

  [[nodiscard]] ImVec2 size_px() const override;
  [[nodiscard]] float monitor_scale() const override;
  bool wait(double timeout_s) override;
  void begin_frame() override;
  void bind() override;
  void present() override;
  [[nodiscard]] bool close_wanted() const override;
  [[nodiscard]] bool destroyed() const override;
  [[nodiscard]] std::vector<std::string> take_dropped() override;
  [[nodiscard]] bool unattended() const override { return false; }

 private:
  struct Handles;
  explicit Window(std::unique_ptr<Handles> handles);
  std::unique_ptr<Handles> handles_;
};

/// Whether the environment names a display at all.
[[nodiscard]] bool display_named();

}  // namespace ganscope::shell
