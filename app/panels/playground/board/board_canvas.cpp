#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/model/tools.h"
#include "app/panels/playground/board/board_parts.h"
#include "app/panels/playground/parts.h"
#include "app/panels/playground/room.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels::playground::board {
namespace {

using ui::Font;

constexpr size_t most_shown = 6000, most_soft = 1500;  // points, evenly chosen

/// The board on the screen, equal units both ways.
struct Frame {
  ImVec2 min, max;
  std::array<double, 2> centre{};  ///< in the middle
  double reach = 3;                ///< to the nearer edge
  [[nodiscard]] float scale() const {
    return std::min(max.x - min.x, max.y - min.y) / static_cast<float>(2 * reach);
  }
  [[nodiscard]] ImVec2 middle() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
  [[nodiscard]] ImVec2 pixel(double x, double y) const {
    return {middle().x + static_cast<float>(x - centre[0]) * scale(),
            middle().y - static_cast<float>(y - centre[1]) * scale()};
  }
  [[nodiscard]] std::array<double, 2> point(ImVec2 at) const {
    return {centre[0] + static_cast<double>((at.x - middle().x) / scale()),
            centre[1] + static_cast<double>((middle().y - at.y) / scale())};
  }
};

void draw_grid(const ui::Ui& ui, ImDrawList* draw, const Frame& frame) {
  const double rough = frame.reach / 3, power = std::pow(10, std::floor(std::log10(rough)));
  const double step = rough / power < 2 ? power : rough / power < 5 ? 2 * power : 5 * power;
  const auto [left, top] = frame.point(frame.min);
  const auto [right, bottom] = frame.point(frame.max);
  const auto line = [&](double value, bool vertical) {
    const ImU32 colour = ui::faded(ui.theme.line, value == 0 ? 1.0F : 0.55F);
    const ImVec2 at = vertical ? frame.pixel(value, frame.centre[1]) : frame.pixel(frame.centre[0], value);
    if (vertical)
      draw->AddLine({at.x, frame.min.y}, {at.x, frame.max.y}, colour);
    else
      draw->AddLine({frame.min.x, at.y}, {frame.max.x, at.y}, colour);
    const std::string words = ui::with_minus(fmt::format("{:g}", value));
    const ImVec2 place = vertical ? ImVec2{at.x + ui.px(4), frame.max.y - ui.px(20)}
                                  : ImVec2{frame.min.x + ui.px(6), at.y + ui.px(2)};
    ui::text_at(ui, draw, place, Font::caption, ui.theme.t3, words);
  };
  for (double i = std::ceil(left / step); i * step <= right; ++i) line(i * step, true);
  for (double i = std::ceil(bottom / step); i * step <= top; ++i) line(i * step, false);
}

void draw_points(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const model::Board& board) {
  const size_t all = board.points();
  if (all == 0) return;
  const size_t stride = (all + most_shown - 1) / most_shown, soft = (all + most_soft - 1) / most_soft;
  ui::ScatterSpec spec;
  spec.view = {frame.centre[0], frame.centre[1], frame.reach};
  spec.min = frame.min;
  spec.max = frame.max;
  size_t number = 0;
  std::vector<float> rings, discs;
  for (const auto& stroke : board.strokes) {
    rings.clear();
    discs.clear();
    for (const auto& [x, y] : stroke->points) {
      if (number % stride == 0) rings.insert(rings.end(), {static_cast<float>(x), static_cast<float>(y)});
      if (number % soft == 0) discs.insert(discs.end(), {static_cast<float>(x), static_cast<float>(y)});
      ++number;
    }
    const float radius =
        ui::within(1.5F * static_cast<float>(stroke->width) * frame.scale(), ui.px(3), ui.px(80));
    ui::draw_discs(draw, discs, spec, radius, ui::faded(ui.theme.real, 0.09F), IM_COL32_BLACK_TRANS);
    ui::draw_rings(draw, rings, spec, ui.px(2), ui.px(1), ui.theme.real);
  }
}

void draw_blobs(ui::Ui& ui, ImDrawList* draw, const Frame& frame, const BoardState& state) {
  for (size_t i = 0; i < state.board.blobs.size(); ++i) {
    const data::Blob& blob = state.board.blobs[i];
    const ImVec2 at = frame.pixel(blob.x, blob.y);
    const float sigma = std::min(static_cast<float>(blob.sigma) * frame.scale(), 4000.0F);
    const bool chosen = static_cast<int>(i) == state.blob;
    for (const auto& [radius, alpha] : {std::pair{2.0F, 0.10F}, {1.4F, 0.12F}, {1.0F, 0.16F}, {0.6F, 0.2F}})
      draw->AddCircleFilled(at, radius * sigma, ui::faded(ui.theme.real, alpha));
    draw->AddCircle(at, sigma, chosen ? ui.theme.t1 : ui.theme.real, 0, ui.px(chosen ? 2 : 1));
    const std::string share = fmt::format("{:.0f} %", 100 * model::share_of(state.board, i));
    const ImVec2 extent = ui::text_size(ui, Font::caption, share);
    ui::plate(ui, draw, {at.x - extent.x / 2 - ui.px(6), at.y - extent.y / 2 - ui.px(2)}, Font::caption,
              share);
    ui.items.add(fmt::format("playground/board/blob/{}", i), {at.x - sigma, at.y - sigma},
                 {at.x + sigma, at.y + sigma}, share);
  }
}

void draw_hand(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const BoardState& state) {
  if (state.tool == BoardTool::blob && model::blob_at(state, frame.point(ImGui::GetIO().MousePos)) >= 0)
    return;
  const double size = state.tool == BoardTool::eraser ? model::eraser_reach(state)
                      : state.tool == BoardTool::blob ? state.blob_sigma
                                                      : state.size;
  const float radius = ui::within(static_cast<float>(size) * frame.scale(), ui.px(2), 4000.0F);
  draw->AddCircle(ImGui::GetIO().MousePos, radius + ui.px(1), ui.theme.bg0, 0, ui.px(2));
  draw->AddCircle(ImGui::GetIO().MousePos, radius, ui.theme.t1, 0, ui.px(1.5F));
}

/// The board follows the hand: with the middle or the right button, or with Shift and the left one. True: it
/// does, and nothing is drawn.
bool moves_board(const Frame& frame, model::UiActions& actions) {
  const ImGuiIO& io = ImGui::GetIO();
  bool* moving = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("playground/board/moving"), false);
  const bool other =
      ImGui::IsMouseClicked(ImGuiMouseButton_Right) || ImGui::IsMouseClicked(ImGuiMouseButton_Middle);
  if ((ImGui::IsItemHovered() && other) || (ImGui::IsItemActivated() && io.KeyShift)) *moving = true;
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left) && !ImGui::IsMouseDown(ImGuiMouseButton_Right) &&
      !ImGui::IsMouseDown(ImGuiMouseButton_Middle))
    *moving = false;
  if (!*moving) return false;
  ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
  if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)
    edit(actions, [x = -static_cast<double>(io.MouseDelta.x / frame.scale()),
                   y = static_cast<double>(io.MouseDelta.y / frame.scale())](BoardState& later) {
      model::move_view(later, x, y);
    });
  return true;
}

