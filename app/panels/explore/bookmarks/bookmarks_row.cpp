#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "app/model/bookmarks.h"
#include "app/panels/explore/bookmarks/bookmarks.h"
#include "app/panels/explore/bookmarks/bookmarks_parts.h"
#include "app/panels/explore/explore_tab.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::bookmarks {
namespace {

using explore_parts::Area;
using explore_parts::Context;
using model::UiModel;

constexpr const char* path_item = "explore/bookmark/path";

uint64_t chosen(const Context& context) {
  const uint64_t id = context.model.bookmark_desk.chosen;
  return model::bookmark_of(context.model, id) == nullptr ? 0 : id;
}

void copy(Context& context, const std::string& words, const char* said, const char* hint = "") {
  ImGui::SetClipboardText(words.c_str());
  context.actions(model::action::AddToast{false, said, hint, "", ""});
}
void copy_vector(Context& context) {
  const storage::Bookmark* bookmark = model::bookmark_of(context.model, chosen(context));
  const bool untruncated =
      bookmark != nullptr && bookmark->space == api::Space::w && bookmark->truncation != 1;
  copy(context, model::bookmark_vector(context.model, chosen(context)), "The vector is on the clipboard",
       untruncated ? "it is w before the truncation; Copy as Python has both" : "");
}
void copy_python(Context& context) {
  copy(context, model::bookmark_python(context.model, chosen(context)),
       "The Python lines are on the clipboard");
}

void paste(Context& context) {
  const char* words = ImGui::GetClipboardText();
  change(context,
         [text = std::string(words == nullptr ? "" : words), name = std::string(context.ui.tr("pasted"))](
             UiModel& model, double now_s) { model::paste_bookmarks(model, text, name, now_s); });
}

void rename_chosen(Context& context) {
  const auto& list = model::bookmarks(context.model);
  const auto found = std::ranges::find(list, chosen(context), &model::Marked::id);
  if (found == list.end()) return;
  ui::open_text_field(context.ui, fmt::format("explore/bookmark/{}/name", found - list.begin()),
                      found->bookmark.name);
}

void remove_chosen(Context& context) {
  change(context, [id = chosen(context)](UiModel& model, double) { model::remove_bookmark(model, id); });
}

void open_chosen(Context& context) {
  change(context,
         [id = chosen(context)](UiModel& model, double now_s) { model::open_bookmark(model, id, now_s); });
}

void ask_for_path(Context& context, bool save) {
  const std::string path = save ? model::bookmarks_export_path(context.model) : std::string();
  ui::open_text_field(context.ui, path_item, path);
  change(context, [save, path](UiModel& model, double) { model.bookmark_desk.path_wanted = {save, path}; });
}

void draw_menu(Context& context, ImVec2 at) {
  ui::Ui& ui = context.ui;
  const bool one = chosen(context) != 0;
  const std::array<ui::MenuLine, 8> lines{{{ui.tr("Rename"), "F2", one},
                                           {ui.tr("Open at its own moment"), "", one},
                                           {ui.tr("Copy the vector"), "Ctrl-C", one},
                                           {ui.tr("Copy as Python"), "", one},
                                           {ui.tr("Remove"), "Del", one},
                                           {ui.tr("Paste vectors"), "Ctrl-V"},
                                           {ui.tr("Read from a file…")},
                                           {ui.tr("Save to a file…")}}};
  ImGui::SetCursorScreenPos(at);
  switch (ui::menu(ui, "explore/bookmark/more", ui::Icon::more, lines,
                   ui.tr("More for the chosen bookmark, and for all of them."))) {
    case 0:
      return rename_chosen(context);
    case 1:
      return open_chosen(context);
    case 2:
      return copy_vector(context);
    case 3:
      return copy_python(context);
    case 4:
      return remove_chosen(context);
    case 5:
      return paste(context);
    case 6:
      return ask_for_path(context, false);
    case 7:
      return ask_for_path(context, true);
    default:
      return;
  }
}

/// A field for a path in place of the row.
void draw_path(Context& context, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  const model::BookmarkDesk::PathWanted wanted = *context.model.bookmark_desk.path_wanted;
  const char* label = wanted.save ? ui.tr("Save") : ui.tr("Read");
  const float button = ui::text_size(ui, ui::Font::strong, label).x + ui.px(28), gap = ui.px(8),
              close = ui.px(32);
  const float width = area.width() - button - close - 2 * gap;
  std::string path = wanted.path;
  ImGui::SetCursorScreenPos({area.min.x, y - ui.px(2)});
  bool go =
      ui::path_field(ui, path_item, path, width,
                     wanted.save ? ui.tr(".json keeps the pictures, .csv is for tables, .py recreates the "
                                         "chosen one in Python.")
                                 : ui.tr("A file of bookmarks, JSON or CSV. It can also be dropped."),
                     ui.tr("Path of a file"));
  ImGui::SetCursorScreenPos({area.min.x + width + gap, y});
  if (ui::button(
          ui, "explore/bookmark/path/go",
          {.label = label, .style = ui::ButtonStyle::primary, .width = button, .enabled = !path.empty()}))
    go = true;
  ImGui::SetCursorScreenPos({area.max.x - close, y});
  const bool closed =
      explore_parts::plated_icon(ui, "explore/bookmark/path/close", ui::Icon::close, ui.tr("Leaves it."));
  if (!go && !closed) return;
  change(context, [go, path, save = wanted.save](UiModel& model, double now_s) {
    model.bookmark_desk.path_wanted.reset();
    if (!go || path.empty()) return;
    if (save)
      model::export_bookmarks(model, path, now_s);
    else
      model::import_bookmarks(model, path);
  });
}

/// The button at the right end whose right edge is `right`; returns its left one.
float draw_end_button(Context& context, const char* item, const char* label, ui::Icon icon, float right,
                      float y, bool enabled, const char* help, const char* key, bool& clicked) {
  ui::Ui& ui = context.ui;
  const bool narrow = ui.compact;
  const float width = narrow ? ui.px(32) : std::ceil(ui::text_size(ui, ui::Font::body, label).x + ui.px(48));
  ImGui::SetCursorScreenPos({right - width, y});
  clicked = ui::button(ui, item,
                       {.label = narrow ? "" : label,
                        .width = width,
                        .help = help,
                        .key = key,
                        .has_icon = true,
                        .icon = icon,
                        .enabled = enabled});
  return right - width;
}

}  // namespace

