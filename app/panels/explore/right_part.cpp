#include <algorithm>
#include <string>
#include <vector>

#include "app/panels/explore/explore_tab.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::explore_parts {
namespace {

void draw_tabs(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const float top = area.min.y + ui.px(6);
  std::vector<std::string> labels;
  for (const ExploreTab& tab : all_tabs())
    if (tab.offered == nullptr || tab.offered(context.model)) labels.emplace_back(ui.tr(tab.title));
  // The bar ends before undo and redo: where the words leave no room, less stands beside them.
  const float room = area.width() - ui.px(80), excess = segmented_width(ui, labels) - room;
  const float padding =
      std::max(4.0F, 12 - std::max(0.0F, excess) / (2 * static_cast<float>(labels.size()) * ui.px(1)));
  int shown = static_cast<int>(&shown_tab(context.model) - all_tabs().data());
  ImGui::SetCursorScreenPos({area.min.x, top});
  if (ui::segmented(
          ui, "explore/tab", labels, shown,
          ui.tr("Samples to drag from, sliders for single dimensions, directions that mean something, a "
                "picture of your own, what goes on inside G, or a map of many samples."),
          padding))
    context.ask(model::explore_action::ShowTab{shown});
  if (ui.left_given) return;  // beside a lesson the tabs take all the room; Ctrl-Z and Ctrl-Y do the same
  ImGui::SetCursorScreenPos({area.max.x - ui.px(72), top});
  if (plated_icon(ui, "explore/undo", ui::Icon::undo, ui.tr("Undo the last change of the latent."), "Ctrl-Z",
                  context.model.explore_undo.can_undo()))
    context.ask(model::explore_action::ExploreUndo{});
  ImGui::SetCursorScreenPos({area.max.x - ui.px(32), top});
  if (plated_icon(ui, "explore/redo", ui::Icon::redo, ui.tr("Do it again."), "Ctrl-Y",
                  context.model.explore_undo.can_redo()))
    context.ask(model::explore_action::ExploreRedo{});
}

}  // namespace

void draw_footer_words(const Context& context, ImVec2 at, float width, const std::string& words) {
  const ui::Ui& ui = context.ui;
  const std::string fit = ui::fitted(ui, ui::Font::body, words, width);
  const float height = ui::text_size(ui, ui::Font::body, fit).y;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + (ui.px(32) - height) / 2}, ui::Font::body,
              ui.theme.t2, fit);
}

void draw_right_part(Context& context, const Area& area, float side) {
  draw_tabs(context, area);
  if (const auto draw = shown_tab(context.model).draw_column; draw != nullptr) draw(context, area, side);
}

}  // namespace ganscope::panels::explore_parts
