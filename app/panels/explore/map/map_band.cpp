#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/model/asks.h"
#include "app/panels/explore/map/map_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/picture_tile.h"

namespace ganscope::panels::map {
namespace {

using explore_parts::Area;
using explore_parts::Context;

constexpr int most_pictures = 22;
constexpr size_t most_attributes = 2;

void words_at(const Context& context, ImVec2 at, ImU32 colour, const std::string& words, float width) {
  const ui::Ui& ui = context.ui;
  ui::text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, colour,
              ui::fitted(ui, ui::Font::caption, words, width));
}

double mean_score(const Laid& laid, const Selection& chosen, bool here) {
  double sum = 0;
  int count = 0;
  for (size_t i = 0; i < laid.scores.size(); ++i)
    if ((chosen.in[i] != 0) == here) {
      sum += static_cast<double>(laid.scores[i]);
      ++count;
    }
  return count > 0 ? sum / count : 0;
}

/// "hat in {99} of 100, elsewhere in {31} · D says 0.64 on average, 0.61 elsewhere", of so many attributes.
std::string shared_words(const ui::Ui& ui, const Map& map, const Laid& laid, const Selection& chosen,
                         size_t most_shared) {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : "  ·  ") + more; };
  if (static_cast<int>(chosen.members.size()) == laid.count) return words;  // there is no rest
  const std::vector<Shared> shared = shared_by(map, chosen);
  for (size_t i = 0; i < std::min(shared.size(), most_shared); ++i)
    add(fmt::format(fmt::runtime(ui.tr("{} in {{b:{:.0f}}} of 100, elsewhere in {{b:{:.0f}}}")),
                    attribute_words(ui, shared[i].name), shared[i].here, shared[i].elsewhere));
  if (shared.empty() && map.judging.state == Work::State::wanted)
    add(std::string(ui.tr("looking what they share")) + " ···");
  if (!laid.scores.empty())
    add(fmt::format(fmt::runtime(ui.tr("{{D}} says {{n:{:.2f}}} on average, {{n:{:.2f}}} elsewhere")),
                    mean_score(laid, chosen, true), mean_score(laid, chosen, false)));
  return words;
}

constexpr const char* selection_payload = "ganscope.selection";

/// Makes the last item one by which the whole selection is dragged to a target.
void selection_source(const Context& context, int sample) {
  if (!ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) return;
  ImGui::SetDragDropPayload(selection_payload, &sample, sizeof(sample));
  const float size = context.ui.px(64);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::take_room({size, size});
  draw_thumbnail(context, ImGui::GetWindowDrawList(), context.model.view("map/layout"), sample, at,
                 {at.x + size, at.y + size});
  ImGui::EndDragDropSource();
}

/// Whether it was dropped on the last item in this frame.
bool selection_dropped() {
  if (!ImGui::BeginDragDropTarget()) return false;
  const bool dropped = ImGui::AcceptDragDropPayload(selection_payload) != nullptr;
  ImGui::EndDragDropTarget();
  return dropped;
}

