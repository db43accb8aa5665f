#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/text/player_words.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"
#include "core/base/saturated.h"

namespace ganscope::ui {
namespace {

/// The title with its players coloured; a translated one carries its own marks.
std::string marked_title(const Ui& ui, const config::Option& option) {
  const std::string title = ui.tr(option.title.c_str());
  return title.find('{') != std::string::npos ? title : marked_words(title);
}

/// What a choice is called: translated, by its own spelling, or its key as words.
std::string choice_label(const Ui& ui, const std::string& choice) {
  if (const std::string translated = ui.tr(choice.c_str()); translated != choice) return translated;
  constexpr std::pair<std::string_view, std::string_view> spelled[] = {
      {"relu", "ReLU"}, {"leaky_relu", "Leaky ReLU"}, {"elu", "ELU"},        {"tanh", "tanh"},
      {"sgd", "SGD"},   {"rmsprop", "RMSprop"},       {"pytorch", "PyTorch"}};
  for (const auto& [key, label] : spelled)
    if (key == choice) return std::string(label);
  std::string words = choice;
  std::ranges::replace(words, '_', ' ');
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string range_words(const Ui& ui, const config::Option& option) {
  std::string words = option.unit;
  const bool number =
      std::holds_alternative<double>(option.initial) || std::holds_alternative<int64_t>(option.initial);
  if (number && std::isfinite(option.min) && std::isfinite(option.max)) {
    const auto side = [&](double value) {
      const bool whole = std::holds_alternative<int64_t>(option.initial);
      return with_minus(whole ? thousands(saturated<int64_t>(value)) : number_text(value));
    };
    if (!words.empty()) words += " · ";
    words += side(option.min) + " – " + side(option.max);
  }
  if (!words.empty()) words += " · ";
  std::string initial = config::to_text(option.initial);
  initial = option.choices.empty() ? with_minus(initial) : choice_label(ui, initial);
  return words + ui.tr("default") + " " + initial;
}

/// A control of `width` at the cursor. Numbers without both bounds, and texts, are typed.
bool typed_value(Ui& ui, std::string_view name, const config::Option& option, config::Value& value,
                 float width, bool enabled, const std::string& help) {
  const bool number = !std::holds_alternative<std::string>(option.initial);
  std::string typed;
  const std::string shown =
      std::holds_alternative<double>(value) ? number_text(std::get<double>(value)) : config::to_text(value);
  const FieldSpec spec{
      .size = {width, ui.px(32)}, .right_aligned = number, .mono = true, .enabled = enabled, .help = help};
  if (!edit_field(ui, name, shown, spec, typed)) return false;
  if (number) typed = typed_number(typed);
  Expected<config::Value> parsed = config::parse(option, typed);
  if (!parsed || *parsed == value) return false;
  value = std::move(*parsed);
  return true;
}

bool choice_value(Ui& ui, std::string_view name, const config::Option& option, config::Value& value,
                  float width, const std::string& help) {
  const auto& choices = option.choices;
  const auto* current = std::get_if<std::string>(&value);
  const auto found = current == nullptr ? choices.end() : std::find(choices.begin(), choices.end(), *current);
  int index = found == choices.end() ? -1 : static_cast<int>(found - choices.begin());
  std::vector<std::string> labels;
  for (const std::string& choice : choices) labels.push_back(choice_label(ui, choice));
  const bool changed = combo(ui, name, labels, index, width, help);
  if (changed) value = choices[static_cast<size_t>(index)];
  // The map tells the value as a script or a file writes it, whatever the language.
  if (const ItemMap::Item* item = ui.items.find(name); item != nullptr && index >= 0)
    ui.items.add(name, item->min, item->max, choices[static_cast<size_t>(index)]);
  return changed;
}

bool slides(const config::Option& option) {
  return std::holds_alternative<double>(option.initial) && std::isfinite(option.min) &&
         std::isfinite(option.max) && (option.tunable || option.max - option.min <= 1000);
}

bool steps(const config::Option& option) {
  return std::holds_alternative<int64_t>(option.initial) && option.max - option.min <= 64;
}

double as_double(const config::Value& value) {
  if (const auto* whole = std::get_if<int64_t>(&value)) return static_cast<double>(*whole);
  const auto* real = std::get_if<double>(&value);
  return real != nullptr ? *real : 0;
}

bool slider_value(Ui& ui, std::string_view name, const config::Option& option, config::Value& value,
                  float width, bool* final, const std::string& help) {
  double number = as_double(value);
  const SliderSpec spec{.min = option.min,
                        .max = option.max,
                        .initial = as_double(option.initial),
                        .logarithmic = option.logarithmic,
                        .player = option.player,
                        .signed_fill = option.min < 0 && option.max > 0,
                        .width = width,
                        .help = help};
  if (!slider(ui, name, spec, number, final)) return false;
  value = number;
  return true;
}

bool control(Ui& ui, std::string_view name, const config::Option& option, config::Value& value, float width,
             bool enabled, const std::string& help) {
  if (!enabled) return typed_value(ui, name, option, value, width, false, help), false;
  if (std::holds_alternative<bool>(option.initial)) {
    ImGui::SetCursorScreenPos(
        {ImGui::GetCursorScreenPos().x + width - ui.px(32), ImGui::GetCursorScreenPos().y + ui.px(7)});
    bool on = std::get<bool>(value);
    if (!toggle(ui, name, on, help)) return false;
    value = on;
    return true;
  }
  if (!option.choices.empty()) return choice_value(ui, name, option, value, width, help);
  if (steps(option)) {
    const float own = std::min(width, ui.px(120));
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x + width - own, ImGui::GetCursorScreenPos().y});
    int64_t number = static_cast<int64_t>(as_double(value));
    const auto min = static_cast<int64_t>(option.min), max = static_cast<int64_t>(option.max);
    if (!stepper(ui, name, min, max, number, own, help)) return false;
    value = number;
    return true;
  }
  return typed_value(ui, name, option, value, width, true, help);
}

}  // namespace

