#include <algorithm>
#include <array>

#include "app/panels/explore/directions/directions.h"
#include "app/panels/explore/drums/drums.h"
#include "app/panels/explore/explore_panel.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/inside/inside.h"
#include "app/panels/explore/map/map.h"
#include "app/panels/explore/mine/mine.h"
#include "app/panels/explore/path_nearest.h"

namespace ganscope::panels {
namespace explore_parts {

std::span<const ExploreTab> all_tabs() {
  static const std::array tabs{samples_tab(), dimensions_tab(), directions_tab(), mine_tab(),
                               inside_tab(),  map_tab(),        drums_tab()};
  return tabs;
}

const ExploreTab& shown_tab(const model::UiModel& model) {
  const auto tabs = all_tabs();
  const auto& chosen = tabs[std::min(static_cast<size_t>(std::max(0, model.explore.tab)), tabs.size() - 1)];
  return chosen.offered == nullptr || chosen.offered(model) ? chosen : tabs.front();
}

bool tab_shown(const model::UiModel& model, std::string_view key) {
  return model.scene() == model::Workspace::explore && shown_tab(model).key == key;
}

}  // namespace explore_parts

std::vector<model::View> explore_views() {
  std::vector<model::View> views;
  for (const explore_parts::ExploreTab& tab : explore_parts::all_tabs()) {
    if (tab.views == nullptr) continue;
    for (const model::View& view : tab.views()) views.push_back(view);
  }
  for (const model::View& view : explore_parts::path_nearest_views()) views.push_back(view);
  return views;
}

}  // namespace ganscope::panels
