#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "app/model/bookmarks.h"
#include "app/panels/explore/bookmarks/bookmarks.h"
#include "app/panels/explore/bookmarks/bookmarks_parts.h"
#include "app/panels/form_words.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::bookmarks {
namespace {

using explore_parts::Context;
using model::UiModel;

/// A cell of the list: a picture, and two lines below it.
struct Cell {
  ImVec2 min;
  float tile = 0, width = 0;  ///< of the picture; of the words
};

/// "step 4,000 · shoe · raw", without the word where that is wider than `width`.
std::string below_words(const Context& context, const storage::Bookmark& bookmark, float width) {
  const ui::Ui& ui = context.ui;
  std::string words = ui::thousands(bookmark.step);
  const std::string kind = class_words(ui, context.model.status->data, bookmark.label);
  if (!bookmark.shares.empty())
    words += fmt::format(" · {}", ui.tr("mixed"));
  else if (!kind.empty())
    words += " · " + kind;
  if (bookmark.model == api::Model::raw) words += fmt::format(" · {}", ui.tr("Raw"));
  if (bookmark.space == api::Space::w) words += " · w";
  const std::string whole = fmt::format("{} {}", ui.tr("step"), words);
  return ui::text_size(ui, ui::Font::caption, whole).x <= width ? whole : words;
}

std::string help_words(const Context& context, const storage::Bookmark& bookmark) {
  const ui::Ui& ui = context.ui;
  std::string words = bookmark.name + ". ";
  if (bookmark.drawn && bookmark.drawn->step != bookmark.step)
    words += fmt::format(fmt::runtime(ui.tr("Drawn at step {}, the nearest that was kept.")),
                         ui::thousands(bookmark.drawn->step)) +
             " ";
  return words +
         ui.tr("Click: take it in hand. Double click: rename. Drag: into a slot below, or onto A or B.");
}

/// The picture in its own proportions.
void draw_picture(const Context& context, const storage::Bookmark& bookmark, int row, const Cell& cell) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 max{cell.min.x + cell.tile, cell.min.y + cell.tile};
  draw->AddRectFilled(cell.min, max, ui.theme.bg0);
  if (!bookmark.drawn) {
    const char* words = "···";
    const ImVec2 size = ui::text_size(ui, ui::Font::body, words);
    return ui::text_at(ui, draw, {(cell.min.x + max.x - size.x) / 2, (cell.min.y + max.y - size.y) / 2},
                       ui::Font::body, ui.theme.t3, words);
  }
  const auto wide = static_cast<float>(bookmark.drawn->picture.width);
  const auto high = static_cast<float>(bookmark.drawn->picture.height);
  const float longest = std::max({wide, high, 1.0F});
  const float w = wide > 0 ? std::floor(cell.tile * wide / longest) : cell.tile;
  const float h = high > 0 ? std::floor(cell.tile * high / longest) : cell.tile;
  const ImVec2 at{cell.min.x + std::floor((cell.tile - w) / 2), cell.min.y + std::floor((cell.tile - h) / 2)};
  explore_parts::draw_preview(context, draw, model::view::bookmarks, row, at, {at.x + w, at.y + h});
}

/// What of a name has room: of "latent 0 (2)" and "latent 0 (3)" the numbers, too.
std::string fitted_name(const ui::Ui& ui, const std::string& name, float width) {
  if (ui::text_size(ui, ui::Font::strong, name).x <= width) return name;
  const std::string ending(model::numbered_ending(name));
  const float room = width - ui::text_size(ui, ui::Font::strong, ending).x;
  return ui::fitted(ui, ui::Font::strong, name.substr(0, name.size() - ending.size()), room) + ending;
}

/// The name, as a field while it is being changed.
void draw_name(Context& context, const model::Marked& marked, const std::string& item, const Cell& cell) {
  ui::Ui& ui = context.ui;
  const ImVec2 at{cell.min.x, cell.min.y + cell.tile + ui.px(3)};
  const std::string field = item + "/name";
  if (ui.items.interaction.edit.name == field) {
    std::string name = marked.bookmark.name;
    ImGui::SetCursorScreenPos(at);
    if (ui::text_field(ui, field, name, cell.width, ui.tr("Enter keeps the name.")))
      change(context,
             [id = marked.id, name](UiModel& model, double) { model::rename_bookmark(model, id, name); });
    return;
  }
  const std::string words = fitted_name(ui, marked.bookmark.name, cell.width);
  ImGui::SetCursorScreenPos(at);
  ui::press_area(field.c_str(), {cell.width, ui.px(18)});
  ui.items.add(field, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), marked.bookmark.name);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
    ui::open_text_field(ui, field, marked.bookmark.name);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, at, ui::Font::strong, ui.theme.t1, words);
  ui::text_at(
      ui, draw, {at.x, at.y + ui.px(18)}, ui::Font::caption, ui.theme.t2,
      ui::fitted(ui, ui::Font::caption, below_words(context, marked.bookmark, cell.width), cell.width));
}

