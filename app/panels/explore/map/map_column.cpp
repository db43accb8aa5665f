#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "app/model/keys.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/map/map_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::map {
namespace {

using explore_parts::Area;
using explore_parts::Context;

constexpr std::array<int, 4> sample_choices{500, 1000, 2000, 4000};
constexpr double zoom_step = 1.25;

/// The enlarged part on screen: cells ↔ pixels.
struct Enlarged {
  const Laid& laid;
  Window window;
  ImVec2 min, max;
  float pitch_x, pitch_y;

  [[nodiscard]] ImVec2 pixel(double x, double y) const {
    return {min.x + static_cast<float>(x - window.left) * pitch_x,
            min.y + static_cast<float>(y - window.top) * pitch_y};
  }
  [[nodiscard]] Place place(ImVec2 pixel) const {
    return {window.left + static_cast<double>((pixel.x - min.x) / pitch_x),
            window.top + static_cast<double>((pixel.y - min.y) / pitch_y)};
  }
  [[nodiscard]] int sample_at(ImVec2 pixel) const {
    const Place at = place(pixel);
    return laid.at(static_cast<int>(std::floor(at[0])), static_cast<int>(std::floor(at[1])));
  }
};

/// All cells that are seen: pictures first, then bars; what was not chosen at half light.
void draw_cells(const Context& context, const Enlarged& part, const Colours& colours) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Selection& chosen = selection(context.model);
  const api::View view = context.model.view("map/layout");
  const float gap = std::max(1.0F, std::round(part.pitch_x * 0.06F)),
              bar = colours.any() ? std::max(1.0F, std::round(part.pitch_x * 0.09F)) : 0;
  const bool dots = part.pitch_x < ui.px(8);
  const int left = static_cast<int>(std::floor(part.window.left)),
            top = static_cast<int>(std::floor(part.window.top));
  const int right = static_cast<int>(std::ceil(part.window.left + part.window.width)),
            bottom = static_cast<int>(std::ceil(part.window.top + part.window.height));
  const auto each = [&](const auto& draw_one) {
    for (int row = top; row < bottom; ++row)
      for (int column = left; column < right; ++column) {
        const int sample = part.laid.at(column, row);
        if (sample < 0) continue;
        const ImVec2 from = part.pixel(column, row), to = part.pixel(column + 1, row + 1);
        const bool bright = chosen.members.empty() || chosen.in[static_cast<size_t>(sample)] != 0;
        draw_one(sample, ImVec2{std::round(from.x), std::round(from.y)},
                 ImVec2{std::round(to.x) - gap, std::round(to.y) - gap}, bright ? 1.0F : 0.5F);
      }
  };
  if (!dots)
    each([&](int sample, ImVec2 from, ImVec2 to, float light) {
      draw_thumbnail(context, draw, view, sample, from, {to.x, to.y - bar}, ui::faded(IM_COL32_WHITE, light));
    });
  each([&](int sample, ImVec2 from, ImVec2 to, float light) {
    const ImU32 colour = colours.any() ? colours.of(sample) : ui.theme.t2;
    if (dots)
      draw->AddRectFilled(from, to, ui::faded(colour, light));
    else if (bar > 0)
      draw->AddRectFilled({from.x, to.y - bar}, to, ui::faded(colour, light));
  });
}

void draw_outline(const Context& context, const Enlarged& part) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Line& line = model::tool_state<Line>(context.model);
  const bool drawing = !line.places.empty();
  const std::vector<Place>& places = drawing ? line.places : selection(context.model).outline;
  std::vector<ImVec2> pixels;
  for (const Place& place : places) pixels.push_back(part.pixel(place[0], place[1]));
  if (pixels.size() < 2) return;
  const ImDrawFlags closed = drawing ? 0 : ImDrawFlags_Closed;
  const int count = static_cast<int>(pixels.size());
  draw->AddPolyline(pixels.data(), count, ui.theme.bg0, closed, ui.px(4));
  draw->AddPolyline(pixels.data(), count, ui.theme.t1, closed, ui.px(2));
}

Take how_to_take() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.KeyAlt ? Take::away : io.KeyShift ? Take::add : Take::instead;
}

