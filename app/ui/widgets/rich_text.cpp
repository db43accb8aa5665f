#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

/// "{G:generator}" without its braces → what is drawn, and how.
Piece piece_of_mark(const Ui& ui, Font font, ImU32 colour, std::string_view mark) {
  const size_t colon = mark.find(':');
  const std::string_view kind = mark.substr(0, colon);
  const std::string_view words = colon == std::string_view::npos ? mark : mark.substr(colon + 1);
  if (kind == "n") return {words, mono_of(font), colour};
  if (kind == "b") return {words, strong_of(font), ui.theme.t1};
  // The colours keep the given colour's alpha, so that a disabled label fades as a whole.
  const float alpha = static_cast<float>((colour >> IM_COL32_A_SHIFT) & 255) / 255.0F;
  if (kind == "q") return {words, font, faded(ui.theme.t2, alpha)};
  if (kind == "G") return {words, strong_of(font), faded(ui.theme.g, alpha)};
  if (kind == "D") return {words, strong_of(font), faded(ui.theme.d, alpha)};
  if (kind == "real") return {words, strong_of(font), faded(ui.theme.real, alpha)};
  if (kind == "sub") return {words, Font::caption_strong, colour, true};
  if (kind == "subG") return {words, Font::caption_strong, faded(ui.theme.g, alpha), true};
  if (kind == "subD") return {words, Font::caption_strong, faded(ui.theme.d, alpha), true};
  return {words, font, colour};
}

/// How far below the line's top a piece begins, so that all stand on one baseline, subscripts lower.
float drop_of(const Ui& ui, Font line, const Piece& piece) {
  const float ascent = font_of(ui, line)->Ascent;
  return ascent - font_of(ui, piece.font)->Ascent + (piece.below ? 0.22F * ascent : 0);
}

bool closes(unsigned int c) {
  return std::u32string_view(U"，。、：；！？）」』》】”’…％,.:;!?)%").find(c) != std::u32string_view::npos;
}
bool opens(unsigned int c) {
  return std::u32string_view(U"（「『《【“‘(").find(c) != std::u32string_view::npos;
}

