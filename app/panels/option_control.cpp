#include "app/panels/option_control.h"

#include "app/ui/widgets.h"
#include "core/base/saturated.h"

namespace ganscope::panels {
double as_number(const config::Value& value) {
  if (const auto* whole = std::get_if<int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  const auto* real = std::get_if<double>(&value);
  return real != nullptr ? *real : 0;
}

config::Value as_declared(const config::Option& option, double number) {
  if (std::holds_alternative<int64_t>(option.initial)) return saturated<int64_t>(number);
  if (std::holds_alternative<bool>(option.initial)) return number != 0;
  return number;
}

config::Value value_of(const model::UiModel& model, const config::Option& option) {
  if (model.tuning && model.tuning->key == option.key) return as_declared(option, model.tuning->after);
  if (const auto tuned = model.tuned.find(option.key); tuned != model.tuned.end())
    return as_declared(option, tuned->second);
  const config::Settings& settings = model.experiment().settings;
  return settings.has(option.key) ? settings.at(option.key) : option.initial;
}

config::Option spoken(const ui::Ui& ui, const model::UiModel& model, const config::Option& option) {
  if (model.catalogue == nullptr) return option;
  return ui::spoken(ui, config::scope_of(*model.catalogue, model.experiment().settings), option);
}

void option_control(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                    const config::Option& option, float width) {
  config::Value value = value_of(model, option);
  bool final = true;
  const std::string name = "experiment/" + option.key;
  const bool enabled = model.status->phase != api::Phase::loading;
  const config::Option said = spoken(ui, model, option);
  if (!ui::option_row(ui, name, said, value, width, &final, enabled)) return;
  if (option.tunable)
    actions(model::action::TuneOption{option.key, as_number(value), final});
  else if (final)
    actions(model::action::EditOption{option.key, value});
}

void draw_hidden_line(ui::Ui& ui, std::string_view item, float width) {
  const std::string words = ui.tr("The lesson introduces the rest later");
  const ImVec2 at = ImGui::GetCursorScreenPos(), size = ui::wrapped_size(ui, ui::Font::caption, words, width);
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, ui.theme.t3, words, width);
  ui.items.add(item, at, {at.x + width, at.y + size.y}, words);
  ImGui::SetCursorScreenPos({at.x, at.y + size.y + ui.px(10)});
}

}  // namespace ganscope::panels
