#pragma once
#include <imgui.h>

#include <memory>

#include "core/base/failure.h"

namespace ganscope::gl {

/// Draws small pictures enlarged with even, anti-aliased pixel edges at any factor (shaders/sharp_picture),
/// where plain nearest-neighbour makes some pixels wider than others. Works on ImGui's finished draw data, so
/// that panels simply draw their textures. Interface thread only, with the context current.
class SharpPictures {
 public:
  [[nodiscard]] static Expected<SharpPictures> make();
  ~SharpPictures();
  SharpPictures(SharpPictures&&) noexcept;
  SharpPictures& operator=(SharpPictures&&) noexcept;

  /// Wraps every run of commands that draw a crisp texture between "take the sharp program" and "back to
  /// ImGui's". Crisp ones carry `crisp_name` (atlas_cache.h). To be called between ImGui::Render and the
  /// backend's RenderDrawData; `this` must live until that has returned.
  void apply(ImDrawData& data);

 private:
  struct Gl;
  explicit SharpPictures(std::unique_ptr<Gl> gl);
  static void take_over(const ImDrawList* list, const ImDrawCmd* command);
  std::unique_ptr<Gl> gl_;
};

}  // namespace ganscope::gl
