#include "app/shell/display_ways_out.h"

#ifdef GANSCOPE_X11
#include <X11/Xlib.h>
#include <X11/Xproto.h>

#include <string>

#include "core/base/way_out.h"
#endif

namespace ganscope::shell {

#ifdef GANSCOPE_X11
namespace {

bool gone = false;  // C callbacks carry nothing of ours

int on_error(Display* /*display*/, XErrorEvent* error) {
  // XGetWindowAttributes sends these two, and only for our own window; other requests may name windows of
  // others, which come and go.
  const bool of_window = error->error_code == BadWindow || error->error_code == BadDrawable;
  if (of_window && (error->request_code == X_GetWindowAttributes || error->request_code == X_GetGeometry))
    gone = true;
  return 0;
}

int on_lost_display(Display* display) {
  const char* name = DisplayString(display);
  go_now("the display went away", name != nullptr ? std::string("DISPLAY ") + name : "DISPLAY");
}

}  // namespace

void watch_display() {
  XSetErrorHandler(on_error);
  XSetIOErrorHandler(on_lost_display);
}

bool window_is_gone() { return gone; }
#else
void watch_display() {}
bool window_is_gone() { return false; }
#endif

}  // namespace ganscope::shell
