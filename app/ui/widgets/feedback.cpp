#include <algorithm>
#include <cmath>
#include <limits>

#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

constexpr double rest_s = 0.4;

/// The plate of a tooltip, over everything. A line after '\n' and the key are drawn in t3.
void draw_tooltip(const Ui& ui, std::string_view help, std::string_view key, ImVec2 item_min,
                  ImVec2 item_max) {
  const size_t cut = help.find('\n');
  const std::string_view sentence = help.substr(0, cut);
  std::string small(cut == std::string_view::npos ? std::string_view() : help.substr(cut + 1));
  if (!key.empty()) small += (small.empty() ? "" : " · ") + std::string(key);
  const float wrap = ui.px(24 * 15);
  const ImVec2 pad{ui.px(12), ui.px(8)};
  const ImVec2 first = wrapped_size(ui, Font::body, sentence, wrap),
               second = wrapped_size(ui, Font::caption, small, wrap);
  const float between = small.empty() || sentence.empty() ? 0 : ui.px(4);
  const ImVec2 size{std::ceil(std::max(first.x, second.x) + 2 * pad.x),
                    std::ceil(first.y + between + second.y + 2 * pad.y)};
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float edge = ui.px(8);
  ImVec2 at{item_min.x, item_max.y + ui.px(6)};
  if (item_max.x - item_min.x > ui.px(320)) at.x = ImGui::GetIO().MousePos.x;
  if (at.y + size.y > display.y - edge) at.y = item_min.y - ui.px(6) - size.y;
  at.x = std::floor(within(at.x, edge, std::max(edge, display.x - size.x - edge)));
  at.y = std::floor(std::max(at.y, edge));
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  const ImVec2 end{at.x + size.x, at.y + size.y};
  draw->AddRectFilled(at, end, ui.theme.bg2, ui.px(6));
  draw->AddRect(at, end, ui.theme.line2, ui.px(6), 0, std::max(1.0F, ui.px(1)));
  wrapped_text_at(ui, draw, {at.x + pad.x, at.y + pad.y}, Font::body, ui.theme.t1, sentence, wrap);
  wrapped_text_at(ui, draw, {at.x + pad.x, at.y + pad.y + first.y + between}, Font::caption, ui.theme.t3,
                  small, wrap);
}

}  // namespace

void hush_tooltip(const Ui& ui) {
  ui.items.interaction.rest = {ImGui::GetCurrentWindow()->ID, ImGui::GetItemRectMin(),
                               std::numeric_limits<double>::infinity(), ui.time_s};
}

void tooltip(const Ui& ui, std::string_view help, std::string_view key) {
  if (help.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
  Interaction::Rest& rest = ui.items.interaction.rest;
  const ImVec2 at = ImGui::GetItemRectMin();
  const ImGuiID window = ImGui::GetCurrentWindow()->ID;
  const bool same =
      rest.window == window && rest.at.x == at.x && rest.at.y == at.y && ui.time_s - rest.seen_s < 0.3;
  if (!same) rest = {window, at, ui.time_s, ui.time_s};
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) hush_tooltip(ui);
  rest.seen_s = ui.time_s;
  if (ui.time_s - rest.since_s >= rest_s) draw_tooltip(ui, help, key, at, ImGui::GetItemRectMax());
}

void progress_bar(Ui& ui, std::string_view name, double progress01, std::string_view words, bool cancellable,
                  bool& cancelled) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float cancel = cancellable ? ui.px(88) : 0;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float words_height = text_size(ui, Font::caption, "X").y;
  const float right = start.x + width - cancel - (cancellable ? ui.px(12) : 0);
  text_at(ui, draw, start, Font::caption, ui.theme.t2, fitted(ui, Font::caption, words, right - start.x));
  const float top = std::floor(start.y + words_height + ui.px(6)), bottom = top + ui.px(4);
  draw->AddRectFilled({start.x, top}, {right, bottom}, ui.theme.bg4, ui.px(2));
  if (progress01 >= 0) {
    const float share = static_cast<float>(within(progress01, 0.0, 1.0));
    if (share > 0)
      draw->AddRectFilled({start.x, top}, {start.x + std::max(ui.px(4), share * (right - start.x)), bottom},
                          ui.theme.t1, ui.px(2));
  } else {
    // Nobody knows how long: a dashed bar, which does not pretend to measure.
    for (float x = start.x; x < right; x += ui.px(12))
      draw->AddRectFilled({x, top}, {std::min(x + ui.px(6), right), bottom}, ui.theme.t3, ui.px(2));
  }
  ui.items.add(name, start, {right, bottom}, progress01);
  const float height = std::max(bottom - start.y, cancellable ? ui.px(28) : 0);
  if (cancellable) {
    ImGui::SetCursorScreenPos({start.x + width - cancel, start.y});
    cancelled = button(ui, std::string(name) + "/cancel",
                       {.label = ui.tr("Cancel"),
                        .width = cancel,
                        .height = ui.px(28),
                        .help = ui.tr("Gives up and goes back.")});
  }
  ImGui::SetCursorScreenPos(start);
  take_room({width, height});
}

}  // namespace ganscope::ui
