#pragma once
#include <imgui.h>

#include <string>
#include <vector>

namespace ganscope::shell {

/// Something that frames can be drawn on, with an OpenGL context current on the interface thread and ImGui's
/// backends set up: a window, or a picture off screen. The frame loop knows no other difference.
class Surface {
 public:
  virtual ~Surface() = default;

  [[nodiscard]] virtual ImVec2 size_px() const = 0;
  [[nodiscard]] virtual float monitor_scale() const = 0;
  /// Sleeps until the user does something, a worker wakes it, or the time is up. True: the user did
  /// something.
  virtual bool wait(double timeout_s) = 0;
  /// Before ImGui::NewFrame: size, time, mouse and keys into ImGui's io.
  virtual void begin_frame() = 0;
  /// What is drawn now goes onto it.
  virtual void bind() = 0;
  virtual void present() = 0;
  [[nodiscard]] virtual bool close_wanted() const = 0;
  /// Somebody else took it away: nothing more can be drawn.
  [[nodiscard]] virtual bool destroyed() const { return false; }
  /// Paths that were dropped on it since the last call.
  [[nodiscard]] virtual std::vector<std::string> take_dropped() = 0;
  /// Nobody sits before it: the loop ends by itself.
  [[nodiscard]] virtual bool unattended() const = 0;
};

}  // namespace ganscope::shell
