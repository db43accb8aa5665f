#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/model/tools.h"
#include "app/model/view.h"
#include "app/panels/explore/explore_parts.h"

namespace ganscope::panels::explore_parts {

/// Whether the path's line shows how far its pictures are from the nearest training pictures.
struct PathNearest final : model::ToolState {
  static constexpr std::string_view key = "path/nearest";
  bool shown = false;
};

/// What has been found of the path as it is; `distances` empty: nothing yet.
struct PathDistances {
  std::vector<float> distances;  ///< [frames]
  double copy = -1;              ///< below that a picture is a copy; −1: not measured yet
};
[[nodiscard]] PathDistances path_distances(const model::UiModel& model);

void show_path_nearest(model::UiModel& model, bool shown);
/// The distances as a line from left to right, and below which one it is a copy as a dashed one.
void draw_path_nearest(const Context& context, ImVec2 min, ImVec2 max);
/// "nearest real 0.091–0.140 · a copy below 0.026"; empty where it is not shown.
[[nodiscard]] std::string path_nearest_words(const Context& context);
[[nodiscard]] std::vector<model::View> path_nearest_views();

}  // namespace ganscope::panels::explore_parts
