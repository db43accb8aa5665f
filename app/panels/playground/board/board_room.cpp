#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "app/model/tools.h"
#include "app/panels/playground/board/board.h"
#include "app/panels/playground/board/board_parts.h"
#include "app/panels/playground/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::playground {
namespace board {
namespace {

using ui::Font;

void draw_tools(ui::Ui& ui, const BoardState& state, model::UiActions& actions) {
  const std::array<std::string, 4> labels{ui.tr("Brush"), ui.tr("Spray"), ui.tr("Eraser"), ui.tr("Blob")};
  int tool = static_cast<int>(state.tool);
  if (ui::segmented(
          ui, "playground/board/tool", labels, tool,
          ui.tr("Brush (b) draws a line, spray (a) scatters, the eraser (e) takes away. A blob (o) is "
                "one Gaussian: click to lay it, drag to move it."),
          8))
    edit(actions, [tool](BoardState& later) { later.tool = static_cast<BoardTool>(tool); });
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(8));
}

void slider_row(ui::Ui& ui, const char* name, const char* label, const char* help, ui::SliderSpec spec,
                double value, model::UiActions& actions, std::function<void(BoardState&, double, bool)> set) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, column = ui.px(72);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(7)}, Font::body, ui.theme.t2, label);
  ImGui::SetCursorScreenPos({at.x + column, at.y + ui.px(2)});
  spec.width = width - column;
  spec.help = help;
  spec.player = config::Player::real;
  bool final = true;
  if (ui::slider(ui, name, spec, value, &final))
    edit(actions, [=, set = std::move(set)](BoardState& later) { set(later, value, final); });
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
}

void draw_hand_sliders(ui::Ui& ui, const BoardState& state, model::UiActions& actions) {
  const ui::SliderSpec size{.min = 0.01, .max = 2, .initial = 0.1, .logarithmic = true};
  if (state.tool == BoardTool::blob) {
    const bool chosen = state.blob >= 0 && state.blob < static_cast<int>(state.board.blobs.size());
    const data::Blob blob = chosen ? state.board.blobs[static_cast<size_t>(state.blob)]
                                   : data::Blob{0, 0, state.blob_sigma, state.blob_weight};
    slider_row(ui, "playground/board/size", ui.tr("Size"),
               ui.tr("Standard deviation of the blob, in the units of the board."), size, blob.sigma, actions,
               [weight = blob.weight](BoardState& later, double value, bool final) {
                 model::set_blob(later, value, weight, final);
               });
    slider_row(ui, "playground/board/weight", ui.tr("Weight"),
               ui.tr("How many points the blob is worth. Its share of the data stands on it."),
               {.min = 1, .max = 10000, .initial = 400, .logarithmic = true, .integer = true}, blob.weight,
               actions, [sigma = blob.sigma](BoardState& later, double value, bool final) {
                 model::set_blob(later, sigma, value, final);
               });
    return;
  }
  slider_row(ui, "playground/board/size", ui.tr("Size"),
             ui.tr("How wide the brush draws, how far the spray scatters, how far the eraser reaches."), size,
             state.size, actions, [](BoardState& later, double value, bool) { later.size = value; });
  if (state.tool != BoardTool::eraser)
    slider_row(ui, "playground/board/density", ui.tr("Density"),
               ui.tr("How many points are laid down on the way: where there are more, the data are denser."),
               {.min = 0.5, .max = 20, .initial = 4, .logarithmic = true}, state.density, actions,
               [](BoardState& later, double value, bool) { later.density = value; });
}

void draw_past(ui::Ui& ui, const model::UiModel& model, const BoardState& state, model::UiActions& actions) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  if (ui::icon_button(ui, "playground/board/undo", ui::Icon::undo, ui.tr("Takes back the last stroke."),
                      "Ctrl-Z", state.done != nullptr))
    edit(actions, [](BoardState& later) { model::undo(later); });
  ImGui::SetCursorScreenPos({at.x + ui.px(40), at.y});
  if (ui::icon_button(ui, "playground/board/redo", ui::Icon::redo, ui.tr("Does again what was taken back."),
                      "Ctrl-Y", state.undone != nullptr))
    edit(actions, [](BoardState& later) { model::redo(later); });
  const bool blob = state.tool == BoardTool::blob && state.blob >= 0;
  const bool reading = !model.board_desk.reading.empty();
  ImGui::SetCursorScreenPos({at.x + ui.px(84), at.y});
  if (ui::button(ui, "playground/board/clear",
                 {.label = blob ? ui.tr("Remove blob") : ui.tr("Clear the board"),
                  .width = width - ui.px(84),
                  .help = ui.tr(reading ? "The table that is being read is not laid on the board, either."
                                        : "Can be taken back with Ctrl-Z."),
                  .has_icon = true,
                  .icon = ui::Icon::bin,
                  .enabled = blob || reading || !state.board.empty()})) {
    if (!blob) change(actions, model::give_up_tables);
    edit(actions, [blob](BoardState& later) { blob ? model::remove_blob(later) : model::clear(later); });
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(44)});
}

std::string clipboard() {
  const char* words = ImGui::GetClipboardText();
  return words == nullptr ? "" : words;
}

