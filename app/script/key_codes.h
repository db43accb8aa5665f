#pragma once

namespace ganscope::script {

/// Of keys that are no letter and no digit, as GLFW has them.
namespace key_code {
constexpr int space = 32, escape = 256, enter = 257, tab = 258, backspace = 259, insert = 260, erase = 261;
constexpr int right = 262, left = 263, down = 264, up = 265, page_up = 266, page_down = 267, home = 268,
              end = 269;
constexpr int zero = 48, minus = 45, equal = 61;  ///< on most keyboards + is Shift and the latter
constexpr int pad_zero = 320, pad_minus = 333, pad_plus = 334;
constexpr int f1 = 290, f2 = 291, f11 = 300, f12 = 301;
constexpr int first_modifier =
    340;  // left shift, control, alt, super, then the same on the right; the last keys
}  // namespace key_code

}  // namespace ganscope::script
