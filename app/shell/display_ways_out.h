#pragma once

namespace ganscope::shell {

/// X's own answer to trouble is exit(), and to a window that somebody else destroyed it is nothing at all.
/// With these handlers the end of the display saves what is being trained and ends the program with an error
/// (go_now), and every other error is survived. GLFW puts X's own handler back now and then, so this is
/// called before every wait; it costs nothing. Nothing happens where there is no X. Interface thread only.
void watch_display();

/// Whether X said, of the question how large the window is, that there is no such window.
[[nodiscard]] bool window_is_gone();

}  // namespace ganscope::shell
