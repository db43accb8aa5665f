#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

/// Between a value and its place on the track, 0–1.
class SliderScale {
 public:
  explicit SliderScale(const SliderSpec& spec)
      : spec_(spec), logarithmic_(spec.logarithmic && spec.min > 0) {}

  [[nodiscard]] double place(double value) const {
    if (spec_.max <= spec_.min) return 0;
    value = within(value, spec_.min, spec_.max);
    if (logarithmic_) return std::log(value / spec_.min) / std::log(spec_.max / spec_.min);
    return (value - spec_.min) / (spec_.max - spec_.min);
  }
  [[nodiscard]] double value(double place) const {
    place = within(place, 0.0, 1.0);
    if (place == 0) return spec_.min;
    if (place == 1) return spec_.max;
    const double exact = logarithmic_ ? spec_.min * std::pow(spec_.max / spec_.min, place)
                                      : spec_.min + (spec_.max - spec_.min) * place;
    return within(rounded(exact), spec_.min, spec_.max);
  }

 private:
  /// To what a hand can mean: two figures on a logarithmic track, a thousandth of the range on a straight
  /// one.
  [[nodiscard]] double rounded(double exact) const {
    if (spec_.integer) return std::round(exact);
    const double span = logarithmic_ ? std::fabs(exact) : (spec_.max - spec_.min);
    if (span <= 0) return exact;
    const double unit = std::pow(10.0, std::floor(std::log10(span)) - (logarithmic_ ? 1 : 3));
    return std::round(exact / unit) * unit;
  }
  const SliderSpec& spec_;
  bool logarithmic_;
};

/// By how much of the track arrows and wheel move it.
double nudge_of(const Touch& touched, bool own_wheel, bool arrows) {
  const double fine = ImGui::GetIO().KeyCtrl ? 0.1 : 1.0;
  double nudge = 0;
  if (touched.hovered && own_wheel) {
    compat::take_wheel();
    nudge += 0.01 * static_cast<double>(ImGui::GetIO().MouseWheel);
  }
  if (touched.focused && arrows) {
    if (compat::key_pressed(ImGuiKey_RightArrow, true) || compat::key_pressed(ImGuiKey_UpArrow, true))
      nudge += 0.01;
    if (compat::key_pressed(ImGuiKey_LeftArrow, true) || compat::key_pressed(ImGuiKey_DownArrow, true))
      nudge -= 0.01;
  }
  return nudge * fine;
}

void draw_track(const Ui& ui, std::string_view name, const SliderSpec& spec, const SliderScale& scale,
                double value, const Touch& touched) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float radius = ui.px(8), half = ui.px(2);
  const float left = touched.min.x + radius, right = touched.max.x - radius;
  const float y = std::floor(touched.centre().y) + 0.5F;
  const float x = left + static_cast<float>(scale.place(value)) * (right - left);
  const float from =
      spec.signed_fill ? left + static_cast<float>(scale.place(0)) * (right - left) : touched.min.x;
  const ImU32 fill = spec.player == config::Player::none ? ui.theme.t2 : player_colour(ui.theme, spec.player);
  draw->AddRectFilled({touched.min.x, y - half}, {touched.max.x, y + half}, ui.theme.bg4, half);
  draw->AddRectFilled({std::min(from, x), y - half}, {std::max(from, x), y + half}, fill, half);
  if (spec.signed_fill)
    draw->AddLine({from, y - ui.px(6)}, {from, y + ui.px(6)}, ui.theme.line2, std::max(1.0F, ui.px(1)));
  draw->AddCircleFilled({x, y}, radius + ui.px(2), ui.theme.bg1);
  draw->AddCircleFilled({x, y}, touched.held || touched.hovered ? radius : radius - ui.px(1), ui.theme.t1);
  if (ui.items.interaction.has_ring(name))
    draw->AddCircle({x, y}, radius + ui.px(3), ui.theme.t1, 0, ui.px(2));
}

struct Change {
  bool changed = false, final = true;
};

