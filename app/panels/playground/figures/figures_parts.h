#pragma once
#include "app/panels/playground/figures/figures_state.h"
#include "app/panels/playground/parts.h"

namespace ganscope::panels::playground {

void draw_bells_left(ui::Ui& ui, const Figures& state, model::UiActions& actions, float width);
void draw_bells_middle(ui::Ui& ui, const Figures& state, model::UiActions& actions);
void draw_bells_right(ui::Ui& ui, const Figures& state, model::UiActions& actions);

void draw_costs_left(ui::Ui& ui, const Figures& state, model::UiActions& actions, float width);
void draw_costs_middle(ui::Ui& ui, const model::UiModel& model, const Figures& state);
void draw_costs_right(ui::Ui& ui, const model::UiModel& model, const Figures& state);

}  // namespace ganscope::panels::playground