void take_hand(const Frame& frame, const BoardState& state, model::UiActions& actions) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto here = frame.point(io.MousePos);
  const bool began = ImGui::IsItemActivated(), ended = ImGui::IsItemDeactivated(),
             down = ImGui::IsItemActive();
  if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
    const double factor = std::pow(1.15, -static_cast<double>(io.MouseWheel));
    edit(actions, [=](BoardState& later) { model::zoom_view(later, here, factor); });
  }
  if (moves_board(frame, actions)) {
    if (state.drawing) edit(actions, model::release);
    return;
  }
  if (began || down || ended) {
    const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;
    if (began || ended || moved || state.tool == BoardTool::spray)
      edit(actions, [=](BoardState& later) {
        if (began) model::press(later, here);
        if (!began) model::move_to(later, here);
        if (ended) model::release(later);
      });
  }
}

/// A table is being read: which.
void draw_reading(ui::Ui& ui, ImDrawList* draw, const Frame& frame, const std::string& table) {
  const std::string words =
      ui::fitted(ui, Font::body, fmt::format(fmt::runtime(ui.tr("Reading {} …")), table),
                 frame.max.x - frame.min.x - ui.px(48));
  const ImVec2 extent = ui::text_size(ui, Font::body, words);
  const ImVec2 at{frame.middle().x - extent.x / 2 - ui.px(6), frame.min.y + ui.px(24)};
  ui::plate(ui, draw, at, Font::body, words);
  ui.items.add("playground/board/reading", at, {at.x + extent.x, at.y + extent.y}, table);
}

