#include "tests/panels/support/panel_stage.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "app/panels/explore/explore_panel.h"
#include "app/ui/imgui_compat.h"

namespace ganscope::testing {
namespace {

namespace compat = ui::compat;

struct Area {
  ImVec2 min, max;
};

/// The design's columns, px at scale 1 (ui.md, Layout).
Area area_of(panels::Region region, ImVec2 size, float scale, bool compact, bool explore) {
  const auto px = [&](float units) { return std::round(units * scale); };
  const float bar = px(48), bottom = size.y - px(explore ? 64 : compact ? 80 : 104);
  const float left = compact ? 0 : px(304),
              right = size.x - (compact ? std::round(size.x * 0.3633F) : px(482));
  const float buttons = compact ? px(264) : px(304), rates = compact ? size.x - px(232) : right;
  using panels::Region;
  switch (region) {
    case Region::top_bar:
      return {{0, 0}, {size.x, bar}};
    case Region::left:
      return {{0, bar}, {left, bottom}};
    case Region::middle:
      return {{left, bar}, {right, bottom}};
    case Region::right:
      return {{right, bar}, {size.x, bottom}};
    case Region::transport_left:
      return {{0, bottom}, {buttons, size.y}};
    case Region::transport_middle:
      return {{buttons, bottom}, {explore ? size.x : rates, size.y}};
    case Region::transport_right:
      return {{rates, bottom}, {size.x, size.y}};
    case Region::whole:
      return {{0, bar}, {size.x, bottom}};
    case Region::overlay:
      break;
  }
  return {{0, 0}, size};
}

constexpr ImGuiWindowFlags ground = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;

}  // namespace

PanelStage::PanelStage(ImVec2 size, float scale, const std::string& language) : size_(size), scale_(scale) {
  for (const model::View& view : panels::all_views()) model.views.push_back(view);
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = size;
  io.DeltaTime = 1.0F / 60;
  io.MouseDoubleClickTime = 0.3F;
  compat::prepare_keys(io);
  compat::feed_mouse_position(io, {-1000, -1000});
  strings_ = ui::Strings::load(language).value();
  static_cast<void>(fonts_.load(scale, strings_.all_texts()));
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
}

PanelStage::~PanelStage() { ImGui::DestroyContext(); }

void PanelStage::draw_frame() {
  ui::apply_style(model.dark ? ui::dark_theme() : ui::light_theme(), scale_);
  items.clear();
  time_s += 1.0 / 60;
  ImGui::NewFrame();
  ui::Ui ui{.theme = model.dark ? ui::dark_theme() : ui::light_theme(),
            .fonts = fonts_,
            .tr = strings_,
            .atlases = atlases,
            .items = items};
  ui.scale = scale_;
  ui.compact = size_.x / scale_ < 1400 || size_.y / scale_ < 800;
  ui.time_s = time_s;
  const bool explore = model.workspace == model::Workspace::explore;
  model::UiActions actions;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size_);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::Begin("stage", nullptr, ground);
  ImGui::PopStyleVar();
  const Area left = area_of(panels::Region::transport_left, size_, scale_, ui.compact, explore);
  ImGui::GetWindowDrawList()->AddRectFilled({0, left.min.y}, size_, ui.theme.bg2);
  const auto alone = [&](panels::Region region) {
    return std::ranges::any_of(panels::all_panels(), [&](const panels::Panel& panel) {
      return panel.alone && panel.region == region && panel.visible(model);
    });
  };
  for (const panels::Panel& panel : panels::all_panels()) {
    if (!shown_.empty() && std::find(shown_.begin(), shown_.end(), panel.key) == shown_.end()) continue;
    if (!panel.visible(model) || (alone(panel.region) && !panel.alone)) continue;
    const Area area = area_of(panel.region, size_, scale_, ui.compact, explore);
    if (area.max.x <= area.min.x || area.max.y <= area.min.y) continue;
    ImGui::PushID(panel.key);
    if (panel.region == panels::Region::overlay) {
      panel.draw(ui, model, actions);
    } else {
      ImGui::SetCursorScreenPos(area.min);
      ImGui::BeginChild("region", {area.max.x - area.min.x, area.max.y - area.min.y}, false,
                        ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar |
                            ImGuiWindowFlags_NoScrollWithMouse);
      panel.draw(ui, model, actions);
      ImGui::EndChild();
    }
    ImGui::PopID();
  }
  ImGui::End();
  ImGui::Render();
  for (model::Action& action : actions.take()) asked.push_back(std::move(action));
}

void PanelStage::show(const std::vector<std::string>& panels, int count) {
  shown_ = panels;
  frames(count);
}

void PanelStage::frames(int count) {
  for (int i = 0; i < count; ++i) draw_frame();
}

const ui::ItemMap::Item& PanelStage::item(const std::string& name) const {
  const ui::ItemMap::Item* found = items.find(name);
  if (found == nullptr) throw std::runtime_error("there is no item " + name + " on the stage");
  return *found;
}

ImVec2 PanelStage::at(const std::string& name, float x01, float y01) const {
  const ui::ItemMap::Item& found = item(name);
  return {found.min.x + (found.max.x - found.min.x) * x01, found.min.y + (found.max.y - found.min.y) * y01};
}

void PanelStage::click_at(ImVec2 place) {
  ImGuiIO& io = ImGui::GetIO();
  compat::feed_mouse_position(io, place);
  frames(2);
  compat::feed_mouse_button(io, 0, true);
  draw_frame();
  compat::feed_mouse_button(io, 0, false);
  frames(4);  // a field takes the keyboard in the frames after the click
}

void PanelStage::double_click_at(ImVec2 place) {
  click_at(place);
  click_at(place);
}

void PanelStage::click(const std::string& name) { click_at(at(name, 0.5F)); }

void PanelStage::hover(const std::string& name) {
  compat::feed_mouse_position(ImGui::GetIO(), at(name, 0.5F));
  frames(2);
}

void PanelStage::drag(ImVec2 from, ImVec2 to) {
  ImGuiIO& io = ImGui::GetIO();
  compat::feed_mouse_position(io, from);
  frames(2);
  compat::feed_mouse_button(io, 0, true);
  draw_frame();
  for (int i = 1; i <= 4; ++i) {
    const float share = 0.25F * static_cast<float>(i);
    compat::feed_mouse_position(io, {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
    draw_frame();
  }
  compat::feed_mouse_button(io, 0, false);
  frames(2);
}

void PanelStage::type(const std::string& letters) {
  for (const char letter : letters) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(letter));
    draw_frame();
  }
}

void PanelStage::press(ui::compat::Key key) {
  compat::feed_key(ImGui::GetIO(), key, true);
  draw_frame();
  compat::feed_key(ImGui::GetIO(), key, false);
  draw_frame();
}

void PanelStage::tab(int direction) {
  items.interaction.move_focus(direction);
  draw_frame();
}

}  // namespace ganscope::testing