void draw_one(Context& context, const model::Marked& marked, int row, const Cell& cell) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string item = fmt::format("explore/bookmark/{}", row);
  ImGui::SetCursorScreenPos(cell.min);
  const auto answer = ui::picture_tile(
      ui, item, {cell.tile, cell.tile},
      marked.bookmark.drawn ? explore_parts::picture_hash(context.model, model::view::bookmarks, row)
                            : std::string("none"),
      help_words(context, marked.bookmark));
  explore_parts::drag_source(context, {explore_parts::Source::Kind::bookmark, row}, ui.px(64));
  draw_picture(context, marked.bookmark, row, cell);
  const bool chosen = context.model.bookmark_desk.chosen == marked.id;
  if (chosen)
    ui::frame_picture(ui, draw, answer.min, answer.max, 2, 1);
  else if (answer.hovered)
    draw->AddRect(answer.min, answer.max, ui.theme.t1, 0, 0, ui.px(2));
  if (answer.double_clicked)
    ui::open_text_field(ui, item + "/name", marked.bookmark.name);
  else if (answer.clicked)
    change(context, [id = marked.id](UiModel& model, double) { model::choose_bookmark(model, id); });
  draw_name(context, marked, item, cell);
}

/// The place behind the last one: takes what is in hand, or what is dropped.
void draw_plus(Context& context, const Cell& cell) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos(cell.min);
  const auto answer = ui::picture_tile(ui, "explore/bookmark/plus", {cell.tile, cell.tile}, {},
                                       ui.tr("Bookmarks the latent in hand. Or drop a picture here."));
  const bool over = explore_parts::drop_hovers();
  const explore_parts::Dropped dropped = explore_parts::dropped_here(context.model);
  ui::empty_tile(ui, draw, answer.min, answer.max, answer.hovered || over);
  if (!dropped.latent.empty()) {
    const model::Marking what{dropped.latent, dropped.space, dropped.shares,
                              explore_parts::origin_words(ui, dropped.origin)};
    change(context, [what](UiModel& model, double now_s) { model::add_bookmark(model, what, now_s); });
  } else if (answer.clicked) {
    add_in_hand(context);
  }
}

void draw_empty(Context& context, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float wrap = std::min(width, ui.px(400)), x = min.x + (width - wrap) / 2;
  float y = min.y + side * 0.22F;
  const auto say = [&](ui::Font font, ImU32 colour, const char* words) {
    ui::wrapped_text_at(ui, draw, {x, y}, font, colour, words, wrap);
    y += ui::wrapped_size(ui, font, words, wrap).y + ui.px(8);
  };
  say(ui::Font::title, ui.theme.t1, ui.tr("No bookmarks yet."));
  say(ui::Font::body, ui.theme.t2,
      ui.tr("A bookmark keeps a latent with its picture, its moment and its class, and stays with the run. "
            "Ctrl-D "
            "makes one of what is in hand, in every tab; Ctrl-V here takes vectors from Python; a file of "
            "bookmarks "
            "can be dropped."));
  const float tile = std::floor(ui.px(96));
  draw_plus(context, {{x, y + ui.px(8)}, tile, tile});
}

}  // namespace

void change(Context& context, std::function<void(UiModel&, double)> what) {
  context.ask(model::explore_action::UseTool{std::move(what)});
}

void add_in_hand(Context& context) {
  const model::ExploreState& state = context.model.explore;
  std::string name = explore_parts::origin_words(context.ui, state.origin);
  if (state.moved) name += std::string(", ") + context.ui.tr("moved");
  change(context, [name](UiModel& model, double now_s) { model::add_bookmark(model, name, now_s); });
}

void draw_list(Context& context, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  const auto& list = model::bookmarks(context.model);
  if (list.empty()) return draw_empty(context, min, width, side);
  const float tile = std::floor(ui.px(ui.compact ? 72 : 96)), words = tile + ui.px(2),
              least = tile + ui.px(10);
  const float inner = width - ui.px(12), height = tile + ui.px(46);
  const int columns = std::max(1, static_cast<int>((inner - tile) / least) + 1);
  const float pitch = columns > 1 ? (inner - tile) / static_cast<float>(columns - 1) : tile;
  ImGui::SetCursorScreenPos(min);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ui::begin_child("explore/bookmarks", {width, side}, ImGuiWindowFlags_NoBackground);
  // Frames lie outside their pictures.
  const float edge = ui.px(3);
  ImVec2 origin = ImGui::GetCursorScreenPos();
  origin.y += edge;
  const int count = static_cast<int>(list.size());
  for (int i = 0; i <= count; ++i) {
    const Cell cell{{std::round(origin.x + edge + static_cast<float>(i % columns) * (pitch - edge / 2)),
                     std::round(origin.y + static_cast<float>(i / columns) * height)},
                    tile,
                    words};
    if (cell.min.y + height <= min.y || cell.min.y >= min.y + side) continue;
    if (i < count)
      draw_one(context, list[static_cast<size_t>(i)], i, cell);
    else
      draw_plus(context, cell);
  }
  ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(count / columns + 1) * height});
  ui::take_room({1, 1});
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace ganscope::panels::bookmarks
