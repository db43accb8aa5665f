#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/explore/eyes/eyes.h"
#include "app/panels/explore/mine/mine.h"
#include "app/panels/explore/mine/mine_parts.h"
#include "app/panels/explore/mine/mine_views.h"
#include "app/panels/explore/paint/paint.h"
#include "app/panels/explore/paint/paint_state.h"
#include "app/panels/explore/paint/stage.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "core/base/form_kinds.h"

namespace ganscope::panels::mine {
namespace {

using explore_parts::Area;
using explore_parts::Context;
using State = OwnPicture::State;

void choose_picture(Context& context) { context.actions(model::action::BrowseFolder{"~"}); }

/// The view that shows this picture now, if it has been answered for it.
const char* view_of(const Context& context, const OwnPicture& picture) {
  const char* key = picture.state == State::done ? "mine/shown" : "mine/refine";
  const auto& result = context.model.result(context.model.view(key));
  const bool current = result && result->vectors.count == 2 &&
                       std::equal(picture.refined.begin(), picture.refined.end(), result->vectors.row(1),
                                  result->vectors.row(1) + result->vectors.width);
  if (current) return key;
  // The moment between the last part of a refinement and the first look at what came out.
  return picture.state == State::done && context.model.result(context.model.view("mine/refine"))
             ? "mine/refine"
             : nullptr;
}

/// What the encoder is about to do, in words.
std::string guess_words(const Context& context, const Mine& mine, const OwnPicture& picture) {
  const ui::Ui& ui = context.ui;
  if (picture.guess_distance)
    return fmt::format("{{n:{:.4f}}} {}", *picture.guess_distance, ui.tr("away, at once"));
  if (mine.no_encoder) return ui.tr("no encoder here");
  if (mine.learning.total > 0 && mine.learning.done < mine.learning.total)
    return mine.learning_left_s < 0
               ? std::string(ui.tr("learning"))
               : fmt::format("··· {} {:.0f} s", ui.tr("in"), std::ceil(mine.learning_left_s));
  return ui.tr("best of 64 at random");
}

/// Yours, guess, refined, difference. The refined one is framed, may be clicked and dragged away.
void draw_four(Context& context, const Mine& mine, const OwnPicture& picture, ImVec2 min, float tile,
               float pitch) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const char* view = view_of(context, picture);
  const bool encoded = picture.guess_distance.has_value();
  const std::array<std::pair<std::string, std::string>, 4> words{
      {{fmt::format("{}, {}×{}", ui.tr("yours"), picture.width, picture.height), picture.name},
       {encoded ? ui.tr("the encoder's guess") : ui.tr("a first guess"), guess_words(context, mine, picture)},
       {ui.tr("refined"),
        picture.refined.empty() ? "···" : fmt::format("{{n:{:.4f}}} {}", picture.distance, ui.tr("away"))},
       {ui.tr("difference"), ui.tr("white: most")}}};
  const std::array<const char*, 4> keys{"yours", "guess", "refined", "difference"};
  for (int i = 0; i < 4; ++i) {
    const ImVec2 at{min.x + static_cast<float>(i) * pitch, min.y}, end{at.x + tile, at.y + tile};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    ImGui::SetCursorScreenPos(at);
    const api::View number = context.model.view(view == nullptr ? "mine/shown" : view);
    const std::string hash = view == nullptr ? "none" : explore_parts::picture_hash(context.model, number, i);
    const char* help = i == 2 ? ui.tr(
                                    "What the generator draws from the latent that was found. Click: take it "
                                    "in hand. Drag: into a slot below, or onto A or B.")
                              : "";
    const auto answer = ui::picture_tile(ui, fmt::format("explore/mine/{}", keys[static_cast<size_t>(i)]),
                                         {tile, tile}, hash, help);
    if (i == 2 && !picture.refined.empty()) {
      const auto place =
          std::ranges::find(mine.pictures, picture.id, &OwnPicture::id) - mine.pictures.begin();
      explore_parts::drag_source(context, {explore_parts::Source::Kind::own, static_cast<int>(place)},
                                 ui.px(64));
      if (answer.clicked)
        context.change([id = picture.id](model::UiModel& model) { take_in_hand(model, id); });
    }
    if (view != nullptr) explore_parts::draw_preview(context, draw, number, i, at, end);
    if (i == 2 && !picture.refined.empty()) ui::frame_picture(ui, draw, at, end, 2, 0);
    const auto& [name, below] = words[static_cast<size_t>(i)];
    caption(context, {at.x, end.y + ui.px(4)}, pitch - ui.px(4), name);
    caption(context, {at.x, end.y + ui.px(22)}, pitch - ui.px(4), below);
  }
}

float then_title(const ui::Ui& ui) { return ui.compact ? 0 : ui.px(34); }

/// As it is, and along the directions that are kept.
void draw_then(Context& context, const OwnPicture& picture, ImVec2 min, float width, float tile) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto& kept = context.model.explore.kept;
  if (!ui.compact)  // there the pictures' names must do
    explore_parts::draw_title(context, min, ui.tr("Then"), ui.tr("the same directions as for any latent"),
                              width);
  const float y = min.y + then_title(ui);
  if (picture.space != context.model.explore.space)
    return caption(context, {min.x, y}, width, ui.tr("It was found in the other space: refine again."));
  if (kept.empty())
    return caption(context, {min.x, y}, width,
                   ui.tr("Directions that you keep (the star in Directions) appear here."));
  const float pitch = std::min(tile + ui.px(14), (width - tile) / (edits - 1));
  int row = 0;
  for (int edit = 0; edit < edits && edit <= static_cast<int>(kept.size()); ++edit) {
    if (edited(context.model, picture, edit).empty()) continue;
    const ImVec2 at{min.x + static_cast<float>(row) * pitch, y}, end{at.x + tile, at.y + tile};
    ImGui::SetCursorScreenPos(at);
    const api::View view = context.model.view("mine/then");
    const auto answer = ui::picture_tile(ui, fmt::format("explore/mine/then/{}", edit), {tile, tile},
                                         explore_parts::picture_hash(context.model, view, row),
                                         ui.tr("Click: take it in hand."));
    draw->AddRectFilled(at, end, ui.theme.bg0);
    explore_parts::draw_preview(context, draw, view, row, at, end);
    if (answer.clicked)
      context.change([id = picture.id, edit](model::UiModel& model) { take_in_hand(model, id, edit); });
    caption(context, {at.x, end.y + ui.px(3)}, pitch - ui.px(2),
            edit == 0 ? std::string(ui.tr("as it is"))
                      : explore_parts::direction_words(ui, kept[static_cast<size_t>(edit - 1)].name));
    ++row;
  }
}

