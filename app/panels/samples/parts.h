#pragma once
#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "app/ui/widgets/image_grid.h"

/// The parts of the samples panel. Areas are window pixels.
namespace ganscope::panels::samples {

struct Area {
  ImVec2 min, max;
};

/// Title (compact: the experiment's button), what is shown, and the choice of the model. Returns its lower
/// edge.
float draw_header(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area,
                  int shown_latents);
/// The height of the strip of real pictures with the space above it; 0: there are none to show.
[[nodiscard]] float real_strip_height(const ui::Ui& ui, const model::UiModel& model);
[[nodiscard]] float strip_gap(const ui::Ui& ui);  ///< between grid and strip
/// Draws it with its upper edge at `top`.
void draw_real_strip(ui::Ui& ui, const model::UiModel& model, const Area& area, float top);
/// Of a model that makes pictures of pictures: one held-out picture large, and below it triples of them.
void draw_translated(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// Its L1 only | with D | side by side, or its directions, right aligned. Returns the width.
float draw_ways(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float right, float top);
/// Sounds: waves above spectrograms, real ones below, and the bar that plays.
void draw_sounds(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// How many fixed latents it shows, and the height that it leaves them.
[[nodiscard]] int shown_sounds_count(const ui::Ui& ui, const model::UiModel& model, const Area& area);
[[nodiscard]] float sounds_room(const ui::Ui& ui, const Area& area);
/// What stands there while nothing can be drawn: one sentence and the button that ends it, or progress.
void draw_empty(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// A run of another process: one line each of what is wrong as long as it lasts, and of how it can be
/// measured. 0: there is nothing to be said.
[[nodiscard]] float followed_lines_height(const ui::Ui& ui, const model::UiModel& model);
/// Draws them from `top` on.
void draw_followed_lines(ui::Ui& ui, const model::UiModel& model, const Area& area, float top);
/// Whether the sheet that the other program kept stands in the place of samples, since none can be drawn.
[[nodiscard]] bool shows_sheet(const model::UiModel& model);
void draw_sheet(ui::Ui& ui, const model::UiModel& model, const Area& area);
/// The names of the classes above their columns, from `at` on.
inline constexpr float label_heads_px = 22;
void draw_label_heads(const ui::Ui& ui, const model::UiModel& model, const ui::GridLayout& layout, ImVec2 at);
/// Selects, opens, hovers; and the card of the latent under the mouse.
void answer_grid(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                 const ui::GridAnswer& answer, ImVec2 cell_min, ImVec2 cell_max);

[[nodiscard]] bool has_result(const model::RunModel& model);

}  // namespace ganscope::panels::samples
