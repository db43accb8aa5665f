#include <algorithm>
#include <cmath>

#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

struct Look {
  ImU32 ground, words;
  bool outline = false;
};

Look look_of(const Theme& theme, const ButtonSpec& spec, const Touch& touched) {
  const bool held = touched.held && touched.hovered;
  switch (spec.style) {
    case ButtonStyle::primary:
      return {held              ? mixed(theme.t1, theme.bg1, 0.3F)
              : touched.hovered ? mixed(theme.t1, theme.bg1, 0.14F)
                                : theme.t1,
              theme.dark ? theme.bg1 : theme.bg0};
    case ButtonStyle::normal:
      return {held ? theme.line2 : touched.hovered ? theme.bg4 : theme.bg3, theme.t1};
    case ButtonStyle::outline:
      return {held ? theme.line2 : touched.hovered ? theme.bg3 : faded(theme.bg3, 0), theme.t1, true};
    case ButtonStyle::quiet:
      return {held                              ? theme.line2
              : spec.pressed || touched.hovered ? theme.bg3
                                                : faded(theme.bg3, 0),
              spec.pressed || touched.hovered ? theme.t1 : theme.t2};
  }
  return {theme.bg3, theme.t1};
}

void draw_pending(const Ui& ui, ImDrawList* draw, ImVec2 at, ImU32 colour) {
  for (int i = 0; i < 3; ++i)
    draw->AddCircleFilled({at.x + ui.px(3.5F) * static_cast<float>(i), at.y}, ui.px(1.2F), colour);
}

}  // namespace

bool button(Ui& ui, std::string_view name, const ButtonSpec& spec) {
  const Font font = spec.style == ButtonStyle::primary || spec.pressed ? strong_of(spec.font) : spec.font;
  const float label_width = rich_text_width(ui, font, spec.label);
  const float icon_size = ui.px(16), gap = spec.label.empty() ? 0 : ui.px(8);
  const float content = label_width + (spec.has_icon ? icon_size + gap : 0);
  const ImVec2 size{spec.width > 0 ? spec.width : std::ceil(content + ui.px(24)),
                    spec.height > 0 ? spec.height : ui.px(32)};
  const Touch touched = touch(ui, name, size, plain_words(spec.label), spec.enabled, spec.help, spec.key);
  const float alpha = spec.enabled ? 1.0F : 0.45F;
  Look look = look_of(ui.theme, spec, touched);
  look.ground = faded(look.ground, alpha);
  look.words = faded(look.words, alpha);

  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float rounding = ui.px(6);
  draw->AddRectFilled(touched.min, touched.max, look.ground, rounding);
  if (look.outline)
    draw->AddRect(touched.min, touched.max, faded(ui.theme.line2, alpha), rounding, 0,
                  std::max(1.0F, ui.px(1)));
  float x = std::floor(touched.centre().x - content / 2);
  if (spec.left_aligned) x = touched.min.x + ui.px(8);
  if (spec.has_icon) {
    draw_icon(draw, spec.icon, {x + icon_size / 2, touched.centre().y}, icon_size, look.words);
    x += icon_size + gap;
  } else if (spec.left_aligned && spec.tick_room) {
    x += icon_size + gap;  // lines with and without a tick begin at one place
  }
  const float y = centred_y(ui, font, touched.min.y, touched.max.y);
  rich_text_at(ui, draw, {x, y}, font, look.words, spec.label);
  if (spec.pending)
    draw_pending(ui, draw, {x + label_width + ui.px(4), touched.centre().y + ui.px(4)}, look.words);
  focus_ring(ui, name, touched.min, touched.max, rounding);
  return touched.clicked;
}

bool icon_button(Ui& ui, std::string_view name, Icon icon, std::string_view help, std::string_view key,
                 bool enabled) {
  const Touch touched = touch(ui, name, {ui.px(28), ui.px(28)}, {}, enabled, help, key);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (touched.hovered)
    draw->AddRectFilled(touched.min, touched.max, touched.held ? ui.theme.line2 : ui.theme.bg3, ui.px(6));
  const ImU32 colour = faded(touched.hovered ? ui.theme.t1 : ui.theme.t2, enabled ? 1.0F : 0.45F);
  draw_icon(draw, icon, touched.centre(), ui.px(15), colour);
  focus_ring(ui, name, touched.min, touched.max, ui.px(6));
  return touched.clicked;
}

bool link(Ui& ui, std::string_view name, std::string_view label, std::string_view help) {
  const ImVec2 words = text_size(ui, Font::caption, label);
  const Touch touched = touch(ui, name, {words.x, words.y + ui.px(3)}, std::string(label), true, help);
  const ImU32 colour = touched.hovered ? ui.theme.t1 : ui.theme.t2;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  text_at(ui, draw, touched.min, Font::caption, colour, label);
  const float y = std::floor(touched.min.y + words.y) + 0.5F;
  draw->AddLine({touched.min.x, y}, {touched.max.x, y}, touched.hovered ? ui.theme.t1 : ui.theme.line2,
                std::max(1.0F, ui.px(1)));
  focus_ring(ui, name, touched.min, touched.max, ui.px(2));
  return touched.clicked;
}

}  // namespace ganscope::ui
