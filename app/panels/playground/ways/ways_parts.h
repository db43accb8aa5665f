#pragma once
#include "app/panels/playground/parts.h"
#include "app/panels/playground/ways/ways_state.h"

namespace ganscope::panels::playground {

void draw_hills_middle(ui::Ui& ui, const api::Answer& answer);
void draw_hills_right(ui::Ui& ui, const api::Answer* answer);
void draw_three_middle(ui::Ui& ui, const WaysState& state, const api::Answer& answer);
void draw_three_right(ui::Ui& ui, const WaysState& state, const api::Answer* answer);

// The transport of this room: its own clock, not that of the run.
void draw_ways_buttons(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_ways_words(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_ways_speed(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

}  // namespace ganscope::panels::playground