/// Lasso, move, click, double click and wheel.
void take_hands_of(Context& context, const Enlarged& part, bool active, bool hovered) {
  const ui::Ui& ui = context.ui;
  const ImGuiIO& io = ImGui::GetIO();
  const Look& now = model::tool_state<Look>(context.model);
  const std::vector<Place>& line = model::tool_state<Line>(context.model).places;
  const bool dragged = ImGui::IsMouseDragging(0, ui.px(4)) || !line.empty();
  if (hovered && io.MouseWheel != 0) {
    Look next = now;
    next.zoom = now.zoom * std::pow(1.15, static_cast<double>(io.MouseWheel));
    do_on_model(context, [next](model::UiModel& model, double) { look(model, next); });
  }
  if (active && dragged && now.lasso) {
    const Place at = part.place({ui::within(io.MousePos.x, part.min.x, part.max.x),
                                 ui::within(io.MousePos.y, part.min.y, part.max.y)});
    std::vector<Place> longer = line;
    if (longer.empty()) longer.push_back(part.place(io.MouseClickedPos[0]));
    if (longer.back() != at) longer.push_back(at);
    if (longer.size() != line.size())
      do_on_model(context, [longer = std::move(longer)](model::UiModel& model, double) mutable {
        draw_line(model, std::move(longer));
      });
  } else if (active && dragged) {
    Look next = now;
    next.x =
        (part.window.left + part.window.width / 2 - static_cast<double>(io.MouseDelta.x / part.pitch_x)) /
        part.laid.side;
    next.y =
        (part.window.top + part.window.height / 2 - static_cast<double>(io.MouseDelta.y / part.pitch_y)) /
        part.laid.side;
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)
      do_on_model(context, [next](model::UiModel& model, double) { look(model, next); });
  }
  if (hovered && ImGui::IsMouseDoubleClicked(0)) {
    constexpr double far = 4;  // cells: between the pictures of a heap there are holes
    if (const int sample = nearest_sample(part.laid, part.place(io.MousePos), far); sample >= 0)
      do_on_model(context, [sample, how = how_to_take()](model::UiModel& model, double) {
        if (const Laid* laid = shown_map(model)) select(model, heap_of(*laid, sample), how);
      });
    return;
  }
  if (!ImGui::IsItemDeactivated()) return;
  if (!line.empty()) {
    do_on_model(context, [line, how = how_to_take()](model::UiModel& model, double) {
      draw_line(model, {});
      if (const Laid* laid = shown_map(model)) select(model, inside(*laid, line), how, line);
    });
  } else if (ImGui::GetMouseDragDelta(0, ui.px(4)).x == 0 && hovered) {
    if (const int sample = part.sample_at(io.MousePos); sample >= 0)
      do_on_model(context,
                  [sample](model::UiModel& model, double now_s) { take_in_hand(model, sample, now_s); });
  }
}

/// The sample in hand is framed, the one below the mouse named.
void draw_marks(const Context& context, const Enlarged& part, bool hovered) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto frame = [&](int sample, float width) {
    const auto at = static_cast<size_t>(sample);
    const ImVec2 from = part.pixel(part.laid.column[at], part.laid.row[at]);
    const ImVec2 to = part.pixel(part.laid.column[at] + 1, part.laid.row[at] + 1);
    draw->AddRect(from, to, ui.theme.t1, 0, 0, ui.px(width));
    return from;
  };
  const auto& state = context.model.explore;
  const uint64_t in_hand = state.seed - part.laid.first_seed;
  if (state.origin.starts_with("seed ") && !state.moved && state.seed >= part.laid.first_seed &&
      in_hand < static_cast<uint64_t>(part.laid.count))
    frame(static_cast<int>(in_hand), 2.5F);
  const int sample = hovered ? part.sample_at(ImGui::GetIO().MousePos) : -1;
  if (sample < 0) return;
  const ImVec2 at = frame(sample, 1.5F);
  ui::plate(ui, draw, {at.x, at.y - ui.px(24)}, ui::Font::caption,
            fmt::format("s {}", part.laid.first_seed + static_cast<uint64_t>(sample)));
}

void change_look(Context& context, const std::function<void(Look&)>& change) {
  Look next = model::tool_state<Look>(context.model);
  change(next);
  do_on_model(context, [next](model::UiModel& model, double) { look(model, next); });
}

/// l lasso, v move, m large, + and − zoom, 0 all, Ctrl-A everything, Esc nothing.
void take_keys(Context& context, const Laid& laid) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || !context.model.open_sheet.empty()) return;
  // Whatever else Escape closes goes first.
  if (ui::compat::key_pressed(ImGuiKey_Escape) && !model::action_for_key(context.model, "escape"))
    return do_on_model(context, [](model::UiModel& model, double) {
      draw_line(model, {});
      select(model, {}, Take::instead);
    });
  using ui::compat::code_pressed;
  if (io.KeyCtrl) {
    if (!code_pressed('A')) return;
    std::vector<int> all(static_cast<size_t>(laid.count));
    for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
    return do_on_model(context, [all](model::UiModel& model, double) { select(model, all, Take::instead); });
  }
  if (io.KeyAlt) return;
  if (code_pressed('L')) change_look(context, [](Look& look) { look.lasso = true; });
  if (code_pressed('V')) change_look(context, [](Look& look) { look.lasso = false; });
  if (code_pressed('M')) change_look(context, [](Look& look) { look.large = !look.large; });
  if (code_pressed('=')) change_look(context, [](Look& look) { look.zoom *= zoom_step; });
  if (code_pressed('-')) change_look(context, [](Look& look) { look.zoom /= zoom_step; });
  if (code_pressed('0')) change_look(context, [](Look& look) { look.zoom = nearest_zoom; });
}

