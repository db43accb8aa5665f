#pragma once
#include "core/base/form.h"

namespace ganscope {

/// Its samples are planes of grey or colour, on which neighbouring values belong together: what looks at
/// single pixels has use for them.
[[nodiscard]] constexpr bool are_pictures(Form form) { return form == Form::pictures || form == Form::waves; }
/// Its samples are lines of words of a vocabulary, one byte of a row set.
[[nodiscard]] constexpr bool are_lines(Form form) { return form == Form::tokens || form == Form::rolls; }

}  // namespace ganscope
