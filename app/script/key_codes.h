#pragma once

namespace ganscope::script {

/// Of keys that are no letter and no digit, as GLFW has them.
namespace key_code {
constexpr int space = 32, escape = 256, enter = 257, tab = 258, backspace = 259, insert = 260, erase = 261;
constexpr int right = 262, left = 263, down = 264, up = 265, page_up = 266, page_down = 267, home = 268,
              end = 269;
constexpr int f1 = 290, f2 = 291, f11 = 300, f12 = 301;
constexpr int first_modifier =
    340;  // left shift, control, alt, super, then the same on the right; the last keys
}  // namespace key_code

}  // namespace ganscope::script