void draw_tools(Context& context, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  const Look& now = model::tool_state<Look>(context.model);
  const Map& map = model::tool_state<Map>(context.model);
  const std::vector<std::string> modes{ui.tr("Lasso"), ui.tr("Move")};
  int mode = now.lasso ? 0 : 1;
  ImGui::SetCursorScreenPos({area.min.x, y});
  if (ui::segmented(ui, "explore/map/mode", modes, mode,
                    ui.tr("Lasso: draw round pictures; Shift adds, Alt takes away, a double click takes the "
                          "heap, Esc lets go. Move: drag the map. Keys: l, v, Ctrl-A.")))
    change_look(context, [mode](Look& look) { look.lasso = mode == 0; });
  const float counts = ui.px(92), again = ui.px(32), gap = ui.px(8);
  float x = area.min.x + explore_parts::segmented_width(ui, modes) + ui.px(16);
  const char* words = ui.tr("Zoom");
  if (!ui.compact) {
    const ImVec2 size = ui::text_size(ui, ui::Font::body, words);
    ui::text_at(ui, ImGui::GetWindowDrawList(), {x, y + (ui.px(32) - size.y) / 2}, ui::Font::body,
                ui.theme.t2, words);
    x += size.x + ui.px(12);
  }
  double zoom = now.zoom;
  ImGui::SetCursorScreenPos({x, y + ui.px(2)});
  const ui::SliderSpec spec{.min = nearest_zoom,
                            .max = farthest_zoom,
                            .initial = 3.5,
                            .logarithmic = true,
                            .width = std::max(ui.px(60), area.max.x - x - counts - again - 3 * gap),
                            .field_width = ui.compact ? 0.0F : 50.0F,
                            .help = ui.tr("How many times nearer than all of it. Keys: +, −, 0.")};
  if (ui::slider(ui, "explore/map/zoom", spec, zoom))
    change_look(context, [zoom](Look& look) { look.zoom = zoom; });
  std::vector<std::string> choices;
  int chosen = 0;
  for (size_t i = 0; i < sample_choices.size(); ++i) {
    choices.push_back(ui::thousands(sample_choices[i]));
    if (sample_choices[i] == map.samples) chosen = static_cast<int>(i);
  }
  ImGui::SetCursorScreenPos({area.max.x - counts - again - gap, y});
  if (ui::combo(ui, "explore/map/samples", choices, chosen, counts,
                ui.tr("How many samples; another number lays them out anew.")))
    do_on_model(context, [count = sample_choices[static_cast<size_t>(chosen)]](
                             model::UiModel& model, double) { set_samples(model, count); });
  ImGui::SetCursorScreenPos({area.max.x - again, y});
  if (explore_parts::plated_icon(ui, "explore/map/again", ui::Icon::reset,
                                 ui.tr("Lays out again, with the model as it is shown now."), {},
                                 map.laying.state != Work::State::wanted))
    do_on_model(context, [](model::UiModel& model, double) { lay_out(model); });
}

}  // namespace

void draw_enlarged(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Laid* laid = shown_map(context.model);
  const Look& now = model::tool_state<Look>(context.model);
  const ImVec2 start = explore_parts::column_start(context, area), max{area.max.x, start.y + side};
  // The overview is the square to the left (explore_panel.cpp).
  const float taken = laid != nullptr && now.large ? side + ui.px(ui.compact ? 20 : 32) : 0;
  const ImVec2 min{start.x - taken, start.y};
  draw->AddRectFilled(min, max, ui.theme.bg0);
  if (laid == nullptr) return;
  const float width = max.x - min.x;
  const double aspect = static_cast<double>(side / std::max(1.0F, width)) * cell_shape;
  const Window window = window_of(*laid, now, aspect);
  const Enlarged part{*laid,
                      window,
                      min,
                      max,
                      width / static_cast<float>(window.width),
                      side / static_cast<float>(window.height)};
  ImGui::SetCursorScreenPos(min);
  ui::press_area("explore/map/enlarged", {width, side});
  ui.items.add("explore/map/enlarged", min, max,
               static_cast<double>(selection(context.model).members.size()));
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  take_hands_of(context, part, active, hovered);
  draw->PushClipRect(min, max, true);
  draw_cells(context, part, Colours(ui, context.model, *laid));
  draw_marks(context, part, hovered && !active);
  draw_outline(context, part);
  draw->PopClipRect();
  take_keys(context, *laid);
  draw_tools(context, area, min.y + side + ui.px(6));
}

}  // namespace ganscope::panels::map
