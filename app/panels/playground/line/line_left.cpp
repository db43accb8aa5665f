#include <fmt/format.h>

#include <algorithm>

#include "app/panels/playground/line/line_parts.h"
#include "app/panels/playground/plane/plane_parts.h"
#include "app/panels/playground/what_if/what_if.h"
#include "app/ui/bounded.h"

namespace ganscope::panels::playground::line {
namespace {

/// How a layer is drawn, as a small sign.
void draw_swatch(const ui::Ui& ui, Layer layer, ImVec2 middle, bool on) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float half = ui.px(8);
  const auto tint = [&](ImU32 colour) { return ui::faded(colour, on ? 1.0F : 0.45F); };
  const auto stroke = [&](ImU32 colour, float width) {
    draw->AddLine({middle.x - half, middle.y}, {middle.x + half, middle.y}, tint(colour), ui.px(width));
  };
  switch (layer) {
    case Layer::data:
      return stroke(ui.theme.real, 2);
    case Layer::real:
      for (const float at : {-6.0F, -1.0F, 5.0F})
        draw->AddLine({middle.x + ui.px(at), middle.y - ui.px(5)},
                      {middle.x + ui.px(at), middle.y + ui.px(5)}, tint(ui.theme.real), ui.px(1.5F));
      return;
    case Layer::model:
      return stroke(ui.theme.g, 2.5F);
    case Layer::fake:
      draw->AddCircleFilled(middle, ui.px(4.5F), tint(ui.theme.g));
      return;
    case Layer::d:
      return stroke(ui.theme.d, 2.5F);
    case Layer::optimal:
      for (int i = 0; i < 3; ++i) {
        const float left = middle.x - half + ui.px(6.0F * static_cast<float>(i));
        draw->AddLine({left, middle.y}, {left + ui.px(4), middle.y}, tint(ui.theme.ref), ui.px(1.5F));
      }
      return;
    case Layer::push:
      stroke(ui.theme.t1, 1.5F);
      draw->AddTriangleFilled({middle.x + half + ui.px(1), middle.y},
                              {middle.x + ui.px(3), middle.y - ui.px(4)},
                              {middle.x + ui.px(3), middle.y + ui.px(4)}, tint(ui.theme.t1));
      return;
    case Layer::latents:
      for (const float at : {-6.0F, 0.0F, 6.0F})
        draw->AddLine({middle.x + ui.px(at * 0.5F), middle.y - ui.px(6)},
                      {middle.x + ui.px(at), middle.y + ui.px(6)}, tint(ui.theme.t2), ui.px(1));
      return;
    case Layer::count:
      return;
  }
}

void draw_layers(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_part_title(ui, at, width, ui.tr("Layers"), ui.tr("hold Alt: only one"));
  float y = at.y + ui.px(28);
  for (size_t i = 0; i < layer_count; ++i) {
    const LayerInfo& info = layer_infos()[i];
    const auto layer = static_cast<Layer>(i);
    bool on = shows(model, layer);
    const float row = ui.px(22);
    draw_swatch(ui, layer, {at.x + ui.px(10), y + row / 2}, on);
    const ImVec2 size = ui::text_size(ui, ui::Font::body, "0");
    ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x + ui.px(32), y + (row - size.y) / 2}, ui::Font::body,
                on ? ui.theme.t1 : ui.theme.t3, ui.tr(info.title));
    ImGui::SetCursorScreenPos({at.x + width - ui.px(32), y + ui.px(2)});
    const bool missing = layer == Layer::push && pushes_of(model).x.empty();
    const std::string help =
        std::string(ui.tr(missing
                              ? "Not drawn while D is not there, or where it judges several numbers at once."
                              : info.help)) +
        " " + fmt::format(fmt::runtime(ui.tr("Key: {}")), info.letter);
    if (ui::toggle(ui, "playground/line/layer/" + std::string(info.key), on, help)) {
      const bool alone = ImGui::GetIO().KeyAlt;
      change(actions, [layer, on, alone](model::UiModel& later) {
        if (alone)
          show_only(later, layer);
        else
          show_layer(later, layer, on);
      });
    }
    y += row;
  }
  ImGui::SetCursorScreenPos({at.x, y + ui.px(6)});
}

}  // namespace

void draw_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 start = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float width = room.x;
  const float rooms = plane::draw_rooms(ui, model, actions, start.x, start.y + room.y, width);
  ImGui::SetCursorScreenPos(start);
  // Wider than its content by what the ring of the keyboard and the scrollbar need.
  ui::begin_child("playground/column", {width + ui.px(12), rooms - start.y});
  plane::draw_data(ui, model, actions, width);
  ui::divider(ui, width);
  ui::take_room({1, ui.px(2)});
  draw_layers(ui, model, actions, width);
  const int axes = model.status->latent_dim;
  if (axes > 1) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    row_words(ui, ui.tr("Axis of z"), width, ui.px(150));
    std::vector<std::string> names{ui.tr("the strongest")};
    for (int i = 0; i < std::min(axes, 32); ++i) names.push_back("z " + std::to_string(i + 1));
    int index = std::min(look_of(model).axis, axes - 1) + 1;
    if (ui::combo(ui, "playground/line/axis", names, index, ui.px(150),
                  ui.tr("Along which of its numbers z is laid; all others are 0.")))
      change(actions, [index](model::UiModel& later) { choose_axis(later, index - 1); });
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(38)});
  }
  if (model.has_single_steps()) {
    ui::divider(ui, width);
    draw_what_if(ui, model, actions, width);
  }
  ui::take_room({1, ui.px(8)});
  ImGui::EndChild();
}

}  // namespace ganscope::panels::playground::line
