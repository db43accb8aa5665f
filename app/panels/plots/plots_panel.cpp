#include "app/panels/plots/plots_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/plots/plot_choice.h"
#include "app/panels/plots/plot_moving.h"
#include "app/panels/plots/plots_layout.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/plot.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::panels {
namespace {

constexpr size_t cheap_rows = 100'000;  // so many rows are smoothed anew in a few milliseconds

bool plots_visible(const model::UiModel& model) {
  return model.scene() == model::Workspace::train || model::lesson_column(model);
}

model::PlotView view_of(const model::UiModel& model, const std::string& plot) {
  const auto found = model.plots.find(plot);
  return found == model.plots.end() ? model::PlotView{} : found->second;
}

/// Changes one plot's view in place of what the mouse would do.
void toggle_logarithm(const model::UiModel& model, model::UiActions& actions, const api::PlotInfo& info,
                      bool x) {
  model::PlotView view = view_of(model, info.key);
  if (x) {
    view.logarithmic_x = !view.logarithmic_x;
    view.fitted_x = true;
  } else {
    view.logarithmic_y = !ui::logarithmic_y(info, view);
    view.logarithmic_y_chosen = true;
    view.fitted_y = true;
  }
  actions(model::action::SetPlotView{info.key, view, x});
}

void fit(const model::UiModel& model, model::UiActions& actions, const api::PlotInfo& info) {
  model::PlotView view = view_of(model, info.key);
  view.fitted_x = view.fitted_y = true;
  actions(model::action::SetPlotView{info.key, view, true});
}

/// Returns by how many places the plot shall move.
int draw_menu(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const api::PlotInfo& info,
              const std::string& item, bool first, bool last) {
  if (!ImGui::BeginPopup((item + "/menu").c_str())) return 0;
  if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  int move = 0;
  // As wide as its longest line, beside the room for a tick.
  const float width =
      ui::text_size(ui, ui::Font::body, ui.tr("Measure samples while training")).x + ui.px(56);
  const model::PlotView view = view_of(model, info.key);
  const auto entry = [&](const char* name, const char* label, const char* key, bool on) {
    const bool chosen = ui::button(ui, item + "/" + name,
                                   {.label = label,
                                    .style = ui::ButtonStyle::quiet,
                                    .width = std::max(ui.px(210), width),
                                    .height = ui.px(28),
                                    .key = key,
                                    .has_icon = on,
                                    .icon = ui::Icon::check,
                                    .left_aligned = true});
    if (chosen) ImGui::CloseCurrentPopup();
    return chosen;
  };
  if (entry("fit", ui.tr("Fit to the data"), "f", false)) fit(model, actions, info);
  if (entry("log", ui.tr("Logarithmic values"), "l", ui::logarithmic_y(info, view))) {
    toggle_logarithm(model, actions, info, false);
  }
  if (entry("log_x", ui.tr("Logarithmic steps"), "", view.logarithmic_x))
    toggle_logarithm(model, actions, info, true);
  if (!first && entry("up", ui.tr("Move up"), ui.tr("Ctrl ↑"), false)) move = -1;
  if (!last && entry("down", ui.tr("Move down"), ui.tr("Ctrl ↓"), false)) move = 1;
  const bool measuring = model.status->measuring;
  if (entry("measure", ui.tr("Measure samples while training"), "", measuring))
    actions(model::action::Post{api::SetMeasuring{!measuring}});
  if (entry("csv", ui.tr("Save as a table (CSV)"), "", false))
    actions(model::action::ExportPlot{info.key, true});
  if (entry("png", ui.tr("Save as a picture (PNG)"), "", false))
    actions(model::action::ExportPlot{info.key, false});
  ImGui::EndPopup();
  return move;
}

void draw_smoothing(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  if (!ImGui::BeginPopup("plot/smoothing")) return;
  if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  ui::text(ui, ui::Font::caption, ui.theme.t2,
           ui.tr("Weight of what came before; 0 shows every value as it is"));
  double weight = model.series.smoothing();
  bool done = true;
  const ui::SliderSpec spec{.min = 0,
                            .max = 0.999,
                            .initial = 0.96,
                            .width = ui.px(300),
                            .help = ui.tr("How much the curves are smoothed.")};
  const bool changed = ui::slider(ui, "plot/smoothing/weight", spec, weight, &done);
  if (changed && (done || model.series.size() < cheap_rows)) actions(model::action::SetSmoothing{weight});
  ImGui::EndPopup();
}

/// The right end of a title: what is done to the curves, and the menu. A click on the words changes it.
/// Returns where it begins.
float draw_captions(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                    const api::PlotInfo& info, const std::string& item, bool leads, float right, float top) {
  const float side = ui.px(24);
  ImGui::SetCursorScreenPos({right - side, top + 0.5f * (ui.px(plots::title_height) - side)});
  const bool menu = ui::plot_caption_button(ui, item + "/more", ui.tr("More: fit, logarithmic, save"));
  if (menu) ImGui::OpenPopup((item + "/menu").c_str());
  float end = right - side - ui.px(6);
  const auto caption = [&](const std::string& name, const std::string& words, const char* help) {
    const ImVec2 size = ui::text_size(ui, ui::Font::caption, words);
    end -= size.x;
    ImGui::SetCursorScreenPos({end, top + 0.5f * (ui.px(plots::title_height) - size.y)});
    const bool clicked = ui::plot_caption(ui, name, words, help);
    end -= ui.px(12);
    return clicked;
  };
  if (leads && !ui.left_given) {  // beside a lesson there is room for the title alone
    const double weight = model.series.smoothing();
    const std::string words = weight > 0 ? fmt::format(fmt::runtime(ui.tr("smoothed {}, raw behind")),
                                                       fmt::format("{:.4g}", weight))
                                         : std::string(ui.tr("every value"));
    if (caption("plot/smoothing", words, ui.tr("How much the curves are smoothed."))) {
      ImGui::OpenPopup("plot/smoothing");
    }
    if (caption("plot/choose", plots::choice_words(ui, model), ui.tr("Which plots are shown.")))
      ImGui::OpenPopup(plots::choice_popup);
  }
  if (ui::logarithmic_y(info, view_of(model, info.key)) &&
      caption(item + "/logarithmic", ui.tr("logarithmic"),
              ui.tr("Each line is a multiple of the one below."))) {
    toggle_logarithm(model, actions, info, false);
  }
  return end;
}

/// Returns where the title, without what is said beside it, ends.
float draw_title(const ui::Ui& ui, const api::PlotInfo& info, ImVec2 at, float right) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 title = ui::text_size(ui, ui::Font::strong, ui.tr(info.title.c_str()));
  const float row = ui.px(plots::title_height);
  ui::text_at(ui, draw, {at.x, at.y + 0.5f * (row - title.y)}, ui::Font::strong, ui.theme.t1,
              ui.tr(info.title.c_str()));
  const float end = at.x + title.x, left = end + ui.px(8);
  if (info.subtitle.empty()) return end;
  const float line = ui::text_size(ui, ui::Font::caption, "0").y;
  const std::string words = ui.tr.sentence(info.subtitle);
  if (left + ui::text_size(ui, ui::Font::caption, words).x > right) return end;  // no half sentences
  ui::text_at(ui, draw, {left, at.y + 0.5f * (row - line) + ui.px(1)}, ui::Font::caption, ui.theme.t3, words);
  return end;
}

