#pragma once
#include <imgui.h>

#include <memory>
#include <string>
#include <vector>

#include "app/gl/atlas_cache.h"
#include "app/gl/field_painter.h"
#include "app/gl/framebuffer.h"
#include "app/gl/sharp_pictures.h"
#include "app/panels/panel.h"
#include "app/shell/interface.h"
#include "app/shell/offscreen_surface.h"
#include "core/image/picture.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {

/// Paints the real interface off screen, with a clock of its own, so that the same model gives the same
/// picture.
class Painter {
 public:
  /// `panels` must outlive it. Throws nothing; `refusal` says why nothing can be painted here (no EGL, a font
  /// that is missing).
  Painter(int width, int height, float scale = 1,
          const std::vector<panels::Panel>& panels = panels::all_panels());
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;
  [[nodiscard]] const std::string& refusal() const { return refusal_; }

  /// Draws `frames` frames (ImGui finds sizes in the first ones), the last of them into a picture.
  [[nodiscard]] image::Picture paint(ShownRun& run, int frames = 6);
  /// The part of the last picture where an item lies; empty when there is no such item.
  [[nodiscard]] image::Picture cut(const image::Picture& whole, const std::string& item) const;

 private:
  shell::Waker waker_;
  std::string refusal_;
  float scale_;
  std::unique_ptr<shell::OffscreenSurface> surface_;
  std::unique_ptr<shell::Interface> interface_;
  std::unique_ptr<gl::AtlasCache> textures_, second_textures_;
  std::unique_ptr<gl::SharpPictures> sharp_;
  std::unique_ptr<gl::FieldPainter> fields_;
  double now_s_ = 10;
};

}  // namespace ganscope::testing
