#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "app/panels/experiment/parts.h"
#include "app/panels/sound_cell.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/number_line.h"
#include "app/ui/widgets/scatter.h"
#include "core/base/saturated.h"

namespace ganscope::panels::experiment {
namespace {

using ui::Font;
using ui::Ui;

constexpr const char* own_pictures = "folder";  // the experiment that learns from the user's own
constexpr const char* something_else = "open";

/// The first real samples in a row: pictures, or a small scatter of the points.
void thumbnails(const Ui& ui, const model::UiModel& model, ImVec2 at, float width, float height) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto& points = model.preview->points;
  const ui::Atlas& atlas = ui.atlases.smooth_real;
  const ImVec2 end{at.x + width, at.y + height};
  if (!points.empty()) {
    draw->AddRectFilled(at, end, ui.theme.bg0);
    if (model.preview->dimensions == 1) {
      ui::draw_real_numbers(ui, draw, *model.preview, at, end);
      return;
    }
    constexpr size_t enough = 2 * 256;
    const size_t count = std::min(points.size(), enough);
    const ui::PlaneView view = ui::origin_view(std::span(points).first(count));
    const auto x = static_cast<float>(view.centre_x), y = static_cast<float>(view.centre_y);
    const float unit = height * 0.575F / static_cast<float>(view.half), half = ui.px(0.9F);
    const ImU32 colour = ui::faded(ui.theme.real, 0.8F);
    for (size_t i = 0; i + 1 < count; i += 2) {
      const ImVec2 dot{(at.x + end.x) / 2 + (points[i] - x) * unit,
                       (at.y + end.y) / 2 - (points[i + 1] - y) * unit};
      draw->AddRectFilled({dot.x - half, dot.y - half}, {dot.x + half, dot.y + half}, colour);
    }
    return;
  }
  const int count = ui::within(saturated<int>(std::round(width / height)), 1, 64);
  const float pitch = width / static_cast<float>(count);
  for (int i = 0; i < count; ++i) {
    const float x = std::floor(at.x + pitch * static_cast<float>(i));
    const float right = std::floor(at.x + pitch * static_cast<float>(i + 1)) - ui.px(1);
    draw->AddRectFilled({x, at.y}, {right, end.y}, ui.theme.bg0);
    if (draw_as_spectrogram(ui, draw, model.status->data.form, ui.atlases.real_masks, i, {x, at.y},
                            {right, end.y}, ui.theme.real))
      continue;
    if (atlas.texture != nullptr && i < atlas.count)
      draw->AddImage(atlas.texture, {x, at.y}, {right, end.y}, atlas.uv_min(i), atlas.uv_max(i));
  }
}

constexpr float line_picture = 48, line_margin = 8;  // design px

/// What the experiment learns from, small: pictures as they are, points in the colour of real data; a folder
/// where the data are the user's own, nothing where they are not there (yet).
void line_thumbnail(const Ui& ui, const model::UiModel& model, const std::string& experiment, ImVec2 at) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float edge = ui.px(line_picture);
  const ImVec2 end{at.x + edge, at.y + edge};
  draw->AddRectFilled(at, end, ui.theme.bg0);
  const int index = model.thumbnails == nullptr ? -1 : model.thumbnails->index_of(experiment);
  const ui::Atlas& atlas = ui.atlases.thumbnails;
  if (index >= 0 && index < atlas.count && atlas.texture != nullptr) {
    const bool tinted = model.thumbnails->entries[static_cast<size_t>(index)].tinted;
    draw->AddImage(atlas.texture, at, end, atlas.uv_min(index), atlas.uv_max(index),
                   tinted ? ui.theme.real : IM_COL32_WHITE);
  } else if (experiment == own_pictures || experiment == something_else) {
    ui::draw_icon(draw, ui::Icon::folder, {(at.x + end.x) / 2, (at.y + end.y) / 2}, ui.px(20), ui.theme.t3);
  }
}

/// One line of the list: picture, title, what to expect. `room` is kept free at the right for a button.
bool list_line(Ui& ui, const model::UiModel& model, const config::EntryInfo& entry, bool chosen, float width,
               float room = 0) {
  const std::string title = ui.tr(entry.title.c_str()), help = ui.tr(entry.help.c_str());
  const float left = ui.px(line_picture + 2 * line_margin + 2);
  const float wrap = std::max(ui.px(40), width - left - ui.px(10) - room);
  const ImVec2 words = ui::wrapped_size(ui, Font::caption, help, wrap);
  const float height = std::max(ui.px(line_picture + 2 * line_margin), ui.px(34) + words.y);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string name = "experiment/choose/" + entry.key;
  const bool pressed = ui::button(
      ui, name, {.style = ui::ButtonStyle::quiet, .width = std::max(1.0F, width - room), .height = height});
  line_thumbnail(ui, model, entry.key, {at.x + ui.px(line_margin), at.y + ui.px(line_margin)});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, {at.x + left, at.y + ui.px(6)}, Font::strong, ui.theme.t1, title);
  ui::wrapped_text_at(ui, draw, {at.x + left, at.y + ui.px(28)}, Font::caption, ui.theme.t3, help, wrap);
  if (chosen)
    ui::draw_icon(draw, ui::Icon::check, {at.x + width - ui.px(16), at.y + ui.px(16)}, ui.px(13),
                  ui.theme.t1);
  return pressed;
}

