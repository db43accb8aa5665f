#include "app/panels/option_control.h"

#include <algorithm>
#include <cmath>

#include "app/ui/widgets.h"
#include "core/base/saturated.h"

namespace ganscope::panels {
namespace {

double as_number(const config::Value& value) {
  if (const auto* whole = std::get_if<int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  const auto* real = std::get_if<double>(&value);
  return real != nullptr ? *real : 0;
}

/// `number` in the type that the option declares.
config::Value as_declared(const config::Option& option, double number) {
  if (std::holds_alternative<int64_t>(option.initial)) return saturated<int64_t>(number);
  if (std::holds_alternative<bool>(option.initial)) return number != 0;
  return number;
}

}  // namespace

config::Value value_of(const model::UiModel& model, const config::Option& option) {
  if (model.tuning && model.tuning->key == option.key) return as_declared(option, model.tuning->after);
  if (const auto tuned = model.tuned.find(option.key); tuned != model.tuned.end())
    return as_declared(option, tuned->second);
  const config::Settings& settings = model.experiment().settings;
  return settings.has(option.key) ? settings.at(option.key) : option.initial;
}

void option_control(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                    const config::Option& option, float width) {
  config::Value value = value_of(model, option);
  bool final = true;
  const std::string name = "experiment/" + option.key;
  const bool enabled = model.status->phase != api::Phase::loading;
  if (!ui::option_row(ui, name, option, value, width, &final, enabled)) return;
  if (option.tunable)
    actions(model::action::TuneOption{option.key, as_number(value), final});
  else if (final)
    actions(model::action::EditOption{option.key, value});
}

void row_label(const ui::Ui& ui, const char* words) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + (ui.px(32) - ui::text_size(ui, ui::Font::body, words).y) / 2;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, std::floor(y)}, ui::Font::body, ui.theme.t2, words);
}

std::string data_words(const ui::Ui& ui, const api::DataInfo& data) {
  std::string words;
  if (data.points) {
    words = std::string(ui.tr("points in")) + " " + std::to_string(data.dimensions) + "-D";
  } else if (data.width > 0) {
    words = std::to_string(data.width) + "×" + std::to_string(data.height) + " " +
            ui.tr(data.channels == 1 ? "grey" : "colour");
  }
  if (!data.label_names.empty())
    words += ", " + std::to_string(data.label_names.size()) + " " + ui.tr("labels");
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

}  // namespace ganscope::panels
