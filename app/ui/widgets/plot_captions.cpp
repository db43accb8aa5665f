#include <string>

#include "app/ui/widgets.h"
#include "app/ui/widgets/parts.h"
#include "app/ui/widgets/plot.h"

namespace ganscope::ui {

bool plot_caption(Ui& ui, std::string_view name, std::string_view words, std::string_view help) {
  const Touch touched = touch(ui, name, text_size(ui, Font::caption, words), std::string(words), true, help);
  text_at(ui, ImGui::GetWindowDrawList(), touched.min, Font::caption,
          touched.hovered ? ui.theme.t1 : ui.theme.t3, words);
  focus_ring(ui, name, touched.min, touched.max, ui.px(2));
  return touched.clicked;
}

bool plot_caption_button(Ui& ui, std::string_view name, std::string_view help) {
  const Touch touched = touch(ui, name, {ui.px(24), ui.px(24)}, {}, true, help);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (touched.hovered) draw->AddRectFilled(touched.min, touched.max, ui.theme.bg3, ui.px(4));
  draw_icon(draw, Icon::more, touched.centre(), ui.px(14), touched.hovered ? ui.theme.t1 : ui.theme.t3);
  focus_ring(ui, name, touched.min, touched.max, ui.px(4));
  return touched.clicked;
}

bool plot_more_line(Ui& ui, std::string_view name, std::string_view words, float width, bool below) {
  const Touch touched = touch(ui, name, {width, ui.px(22)}, std::string(words));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 colour = touched.hovered ? ui.theme.t1 : ui.theme.t3;
  const float y = centred_y(ui, Font::caption, touched.min.y, touched.max.y);
  text_at(ui, draw, {touched.min.x, y}, Font::caption, colour,
          fitted(ui, Font::caption, words, width - ui.px(28)));
  const ImVec2 at{touched.max.x - ui.px(8), touched.centre().y};
  const float wing = ui.px(4), rise = ui.px(below ? 4 : -4);
  const ImVec2 arrow[3] = {
      {at.x - wing, at.y - 0.5f * rise}, {at.x, at.y + 0.5f * rise}, {at.x + wing, at.y - 0.5f * rise}};
  draw->AddPolyline(arrow, 3, colour, 0, ui.px(1.5f));
  focus_ring(ui, name, touched.min, touched.max, ui.px(4));
  return touched.clicked;
}

}  // namespace ganscope::ui
