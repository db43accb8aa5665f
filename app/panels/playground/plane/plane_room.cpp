#include <algorithm>
#include <functional>
#include <utility>

#include "app/panels/playground/plane/plane.h"
#include "app/panels/playground/plane/plane_parts.h"
#include "app/panels/playground/plane/plane_state.h"

namespace ganscope::panels::playground {
namespace {

model::Action plane_change(std::function<void(model::UiModel&)> what) {
  return model::ExploreAction(model::explore_action::UseTool{
      [what = std::move(what)](model::UiModel& later, double /*now_s*/) { what(later); }});
}

/// A layer's letter switches it, with Alt to it alone; Home fits the view.
std::optional<model::Action> plane_key(const model::UiModel& model, std::string_view key) {
  if (!plane::has_plane(model)) return std::nullopt;
  if (key == "home") return plane_change(plane::fit_view);
  const bool alone = key.starts_with("alt+");
  const std::string_view letter = alone ? key.substr(4) : key;
  const auto& infos = plane::layer_infos();
  const auto found = std::ranges::find(infos, letter, &plane::LayerInfo::letter);
  if (found == infos.end()) return std::nullopt;
  const auto layer = static_cast<plane::Layer>(found - infos.begin());
  if (alone) return plane_change([layer](model::UiModel& later) { plane::show_only(later, layer); });
  return plane_change(
      [layer](model::UiModel& later) { plane::show_layer(later, layer, !plane::shows(later, layer)); });
}

}  // namespace

Room plane_room() {
  return {.key = "plane",
          .title = "Data space",
          .help = "Where real and generated points live, as D sees it.",
          .link = "Data space",
          .draw_middle = plane::draw_middle,
          .draw_left = plane::draw_left,
          .draw_right = plane::draw_right,
          .views = plane::views,
          .key_action = plane_key};
}

}  // namespace ganscope::panels::playground
