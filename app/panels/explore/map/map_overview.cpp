#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/explore/map/map_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::map {
namespace {

using explore_parts::Area;
using explore_parts::Context;

constexpr float bin_pitch = 17;  // design px

/// Samples that share a place of the overview.
struct Bins {
  int side = 1;
  std::vector<std::vector<int>> samples;  ///< [side, side]
};

Bins bins_of(const Laid& laid, int most) {
  Bins bins;
  bins.side = std::max(1, std::min(laid.side, most));
  bins.samples.resize(static_cast<size_t>(bins.side) * static_cast<size_t>(bins.side));
  for (int i = 0; i < laid.count; ++i) {
    const int column = laid.column[static_cast<size_t>(i)] * bins.side / laid.side,
              row = laid.row[static_cast<size_t>(i)] * bins.side / laid.side;
    bins.samples[static_cast<size_t>(row) * static_cast<size_t>(bins.side) + static_cast<size_t>(column)]
        .push_back(i);
  }
  return bins;
}

/// A picture for all that lie in a place, and below it their mean. Pictures first, then bars: one texture
/// after the other.
void draw_bins(const Context& context, const Laid& laid, const Colours& colours, ImVec2 min, float side) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Bins bins = bins_of(laid, static_cast<int>(side / ui.px(bin_pitch)));
  const float pitch = side / static_cast<float>(bins.side), gap = std::max(1.0F, ui.px(1)),
              bar = colours.any() ? std::max(1.0F, std::round(pitch * 0.14F)) : 0;
  const api::View view = context.model.view("map/layout");
  const auto corner = [&](size_t at) {
    return ImVec2{std::floor(min.x + static_cast<float>(at % static_cast<size_t>(bins.side)) * pitch),
                  std::floor(min.y + static_cast<float>(at / static_cast<size_t>(bins.side)) * pitch)};
  };
  const float edge = std::floor(pitch - gap);
  for (size_t at = 0; at < bins.samples.size(); ++at) {
    if (bins.samples[at].empty()) continue;
    const ImVec2 from = corner(at);
    draw_thumbnail(context, draw, view, bins.samples[at].front(), from, {from.x + edge, from.y + edge});
  }
  for (size_t at = 0; at < bins.samples.size() && bar > 0; ++at) {
    if (bins.samples[at].empty()) continue;
    const ImVec2 from = corner(at);
    draw->AddRectFilled({from.x, from.y + edge - bar}, {from.x + edge, from.y + edge},
                        colours.of(bins.samples[at]));
  }
}

/// The chosen samples as light corners on the overview, so that a lasso is seen here too.
void draw_chosen(const Context& context, const Laid& laid, ImVec2 min, float side) {
  const ui::Ui& ui = context.ui;
  const Selection& chosen = selection(context.model);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float cell = side / static_cast<float>(laid.side),
              radius = ui::within(cell * 0.28F, ui.px(1), ui.px(3));
  for (const int i : chosen.members) {
    const auto at = static_cast<size_t>(i);
    draw->AddCircleFilled({min.x + (static_cast<float>(laid.column[at]) + 0.5F) * cell,
                           min.y + (static_cast<float>(laid.row[at]) + 0.5F) * cell},
                          radius, ui.theme.t1, 6);
  }
}

/// The rectangle that is enlarged: drag or click moves it, the wheel zooms.
void take_overview(Context& context, const Laid& laid, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const Look& now = model::tool_state<Look>(context.model);
  ImGui::SetCursorScreenPos(min);
  ui::press_area("explore/map/overview", {side, side});
  ui.items.add("explore/map/overview", min, {min.x + side, min.y + side}, static_cast<double>(laid.count));
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  ui::tooltip(ui, ui.tr("All samples; what looks alike lies together. Drag: another part is enlarged. Wheel: "
                        "nearer or farther. Key m: the enlarged part takes this place, too."));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  Look next = now;
  if (active) {
    next.x = ui::within(static_cast<double>((mouse.x - min.x) / side), 0.0, 1.0);
    next.y = ui::within(static_cast<double>((mouse.y - min.y) / side), 0.0, 1.0);
  }
  if (hovered && ImGui::GetIO().MouseWheel != 0)
    next.zoom = ui::within(now.zoom * std::pow(1.15, static_cast<double>(ImGui::GetIO().MouseWheel)),
                           nearest_zoom, farthest_zoom);
  if (next.x != now.x || next.y != now.y || next.zoom != now.zoom)
    do_on_model(context, [next](model::UiModel& model, double) { look(model, next); });
  // The column is what is left to the right (explore_panel.cpp).
  const float column = ImGui::GetWindowPos().x + ImGui::GetWindowSize().x - ui.px(16) -
                       (min.x + side + ui.px(ui.compact ? 20 : 32));
  const Window window = window_of(laid, now, static_cast<double>(side / std::max(1.0F, column)) * cell_shape);
  const double cell = static_cast<double>(side) / laid.side;
  const auto pixel = [&](double x, double y) {
    return ImVec2{std::round(min.x + static_cast<float>(x * cell)),
                  std::round(min.y + static_cast<float>(y * cell))};
  };
  const ImVec2 from = pixel(window.left, window.top),
               to = pixel(window.left + window.width, window.top + window.height);
  ui::frame_picture(ui, ImGui::GetWindowDrawList(), from, to, 2, 0);
}

