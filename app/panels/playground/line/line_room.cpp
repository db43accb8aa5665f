#include "app/panels/playground/line/line.h"
#include "app/panels/playground/line/line_parts.h"
#include "app/panels/playground/parts.h"

namespace ganscope::panels::playground {
namespace {

/// Letters switch layers; 0 fits the view.
std::optional<model::Action> line_key(const model::UiModel& model, std::string_view key) {
  if (!line::has_line(model)) return std::nullopt;
  if (key == "0") return changing([](model::UiModel& later, double) { line::fit_view(later); });
  const auto pressed = layer_key(line::layer_infos(), key);
  if (!pressed) return std::nullopt;
  return changing([layer = static_cast<line::Layer>(pressed->layer), alone = pressed->alone](
                      model::UiModel& later, double) {
    alone ? line::show_only(later, layer) : line::show_layer(later, layer, !line::shows(later, layer));
  });
}

}  // namespace

Room line_room() {
  return {.key = "line",
          .title = "Data space",
          .help = "Real and generated numbers on a line, as D sees them, and the way from z to x.",
          .link = "Data space",
          .draw_middle = line::draw_middle,
          .draw_left = line::draw_left,
          .draw_right = line::draw_right,
          .views = line::views,
          .key_action = line_key};
}

}  // namespace ganscope::panels::playground
