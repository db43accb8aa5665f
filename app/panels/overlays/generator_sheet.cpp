#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <string>

#include "app/panels/overlays/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {
namespace {

using ui::Font;
using ui::Ui;

constexpr int largest_latent = 16384;

/// A whole number from 1 to the largest; 0: it is none.
int size_of(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && value >= 1 && value <= largest_latent ? value : 0;
}

struct Words {
  std::string title, first, second;
};

Words words_of(const Ui& ui, const model::GeneratorQuestion& question) {
  if (question.trusted)
    return {ui.tr("How many numbers has a latent?"), ui.tr.sentence(question.words),
            ui.tr("Who made the generator knows; 64, 100, 128 and 512 are usual, and were tried.")};
  return {ui.tr("Run this program?"),
          ui.tr("A .pt file is a program: it can do anything that you can do. Open it only if you know where "
                "it comes from."),
          ui.tr("Nothing of it has been read yet.")};
}

}  // namespace

void draw_generator(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const model::GeneratorQuestion& question = model.generator;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const Words words = words_of(ui, question);
  const float width = std::max(1.0F, std::min(ui.px(520), display.x - ui.px(48)));
  const float wrap = std::max(1.0F, width - ui.px(40));
  const auto height_of = [&](const std::string& text) {
    return std::ceil(ui::wrapped_size(ui, Font::body, text, wrap).y * 1.15F) + ui.px(8);
  };
  const std::string file = std::filesystem::path(question.path).filename().string();
  const float height = ui.px(16 + 36 + 24 + 16 + 32 + 20) + height_of(words.first) + height_of(words.second);
  const ImVec2 min{std::floor((display.x - width) / 2), std::floor((display.y - height) / 2)};
  bool open = true;
  ui::begin_sheet(ui, "generator", {.title = words.title, .min = min, .max = {min.x + width, min.y + height}},
                  open);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::text_at(ui, ImGui::GetWindowDrawList(), at, Font::mono_small, ui.theme.t2,
              ui::fitted(ui, Font::mono_small, file, wrap));
  ui.items.add("generator/file", at, {at.x + wrap, at.y + ui.px(18)}, question.path);
  float y = at.y + ui.px(24);
  for (const std::string* line : {&words.first, &words.second}) {
    ImGui::SetCursorScreenPos({at.x, y});
    ui::rich_text(ui, Font::body, line == &words.first ? ui.theme.t1 : ui.theme.t2, *line, wrap);
    y += height_of(*line);
  }
  ui.items.add("generator/words", {at.x, at.y + ui.px(24)}, {at.x + wrap, y}, ui::plain_words(words.first));
  const float foot = min.y + height - ui.px(16 + 32);
  int size = 0;
  if (question.trusted) {
    ImGui::SetCursorScreenPos({at.x, foot});
    std::string typed;
    if (ui::path_field(ui, "generator/latent", typed, ui.px(150), ui.tr("Type the number, then Enter."),
                       ui.tr("for example 100")))
      size = size_of(typed);
  }
  // The safe answer is the one that Enter and the eye meet first.
  const float cancel_width = ui::rich_text_width(ui, Font::strong, ui.tr("Cancel")) + ui.px(28);
  const float open_width = ui::rich_text_width(ui, Font::strong, ui.tr("Run and open it")) + ui.px(28);
  ImGui::SetCursorScreenPos({at.x + wrap - cancel_width, foot});
  if (ui::button(ui, "generator/cancel",
                 {.label = ui.tr("Cancel"),
                  .style = ui::ButtonStyle::primary,
                  .width = cancel_width,
                  .help = ui.tr("Leaves everything as it is."),
                  .key = ui.tr("Esc")}))
    open = false;
  bool run = size > 0;
  if (!question.trusted) {
    ImGui::SetCursorScreenPos({at.x + wrap - cancel_width - ui.px(8) - open_width, foot});
    run = ui::button(ui, "generator/open",
                     {.label = ui.tr("Run and open it"),
                      .width = open_width,
                      .help = ui.tr("It is tried in a process of its own first, so that one that hangs or "
                                    "crashes takes nothing with it.")});
  }
  ui::end_sheet();
  if (run)
    actions(model::action::OpenGenerator{question.path, size});
  else if (!open)
    actions(model::action::ShowSheet{"generator", false});
}

}  // namespace ganscope::panels::overlays
