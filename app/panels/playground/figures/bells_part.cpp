#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/playground/figures/figures_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/chart.h"

namespace ganscope::panels::playground {
namespace {

using explore::Bell;
using explore::Divergence;
using ui::Font;

constexpr int bell_places = 321;
constexpr double view_reach = bell_reach + 0.5, density_top = 0.85;

struct DivergenceInfo {
  Divergence which;
  const char* title;  ///< as it is written
  const char* minimise;
  const char* words;
};
constexpr std::array<DivergenceInfo, 3> divergence_infos{
    {{Divergence::forward, "KL(p ‖ q)", "Minimise KL(p ‖ q)",
      "Where {real:p} has something, {G:q} must have it, too: it covers both bells, and the valley between "
      "them. This is what maximum likelihood does."},
     {Divergence::reverse, "KL(q ‖ p)", "Minimise KL(q ‖ p)",
      "Where {G:q} puts something, {real:p} must have it: of bells that lie apart it picks one and leaves "
      "the "
      "other. Which one, the start decides."},
     {Divergence::js, "JS", "Minimise JS",
      "The mean of both ways to the mixture of p and q; at most log 2 = 0.693, and flat where the two hardly "
      "meet. Minimax with the best {D} is 2·JS − log 4."}}};

const DivergenceInfo& info_of_divergence(Divergence which) {
  return divergence_infos[static_cast<size_t>(which)];
}

/// One of the bells of a figure, by its handle's name.
Bell& bell_of(BellFigure& figure, int index) {
  return index < 0 ? figure.q : figure.p[static_cast<size_t>(index)];
}
const char* handle_name(int index) { return index < 0 ? "q" : index == 0 ? "p0" : "p1"; }

struct BellCurves {
  std::vector<float> x, p, q, paid;
};

/// Both densities, and what every place adds to a divergence.
BellCurves curves_of(const BellFigure& figure, Divergence which) {
  BellCurves curves;
  const explore::Bells q{figure.q};
  for (int i = 0; i < bell_places; ++i) {
    const double x = -view_reach + 2 * view_reach * i / (bell_places - 1);
    const double log_p = explore::log_density(figure.p, x), log_q = explore::log_density(q, x);
    const double at_p = std::exp(log_p), at_q = std::exp(log_q), log_m = std::log((at_p + at_q) / 2 + 1e-300);
    const double paid = which == Divergence::forward ? at_p * (log_p - log_q)
                        : which == Divergence::reverse
                            ? at_q * (log_q - log_p)
                            : 0.5 * at_p * (log_p - log_m) + 0.5 * at_q * (log_q - log_m);
    curves.x.push_back(static_cast<float>(x));
    curves.p.push_back(static_cast<float>(at_p));
    curves.q.push_back(static_cast<float>(at_q));
    curves.paid.push_back(static_cast<float>(paid));
  }
  return curves;
}

/// A round handle; true while it is dragged or has just been let go.
bool draw_handle(ui::Ui& ui, const std::string& name, ImVec2 at, ImU32 colour, bool round, const char* help,
                 bool& final) {
  const float reach = ui.px(11), size = ui.px(round ? 6 : 5);
  ImGui::SetCursorScreenPos({at.x - reach, at.y - reach});
  ui::press_area(name.c_str(), {2 * reach, 2 * reach});
  ui.items.add(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool held = ImGui::IsItemActive(), hot = held || ImGui::IsItemHovered();
  final = ImGui::IsItemDeactivated();
  if (held)
    ui::hush_tooltip(ui);
  else
    ui::tooltip(ui, help);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float extra = hot ? ui.px(2) : 0;
  if (round) {
    draw->AddCircleFilled(at, size + extra, ui.theme.t1);
    draw->AddCircleFilled(at, size + extra - ui.px(2), colour);
  } else {
    draw->AddRectFilled({at.x - ui.px(2.5F) - extra / 2, at.y - size - extra},
                        {at.x + ui.px(2.5F) + extra / 2, at.y + size + extra}, ui.theme.t1, ui.px(2));
  }
  return (held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0)) || final;
}

/// The handles of one bell: its top moves it, the bar at one sigma makes it wider. Returns the bell as it
/// shall be.
Bell handles(ui::Ui& ui, const ui::Chart& chart, const Bell& bell, double height, const std::string& name,
             ImU32 colour, bool& changed, bool& final, std::string& control) {
  const auto take = [&](const std::string& which, ImVec2 at, bool round, const char* help) {
    bool let_go = false;
    const std::string item = "playground/figures/" + which;
    if (!draw_handle(ui, item, at, colour, round, help, let_go)) return false;
    changed = true;
    final = let_go;
    control = which;
    return true;
  };
  Bell wanted = bell;
  const double side = bell.mean + bell.sigma > view_reach ? -1 : 1;
  if (take(name, chart.at(bell.mean, std::min(height, density_top * 0.97)), true,
           ui.tr("Drag: where this bell lies."))) {
    wanted.mean = ui::within(chart.pointed_x(), -bell_reach, bell_reach);
  } else if (take(name + "/width",
                  chart.at(bell.mean + side * bell.sigma,
                           std::min(height * std::exp(-0.5), density_top * 0.97)),
                  false, ui.tr("Drag: how wide this bell is (one standard deviation)."))) {
    wanted.sigma = ui::within(std::abs(chart.pointed_x() - bell.mean), narrowest_bell, widest_bell);
  }
  return wanted;
}

void slider_row(ui::Ui& ui, model::UiActions& actions, const BellFigure& figure, int index, bool width,
                const char* words, float row) {
  BellFigure wanted = figure;
  Bell& bell = bell_of(wanted, index);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float control = row * 0.62F;
  row_words(ui, words, row, control);
  const std::string name =
      std::string("playground/figures/") + handle_name(index) + (width ? "/sigma" : "/mean");
  double& value = width ? bell.sigma : bell.mean;
  const BellFigure first;
  const ui::SliderSpec spec{.min = width ? narrowest_bell : -bell_reach,
                            .max = width ? widest_bell : bell_reach,
                            .initial = width ? bell_of(const_cast<BellFigure&>(first), index).sigma
                                             : bell_of(const_cast<BellFigure&>(first), index).mean,
                            .logarithmic = width,
                            .player = index < 0 ? config::Player::generator : config::Player::real,
                            .width = control,
                            .field_width = 56,
                            .help = ui.tr(width ? "Its standard deviation." : "Its mean.")};
  bool final = true;
  if (ui::slider(ui, name, spec, value, &final))
    alter<Figures>(actions,
                   [wanted, name, final](Figures& state) { set_figure(state, wanted, name, final); });
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
}

}  // namespace

void draw_bells_left(ui::Ui& ui, const Figures& state, model::UiActions& actions, float width) {
  draw_lines(ui,
             ui.tr("{real:p}, the data, has two bells. {G:q} is one bell that shall fit it: only {G:q} moves "
                   "by itself. Drag any of the three."),
             width);
  const auto group = [&](const char* words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ui::rich_text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(6)}, Font::caption_strong,
                     ui.theme.t1, words);
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(28)});
  };
  group(ui.tr("{real:p}, left bell"));
  slider_row(ui, actions, state.figure, 0, false, ui.tr("mean"), width);
  slider_row(ui, actions, state.figure, 0, true, ui.tr("width"), width);
  group(ui.tr("{real:p}, right bell"));
  slider_row(ui, actions, state.figure, 1, false, ui.tr("mean"), width);
  slider_row(ui, actions, state.figure, 1, true, ui.tr("width"), width);
  group(ui.tr("{G:q}, the model"));
  slider_row(ui, actions, state.figure, -1, false, ui.tr("mean"), width);
  slider_row(ui, actions, state.figure, -1, true, ui.tr("width"), width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(8)});
  const float each = (width - ui.px(8)) / 2;
  if (ui::button(ui, "playground/figures/undo",
                 {.label = ui.tr("Undo"),
                  .width = each,
                  .help = ui.tr("Takes the last change of the bells back."),
                  .key = "Ctrl-Z",
                  .has_icon = true,
                  .icon = ui::Icon::undo,
                  .enabled = state.done.can_undo()}))
    alter<Figures>(actions, undo_figure);
  ImGui::SetCursorScreenPos({at.x + each + ui.px(8), at.y + ui.px(8)});
  if (ui::button(ui, "playground/figures/again",
                 {.label = ui.tr("As at first"),
                  .width = each,
                  .help = ui.tr("All three bells as they were at first."),
                  .has_icon = true,
                  .icon = ui::Icon::reset}))
    alter<Figures>(actions, [](Figures& figures) { set_figure(figures, {}, "again", true); });
}

