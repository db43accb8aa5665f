#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/samples/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::samples {
namespace {

constexpr float line_px = 20, gap_px = 6;

struct Line {
  const char* name;  ///< item
  std::string words;
  bool trouble = false;
};

std::string with_hint(const std::string& what, const std::string& hint) {
  return hint.empty() ? what : what + ". " + hint;
}

std::vector<Line> lines_of(const ui::Ui& ui, const model::UiModel& model) {
  std::vector<Line> lines;
  const api::Status& status = *model.status;
  if (!status.followed || status.phase == api::Phase::loading) return lines;
  const api::Followed& followed = *status.followed;
  using Source = api::Followed::Source;
  if (!followed.trouble.empty())
    lines.push_back(
        {"train/trouble", with_hint(ui.tr.sentence(followed.trouble), ui.tr.sentence(followed.hint)), true});
  if (const auto& failure = model.failure(model::view::grid)) {
    const Failure said = ui.tr.failure(*failure);
    lines.push_back({"train/not_drawn", with_hint(with_place(said), said.hint), true});
  }
  const auto& result = model.result(model::view::grid);
  if (result != nullptr && !result->unscored.empty())
    lines.push_back({"train/not_judged", ui.tr.sentence(result->unscored), true});
  if (followed.source == Source::events)
    lines.push_back(
        {"train/no_model", ui.tr("Event files hold no generator: nothing can be explored here.")});
  if (followed.source == Source::watch && status.data.count == 0 && model.has_samples())
    lines.push_back(
        {"train/unmeasured",
         ui.tr("Real pictures and measures: open it with --data folder:DIR on the command line.")});
  return lines;
}

}  // namespace

float followed_lines_height(const ui::Ui& ui, const model::UiModel& model) {
  const auto count = static_cast<float>(lines_of(ui, model).size());
  return count > 0 ? ui.px(gap_px + count * line_px) : 0;
}

void draw_followed_lines(ui::Ui& ui, const model::UiModel& model, const Area& area, float top) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (const Line& line : lines_of(ui, model)) {
    float x = area.min.x;
    if (line.trouble) {
      ui::draw_icon(draw, ui::Icon::warning, {x + ui.px(8), top + ui.px(line_px / 2)}, ui.px(14),
                    ui.theme.warn);
      x += ui.px(24);
    }
    const float room = std::max(1.0F, area.max.x - x);
    const ImVec2 min{x, top}, max{area.max.x, top + ui.px(line_px)};
    ui::text_at(ui, draw, min, ui::Font::body, line.trouble ? ui.theme.t1 : ui.theme.t3,
                ui::fitted(ui, ui::Font::body, line.words, room));
    ui.items.add(line.name, min, max, line.words);
    if (ImGui::IsMouseHoveringRect(min, max)) ui::tooltip(ui, line.words);
    top += ui.px(line_px);
  }
}

bool shows_sheet(const model::UiModel& model) {
  return model.status->followed && model.status->followed->pictures && !has_result(model) &&
         model.status->phase != api::Phase::loading;
}

void draw_sheet(ui::Ui& ui, const model::UiModel& model, const Area& area) {
  const api::LoggedPictures& sheet = *model.status->followed->pictures;
  if (sheet.width < 1 || sheet.height < 1) return;
  const float wide = area.max.x - area.min.x, tall = area.max.y - area.min.y;
  float factor = std::min(wide / static_cast<float>(sheet.width), tall / static_cast<float>(sheet.height));
  if (factor >= 1) factor = std::floor(factor);
  const ImVec2 max{area.min.x + std::max(1.0F, std::round(factor * static_cast<float>(sheet.width))),
                   area.min.y + std::max(1.0F, std::round(factor * static_cast<float>(sheet.height)))};
  ui::draw_picture(ImGui::GetWindowDrawList(), ui.atlases.logged, ui.atlases.smooth_logged, 0, area.min, max);
  ui.items.add("train/sheet", area.min, max, static_cast<double>(sheet.step));
}

}  // namespace ganscope::panels::samples
