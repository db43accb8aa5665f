#pragma once
#include <span>
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"
#include "app/ui/interaction.h"

namespace ganscope::shell {

/// The keys that went down in this frame, as model::action_for_key names them: "space", "ctrl+s", "f11".
[[nodiscard]] std::vector<std::string> pressed_keys();

/// Turns keys into actions, but not while something is being typed. The first key ends the first-start hint.
void take_shortcuts(std::span<const panels::Panel> panels, const model::UiModel& model,
                    const ui::Interaction& hands, model::UiActions& actions);

}  // namespace ganscope::shell