/// "Gradient norm, steps per second: 2 more plots below". Returns how far to move on.
int draw_more(ui::Ui& ui, const std::vector<plots::Shown>& all, const plots::Layout& layout, ImVec2 at,
              float right) {
  const int shown = static_cast<int>(layout.rows.size()), count = static_cast<int>(all.size());
  const bool below = layout.first + shown < count;
  const int from = below ? layout.first + shown : 0, to = below ? count : layout.first;
  std::string names;
  for (int i = from; i < to; ++i) {
    std::string name = ui.tr(all[static_cast<size_t>(i)].info->title.c_str());
    // In English only the first word of an enumeration keeps its capital.
    if (!names.empty() && name.size() > 1 && std::islower(static_cast<unsigned char>(name[1]))) {
      name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
    }
    names += (names.empty() ? "" : ui.tr(", ")) + name;
  }
  const char* pattern = to - from == 1
                            ? (below ? ui.tr("{}: {} more plot below") : ui.tr("{}: {} more plot above"))
                            : (below ? ui.tr("{}: {} more plots below") : ui.tr("{}: {} more plots above"));
  std::string words = fmt::format(fmt::runtime(pattern), names, to - from);
  const float room_for_words = right - at.x - ui.px(28);
  while (ui::text_size(ui, ui::Font::caption, words).x > room_for_words &&
         names.rfind(", ") != std::string::npos) {
    names.resize(names.rfind(", "));
    words = fmt::format(fmt::runtime(pattern), names + " …", to - from);
  }
  ImGui::SetCursorScreenPos(at);
  const bool clicked = ui::plot_more_line(ui, "plot/more", words, right - at.x, below);
  const ImGuiIO& io = ImGui::GetIO();
  const bool beside = ImGui::IsWindowHovered() && !ImGui::IsAnyItemHovered();
  if (clicked) return below ? std::min(shown, count - shown - layout.first) : -layout.first;
  if (beside && io.MouseWheel != 0) return io.MouseWheel < 0 ? 1 : -1;
  return 0;
}

