#pragma once
#include <imgui.h>

#include <memory>

#include "app/ui/theme.h"
#include "core/base/failure.h"

namespace ganscope::gl {

/// Paints textures of numbers that are named by `ui::painted` (shaders/field.frag). Works on ImGui's finished
/// draw data, so that panels simply draw their textures. Interface thread only, with the context current.
class FieldPainter {
 public:
  [[nodiscard]] static Expected<FieldPainter> make();
  ~FieldPainter();
  FieldPainter(FieldPainter&&) noexcept;
  FieldPainter& operator=(FieldPainter&&) noexcept;

  /// Wraps every command that draws a field between "take the program, in this paint" and "back to ImGui's".
  /// Between ImGui::Render and the backend's RenderDrawData; `this` and `theme` must live until that has
  /// returned.
  void apply(ImDrawData& data, const ui::Theme& theme, float scale);

 private:
  struct Gl;
  explicit FieldPainter(std::unique_ptr<Gl> gl);
  static void take_over(const ImDrawList* list, const ImDrawCmd* command);
  std::unique_ptr<Gl> gl_;
};

/// Leaves out what draws fields, which is nonsense without their program.
void drop_fields(ImDrawData& data);

}  // namespace ganscope::gl