config::Option spoken(const Ui& ui, const config::Scope& scope, config::Option option) {
  if (scope.generator.empty()) return option;
  const text::PlayerWords words{ui.tr(scope.generator.c_str()), ui.tr(scope.discriminator.c_str())};
  option.title = text::with_players(ui.tr(option.title.c_str()), words, ui.tr.language());
  option.help = text::with_players(ui.tr(option.help.c_str()), words, ui.tr.language());
  return option;
}

bool option_row(Ui& ui, std::string_view name, const config::Option& option, config::Value& value,
                float width, bool* final, bool enabled) {
  if (final != nullptr) *final = true;
  if (width <= 0) width = ImGui::GetContentRegionAvail().x;
  const std::string title = marked_title(ui, option);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  // Read only under the pointer, and dear to put together for every row in every frame.
  const bool read = ImGui::IsMouseHoveringRect(start, {start.x + width, start.y + ui.px(64)});
  const std::string help =
      read ? std::string(ui.tr(option.help.c_str())) + "\n" + range_words(ui, option) : std::string();
  const ImU32 colour = faded(ui.theme.t2, enabled ? 1.0F : 0.45F);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float label = rich_text_width(ui, Font::body, title);
  const float column =
      ui.px(width > ui.px(380) ? 208 : 115);  // so wide that all controls of a sheet begin in line
  const bool slide = slides(option) && enabled;
  bool changed = false;
  float height = ui.px(32);
  if (slide && label > column - ui.px(19)) {
    // A long name stands above its slider.
    rich_text_at(ui, draw, start, Font::body, colour, title);
    const float below = ui.px(22);
    ImGui::SetCursorScreenPos({start.x, start.y + below});
    changed = slider_value(ui, name, option, value, width, final, help);
    height = below + ui.px(28);
  } else {
    const float y = centred_y(ui, Font::body, start.y, start.y + height);
    const float left = std::max(column, std::min(label + ui.px(12), width - ui.px(96)));
    rich_text_at(ui, draw, {start.x, y}, Font::body, colour, title);
    ImGui::SetCursorScreenPos({start.x + left, start.y + (slide ? ui.px(2) : 0)});
    changed = slide ? slider_value(ui, name, option, value, width - left, final, help)
                    : control(ui, name, option, value, width - left, enabled, help);
  }
  ImGui::SetCursorScreenPos(start);
  take_room({width, height});
  return changed;
}

}  // namespace ganscope::ui
