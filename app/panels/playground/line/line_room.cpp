#include <algorithm>
#include <functional>
#include <utility>

#include "app/panels/playground/line/line.h"
#include "app/panels/playground/line/line_parts.h"

namespace ganscope::panels::playground {
namespace {

/// A layer's letter switches it, with Alt to it alone; 0 fits the view.
std::optional<model::Action> line_key(const model::UiModel& model, std::string_view key) {
  if (!line::has_line(model)) return std::nullopt;
  const auto act = [](std::function<void(model::UiModel&)> what) {
    return model::Action(model::ExploreAction(model::explore_action::UseTool{
        [what = std::move(what)](model::UiModel& later, double /*now_s*/) { what(later); }}));
  };
  if (key == "0") return act(line::fit_view);
  const bool alone = key.starts_with("alt+");
  const auto& infos = line::layer_infos();
  const auto found = std::ranges::find(infos, alone ? key.substr(4) : key, &line::LayerInfo::letter);
  if (found == infos.end()) return std::nullopt;
  const auto layer = static_cast<line::Layer>(found - infos.begin());
  if (alone) return act([layer](model::UiModel& later) { line::show_only(later, layer); });
  return act([layer](model::UiModel& later) { line::show_layer(later, layer, !line::shows(later, layer)); });
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