void draw_selection(Context& context, const Area& area, const Laid* laid) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Selection& chosen = selection(context.model);
  const float top = area.min.y + ui.px(6);
  const char* clear = ui.tr("Clear");
  const float clear_width = ui::text_size(ui, ui::Font::body, clear).x + ui.px(28);
  const std::string count = chosen.members.empty()
                                ? ""
                                : fmt::format(fmt::runtime(ui.tr("{} samples inside")),
                                              ui::thousands(static_cast<int64_t>(chosen.members.size())));
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Selection"), count,
                            area.width() - clear_width - ui.px(8));
  ImGui::SetCursorScreenPos({area.max.x - clear_width, top});
  if (ui::button(ui, "explore/map/clear",
                 {.label = clear,
                  .width = clear_width,
                  .help = ui.tr("Nothing is chosen any more."),
                  .enabled = !chosen.members.empty()}))
    do_on_model(context, [](model::UiModel& model, double) { select(model, {}, Take::instead); });
  const float square = area.min.y + ui.px(explore_parts::header_height), caption = ui.px(24), gap = ui.px(2);
  if (laid == nullptr || chosen.members.empty()) {
    const char* words = laid != nullptr                          ? ui.tr("Draw round a few pictures.")
                        : context.model.status->data.is_points() ? ui.tr("Points need no map.")
                        : model::tool_state<Map>(context.model).laying.state == Work::State::wanted
                            ? ui.tr("The map is being laid out.")
                            : ui.tr("First a map: Lay out, above.");
    return ui::text_at(ui, draw, {area.min.x, square + ui.px(8)}, ui::Font::body, ui.theme.t2, words);
  }
  constexpr int columns = most_pictures / 2;
  const float tile = std::floor(
      std::min({ui.px(64), (area.width() + gap) / columns - gap, (area.max.y - square - caption) / 2 - gap}));
  if (tile < ui.px(6)) return;
  const api::View view = context.model.view("map/layout");
  const int all = static_cast<int>(chosen.members.size()), shown = std::min(all, most_pictures);
  for (int i = 0; i < shown; ++i) {
    const int sample =
        chosen.members[static_cast<size_t>(static_cast<int64_t>(i) * all / shown)];  // spread evenly
    const ImVec2 at{area.min.x + static_cast<float>(i % columns) * (tile + gap),
                    square + static_cast<float>(i / columns) * (tile + gap)};
    ImGui::SetCursorScreenPos(at);
    const auto answer = ui::picture_tile(
        ui, fmt::format("explore/map/chosen/{}", i), {tile, tile}, static_cast<double>(sample),
        ui.tr("Click: take it in hand. Drag: the whole selection goes along."));
    selection_source(context, sample);
    draw->AddRectFilled(answer.min, answer.max, ui.theme.bg0);
    draw_thumbnail(context, draw, view, sample, answer.min, answer.max);
    if (answer.hovered) draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(1.5F));
    if (answer.clicked)
      do_on_model(context,
                  [sample](model::UiModel& model, double now_s) { take_in_hand(model, sample, now_s); });
  }
  const auto fits = [&](const std::string& words) {
    return ui::rich_text_width(ui, ui::Font::caption, words) <= area.width();
  };
  std::string words;
  for (size_t most = most_attributes; most > 0; --most)  // rather one attribute less than half a sentence
    if (words = shared_words(ui, model::tool_state<Map>(context.model), *laid, chosen, most); fits(words))
      break;
  const float y = square + 2 * (tile + gap) + ui.px(6);
  if (fits(words))
    ui::rich_text_at(ui, draw, {area.min.x, y}, ui::Font::caption, ui.theme.t2, words);
  else
    words_at(context, {area.min.x, y}, ui.theme.t2, ui::plain_words(words), area.width());
  ui.items.add("explore/map/shared", {area.min.x, y}, {area.max.x, y + caption}, ui::plain_words(words));
}

/// Three slots of the arithmetic. Returns where they end.
float draw_slots(Context& context, ImVec2 at, float tile, bool can) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  constexpr std::array signs{ui::Icon::minus, ui::Icon::plus};
  const float between = ui.px(ui.compact ? 14 : 22);
  float x = at.x;
  for (int slot = 0; slot < 3; ++slot) {
    ImGui::SetCursorScreenPos({x, at.y});
    const auto answer =
        ui::picture_tile(ui, fmt::format("explore/map/slot/{}", slot), {tile, tile},
                         static_cast<double>(context.model.explore.slots[static_cast<size_t>(slot)].size()),
                         ui.tr("The mean of the selection goes into this slot."));
    const bool dropped = selection_dropped();
    const ImVec2 end{x + tile, at.y + tile};
    const bool filled = model::drawn_mean(context.model, slot) &&
                        !context.model.explore.slots[static_cast<size_t>(slot)].empty();
    draw->AddRectFilled(answer.min, end, ui.theme.bg0);
    if (filled)
      explore_parts::draw_preview(context, draw, model::view::arithmetic,
                                  model::ExploreState::row_of_mean(slot), answer.min, end);
    draw->AddRect(answer.min, end, can && answer.hovered ? ui.theme.t1 : ui.theme.line2, 0, 0, ui.px(1));
    if (!filled) {
      const std::string letter(1, static_cast<char>('A' + slot));
      const ImVec2 size = ui::text_size(ui, ui::Font::strong, letter);
      ui::text_at(ui, draw, {x + (tile - size.x) / 2, at.y + (tile - size.y) / 2}, ui::Font::strong,
                  can ? ui.theme.t2 : ui.theme.t3, letter);
    }
    if (can && (answer.clicked || dropped))
      do_on_model(context, [slot](model::UiModel& model, double now_s) { send_to_slot(model, slot, now_s); });
    x += tile;
    if (slot < 2)
      ui::draw_icon(draw, signs[static_cast<size_t>(slot)], {x + between / 2, at.y + tile / 2}, ui.px(14),
                    ui.theme.t2);
    x += between;
  }
  return x - between;
}

