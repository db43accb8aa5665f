#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/playground/plane/plane_parts.h"
#include "app/panels/playground/plane/plane_state.h"
#include "app/panels/playground/room.h"
#include "app/panels/playground/what_if/what_if.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels::playground::plane {
namespace {

using ui::Font;
using ui::Ui;

/// An experiment of points that is offered as a small picture.
struct Offer {
  std::string experiment, title;
};
constexpr std::string_view drawing_key = "drawing";
const std::array<Offer, 5> of_planes{{{"ring", "ring"},
                                      {"grid", "grid"},
                                      {"spiral", "spiral"},
                                      {"moons", "moons"},
                                      {"checkerboard", "checkerboard"}}};
const std::array<Offer, 5> of_lines{{{"two-gaussians", "two Gaussians"},
                                     {"uniform", "uniform"},
                                     {"exponential", "exponential"},
                                     {"gaussian", "Gaussian, 2-D"},
                                     {"ring", "ring, 2-D"}}};
constexpr float offer_px = 50, offer_title_px = 22, offer_gap_px = 10, layer_px = 24;

bool on_a_line(const model::UiModel& model) {
  return model.status->data.is_points() && model.status->data.dimensions == 1;
}

/// What is offered. What is learned stands among it: what else there is gives way to it.
std::vector<Offer> offered(const model::UiModel& model) {
  const auto& usual = on_a_line(model) ? of_lines : of_planes;
  std::vector<Offer> offers(usual.begin(), usual.end());
  const config::Experiment& own = model.experiment();
  const bool points = model.status->data.is_points() && model.status->data.key != drawing_key;
  const auto* info = config::find(model.experiments, own.name);
  if (points && info != nullptr && std::ranges::find(offers, own.name, &Offer::experiment) == offers.end())
    offers.back() = {own.name, info->title};
  return offers;
}

/// The data of an experiment: as it was drawn for the list, or the present run's points.
void draw_thumbnail(const Ui& ui, const model::UiModel& model, const std::string& experiment, ImVec2 min,
                    ImVec2 max) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg0, ui.px(4));
  const float edge = std::min(max.x - min.x, max.y - min.y) - ui.px(6);
  const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y) / 2};
  const ImVec2 low{middle.x - edge / 2, middle.y - edge / 2}, high{middle.x + edge / 2, middle.y + edge / 2};
  const int index = model.thumbnails == nullptr ? -1 : model.thumbnails->index_of(experiment);
  const ui::Atlas& atlas = ui.atlases.thumbnails;
  if (index >= 0 && index < atlas.count && atlas.texture != nullptr) {
    const bool tinted = model.thumbnails->entries[static_cast<size_t>(index)].tinted;
    draw->AddImage(atlas.texture, low, high, atlas.uv_min(index), atlas.uv_max(index),
                   tinted ? ui.theme.real : IM_COL32_WHITE);
  } else if (experiment == model.experiment().name && model.status->data.dimensions == 2) {
    const std::span<const float> points =
        std::span(model.preview->points).first(std::min<size_t>(model.preview->points.size(), 512));
    ui::ScatterSpec spec{{}, {}, 0, -1, -1, ui::plane_view(points), low, high};
    ui::draw_discs(draw, points, spec, ui.px(0.9F), ui.theme.real, 0);
  }
}

/// One picture with its name below. True: pressed.
bool draw_offer(Ui& ui, const model::UiModel& model, const Offer& offer, ImVec2 at, float width,
                bool chosen) {
  ImGui::SetCursorScreenPos(at);
  const ImVec2 max{at.x + width, at.y + ui.px(offer_px)};
  const auto* info = config::find(model.experiments, offer.experiment);
  const bool pressed = ui::button(ui, "playground/data/" + offer.experiment,
                                  {.style = ui::ButtonStyle::quiet,
                                   .width = width,
                                   .height = ui.px(offer_px + offer_title_px),
                                   .help = info == nullptr ? "" : ui.tr(info->help.c_str())});
  draw_thumbnail(ui, model, offer.experiment, at, max);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (chosen) draw->AddRect(at, max, ui.theme.t1, ui.px(4), 0, ui.px(2));
  const Font font = chosen ? Font::caption_strong : Font::caption;
  const std::string title = ui::fitted(ui, font, ui.tr(offer.title.c_str()), width + ui.px(offer_gap_px));
  // What is wider than its picture begins where that begins: to the left there may be an edge.
  const float aside = std::max(0.0F, (width - ui::text_size(ui, font, title).x) / 2);
  ui::text_at(ui, draw, {at.x + aside, max.y + ui.px(3)}, font, chosen ? ui.theme.t1 : ui.theme.t2, title);
  return pressed;
}

