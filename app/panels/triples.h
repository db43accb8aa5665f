#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/translation.h"
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// Held-out pictures with what a model makes of them, as Train, Explore and Compare show them.
namespace ganscope::panels {

/// Whose they are, and what they are drawn with.
struct Triples {
  const model::RunModel& run;
  const ui::Atlases& atlases;
  api::View view;  ///< where its outputs are: row i is held-out picture i
  int direction = 0;

  [[nodiscard]] const api::HeldOut* held() const { return model::held_out(run, direction); }
  [[nodiscard]] const api::Answer* drawn() const;  ///< null: nothing of this direction yet
  [[nodiscard]] int count() const { return held() == nullptr ? 0 : held()->count; }
  [[nodiscard]] std::optional<double> off_truth(int index) const {
    return model::off_truth(run, drawn(), index, direction, index);
  }
  [[nodiscard]] std::optional<float> score(int index) const;
};
/// Those of the run in front, in the direction that is shown.
[[nodiscard]] Triples shown_triples(const ui::Ui& ui, const model::UiModel& model);

enum class Part { input, output, mask, truth };
/// What there is of each: input and output always, a mask where the model chooses where to draw, the truth
/// where it is known.
[[nodiscard]] std::vector<Part> parts_of(const Triples& triples);
[[nodiscard]] const char* part_words(const ui::Ui& ui, Part part);
[[nodiscard]] ImU32 part_colour(const ui::Theme& theme, Part part);
/// One picture; what is missing of an input shows the ground, in two greys.
void draw_part(const ui::Ui& ui, const Triples& triples, Part part, int index, ImVec2 min, ImVec2 max);
/// Two greys in squares: nothing is known here.
void draw_missing(const ui::Ui& ui, ImDrawList* draw, ImVec2 min, ImVec2 max);
/// Row `index` of a view's masks in G's colour.
void draw_mask(const ui::Ui& ui, const ui::Atlas& mask, int index, ImVec2 min, ImVec2 max);

/// How triples stand in columns, one under another where there is more room.
struct TripleLayout {
  int columns = 0, blocks = 0;
  float label = 0, cell = 0, cell_height = 0, gap = 0, block_gap = 0;  ///< pixels
  int rows = 3;
  [[nodiscard]] int count() const { return columns * blocks; }
  [[nodiscard]] float block_height() const { return static_cast<float>(rows) * (cell_height + gap) - gap; }
  [[nodiscard]] float height() const {
    return static_cast<float>(blocks) * (block_height() + block_gap) - block_gap;
  }
};
/// As many as fit into `room`, of pictures whose longer side is `side` pixels at most.
[[nodiscard]] TripleLayout triple_layout(const ui::Ui& ui, const Triples& triples, ImVec2 room, float side);
/// Draws them from `origin` on, with items `prefix` + number, whose value is how far the output is from the
/// truth, else D's score. Returns the one that was clicked; -1: none.
int draw_triples(ui::Ui& ui, const Triples& triples, const TripleLayout& layout, std::string_view prefix,
                 ImVec2 origin, int selected);

/// "black hair → blond hair" in the user's language.
[[nodiscard]] std::string direction_title(const ui::Ui& ui, const api::DirectionInfo& direction);
/// The switch between directions; nothing where there is one. Returns its width.
float draw_direction_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                            std::string_view name, ImVec2 right_top);
/// A plate with rich words in a lower corner of a picture; nothing without words.
void corner_words(const ui::Ui& ui, ImVec2 min, ImVec2 max, bool right, const std::string& words);
/// "{n:0.161} off the truth"; empty: not known.
[[nodiscard]] std::string off_truth_words(const ui::Ui& ui, std::optional<double> distance);
/// "{D} says {n:0.47}"; empty: nobody judged.
[[nodiscard]] std::string says_words(const ui::Ui& ui, std::optional<float> score);
/// "drawn on {n:12 %} of it"; empty: everywhere.
[[nodiscard]] std::string mask_words(const ui::Ui& ui, std::optional<double> share);

}  // namespace ganscope::panels
