#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "app/panels/overlays/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {
namespace {

using model::FolderListing;
using ui::Font;
using ui::Ui;

constexpr float places_width = 168, line_height = 30, foot_height = 52;  // design px

/// What was asked for in this frame; the sheet closes when something is opened.
struct Choice {
  std::string open, browse, table;
  bool look_into = false, pictures = false, newest_table = false;
};

/// A line with an icon and a name; `detail` stands at its right.
bool list_line(Ui& ui, const std::string& item, ui::Icon icon, const std::string& name,
               const std::string& detail, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed =
      ui::button(ui, item, {.style = ui::ButtonStyle::quiet, .width = width, .height = ui.px(line_height)});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float middle = at.y + ui.px(line_height) / 2;
  ui::draw_icon(draw, icon, {at.x + ui.px(18), middle}, ui.px(15), ui.theme.t2);
  const float room = detail.empty() ? 0 : ui::text_size(ui, Font::caption, detail).x + ui.px(16);
  const float words = std::max(ui.px(20), width - ui.px(46) - room);
  ui::text_at(ui, draw, {at.x + ui.px(36), middle - ui.px(9)}, Font::body, ui.theme.t1,
              ui::fitted(ui, Font::body, name, words));
  if (!detail.empty())
    ui::text_at(ui, draw, {at.x + width - room + ui.px(8), middle - ui.px(8)}, Font::caption, ui.theme.t3,
                detail);
  return pressed;
}

void draw_places(Ui& ui, const model::UiModel& model, Choice& choice) {
  const model::FolderBrowser& browser = model.browser;
  const float width = ui.px(places_width - 12);
  const auto place = [&](const std::string& item, const std::string& label, const std::string& path) {
    if (ui::button(ui, item,
                   {.label = label,
                    .style = ui::ButtonStyle::quiet,
                    .width = width,
                    .pressed = browser.folder == path,
                    .left_aligned = true,
                    .tick_room = false})) {
      choice.browse = path;
      choice.look_into = true;
    }
  };
  place("open/place/runs", ui.tr("Newest runs"), "");
  for (size_t i = 0; i < browser.places.size(); ++i)
    place("open/place/" + std::to_string(i), ui.tr(browser.places[i].label.c_str()), browser.places[i].path);
}

void draw_runs(Ui& ui, const model::UiModel& model, float width, Choice& choice) {
  if (ui::button(
          ui, "open/all_runs",
          {.label = ui.tr("All runs in a table"),
           .style = ui::ButtonStyle::outline,
           .width = width,
           .help = ui.tr("What differs, what was measured, verdicts; to sort, compare, rename, delete."),
           .key = ui.tr("Ctrl Shift O"),
           .has_icon = true,
           .icon = ui::Icon::log}))
    choice.newest_table = true;
  ui::take_room({1, ui.px(6)});
  const std::vector<std::string>& runs = model.recent_runs;
  if (runs.empty()) ui::text(ui, Font::body, ui.theme.t3, ui.tr("No runs yet."));
  for (size_t i = 0; i < runs.size(); ++i) {
    const std::string name = std::filesystem::path(runs[i]).filename().string();
    if (list_line(ui, "open/run/" + std::to_string(i), ui::Icon::film, name, "", width))
      choice.open = runs[i];
  }
}

/// `single`: pictures are listed, too, for one of them can be opened.
void draw_folder(Ui& ui, const FolderListing& listing, float width, bool single, Choice& choice) {
  if (!listing.failure.empty()) {
    ui::rich_text(ui, Font::body, ui.theme.t2,
                  ui.tr("This folder cannot be read:") + std::string(" ") + listing.failure, width);
    return;
  }
  if (listing.entries.empty() && !(single && !listing.picture_files.empty()))
    ui::text(ui, Font::body, ui.theme.t3,
             ui.tr(listing.pictures > 0 ? "No folders below this one." : "Nothing here that can be opened."));
  for (size_t i = 0; i < listing.entries.size(); ++i) {
    const FolderListing::Entry& entry = listing.entries[i];
    using Kind = FolderListing::Kind;
    const bool folder = entry.kind == Kind::folder;
    const char* detail = entry.kind == Kind::run          ? "run"
                         : entry.kind == Kind::events     ? "TensorBoard"
                         : entry.kind == Kind::experiment ? "experiment"
                         : entry.kind == Kind::checkpoint ? "checkpoint"
                         : entry.kind == Kind::generator  ? "generator"
                                                          : "";
    const ui::Icon icon = folder                       ? ui::Icon::folder
                          : entry.kind <= Kind::events ? ui::Icon::film
                                                       : ui::Icon::log;
    const std::string item = "open/entry/" + std::to_string(i);
    if (!list_line(ui, item, icon, entry.name, *detail == 0 ? "" : ui.tr(detail), width)) continue;
    (folder ? choice.browse : choice.open) = entry.path;
    choice.look_into = folder;
  }
  for (size_t i = 0; single && i < listing.picture_files.size(); ++i)
    if (list_line(ui, "open/picture/" + std::to_string(i), ui::Icon::log, listing.picture_files[i].name,
                  ui.tr("picture"), width))
      choice.open = listing.picture_files[i].path;
  if (listing.more_entries)
    ui::text(ui, Font::caption, ui.theme.t3, ui.tr("There is more here; type the path to reach it."));
}

std::string picture_words(const Ui& ui, const FolderListing& listing) {
  if (listing.pictures == 0 && !listing.more_pictures) return ui.tr("No pictures in this folder.");
  const std::string number = ui::thousands(listing.pictures);
  return std::string(ui.tr(listing.more_pictures ? "Pictures here, at least:" : "Pictures here:")) +
         " {n:" + number + "}";
}

/// Up, and where one is.
void draw_head(Ui& ui, const model::FolderBrowser& browser, float width, Choice& choice) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const FolderListing* listing = browser.listing.get();
  const bool can_rise = listing != nullptr && !listing->parent.empty();
  if (ui::button(ui, "open/up",
                 {.label = ui.tr("Up"),
                  .help = ui.tr("The folder that this one is in."),
                  .key = "Backspace",
                  .enabled = can_rise}) ||
      (can_rise && ui.items.interaction.edit.name.empty() && ui::compat::key_pressed(ImGuiKey_Backspace))) {
    choice.browse = listing->parent;
    choice.look_into = true;
  }
  const float x = ImGui::GetItemRectMax().x + ui.px(12);
  const float room = at.x + width - x;
  // The end of a path says more than its beginning.
  std::string path = browser.folder;
  while (path.size() > 4 && ui::text_size(ui, Font::mono_small, path).x > room) {
    const size_t cut = path.find('/', path.starts_with("…") ? 4 : 1);
    if (cut == std::string::npos) break;
    path = "…" + path.substr(cut);
  }
  ui::text_at(ui, ImGui::GetWindowDrawList(), {x, at.y + ui.px(7)}, Font::mono_small, ui.theme.t2,
              ui::fitted(ui, Font::mono_small, path, room));
  ui.items.add("open/folder", {x, at.y}, {at.x + width, at.y + ui.px(32)}, browser.folder);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(40)});
}