/// The way to the board where data are drawn by hand, if there is one; else the list of all.
void draw_own_data(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at, float width) {
  const auto rooms = all_rooms();
  const auto board = std::ranges::find(rooms, "board", &Room::key);
  const bool there = board != rooms.end();
  const char* obstacle = there && board->obstacle != nullptr ? board->obstacle(model) : nullptr;
  ImGui::SetCursorScreenPos(at);
  const bool pressed = ui::button(ui, "playground/data/draw",
                                  {.style = ui::ButtonStyle::quiet,
                                   .width = width,
                                   .height = ui.px(offer_px + offer_title_px),
                                   .help = obstacle != nullptr ? ui.tr(obstacle)
                                           : there             ? ui.tr(board->help)
                                                               : ui.tr("All experiments."),
                                   .enabled = obstacle == nullptr});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 max{at.x + width, at.y + ui.px(offer_px)};
  draw->AddRectFilled(at, max, ui.theme.bg0, ui.px(4));
  const auto place = [&](float x, float y) { return ImVec2{at.x + x * width, at.y + y * ui.px(offer_px)}; };
  draw->AddBezierCubic(place(0.2F, 0.6F), place(0.4F, 0.2F), place(0.5F, 1.0F), place(0.78F, 0.35F),
                       ui.theme.t3, ui.px(2.5F));
  draw->AddCircleFilled(place(0.78F, 0.35F), ui.px(4), ui.theme.t1);
  const bool learned = there && model.status->data.key == drawing_key;
  if (learned) draw->AddRect(at, max, ui.theme.t1, ui.px(4), 0, ui.px(2));
  const Font font = learned ? Font::caption_strong : Font::caption;
  const char* words = there ? ui.tr("draw…") : ui.tr("more…");
  ui::text_at(ui, draw, {at.x + (width - ui::text_size(ui, font, words).x) / 2, max.y + ui.px(3)}, font,
              learned ? ui.theme.t1 : ui.theme.t2, words);
  if (!pressed) return;
  if (there)
    actions(model::action::EnterRoom{"board"});
  else
    actions(model::action::ShowSheet{"experiment"});
}

void draw_more_data(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  std::vector<ui::MenuLine> lines;
  std::vector<std::string> keys;
  for (const config::EntryInfo& entry : model.experiments) {
    const auto group = model.experiment_groups.find(entry.key);
    if (group == model.experiment_groups.end() || group->second != "Points") continue;
    lines.push_back({ui.tr(entry.title.c_str())});
    keys.push_back(entry.key);
  }
  const int chosen =
      ui::menu(ui, "playground/data/more", ui::Icon::more, lines, ui.tr("All experiments of points."));
  if (chosen >= 0) actions(model::action::ChooseExperiment{keys[static_cast<size_t>(chosen)]});
}

