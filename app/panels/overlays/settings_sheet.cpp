#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/overlays/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {
namespace {

using ui::Font;
using ui::Ui;

/// What a setting is called, at the cursor; its control then stands at a column of its own.
void begin_setting(const Ui& ui, ImVec2 at, float column, const char* label) {
  const float y = std::floor(at.y + (ui.px(32) - ui::text_size(ui, Font::body, label).y) / 2);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, y}, Font::body, ui.theme.t2, label);
  ImGui::SetCursorScreenPos({at.x + column, at.y});
}

}  // namespace

void draw_settings(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::max(1.0F, std::min(ui.px(460), display.x - ui.px(48)));
  const float height = ui.px(16 + 36 + 3 * 44 + 26);
  const ImVec2 min{std::floor((display.x - width) / 2), std::floor((display.y - height) / 2)};
  bool open = true;
  ui::begin_sheet(ui, "settings",
                  {.title = ui.tr("Settings"), .min = min, .max = {min.x + width, min.y + height}}, open);
  ImVec2 at = ImGui::GetCursorScreenPos();
  const float column = ui.px(130);

  begin_setting(ui, at, column, ui.tr("Language"));
  constexpr std::array keys{"en", "zh"};
  const std::array<std::string, 2> names{"English", "简体中文"};
  int language = ui.tr.language() == "zh" ? 1 : 0;
  if (ui::segmented(ui, "settings/language", names, language, ui.tr("Of everything that is written here.")))
    actions(model::action::SetLanguage{keys[static_cast<size_t>(language)]});

  at.y += ui.px(44);
  begin_setting(ui, at, column, ui.tr("Size of type"));
  int64_t px = model.preferences.type_px;
  if (ui::stepper(
          ui, "settings/type", model::least_type_px, model::most_type_px, px, ui.px(130),
          ui.tr("Of the body text, in pixels; everything else grows with it. Ctrl with +, − or 0 in any "
                "place.")))
    actions(model::action::SetTypeSize{static_cast<int>(px)});

  at.y += ui.px(44);
  begin_setting(ui, at, column, ui.tr("Colours"));
  const std::array<std::string, 2> themes{ui.tr("Dark"), ui.tr("Light")};
  int theme = model.dark ? 0 : 1;
  if (ui::segmented(ui, "settings/theme", themes, theme, ui.tr("Either is safe for the colour-blind.")))
    actions(model::action::SetTheme{theme == 0});

  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, std::floor(at.y + ui.px(44))}, Font::caption,
              ui.theme.t3, ui.tr("Kept for the next start. Training goes on meanwhile."));
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"settings", false});
}

}  // namespace ganscope::panels::overlays
