#include <algorithm>
#include <cmath>

#include "app/panels/overlays/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {
namespace {

using ui::Font;
using ui::Ui;

/// "Drawing faces · 17,500 of 20,000 · 0:02 left"; the time once a tenth of a second has told the pace.
std::string progress_words(const Ui& ui, const model::UiModel& model, const Progress& progress) {
  const std::string what = ui.tr(progress.what.c_str());
  if (progress.total <= 0) return what;
  std::string words =
      what + " · " + ui::thousands(progress.done) + " " + ui.tr("of") + " " + ui::thousands(progress.total);
  const auto done = static_cast<double>(progress.done - model.long_work.done_then);
  const double passed_s = ui.time_s - model.long_work.since_s;
  if (done > 0 && passed_s > 0.1) {
    const double left_s = passed_s / done * static_cast<double>(progress.total - progress.done);
    words += " · " + ui::clock_text(std::ceil(left_s)) + " " + ui.tr("left");
  }
  return words;
}

}  // namespace

Frame middle_of(const Ui& ui, const model::UiModel& model) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const bool explore = model.scene() == model::Workspace::explore;
  // The samples say where they are; until they do, the design's own columns.
  if (const ui::ItemMap::Item* grid = ui.items.find("train/samples"); grid != nullptr && !explore)
    return {grid->min, grid->max};
  if (explore) return {{0, ui.px(48)}, {display.x, display.y - ui.px(64)}};
  if (ui.compact)
    return {{0, ui.px(48)}, {display.x - std::min(ui.px(482), display.x * 0.363F), display.y - ui.px(80)}};
  return {{ui.px(304), ui.px(48)}, {display.x - ui.px(482), display.y - ui.px(104)}};
}

void begin_plate(const Ui& ui, const char* id, ImVec2 min, ImVec2 size, bool takes_mouse) {
  ui::place_window(min, size);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.bg2);
  ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.line2);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(12)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, ui.px(1)));
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                           ImGuiWindowFlags_NoFocusOnAppearing;
  if (!takes_mouse) flags |= ImGuiWindowFlags_NoInputs;
  ImGui::Begin(id, nullptr, flags);
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor(2);
}

void end_plate() { ImGui::End(); }

void draw_progress(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const auto& progress = model.status->progress;
  const bool loading = model.status->phase == api::Phase::loading;
  if (!loading && !progress) return;
  const Frame frame = middle_of(ui, model);
  const float width = std::min(ui.px(460), frame.max.x - frame.min.x - ui.px(32));
  const float height = ui.px(64);
  const ImVec2 at{
      std::floor((frame.min.x + frame.max.x - width) / 2),
      std::floor(loading ? (frame.min.y + frame.max.y - height) / 2 : frame.max.y - height - ui.px(16))};
  begin_plate(ui, "overlay/progress", at, {width, height});
  ImGui::SetCursorScreenPos({at.x + ui.px(16), at.y + ui.px(17)});
  ImGui::PushClipRect(at, {at.x + width, at.y + height}, true);
  const Progress shown = progress.value_or(Progress{ui.tr("Loading"), 0, 0});
  const double share =
      shown.total > 0 ? static_cast<double>(shown.done) / static_cast<double>(shown.total) : -1;
  bool cancelled = false;
  ui::progress_bar(ui, "status/progress", share, progress_words(ui, model, shown), loading, cancelled);
  ImGui::PopClipRect();
  end_plate();
  if (cancelled) actions(model::action::Post{api::Cancel{}});
}

