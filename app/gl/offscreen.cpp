#include "app/gl/offscreen.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include <array>
#include <cstdlib>

namespace ganscope::gl {

struct OffscreenContext::Handles {
  EGLDisplay display = EGL_NO_DISPLAY;
  EGLContext context = EGL_NO_CONTEXT;
  ~Handles() {
    if (context != EGL_NO_CONTEXT) {
      eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
      eglDestroyContext(display, context);
    }
    if (display != EGL_NO_DISPLAY) eglTerminate(display);
  }
};

OffscreenContext::OffscreenContext(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
OffscreenContext::~OffscreenContext() = default;
OffscreenContext::OffscreenContext(OffscreenContext&&) noexcept = default;
OffscreenContext& OffscreenContext::operator=(OffscreenContext&&) noexcept = default;

Expected<OffscreenContext> OffscreenContext::make() {
  const auto refuse = [](const char* what) {
    return fail(FailureKind::unsupported, what, "EGL",
                "Install Mesa's drivers (Debian: libegl1 libgl1-mesa-dri), or use a display.");
  };
  auto handles = std::make_unique<Handles>();
  if (!epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_EXT_platform_base") ||
      !epoxy_has_egl_extension(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
    return refuse("pictures without a display are not possible here: no surfaceless EGL");
  }
  handles->display = eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
  if (handles->display == EGL_NO_DISPLAY || eglInitialize(handles->display, nullptr, nullptr) == EGL_FALSE) {
    handles->display = EGL_NO_DISPLAY;
    return refuse("EGL does not start without a display");
  }
  if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) return refuse("EGL offers no desktop OpenGL");
  const std::array<EGLint, 7> wanted{EGL_CONTEXT_MAJOR_VERSION,
                                     3,
                                     EGL_CONTEXT_MINOR_VERSION,
                                     3,
                                     EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                     EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                     EGL_NONE};
  handles->context = eglCreateContext(handles->display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, wanted.data());
  if (handles->context == EGL_NO_CONTEXT ||
      eglMakeCurrent(handles->display, EGL_NO_SURFACE, EGL_NO_SURFACE, handles->context) == EGL_FALSE) {
    return refuse("there is no OpenGL 3.3 without a display");
  }
  return OffscreenContext(std::move(handles));
}

void draw_with_one_thread() { setenv("LP_NUM_THREADS", "1", /*overwrite=*/0); }

}  // namespace ganscope::gl
