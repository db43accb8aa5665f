#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "app/panels/explore/inside/inside_parts.h"
#include "app/ui/widgets.h"
#include "core/explore/tools/inside_numbers.h"

namespace ganscope::panels::inside {
namespace {

using explore_parts::Context;

/// Whom the newest dissection of one channel, or of the layer, asked about.
std::vector<std::string> questions_in(const model::UiModel& model, const char* view) {
  std::vector<std::string> questions;
  const auto& answer = model.result(model.view(view));
  if (!answer || answer->failure) return questions;
  for (const api::TableRow& row : answer->table)
    if (row.key == "question") questions.push_back(row.text);
  return questions;
}

}  // namespace

std::vector<Dependence> survey(const model::UiModel& model) {
  std::vector<Dependence> found;
  const InsideState& state = state_of(model);
  const auto& answer = model.result(model.view("inside/survey"));
  if (state.surveyed.empty() || !answer || answer->failure) return found;
  const std::vector<std::string> questions = questions_in(model, "inside/survey");
  const auto question = std::ranges::find(questions, state.surveyed);
  if (question == questions.end()) return found;
  const size_t place = explore::dissect_number::questions + static_cast<size_t>(question - questions.begin());
  for (const api::TableRow& row : answer->table)
    if (row.key == "channel" && place < row.numbers.size() && std::isfinite(row.numbers[place]))
      found.push_back({std::atoi(row.text.c_str()), row.numbers[place]});
  std::ranges::stable_sort(found, std::greater(), &Dependence::of_100);
  return found;
}

std::string survey_words(const ui::Ui& ui, const model::UiModel& model) {
  const InsideState& state = state_of(model);
  if (state.surveyed.empty()) return {};
  const api::View view = model.view("inside/survey");
  if (const auto& failure = model.failure(view)) return ui.tr.sentence(failure->what);
  const auto& answer = model.result(view);
  if (!answer) return ui.tr("measuring");
  if (!answer->complete)
    return fmt::format("{} ··· {} {} {}", ui.tr("measuring"), answer->progress.done, ui.tr("of"),
                       answer->progress.total);
  std::string words;
  const std::vector<Dependence> found = survey(model);
  for (size_t i = 0; i < std::min<size_t>(4, found.size()); ++i)
    if (found[i].of_100 >= 0.5)
      words +=
          fmt::format("{}c {} ({{b:{:.0f}}})", words.empty() ? "" : ", ", found[i].channel, found[i].of_100);
  if (words.empty()) words = ui.tr("none");
  return fmt::format("{} {}: {}", ui.tr(state.surveyed.c_str()), ui.tr("depends most on, lost of 100"),
                     words);
}

float draw_survey_choice(Context& context, ImVec2 right_top, float width) {
  ui::Ui& ui = context.ui;
  const std::vector<std::string> questions = questions_in(context.model, "inside/dissection");
  const auto& answer = context.model.result(context.model.view("inside/dissection"));
  if (questions.empty() && answer && (answer->complete || answer->failure)) return 0;  // nothing to ask about
  const std::string& surveyed = state_of(context.model).surveyed;
  std::vector<std::string> labels{ui.tr("which channels …")};
  for (const std::string& question : questions) labels.emplace_back(ui.tr(question.c_str()));
  const auto found = std::ranges::find(questions, surveyed);
  int choice = found == questions.end() ? 0 : 1 + static_cast<int>(found - questions.begin());
  ImGui::SetCursorScreenPos({right_top.x - width, right_top.y});
  if (ui::combo(
          ui, "explore/inside/survey", labels, choice, width,
          ui.tr("Switches every channel of this layer off in turn, and counts which of them an attribute "
                "depends on most.")))
    context.change([to = choice > 0 ? questions[static_cast<size_t>(choice - 1)]
                                    : std::string()](model::UiModel& model) { survey_for(model, to); });
  return width;
}

}  // namespace ganscope::panels::inside
