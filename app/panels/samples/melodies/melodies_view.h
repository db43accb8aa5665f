#pragma once
#include <vector>

#include "app/model/view.h"
#include "app/panels/panel.h"
#include "app/panels/samples/parts.h"

/// How Train shows melodies: piano rolls with their chords, what breaks a rule marked; below them the real
/// one that is nearest to the selected one, and others; a bar that plays.
namespace ganscope::panels::samples {

/// How many fixed latents are shown.
[[nodiscard]] int melodies_shown(const ui::Ui& ui, const model::UiModel& model, const Area& body);
void draw_melodies(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& body);

/// What it has the explorer find out: the real melody that is nearest to the selected one.
[[nodiscard]] std::vector<model::View> melody_views();
inline constexpr std::string_view nearest_melody_key = "train/melody";

/// How far each rule is kept, beside real melodies and words drawn each for itself. Right of them, above the
/// plots.
[[nodiscard]] Panel rules_panel();

}  // namespace ganscope::panels::samples
