#pragma once
#include <string>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// The parts of Compare. Areas are window pixels.
namespace ganscope::panels::compare {

struct Area {
  ImVec2 min, max;
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
};

/// One of the two, and what it is drawn with.
struct Side : model::ComparedSide {
  const ui::Atlases& atlases;
  bool second = false;
  [[nodiscard]] const char* letter() const { return second ? "B" : "A"; }
  [[nodiscard]] const char* key() const { return second ? "b" : "a"; }
};
[[nodiscard]] Side side_of(const ui::Ui& ui, const model::UiModel& model, bool second);
/// Whether A and B are two moments of one run.
[[nodiscard]] inline bool of_moments(const model::UiModel& model) { return !model.second; }
/// "now", "step 1,200"
[[nodiscard]] std::string moment_words(const ui::Ui& ui, int64_t moment);

/// The letter on its plate and the line by which the run's curves are drawn. Returns the right edge.
float draw_letter(const ui::Ui& ui, const Side& side, ImVec2 at, float height);
/// What tells the run from the other one: the value of the first difference, else its name; of two moments
/// the moment.
[[nodiscard]] std::string name_of(const ui::Ui& ui, const model::UiModel& model, bool second);

/// What the runs differ in, one chip each, and what is done with both.
void draw_bar(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// Letter, verdict, evidence and samples of one run.
void draw_half(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Side& side,
               const Area& area);
/// Of a model that makes pictures of pictures, in the place of samples: its outputs of the same held-out
/// inputs, and one of them beside input and truth.
void draw_translated(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Side& side,
                     const Area& area);
/// The curves of both over each other, and below them measures with what real data get.
void draw_curves(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// What was measured of both, with what real data get: so many rows at most. Below it which is the better
/// one. `measures_height` high.
void draw_measures(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area,
                   size_t most);
[[nodiscard]] float measures_height(const ui::Ui& ui, const model::UiModel& model, size_t most);
/// No second run yet: comparisons that teach, and the settings of which one can be changed.
void draw_begin(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// The list of settings, when it is open (`compare/change`).
void draw_change_list(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
constexpr const char* change_popup = "compare/change/list";

}  // namespace ganscope::panels::compare
