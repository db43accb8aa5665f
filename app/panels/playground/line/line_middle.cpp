#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/playground/line/line_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets/chart.h"
#include "app/ui/widgets/image_grid.h"
#include "app/ui/widgets/plane_touch.h"
#include "core/explore/tools/line_names.h"

namespace ganscope::panels::playground::line {
namespace {

namespace names = explore::line;
using ui::Font;

constexpr float latents_px = 132, dots_px = 26, push_px = 30;
constexpr double latent_edge = 2.75;

/// All that is drawn in one frame, in the data's own units.
struct Picture {
  const ui::Ui& ui;
  const model::UiModel& model;
  const api::Answer* answer;
  PointFrame frame;
  Seen seen;      ///< in the frame
  RoomArea area;  ///< below the title
  [[nodiscard]] double low() const { return frame.out(0, seen.low); }
  [[nodiscard]] double high() const { return frame.out(0, seen.high); }
  [[nodiscard]] double top() const { return seen.top / frame.unit[0]; }
  [[nodiscard]] OuterCurve curve(std::string_view key, bool density = false) const {
    return outer_curve(answer, key, frame, density);
  }
};

/// D is drawn over the whole height: its own axis stands at the right.
OuterCurve as_tall(OuterCurve curve, double top) {
  for (float& y : curve.y) y *= static_cast<float>(top);
  return curve;
}

void draw_curves(const Picture& picture, const ui::Chart& chart) {
  const ui::Theme& theme = picture.ui.theme;
  const auto shown = [&](Layer layer) { return shows(picture.model, layer); };
  const double top = picture.top();
  if (shown(Layer::data)) {
    const OuterCurve data = picture.curve(names::data, true);
    chart.fill(data.x, data.y, ui::faded(theme.real, 0.16F));
    chart.line(data.x, data.y, theme.real, 2);
  }
  if (shown(Layer::model)) {
    const OuterCurve model = picture.curve(names::model, true);
    chart.fill(model.x, model.y, ui::faded(theme.g, 0.16F));
    chart.line(model.x, model.y, theme.g, 2.5F);
  }
  if (shown(Layer::optimal)) {
    const OuterCurve best = as_tall(picture.curve(names::optimal), top);
    chart.line(best.x, best.y, theme.ref, 1.5F, true);
  }
  if (shown(Layer::d)) {
    chart.level(top / 2, ui::faded(theme.d, 0.6F));
    const OuterCurve d = as_tall(picture.curve(names::d), top);
    chart.line(d.x, d.y, theme.d, 2.5F);
  }
}

/// 0, ½, 1 of D at the right edge.
void draw_belief_axis(const Picture& picture, const ui::Chart& chart) {
  const ui::Ui& ui = picture.ui;
  if (!shows(picture.model, Layer::d) && !shows(picture.model, Layer::optimal)) return;
  constexpr std::array<std::pair<double, const char*>, 3> marks{{{0, "0"}, {0.5, "½"}, {1, "1"}}};
  const float height = ui::text_size(ui, Font::mono_small, "0").y;
  for (const auto& [share, words] : marks)
    ui::text_at(ui, ImGui::GetWindowDrawList(),
                {chart.max().x + ui.px(6), ui::within(chart.y().at(share * picture.top()) - height / 2,
                                                      chart.min().y, chart.max().y - height)},
                Font::mono_small, ui.theme.d, words);
  const char* title = ui.tr("D(x)");
  ui::text_at(ui, ImGui::GetWindowDrawList(),
              {chart.max().x + ui.px(22) - ui::text_size(ui, Font::caption, title).x, picture.area.min.y},
              Font::caption, ui.theme.d, title);
}

/// Which way a generated number would go, as arrows on a line; the longest is the strongest in sight.
void draw_pushes(const Picture& picture, const ui::Chart& chart, float y, const Pushes& pushes) {
  double most = 0;
  for (const double push : pushes.push) most = std::max(most, std::abs(push));
  if (!(most > 0)) return;
  const ui::Ui& ui = picture.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect({chart.min().x, y - ui.px(12)}, {chart.max().x, y + ui.px(12)}, true);
  for (size_t i = 0; i < pushes.x.size(); ++i) {
    const float from = chart.x().at(picture.frame.out(0, pushes.x[i]));
    const float length = ui.px(24) * static_cast<float>(pushes.push[i] / most);
    if (std::abs(length) < ui.px(1.5F)) {
      draw->AddCircleFilled({from, y}, ui.px(1.2F), ui.theme.t3);
      continue;
    }
    const float head = ui.px(4) * (length > 0 ? 1.0F : -1.0F), tip = from + length;
    draw->AddLine({from, y}, {tip, y}, ui.theme.t1, ui.px(1.5F));
    draw->AddTriangleFilled({tip + head / 2, y}, {tip - head / 2, y - ui.px(3.5F)},
                            {tip - head / 2, y + ui.px(3.5F)}, ui.theme.t1);
  }
  draw->PopClipRect();
  ui.items.add("playground/line/pushes", {chart.min().x, y - ui.px(12)}, {chart.max().x, y + ui.px(12)},
               most);
}

void draw_real_ticks(const Picture& picture, const ui::Chart& chart) {
  constexpr size_t most = 400;
  const std::vector<float>& points = picture.model.preview->points;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(chart.min(), chart.max(), true);
  for (size_t i = 0; i + 1 < std::min(points.size(), 2 * most); i += 2) {
    const float x = chart.x().at(picture.frame.out(0, static_cast<double>(points[i])));
    draw->AddLine({x, chart.max().y - picture.ui.px(9)}, {x, chart.max().y},
                  ui::faded(picture.ui.theme.real, 0.55F), picture.ui.px(1));
  }
  draw->PopClipRect();
}

/// The fixed latents as dots on a line below the axis; the same selection as everywhere.
void draw_dots(ui::Ui& ui, const Picture& picture, const ui::Chart& chart, float y,
               model::UiActions& actions) {
  const auto& result = picture.model.result(model::view::grid);
  if (!result) return;
  std::vector<ImVec2> dots;
  const size_t count = std::min(result->points.size() / 2, static_cast<size_t>(model::fixed_latents));
  for (size_t i = 0; i < count; ++i)
    dots.push_back({ui::within(chart.x().at(picture.frame.out(0, static_cast<double>(result->points[2 * i]))),
                               chart.min().x, chart.max().x),
                    y});
  const float reach = ui.px(dots_px) / 2;
  const ui::GridAnswer touched =
      ui::plane_touch(ui, "playground/line/dots", "playground/sample/", {chart.min().x, y - reach},
                      {chart.max().x, y + reach}, dots);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (const ImVec2 dot : dots) {
    draw->AddCircleFilled(dot, ui.px(4.5F), ui.theme.bg1);
    draw->AddCircleFilled(dot, ui.px(3.5F), ui.theme.g);
  }
  for (const int index : {picture.model.hovered_latent, picture.model.selected_latent})
    if (index >= 0 && static_cast<size_t>(index) < dots.size())
      ui::draw_latent_dot(ui, draw, dots[static_cast<size_t>(index)], index,
                          index == picture.model.selected_latent);
  if (touched.hovered != picture.model.hovered_latent) actions(model::action::HoverLatent{touched.hovered});
  if (touched.clicked >= 0) actions(model::action::SelectLatent{touched.clicked, touched.opened});
}

/// The lines of the paper's figure: z on its axis below, x above, and where G carries each z.
void draw_latents(const Picture& picture, const ui::Chart& chart, float top, float bottom) {
  const api::Curve* laid = find_curve(picture.answer, names::latents);
  if (laid == nullptr) return;
  const ui::Ui& ui = picture.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ui::Scale z{-latent_edge, latent_edge, false, false, chart.min().x, chart.max().x};
  draw->AddRectFilled({chart.min().x, bottom}, {chart.max().x, bottom + 1}, ui.theme.line2);
  draw->PushClipRect({chart.min().x, top}, {chart.max().x, bottom + 1}, true);
  for (size_t i = 0; i < std::min(laid->x.size(), laid->y.size()); ++i) {
    const double at = static_cast<double>(laid->x[i]);
    // The brighter, the likelier such a z is.
    const auto light = static_cast<float>(0.18 + 0.6 * std::exp(-at * at / 2));
    draw->AddLine({z.at(at), bottom},
                  {chart.x().at(picture.frame.out(0, static_cast<double>(laid->y[i]))), top},
                  ui::faded(ui.theme.g, light), ui.px(1.2F));
  }
  draw->PopClipRect();
  const auto axis = find_number(picture.answer, names::axis),
             of = find_number(picture.answer, names::axis, 1);
  const std::string title = of > 1 ? fmt::format(fmt::runtime(ui.tr("z {} of {}, the others 0")),
                                                 static_cast<int>(axis) + 1, static_cast<int>(of))
                                   : std::string("z");
  const float left = chart.max().x - ui::text_size(ui, Font::caption, title).x;
  ui::text_at(ui, draw, {left, bottom + ui.px(3)}, Font::caption, ui.theme.t3, title);
  for (int value = -2; value <= 2; ++value) {
    const std::string words = ui::with_minus(std::to_string(value));
    const ImVec2 size = ui::text_size(ui, Font::mono_small, words);
    if (z.at(value) + size.x < left)
      ui::text_at(ui, draw, {z.at(value) - size.x / 2, bottom + ui.px(3)}, Font::mono_small, ui.theme.t3,
                  words);
  }
}

/// Wheel zooms about the mouse, a drag moves, a double click fits; values at the mouse on a card.
void handle_view(ui::Ui& ui, const Picture& picture, const ui::Chart& chart, model::UiActions& actions) {
  ImGui::SetCursorScreenPos(chart.min());
  ui::press_area("playground/line/picture", {chart.max().x - chart.min().x, chart.max().y - chart.min().y});
  ui.items.add("playground/line/picture", chart.min(), chart.max());
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const ImGuiIO& io = ImGui::GetIO();
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return change(actions, fit_view);
  const double width = picture.seen.high - picture.seen.low;
  const double pixel = width / static_cast<double>(chart.max().x - chart.min().x);
  if (held && io.MouseDelta.x != 0) {
    const double by = -pixel * static_cast<double>(io.MouseDelta.x);
    change(actions, [low = picture.seen.low + by, high = picture.seen.high + by](model::UiModel& later) {
      move_view(later, low, high);
    });
  } else if (hovered && io.MouseWheel != 0) {
    const double about = picture.seen.low + pixel * static_cast<double>(io.MousePos.x - chart.min().x);
    const double factor = std::pow(0.85, static_cast<double>(io.MouseWheel));
    change(actions, [low = about + factor * (picture.seen.low - about),
                     high = about + factor * (picture.seen.high - about)](model::UiModel& later) {
      move_view(later, low, high);
    });
  }
  if (!hovered || held) return;
  const double x = chart.pointed_x();
  chart.upright(x, ui::faded(ui.theme.t1, 0.5F));
  std::vector<std::string> lines{"x {n:" + ui::number_text(x) + "}"};
  const auto add = [&](std::string_view key, const char* marked, bool density, const char* form) {
    const OuterCurve curve = picture.curve(key, density);
    const double value = ui::curve_at(curve.x, curve.y, x);
    if (std::isfinite(value))
      lines.push_back(std::string(marked) + " {n:" + fmt::format(fmt::runtime(form), value) + "}");
  };
  add(names::data, "{real:p_data}", true, "{:.3f}");
  add(names::model, "{G:p_model}", true, "{:.3f}");
  add(names::d, "{D}", false, "{:.3f}");
  add(names::optimal, ui.tr("the best {D}"), false, "{:.3f}");
  chart.card(io.MousePos, lines);
}

}  // namespace

OuterCurve outer_curve(const api::Answer* answer, std::string_view key, const PointFrame& frame,
                       bool is_density) {
  const api::Curve* found = find_curve(answer, key);
  if (found == nullptr) return {};
  OuterCurve curve{found->x, found->y};
  if (frame.is_plain()) return curve;
  for (float& x : curve.x) x = static_cast<float>(frame.out(0, static_cast<double>(x)));
  if (is_density)
    for (float& y : curve.y) y = static_cast<float>(static_cast<double>(y) / frame.unit[0]);
  return curve;
}

void draw_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const RoomArea area = area_here();
  if (!has_line(model)) return draw_in_the_middle(ui, area, ui.tr("These data are not numbers on a line."));
  const api::Answer* answer = drawn_line(model);
  const bool ema = model.drawn_model() == api::Model::ema;
  draw_part_title(ui, area.min, area.width() - ui.px(170), ui.tr("Data space"),
                  ui.tr("{real:p_data}, {G:p_model} and what {D} says of every x"));
  const std::array<std::string, 2> models{ui.tr("EMA model"), ui.tr("Live")};
  int which = ema ? 0 : 1;
  ImGui::SetCursorScreenPos({area.max.x - ui.px(158), area.min.y - ui.px(6)});
  if (ui::segmented(ui, "playground/line/model", models, which,
                    ui.tr("Whose samples: of G's running average, or of the weights being trained, against "
                          "which D learns.")))
    actions(model::action::SetModel{which == 0 ? api::Model::ema : api::Model::raw});
  draw_controls(ui, model, actions, {{area.max.x - ui.px(166), area.min.y - ui.px(6)}, draw_left});
  const Picture picture{ui,
                        model,
                        answer,
                        model.preview->frame,
                        seen_of(model),
                        {{area.min.x, area.min.y + ui.px(38)}, area.max}};
  const bool lines = shows(model, Layer::latents), arrows = shows(model, Layer::push);
  const Pushes pushes = arrows ? pushes_of(model) : Pushes{};
  const bool push = !pushes.x.empty();
  const float below = ui.px((lines ? latents_px + 22 : 0) + dots_px + (push ? push_px : 0));
  const ui::Chart chart(ui, {.min = picture.area.min,
                             .max = {area.max.x - ui.px(24), area.max.y - below},
                             .x_low = picture.low(),
                             .x_high = picture.high(),
                             .y_low = 0,
                             .y_high = picture.top(),
                             .x_title = "x",
                             .y_title = ui.tr("probability per unit of x")});
  draw_curves(picture, chart);
  if (shows(model, Layer::real)) draw_real_ticks(picture, chart);
  draw_belief_axis(picture, chart);
  float y = chart.max().y + ui.px(20);
  if (push) {
    draw_pushes(picture, chart, y + ui.px(push_px) / 2, pushes);
    y += ui.px(push_px);
  }
  if (shows(model, Layer::fake)) draw_dots(ui, picture, chart, y + ui.px(dots_px) / 2, actions);
  y += ui.px(dots_px);
  if (lines) draw_latents(picture, chart, y - ui.px(4), area.max.y - ui.px(22));
  handle_view(ui, picture, chart, actions);
  if (answer == nullptr) {
    const auto& failure = model.failure(model.view("playground/line"));
    draw_in_the_middle(ui, {chart.min(), chart.max()},
                       failure ? ui.tr.sentence(failure->what) : ui.tr("Being computed…"));
  }
}

}  // namespace ganscope::panels::playground::line
