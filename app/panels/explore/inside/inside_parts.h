#pragma once
#include <string>
#include <vector>

#include "app/model/view.h"
#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/inside/inside_state.h"

/// What the parts of Inside G share.
namespace ganscope::panels::inside {

constexpr int dissected_samples = 200, surveyed_samples = 100;

/// "8×8", "8×8 · 2" where several are of that size, "hidden 1".
[[nodiscard]] std::string layer_name(const ui::Ui& ui, const std::vector<Layer>& all, size_t layer);
/// A channel's answers, from nothing to its most; struck through when it is off.
void draw_tile(explore_parts::Context& context, int picture, double scale, ImVec2 min, ImVec2 max);
/// "c 19 off", "c 19 × 2.0", "3 channels changed"; empty: all are as they are.
[[nodiscard]] std::string edits_words(const ui::Ui& ui, const InsideState& state);

/// How many of 100 pictures lose the attribute that is surveyed without a channel of the layer that is shown.
struct Dependence {
  int channel = 0;
  double of_100 = 0;
};
[[nodiscard]] std::vector<Dependence> survey(const model::UiModel& model);  ///< most first
[[nodiscard]] std::string survey_words(const ui::Ui& ui, const model::UiModel& model);
/// Ends at `right_top`. Returns its width; 0: nothing is known of these data, and there is nothing to choose.
float draw_survey_choice(explore_parts::Context& context, ImVec2 right_top, float width);

constexpr float heading_height = 38;  ///< design px
void draw_heading(const explore_parts::Context& context, ImVec2 at, float width, const std::string& title,
                  const std::string& words);
/// The picture as it was, as it is with the edits, and the difference, below each other under a heading.
void draw_pictures(explore_parts::Context& context, ImVec2 min, float side, float height);

void draw_wide(explore_parts::Context& context, const explore_parts::Area& area, float side);
void draw_over_picture(explore_parts::Context& context, ImVec2 min, float side);
void draw_band(explore_parts::Context& context, const explore_parts::Area& area);
[[nodiscard]] std::vector<model::View> views();

}  // namespace ganscope::panels::inside
