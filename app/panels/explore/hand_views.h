#pragma once
#include <vector>

#include "app/panels/explore/explore_parts.h"
#include "core/base/form.h"

namespace ganscope::panels::explore_parts {

/// How the sample in hand is drawn large where a picture of it says too little: a line as words, a melody as
/// a roll with its keys, a sound as wave and spectrogram.
struct HandView {
  Form form;
  /// Into the square of `side` px at `min`. The result of model::view::picture is there.
  void (*draw)(Context& context, ImVec2 min, float side);
};

/// One line a form, in hand_views.cpp.
[[nodiscard]] const std::vector<HandView>& all_hand_views();
/// Null: it is drawn as a picture.
[[nodiscard]] const HandView* hand_view_of(Form form);

}  // namespace ganscope::panels::explore_parts