void draw_tables(ui::Ui& ui, const BoardState& state, model::UiActions& actions) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, gap = ui.px(8);
  std::string path;
  if (ui::path_field(ui, "playground/board/file", path, width,
                     ui.tr("A table of points, x,y a line. A file can also be dropped on the window."),
                     ui.tr("CSV file: path, then Enter")) &&
      !path.empty())
    change(actions, [path](model::UiModel& model) { model::take_table_file(model, path); });
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(40)});
  if (ui::button(ui, "playground/board/paste",
                 {.label = ui.tr("Paste a table"),
                  .width = (width - gap) / 2,
                  .help = ui.tr("Lays the points on the clipboard on the board: x,y a line."),
                  .key = "Ctrl-V"}))
    change(actions, [text = clipboard()](model::UiModel& model) { model::take_table_text(model, text); });
  ImGui::SetCursorScreenPos({at.x + (width + gap) / 2, at.y + ui.px(40)});
  if (ui::button(ui, "playground/board/export",
                 {.label = ui.tr("Save as CSV"),
                  .width = (width - gap) / 2,
                  .help = ui.tr("Writes the points into a file; of each blob as many as it is worth."),
                  .enabled = !state.board.empty()}))
    change(actions, [](model::UiModel& model) { model::write_table(model); });
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(80)});
}

void learn(const BoardState& state, model::UiActions& actions, bool anew) {
  actions(model::action::LearnDrawing{std::make_shared<const data::Drawing>(model::as_drawing(state.board)),
                                      anew});
  edit(actions, [](BoardState& later) { later.learned = later.version; });
}

void draw_learning(ui::Ui& ui, const model::UiModel& model, const BoardState& state,
                   model::UiActions& actions) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool empty = state.board.empty();
  const bool learns =
      model.status->data.key == "drawing" && state.learned == state.version && state.version > 0;
  if (ui::button(
          ui, "playground/board/train",
          {.label = ui.tr("Train on it"),
           .style = ui::ButtonStyle::primary,
           .width = width,
           .help = ui.tr(empty ? "The board is empty: draw on it, lay a blob or take in a table first."
                               : "Begins anew with these data, trains, and shows it in the data space. "
                                 "Networks and settings stay as they are."),
           .pending = model.is_pending("experiment/choose"),
           .enabled = !empty}))
    learn(state, actions, true);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(40)});
  const bool can_go_on =
      model.trainable() && model.status->data.is_points() && model.status->data.dimensions == 2;
  if (ui::button(
          ui, "playground/board/apply",
          {.label = ui.tr("Apply, keep what was learned"),
           .width = width,
           .help = ui.tr("The run goes on with what is drawn now: the weights stay. Ctrl-Z in the data "
                         "space brings the data back."),
           .pending = model.is_pending("experiment/alter"),
           .enabled = can_go_on && !learns && !empty}))
    learn(state, actions, false);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(80)});
  const char* words = learns              ? ui.tr("This drawing is what G learns.")
                      : state.learned > 0 ? ui.tr("Changed since it was last learned from.")
                      : empty             ? ui.tr("The drawing is kept here, whatever is trained.")
                                          : ui.tr("Not yet learned from.");
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(80)}, Font::caption, ui.theme.t3,
                      words, width);
}

model::Action edit_action(std::function<void(BoardState&)> what) {
  return altering<BoardState>([what = std::move(what)](BoardState& state, double /*now_s*/) { what(state); });
}

std::optional<model::Action> key_action(const model::UiModel&, std::string_view key) {
  if (key == "ctrl+z") return edit_action([](BoardState& state) { model::undo(state); });
  if (key == "ctrl+y" || key == "ctrl+shift+z")
    return edit_action([](BoardState& state) { model::redo(state); });
  if (key == "home") return edit_action(model::fit_view);
  if (key == "delete") return edit_action([](BoardState& state) { model::remove_blob(state); });
  if (key == "ctrl+v")
    return changing(
        [text = clipboard()](model::UiModel& model, double) { model::take_table_text(model, text); });
  constexpr std::array<std::pair<std::string_view, BoardTool>, 4> tools{
      {{"b", BoardTool::brush}, {"a", BoardTool::spray}, {"e", BoardTool::eraser}, {"o", BoardTool::blob}}};
  for (const auto& [letter, tool] : tools)
    if (key == letter) return edit_action([tool = tool](BoardState& state) { state.tool = tool; });
  return std::nullopt;
}

}  // namespace

void draw_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const BoardState& state = model::tool_state<BoardState>(model);
  if (ui::button(ui, "playground/board/back",
                 {.label = ui.tr("Back to the data space"),
                  .style = ui::ButtonStyle::outline,
                  .width = ImGui::GetContentRegionAvail().x,
                  .help = ui.tr("The drawing stays as it is."),
                  .key = "Esc"}))
    actions(model::action::EnterRoom{});
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(4));
  draw_tools(ui, state, actions);
  draw_hand_sliders(ui, state, actions);
  draw_past(ui, model, state, actions);
  ui::divider(ui);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(4));
  draw_tables(ui, state, actions);
  ui::divider(ui);
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(4));
  draw_learning(ui, model, state, actions);
}

void edit(model::UiActions& actions, std::function<void(BoardState&)> what) {
  actions(edit_action(std::move(what)));
}

std::string content_words(const ui::Ui& ui, const model::Board& board) {
  const size_t points = board.points(), blobs = board.blobs.size();
  std::string words =
      ui::thousands(static_cast<int64_t>(points)) + " " + ui.tr(points == 1 ? "point" : "points");
  if (blobs > 0)
    words += ", " + ui::thousands(static_cast<int64_t>(blobs)) + " " + ui.tr(blobs == 1 ? "blob" : "blobs");
  return words;
}

}  // namespace board

Room board_room() {
  return {.key = model::board_room,
          .title = "Draw your own data",
          .help = "Brush, spray and blobs, or a table of points: what you draw is what G learns.",
          .link = "Draw data",
          .draw_middle = board::draw_canvas,
          .draw_left = board::draw_left,
          .key_action = board::key_action};
}

}  // namespace ganscope::panels::playground
