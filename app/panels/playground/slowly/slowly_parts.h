#pragma once
#include <string>
#include <vector>

#include "app/model/slowly.h"
#include "app/model/ui_model.h"
#include "app/panels/playground/room.h"
#include "app/ui/ui.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/scatter.h"

/// The parts of the room. Areas are window pixels.
namespace ganscope::panels::slowly {

struct Area {
  ImVec2 min, max;
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
};

struct Context {
  ui::Ui& ui;
  const model::UiModel& model;
  model::UiActions& actions;
  [[nodiscard]] const model::Slowly& state() const { return model::tool_state<model::Slowly>(model); }
  /// The facts of a part that has been shown already, or is; null: not yet.
  [[nodiscard]] const api::PartFacts* known(api::StepPart part) const;
  [[nodiscard]] bool points() const { return model.status->data.is_points(); }
  [[nodiscard]] int64_t batch() const;
  [[nodiscard]] size_t sample() const;  ///< the example, among the batch
  [[nodiscard]] size_t pack() const;    ///< its verdict among the verdicts
};

/// What the run's objective says, in the letters of the formula. Marked for rich text; v is D's raw output.
struct Game {
  std::string key;
  bool belief = true;                ///< σ(v) is what D says; else it is v, of a critic or of least squares
  bool critic = false;               ///< Wasserstein: D is called the critic
  bool paired = false;               ///< samples are judged in pairs
  std::string real_term, fake_term;  ///< of L_D, each a mean
  std::string loss_g, slope_g;       ///< under the mean; ∂/∂v of it
  const char* slope_words = "";      ///< English: what the slope is
  const char* remark = "";           ///< English: what is to be said of G's gradient
};
[[nodiscard]] Game game_of(const model::UiModel& model);

/// English, marked: what the part is called; and what it does, in a sentence.
[[nodiscard]] const char* title_of(api::StepPart part, bool points, bool critic);
[[nodiscard]] const char* sentence_of(const Context& context, api::StepPart part);
/// "norm 0.96": what the part came to, in the user's language.
[[nodiscard]] std::string summary_of(const Context& context, const api::PartFacts& facts);
/// The short name below the transport: "D(x)".
[[nodiscard]] const char* short_name(api::StepPart part, bool critic);
/// Whose turn the part is.
[[nodiscard]] config::Player player_of(api::StepPart part);
/// What D says on average, as the objective has it: 0.46, or a raw score.
[[nodiscard]] double said(const Game& game, const std::vector<float>& logits);
[[nodiscard]] double said(const Game& game, float logit);
[[nodiscard]] ImU32 colour_of(const ui::Ui& ui, config::Player player);

/// What the example, one sample of the batch, is told in this part; marked.
[[nodiscard]] std::string example_words(const Context& context, const Game& game,
                                        const api::PartFacts& facts);
/// What else is to be said of this part under this objective and these options; may be empty.
[[nodiscard]] std::string remark_of(const Context& context, const Game& game, const api::PartFacts& facts);

void draw_list(const Context& context, const Area& area);
void draw_graph(const Context& context, const Area& area);
/// In the graph's place, while a box of it is open.
void draw_box_opened(const Context& context, const Area& area);
void draw_formula(const Context& context, const Area& area);
void draw_space(const Context& context, const Area& area);
void draw_norms(const Context& context, const Area& area);
void draw_left_transport(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_middle_transport(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_right_transport(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// What is seen of the data's frame: D's field where there is one, else what holds the data.
[[nodiscard]] ui::PlaneView space_view(const model::UiModel& model);
/// One of the step's small pictures (model::SlowPictures); nothing where it is not there.
void draw_picture(const Context& context, int index, ImVec2 min, float side);

// What a press or a key does.
[[nodiscard]] model::Action forward(const model::UiModel& model);
[[nodiscard]] model::Action back(const model::UiModel& model);
[[nodiscard]] model::Action to_part(size_t part);
[[nodiscard]] model::Action automatic(bool on);

/// An arrow with a filled head at `to`.
void draw_arrow(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 colour, float thickness);
/// Words in the middle between `left` and `right`.
void draw_middle_words(const ui::Ui& ui, ImVec2 from, float width, ui::Font font, ImU32 colour,
                       const std::string& marked);

}  // namespace ganscope::panels::slowly