void draw_bells_middle(ui::Ui& ui, const Figures& state, model::UiActions& actions) {
  const RoomArea area = area_here();
  draw_part_title(ui, area.min, area.width(), ui.tr("Two densities"),
                  ui.tr("{real:p} the data, {G:q} the model"));
  const float top = area.min.y + ui.px(30), split = top + (area.max.y - top) * 0.62F;
  const BellFigure& figure = state.figure;
  const BellCurves curves = curves_of(figure, state.which);
  const ui::Chart chart(ui, {.min = {area.min.x, top},
                             .max = {area.max.x, split},
                             .x_low = -view_reach,
                             .x_high = view_reach,
                             .y_low = 0,
                             .y_high = density_top,
                             .x_title = "x",
                             .y_title = ui.tr("probability per unit of x")});
  chart.fill(curves.x, curves.p, ui::faded(ui.theme.real, 0.22F));
  chart.fill(curves.x, curves.q, ui::faded(ui.theme.g, 0.18F));
  chart.line(curves.x, curves.p, ui.theme.real, 2);
  chart.line(curves.x, curves.q, ui.theme.g, 2.5F);
  const DivergenceInfo& chosen = info_of_divergence(state.which);
  const float most = *std::ranges::max_element(curves.paid), least = *std::ranges::min_element(curves.paid);
  draw_part_title(
      ui, {area.min.x, split + ui.px(14)}, area.width(), ui.tr("Where it is paid"),
      fmt::format(
          fmt::runtime(ui.tr("what every place adds to {}: the area is {} nats")), chosen.title,
          "{n:" +
              ui::number_text(explore::value_of(explore::divergences(figure.p, {figure.q}), state.which)) +
              "}"));
  const ui::Chart paid(ui, {.min = {area.min.x, split + ui.px(42)},
                            .max = area.max,
                            .x_low = -view_reach,
                            .x_high = view_reach,
                            .y_low = std::min(-0.1, 1.15 * static_cast<double>(least)),
                            .y_high = std::max(0.3, 1.15 * static_cast<double>(most)),
                            .x_title = "x"});
  paid.fill(curves.x, curves.paid, ui::faded(ui.theme.ref, 0.2F));
  paid.line(curves.x, curves.paid, ui.theme.ref, 1.5F);
  bool changed = false, final = false;
  std::string control;
  BellFigure wanted = figure;
  for (const int index : {0, 1, -1}) {
    const Bell& bell = index < 0 ? figure.q : figure.p[static_cast<size_t>(index)];
    const explore::Bells all = index < 0 ? explore::Bells{figure.q} : figure.p;
    bool moved = false;
    const Bell next = handles(ui, chart, bell, explore::density(all, bell.mean), handle_name(index),
                              index < 0 ? ui.theme.g : ui.theme.real, moved, final, control);
    if (moved) bell_of(wanted, index) = next;
    changed = changed || moved;
  }
  if (changed)
    alter<Figures>(
        actions, [wanted, control, final](Figures& figures) { set_figure(figures, wanted, control, final); });
  const ui::Chart* pointed = chart.hovered() ? &chart : paid.hovered() ? &paid : nullptr;
  if (pointed == nullptr || ImGui::IsAnyItemHovered() || ImGui::IsAnyItemActive()) return;
  const double x = pointed->pointed_x();
  chart.upright(x, ui::faded(ui.theme.t1, 0.5F));
  paid.upright(x, ui::faded(ui.theme.t1, 0.5F));
  const auto value = [&](const std::vector<float>& y) {
    return ui::number_text(ui::curve_at(curves.x, y, x));
  };
  pointed->card(ImGui::GetIO().MousePos,
                {fmt::format("x {{n:{:.2f}}}", x), "{real:p} {n:" + value(curves.p) + "}",
                 "{G:q} {n:" + value(curves.q) + "}",
                 std::string(ui.tr("paid here")) + " {n:" + value(curves.paid) + "}"});
}