/// What went wrong stands where the picture is, with the ways out; nothing else is blocked.
void draw_trouble(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const api::Status& status = *model.status;
  const bool diverged = status.phase == api::Phase::diverged, failed = status.phase == api::Phase::failed;
  const bool idle = status.phase == api::Phase::idle && !model.wanted;
  if (!diverged && !failed && !idle) return;
  const Frame frame = middle_of(ui, model);
  const float width = std::min(ui.px(520), frame.max.x - frame.min.x - ui.px(32));
  const Failure failure = ui.tr.failure(status.failure.value_or(Failure{}));
  const std::string title = idle       ? ui.tr("Nothing is loaded.")
                            : diverged ? ui.tr("Training diverged")
                                       : ui.tr("It failed");
  std::string words = with_place(failure);
  if (idle) words = ui.tr("Choose what shall be learned; the cartoon faces are a good start.");
  const std::string& hint = failure.hint;
  const float wrap = width - ui.px(32);
  const auto height_of = [&](const std::string& text) {
    return text.empty() ? 0 : ui::wrapped_size(ui, Font::body, text, wrap).y * 1.14F + ui.px(8);
  };
  const float height = ui.px(16 + 28 + 32 + 20) + height_of(words) + height_of(hint);
  // Over pictures that were good it stands at their foot, over nothing in the middle.
  const ImVec2 at{
      std::floor((frame.min.x + frame.max.x - width) / 2),
      std::floor(diverged ? frame.max.y - height - ui.px(24) : (frame.min.y + frame.max.y - height) / 2)};
  begin_plate(ui, "overlay/trouble", at, {width, height});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  float x = at.x + ui.px(16);
  if (!idle) {
    ui::draw_icon(draw, ui::Icon::warning, {x + ui.px(9), at.y + ui.px(26)}, ui.px(18), ui.theme.warn);
    x += ui.px(28);
  }
  ui::text_at(ui, draw, {x, at.y + ui.px(16)}, Font::title, ui.theme.t1, title);
  ImGui::SetCursorScreenPos({at.x + ui.px(16), at.y + ui.px(46)});
  if (!words.empty()) ui::rich_text(ui, Font::body, ui.theme.t1, words, wrap);
  if (!hint.empty()) ui::rich_text(ui, Font::body, ui.theme.t2, hint, wrap);
  ui.items.add("status/failure", at, {at.x + width, at.y + height}, words);
  ImGui::SetCursorScreenPos({at.x + ui.px(16), at.y + height - ui.px(32 + 14)});
  if (idle) {
    if (ui::button(ui, "overlay/open_faces",
                   {.label = ui.tr("Open the faces"), .style = ui::ButtonStyle::primary}))
      actions(model::action::ChooseExperiment{"faces"});
    ImGui::SameLine();
    if (ui::button(ui, "overlay/open_other", {.label = ui.tr("Open…")}))
      actions(model::action::ShowSheet{"open"});
  } else if (diverged) {
    const auto& steps = model.history->steps;
    const int64_t good = steps.empty() ? 0 : steps.back();
    if (ui::button(ui, "overlay/last_good",
                   {.label = std::string(ui.tr("Back to step")) + " {n:" + ui::thousands(good) + "}",
                    .style = ui::ButtonStyle::primary,
                    .help = ui.tr("The newest moment that was still good. Lower a rate before you go on."),
                    .enabled = !steps.empty()}))
      actions(model::action::Post{api::Rewind{good}});
    ImGui::SameLine();
    if (ui::button(
            ui, "overlay/reset",
            {.label = ui.tr("Reset"), .help = ui.tr("Back to step 0 with exactly the same first weights.")}))
      actions(model::action::Post{api::Reset{}});
  } else {
    const bool again = !model.experiment().name.empty();
    if (again) {
      if (ui::button(ui, "overlay/try_again",
                     {.label = ui.tr("Try again"), .style = ui::ButtonStyle::primary}))
        actions(model::action::Post{api::Configure{model.experiment(), ""}});
      ImGui::SameLine();
    }
    if (ui::button(ui, "overlay/open_faces",
                   {.label = ui.tr("Open the faces"),
                    .style = again ? ui::ButtonStyle::normal : ui::ButtonStyle::primary}))
      actions(model::action::ChooseExperiment{"faces"});
    ImGui::SameLine();
    if (ui::button(ui, "overlay/open_other", {.label = ui.tr("Open…")}))
      actions(model::action::ShowSheet{"open"});
  }
  end_plate();
}

}  // namespace ganscope::panels::overlays