void set_crosshair(const model::UiModel& model, model::UiActions& actions, double hovered_step) {
  // The scrubber has the crosshair too: only what was set here is taken away here.
  bool* ours = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("crosshair set here"), false);
  if (hovered_step >= 0 && hovered_step != model.crosshair_step) {
    actions(model::action::SetCrosshair{hovered_step});
  } else if (hovered_step < 0 && *ours) {
    actions(model::action::SetCrosshair{-1});
  }
  *ours = hovered_step >= 0;
}

/// The column in one frame: what its rows share.
struct Column {
  ui::Ui& ui;
  const plots::Layout& layout;
  ImVec2 origin;
  float right;

  [[nodiscard]] float y_of(float design_px) const { return std::round(origin.y + ui.px(design_px)); }
  /// Index of the row under the mouse; with `titles` its title counts, too. -1: none.
  [[nodiscard]] int row_under_mouse(bool titles) const {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (mouse.x < origin.x || mouse.x >= right) return -1;
    for (size_t i = 0; i < layout.rows.size(); ++i) {
      const plots::Layout::Row& row = layout.rows[i];
      if (mouse.y >= y_of(titles ? row.title_y : row.plate_top) && mouse.y < y_of(row.plate_bottom))
        return static_cast<int>(i);
    }
    return -1;
  }
};

/// The title of row `i`, by which the plot can be dragged. Returns the row whose place it takes, or -1.
int draw_movable_title(const Column& column, const api::PlotInfo& info, int i, float captions) {
  const plots::Layout::Row& row = column.layout.rows[static_cast<size_t>(i)];
  const ImVec2 at{column.origin.x, column.y_of(row.title_y)};
  const float end = draw_title(column.ui, info, at, captions);
  const plots::Grip grip =
      plots::title_grip(column.ui, "plot/" + info.key + "/title", column.ui.tr(info.title.c_str()), at,
                        {end, column.y_of(row.title_y + plots::title_height)});
  const int target = grip.dragged || grip.dropped ? column.row_under_mouse(true) : -1;
  if (target < 0 || target == i) return -1;
  const plots::Layout::Row& there = column.layout.rows[static_cast<size_t>(target)];
  if (grip.dragged)
    plots::draw_target(column.ui, {column.origin.x, column.y_of(there.title_y)},
                       {column.right, column.y_of(there.plate_bottom)});
  return grip.dropped ? target : -1;
}