bool has_wide(std::string_view words) {
  return std::ranges::any_of(words, [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

/// How many bytes of `words` fit into `room` px, ended where Chinese may end a line: between two characters,
/// never before a closing mark or after an opening one. 0: not even the first unit.
size_t fitting_wide(const ImFont* face, std::string_view words, float room) {
  size_t fit = 0;
  float x = 0;
  unsigned int before = 0;
  for (size_t at = 0; at < words.size();) {
    unsigned int c = 0;
    const int bytes = ImTextCharFromUtf8(&c, words.data() + at, words.data() + words.size());
    if (bytes <= 0) break;
    if (at > 0 && may_break_between(before, c)) fit = at;
    x += face->GetCharAdvance(static_cast<ImWchar>(c));
    if (x > room && c != ' ') return fit;
    before = c;
    at += static_cast<size_t>(bytes);
  }
  return words.size();
}

}  // namespace

Font strong_of(Font font) {
  if (font == Font::title || font == Font::verdict || font == Font::large) return font;  // they are semibold
  if (font == Font::lesson || font == Font::lesson_italic) return Font::title;
  return font == Font::caption ? Font::caption_strong : Font::strong;
}
Font mono_of(Font font) {
  const bool large = font == Font::body || font == Font::strong || font == Font::lesson;
  return large ? Font::mono : Font::mono_small;
}

bool is_wide_letter(unsigned int c) { return c >= 0x2E80; }

bool may_break_between(unsigned int before, unsigned int c) {
  return (is_wide_letter(before) || is_wide_letter(c) || before == ' ') && !closes(c) && !opens(before);
}

bool parts_number(std::string_view words, size_t at) {
  return at > 0 && at < words.size() && words[at - 1] == ',' && words[at] >= '0' && words[at] <= '9';
}

std::vector<Piece> pieces_of(const Ui& ui, Font font, ImU32 colour, std::string_view marked) {
  std::vector<Piece> pieces;
  while (!marked.empty()) {
    const size_t open = marked.find('{');
    const size_t close = open == std::string_view::npos ? open : marked.find('}', open);
    if (close == std::string_view::npos) break;
    if (open > 0) pieces.push_back({marked.substr(0, open), font, colour});
    pieces.push_back(piece_of_mark(ui, font, colour, marked.substr(open + 1, close - open - 1)));
    marked.remove_prefix(close + 1);
  }
  if (!marked.empty()) pieces.push_back({marked, font, colour});
  return pieces;
}

std::string plain_words(std::string_view marked) {
  std::string plain;
  while (!marked.empty()) {
    const size_t open = marked.find('{');
    const size_t close = open == std::string_view::npos ? open : marked.find('}', open);
    if (close == std::string_view::npos) break;
    plain += marked.substr(0, open);
    const std::string_view mark = marked.substr(open + 1, close - open - 1);
    const size_t colon = mark.find(':');
    plain += colon == std::string_view::npos ? mark : mark.substr(colon + 1);
    marked.remove_prefix(close + 1);
  }
  return plain += marked;
}

std::string marked_words(std::string_view plain) {
  std::string marked;
  size_t at = 0;
  while (at < plain.size()) {
    const size_t end = std::min(plain.find(' ', at), plain.size());
    const std::string_view word = plain.substr(at, end - at);
    const bool number = !word.empty() &&
                        word.find_first_not_of("0123456789.,-+e%") == std::string_view::npos &&
                        word.find_first_of("0123456789") != std::string_view::npos;
    if (word == "G" || word == "D" || word == "real")
      marked += "{" + std::string(word) + "}";
    else if (word == "Generator")
      marked += "{G:Generator}";
    else if (word == "Discriminator")
      marked += "{D:Discriminator}";
    else if (number)
      marked += "{n:" + std::string(word) + "}";
    else
      marked += word;
    if (end < plain.size()) marked += ' ';
    at = end + 1;
  }
  return marked;
}

namespace {

/// "Objective Non-saturating → Hinge" in the user's language, where its pieces are known.
std::string choice_words(const Ui& ui, const std::string& text) {
  constexpr std::string_view arrow = " → ";
  const size_t middle = text.find(arrow);
  if (middle == std::string::npos) return ui.tr(text.c_str());
  const std::string after = text.substr(middle + arrow.size());
  for (size_t at = text.find(' '); at < middle; at = text.find(' ', at + 1)) {
    const std::string title = text.substr(0, at), before = text.substr(at + 1, middle - at - 1);
    if (ui.tr(title.c_str()) == title || ui.tr(before.c_str()) == before) continue;
    return ui.tr(title.c_str()) + (" " + std::string(ui.tr(before.c_str()))) + std::string(arrow) +
           ui.tr(after.c_str());
  }
  return ui.tr(text.c_str());
}

}  // namespace

std::string event_words(const Ui& ui, const api::Event& event) {
  // The engine's text begins with the option's title; a mark has room for a short one.
  const size_t figures = event.text.find_first_of("0123456789");
  if (event.before == event.after || figures == std::string::npos || figures == 0)
    return marked_words(choice_words(ui, event.text));
  std::string title = event.text.substr(0, event.text.find_last_not_of(" -", figures - 1) + 1);
  const std::string translated = ui.tr(title.c_str());
  if (translated != title) {
    title = translated;
  } else {
    constexpr std::pair<std::string_view, std::string_view> shorter[] = {
        {"Generator", "G"}, {"Discriminator", "D"}, {" learning rate", " rate"}};
    for (const auto& [from, to] : shorter)
      if (const size_t at = title.find(from); at != std::string::npos) title.replace(at, from.size(), to);
    title = marked_words(title);
  }
  // What the engine writes without a point is counted.
  const bool counted = event.text.find_first_of(".e", figures) == std::string::npos;
  const auto number = [&](double value) {
    return counted ? thousands(std::llround(value)) : number_text(value);
  };
  return title + " {n:" + number(event.before) + "} → {n:" + number(event.after) + "}";
}

float rich_text_width(const Ui& ui, Font font, std::string_view marked) {
  float width = 0;
  for (const Piece& piece : pieces_of(ui, font, ui.theme.t1, marked))
    width += text_size(ui, piece.font, piece.words).x;
  return width;
}

float rich_text_at(const Ui& ui, ImDrawList* draw, ImVec2 top_left, Font font, ImU32 colour,
                   std::string_view marked) {
  float x = top_left.x;
  for (const Piece& piece : pieces_of(ui, font, colour, marked)) {
    text_at(ui, draw, {x, top_left.y + drop_of(ui, font, piece)}, piece.font, piece.colour, piece.words);
    x += text_size(ui, piece.font, piece.words).x;
  }
  return x - top_left.x;
}

void rich_text(const Ui& ui, Font font, ImU32 colour, std::string_view marked, float wrap_width) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float size = font_of(ui, font)->FontSize;
  const float line_height = size * (font == Font::caption ? 1.15F : 1.12F);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  float x = start.x, y = start.y, right = start.x;
  for (const Piece& piece : pieces_of(ui, font, colour, marked)) {
    const ImFont* face = font_of(ui, piece.font);
    const float drop = drop_of(ui, font, piece);
    std::string_view rest = piece.words;
    while (!rest.empty()) {
      const float room = start.x + wrap_width - x;
      // ImGui's own rule finds the break; it cuts a word only when the word alone is too long for a line.
      const char* end = rest.data() + rest.size();
      const char* cut = end;
      if (wrap_width > 0 && text_size(ui, piece.font, rest).x > room) {
        const size_t word_end = std::min(rest.find(' ', rest.front() == ' ' ? 1 : 0), rest.size());
        const bool fits = text_size(ui, piece.font, rest.substr(0, word_end)).x <= room;
        cut = fits ? face->CalcWordWrapPositionA(1.0F, rest.data(), end, std::max(room, 1.0F)) : rest.data();
        if (const auto at = static_cast<size_t>(cut - rest.data()); parts_number(rest, at))
          cut = rest.data() + std::min(rest.rfind(' ', at), at);
        if (has_wide(rest)) cut = rest.data() + fitting_wide(face, rest, room);
        if (cut == rest.data() && x <= start.x)
          cut = face->CalcWordWrapPositionA(1.0F, rest.data(), end, std::max(wrap_width, size));
      }
      const std::string_view now(rest.data(), static_cast<size_t>(cut - rest.data()));
      text_at(ui, draw, {x, y + drop}, piece.font, piece.colour, now);
      x += text_size(ui, piece.font, now).x;
      right = std::max(right, x);
      rest.remove_prefix(now.size());
      if (rest.empty()) break;
      x = start.x;
      y += line_height;
      while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
    }
  }
  take_room({std::max(right - start.x, 1.0F), y + line_height - start.y});
}

}  // namespace ganscope::ui
