#pragma once
#include <vector>

#include "app/model/view.h"

namespace ganscope::panels::mine {

/// "mine/refine": the picture that is being refined; "mine/shown": the one that is shown, with the weights as
/// they are; "mine/then": its edits; "mine/list": all of them, as they were refined; "mine/encoder";
/// "mine/guess": what the encoder says afterwards; "mine/nearest": the nearest training pictures.
[[nodiscard]] std::vector<model::View> views();

}  // namespace ganscope::panels::mine
