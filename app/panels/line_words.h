#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/ui/ui.h"
#include "core/api/ask.h"
#include "core/api/status.h"

/// Lines of words, as every panel writes them.
namespace ganscope::panels {

/// The line number `index` of an answer, the number of the word at each place; empty: it has none.
[[nodiscard]] std::vector<int> line_of(const api::Answer& answer, const api::DataInfo& data, int index);

/// A line as it is written: its words from left to right, blanks left out.
struct WrittenLine {
  struct Word {
    std::string text;
    int place = 0;    ///< in the line
    float left = 0;   ///< px from where the line begins
    float width = 0;  ///< px
  };
  std::vector<Word> words;
  float width = 0, height = 0;  ///< px
};

/// `line` [places], numbers of words of `data`.
[[nodiscard]] WrittenLine written(const ui::Ui& ui, const api::DataInfo& data, const std::vector<int>& line,
                                  ui::Font font);
/// The same as plain text, for the item map.
[[nodiscard]] std::string line_text(const api::DataInfo& data, const std::vector<int>& line);

/// Draws it: `colour_of` a place, and before that whatever lies behind or below its word.
void draw_written(const ui::Ui& ui, const WrittenLine& line, ImVec2 at, ui::Font font,
                  const std::function<ImU32(int place)>& colour_of,
                  const std::function<void(int place, ImVec2 min, ImVec2 max)>& behind = {});

}  // namespace ganscope::panels
