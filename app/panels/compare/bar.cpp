#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/model/translation.h"
#include "app/panels/compare/parts.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/plot_curves.h"

namespace ganscope::panels::compare {
namespace {

using ui::Font;

std::string count_words(const ui::Ui& ui, const model::UiModel& model) {
  if (const api::HeldOut* held = model::held_out(model, model::shown_direction(model)))
    return fmt::format(fmt::runtime(ui.tr("{} held-out pictures")), held->count);
  return fmt::format(fmt::runtime(ui.tr("{} latents")), ui::thousands(model.fixed_count()));
}

/// "Seed 7, Faces, 64 latents": what both have in common.
std::string common_words(const ui::Ui& ui, const model::UiModel& model) {
  if (of_moments(model)) {
    const std::string run = std::string(ui.tr("Two moments of one run")) + ": " + model.status->run;
    return run + ", " + count_words(ui, model);
  }
  const config::Settings& settings = model.status->experiment->settings;
  const bool one_seed =
      settings.has("seed") && model.second->status->experiment->settings.has("seed") &&
      settings.integer("seed") == model.second->status->experiment->settings.integer("seed");
  std::string words;
  if (one_seed) words = fmt::format("{} {{n:{}}}, ", ui.tr("Seed"), settings.integer("seed"));
  words += ui.tr(model.status->data.title.c_str());
  return words + ", " + count_words(ui, model);
}

/// A difference with both values on its plate. Returns its right edge; draws only where it ends before
/// `most`.
float draw_chip(ui::Ui& ui, const runs::Difference& difference, ImVec2 at, float height, float most) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string label = ui.tr(difference.label.c_str());
  const std::string a = difference.values[0].value_or("–"), b = difference.values[1].value_or("–");
  const float sample = ui.px(22), pad = ui.px(10), gap = ui.px(8);
  const auto wide = [&](Font font, const std::string& words) { return ui::text_size(ui, font, words).x; };
  const float width = 2 * pad + wide(Font::body, label) + 2 * sample + 5 * gap + wide(Font::strong, a) +
                      wide(Font::strong, b);
  if (at.x + width > most) return at.x;
  draw->AddRectFilled(at, {at.x + width, at.y + height}, ui.theme.bg3, ui.px(6));
  const float y = std::floor(at.y + height / 2), line = ui::text_size(ui, Font::body, "0").y;
  float x = at.x + pad;
  const auto put = [&](Font font, ImU32 colour, const std::string& words) {
    ui::text_at(ui, draw, {x, y - line / 2}, font, colour, words);
    x += wide(font, words);
  };
  put(Font::body, ui.theme.t2, label);
  x += 2 * gap;
  draw->AddRectFilled({x, y - ui.px(1)}, {x + sample, y + ui.px(1)}, ui.theme.t1);
  x += sample + gap;
  put(Font::strong, ui.theme.t1, a);
  x += gap;
  ui::draw_dashed(draw, {x, y}, {x + sample, y}, ui.theme.t1, ui.px(2), ui.px(6), ui.px(5));
  x += sample + gap;
  put(Font::strong, ui.theme.t1, b);
  ui.items.add("compare/difference/" + difference.key, at, {at.x + width, at.y + height}, a + " | " + b);
  return at.x + width;
}

void draw_menu(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const bool moments = of_moments(model);
  const bool kept = !moments && !model.status->folder.empty() && !model.second->status->folder.empty();
  const std::array lines{ui::MenuLine{ui.tr("Save the comparison"), "", kept},
                         ui::MenuLine{ui.tr("Explore A"), "2"}, ui::MenuLine{ui.tr("Explore B"), ""},
                         ui::MenuLine{ui.tr(moments ? "Show A alone" : "Keep A alone"), ""},
                         ui::MenuLine{ui.tr(moments ? "Show B alone" : "Keep B alone"), ""}};
  switch (
      ui::menu(ui, "compare/more", ui::Icon::more, lines, ui.tr("Save, explore one of them, and more."))) {
    case 0:
      return actions(model::action::SaveComparison{});
    case 1:
      return actions(model::action::SwitchWorkspace{model::Workspace::explore});
    case 2:
      actions(model::action::SwapRuns{});
      return actions(model::action::SwitchWorkspace{model::Workspace::explore});
    case 3:
      return actions(model::action::EndComparison{});
    case 4:
      actions(model::action::SwapRuns{});
      return actions(model::action::EndComparison{});
    default:
      return;
  }
}

}  // namespace