/// A, B and a key picture between them. Two lines high.
void draw_path_targets(Context& context, ImVec2 at, float width, bool can) {
  ui::Ui& ui = context.ui;
  const float gap = ui.px(6), half = std::floor((width - gap) / 2);
  for (const bool b : {false, true}) {
    ImGui::SetCursorScreenPos({at.x + (b ? half + gap : 0), at.y});
    const bool pressed = ui::button(ui, b ? "explore/map/path/b" : "explore/map/path/a",
                                    {.label = b ? "B" : "A",
                                     .width = half,
                                     .help = ui.tr("The mean of the selection becomes this end of the path."),
                                     .enabled = can});
    if (selection_dropped() || pressed)
      do_on_model(context, [b](model::UiModel& model, double now_s) { send_to_path(model, b, now_s); });
  }
  const bool room = context.model.explore.path_keys() < model::ExploreState::most_path_keys;
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(38)});
  const bool pressed =
      ui::button(ui, "explore/map/path/key",
                 {.label = ui::fitted(ui, ui::Font::body, ui.tr("Key picture"), width - ui.px(10)),
                  .width = width,
                  .help = ui.tr("The path leads through the mean of the selection, where it stands now."),
                  .enabled = can && room});
  if (selection_dropped() || (pressed && room))
    do_on_model(context, [](model::UiModel& model, double) { send_to_key(model); });
}

/// What the selection would be called: what it shares most.
std::string name_of_selection(const Map& map, const Selection& chosen) {
  const std::vector<Shared> shared = shared_by(map, chosen);
  if (shared.empty() || std::abs(shared.front().here - shared.front().elsewhere) < 20) return "my selection";
  return (shared.front().here > shared.front().elsewhere ? "" : "no ") + shared.front().name;
}

void draw_direction(Context& context, const Area& area, float y, float tile, const Laid& laid, bool can) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Selection& chosen = selection(context.model);
  const api::View view = context.model.view("map/means");
  const float arrow = ui.px(24);
  for (int i = 0; i < 2; ++i) {
    const ImVec2 min{area.min.x + static_cast<float>(i) * (tile + arrow), y}, max{min.x + tile, y + tile};
    draw->AddRectFilled(min, max, ui.theme.bg0);
    if (can) explore_parts::draw_preview(context, draw, view, i, min, max);
    words_at(context, {min.x, max.y + ui.px(8)}, ui.theme.t3,
             i == 0 ? ui.tr("the rest") : ui.tr("the selection"),
             tile + (i == 0 ? arrow - ui.px(4) : ui.px(40)));
  }
  ui::draw_icon(draw, ui::Icon::chevron_right, {area.min.x + tile + arrow / 2, y + tile / 2}, ui.px(14),
                ui.theme.t2);
  const float x = area.min.x + 2 * tile + arrow + ui.px(16), width = area.max.x - x;
  if (width < ui.px(60)) return;
  const bool enough = can && static_cast<int>(chosen.members.size()) >= fewest_for_direction &&
                      static_cast<int>(chosen.members.size()) < laid.count;
  const std::string name = name_of_selection(model::tool_state<Map>(context.model), chosen);
  const std::string label = fmt::format(fmt::runtime(ui.tr("Keep as “{}”")), attribute_words(ui, name));
  ImGui::SetCursorScreenPos({x, y + ui.px(4)});
  const bool pressed = ui::button(
      ui, "explore/map/keep",
      {.label = ui::fitted(ui, ui::Font::body, label, width - ui.px(50)),
       .width = width,
       .help = ui.tr("A direction from the rest to the selection, for Directions and the pad. It can "
                     "be renamed there."),
       .has_icon = true,
       .icon = ui::Icon::star,
       .enabled = enough});
  if ((selection_dropped() || pressed) && enough)
    do_on_model(context, [name](model::UiModel& model, double) { keep_as_direction(model, name); });
  const float below = y + ui.px(44);
  if (can && static_cast<int>(chosen.members.size()) < fewest_for_direction)
    return words_at(context, {x, below}, ui.theme.t3,
                    fmt::format(fmt::runtime(ui.tr("from {} samples on")), fewest_for_direction), width);
  if (!enough) return;
  const double separates = separation(laid, chosen);
  if (!std::isfinite(separates)) return;
  const std::string words = fmt::format(fmt::runtime(ui.tr("separates {{b:{:.0f}}} of 100")), separates);
  ui::rich_text_at(ui, draw, {x, below}, ui::Font::caption, ui.theme.t2, words);
  ImGui::SetCursorScreenPos({x, below});
  ui::press_area("explore/map/separates", {width, ui.px(20)});
  ui.items.add("explore/map/separates", {x, below}, {area.max.x, below + ui.px(20)}, separates);
  ui::tooltip(ui, ui.tr("Found with every second sample, measured on the others, both ways round; as many of "
                        "the selection as of the rest: 50 is chance."));
}