float draw_kind(Context& context, ImVec2 at) {
  ui::Ui& ui = context.ui;
  const std::vector<std::string> kinds{ui.tr("Fixed"), ui.tr("Bookmarks")};
  int shown = context.model.explore.show_bookmarks ? 1 : 0;
  ImGui::SetCursorScreenPos(at);
  if (ui::segmented(ui, "explore/samples", kinds, shown,
                    ui.tr("The fixed latents of this run, or those that you have bookmarked.")))
    change(context, [shown](UiModel& model, double) { model.explore.show_bookmarks = shown == 1; });
  return at.x + explore_parts::segmented_width(ui, kinds);
}

void draw_footer(Context& context, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  if (context.model.bookmark_desk.path_wanted) return draw_path(context, area, y);
  const float left = draw_kind(context, {area.min.x, y}) + ui.px(12), gap = ui.px(8);
  draw_menu(context, {area.max.x - ui.px(28), y + ui.px(2)});
  bool add = false, open = false;
  float right = area.max.x - ui.px(28) - gap;
  right = draw_end_button(context, "explore/bookmark/add", ui.tr("Bookmark"), ui::Icon::star, right, y, true,
                          ui.tr("Bookmarks the latent in hand, with its picture."), "Ctrl-D", add) -
          gap;
  right = draw_end_button(
              context, "explore/bookmark/open", ui.tr("Its moment"), ui::Icon::film, right, y,
              chosen(context) != 0,
              ui.tr("Shows the chosen bookmark at the moment it was made at, everywhere. A click on a "
                    "bookmark takes it at the moment that is shown."),
              "", open) -
          gap;
  const size_t count = model::bookmarks(context.model).size();
  if (count > 0 && right - left > ui.px(40))
    explore_parts::draw_footer_words(context, {left, y}, right - left, fmt::format("{}", count));
  if (add) add_in_hand(context);
  if (open) open_chosen(context);
}

void take_keys(Context& context) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool typing = io.WantTextInput || !context.ui.items.interaction.edit.name.empty();
  if (typing || !context.model.open_sheet.empty() || io.KeyAlt) return;
  using ui::compat::code_pressed;
  if (io.KeyCtrl && !io.KeyShift && code_pressed('D')) add_in_hand(context);
  if (!model::explore_shows_bookmarks(context.model)) return;
  if (io.KeyCtrl && code_pressed('V')) return paste(context);
  if (chosen(context) == 0) return;
  if (io.KeyCtrl && code_pressed('C')) return copy_vector(context);
  if (io.KeyCtrl) return;
  if (code_pressed(ui::compat::code::f2)) rename_chosen(context);
  if (ui::compat::key_pressed(ImGuiKey_Delete)) remove_chosen(context);
}

}  // namespace ganscope::panels::bookmarks
