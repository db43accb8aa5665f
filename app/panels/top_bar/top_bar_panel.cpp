#include "app/panels/top_bar/top_bar_panel.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

using ui::Font;
using ui::Ui;

/// Two rings that pass through each other: the two players.
void draw_logo(const Ui& ui, ImDrawList* draw, ImVec2 centre) {
  const float radius = ui.px(7.5F), apart = ui.px(5), width = ui.px(2.5F);
  constexpr float pi = 3.14159265F;
  const ImVec2 left{centre.x - apart, centre.y}, right{centre.x + apart, centre.y};
  draw->AddCircle(left, radius, ui.theme.g, 40, width);
  draw->AddCircle(right, radius, ui.theme.d, 40, width);
  // The orange ring comes back over the blue one where they cross below.
  draw->PathArcTo(left, radius, pi * 0.08F, pi * 0.5F, 16);
  draw->PathStroke(ui.theme.g, ImDrawFlags_None, width);
}

using Tab = model::WorkspaceRow;

float tab_width(const Ui& ui, const Tab& tab, int number) {
  const float words = ui::text_size(ui, Font::strong, ui.tr(tab.title)).x;  // as wide when chosen as when not
  const float digits = ui::text_size(ui, Font::mono_small, std::to_string(number)).x;
  return std::ceil(ui.px(12) + words + ui.px(9) + digits + ui.px(12));
}

/// One workspace: its name, and its key as a small number.
float draw_tab(Ui& ui, const model::UiModel& model, model::UiActions& actions, const Tab& tab, int number,
               ImVec2 at) {
  const bool chosen = model.workspace == tab.workspace;
  const bool available = tab.available;
  const std::string label = ui.tr(tab.title), key = std::to_string(number);
  const float pad = ui.px(12), digits = ui::text_size(ui, Font::mono_small, key).x;
  const float width = tab_width(ui, tab, number);
  ImGui::SetCursorScreenPos(at);
  const std::string name = std::string("bar/") + tab.key;
  const bool pressed = ui::button(ui, name,
                                  {.style = ui::ButtonStyle::quiet,
                                   .width = width,
                                   .help = ui.tr(tab.help),
                                   .key = available ? std::string_view(key) : std::string_view(),
                                   .enabled = available,
                                   .pressed = chosen});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Font font = chosen ? Font::strong : Font::body;
  const float alpha = available ? 1.0F : 0.45F;
  const float height = ui.px(32);
  const float y = at.y + (height - ui::text_size(ui, font, label).y) / 2;
  ui::text_at(ui, draw, {at.x + pad, y}, font, ui::faded(chosen ? ui.theme.t1 : ui.theme.t2, alpha), label);
  const float key_y = at.y + (height - ui::text_size(ui, Font::mono_small, key).y) / 2;
  ui::text_at(ui, draw, {at.x + width - pad - digits, key_y}, Font::mono_small, ui::faded(ui.theme.t3, alpha),
              key);
  if (pressed && !chosen) actions(model::action::SwitchWorkspace{tab.workspace});
  return width;
}

const char* phase_words(const api::Status& status) {
  if (status.followed && status.phase != api::Phase::loading)
    return status.followed->running ? "Followed" : "Ended";
  switch (status.phase) {
    case api::Phase::idle:
      return "Nothing loaded";
    case api::Phase::loading:
      return "Loading";
    case api::Phase::ready:
      return status.step == 0 ? "Ready" : "Paused";
    case api::Phase::running:
      return "Training";
    case api::Phase::diverged:
      return "Diverged";
    case api::Phase::failed:
      return "Failed";
  }
  return "";
}

void draw_phase_sign(const Ui& ui, ImDrawList* draw, api::Phase phase, ImVec2 centre) {
  const float radius = ui.px(5);
  switch (phase) {
    case api::Phase::running:
      draw->AddCircleFilled(centre, radius, ui.theme.good);
      return;
    case api::Phase::diverged:
    case api::Phase::failed:
      ui::draw_icon(draw, ui::Icon::warning, centre, ui.px(13), ui.theme.warn);
      return;
    case api::Phase::ready:
      draw->AddCircleFilled(centre, radius, ui.theme.t3);
      return;
    case api::Phase::idle:
    case api::Phase::loading:
      draw->AddCircle(centre, radius - ui.px(1), ui.theme.t3, 0, ui.px(1.5F));
      return;
  }
}

/// Lays words out from the right, each centred on the bar.
class RightToLeft {
 public:
  RightToLeft(const Ui& ui, ImVec2 right_middle) : ui_(ui), at_(right_middle) {}
  void skip(float px) { at_.x -= ui_.px(px); }
  [[nodiscard]] ImVec2 centre_of(float px) const { return {at_.x - ui_.px(px) / 2, at_.y}; }
  [[nodiscard]] float x() const { return at_.x; }
  void words(Font font, ImU32 colour, std::string_view words, const char* name = nullptr,
             std::string value = {}) {
    const ImVec2 size = ui::text_size(ui_, font, words);
    at_.x = std::floor(at_.x - size.x);
    const ImVec2 top{at_.x, std::floor(at_.y - size.y / 2 + 0.5F)};
    ui::text_at(ui_, ImGui::GetWindowDrawList(), top, font, colour, words);
    if (name != nullptr)
      ui_.items.add(name, top, {top.x + size.x, top.y + size.y}, value.empty() ? std::string(words) : value);
  }

