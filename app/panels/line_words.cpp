#include "app/panels/line_words.h"

#include "app/ui/widgets.h"
#include "core/language/grammar.h"
#include "core/language/lines.h"

namespace ganscope::panels {

std::vector<int> line_of(const api::Answer& answer, const api::DataInfo& data, int index) {
  const size_t bytes = static_cast<size_t>(data.height) * static_cast<size_t>(data.width);
  const size_t begin = static_cast<size_t>(index) * bytes;
  if (index < 0 || bytes == 0 || answer.values.size() < begin + bytes) return {};
  return language::lines_of(std::span(answer.values).subspan(begin, bytes), data.height, data.width).words;
}

std::string line_text(const api::DataInfo& data, const std::vector<int>& line) {
  std::string text;
  for (const int word : line) {
    const std::string& name = data.tokens->names.at(static_cast<size_t>(word));
    if (name.empty()) continue;
    if (!text.empty()) text += data.tokens->separator;
    text += name;
  }
  return text;
}

WrittenLine written(const ui::Ui& ui, const api::DataInfo& data, const std::vector<int>& line,
                    ui::Font font) {
  const language::Grammar* grammar = language::find_grammar(data.tokens->grammar);
  const int half = grammar != nullptr ? grammar->half() : 0;
  const float space = ui::text_size(ui, font, " ").x;
  WrittenLine made;
  for (size_t place = 0; place < line.size(); ++place) {
    const std::string& name = data.tokens->names.at(static_cast<size_t>(line[place]));
    if (name.empty()) continue;
    const ImVec2 size = ui::text_size(ui, font, name);
    if (!made.words.empty() && !data.tokens->separator.empty()) made.width += space;
    if (half > 0 && static_cast<int>(place) == half) made.width += 2 * space;
    made.words.push_back({name, static_cast<int>(place), made.width, size.x});
    made.width += size.x;
    made.height = size.y;
  }
  return made;
}

void draw_written(const ui::Ui& ui, const WrittenLine& line, ImVec2 at, ui::Font font,
                  const std::function<ImU32(int place)>& colour_of,
                  const std::function<void(int place, ImVec2 min, ImVec2 max)>& behind) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (const WrittenLine::Word& word : line.words) {
    const ImVec2 min{at.x + word.left, at.y};
    if (behind) behind(word.place, min, {min.x + word.width, min.y + line.height});
    ui::text_at(ui, draw, min, font, colour_of(word.place), word.text);
  }
}

}  // namespace ganscope::panels
