#pragma once
#include <optional>
#include <string_view>

#include "app/model/ui_model.h"

namespace ganscope::model {

/// What a key asks for, when no text is being typed: "space", "s", "1", "f11", "escape", "enter", "ctrl+s",
/// "ctrl+z", "ctrl+shift+z", "alt+3" … (lower case). Nothing for keys without a meaning here and now.
[[nodiscard]] std::optional<Action> action_for_key(const UiModel& model, std::string_view key);

}  // namespace ganscope::model
