#pragma once
#include <cstdint>
#include <string>

#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/explore_parts.h"

/// What the column and the band of Directions share.
namespace ganscope::panels::directions {

/// Where ImGui keeps the id of the row whose name is being typed.
[[nodiscard]] ImGuiID renaming_id();
[[nodiscard]] std::string name_words(const ui::Ui& ui, const Direction& row);
/// "glasses in {b:96} of 100, something else in {b:4}"; empty: nothing is known.
[[nodiscard]] std::string effect_words(const ui::Ui& ui, const model::UiModel& model, const Direction& row);
/// How far along a direction the latent in hand has gone, at the cursor; at least 60 design px wide.
void strength_slider(explore_parts::Context& context, const std::string& item, uint64_t id, float width);
/// Lines that make the direction in Python.
[[nodiscard]] std::string python_of(const Direction& row);
/// The bar of the search that goes on, with a button that gives it up.
void draw_progress(explore_parts::Context& context, ImVec2 at, float width);
void draw_band(explore_parts::Context& context, const explore_parts::Area& area);

}  // namespace ganscope::panels::directions
