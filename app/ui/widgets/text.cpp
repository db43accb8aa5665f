#include <algorithm>
#include <cfloat>
#include <cmath>

#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {

ImFont* font_of(const Ui& ui, Font font) {
  ImFont* loaded = ui.fonts.of(font);
  return loaded != nullptr ? loaded : ImGui::GetFont();
}

float centred_y(const Ui& ui, Font font, float top, float bottom) {
  // The box of Inter and JetBrains is even about the middle of the lower-case letters within a pixel.
  return std::floor((top + bottom - font_of(ui, font)->FontSize) / 2 + 0.5F);
}

ImVec2 text_size(const Ui& ui, Font font, std::string_view words) {
  const ImFont* face = font_of(ui, font);
  if (words.empty()) return {0, face->FontSize};  // its data may be null, which ImGui does not take
  ui.fonts.want(font, words);
  return face->CalcTextSizeA(face->FontSize, FLT_MAX, 0, words.data(), words.data() + words.size());
}

void text_at(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, ImU32 colour,
             std::string_view words) {
  if (words.empty()) return;
  ui.fonts.want(font, words);
  const ImFont* face = font_of(ui, font);
  draw->AddText(face, face->FontSize, top_left, colour, words.data(), words.data() + words.size());
}

void glyphs_at(const Ui& ui, ImDrawList* draw, ImVec2 baseline, Font font, float factor, ImU32 colour,
               std::string_view words) {
  if (words.empty()) return;
  ui.fonts.want(font, words);
  const ImFont* face = font_of(ui, font);
  // ImGui cuts places down to whole pixels: to the nearest, then, with the baseline of all on one.
  const ImVec2 at{std::floor(baseline.x + 0.5F), std::floor(baseline.y - face->Ascent * factor + 0.5F)};
  draw->AddText(face, face->FontSize * factor, at, colour, words.data(), words.data() + words.size());
}

ImVec2 wrapped_size(const Ui& ui, Font font, std::string_view words, float wrap) {
  if (words.empty()) return {0, 0};
  ui.fonts.want(font, words);
  const ImFont* face = font_of(ui, font);
  wrap = bounded({wrap, 1}).x;  // for ImGui nought is "do not wrap"
  return face->CalcTextSizeA(face->FontSize, wrap, wrap, words.data(), words.data() + words.size());
}

void wrapped_text_at(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, ImU32 colour,
                     std::string_view words, float wrap) {
  if (words.empty()) return;
  ui.fonts.want(font, words);
  const ImFont* face = font_of(ui, font);
  draw->AddText(face, face->FontSize, top_left, colour, words.data(), words.data() + words.size(),
                bounded({wrap, 1}).x);
}

void text(const Ui& ui, Font font, ImU32 colour, std::string_view words) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  text_at(ui, ImGui::GetWindowDrawList(), at, font, colour, words);
  take_room(text_size(ui, font, words));
}

std::string fitted(const Ui& ui, Font font, std::string_view words, float width) {
  if (text_size(ui, font, words).x <= width) return std::string(words);
  ui.items.note_cut(words);
  constexpr std::string_view ellipsis = "…";
  const float room = width - text_size(ui, font, ellipsis).x;
  size_t end = words.size();
  while (end > 0 && text_size(ui, font, words.substr(0, end)).x > room) {
    do --end;
    while (end > 0 &&
           (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80);  // never inside a UTF-8 letter
  }
  while (end > 0 && words[end - 1] == ' ') --end;
  return std::string(words.substr(0, end)) + std::string(ellipsis);
}

void plate(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, std::string_view words) {
  const ImVec2 size = text_size(ui, font, words);
  const ImVec2 padding{ui.px(6), ui.px(2)};
  draw->AddRectFilled(top_left, {top_left.x + size.x + 2 * padding.x, top_left.y + size.y + 2 * padding.y},
                      faded(ui.theme.bg2, 0.94F), ui.px(4));
  text_at(ui, draw, {top_left.x + padding.x, top_left.y + padding.y}, font, ui.theme.t1, words);
}

void divider(const Ui& ui, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (width <= 0) width = ImGui::GetContentRegionAvail().x;
  const float y = std::floor(at.y) + 0.5F;
  ImGui::GetWindowDrawList()->AddLine({at.x, y}, {at.x + width, y}, ui.theme.line, std::max(1.0F, ui.px(1)));
  take_room({width, ui.px(1)});
}

}  // namespace ganscope::ui
