#include "app/ui/widgets/latent_pad.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

/// Pad units and pixels of one pad.
struct PadFrame {
  ImVec2 min;
  float side;
  [[nodiscard]] ImVec2 pixel(double u, double v) const {
    return {min.x + static_cast<float>((u + 1) / 2) * side, min.y + static_cast<float>((1 - v) / 2) * side};
  }
  [[nodiscard]] double u_of(float x) const {
    return within(2 * static_cast<double>((x - min.x) / side) - 1, -1.0, 1.0);
  }
  [[nodiscard]] double v_of(float y) const {
    return within(1 - 2 * static_cast<double>((y - min.y) / side), -1.0, 1.0);
  }
  [[nodiscard]] ImVec2 max() const { return {min.x + side, min.y + side}; }
};

void draw_background(const Ui& ui, ImDrawList* draw, const PadFrame& frame, const LatentPadSpec& spec) {
  draw->AddRectFilled(frame.min, frame.max(), ui.theme.bg0);
  const int cells = spec.background_side;
  // Cell borders on whole pixels, so that neighbours neither overlap nor leave a line.
  const auto edge = [&](int i) {
    return std::round(frame.side * static_cast<float>(i) / static_cast<float>(cells));
  };
  for (int i = 0; i < cells * cells; ++i) {
    const int column = i % cells, row = i / cells;
    spec.draw_background(draw, i, {frame.min.x + edge(column), frame.min.y + edge(row)},
                         {frame.min.x + edge(column + 1), frame.min.y + edge(row + 1)});
  }
  draw->AddRectFilled(frame.min, frame.max(), faded(ui.theme.bg0, 0.55F));
  const ImVec2 middle = frame.pixel(0, 0);
  const ImU32 axis = faded(ui.theme.t1, 0.35F);
  draw->AddLine({frame.min.x, middle.y}, {frame.max().x, middle.y}, axis, std::max(1.0F, ui.px(1)));
  draw->AddLine({middle.x, frame.min.y}, {middle.x, frame.max().y}, axis, std::max(1.0F, ui.px(1)));
}

void draw_names(const Ui& ui, ImDrawList* draw, const PadFrame& frame, const LatentPadSpec& spec) {
  const float margin = ui.px(6), padding = ui.px(12);
  const auto size = [&](const std::string& words) {
    const ImVec2 bare = text_size(ui, Font::caption, words);
    return ImVec2{bare.x + padding, bare.y + ui.px(4)};
  };
  const ImVec2 max = frame.max();
  const float middle = (frame.min.x + max.x) / 2;
  const float low = max.y - margin;
  if (!spec.up.empty()) {
    plate(ui, draw, {middle - size(spec.up).x / 2, frame.min.y + margin}, Font::caption, spec.up);
  }
  if (!spec.down.empty()) {
    plate(ui, draw, {middle - size(spec.down).x / 2, low - size(spec.down).y}, Font::caption, spec.down);
  }
  if (!spec.left.empty())
    plate(ui, draw, {frame.min.x + margin, low - size(spec.left).y}, Font::caption, spec.left);
  if (!spec.right.empty()) {
    const ImVec2 box = size(spec.right);
    plate(ui, draw, {max.x - margin - box.x, low - box.y}, Font::caption, spec.right);
  }
}

void draw_trail(const Ui& ui, ImDrawList* draw, const PadFrame& frame, const LatentPadSpec& spec) {
  if (spec.trail.empty()) return;
  const ImU32 colour = faded(ui.theme.t1, 0.85F), halo = faded(ui.theme.bg1, 0.5F);
  std::vector<ImVec2> line;
  for (const auto& place : spec.trail) line.push_back(frame.pixel(place[0], place[1]));
  line.push_back(frame.pixel(spec.u, spec.v));
  // Piece by piece: a polyline's mitred corners shoot out as spikes where the walk turns back.
  for (size_t i = 0; i + 1 < line.size(); ++i) draw->AddLine(line[i], line[i + 1], halo, ui.px(4));
  for (size_t i = 0; i + 1 < line.size(); ++i) draw->AddLine(line[i], line[i + 1], colour, ui.px(2));
  for (size_t i = 1; i + 1 < line.size(); ++i) draw->AddCircleFilled(line[i], ui.px(1), colour, 8);
  for (size_t i = 4; i + 2 < line.size(); i += 4) draw->AddCircleFilled(line[i], ui.px(3), colour);
  draw->AddCircleFilled(line.front(), ui.px(5), ui.theme.t1);
}

