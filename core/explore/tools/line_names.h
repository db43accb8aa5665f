#pragma once
#include <string_view>

namespace ganscope::explore::line {

// Curves of the tool `line`; x is a place in the data's frame, unless it says otherwise.
inline constexpr std::string_view data = "data";        ///< p_data, where it is known
inline constexpr std::string_view model = "model";      ///< p_model
inline constexpr std::string_view d = "d";              ///< sigmoid of D's raw output
inline constexpr std::string_view optimal = "optimal";  ///< p_data/(p_data + p_model); NaN where neither is
inline constexpr std::string_view push = "push";  ///< −∂L_G/∂x of a generated number there; not without D
inline constexpr std::string_view latents = "latents";  ///< x: z along one axis, y: where G lays it

// Rows of its table.
inline constexpr std::string_view bandwidth = "bandwidth";  ///< {of the kernel, numbers drawn}
inline constexpr std::string_view axis = "axis";            ///< {z's axis of `latents`, from 0, of so many}
inline constexpr std::string_view silent = "silent";        ///< text: why there is no `d`

}  // namespace ganscope::explore::line
