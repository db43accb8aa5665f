#include "app/ui/widgets/plot_input.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::ui {
namespace {

constexpr double zoom_per_notch = 0.85;
constexpr float free_y_px = 24;  // a drag must move so far up or down before the y axis lets go of its fit

void take_x(PlotAnswer& answer, const Scale& x) {
  answer.view.fitted_x = false;
  answer.view.x_min = x.low;
  answer.view.x_max = x.high;
  answer.view_changed = answer.all_x = true;
}

void take_y(PlotAnswer& answer, const Scale& y) {
  answer.view.fitted_y = false;
  answer.view.y_min = y.low;
  answer.view.y_max = y.high;
  answer.view_changed = true;
}

void fit(PlotAnswer& answer) {
  answer.view.fitted_x = answer.view.fitted_y = true;
  answer.view_changed = answer.all_x = true;
}

void toggle_logarithmic_y(PlotAnswer& answer, const PlotSpec& spec) {
  answer.view.logarithmic_y = !logarithmic_y(spec.info, answer.view);
  answer.view.logarithmic_y_chosen = true;
  answer.view.fitted_y = true;
  answer.view_changed = true;
}

ImVec2 inside(ImVec2 point, const Scale& x, const Scale& y) {
  return {within(point.x, x.from, x.to), within(point.y, y.to, y.from)};
}

void handle_wheel(PlotAnswer& answer, const Scale& x, const Scale& y) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel == 0) return;
  const double factor = std::pow(zoom_per_notch, static_cast<double>(io.MouseWheel));
  const ImVec2 at = inside(io.MousePos, x, y);
  if (io.KeyShift) {
    take_y(answer, y.zoomed(factor, at.y));
  } else {
    take_x(answer, x.zoomed(factor, at.x));
  }
}

/// Left drag moves both axes; y only when the hand plainly means it.
void handle_pan(const Ui& ui, PlotAnswer& answer, const Scale& x, const Scale& y) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.MouseDelta.x != 0) take_x(answer, x.panned(io.MouseDelta.x));
  const float total = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left).y;
  if (io.MouseDelta.y == 0) return;
  if (!answer.view.fitted_y) {
    take_y(answer, y.panned(io.MouseDelta.y));
  } else if (std::abs(total) > ui.px(free_y_px)) {
    take_y(answer, y.panned(total));
  }
}

void handle_keys(PlotAnswer& answer, const PlotSpec& spec, const Scale& x, const Scale& y) {
  if (ImGui::GetIO().KeyCtrl) {
    if (compat::key_pressed(ImGuiKey_UpArrow)) answer.move = -1;
    if (compat::key_pressed(ImGuiKey_DownArrow)) answer.move = 1;
    return;
  }
  const float dx = 0.1f * (x.to - x.from), dy = 0.1f * (y.from - y.to);
  if (compat::key_pressed(ImGuiKey_LeftArrow, true)) take_x(answer, x.panned(dx));
  if (compat::key_pressed(ImGuiKey_RightArrow, true)) take_x(answer, x.panned(-dx));
  if (compat::key_pressed(ImGuiKey_UpArrow, true)) take_y(answer, y.panned(dy));
  if (compat::key_pressed(ImGuiKey_DownArrow, true)) take_y(answer, y.panned(-dy));
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
    if (character == '+' || character == '=')
      take_x(answer, x.zoomed(zoom_per_notch, 0.5f * (x.from + x.to)));
    if (character == '-') take_x(answer, x.zoomed(1 / zoom_per_notch, 0.5f * (x.from + x.to)));
    if (character == 'f') fit(answer);
    if (character == 'l') toggle_logarithmic_y(answer, spec);
  }
}

}  // namespace

PlotInput plot_input(Ui& ui, std::string_view name, const PlotSpec& spec, const Scale& x, const Scale& y) {
  PlotInput input;
  PlotAnswer& answer = input.answer;
  answer.view = spec.view;
  const ImGuiIO& io = ImGui::GetIO();
  ImGui::SetCursorScreenPos(spec.min);
  ImGui::PushID(name.data(), name.data() + name.size());
  press_area("##plate", {spec.max.x - spec.min.x, spec.max.y - spec.min.y},
             ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  ImGui::SetItemAllowOverlap();
  // Shift is read when the button goes down: letting go of it in mid-drag keeps the box.
  bool* shifted = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("shifted"), false);
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  if (ImGui::IsItemActivated()) {
    *shifted = io.KeyShift;
    ui.items.interaction.focus(name, false);
  }
  const bool focused = ui.items.interaction.visit(name);
  if (hovered) {
    compat::take_wheel();
    handle_wheel(answer, x, y);
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) fit(answer);
    answer.hovered = io.MousePos.x >= x.from && io.MousePos.x <= x.to;
    const int64_t row = spec.store.row_at(x.value_at(io.MousePos.x));
    if (answer.hovered && row >= 0) answer.hovered_step = spec.store.steps()[static_cast<size_t>(row)];
    answer.hovered = answer.hovered_step >= 0;
  }
  const int button =
      ImGui::IsMouseDown(ImGuiMouseButton_Right) || ImGui::IsMouseReleased(ImGuiMouseButton_Right)
          ? ImGuiMouseButton_Right
          : ImGuiMouseButton_Left;
  const bool box = button == ImGuiMouseButton_Right || *shifted;
  if (active && !box && ImGui::IsMouseDragging(button)) handle_pan(ui, answer, x, y);
  if (active && box && ImGui::IsMouseDragging(button)) {
    input.box_from = inside(io.MouseClickedPos[button], x, y);
    input.box_to = inside(io.MousePos, x, y);
  }
  if (ImGui::IsItemDeactivated() && box) {
    const ImVec2 a = inside(io.MouseClickedPos[button], x, y), b = inside(io.MousePos, x, y);
    if (std::abs(a.x - b.x) > ui.px(4) && std::abs(a.y - b.y) > ui.px(4)) {
      Scale chosen = x;
      chosen.low = x.value_at(std::min(a.x, b.x));
      chosen.high = x.value_at(std::max(a.x, b.x));
      take_x(answer, chosen);
      chosen = y;
      chosen.low = y.value_at(std::max(a.y, b.y));
      chosen.high = y.value_at(std::min(a.y, b.y));
      take_y(answer, chosen);
    } else if (button == ImGuiMouseButton_Right) {
      answer.menu = true;
    }
  }
  if (focused && !io.WantTextInput) handle_keys(answer, spec, x, y);
  ImGui::PopID();
  return input;
}

}  // namespace ganscope::ui