void draw_bar(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float height = ui.px(32), top = std::round(area.min.y + (area.height() - height) / 2) - 1;
  const float text_top = top + (height - ui::text_size(ui, Font::body, "0").y) / 2;
  // From the right: the menu, Swap, and one more change.
  float right = area.max.x - ui.px(16) - height;
  ImGui::SetCursorScreenPos({right, top});
  draw_menu(ui, model, actions);
  const auto button = [&](const char* name, const std::string& label, const char* help, const char* key,
                          ui::ButtonStyle style, bool plus) {
    const float width = ui::text_size(ui, Font::body, label).x + ui.px(plus ? 48 : 28);
    right -= width + ui.px(8);
    ImGui::SetCursorScreenPos({right, top});
    return ui::button(ui, name,
                      {.label = label,
                       .style = style,
                       .width = width,
                       .help = help,
                       .key = key,
                       .has_icon = plus,
                       .icon = ui::Icon::plus});
  };
  if (button(
          "compare/swap", ui.tr("Swap A and B"),
          ui.tr(of_moments(model) ? "The two moments change places." : "The second run becomes the first."),
          "X", ui::ButtonStyle::normal, false))
    actions(model::action::SwapRuns{});
  if (ui.compact && button("compare/flip", model.comparison.shows_second ? ui.tr("Show A") : ui.tr("Show B"),
                           ui.tr("Which of the two is drawn."), "B", ui::ButtonStyle::outline, false))
    actions(model::action::ShowSecond{!model.comparison.shows_second});
  if (!of_moments(model) && button("compare/change", ui.tr("Change one more"),
                                   ui.tr("Both begin again at step 0; B with one more thing changed."), "",
                                   ui::ButtonStyle::outline, true))
    ImGui::OpenPopup(change_popup);
  draw_change_list(ui, model, actions);
  float x = area.min.x + ui.px(16);
  const float limit = right - ui.px(16);
  if (!ui.compact) {
    x += ui::rich_text_at(ui, draw, {x, text_top}, Font::body, ui.theme.t2, common_words(ui, model)) +
         ui.px(16);
  }
  if (of_moments(model)) {
    const std::string words = moment_words(ui, model.moment) + " · " + name_of(ui, model, true);
    const ImVec2 size = ui::text_size(ui, Font::strong, words);
    if (x + size.x < limit) {
      ui::text_at(ui, draw, {x, text_top}, Font::strong, ui.theme.t1, words);
      ui.items.add("compare/moments", {x, top}, {x + size.x, top + height}, words);
    }
    return;
  }
  const auto& differences = model.comparison.differences;
  const char* lead = differences.rows.empty() ? ui.tr("They do not differ") : ui.tr("They differ in");
  const float lead_width = ui::text_size(ui, Font::body, lead).x;
  if (x + lead_width < limit) {
    ui::text_at(ui, draw, {x, text_top}, Font::body, ui.theme.t3, lead);
    x += lead_width + ui.px(10);
  }
  size_t shown = 0;
  for (const runs::Difference& difference : differences.rows) {
    const float end = draw_chip(ui, difference, {x, top}, height, limit - ui.px(60));
    if (end == x) break;
    x = end + ui.px(8);
    ++shown;
  }
  const std::string rest =
      shown < differences.rows.size()
          ? fmt::format(fmt::runtime(ui.tr("and {} more")), differences.rows.size() - shown)
          : fmt::format(fmt::runtime(ui.tr("the other {} settings are equal")), differences.equal);
  if (x + ui::text_size(ui, Font::body, rest).x < limit)
    ui::text_at(ui, draw, {x + ui.px(4), text_top}, Font::body, ui.theme.t3, rest);
}

}  // namespace ganscope::panels::compare