void draw_foot(Ui& ui, const model::FolderBrowser& browser, float width, Choice& choice) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const FolderListing* listing = browser.listing.get();
  const bool usable = listing != nullptr && (listing->pictures > 0 || listing->more_pictures);
  const bool runs =
      listing != nullptr && std::ranges::any_of(listing->entries, [](const FolderListing::Entry& entry) {
        return entry.kind == FolderListing::Kind::run;
      });
  const float button = ui::rich_text_width(ui, Font::strong, ui.tr("Train on these pictures")) + ui.px(28);
  const std::string words = listing == nullptr ? ui.tr("Reading the folder…") : picture_words(ui, *listing);
  ui::rich_text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(16)}, Font::caption, ui.theme.t2,
                   words);
  ImGui::SetCursorScreenPos({at.x + width - button, at.y + ui.px(8)});
  if (ui::button(ui, "open/train",
                 {.label = ui.tr("Train on these pictures"),
                  .style = runs ? ui::ButtonStyle::normal : ui::ButtonStyle::primary,
                  .width = button,
                  .help = ui.tr("Every picture in this folder and below it; folders become classes."),
                  .enabled = usable}))
    choice.open = browser.folder, choice.pictures = true;
  if (!runs) return;
  const float table = ui::rich_text_width(ui, Font::strong, ui.tr("Table of these runs")) + ui.px(28);
  ImGui::SetCursorScreenPos({at.x + width - button - ui.px(8) - table, at.y + ui.px(8)});
  if (ui::button(
          ui, "open/table",
          {.label = ui.tr("Table of these runs"),
           .style = ui::ButtonStyle::primary,
           .width = table,
           .help = ui.tr("What differs, what was measured, verdicts; to sort, compare, rename, delete.")}))
    choice.table = browser.folder;
}

