#include "app/ui/widgets/scatter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "app/ui/widgets.h"
#include "app/ui/widgets/plane_touch.h"

namespace ganscope::ui {
namespace {

constexpr int corners = 8;

struct Directions {
  std::array<ImVec2, corners> at;
  Directions() {
    for (int i = 0; i < corners; ++i) {
      const float angle = 6.2831853f * static_cast<float>(i) / corners;
      at[static_cast<size_t>(i)] = {std::cos(angle), std::sin(angle)};
    }
  }
};

ImVec2 pixel_of(const ScatterSpec& spec, double x, double y) {
  const float across = std::min(spec.max.x - spec.min.x, spec.max.y - spec.min.y);
  const double unit = 0.5 * static_cast<double>(across) / spec.view.half;
  return {0.5f * (spec.min.x + spec.max.x) + static_cast<float>((x - spec.view.centre_x) * unit),
          0.5f * (spec.min.y + spec.max.y) - static_cast<float>((y - spec.view.centre_y) * unit)};
}

ImVec2 pixel_of(const ScatterSpec& spec, std::span<const float> points, size_t index) {
  return pixel_of(spec, static_cast<double>(points[2 * index]), static_cast<double>(points[2 * index + 1]));
}

/// Concentric rings of corners with the given radii and tints, joined by bands; the innermost may be filled.
/// What ImGui's own circles do, without their cost a call.
void draw_shapes(ImDrawList* draw, std::span<const float> points, const ScatterSpec& spec,
                 std::span<const float> radii, std::span<const ImU32> tints, bool filled) {
  const Directions directions;
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const int bands = static_cast<int>(radii.size()) - 1;
  const int vertices = corners * static_cast<int>(radii.size());
  const int indices = 6 * corners * bands + (filled ? 3 * (corners - 2) : 0);
  for (size_t i = 0; 2 * i + 1 < points.size(); ++i) {
    const ImVec2 centre = pixel_of(spec, points, i);
    const float margin = radii.back();
    if (!(centre.x > spec.min.x - margin && centre.x < spec.max.x + margin &&
          centre.y > spec.min.y - margin && centre.y < spec.max.y + margin)) {
      continue;
    }
    draw->PrimReserve(indices, vertices);
    const unsigned base = draw->_VtxCurrentIdx;
    for (size_t ring = 0; ring < radii.size(); ++ring) {
      for (const ImVec2& direction : directions.at) {
        draw->PrimWriteVtx({centre.x + radii[ring] * direction.x, centre.y + radii[ring] * direction.y}, uv,
                           tints[ring]);
      }
    }
    const auto index = [&](unsigned ring, unsigned corner) {
      draw->PrimWriteIdx(static_cast<ImDrawIdx>(base + ring * corners + corner % corners));
    };
    for (unsigned corner = 2; filled && corner < corners; ++corner) {
      index(0, 0);
      index(0, corner - 1);
      index(0, corner);
    }
    for (unsigned band = 0; band < static_cast<unsigned>(bands); ++band) {
      for (unsigned corner = 0; corner < corners; ++corner) {
        index(band, corner);
        index(band, corner + 1);
        index(band + 1, corner + 1);
        index(band, corner);
        index(band + 1, corner + 1);
        index(band + 1, corner);
      }
    }
  }
}

/// The disc that the fonts bring along: four corners instead of two dozen. Null: it is missing.
const ImFontGlyph* disc_glyph() {
  ImFont* font = ImGui::GetFont();
  const ImFontGlyph* glyph = font->FindGlyphNoFallback(0x25CF);
  const bool round = glyph != nullptr && glyph->Visible && glyph->X1 - glyph->X0 > 4 &&
                     std::fabs((glyph->X1 - glyph->X0) - (glyph->Y1 - glyph->Y0)) < 3;
  return round ? glyph : nullptr;
}

void draw_sprites(ImDrawList* draw, std::span<const float> points, const ScatterSpec& spec,
                  const ImFontGlyph& glyph, float radius, ImU32 colour, float halo_radius, ImU32 halo) {
  const ImVec2 low{glyph.U0, glyph.V0}, high{glyph.U1, glyph.V1};
  const int most = static_cast<int>(points.size() / 2);
  draw->PrimReserve(12 * most, 8 * most);
  int drawn = 0;
  for (size_t i = 0; 2 * i + 1 < points.size(); ++i) {
    const ImVec2 at = pixel_of(spec, points, i);
    if (!(at.x > spec.min.x - halo_radius && at.x < spec.max.x + halo_radius &&
          at.y > spec.min.y - halo_radius && at.y < spec.max.y + halo_radius))
      continue;
    draw->PrimRectUV({at.x - halo_radius, at.y - halo_radius}, {at.x + halo_radius, at.y + halo_radius}, low,
                     high, halo);
    draw->PrimRectUV({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, low, high, colour);
    ++drawn;
  }
  draw->PrimUnreserve(12 * (most - drawn), 8 * (most - drawn));
}

}  // namespace

PlaneView plane_view(std::span<const float> points) {
  if (points.size() < 2) return {};
  std::array<double, 2> low, high;
  low.fill(std::numeric_limits<double>::infinity());
  high.fill(-std::numeric_limits<double>::infinity());
  for (size_t i = 0; i + 1 < points.size(); i += 2) {
    for (size_t k = 0; k < 2; ++k) {
      low[k] = std::min(low[k], static_cast<double>(points[i + k]));
      high[k] = std::max(high[k], static_cast<double>(points[i + k]));
    }
  }
  const double half = 0.5 * std::max(high[0] - low[0], high[1] - low[1]);
  return {0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), half > 0 ? 1.25 * half : 1.0};
}

PlaneView origin_view(std::span<const float> points) {
  const PlaneView view = plane_view(points);
  if (std::max(std::fabs(view.centre_x), std::fabs(view.centre_y)) > 0.2 * view.half) return view;
  double reach = 0;
  for (const float value : points)
    if (std::isfinite(value)) reach = std::max(reach, static_cast<double>(std::fabs(value)));
  return {0, 0, reach > 0 ? 1.25 * reach : 1};
}

void draw_discs(ImDrawList* draw, std::span<const float> points, const ScatterSpec& spec, float radius,
                ImU32 colour, ImU32 halo) {
  // A glyph's box is about half a pixel wider than its disc on each side.
  constexpr float margin = 0.5f, largest = 8;
  if (const ImFontGlyph* glyph = disc_glyph(); glyph != nullptr && radius < largest) {
    draw_sprites(draw, points, spec, *glyph, radius + margin, colour, radius + 1 + margin, halo);
    return;
  }
  const std::array radii{radius - 0.5f, radius + 0.5f, radius + 1.5f};
  const std::array tints{colour, halo, faded(halo, 0)};
  draw_shapes(draw, points, spec, radii, tints, true);
}

void draw_rings(ImDrawList* draw, std::span<const float> points, const ScatterSpec& spec, float radius,
                float thickness, ImU32 colour) {
  const float reach = 0.5f * thickness + 0.5f;
  const std::array radii{radius - reach, radius, radius + reach};
  const std::array tints{faded(colour, 0), colour, faded(colour, 0)};
  draw_shapes(draw, points, spec, radii, tints, false);
}

GridAnswer scatter(Ui& ui, std::string_view name, std::string_view item_prefix, const ScatterSpec& spec) {
  const size_t fixed = std::min(static_cast<size_t>(std::max(0, spec.fixed)), spec.generated.size() / 2);
  std::vector<ImVec2> dots(fixed);
  for (size_t i = 0; i < fixed; ++i) dots[i] = pixel_of(spec, spec.generated, i);
  const GridAnswer answer = plane_touch(ui, name, item_prefix, spec.min, spec.max, dots);

  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(spec.min, spec.max, ui.theme.bg0);
  draw->PushClipRect(spec.min, spec.max, true);
  draw_discs(draw, spec.generated, spec, ui.px(3.2f), ui.theme.g, ui.theme.bg0);
  const ImU32 trace = mixed(ui.theme.bg0, ui.theme.d, 0.8f);
  for (size_t i = 0; 2 * i + 1 < std::min(spec.given_back.size(), spec.real.size()); ++i)
    draw->AddLine(pixel_of(spec, spec.real, i), pixel_of(spec, spec.given_back, i), trace, ui.px(2));
  draw_discs(draw, spec.given_back, spec, ui.px(2.2f), ui.theme.d, ui.theme.bg0);
  // Above the dots: a ring hides nothing, a dot would hide the ring.
  draw_rings(draw, spec.real, spec, ui.px(3.2f), ui.px(1.5f), ui.theme.real);
  for (const int index : {answer.hovered >= 0 ? answer.hovered : spec.hovered, spec.selected}) {
    if (index >= 0 && static_cast<size_t>(index) < spec.generated.size() / 2)
      draw_latent_dot(ui, draw, pixel_of(spec, spec.generated, static_cast<size_t>(index)), index,
                      index == spec.selected);
  }
  draw->PopClipRect();
  ui.items.add(name, spec.min, spec.max, static_cast<double>(spec.generated.size() / 2));
  return answer;
}

}  // namespace ganscope::ui
