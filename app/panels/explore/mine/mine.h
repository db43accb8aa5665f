#pragma once
#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::explore_parts {

/// One's own picture: guessed by the encoder, refined, then edited like any latent.
[[nodiscard]] ExploreTab mine_tab();
/// A picture file that was dropped or chosen goes to Mine, whichever tab is shown. Once a frame.
void take_picture_file(Context& context);

}  // namespace ganscope::panels::explore_parts