/// Beside "My own pictures": names the folder, without which that experiment has nothing to learn from.
bool choose_folder_button(Ui& ui, ImVec2 line, float width, float room) {
  const ImVec2 next = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({line.x + width - room + ui.px(8), line.y + ui.px(16)});
  const bool pressed = ui::button(ui, "experiment/choose_folder",
                                  {.label = ui.tr("Choose folder…"),
                                   .style = ui::ButtonStyle::outline,
                                   .width = room - ui.px(16),
                                   .help = ui.tr("Look for a folder of pictures on this machine.")});
  ImGui::SetCursorScreenPos(next);
  return pressed;
}

std::string heading_of(const model::UiModel& model, const config::EntryInfo& entry) {
  const auto found = model.experiment_groups.find(entry.key);
  return found == model.experiment_groups.end() ? std::string() : found->second;
}

/// Every heading once, in the order of the experiments.
std::vector<std::string> headings(const model::UiModel& model) {
  std::vector<std::string> all;
  for (const config::EntryInfo& entry : model.experiments)
    if (const std::string heading = heading_of(model, entry); std::ranges::find(all, heading) == all.end())
      all.push_back(heading);
  return all;
}

void list_heading(const Ui& ui, const std::string& english) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x + ui.px(10), at.y + ui.px(8)}, Font::caption, ui.theme.t3,
              ui.tr(english.c_str()));
  ui::take_room({1, ui.px(26)});
}

void list(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 below, float card_width) {
  const float width = std::max(card_width, ui.px(520));
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ui::move_window({below.x, below.y + ui.px(4)});
  ui::limit_window({width, 0}, {width, std::max(ui.px(200), display.y - below.y - ui.px(24))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(2)});
  if (ImGui::BeginPopup("experiment/choose##list", ImGuiWindowFlags_NoMove)) {
    if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    if (!model.thumbnails_wanted) actions(model::action::WantThumbnails{});
    const float line = ImGui::GetContentRegionAvail().x;
    for (const std::string& heading : headings(model)) {
      if (!heading.empty()) list_heading(ui, heading);
      for (const config::EntryInfo& entry : model.experiments) {
        if (heading_of(model, entry) != heading) continue;
        const bool own = entry.key == own_pictures;
        const ImVec2 place = ImGui::GetCursorScreenPos();
        const float room = own ? ui::rich_text_width(ui, Font::body, ui.tr("Choose folder…")) + ui.px(40) : 0;
        const bool pressed = list_line(ui, model, entry, entry.key == model.experiment().name, line, room);
        const bool choose = own && choose_folder_button(ui, place, line, room);
        if (!pressed && !choose) continue;
        if (own)
          actions(model::action::BrowseFolder{"~"});  // without a folder there is nothing to learn from
        else
          actions(model::action::ChooseExperiment{entry.key});
        ImGui::CloseCurrentPopup();
      }
    }
    if (!model.experiment_groups.empty()) list_heading(ui, "Your own");
    const config::EntryInfo other{something_else,
                                  "Something else…",
                                  "A run, an experiment file, or a folder of pictures of your own.",
                                  {}};
    if (list_line(ui, model, other, false, line)) {
      actions(model::action::ShowSheet{"open"});
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace

void chooser_card(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(84);
  const config::Experiment& experiment = model.experiment();
  const bool none = experiment.name.empty();
  const std::string title = none ? ui.tr("Choose an experiment") : ui.tr(experiment.title.c_str());
  const std::string remarks = none ? std::string() : data_remarks(ui, model.status->data);
  std::string help = none ? ui.tr("What shall be learned.") : ui.tr(experiment.help.c_str());
  if (!remarks.empty()) help += "\n\n" + remarks;
  if (ui::button(ui, "experiment/choose", {.width = width, .height = height, .help = help, .pending = false}))
    ImGui::OpenPopup("experiment/choose##list");
  ui.items.add("experiment/choose", at, {at.x + width, at.y + height}, experiment.name);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float title_width = ui::text_size(ui, Font::strong, title).x;
  ui::text_at(ui, draw, {at.x + ui.px(12), at.y + ui.px(10)}, Font::strong, ui.theme.t1, title);
  const float x = at.x + ui.px(12 + 8) + title_width;
  const float right = at.x + width - ui.px(remarks.empty() ? 34 : 54);
  ui::text_at(ui, draw, {x, at.y + ui.px(12)}, Font::caption, ui.theme.t3,
              ui::fitted(ui, Font::caption, data_words(ui, model.status->data), std::max(0.0F, right - x)));
  ui::draw_icon(draw, ui::Icon::chevron_down, {at.x + width - ui.px(18), at.y + ui.px(20)}, ui.px(14),
                ui.theme.t2);
  if (!remarks.empty()) {
    const ImVec2 middle{at.x + width - ui.px(40), at.y + ui.px(20)};
    ui::draw_icon(draw, ui::Icon::warning, middle, ui.px(13), ui.theme.t1);
    ui.items.add("experiment/remarks", {middle.x - ui.px(8), middle.y - ui.px(8)},
                 {middle.x + ui.px(8), middle.y + ui.px(8)}, remarks);
  }
  thumbnails(ui, model, {at.x + ui.px(8), at.y + ui.px(40)}, width - ui.px(16), ui.px(34));
  const ImVec2 next = ImGui::GetCursorScreenPos();
  list(ui, model, actions, {at.x, at.y + height}, width);
  ImGui::SetCursorScreenPos(next);
}

}  // namespace ganscope::panels::experiment