void draw_bells_right(ui::Ui& ui, const Figures& state, model::UiActions& actions) {
  const RoomArea area = area_here();
  draw_part_title(ui, area.min, area.width(), ui.tr("How far q is from p"), ui.tr("in nats; 0: the same"));
  const explore::Divergences all = explore::divergences(state.figure.p, {state.figure.q});
  float y = area.min.y + ui.px(32);
  for (const DivergenceInfo& one : divergence_infos) {
    const bool chosen = one.which == state.which, busy = chosen && state.minimising;
    const float button = ui.px(176), height = ui.px(52);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 from{area.min.x, y}, to{area.max.x, y + height};
    draw->AddRectFilled(from, to, ui.theme.bg0, ui.px(6));
    if (chosen) draw->AddRect(from, to, ui.theme.t1, ui.px(6), 0, ui.px(1.5F));
    const float line = ui::text_size(ui, Font::strong, "0").y;
    ui::text_at(ui, draw, {from.x + ui.px(12), from.y + (height - line) / 2}, Font::strong, ui.theme.t1,
                one.title);
    const std::string value = ui::number_text(explore::value_of(all, one.which));
    const ImVec2 size = ui::text_size(ui, Font::mono_title, value);
    ui::text_at(ui, draw, {to.x - button - ui.px(24) - size.x, from.y + (height - size.y) / 2},
                Font::mono_title, ui.theme.t1, value);
    const std::string key = one.which == Divergence::forward   ? "forward"
                            : one.which == Divergence::reverse ? "reverse"
                                                               : "js";
    ui.items.add("playground/figures/value/" + key, from, to, value);
    ImGui::SetCursorScreenPos({to.x - button - ui.px(10), from.y + ui.px(10)});
    if (ui::button(
            ui, "playground/figures/minimise/" + key,
            {.label = ui.tr(busy ? "Stop" : one.minimise),
             .width = button,
             .help = ui.tr(
                 "Moves q downhill from where it is, by steps of natural gradient, until nothing changes.")}))
      alter<Figures>(actions, [which = one.which, busy, now_s = ui.time_s](Figures& figures) {
        if (busy)
          figures.minimising = false;
        else
          start_minimising(figures, which, now_s);
      });
    y += height + ui.px(8);
  }
  ImGui::SetCursorScreenPos({area.min.x, y + ui.px(10)});
  draw_lines(ui, ui.tr(info_of_divergence(state.which).words), area.width());
  ImGui::SetCursorScreenPos({area.min.x, ImGui::GetCursorScreenPos().y + ui.px(10)});
  draw_lines(ui,
             ui.tr("GANs that minimise KL(p ‖ q) are sharp and miss modes all the same: so it is not the "
                   "divergence that "
                   "makes them so, but how they are trained."),
             area.width());
  ImGui::SetCursorScreenPos({area.min.x, ImGui::GetCursorScreenPos().y + ui.px(10)});
  ui::text(ui, Font::caption, ui.theme.t3, ui.tr("Goodfellow, NIPS 2016 tutorial, figure 14"));
}

}  // namespace ganscope::panels::playground
