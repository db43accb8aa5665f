#include "app/panels/playground/parts.h"
#include "app/panels/playground/plane/plane.h"
#include "app/panels/playground/plane/plane_parts.h"
#include "app/panels/playground/plane/plane_state.h"

namespace ganscope::panels::playground {
namespace {

/// Letters switch layers; Home fits the view.
std::optional<model::Action> plane_key(const model::UiModel& model, std::string_view key) {
  if (!plane::has_plane(model)) return std::nullopt;
  if (key == "home") return changing([](model::UiModel& later, double) { plane::fit_view(later); });
  const auto pressed = layer_key(plane::layer_infos(), key);
  if (!pressed) return std::nullopt;
  return changing([layer = static_cast<plane::Layer>(pressed->layer), alone = pressed->alone](
                      model::UiModel& later, double) {
    alone ? plane::show_only(later, layer) : plane::show_layer(later, layer, !plane::shows(later, layer));
  });
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
