#pragma once
#include <memory>

#include "core/base/failure.h"

namespace ganscope::gl {

/// An OpenGL 3.3 core context without window, display or X server (EGL's surfaceless platform of Mesa),
/// current on the thread that made it until it dies there. It works with an empty environment.
class OffscreenContext {
 public:
  /// Fails with `unsupported` where the platform has no surfaceless EGL.
  [[nodiscard]] static Expected<OffscreenContext> make();
  ~OffscreenContext();
  OffscreenContext(OffscreenContext&&) noexcept;
  OffscreenContext& operator=(OffscreenContext&&) noexcept;

 private:
  struct Handles;
  explicit OffscreenContext(std::unique_ptr<Handles> handles);
  std::unique_ptr<Handles> handles_;
};

/// Software drawing takes one thread, so that training keeps the other cores. Before the first context is
/// made; a choice in the environment stands.
void draw_with_one_thread();

}  // namespace ganscope::gl