void draw_targets(Context& context, const Area& area, const Laid* laid) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float top = area.min.y + ui.px(6);
  const char* table = ui.tr("Export as CSV");
  const float table_width = ui::text_size(ui, ui::Font::caption, table).x;
  const bool other_space = laid != nullptr && laid->space != context.model.explore.space;
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Send the selection to"),
                            other_space ? ui.tr("the map is of another space: lay out again")
                            : ui.compact || selection(context.model).members.empty()
                                ? ""
                                : ui.tr("or drag it there"),
                            area.width() - table_width);
  if (laid == nullptr) return;
  ImGui::SetCursorScreenPos({area.max.x - table_width, top + ui.px(8)});
  if (ui::link(ui, "explore/map/table", table,
               ui.tr("All samples of this map, a line each: seed, whether it is chosen, place, score, class, "
                     "attributes and latent.")))
    do_on_model(context, [](model::UiModel& model, double now_s) { save_table(model, now_s); });
  const bool can = !selection(context.model).members.empty() && !other_space;
  const float heading = area.min.y + ui.px(explore_parts::header_height), line = ui.px(18);
  const float y = heading + 2 * line + ui.px(4);
  const float tile =
      std::floor(ui::within(area.max.y - y - ui.px(30), ui.px(28), ui.px(ui.compact ? 52 : 64)));
  const auto title = [&](float x, const char* what, const char* how, float width) {
    ui::text_at(ui, draw, {x, heading}, ui::Font::strong, ui.theme.t1,
                ui::fitted(ui, ui::Font::strong, what, width));
    words_at(context, {x, heading + line + ui.px(2)}, ui.theme.t3, how, width);
  };
  const float gap = ui.px(ui.compact ? 14 : 24);
  const float slots_end = draw_slots(context, {area.min.x, y}, tile, can);
  title(area.min.x, ui.tr("Arithmetic"), ui.tr("its mean goes into a slot"), slots_end - area.min.x);
  const float path = slots_end + gap, path_width = ui.px(ui.compact ? 96 : 116);
  title(path, ui.tr("Path"), ui.tr("its mean"), path_width);
  draw_path_targets(context, {path, y}, path_width, can);
  const float direction = path + path_width + gap;
  title(direction, ui.tr("Direction"), ui.tr("from the rest to the selection"), area.max.x - direction);
  draw_direction(context, {{direction, area.min.y}, area.max}, y, tile, *laid, can);
  for (const float x : {path - gap / 2, direction - gap / 2})
    draw->AddLine({std::floor(x) + 0.5F, heading}, {std::floor(x) + 0.5F, area.max.y - ui.px(8)},
                  ui.theme.line, std::max(1.0F, ui.px(1)));
}

}  // namespace

void draw_map_band(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const auto [left, right] = explore_parts::split_band(context, area, ui.compact ? 0.44F : 0.475F);
  const Laid* laid = shown_map(context.model);
  draw_selection(context, left, laid);
  draw_targets(context, right, laid);
}

}  // namespace ganscope::panels::map