/// Choose another, and all of them small: click shows, drag takes into a slot.
void draw_footer(Context& context, const Mine& mine, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const char* choose = ui.tr("Choose a picture…");
  const float button = ui::text_size(ui, ui::Font::body, choose).x + ui.px(28);
  ImGui::SetCursorScreenPos({area.min.x, y});
  if (ui::button(ui, "explore/mine/choose",
                 {.label = choose,
                  .width = button,
                  .help = ui.tr("Type or paste its path. A picture can also be dropped anywhere here."),
                  .key = "Ctrl-O"}))
    choose_picture(context);
  float x = area.min.x + button + ui.px(12);
  const float tile = ui.px(32), gap = ui.px(4), close = ui.px(32);
  const float room = area.max.x - close - ui.px(8);
  const api::View view = context.model.view("mine/list");
  for (size_t i = 0; i < mine.pictures.size() && x + tile <= room; ++i, x += tile + gap) {
    const OwnPicture& picture = mine.pictures[i];
    const int row = static_cast<int>(i);
    const ImVec2 at{x, y}, end{x + tile, y + tile};
    ImGui::SetCursorScreenPos(at);
    const auto answer =
        ui::picture_tile(ui, fmt::format("explore/mine/list/{}", i), {tile, tile},
                         explore_parts::picture_hash(context.model, view, row),
                         ui.tr("One of your pictures. Click: show it. Drag: into a slot below."));
    if (!picture.refined.empty())
      explore_parts::drag_source(context, {explore_parts::Source::Kind::own, row}, ui.px(64));
    draw->AddRectFilled(at, end, ui.theme.bg0);
    if (!picture.refined.empty()) explore_parts::draw_preview(context, draw, view, row, at, end);
    if (picture.id == mine.shown) ui::frame_picture(ui, draw, at, end, 2, 0);
    if (answer.clicked) context.change([id = picture.id](model::UiModel& model) { show_picture(model, id); });
  }
  if (mine.pictures.empty()) return;
  ImGui::SetCursorScreenPos({area.max.x - close, y});
  if (explore_parts::plated_icon(ui, "explore/mine/remove", ui::Icon::close,
                                 ui.tr("Takes the shown picture off this list.")))
    context.change([id = mine.shown](model::UiModel& model) { remove_picture(model, id); });
}

