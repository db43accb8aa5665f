#include "app/panels/compare/compare_panel.h"

#include <algorithm>
#include <cmath>

#include "app/panels/compare/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using compare::Area;

constexpr float bar_px = 44, right_px = 482, right_compact_px = 400, gap_px = 30;

bool in_compare(const model::UiModel& model) { return model.scene() == model::Workspace::compare; }

void draw_compare(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 window = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const Area whole{window, {window.x + size.x, window.y + size.y}};
  if (!model::comparing(model)) return compare::draw_begin(ui, model, actions, whole);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float line = std::max(1.0F, std::floor(ui.scale)), side = ui.px(16);
  const float bar = std::round(whole.min.y + ui.px(bar_px));
  compare::draw_bar(ui, model, actions, {whole.min, {whole.max.x, bar}});
  draw->AddRectFilled({whole.min.x, bar - line}, {whole.max.x, bar}, ui.theme.line);
  const float right = std::round(
      whole.max.x - std::min(ui.px(ui.compact ? right_compact_px : right_px), 0.45F * whole.width()));
  draw->AddRectFilled({right, bar}, {right + line, whole.max.y}, ui.theme.line);
  compare::draw_curves(ui, model, actions,
                       {{right + side, bar + ui.px(12)}, {whole.max.x - side, whole.max.y - ui.px(10)}});
  const float top = bar + ui.px(8), bottom = whole.max.y - ui.px(8), left = whole.min.x + side;
  if (ui.compact) {  // one middle: A or B in its place
    const compare::Side shown = compare::side_of(ui, model, model.comparison.shows_second);
    return compare::draw_half(ui, model, actions, shown, {{left, top}, {right - side, bottom}});
  }
  const float middle = std::round((left + right - side) / 2), half_gap = ui.px(gap_px) / 2;
  draw->AddRectFilled({middle, bar + ui.px(12)}, {middle + line, bottom}, ui.theme.line);
  compare::draw_half(ui, model, actions, compare::side_of(ui, model, false),
                     {{left, top}, {middle - half_gap, bottom}});
  compare::draw_half(ui, model, actions, compare::side_of(ui, model, true),
                     {{middle + half_gap, top}, {right - side, bottom}});
}

/// Space, steps and reset mean both runs; x swaps, b shows the other one where one alone has room, m
/// subtracts.
std::optional<model::Action> key_action(const model::UiModel& model, std::string_view key) {
  if (!model::comparing(model)) return {};
  if (key == "x") return model::action::SwapRuns{};
  if (key == "b") return model::action::ShowSecond{!model.comparison.shows_second};
  if (!model.second) return {};
  const auto both = [](api::Command command) { return model::action::ToCompared{std::move(command)}; };
  if (key == "space") {
    if (model::comparison_runs(model)) return both(api::Pause{});
    return both(api::Train{});
  }
  if (key == "s") return both(api::StepOnce{api::StepKind::both});
  if (key == "d") return both(api::StepOnce{api::StepKind::discriminator});
  if (key == "g") return both(api::StepOnce{api::StepKind::generator});
  if (key == "r") return both(api::Reset{});
  if (key == "m" && model::comparable(model))
    return model::action::ShowDifference{"", model.comparison.subtracted.empty()};
  return {};
}

}  // namespace

std::vector<Panel> compare_panels() {
  return {{"compare", Region::whole, in_compare, draw_compare, false, key_action}};
}

}  // namespace ganscope::panels
