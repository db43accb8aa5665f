#include "app/panels/explore/hand_views.h"

#include <algorithm>

#include "app/panels/explore/drums/drums.h"
#include "app/panels/explore/melody_in_hand.h"

namespace ganscope::panels::explore_parts {

const std::vector<HandView>& all_hand_views() {
  static const std::vector<HandView> all{{Form::tokens, draw_line_in_hand},
                                         {Form::waves, draw_sound_in_hand},
                                         {Form::rolls, draw_melody_in_hand}};
  return all;
}

const HandView* hand_view_of(Form form) {
  const auto found = std::ranges::find(all_hand_views(), form, &HandView::form);
  return found == all_hand_views().end() ? nullptr : &*found;
}

}  // namespace ganscope::panels::explore_parts