/// Nothing here yet: a place to drop one, and how far the encoder is.
void draw_empty(Context& context, const Mine& mine, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float square = std::min(ui.px(200), side * 0.6F);
  const ImVec2 at{std::round(min.x + (width - square) / 2),
                  std::round(min.y + (side - square) / 2 - ui.px(30))};
  ui::empty_tile(ui, draw, at, {at.x + square, at.y + square}, false);
  const bool points = !are_pictures(context.model.status->data.form);
  std::vector<std::string> lines{points ? ui.tr("A picture is none of the samples that this model draws.")
                                 : context.model.picture_file.reading ? ui.tr("Reading the picture…")
                                                                      : ui.tr("Drop a picture here")};
  if (mine.no_encoder && !points) lines.push_back(mine.no_encoder->what);
  if (!points && mine.learning.total > 0)
    lines.push_back(mine.learning.done < mine.learning.total
                        ? fmt::format("{} {} {} {}", ui.tr("The encoder learns:"), mine.learning.done,
                                      ui.tr("of"), mine.learning.total)
                        : std::string(ui.tr("The encoder has learned: a guess takes no time.")));
  if (!mine.remark.empty()) lines.push_back(mine.remark);
  float y = at.y + square + ui.px(14);
  for (const std::string& line : lines) {
    const std::string fit = ui::fitted(ui, ui::Font::body, line, width);
    ui::text_at(ui, draw, {min.x + (width - ui::text_size(ui, ui::Font::body, fit).x) / 2, y}, ui::Font::body,
                ui.theme.t2, fit);
    y += ui.px(22);
  }
}

/// Enter keeps what was painted; where nothing was, the picture that was found comes in hand.
void take_enter(Context& context, const Mine& mine) {
  const ui::Ui& ui = context.ui;
  const bool free = !ImGui::GetIO().WantTextInput && ui.items.interaction.focused().empty() &&
                    context.model.open_sheet.empty();
  if (!free || !ui::compat::code_pressed(ui::compat::code::enter)) return;
  const paint::Painting painting = paint::painting(context.model);
  if (paint::painted(painting) || !painting.handles.empty())
    context.change([](model::UiModel& model) { paint::keep_it(model); });
  else if (mine.shown != 0)
    context.change([id = mine.shown](model::UiModel& model) { take_in_hand(model, id); });
}

void draw_column(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const Mine& mine = model::tool_state<Mine>(context.model);
  const ImVec2 start = explore_parts::column_start(context, area);
  const float width = area.width();
  const OwnPicture* picture = shown_picture(mine);
  if (picture == nullptr) {
    draw_empty(context, mine, start, width, side);
  } else {
    const float then_tile = std::floor(std::min(ui.px(64), side * 0.15F)),
                then = then_tile + then_title(ui) + ui.px(22);
    const float tile =
        std::floor(std::min({ui.px(128), (width - 3 * ui.px(8)) / 4, side * (ui.compact ? 0.27F : 0.3F)}));
    const float pitch = (width - tile) / 3;
    draw_four(context, mine, *picture, start, tile, pitch);
    const float refine = start.y + tile + ui.px(48);
    const float then_top = start.y + side - then;
    draw_refinement(context, *picture, {start.x, refine}, width, then_top - refine - ui.px(8));
    draw_then(context, *picture, {start.x, then_top}, width, then_tile);
  }
  draw_footer(context, mine, area, start.y + side + ui.px(6));
  take_enter(context, mine);
}

}  // namespace

void caption(const Context& context, ImVec2 at, float width, const std::string& marked) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (ui::rich_text_width(ui, ui::Font::caption, marked) <= width)
    ui::rich_text_at(ui, draw, at, ui::Font::caption, ui.theme.t2, marked);
  else
    ui::text_at(ui, draw, at, ui::Font::caption, ui.theme.t2,
                ui::fitted(ui, ui::Font::caption, ui::plain_words(marked), width));
}

}  // namespace ganscope::panels::mine

namespace ganscope::panels::explore_parts {

ExploreTab mine_tab() {
  return {.key = "mine",
          .title = "Mine",
          .draw_column = mine::draw_column,
          .draw_band = paint::draw_stage_band,
          .views =
              [] {
                std::vector<model::View> all = mine::views();
                for (const model::View& view : paint::stage_views()) all.push_back(view);
                return all;
              },
          .draw_middle = eyes::draw_middle,
          .draw_over_picture = paint::draw_over_picture,
          .draw_picture_row = paint::draw_picture_row};
}

void take_picture_file(Context& context) {
  const model::PictureFile& file = context.model.picture_file;
  if (!file.read) return;
  context.change([read = file.read](model::UiModel& model) {
    if (model.picture_file.read != read) return;
    model.picture_file.read.reset();
    mine::take_picture(model, *read);
  });
  if (!file.read->fitted) {
    const Failure& failure = file.read->fitted.error();
    context.actions(
        model::action::AddToast{true, failure.what + ": " + file.read->path, failure.hint, "", ""});
    return;
  }
  const auto tabs = all_tabs();
  const auto mine = std::ranges::find(tabs, std::string_view("mine"), &ExploreTab::key);
  context.ask(model::explore_action::ShowTab{static_cast<int>(mine - tabs.begin())});
}

}  // namespace ganscope::panels::explore_parts