/// Mouse and keys on the track. While the hand is on it, and until the model has followed, the hand's value
/// is shown.
Change move(Ui& ui, std::string_view name, const SliderSpec& spec, const SliderScale& scale,
            const Touch& touched, double& value) {
  Interaction::Drag& drag = ui.items.interaction.drag;
  if (touched.pressed) drag = {std::string(name), value, value, 0, true};
  const bool mine = drag.name == name;
  if (mine && !drag.down && (ui.time_s > drag.hold_until_s || value == drag.value)) drag.name.clear();
  if (mine && drag.name == name) value = drag.value;

  if (touched.double_clicked) {
    const bool changed = value != spec.initial;
    value = spec.initial;
    drag = {std::string(name), value, value, ui.time_s + 1.0, false};
    return {changed, true};
  }
  if (touched.held && drag.name == name && drag.down) {
    const float radius = ui.px(8);
    const float width = std::max(1.0F, touched.size().x - 2 * radius);
    const ImGuiIO& io = ImGui::GetIO();
    double place = (io.MousePos.x - touched.min.x - radius) / width;
    if (io.KeyCtrl) place = scale.place(value) + 0.1 * static_cast<double>(io.MouseDelta.x / width);
    const bool still = touched.pressed || io.MouseDelta.x == 0;
    // A press on the handle itself does not move it: only dragging does.
    const bool on_handle =
        std::fabs(place - scale.place(value)) * static_cast<double>(width) <= static_cast<double>(radius);
    const double wanted = still && on_handle ? value : scale.value(place);
    const bool changed = wanted != value;
    value = drag.value = wanted;
    return {changed, false};
  }
  if (touched.released && drag.name == name) {
    drag.down = false;
    drag.hold_until_s = ui.time_s + 1.0;
    return {drag.value != drag.start, true};
  }
  const bool own_wheel = ImGui::GetScrollMaxY() <= 0 || touched.focused;
  const double nudge = nudge_of(touched, own_wheel, spec.arrows);
  if (nudge == 0) return {};
  const double before = value;
  double wanted = scale.value(scale.place(value) + nudge);
  if (spec.integer && wanted == before) wanted += nudge > 0 ? 1 : -1;
  value = within(wanted, spec.min, spec.max);
  drag = {std::string(name), value, value, ui.time_s + 1.0, false};
  return {value != before, true};
}

}  // namespace

bool slider(Ui& ui, std::string_view name, const SliderSpec& spec, double& value, bool* final) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = spec.width > 0 ? spec.width : ImGui::GetContentRegionAvail().x;
  const float field = ui.px(spec.field_width), gap = spec.field_width > 0 ? ui.px(12) : 0;
  const float height = ui.px(28);
  const SliderScale scale(spec);
  const Touch touched =
      touch(ui, name, {std::max(ui.px(24), width - field - gap), height}, value, true, spec.help, spec.unit);
  Change change = move(ui, name, spec, scale, touched, value);
  draw_track(ui, name, spec, scale, value, touched);
  if (spec.field_width > 0) {
    ImGui::SetCursorScreenPos({start.x + width - field, start.y});
    const std::string shown = spec.integer ? thousands(std::llround(value)) : number_text(value);
    std::string typed;
    if (edit_field(
            ui, std::string(name) + "/value", shown,
            {.size = {field, height}, .warning = value < spec.min || value > spec.max, .help = spec.help},
            typed)) {
      char* end = nullptr;
      typed = typed_number(typed);
      const double number = std::strtod(typed.c_str(), &end);
      if (end != typed.c_str() && std::isfinite(number)) {
        const double low = std::min(spec.min, -spec.typed_reach), high = std::max(spec.max, spec.typed_reach);
        const double wanted =
            within(spec.integer ? std::round(number) : number, spec.typed_reach > 0 ? low : spec.min,
                   spec.typed_reach > 0 ? high : spec.max);
        change = {wanted != value, true};
        value = wanted;
        ui.items.interaction.drag = {std::string(name), value, value, ui.time_s + 1.0, false};
      }
    }
  }
  ImGui::SetCursorScreenPos(start);
  take_room({width, height});
  if (final != nullptr) *final = change.final;
  return change.changed;
}

}  // namespace ganscope::ui
