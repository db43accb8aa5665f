#pragma once
#include <imgui.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "app/ui/bounded.h"
#include "core/api/ask.h"

namespace ganscope::ui {

/// How numbers over a rectangle are painted, on the graphics card (shaders/field.frag).
enum class FieldPaint : uint8_t {
  belief,           ///< σ of the numbers: G ← bg0 at ½ → real, at half strength
  belief_contours,  ///< the same with thin contour lines
  boundary,         ///< where the numbers are 0, in D's colour over a halo
  share,            ///< the numbers, in [0, 1], as beliefs
  share_boundary,   ///< where they are ½, dashed
  share_hatched,    ///< as beliefs, with a thin line at ½; hatched where there is no number
  difference,       ///< bg0 at 0 → white above, D's colour below
  ramp_real,        ///< from 0 to the highest, in real's colour
  ramp_g            ///< … in G's
};

/// A texture of numbers under the name of how it is painted. Its lower half is the OpenGL id, which is all
/// that ImGui's backend binds.
[[nodiscard]] inline ImTextureID painted(ImTextureID texture, FieldPaint paint) {
  if (texture == nullptr) return nullptr;
  constexpr intptr_t field_mark = intptr_t{1} << 33;
  return reinterpret_cast<ImTextureID>(reinterpret_cast<intptr_t>(texture) | field_mark |
                                       (static_cast<intptr_t>(paint) << 40));
}
[[nodiscard]] inline bool is_field(ImTextureID texture) {
  return ((reinterpret_cast<intptr_t>(texture) >> 33) & 1) != 0;
}
[[nodiscard]] inline FieldPaint paint_of(ImTextureID texture) {
  return static_cast<FieldPaint>((reinterpret_cast<intptr_t>(texture) >> 40) & 255);
}

/// The tint with which a field is drawn: its numbers are divided by `unit` (> 0) first, which goes along as
/// its logarithm in 24 bits; `strength01` is how opaque it is.
[[nodiscard]] inline ImU32 field_tint(double unit, float strength01) {
  const double place = (std::log2(within(unit, 1e-9, 1e9)) + 32) / 64 * 16777215 + 0.5;
  const auto bits = static_cast<unsigned>(place);
  return IM_COL32(bits >> 16, (bits >> 8) & 255, bits & 255, static_cast<int>(strength01 * 255 + 0.5F));
}

constexpr size_t most_fields = 8;  ///< of one view

/// The fields of one view, by the rows of its answer's `vectors`; null: there is none (or no OpenGL).
using Fields = std::array<ImTextureID, most_fields>;

}  // namespace ganscope::ui
