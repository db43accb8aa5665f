#pragma once
#include <optional>
#include <string_view>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "app/ui/widgets.h"

/// What plays samples that are films, wherever they are seen.
namespace ganscope::panels {

/// Icon, help and key of the button that plays or stops all films; its size is the caller's.
[[nodiscard]] ui::ButtonSpec film_play_button(const ui::Ui& ui, const model::UiModel& model);
/// "k" plays or stops; nothing where samples are no films.
[[nodiscard]] std::optional<model::Action> film_key(const model::UiModel& model, std::string_view key);

}  // namespace ganscope::panels
