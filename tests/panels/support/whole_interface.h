#pragma once
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "app/panels/panel.h"
#include "app/script/names.h"
#include "app/shell/interface.h"
#include "app/ui/imgui_compat.h"
#include "core/base/random.h"

namespace ganscope::testing {

/// The real interface without a window or OpenGL, at one scale, drawn at any size. With `hands`, somebody who
/// knows nothing presses here and there, so that lists and menus are open, too; what is asked for is not
/// carried out. Owns an ImGui context: one at a time.
class WholeInterface {
 public:
  explicit WholeInterface(float scale, bool hands) : scale_(scale), hands_(hands), random_(7) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    ui::compat::prepare_codes(io);
    // Pictures need not be there to be laid out.
    const ui::Atlas pictures{reinterpret_cast<ImTextureID>(intptr_t{2}), 64, 8, 8, 32, 32};
    atlases_.views.fill(pictures);
    atlases_.smooth_views.fill(pictures);
    atlases_.real = atlases_.smooth_real = pictures;
  }
  ~WholeInterface() { ImGui::DestroyContext(); }
  WholeInterface(const WholeInterface&) = delete;
  WholeInterface& operator=(const WholeInterface&) = delete;

  void draw(const model::UiModel& model, ImVec2 size) {
    ImGuiIO& io = ImGui::GetIO();
    if (interface_.prepare(model, scale_)) {
      unsigned char* pixels = nullptr;
      int width = 0, height = 0;
      io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    }
    io.DisplaySize = size;
    io.DeltaTime = 1.0F / 60;
    if (hands_) touch(size);
    ImGui::NewFrame();
    interface_.draw(model, atlases_, size, scale_, time_s_ += 1.0 / 60, actions_);
    ImGui::Render();
    static_cast<void>(actions_.take());
    ++frames;
    for (const auto& [name, item] : interface_.items().all()) {
      if (!std::isfinite(item.min.x + item.min.y + item.max.x + item.max.y)) broken.push_back(name);
      if (name.find('/') != std::string::npos && !script::known_item(name)) unknown.insert(name);
    }
  }

  [[nodiscard]] const ui::ItemMap& items() const { return interface_.items(); }
  int frames = 0;
  std::vector<std::string> broken;  ///< items that lie nowhere
  std::set<std::string> unknown;    ///< items of which scripts and lessons would be told that there are none

 private:
  /// Down, up, and elsewhere, in turns.
  void touch(ImVec2 size) {
    ImGuiIO& io = ImGui::GetIO();
    if (frames % 3 == 0) {
      const auto anywhere = [&](float most) { return static_cast<float>(random_.uniform()) * most; };
      ui::compat::feed_mouse_position(io, {anywhere(size.x), anywhere(size.y)});
    }
    ui::compat::feed_mouse_button(io, frames % 5 == 2 ? 1 : 0, frames % 3 == 1);
    ui::compat::feed_mouse_button(io, frames % 5 == 2 ? 0 : 1, false);
    ui::compat::feed_wheel(io, frames % 11 == 0 ? 1.0F : 0.0F);
  }

  float scale_;
  bool hands_;
  Random random_;
  shell::Interface interface_{ui::Strings{}, panels::all_panels()};
  ui::Atlases atlases_;
  model::UiActions actions_;
  double time_s_ = 10;
};

}  // namespace ganscope::testing
