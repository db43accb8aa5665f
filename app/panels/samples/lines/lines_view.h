#pragma once
#include <optional>
#include <string_view>

#include "app/panels/samples/parts.h"

/// How Train shows lines of words: one below the other, shaded where D would gain by another word, with the
/// nearest real line and D's score; below them what lies between two latents.
namespace ganscope::panels::samples {

/// How many lines fit into `body`.
[[nodiscard]] int lines_shown(const ui::Ui& ui, const model::UiModel& model, const Area& body);
void draw_lines(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& body);

/// The lines between two latents, and what goes through them; `morph_height` px high.
[[nodiscard]] float morph_height(const ui::Ui& ui);
void draw_morph(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// "k" goes through them or stops; nothing where samples are no lines.
[[nodiscard]] std::optional<model::Action> morph_key(const model::UiModel& model, std::string_view key);

}  // namespace ganscope::panels::samples
