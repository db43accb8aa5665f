#pragma once
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// The parts of the table of runs. Areas are window pixels, other sizes pixels.
namespace ganscope::panels::runs_table {

constexpr float pad_px = 12;   ///< design px, at both sides of what stands in a cell
constexpr float sign_px = 22;  ///< … of the sign before a verdict

struct Area {
  ImVec2 min, max;
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
};

/// A column between the name and the verdict.
struct Column {
  std::string key;    ///< as RunsOrder::column
  std::string label;  ///< translated
  std::string help;   ///< translated
  std::string real;   ///< what real data get, in words; empty: nobody knows, or it is no measure
  float width = 0;
  bool right = true;  ///< numbers stand under each other
  int place = -1;     ///< among the table's columns; -1: the step
};

/// Where everything stands: picture and name stay at the left, verdict and time at the right; what is between
/// them is scrolled where it has no room.
struct Lay {
  std::vector<Column> middle;
  float picture = 0, name = 0, verdict = 0, when = 0, row = 0;
  float between = 0;  ///< width of the middle columns together
  float room = 0;     ///< what is seen of them
  [[nodiscard]] float left() const { return picture + name; }
  [[nodiscard]] float right() const { return verdict + when; }
  [[nodiscard]] float width() const { return left() + between + right(); }
};
[[nodiscard]] Lay lay_out(const ui::Ui& ui, const model::RunsTable& table, float width);
[[nodiscard]] float header_height(const ui::Ui& ui, const Lay& lay);
/// What a run has in a column, as it is drawn; empty: nothing.
[[nodiscard]] std::string cell_words(const Lay& lay, const model::RunsTable& table, const model::RunRow& row,
                                     size_t column);

/// What is said of a run: its verdict with a sign, and who is at it.
struct Said {
  enum class Sign { none, good, warning } sign = Sign::none;
  std::string verdict, state;
  bool lives = false;       ///< it is being trained
  std::string explanation;  ///< with the marks of rich text; empty: nothing more is known
};
[[nodiscard]] Said said_of(const ui::Ui& ui, const model::UiModel& model, const runs::RunSummary& run);

/// One row, whose left upper corner is `at`; `scrolled`: pixels that the middle columns have gone left.
/// `number`: its place among those that are shown.
void draw_row(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Lay& lay,
              size_t number, ImVec2 at, float width, float scrolled);

/// Head and rows; arrows, page keys, Home and End move through them.
void draw_table(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// What is known of the run in hand, and what can be done with it.
void draw_foot(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// Whether the run shall really be deleted: over the table.
void draw_question(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

}  // namespace ganscope::panels::runs_table
