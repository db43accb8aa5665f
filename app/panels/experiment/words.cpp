#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/experiment/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::experiment {

void row_label(const ui::Ui& ui, const char* words) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + (ui.px(32) - ui::text_size(ui, ui::Font::body, words).y) / 2;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, std::floor(y)}, ui::Font::body, ui.theme.t2, words);
}

std::string data_words(const ui::Ui& ui, const api::DataInfo& data) {
  std::string words;
  if (data.is_points()) {
    words = std::string(ui.tr("points in")) + " " + std::to_string(data.dimensions) + "-D";
  } else if (data.form == Form::tokens) {
    words = fmt::format(fmt::runtime(ui.tr("{} words out of {}")), data.height, data.width);
  } else if (data.width > 0) {
    words = std::to_string(data.width) + "×" + std::to_string(data.height) + " " +
            ui.tr(data.channels == 1 ? "grey" : "colour");
  }
  if (!data.label_names.empty())
    words += ", " + std::to_string(data.label_names.size()) + " " + ui.tr("labels");
  if (data.captions != nullptr)
    words += ", " + fmt::format(fmt::runtime(ui.tr("captions of {} words")), data.captions->size());
  return words;
}

std::string data_remarks(const ui::Ui& ui, const api::DataInfo& data) {
  std::string words;
  const auto line = [&](const std::string& text) { words += (words.empty() ? "" : "\n") + text; };
  for (const std::string& remark : data.remarks) line(ui.tr.sentence(remark));
  if (data.skipped == 0) return words;
  line(ui.tr("Files that are not used:") + std::string(" ") + ui::thousands(data.skipped));
  constexpr size_t told = 6;
  for (size_t i = 0; i < std::min(told, data.skipped_by_reason.size()); ++i) {
    const auto& [reason, count] = data.skipped_by_reason[i];
    line("  " + ui::thousands(count) + " × " + ui.tr.sentence(reason));
  }
  if (data.skipped_by_reason.size() > told) line("  …");
  line(ui.tr("The command `ganscope data` lists each of them."));
  return words;
}

}  // namespace ganscope::panels::experiment
