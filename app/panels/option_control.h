#pragma once
#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "core/config/option.h"

/// The row of an option as any panel may show it; its item is `experiment/<key>` wherever it stands.
namespace ganscope::panels {

/// An option's value as it is set, changes that are still on their way included.
[[nodiscard]] config::Value value_of(const model::UiModel& model, const config::Option& option);

[[nodiscard]] double as_number(const config::Value& value);  ///< of words 0
/// `number` in the type that the option declares.
[[nodiscard]] config::Value as_declared(const config::Option& option, double number);

/// An option as the run's kind of model speaks of it (ui::spoken).
[[nodiscard]] config::Option spoken(const ui::Ui& ui, const model::UiModel& model,
                                    const config::Option& option);

/// The row of a declared option; asks for what fits it: tuning while it runs, or a new start.
void option_control(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                    const config::Option& option, float width);

/// The line that tells of options and plots which the teacher's mode hides, at the cursor, in place of them;
/// its item is `item`. Moves the cursor below it.
void draw_hidden_line(ui::Ui& ui, std::string_view item, float width);

}  // namespace ganscope::panels
