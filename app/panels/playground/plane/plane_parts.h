#pragma once
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// The three columns of the home of points in a plane.
namespace ganscope::panels::playground::plane {

void draw_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// The left column's content in a rectangle, as wide as it; it scrolls where it is too low. What 1-D and 2-D
/// have in common stands in there.
/// Data as small pictures, and the choice between one and two dimensions; as tall as it is drawn.
void draw_data(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width);
/// Ways into the other rooms, two a line, from `bottom` upwards; returns where they begin.
float draw_rooms(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float left, float bottom,
                 float width);

}  // namespace ganscope::panels::playground::plane
