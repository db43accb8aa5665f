#pragma once
#include <string>

#include "app/panels/plot_list.h"
#include "app/ui/ui.h"

/// Which of a run's plots are shown, and in which order: ticked in a list and moved by hand, remembered
/// between starts.
namespace ganscope::panels::plots {

constexpr const char* choice_popup = "plot/choose##list";
/// "4 of 12 plots"
[[nodiscard]] std::string choice_words(const ui::Ui& ui, const model::UiModel& model);
/// The list, when it is open. The last plot that shows cannot be taken away.
void draw_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

}  // namespace ganscope::panels::plots