/// A layer's small picture, in the colours that it is drawn in.
void draw_swatch(const Ui& ui, ImDrawList* draw, Layer layer, ImVec2 middle, float alpha) {
  const auto colour = [&](ImU32 of) { return ui::faded(of, alpha); };
  const float r = ui.px(4), w = ui.px(9);
  const auto line = [&](ImU32 of, float thick) {
    draw->AddBezierCubic({middle.x - w, middle.y + r}, {middle.x - r, middle.y - 2 * r},
                         {middle.x + r, middle.y + 2 * r}, {middle.x + w, middle.y - r}, colour(of),
                         ui.px(thick));
  };
  const auto arrow = [&](ImU32 of) {
    const ImVec2 tip{middle.x + w * 0.8F, middle.y - r};
    draw->AddLine({middle.x - w * 0.8F, middle.y + r}, tip, colour(of), ui.px(1.8F));
    draw->AddTriangleFilled({tip.x + ui.px(2), tip.y - ui.px(1)}, {tip.x - ui.px(6), tip.y - ui.px(2)},
                            {tip.x - ui.px(2), tip.y + ui.px(5)}, colour(of));
  };
  switch (layer) {
    case Layer::real:
      return draw->AddCircle(middle, r, colour(ui.theme.real), 0, ui.px(2));
    case Layer::fake:
      return draw->AddCircleFilled(middle, r, colour(ui.theme.g));
    case Layer::trails:
      line(ui.theme.g, 1.4F);
      return draw->AddCircleFilled({middle.x + w, middle.y - r}, ui.px(3), colour(ui.theme.g));
    case Layer::bent:
      for (int i = -1; i <= 1; ++i) {
        const float at = static_cast<float>(i) * ui.px(5);
        draw->AddLine({middle.x - w, middle.y + at}, {middle.x + w, middle.y + at}, colour(ui.theme.g),
                      ui.px(1.2F));
        draw->AddLine({middle.x + at * 1.5F, middle.y - ui.px(6)},
                      {middle.x + at * 1.2F, middle.y + ui.px(6)}, colour(ui.theme.g), ui.px(1.2F));
      }
      return;
    case Layer::surface: {
      const ImVec2 min{middle.x - w, middle.y - ui.px(5)}, max{middle.x + w, middle.y + ui.px(5)};
      const ImU32 g = colour(ui.theme.g), no = colour(ui.theme.bg0), real = colour(ui.theme.real);
      draw->AddRectFilledMultiColor(min, {middle.x, max.y}, g, no, no, g);
      return draw->AddRectFilledMultiColor({middle.x, min.y}, max, no, real, real, no);
    }
    case Layer::boundary:
      return line(ui.theme.d, 2.2F);
    case Layer::push:
      return arrow(ui.theme.t1);
    case Layer::slope:
      return arrow(ui.theme.d);
    case Layer::optimum:
      for (int i = -1; i <= 1; ++i)
        draw->AddLine({middle.x - ui.px(2.5F) + static_cast<float>(i) * ui.px(7), middle.y},
                      {middle.x + ui.px(2.5F) + static_cast<float>(i) * ui.px(7), middle.y},
                      colour(ui.theme.ref), ui.px(1.8F));
      return;
    default:
      draw->AddBezierCubic({middle.x - w, middle.y + ui.px(5)}, {middle.x - r, middle.y + ui.px(5)},
                           {middle.x - r, middle.y - ui.px(7)}, {middle.x, middle.y - ui.px(7)},
                           colour(ui.theme.real), ui.px(1.8F));
      draw->AddBezierCubic({middle.x, middle.y - ui.px(7)}, {middle.x + r, middle.y - ui.px(7)},
                           {middle.x + r, middle.y + ui.px(5)}, {middle.x + w, middle.y + ui.px(5)},
                           colour(ui.theme.real), ui.px(1.8F));
  }
}

/// What the line where D cannot tell is called, by what its outputs mean.
const char* title_of(const Ui& ui, const model::UiModel& model, Layer layer) {
  if (layer == Layer::boundary && reading_of(model) == Reading::pairs) return ui.tr("Where D cannot tell");
  if (layer == Layer::boundary && reading_of(model) == Reading::critic)
    return ui.tr("The middle of what D says");
  return ui.tr(layer_infos()[static_cast<size_t>(layer)].title);
}

void draw_layers(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, at, Font::strong, ui.theme.t1, ui.tr("Layers"));
  const char* hint = ui.tr("hold Alt: only one");
  ui::text_at(ui, draw, {at.x + width - ui::text_size(ui, Font::caption, hint).x, at.y + ui.px(2)},
              Font::caption, ui.theme.t3, hint);
  at.y += ui.px(28);
  for (size_t i = 0; i < layer_infos().size(); ++i, at.y += ui.px(layer_px)) {
    const auto layer = static_cast<Layer>(i);
    const LayerInfo& info = layer_infos()[i];
    bool on = shows(model, layer);
    const float middle = at.y + ui.px(layer_px) / 2;
    draw_swatch(ui, draw, layer, {at.x + ui.px(10), middle}, on ? 1.0F : 0.45F);
    const float line = ui::text_size(ui, Font::body, "0").y;
    const std::string title = ui::fitted(ui, Font::body, title_of(ui, model, layer), width - ui.px(32 + 44));
    ui::text_at(ui, draw, {at.x + ui.px(32), middle - line / 2}, Font::body, on ? ui.theme.t1 : ui.theme.t3,
                title);
    ImGui::SetCursorScreenPos({at.x + width - ui.px(32), middle - ui.px(9)});
    const std::string help = std::string(ui.tr(info.help)) + "\n" + std::string(info.letter);
    if (!ui::toggle(ui, "playground/layer/" + std::string(info.key), on, help)) continue;
    const bool alone = ImGui::GetIO().KeyAlt;
    change(actions,
           [=](model::UiModel& later) { alone ? show_only(later, layer) : show_layer(later, layer, on); });
  }
  ImGui::SetCursorScreenPos(at);
}

