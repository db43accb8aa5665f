#include "app/panels/explore/hand_views.h"

#include <algorithm>

namespace ganscope::panels::explore_parts {

const std::vector<HandView>& all_hand_views() {
  static const std::vector<HandView> all{};
  return all;
}

const HandView* hand_view_of(Form form) {
  const auto found = std::ranges::find(all_hand_views(), form, &HandView::form);
  return found == all_hand_views().end() ? nullptr : &*found;
}

}  // namespace ganscope::panels::explore_parts