/// The main components as dots, while t-SNE goes on.
void draw_first(const Context& context, const std::vector<float>& points, ImVec2 min, float side) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float half = ui.px(1.5F), room = side - 2 * ui.px(8);
  for (size_t i = 0; i + 1 < points.size(); i += 2) {
    const ImVec2 at{min.x + ui.px(8) + (points[i] + 1) / 2 * room,
                    min.y + ui.px(8) + (1 - points[i + 1]) / 2 * room};
    draw->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, ui::faded(ui.theme.g, 0.8F));
  }
}

void draw_progress_row(Context& context, const Map& map, ImVec2 at, float width) {
  ui::Ui& ui = context.ui;
  ImGui::SetCursorScreenPos({at.x, at.y});
  ui::begin_child("explore/map/progress", {width, ui.px(34)}, ImGuiWindowFlags_NoBackground);
  bool cancelled = false;
  const std::string& what = map.laying.progress.what;
  const char* words = what == "map: laying out"   ? ui.tr("Laying out")
                      : what == "map: components" ? ui.tr("Looking for main components")
                                                  : ui.tr("Drawing samples");
  ui::progress_bar(ui, "explore/map/progress", share_done(map), words, true, cancelled);
  ImGui::EndChild();
  if (cancelled) do_on_model(context, [](model::UiModel& model, double) { cancel(model); });
}

/// No map yet, or none can be: what it would be, and the button.
void draw_no_map(Context& context, const Map& map, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float wrap = std::min(side - ui.px(48), ui.px(360)), x = min.x + (side - wrap) / 2;
  float y = min.y + side * 0.3F;
  const auto say = [&](ui::Font font, ImU32 colour, const std::string& words) {
    ui::wrapped_text_at(ui, draw, {x, y}, font, colour, words, wrap);
    y += ui::wrapped_size(ui, font, words, wrap).y + ui.px(8);
  };
  if (context.model.status->data.is_points()) {
    say(ui::Font::title, ui.theme.t1, ui.tr("Points need no map."));
    return say(ui::Font::body, ui.theme.t2, ui.tr("Their plane is one: look at them in Train."));
  }
  say(ui::Font::title, ui.theme.t1, ui.tr("No map yet."));
  if (map.laying.state == Work::State::failed) {
    const Failure failure = ui.tr.failure(map.laying.failure);
    say(ui::Font::body, ui.theme.warn, with_place(failure) + ". " + failure.hint);
  }
  say(ui::Font::body, ui.theme.t2,
      ui.tr("Draws some thousand samples and lays them out so that what looks alike lies together. Then a "
            "lasso takes heaps of them, and makes directions of them."));
  ImGui::SetCursorScreenPos({x, y + ui.px(8)});
  if (ui::button(ui, "explore/map/lay_out",
                 {.label = ui.tr("Lay out"),
                  .style = ui::ButtonStyle::primary,
                  .help = ui.tr("With the model as it is shown. Training goes on meanwhile.")}))
    do_on_model(context, [](model::UiModel& model, double) { lay_out(model); });
}

