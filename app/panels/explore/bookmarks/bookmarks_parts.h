#pragma once
#include <functional>

#include "app/panels/explore/explore_parts.h"

/// What list and row of the bookmarks share.
namespace ganscope::panels::bookmarks {

/// Changes the model after the frame.
void change(explore_parts::Context& context, std::function<void(model::UiModel&, double now_s)> what);
/// Bookmarks the latent in hand, named by where it is from.
void add_in_hand(explore_parts::Context& context);

}  // namespace ganscope::panels::bookmarks
