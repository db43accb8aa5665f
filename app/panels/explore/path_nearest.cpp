#include "app/panels/explore/path_nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/model/asks.h"
#include "app/ui/bounded.h"
#include "core/explore/tools/neighbour_numbers.h"

namespace ganscope::panels::explore_parts {
namespace {

namespace neighbour = explore::neighbour;
using model::UiModel;

/// The frames of the path, each with its nearest real picture.
std::optional<api::Ask> wanted_nearest(const UiModel& model) {
  if (!model::tool_state<PathNearest>(model).shown || model.status->data.is_points()) return std::nullopt;
  auto ask = model::wanted_ask(model, model::view::path);
  if (!ask) return ask;
  const auto frames = static_cast<size_t>(model.explore.path_frames);
  // After the frames come the keys.
  const auto cut = [&](auto& rows, size_t width) {
    if (rows.size() > frames * width) rows.resize(frames * width);
  };
  cut(ask->latents, static_cast<size_t>(model.status->latent_dim));
  cut(ask->labels, 1);
  cut(ask->shares, static_cast<size_t>(model.classes()));
  ask->tool = "neighbours";
  ask->settings.set("count", int64_t{1});
  ask->settings.set("pictures", false);
  ask->settings.set("features", false);
  return ask;
}

}  // namespace

PathDistances path_distances(const UiModel& model) {
  PathDistances found;
  const auto& answer = model.result(model.view("path/nearest"));
  if (!answer || model.failure(model.view("path/nearest"))) return found;
  for (const api::Curve& curve : answer->curves) {
    if (curve.key == neighbour::pixels) found.distances = curve.y;
    if (curve.key == neighbour::real_pixels && !curve.y.empty())
      found.copy = neighbour::quantile(curve.y, neighbour::copy_below);
  }
  return found;
}

void show_path_nearest(UiModel& model, bool shown) {
  PathNearest state;
  state.shown = shown;
  model::set_tool_state(model, std::move(state));
}

void draw_path_nearest(const Context& context, ImVec2 min, ImVec2 max) {
  const ui::Ui& ui = context.ui;
  const PathDistances found = path_distances(context.model);
  if (!model::tool_state<PathNearest>(context.model).shown || found.distances.size() < 2) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const double most = std::max<double>(*std::ranges::max_element(found.distances), found.copy) * 1.05;
  if (!(most > 0)) return;
  const float height = max.y - min.y, thin = std::max(1.0F, ui.px(1));
  const auto y_of = [&](double distance) {
    return max.y - static_cast<float>(ui::within(distance / most, 0.0, 1.0)) * height;
  };
  const auto last = static_cast<float>(found.distances.size() - 1);
  std::vector<ImVec2> line;
  for (size_t i = 0; i < found.distances.size(); ++i)
    line.push_back({min.x + static_cast<float>(i) / last * (max.x - min.x),
                    y_of(static_cast<double>(found.distances[i]))});
  draw->AddPolyline(line.data(), static_cast<int>(line.size()), ui.theme.real, 0, ui.px(2));
  if (found.copy < 0) return;
  for (float x = min.x; x < max.x; x += ui.px(8))
    draw->AddLine({x, y_of(found.copy)}, {std::min(x + ui.px(4), max.x), y_of(found.copy)}, ui.theme.warn,
                  thin);
}

std::string path_nearest_words(const Context& context) {
  const ui::Ui& ui = context.ui;
  if (!model::tool_state<PathNearest>(context.model).shown) return {};
  if (!context.model.status->trainable) return ui.tr("There are no real pictures here to compare with.");
  if (const auto& failure = context.model.failure(context.model.view("path/nearest")))
    return ui.tr.sentence(failure->what);
  const PathDistances found = path_distances(context.model);
  if (found.distances.empty()) return std::string(ui.tr("comparing")) + " ···";
  const auto [least, most] = std::ranges::minmax_element(found.distances);
  std::string words = fmt::format("{} {:.3f}–{:.3f}", ui.tr("nearest real"), *least, *most);
  if (found.copy >= 0) words += fmt::format(" · {} {:.3f}", ui.tr("a copy below"), found.copy);
  return words;
}

std::vector<model::View> path_nearest_views() {
  return {{.key = "path/nearest",
           .urgency = api::Urgency::background,
           .visible = [](const UiModel& model) { return model.scene() == model::Workspace::explore; },
           .wanted = wanted_nearest,
           .waits = [](const UiModel& model,
                       double) { return model.explore.playing || !model.explore.dragging.empty(); },
           .needs_run = true}};
}

}  // namespace ganscope::panels::explore_parts