 private:
  const Ui& ui_;
  ImVec2 at_;
};

void draw_right_end(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 middle,
                    float left_limit) {
  const api::Status& status = *model.status;
  const float button = 28;
  RightToLeft row(ui, {middle.x + ui.px(6), middle.y});
  const auto icon = [&](const char* name, ui::Icon what, const char* help, const char* key) {
    row.skip(button);
    ImGui::SetCursorScreenPos({row.x(), middle.y - ui.px(button) / 2});
    const bool pressed = ui::icon_button(ui, name, what, help, key);
    row.skip(2);
    return pressed;
  };
  if (icon("bar/help", ui::Icon::help, ui.tr("Keys, and what is what."), "F1"))
    actions(model::action::ShowSheet{"help", model.open_sheet != "help"});
  if (icon("bar/theme", ui::Icon::theme, ui.tr(model.dark ? "Light colours." : "Dark colours."), ""))
    actions(model::action::SetTheme{!model.dark});
  if (icon("bar/settings", ui::Icon::settings, ui.tr("Language and size of type."), ""))
    actions(model::action::ShowSheet{"settings", model.open_sheet != "settings"});
  if (icon("bar/log", ui::Icon::log, ui.tr("What the program has said so far."), ""))
    actions(model::action::ShowSheet{"log", model.open_sheet != "log"});
  row.skip(10);
  if (!status.device.empty()) {
    const std::string threads =
        std::to_string(status.threads) + " " + ui.tr(status.threads == 1 ? "thread" : "threads");
    const std::string words = status.device + ", " + threads;
    if (row.x() - ui::text_size(ui, Font::caption, words).x - ui.px(220) > left_limit) {
      row.words(Font::caption, ui.theme.t3, words, "status/device");
      row.skip(16);
    }
  }
  const float phase_width = ui::text_size(ui, Font::body, ui.tr(phase_words(status))).x + ui.px(8 + 10);
  const float run_width = ui::text_size(ui, Font::mono_small, status.run).x + ui.px(ui.compact ? 10 : 16);
  if (!status.run.empty() && row.x() - run_width - phase_width > left_limit) {
    row.words(Font::mono_small, ui.theme.t2, status.run, "status/run");
    if (!ui.compact) {
      row.skip(8);
      row.words(Font::body, ui.theme.t3, ui.tr("run"));
    }
    row.skip(ui.compact ? 10 : 16);
  }
  // In the least window the sign alone has to do.
  const bool in_words = row.x() - phase_width > left_limit;
  row.words(Font::body, ui.theme.t1, in_words ? ui.tr(phase_words(status)) : "", "status/phase",
            api::phase_name(status.phase, status.step));
  row.skip(in_words ? 8 : 0);
  draw_phase_sign(ui, ImGui::GetWindowDrawList(), status.phase, row.centre_of(10));
}

void draw_top_bar(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float middle = origin.y + std::floor(size.y / 2);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw_logo(ui, draw, {origin.x + ui.px(29), middle});
  // What a narrow window has no room for goes: first the tabs that only promise something, then the name.
  const std::span<const Tab> tabs = model::workspaces();
  float all = 0, usable = 0;
  for (size_t i = 0; i < tabs.size(); ++i) {
    const float width = tab_width(ui, tabs[i], static_cast<int>(i) + 1) + ui.px(4);
    all += width;
    if (tabs[i].available) usable += width;
  }
  const float beside =
      ui.px(4 * 30 + 10 + 16 + 18 + 8) + ui::text_size(ui, Font::body, ui.tr(phase_words(*model.status))).x;
  const float tabs_at = ui.px(ui.compact ? 176 : 304);
  const bool promises = tabs_at + all + beside <= size.x, named = tabs_at + usable + beside <= size.x;
  if (named) {
    const ImVec2 name = ui::text_size(ui, Font::title, "ganscope");
    ui::text_at(ui, draw, {origin.x + ui.px(52), std::floor(middle - name.y / 2)}, Font::title, ui.theme.t1,
                "ganscope");
  }
  float x = origin.x + (named ? tabs_at : ui.px(52));
  for (size_t i = 0; i < tabs.size(); ++i)
    if (promises || tabs[i].available)
      x += draw_tab(ui, model, actions, tabs[i], static_cast<int>(i) + 1, {x, middle - ui.px(16)}) + ui.px(4);
  draw_right_end(ui, model, actions, {origin.x + size.x - ui.px(16), middle}, x);
}

}  // namespace

std::vector<Panel> top_bar_panels() {
  return {{"top_bar", Region::top_bar, [](const model::UiModel&) { return true; }, draw_top_bar}};
}

}  // namespace ganscope::panels
