#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/explore_parts.h"

/// What the column and the band of Directions share.
namespace ganscope::panels::directions {

constexpr float row_pitch = 80;  ///< design px

[[nodiscard]] std::string name_words(const ui::Ui& ui, const Direction& row);
/// "glasses in {b:96} of 100, something else in {b:4}"; empty: nothing is known.
[[nodiscard]] std::string effect_words(const ui::Ui& ui, const model::UiModel& model, const Direction& row);
/// "all three in {b:94} of 100, something else in {b:6}", or that it is being measured; empty: nothing can be
/// said of the combination as a whole.
[[nodiscard]] std::string together_words(const ui::Ui& ui, const model::UiModel& model);
/// Whether what is said of a row is of the precise edit.
[[nodiscard]] bool shows_precise(const model::UiModel& model, const Direction& row);
/// A row of the list at `min`: name, effect, buttons; strip and strength. `place` among those that are shown.
void draw_row(explore_parts::Context& context, const Direction& row, size_t place, ImVec2 min, float width);
/// The keys of the list of `rows` (places in Directions::rows), inside its scrolling region of this height.
void take_keys(explore_parts::Context& context, const std::vector<size_t>& rows, float height);
/// How far along a direction the latent in hand has gone, at the cursor; at least 60 design px wide.
void strength_slider(explore_parts::Context& context, const std::string& item, uint64_t id, float width);
/// Lines that make the direction in Python, and say of which latents it is.
[[nodiscard]] std::string python_of(const Direction& row, api::Space space);
/// The bar of the search that goes on, with a button that gives it up.
void draw_progress(explore_parts::Context& context, ImVec2 at, float width);
void draw_band(explore_parts::Context& context, const explore_parts::Area& area);

}  // namespace ganscope::panels::directions