void draw_empty(const ui::Ui& ui, ImDrawList* draw, const Frame& frame) {
  const float wrap = std::min(frame.max.x - frame.min.x - ui.px(48), ui.px(420));
  const char* words = ui.tr(
      "Draw here with the mouse or a pen. Or lay blobs, drop a CSV file, or paste a table of points "
      "(Ctrl-V). The wheel zooms, Shift or the right button moves the board, Home fits it.");
  const ImVec2 extent = ui::wrapped_size(ui, Font::body, words, wrap);
  ui::wrapped_text_at(ui, draw, {frame.middle().x - extent.x / 2, frame.middle().y - ui.px(72)}, Font::body,
                      ui.theme.t2, words, wrap);
}

}  // namespace

void draw_canvas(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const BoardState& state = model::tool_state<BoardState>(model);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImVec2 room = ImGui::GetContentRegionAvail();
  const float whole = room.x;
  draw_controls(ui, model, actions, {{at.x + whole, at.y - ui.px(6)}, draw_left});
  if (ui.left_closed()) room.x -= ui.px(112);  // the button of the left column
  const char* title = ui.tr("Your own data");
  ui::text_at(ui, draw, {at.x, at.y + ui.px(4)}, Font::strong, ui.theme.t1, title);
  const float words = ui::text_size(ui, Font::strong, title).x + ui.px(12);
  const std::string content = content_words(ui, state.board);
  const float right = ui::text_size(ui, Font::body, content).x;
  ui::text_at(ui, draw, {at.x + words, at.y + ui.px(4)}, Font::body, ui.theme.t2,
              ui::fitted(ui, Font::body, ui.tr("what is drawn here is what G shall learn"),
                         room.x - words - right - ui.px(16)));
  ui::text_at(ui, draw, {at.x + room.x - right, at.y + ui.px(4)}, Font::body, ui.theme.t2, content);
  ui.items.add("playground/board/content", {at.x + room.x - right, at.y}, {at.x + room.x, at.y + ui.px(28)},
               content);

  const Frame frame{{at.x, at.y + ui.px(36)}, {at.x + whole, at.y + room.y}, state.centre, state.reach};
  ImGui::SetCursorScreenPos(frame.min);
  ui::press_area("playground/board/canvas", {frame.max.x - frame.min.x, frame.max.y - frame.min.y});
  ui.items.add("playground/board/canvas", frame.min, frame.max, content);
  const bool hovered = ImGui::IsItemHovered();
  take_hand(frame, state, actions);
  draw->PushClipRect(frame.min, frame.max, true);
  draw->AddRectFilled(frame.min, frame.max, ui.theme.bg0);
  draw_grid(ui, draw, frame);
  draw_points(ui, draw, frame, state.board);
  draw_blobs(ui, draw, frame, state);
  const std::string& reading = model.board_desk.reading;
  if (!reading.empty())
    draw_reading(ui, draw, frame, reading);
  else if (state.board.empty())
    draw_empty(ui, draw, frame);
  if (hovered) draw_hand(ui, draw, frame, state);
  draw->PopClipRect();
}

}  // namespace ganscope::panels::playground::board
