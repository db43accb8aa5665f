#include "app/ui/widgets/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "app/ui/bounded.h"
#include "app/ui/widgets/document_layout.h"

namespace ganscope::ui {
namespace {

using Shape = DocumentLayout::Shape;

DocumentPicture picture_of(const DocumentSpec& spec, const std::string& path) {
  return spec.picture ? spec.picture(path) : DocumentPicture{};
}

/// The layout that is kept under the name, made again where it does not fit any more.
const DocumentLayout& layout_of(Ui& ui, std::string_view name, const lessons::Document& document,
                                const DocumentSpec& spec) {
  auto& kept = ui.items.interaction.documents;
  auto found = kept.find(name);
  if (found == kept.end()) found = kept.emplace(std::string(name), std::make_shared<DocumentLayout>()).first;
  DocumentLayout& layout = *found->second;
  const float width = spec.width > 0 ? spec.width : ImGui::GetContentRegionAvail().x;
  bool fits = layout.document == document.id && layout.width == width && layout.scale == ui.scale &&
              layout.fonts == ui.fonts.generation() && layout.captions == spec.captions &&
              layout.factor == spec.factor;
  for (size_t i = 0; fits && i < layout.pictures.size(); ++i) {
    const ImVec2 size = picture_of(spec, layout.pictures[i].path).size;
    fits = size.x == layout.picture_sizes[i].x && size.y == layout.picture_sizes[i].y;
  }
  if (fits) return layout;
  layout = {};
  layout.document = document.id;
  layout.width = width;
  layout.scale = ui.scale;
  layout.fonts = ui.fonts.generation();
  layout.captions = spec.captions;
  layout.factor = spec.factor;
  for (const auto& picture : document.pictures())
    layout.picture_sizes.push_back(picture_of(spec, picture.path).size);
  lay_out_document(ui, document, layout);
  return layout;
}

ImU32 colour_of(const Theme& theme, DocumentColour colour) {
  switch (colour) {
    case DocumentColour::text:
      return theme.t1;
    case DocumentColour::quiet:
      return theme.t2;
    case DocumentColour::caption:
      return theme.t3;
    case DocumentColour::generator:
      return theme.g;
    case DocumentColour::discriminator:
      return theme.d;
    case DocumentColour::real:
      return theme.real;
  }
  return theme.t1;
}

ImVec2 moved(ImVec2 place, ImVec2 by) { return {place.x + by.x, place.y + by.y}; }

void draw_shape(const Ui& ui, ImDrawList* draw, ImVec2 origin, const Shape& shape,
                const DocumentLayout& layout, const DocumentSpec& spec) {
  const ImVec2 min = moved(shape.min, origin), max = moved(shape.max, origin);
  switch (shape.kind) {
    case Shape::Kind::card:
      draw->AddRectFilled(min, max, ui.theme.bg0, ui.px(4));
      return;
    case Shape::Kind::bar:
      draw->AddRectFilled(min, max, ui.theme.line2, ui.px(1.5F));
      return;
    case Shape::Kind::rule:
      draw->AddRectFilled(min, {max.x, min.y + std::max(1.0F, std::floor(ui.px(1)))}, ui.theme.line);
      return;
    case Shape::Kind::bullet:
      draw->AddCircleFilled(min, ui.px(2.5F), ui.theme.t3);
      return;
    case Shape::Kind::dot:
      draw->AddCircleFilled(min, ui.px(1.5F), ui.theme.t1);
      return;
    case Shape::Kind::picture:
      break;
  }
  const DocumentPicture picture = picture_of(spec, layout.pictures[static_cast<size_t>(shape.picture)].path);
  if (picture.texture != nullptr)
    draw->AddImage(picture.texture, min, max);
  else
    draw->AddRectFilled(min, max, ui.theme.bg0);
}

void draw_run(const Ui& ui, ImDrawList* draw, ImVec2 origin, const DocumentLayout::Run& run,
              const DocumentLayout& layout, float alpha) {
  const ImVec2 at = moved(run.at, origin);
  const ImU32 colour = faded(colour_of(ui.theme, run.colour), alpha);
  if (run.formula >= 0)
    draw_formula(ui, draw, at, colour, layout.formulas[static_cast<size_t>(run.formula)]);
  else
    glyphs_at(ui, draw, at, run.font, run.factor, colour, run.text);
}

/// Dotted: it points at something. Whole: it does something.
void underline(const Ui& ui, ImDrawList* draw, ImVec2 origin, const DocumentLayout::Run& run, bool dotted,
               bool lit) {
  const float thick = std::max(1.0F, std::floor(ui.px(1.25F))),
              y = std::floor(origin.y + run.at.y + ui.px(4));
  const float left = std::floor(origin.x + run.at.x), right = std::floor(left + run.width);
  const ImU32 colour = lit ? ui.theme.t1 : ui.theme.t3;
  if (!dotted) return draw->AddRectFilled({left, y}, {right, y + thick}, colour);
  const float dot = std::max(1.0F, std::floor(ui.px(1.5F))), step = 2 * dot;
  for (float x = left; x + dot <= right; x += step) draw->AddRectFilled({x, y}, {x + dot, y + dot}, colour);
}

}  // namespace

float document_height(Ui& ui, std::string_view name, const lessons::Document& document,
                      const DocumentSpec& spec) {
  return layout_of(ui, name, document, spec).height;
}

DrawnDocument draw_document(Ui& ui, std::string_view name, const lessons::Document& document,
                            const DocumentSpec& spec) {
  const DocumentLayout& layout = layout_of(ui, name, document, spec);
  const ImVec2 cursor = ImGui::GetCursorScreenPos();
  const ImVec2 origin{std::floor(cursor.x), std::floor(cursor.y)};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  DrawnDocument drawn;
  drawn.height = layout.height;
  ui.items.add(name, origin, {origin.x + layout.width, origin.y + layout.height}, layout.plain);
  std::vector<char> lit(layout.link_places.size(), 0);
  for (size_t i = 0; i < layout.link_places.size() && i < layout.links.size(); ++i) {
    const DocumentLayout::LinkPlace& place = layout.link_places[i];
    if (!place.placed) continue;
    const std::string item = fmt::format("{}/link/{}", name, i);
    ImGui::SetCursorScreenPos(moved(place.min, origin));
    const Touch touched =
        touch(ui, item, {place.max.x - place.min.x, place.max.y - place.min.y}, place.words, spec.enabled);
    const bool control = layout.links[i].kind == lessons::Link::Kind::control;
    const bool ringed = ui.items.interaction.has_ring(item);
    lit[i] = static_cast<char>(touched.hovered || ringed);
    if (control && lit[i] != 0) drawn.pointed_at = layout.links[i].target;
    if (touched.clicked) (control ? drawn.pressed_control : drawn.action) = layout.links[i].target;
    focus_ring(ui, item, touched.min, touched.max, ui.px(2));
  }
  const float top = draw->GetClipRectMin().y - origin.y, bottom = draw->GetClipRectMax().y - origin.y;
  for (size_t i = 0; i < layout.bands.size(); ++i) {
    const DocumentLayout::Band& band = layout.bands[i];
    if (band.bottom < top || band.top > bottom) continue;
    const bool last = i + 1 == layout.bands.size();
    const size_t shapes = last ? layout.shapes.size() : layout.bands[i + 1].first_shape;
    const size_t runs = last ? layout.runs.size() : layout.bands[i + 1].first_run;
    for (size_t shape = band.first_shape; shape < shapes; ++shape)
      draw_shape(ui, draw, origin, layout.shapes[shape], layout, spec);
    for (size_t at = band.first_run; at < runs; ++at) {
      const DocumentLayout::Run& run = layout.runs[at];
      draw_run(ui, draw, origin, run, layout, 1);
      if (run.link < 0) continue;
      const auto link = static_cast<size_t>(run.link);
      underline(ui, draw, origin, run, layout.links[link].kind == lessons::Link::Kind::control,
                lit[link] != 0);
    }
  }
  ImGui::SetCursorScreenPos(cursor);
  take_room({layout.width, layout.height});
  return drawn;
}

}  // namespace ganscope::ui
