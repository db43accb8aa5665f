#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/explore/mine/mine_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::mine {
namespace {

using explore_parts::Context;
using State = OwnPicture::State;

/// From a little below the best to the highest of the later part, so that the beginning does not flatten it.
struct Scale {
  double low = 0, high = 1;
};
Scale scale_of(const OwnPicture& picture) {
  const auto& now = picture.curve_now;
  const auto low = static_cast<double>(picture.curve_best.back());
  const auto early = std::min<size_t>(now.size() - 1, 8);
  const auto high =
      static_cast<double>(*std::max_element(now.begin() + static_cast<std::ptrdiff_t>(early), now.end()));
  const double span = std::max(high - low, 1e-4);
  return {std::max(0.0, low - 0.1 * span), high + 0.1 * span};
}

void draw_curve(Context& context, const OwnPicture& picture, int64_t steps, ImVec2 min, ImVec2 max) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg0, ui.px(4));
  if (picture.curve_now.size() < 2) return;
  const Scale scale = scale_of(picture);
  const float left = min.x + ui.px(58), right = max.x - ui.px(96), top = min.y + ui.px(8),
              bottom = max.y - ui.px(22);
  const auto total = static_cast<float>(std::max<int64_t>(steps, 1));
  const auto x_of = [&](float step) { return left + (right - left) * std::min(step / total, 1.0F); };
  const auto y_of = [&](double value) {
    const double share = ui::within((value - scale.low) / (scale.high - scale.low), 0.0, 1.0);
    return bottom - static_cast<float>(share) * (bottom - top);
  };
  const auto label = [&](ImVec2 at, const std::string& words, ImU32 colour) {
    ui::text_at(ui, draw, at, ui::Font::mono_small, colour, words);
  };
  const float letter = ui::text_size(ui, ui::Font::mono_small, "0").y;
  for (const double value : {scale.high, scale.low}) {
    draw->AddLine({left, y_of(value)}, {right, y_of(value)}, ui.theme.line, std::max(1.0F, ui.px(1)));
    label({min.x + ui.px(4), y_of(value) - letter / 2}, fmt::format("{:.4f}", value), ui.theme.t3);
  }
  label({left, bottom + ui.px(4)}, "1", ui.theme.t3);
  const std::string last = std::to_string(steps);
  label({right - ui::text_size(ui, ui::Font::mono_small, last).x, bottom + ui.px(4)}, last, ui.theme.t3);
  std::vector<ImVec2> points;
  for (size_t i = 0; i < picture.curve_now.size(); ++i)
    points.push_back({x_of(picture.curve_step[i]), y_of(static_cast<double>(picture.curve_now[i]))});
  draw->AddPolyline(points.data(), static_cast<int>(points.size()), ui.theme.g, 0, ui.px(2));
  const float best = y_of(picture.distance);
  for (float x = left; x < right; x += ui.px(8))
    draw->AddLine({x, best}, {std::min(x + ui.px(4), right), best}, ui.theme.t1, std::max(1.0F, ui.px(1)));
  label({right + ui.px(6), best - letter / 2}, fmt::format("{} {:.4f}", ui.tr("best"), picture.distance),
        ui.theme.t1);
}

std::string words_of(const Context& context, const Mine& mine, const OwnPicture& picture) {
  const ui::Ui& ui = context.ui;
  switch (picture.state) {
    case State::waiting:
      return ui.tr("waits for its turn");
    case State::refining:
      return mine.left_s < 0 ? std::string(ui.tr("looking for where to begin"))
                             : fmt::format("{:.1f} s {}", mine.left_s, ui.tr("left"));
    case State::failed:
      return ui.tr.sentence(picture.failure.what);
    case State::done:
      break;
  }
  if (has_moved(context.model, picture)) return ui.tr("the model has moved: refine again");
  return fmt::format("{} {} {}", picture.curve_now.size(), ui.tr("steps of Adam, at step"),
                     ui::thousands(picture.step));
}

}  // namespace

void draw_refinement(Context& context, const OwnPicture& picture, ImVec2 min, float width, float height) {
  ui::Ui& ui = context.ui;
  const Mine& mine = model::tool_state<Mine>(context.model);
  const bool going = picture.state == State::refining;
  const char* again = ui.tr("Refine again");
  const float button = ui::text_size(ui, ui::Font::body, again).x + ui.px(28);
  explore_parts::draw_title(context, min, ui.tr("Refine"), going ? "" : words_of(context, mine, picture),
                            width - (going ? 0 : button + ui.px(8)));
  float y = min.y + ui.px(36);
  if (going) {
    ImGui::SetCursorScreenPos({min.x + ui.px(70), min.y});
    ui::begin_child("explore/mine/progress", {width - ui.px(70), ui.px(34)}, ImGuiWindowFlags_NoBackground);
    bool cancelled = false;
    const double share = mine.progress.total > 0 ? static_cast<double>(mine.progress.done) /
                                                       static_cast<double>(mine.progress.total)
                                                 : -1;
    ui::progress_bar(ui, "explore/mine/progress", share, words_of(context, mine, picture), true, cancelled);
    ImGui::EndChild();
    if (cancelled) context.change([](model::UiModel& model) { cancel(model); });
  } else if (picture.state != State::waiting) {
    ImGui::SetCursorScreenPos({min.x + width - button, min.y});
    if (ui::button(ui, "explore/mine/again",
                   {.label = again,
                    .width = button,
                    .help = ui.tr("With the model as it is shown now; the encoder learns it anew, too.")}))
      context.change([id = picture.id](model::UiModel& model) { refine_again(model, id); });
  }
  const float room = min.y + height - y;
  if (room < ui.px(56)) return;
  const float tall = std::min(room, ui.px(112));
  draw_curve(context, picture, going ? mine.progress.total : static_cast<int64_t>(picture.curve_now.size()),
             {min.x, y}, {min.x + width, y + tall});
}

}  // namespace ganscope::panels::mine