void draw_plots(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const std::vector<plots::Shown> every = plots::all_plots(model);
  // A lesson shows what it has introduced.
  const std::vector<std::string> introduced = model::introduced_plots(model);
  const std::vector<plots::Shown> all = introduced.empty() && !model::teaching(model)
                                            ? plots::chosen_plots(every, model.preferences.hidden_plots)
                                            : plots::named_plots(every, introduced);
  if (all.empty()) return;
  const double last_step = model.series.size() > 0 ? model.series.steps().back() : 0;
  const ImVec2 origin = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float right = origin.x + room.x;
  int* first = ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("first plot"), 0);
  const int count = static_cast<int>(all.size());
  const plots::Layout layout = plots::lay_out(room.y / ui.scale, count, *first, ui.compact);
  *first = layout.first;
  const int rows = static_cast<int>(layout.rows.size());
  const Column column{ui, layout, origin, right};
  const int under_mouse = column.row_under_mouse(false);
  double hovered_step = -1;
  // What the labels needed in the last frame, of all plots the most: so steps line up.
  float* gutter = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID("left gutter"), 0);
  const float left_gutter = std::exchange(*gutter, 0.0F);
  // Takes a plot to the place of another one, and keeps it in sight.
  const auto take = [&](const std::string& plot, int place) {
    if (place < 0 || place >= count) return;
    const std::string& target = all[static_cast<size_t>(place)].info->key;
    actions(model::action::OrderPlots{plots::order_with(every, plot, target)});
    *first = ui::within(*first, std::max(0, place + 1 - rows), place);
  };
  for (int i = 0; i < rows; ++i) {
    const plots::Layout::Row& row = layout.rows[static_cast<size_t>(i)];
    const int place = layout.first + i;
    const plots::Shown& shown = all[static_cast<size_t>(place)];
    const api::PlotInfo& info = *shown.info;
    const std::string item = "plot/" + info.key;
    // One card: in the plot under the mouse, else (the scrubber has the crosshair) in the first.
    const bool card = i == std::max(under_mouse, 0);
    const ui::PlotSpec spec{info,
                            *shown.store,
                            view_of(model, info.key),
                            model.status->events,
                            last_step,
                            model.crosshair_step,
                            card,
                            i + 1 == rows,
                            {origin.x, column.y_of(row.plate_top)},
                            {right, column.y_of(row.plate_bottom)},
                            left_gutter};
    const ui::PlotAnswer answer = ui::plot(ui, item, spec);
    if (answer.view_changed) actions(model::action::SetPlotView{info.key, answer.view, answer.all_x});
    *gutter = std::max(*gutter, answer.left_gutter);
    if (answer.hovered) hovered_step = answer.hovered_step;
    const float top = column.y_of(row.title_y);
    const float captions = draw_captions(ui, model, actions, info, item, i == 0, right, top);
    const int target = draw_movable_title(column, info, i, captions);
    if (target >= 0) take(info.key, layout.first + target);
    if (answer.menu) ImGui::OpenPopup((item + "/menu").c_str());
    const int move = answer.move + draw_menu(ui, model, actions, info, item, place == 0, place + 1 == count);
    if (move != 0) take(info.key, place + move);
    ui.items.add(item + "/frame", {origin.x, top}, {right, column.y_of(row.plate_bottom)});
  }
  draw_smoothing(ui, model, actions);
  plots::draw_choice(ui, model, actions);
  set_crosshair(model, actions, hovered_step);
  if (layout.more_line) *first += draw_more(ui, all, layout, {origin.x, column.y_of(layout.more_y)}, right);
}

}  // namespace

std::vector<Panel> plots_panels() { return {Panel{"plots", Region::right, plots_visible, draw_plots}}; }

}  // namespace ganscope::panels