void draw_header(Context& context, const Area& area, float side, const Laid* laid, const Colours* colours) {
  ui::Ui& ui = context.ui;
  const float top = area.min.y + ui.px(6), width = ui.px(ui.compact ? 132 : 160);
  std::string words;
  const float room = side - width - ui.px(12);
  if (laid != nullptr) {
    words = fmt::format(fmt::runtime(ui.tr("{} samples of step {}")), ui::thousands(laid->count),
                        ui::thousands(laid->step));
    const float title = ui::text_size(ui, ui::Font::title, ui.tr("Map")).x + ui.px(10);
    if (title + ui::text_size(ui, ui::Font::body, words).x > room)
      words = fmt::format(fmt::runtime(ui.tr("step {}")), ui::thousands(laid->step));
  }
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Map"), words, room);
  if (colours == nullptr) return;
  ImGui::SetCursorScreenPos({area.min.x + side - width, top});
  int chosen = colours->chosen();
  if (!ui::combo(ui, "explore/map/colour", colours->names(), chosen, width,
                 ui.tr("What the bars below the pictures say.")))
    return;
  do_on_model(context, [key = colours->keys()[static_cast<size_t>(chosen)]](model::UiModel& model, double) {
    Look next = model::tool_state<Look>(model);
    next.colour = key;
    look(model, next);
  });
}

}  // namespace

void draw_thumbnail(const Context& context, ImDrawList* draw, api::View view, int sample, ImVec2 min,
                    ImVec2 max, ImU32 tint) {
  const ui::Atlas &sharp = context.ui.atlases.of(view), &smooth = context.ui.atlases.smooth(view);
  if (sample < 0 || sample >= sharp.count || sharp.texture == nullptr) return;
  const float wide = static_cast<float>(std::max(1, sharp.picture_width)),
              high = static_cast<float>(std::max(1, sharp.picture_height));
  const float scale = std::min((max.x - min.x) / wide, (max.y - min.y) / high);
  const ImVec2 size{std::max(1.0F, std::round(wide * scale)), std::max(1.0F, std::round(high * scale))};
  const ImVec2 at{std::floor((min.x + max.x - size.x) / 2), std::floor((min.y + max.y - size.y) / 2)};
  if (scale >= 2 || smooth.texture == nullptr) {
    draw->AddImage(sharp.texture, at, {at.x + size.x, at.y + size.y}, sharp.uv_min(sample),
                   sharp.uv_max(sample), tint);
    return;
  }
  // Half a texel in, so that the filter does not reach into the neighbouring picture.
  const ImVec2 inset{0.5F / (wide * static_cast<float>(smooth.columns)),
                     0.5F / (high * static_cast<float>(smooth.rows))};
  const ImVec2 a = smooth.uv_min(sample), b = smooth.uv_max(sample);
  draw->AddImage(smooth.texture, at, {at.x + size.x, at.y + size.y}, {a.x + inset.x, a.y + inset.y},
                 {b.x - inset.x, b.y - inset.y}, tint);
}

void draw_overview(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const Map& map = model::tool_state<Map>(context.model);
  const Laid* laid = shown_map(context.model);
  const bool going_on = map.laying.state == Work::State::wanted;
  std::optional<Colours> colours;
  if (laid != nullptr) colours.emplace(ui, context.model, *laid);
  draw_header(context, area, side, laid, colours ? &*colours : nullptr);
  const ImVec2 min{area.min.x, area.min.y + ui.px(explore_parts::header_height)};
  ImGui::GetWindowDrawList()->AddRectFilled(min, {min.x + side, min.y + side}, ui.theme.bg0);
  const ImVec2 row{min.x, min.y + side + ui.px(6)};
  const bool large = model::tool_state<Look>(context.model).large;  // then the enlarged part is drawn here
  if (laid != nullptr && !large) {
    draw_bins(context, *laid, *colours, min, side);
    draw_chosen(context, *laid, min, side);
    take_overview(context, *laid, min, side);
    if (colours->any())
      ui::plate(ui, ImGui::GetWindowDrawList(), {min.x + ui.px(6), min.y + side - ui.px(28)},
                ui::Font::caption, ui.tr("each bar: the mean of what lies there"));
  } else if (laid == nullptr && map.first) {
    draw_first(context, *map.first, min, side);
  } else if (laid == nullptr && !going_on) {
    draw_no_map(context, map, min, side);
  }
  if (going_on) return draw_progress_row(context, map, row, side);
  if (laid == nullptr) return;
  const float end = colours->draw_legend(context, row, side) + ui.px(12);
  const std::string how = fmt::format(fmt::runtime(laid->learned ? ui.tr("features, t-SNE, in {:.1f} s")
                                                                 : ui.tr("pixels, t-SNE, in {:.1f} s")),
                                      laid->seconds);
  const ImVec2 size = ui::text_size(ui, ui::Font::caption, how);
  if (end + size.x <= min.x + side)
    ui::text_at(ui, ImGui::GetWindowDrawList(), {min.x + side - size.x, row.y + (ui.px(32) - size.y) / 2},
                ui::Font::caption, ui.theme.t3, how);
}

}  // namespace ganscope::panels::map