/// The right side: newest runs, or a folder with what can be done in it.
void draw_content(Ui& ui, const model::UiModel& model, ImVec2 size, Choice& choice) {
  const bool folder = !model.browser.folder.empty();
  const float top = ImGui::GetCursorScreenPos().y, left = ImGui::GetCursorScreenPos().x;
  if (folder) draw_head(ui, model.browser, size.x, choice);
  const float used = ImGui::GetCursorScreenPos().y - top + (folder ? ui.px(foot_height) : 0);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(2)});
  // One scroll position a folder: its name is part of the region's.
  ui::begin_child(("list" + model.browser.folder).c_str(), {size.x, size.y - used}, ImGuiWindowFlags_NoNav);
  const float width = ImGui::GetContentRegionAvail().x - ui.px(4);
  if (!folder)
    draw_runs(ui, model, width, choice);
  else if (model.browser.listing != nullptr)
    draw_folder(ui, *model.browser.listing, width, model.scene() == model::Workspace::explore, choice);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  if (!folder) return;
  ImGui::SetCursorScreenPos({left, top + size.y - ui.px(foot_height)});
  draw_foot(ui, model.browser, size.x, choice);
}

}  // namespace

void draw_open(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::max(1.0F, std::min(ui.px(760), display.x - ui.px(48)));
  const float height = std::max(1.0F, std::min(ui.px(560), display.y - ui.px(96)));
  const ImVec2 min{std::floor((display.x - width) / 2), std::floor((display.y - height) / 2)};
  bool open = true;
  Choice choice;
  ui::begin_sheet(ui, "open", {.title = ui.tr("Open"), .min = min, .max = {min.x + width, min.y + height}},
                  open);
  const float inner = ImGui::GetContentRegionAvail().x - ui.px(8);
  ui::rich_text(
      ui, Font::body, ui.theme.t2,
      model.scene() == model::Workspace::explore
          ? ui.tr("A picture of your own, or a run, a checkpoint, an experiment file, a generator "
                  "(.pt), TensorBoard's event files, a folder of pictures. You can also drop it on the "
                  "window.")
          : ui.tr("A run, a checkpoint, an experiment file, a generator (.pt), TensorBoard's event files, or "
                  "a folder of pictures. You can also drop it on the window."),
      inner);
  std::string path;
  if (ui::path_field(ui, "open/path", path, inner, ui.tr("Type or paste the path, then Enter."),
                     ui.tr("type a path, then press Enter")))
    choice.open = path;
  ui::take_room({1, ui.px(2)});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = std::max(1.0F, ImGui::GetContentRegionAvail().y);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(2)});
  ui::begin_child("places", {ui.px(places_width), room}, ImGuiWindowFlags_NoNav);
  draw_places(ui, model, choice);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::SetCursorScreenPos({at.x + ui.px(places_width), at.y});
  ui::begin_child("content", {inner - ui.px(places_width), room}, ImGuiWindowFlags_NoNav);
  draw_content(ui, model, {std::max(1.0F, inner - ui.px(places_width)), room}, choice);
  ImGui::EndChild();
  ui::end_sheet();
  if (!choice.open.empty()) {
    actions(model::action::OpenPath{choice.open, choice.pictures});
    open = false;
  } else if (choice.newest_table) {
    actions(model::action::ShowSheet{"runs"});
  } else if (!choice.table.empty()) {
    actions(model::RunsAction(model::runs_action::Show{choice.table}));
  } else if (choice.look_into) {
    actions(model::action::BrowseFolder{choice.browse});
  }
  if (!open) actions(model::action::ShowSheet{"open", false});
}

}  // namespace ganscope::panels::overlays
