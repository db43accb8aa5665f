#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// The parts of the transport. Places are window pixels.
namespace ganscope::panels::transport {

/// Between steps and places on the film and the scrubber: straight, from step 0 to now.
struct Timeline {
  float left = 0, right = 1;  ///< px
  int64_t last = 0;           ///< step at the right end
  [[nodiscard]] float x_of(double step) const {
    return last <= 0 ? right : left + (right - left) * static_cast<float>(step / static_cast<double>(last));
  }
  [[nodiscard]] double step_at(float x) const {
    const float share = right > left ? (x - left) / (right - left) : 0;
    return static_cast<double>(share < 0 ? 0 : share > 1 ? 1 : share) * static_cast<double>(last);
  }
};
[[nodiscard]] Timeline timeline_of(const model::UiModel& model, float left, float right);

/// The moment of the history nearest to a place; now at the right end.
[[nodiscard]] int64_t moment_at(const model::UiModel& model, const Timeline& timeline, float x);

/// What the arrow keys, Home and End make of a moment while the item `name` has the keyboard.
[[nodiscard]] int64_t moment_by_key(const ui::Ui& ui, const model::UiModel& model, std::string_view name,
                                    int64_t moment);

/// Which frame of a film stands in the cell at `wanted`: the nearest one, if it lies within one and a half
/// cells of `cell_steps` each, or is the newest and the cell lies behind it. `steps` rise. -1: the cell stays
/// empty, for the history has no moment there.
[[nodiscard]] int frame_of_cell(const std::vector<int64_t>& steps, double wanted, double cell_steps);

/// Plays the film: a button, and below it the speed. `play_px` (design pixels) is the room that both take at
/// the left of film and scrubber.
constexpr float play_px = 52;
void draw_play(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at);

/// The film of one run in cells of `side` pixels; the one of `moment` framed. Returns how many frames
/// there are.
int draw_film_cells(const ui::Ui& ui, const model::RunModel& model, const ui::Atlases& atlases,
                    const Timeline& timeline, float top, float side, int64_t moment);

/// The film of a latent whose samples are lines of words: the first one, the one shown (else the middle), the
/// last.
void draw_film_lines(const ui::Ui& ui, const model::RunModel& model, const api::Answer& film, int shown,
                     const Timeline& timeline, float top, float side);

/// The selected latent from step 0 to now, in cells of 32 px.
void draw_film(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Timeline& timeline,
               float top);

/// Track, ticks, marks of what was changed by hand, handle. `roomy`: with a line of words above the track.
void draw_scrubber(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                   const Timeline& timeline, float y, bool roomy, bool ticks);

/// The same of two runs that are compared: whom it moves, both films, both steps.
void draw_compared_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_compared_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_moments_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_compared_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// The slider of the speed alone, of whom the transport moves. Returns the speed that it shows, which during
/// a drag runs ahead of the model: steps a second, 0 full.
double speed_slider(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width);
[[nodiscard]] std::string speed_words(const ui::Ui& ui, double steps_per_s);

/// Step number, rates, speed.
void draw_rates(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_rates_compact(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

}  // namespace ganscope::panels::transport
