#include "app/shell/interface.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/shell/shortcuts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"

namespace ganscope::shell {
namespace {

constexpr float grip_width = 4;
constexpr double trail_s = 0.35;
constexpr float most_below = 0.4F;  // of a region

constexpr ImGuiWindowFlags ground_flags =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav;

/// Room between a region's edge and its panels, px at scale 1.
ImVec2 padding_of(panels::Region region, const Layout& layout) {
  using panels::Region;
  switch (region) {
    case Region::top_bar:
      return {16, 8};
    case Region::transport_left:
    case Region::transport_middle:
    case Region::transport_right: {
      const bool low = layout.transport.height() / layout.scale > 70 && layout.compact;
      return {16, low ? 8.0F : 14.0F};
    }
    default:
      return {16, 12};
  }
}

}  // namespace

Interface::Interface(ui::Strings texts, std::span<const panels::Panel> panels, int most_texture)
    : texts_(std::move(texts)), panels_(panels), fonts_(most_texture), theme_(&ui::dark_theme()) {}

bool Interface::follow_language(const std::string& language) {
  if (language.empty() || language == texts_.language()) return false;
  auto others = ui::Strings::load(language);
  if (!others) return false;  // only those that exist can be chosen
  texts_ = std::move(*others);
  return true;
}

bool Interface::prepare(const model::UiModel& model, float scale) {
  const float whole_scale = drawn_scale(scale, model.presentation);
  const bool new_words = follow_language(model.language);
  const bool new_fonts = new_words || whole_scale != loaded_scale_ || fonts_.wants_more();
  if (!new_fonts && model.dark == loaded_dark_) return false;
  theme_ = model.dark ? &ui::dark_theme() : &ui::light_theme();
  ui::apply_style(*theme_, whole_scale);
  loaded_dark_ = model.dark;
  if (!new_fonts) return false;
  missing_fonts_ = fonts_.load(whole_scale, texts_.all_texts());
  loaded_scale_ = whole_scale;
  return true;
}

std::vector<std::string> Interface::news_of_fonts() {
  std::vector<std::string> news;
  for (const std::string& words : missing_fonts_)
    if (told_.insert(words).second) news.push_back(words);
  return news;
}

void Interface::draw(const model::UiModel& model, const Pictures& pictures, ImVec2 size, float scale,
                     double time_s, model::UiActions& actions) {
  items_.clear();
  take_shortcuts(panels_, model, items_.interaction, actions);
  const Layout layout =
      lay_out(size, scale, model.workspace, model.scene(), model.presentation, splits_of(model));
  ui::Ui ui{.theme = *theme_, .fonts = fonts_, .tr = texts_, .atlases = pictures.first, .items = items_};
  ui.second_atlases = &pictures.second;
  ui.scale = layout.scale;
  // Beside a lesson's text there is only so much room for two squares and a column.
  const bool beside = model.workspace != model.scene() && model.scene() == model::Workspace::explore;
  ui.compact = layout.compact || model.presentation || beside;
  ui.left_given = model.workspace != model.scene();
  ui.time_s = time_s;

  ImGui::PushFont(fonts_.of(ui::Font::body));
  ui::place_window({0, 0}, size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("##ganscope", nullptr, ground_flags);
  ImGui::PopStyleVar();
  draw_ground(layout, model);
  using panels::Region;
  for (const Region region : {Region::top_bar, Region::left, Region::middle, Region::right, Region::whole,
                              Region::transport_left, Region::transport_middle, Region::transport_right}) {
    draw_region(region, layout, ui, model, actions);
  }
  draw_grips(layout, model, actions);
  ImGui::SetCursorScreenPos({0, 0});
  for (const panels::Panel& panel : panels_) {
    if (panel.region != Region::overlay || !panel.visible(model)) continue;
    ImGui::PushID(panel.key);
    panel.draw(ui, model, actions);
    ImGui::PopID();
  }
  ImGui::End();
  if (model.presentation) draw_pointer_trail(time_s, layout.scale);
  ImGui::PopFont();
  move_keyboard_focus();
}

bool Interface::used(panels::Region region, const model::UiModel& model) const {
  return std::any_of(panels_.begin(), panels_.end(), [&](const panels::Panel& panel) {
    return panel.region == region && panel.visible(model);
  });
}

void Interface::draw_ground(const Layout& layout, const model::UiModel& model) const {
  using panels::Region;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Area& strip = layout.transport;
  draw->AddRectFilled(strip.min, strip.max, theme_->bg2);
  const float line = std::max(1.0F, std::floor(layout.scale));
  const auto horizontal = [&](float y) {
    draw->AddRectFilled({0, y}, {strip.max.x, y + line}, theme_->line);
  };
  const auto vertical = [&](const Area& area, float x) {
    draw->AddRectFilled({x, area.min.y}, {x + line, area.max.y}, theme_->line);
  };
  horizontal(layout.top_bar.max.y - line);
  horizontal(strip.min.y);
  if (!layout.left.empty() && used(Region::left, model)) vertical(layout.left, layout.left.max.x - line);
  if (used(Region::right, model) && layout.stacked) horizontal(layout.right.min.y);
  if (used(Region::right, model) && !layout.stacked) vertical(layout.right, layout.right.min.x);
  if (!layout.compact && !model.presentation && used(Region::transport_right, model) &&
      model.scene() != model::Workspace::explore) {
    vertical(layout.transport_left, layout.transport_left.max.x - line);
    vertical(layout.transport_right, layout.transport_right.min.x);
  }
}

void Interface::draw_region(panels::Region region, const Layout& layout, ui::Ui& ui,
                            const model::UiModel& model, model::UiActions& actions) {
  const Area area = layout.of(region);
  if (area.empty() || !used(region, model)) return;
  const ImVec2 padding = padding_of(region, layout);
  const auto shows = [&](const panels::Panel& panel) {
    return panel.region == region && panel.visible(model);
  };
  const bool alone =
      std::ranges::any_of(panels_, [&](const panels::Panel& panel) { return panel.alone && shows(panel); });
  float below = 0;
  for (const panels::Panel& panel : panels_)
    if (panel.height_below != nullptr && !alone && shows(panel)) below += panel.height_below(ui, model);
  if (below > most_below * area.height()) below = 0;
  const auto draw_child = [&](const char* name, ImVec2 min, ImVec2 size, float above, bool at_the_end) {
    ImGui::SetCursorScreenPos(min);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(padding.x), ui.px(above)});
    ui::begin_child(name, size,
                    ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar |
                        ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleVar();
    for (const panels::Panel& panel : panels_) {
      if (!shows(panel) || (alone && !panel.alone) || (panel.height_below != nullptr) != at_the_end) continue;
      ImGui::PushID(panel.key);
      panel.draw(ui, model, actions);
      ImGui::PopID();
    }
    ImGui::EndChild();
  };
  ImGui::PushID(static_cast<int>(region));
  const float end = below > 0 ? below + ui.px(padding.y) : 0;
  draw_child("region", area.min, {area.width(), area.height() - end}, padding.y, false);
  if (below > 0) draw_child("below", {area.min.x, area.max.y - end}, {area.width(), end}, 0, true);
  ImGui::PopID();
}

void Interface::draw_grips(const Layout& layout, const model::UiModel& model, model::UiActions& actions) {
  using panels::Region;
  if (layout.whole.empty()) return;  // no room is left between top bar and transport
  if (!layout.left.empty() && used(Region::left, model)) {
    draw_grip(model::row_of(model.workspace).left_split, "split/left", layout.left.max.x, layout, false,
              actions);
  }
  if (used(Region::right, model) && !layout.stacked)
    draw_grip(model::row_of(model.workspace).right_split, "split/right", layout.right.min.x, layout, true,
              actions);
}

void Interface::draw_grip(const char* key, const char* item, float edge, const Layout& layout,
                          bool from_right, model::UiActions& actions) {
  const float width = std::round(grip_width * layout.scale);
  const Area area{{edge - width / 2, layout.whole.min.y}, {edge + width / 2, layout.whole.max.y}};
  ImGui::SetCursorScreenPos(area.min);
  // A child of its own lies above the columns that it touches.
  ImGui::PushID(key);
  ui::begin_child("grip", {area.width(), area.height()},
                  ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  ui::press_area("handle", {area.width(), area.height()});
  const bool held = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  if (held || hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    ImGui::GetWindowDrawList()->AddRectFilled(area.min, area.max, held ? theme_->t2 : theme_->line2);
  }
  const float whole = std::max(1.0F, layout.top_bar.width());
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    actions(model::action::SetSplit{key, 0});
  } else if (held && ImGui::GetIO().MouseDelta.x != 0) {
    const float x = ImGui::GetIO().MousePos.x;
    actions(model::action::SetSplit{key, ui::within((from_right ? whole - x : x) / whole, 0.05F, 0.9F)});
  }
  const double share = static_cast<double>((from_right ? whole - edge : edge) / whole);
  items_.add(item, area.min, area.max, share);
  ImGui::EndChild();
  ImGui::PopID();
}

void Interface::draw_pointer_trail(double time_s, float scale) {
  const ImVec2 at = ImGui::GetIO().MousePos;
  if (ImGui::IsMousePosValid(&at) &&
      (trail_.empty() || trail_.back().at.x != at.x || trail_.back().at.y != at.y)) {
    trail_.push_back({at, time_s});
  }
  while (!trail_.empty() && time_s - trail_.front().time_s > trail_s) trail_.pop_front();
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  for (const TrailPoint& point : trail_) {
    const float age01 = static_cast<float>((time_s - point.time_s) / trail_s);
    draw->AddCircleFilled(point.at, scale * (3 + 6 * (1 - age01)),
                          ui::faded(theme_->t1, 0.22F * (1 - age01)));
  }
}

void Interface::move_keyboard_focus() {
  ui::Interaction& hands = items_.interaction;
  if (ui::compat::code_pressed(ui::compat::code::tab)) {
    hands.move_focus(ImGui::GetIO().KeyShift ? -1 : 1);
  } else if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::IsAnyItemActive()) {
    hands.drop_focus();
  }
}

}  // namespace ganscope::shell
