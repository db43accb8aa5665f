#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "app/model/view.h"
#include "app/panels/explore/explore_parts.h"

namespace ganscope::panels::explore_parts {

/// A tab of Explore's right column, with the band below if it wants it. A new tool is a folder and a line in
/// `all_tabs.cpp`; what it keeps is a model::ToolState.
struct ExploreTab {
  std::string_view key;
  const char* title;  ///< English
  /// The column below its header: a square of `side` px and a row of 32 px below it. Null with `draw_wide`.
  void (*draw_column)(Context& context, const Area& area, float side);
  /// The band below the squares; null: path and arithmetic.
  void (*draw_band)(Context& context, const Area& area) = nullptr;
  std::vector<model::View> (*views)() = nullptr;  ///< what it has the explorer make; null: nothing
  // What it borrows while it is shown; null: left as it is. Leaving the tab brings all back.
  /// In place of the pad: a header, a square of `side` px and a row below it.
  void (*draw_middle)(Context& context, const Area& area, float side) = nullptr;
  /// In place of pad and column, from the pad's left edge to the right one. The tabs stay where they are, at
  /// the right of the header.
  void (*draw_wide)(Context& context, const Area& area, float side) = nullptr;
  /// Over the big picture, whose hands it takes: a square of `side` px from `min`.
  void (*draw_over_picture)(Context& context, ImVec2 min, float side) = nullptr;
  /// In place of the row below the picture, `side` px wide from `min`.
  void (*draw_picture_row)(Context& context, ImVec2 min, float side) = nullptr;
  /// Whether it is there; null: always. Those that may be missing stand last.
  bool (*offered)(const model::UiModel& model) = nullptr;
};

/// All tabs in the order in which they stand.
[[nodiscard]] std::span<const ExploreTab> all_tabs();
/// The one that is shown.
[[nodiscard]] const ExploreTab& shown_tab(const model::UiModel& model);
/// Whether the tab of this key is on screen.
[[nodiscard]] bool tab_shown(const model::UiModel& model, std::string_view key);

[[nodiscard]] ExploreTab samples_tab();
[[nodiscard]] ExploreTab dimensions_tab();

/// Where the right column's content begins, below the header.
[[nodiscard]] inline ImVec2 column_start(const Context& context, const Area& area) {
  return {area.min.x, area.min.y + context.ui.px(header_height)};
}
/// Words in the row below the column's content, cut to `width`.
void draw_footer_words(const Context& context, ImVec2 at, float width, const std::string& words);

}  // namespace ganscope::panels::explore_parts