void draw_ring(const Ui& ui, ImDrawList* draw, const PadFrame& frame, const LatentPadSpec& spec) {
  const float half = std::round(frame.side * 0.0667F);
  const float border = std::max(1.0F, std::round(ui.px(1)));
  for (int i = 0; i < spec.ring; ++i) {
    const double angle = 2 * std::numbers::pi * i / spec.ring;
    ImVec2 at =
        frame.pixel(spec.u + spec.ring_radius * std::cos(angle), spec.v + spec.ring_radius * std::sin(angle));
    // Near the edge they stay inside: the hand must not lose sight of them.
    at.x = std::round(within(at.x, frame.min.x + half + border, frame.max().x - half - border));
    at.y = std::round(within(at.y, frame.min.y + half + border, frame.max().y - half - border));
    const ImVec2 min{at.x - half, at.y - half}, max{at.x + half, at.y + half};
    draw->AddRectFilled({min.x - border, min.y - border}, {max.x + border, max.y + border},
                        faded(ui.theme.t1, 0.8F));
    draw->AddRectFilled(min, max, ui.theme.bg0);
    spec.draw_ring(draw, i, min, max);
  }
}

void draw_handle(const Ui& ui, ImDrawList* draw, ImVec2 at) {
  draw->AddCircleFilled(at, ui.px(13), faded(ui.theme.bg1, 0.6F), 32);
  draw->AddCircleFilled(at, ui.px(11), ui.theme.t1, 32);
  draw->AddCircleFilled(at, ui.px(8.5F), ui.theme.bg1, 32);
  draw->AddCircleFilled(at, ui.px(4.5F), ui.theme.t1, 32);
}

/// Arrow keys while the pad has the keyboard.
bool nudge(const Touch& touched, double& u, double& v) {
  if (!touched.focused) return false;
  const double by = ImGui::GetIO().KeyCtrl ? 0.01 : 0.05;
  const double before_u = u, before_v = v;
  if (compat::key_pressed(ImGuiKey_LeftArrow, true)) u -= by;
  if (compat::key_pressed(ImGuiKey_RightArrow, true)) u += by;
  if (compat::key_pressed(ImGuiKey_DownArrow, true)) v -= by;
  if (compat::key_pressed(ImGuiKey_UpArrow, true)) v += by;
  u = within(u, -1.0, 1.0);
  v = within(v, -1.0, 1.0);
  return u != before_u || v != before_v;
}

LatentPadAnswer answer_of(const Touch& touched, const PadFrame& frame, const LatentPadSpec& spec) {
  LatentPadAnswer answer{false, false, spec.u, spec.v};
  const ImGuiIO& io = ImGui::GetIO();
  if (touched.double_clicked) return {true, true, 0, 0};
  if (touched.held) {
    const double u = frame.u_of(io.MousePos.x), v = frame.v_of(io.MousePos.y);
    if (touched.pressed || io.MouseDelta.x != 0 || io.MouseDelta.y != 0) answer = {true, false, u, v};
    return answer;
  }
  if (touched.released) return {true, true, spec.u, spec.v};
  if (nudge(touched, answer.u, answer.v)) answer.moved = answer.final = true;
  return answer;
}

}  // namespace

LatentPadAnswer latent_pad(Ui& ui, std::string_view name, const LatentPadSpec& spec) {
  const std::string value = fmt::format("{:.3f},{:.3f}", spec.u, spec.v);
  const Touch touched = touch(ui, name, {spec.side, spec.side}, value, true, spec.help);
  const PadFrame frame{touched.min, spec.side};
  const LatentPadAnswer answer = answer_of(touched, frame, spec);
  LatentPadSpec shown = spec;  // under the hand at once; the model follows in the next frame
  shown.u = answer.u;
  shown.v = answer.v;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(frame.min, frame.max(), true);
  draw_background(ui, draw, frame, shown);
  draw_trail(ui, draw, frame, shown);
  draw_ring(ui, draw, frame, shown);
  draw_names(ui, draw, frame, shown);  // which way is which stays readable at the edges
  draw_handle(ui, draw, frame.pixel(shown.u, shown.v));
  draw->PopClipRect();
  focus_ring(ui, name, frame.min, frame.max(), 0);
  return answer;
}

}  // namespace ganscope::ui