void draw_line_between(const Ui& ui, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(8)});
  ui::divider(ui, width);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(18)});
}

}  // namespace

void draw_data(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (!model.thumbnails_wanted) actions(model::action::WantThumbnails{});
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(6)}, Font::strong, ui.theme.t1,
              ui.tr("Data"));
  const std::array<std::string, 2> dimensions{ui.tr("1-D"), ui.tr("2-D")};
  int index = on_a_line(model) ? 0 : 1;
  float choice = 0;
  for (const std::string& label : dimensions)
    choice += std::ceil(ui::text_size(ui, Font::strong, label).x + ui.px(24));
  ImGui::SetCursorScreenPos({at.x + width - choice - ui.px(36), at.y});
  if (ui::segmented(ui, "playground/dimensions", dimensions, index,
                    ui.tr("Points on a line, or in a plane.")))
    actions(model::action::ChooseExperiment{index == 0 ? "two-gaussians" : "ring"});
  ImGui::SetCursorScreenPos({at.x + width - ui.px(30), at.y});
  draw_more_data(ui, model, actions);
  const std::vector<Offer> offers = offered(model);
  const float each = (width - 2 * ui.px(offer_gap_px)) / 3, pitch = ui.px(offer_px + offer_title_px + 8);
  const auto place = [&](size_t i) {
    return ImVec2{at.x + static_cast<float>(i % 3) * (each + ui.px(offer_gap_px)),
                  at.y + ui.px(42) + static_cast<float>(i / 3) * pitch};
  };
  for (size_t i = 0; i < offers.size(); ++i)
    if (draw_offer(ui, model, offers[i], place(i), each, offers[i].experiment == model.experiment().name))
      actions(model::action::ChooseExperiment{offers[i].experiment});
  draw_own_data(ui, model, actions, place(offers.size()), each);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(42) + 2 * pitch});
}

float draw_rooms(Ui& ui, const model::UiModel& model, model::UiActions& actions, float left, float bottom,
                 float width) {
  std::vector<const Room*> others;
  for (const Room& room : all_rooms()) {
    const bool home =
        &room == &home_room(model) || room.key == "plane" || room.key == "line" || room.key == "flow";
    if (!home) others.push_back(&room);
  }
  const int columns = others.size() > 2 ? 2 : 1;
  const float gap = ui.px(8),
              each = (width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const auto lines = (static_cast<int>(others.size()) + columns - 1) / columns;
  const float top = bottom - static_cast<float>(lines) * ui.px(38);
  for (size_t i = 0; i < others.size(); ++i) {
    const Room& room = *others[i];
    const char* obstacle = room.obstacle == nullptr ? nullptr : room.obstacle(model);
    const auto column = static_cast<float>(static_cast<int>(i) % columns),
               line = static_cast<float>(static_cast<int>(i) / columns);
    ImGui::SetCursorScreenPos({left + column * (each + gap), top + ui.px(8) + line * ui.px(38)});
    if (ui::button(ui, "playground/enter/" + std::string(room.key),
                   {.label = ui::fitted(ui, Font::body, ui.tr(room.link), each - ui.px(10)),
                    .style = ui::ButtonStyle::outline,
                    .width = each,
                    .help = obstacle != nullptr ? ui.tr(obstacle)
                                                : std::string(ui.tr(room.title)) + "\n" + ui.tr(room.help),
                    .enabled = obstacle == nullptr}))
      actions(model::action::EnterRoom{std::string(room.key)});
  }
  return top;
}

void draw_left(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize(),
               max{min.x + size.x, min.y + size.y};
  const float left = min.x + ui.px(16), width = max.x - min.x - ui.px(32);
  const float rooms = draw_rooms(ui, model, actions, left, max.y - ui.px(10), width);
  ImGui::SetCursorScreenPos({min.x, min.y});
  // Wider than its content by what the ring of the keyboard and the scrollbar need.
  ui::begin_child("playground/column", {max.x - min.x, rooms - min.y});
  ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y + ui.px(14)});
  draw_data(ui, model, actions, width);
  if (has_plane(model)) {
    ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
    draw_line_between(ui, width);
    draw_layers(ui, model, actions, width);
  }
  if (model.has_single_steps()) {
    ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
    draw_line_between(ui, width);
    draw_what_if(ui, model, actions, width);
  }
  ui::take_room({1, ui.px(8)});
  ImGui::EndChild();
}

}  // namespace ganscope::panels::playground::plane
