#pragma once
#include <string>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "core/config/experiment.h"

/// The parts of the experiment column.
namespace ganscope::panels::experiment {

/// The card with the data's pictures; opens the list of experiments.
void chooser_card(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width);

/// A row's name at the cursor, in the middle of 32 px.
void row_label(const ui::Ui& ui, const char* words);
/// The row that says which regularisers are on; opens the list that switches them.
void regulariser_row(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width);

/// Whether there is one to switch: a lesson may hide them.
[[nodiscard]] bool any_regulariser(const model::UiModel& model);

/// Every active option, grouped by what declares it.
void options_sheet(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// The table of layers of both networks, with shapes, parameters and cost.
void layers_sheet(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// "32×32 colour, 10 labels"
[[nodiscard]] std::string data_words(const ui::Ui& ui, const api::DataInfo& data);
/// What was made of the user's files and why some are not used, a line each; empty: nothing to tell.
[[nodiscard]] std::string data_remarks(const ui::Ui& ui, const api::DataInfo& data);

}  // namespace ganscope::panels::experiment
