#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "app/panels/playground/parts.h"
#include "app/panels/playground/plane/plane_draw.h"
#include "app/panels/playground/plane/plane_parts.h"
#include "app/panels/playground/room.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/plane_touch.h"
#include "app/ui/widgets/scatter.h"
#include "core/base/sigmoid.h"

namespace ganscope::panels::playground::plane {
namespace {

namespace tool = explore::plane;
using ui::FieldPaint;
using ui::Font;
using ui::Ui;

constexpr size_t most_real_drawn = 256;  // more would fill their rings
constexpr float header_px = 38;
// A number every so many px, of which splines make a smooth surface; fewer where D is slow.
constexpr float cell_px = 9.5F, coarse_cell_px = 13;
constexpr int64_t quick_d = 12'000;  // parameters
constexpr double zoom_step = 1.2;

/// One sentence and the button that ends it.
void draw_no_plane(Ui& ui, model::UiActions& actions, const char* words) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float wrap = std::min(ui.px(420), size.x - ui.px(32));
  const ImVec2 extent = ui::wrapped_size(ui, Font::body, words, wrap);
  const ImVec2 at{origin.x + (size.x - extent.x) / 2, origin.y + size.y / 2 - extent.y - ui.px(8)};
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), at, Font::body, ui.theme.t2, words, wrap);
  const float width = ui.px(200);
  ImGui::SetCursorScreenPos({origin.x + (size.x - width) / 2, origin.y + size.y / 2 + ui.px(8)});
  if (ui::button(ui, "playground/plane/choose",
                 {.label = ui.tr("Take the ring of points"),
                  .style = ui::ButtonStyle::primary,
                  .width = width,
                  .help = ui.tr("Eight clusters of points on a circle.")}))
    actions(model::action::ChooseExperiment{"ring"});
}

float draw_moment_tag(Ui& ui, const model::UiModel& model, ImVec2 at, float height) {
  if (model.moment == api::now) return at.x;
  const api::Answer* answer = drawn_plane(model);
  const std::string words =
      fmt::format("{} {}", ui.tr("step"), ui::thousands(answer != nullptr ? answer->step : model.moment));
  const ImVec2 size = ui::text_size(ui, Font::mono_small, words);
  const ImVec2 min{at.x, at.y + (height - ui.px(24)) / 2}, max{at.x + size.x + ui.px(16), min.y + ui.px(24)};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.t1, ui.px(4));
  ui::text_at(ui, draw, {min.x + ui.px(8), min.y + (ui.px(24) - size.y) / 2}, Font::mono_small, ui.theme.bg1,
              words);
  ui.items.add("playground/plane/moment", min, max, words);
  return max.x + ui.px(12);
}

/// `with_model`: there is no room for the choice of the model beside it.
void draw_menu(Ui& ui, const model::UiModel& model, model::UiActions& actions, bool with_model) {
  const bool free = look_of(model).free.has_value(), ema = model.drawn_model() == api::Model::ema;
  std::vector<ui::MenuLine> lines{
      {ui.tr("Fit the view to the data"), "Home"},
      {ui.tr("Forget the free latent"), "", free},
      {ui.tr("Open the selected latent in Explore"), "", model.selected_latent >= 0},
      {ui.tr("All options"), ""},
      {ui.tr("Picture of the window"), "F12"}};
  if (with_model) lines.push_back({ema ? ui.tr("Live") : ui.tr("EMA model"), ""});
  switch (
      ui::menu(ui, "playground/plane/more", ui::Icon::more, lines, ui.tr("Fit, all options, and more."))) {
    case 0:
      return change(actions, fit_view);
    case 1:
      return change(actions, drop_free);
    case 2:
      return actions(model::action::SelectLatent{model.selected_latent, true});
    case 3:
      return actions(model::action::ShowSheet{"options"});
    case 4:
      return actions(model::action::Screenshot{});
    case 5:
      return actions(model::action::SetModel{ema ? api::Model::raw : api::Model::ema});
    default:
      return;
  }
}

void draw_header(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at, float right) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float edge = ui.px(32);
  const std::array<std::string, 2> labels{ui.tr("EMA model"), ui.tr("Live")};
  float choice = 0;
  for (const std::string& label : labels)
    choice += std::ceil(ui::text_size(ui, Font::strong, label).x + ui.px(24));
  const float menu_left = right - edge;
  const float controls =
      ui.compact ? ui::text_size(ui, Font::body, ui.tr("Data and layers")).x + ui.px(64) : 0;
  const bool roomy = menu_left - ui.px(8) - choice - at.x >= controls;
  const float choice_left = menu_left - ui.px(8) - (roomy ? choice : 0);
  int index = model.drawn_model() == api::Model::ema ? 0 : 1;
  ImGui::SetCursorScreenPos({choice_left, at.y});
  if (roomy &&
      ui::segmented(
          ui, "playground/plane/model", labels, index,
          ui.tr("EMA: the running average of the generator's weights, steadier. Live: the weights being "
                "trained, which D plays against.")))
    actions(model::action::SetModel{index == 0 ? api::Model::ema : api::Model::raw});
  ImGui::SetCursorScreenPos({menu_left, at.y});
  draw_menu(ui, model, actions, !roomy);
  float x = at.x;
  if (ui.compact)
    x += ui.px(12) + draw_controls(ui, model, actions, {at, draw_left, "Data and layers", false, false});
  const std::string title = ui.tr("Data space");
  const ImVec2 size = ui::text_size(ui, Font::title, title);
  if (x + size.x < choice_left - ui.px(8)) {
    ui::text_at(ui, draw, {x, at.y + (edge - size.y) / 2}, Font::title, ui.theme.t1, title);
    x += size.x + ui.px(12);
  }
  x = draw_moment_tag(ui, model, {x, at.y}, edge);
  const std::string words = ui.tr("where {real} and {G:generated} points live, as {D} sees it");
  if (x + ui::rich_text_width(ui, Font::body, words) < choice_left - ui.px(8)) {
    const float line = ui::text_size(ui, Font::body, "0").y;
    ui::rich_text_at(ui, draw, {x, at.y + (edge - line) / 2 + ui.px(1)}, Font::body, ui.theme.t2, words);
  }
}

/// What is painted below the points.
void draw_ground(const Ui& ui, ImDrawList* draw, const Frame& frame, const model::UiModel& model,
                 const api::Answer* answer) {
  const std::string_view verdict = verdict_name(model);
  if (shows(model, Layer::surface)) paint_field(ui, draw, frame, model, verdict, FieldPaint::belief_contours);
  if (shows(model, Layer::density) && answer != nullptr) {
    const double high = std::max(
        {tool::field_of(*answer, tool::p_data).high, tool::field_of(*answer, tool::p_model).high, 1e-9});
    paint_field(ui, draw, frame, model, tool::p_data, FieldPaint::ramp_real, high, 0.7F);
    paint_field(ui, draw, frame, model, tool::p_model, FieldPaint::ramp_g, high, 0.7F);
  }
  if (shows(model, Layer::bent) && answer != nullptr) draw_bent_grid(ui, draw, frame, *answer);
  if (shows(model, Layer::slope) && answer != nullptr) draw_slopes(ui, draw, frame, *answer);
  if (shows(model, Layer::boundary)) paint_field(ui, draw, frame, model, verdict, FieldPaint::boundary);
}

ui::ScatterSpec spec_of(const Frame& frame, const model::UiModel& model, std::span<const float> generated) {
  const double half = std::min(frame.seen.half_x, frame.seen.half_y);
  const std::span<const float> all(model.preview->points);
  return {all.first(std::min(all.size(), 2 * most_real_drawn)),
          generated,
          model::fixed_latents,
          model.selected_latent,
          model.hovered_latent,
          {frame.seen.x, frame.seen.y, half},
          frame.min,
          frame.max};
}

void draw_points(Ui& ui, ImDrawList* draw, const Frame& frame, const model::UiModel& model,
                 const api::Answer* answer, int hovered) {
  const Look& look = look_of(model);
  std::span<const float> points;
  if (answer != nullptr) points = answer->points;
  const size_t fixed = std::min(points.size() / 2, static_cast<size_t>(drawn_latents));
  const ui::ScatterSpec spec = spec_of(frame, model, points.first(2 * std::min(fixed, points.size() / 2)));
  if (shows(model, Layer::fake))
    ui::draw_discs(draw, spec.generated, spec, ui.px(3.8F), ui.theme.g, ui.theme.bg0);
  if (shows(model, Layer::real))
    ui::draw_rings(draw, spec.real, spec, ui.px(3.4F), ui.px(1.6F), ui.theme.real);
  draw_trails(ui, draw, frame, model);
  if (shows(model, Layer::push) && answer != nullptr) draw_pushes(ui, draw, frame, *answer);
  // It runs where points are dense: below them nothing of it could be seen.
  if (shows(model, Layer::optimum))
    paint_field(ui, draw, frame, model, tool::optimal, FieldPaint::share_boundary);
  for (const int index : {hovered, model.selected_latent}) {
    const auto i = static_cast<size_t>(std::max(0, index));
    if (index < 0 || 2 * i + 1 >= spec.generated.size()) continue;
    ui::draw_latent_dot(ui, draw,
                        frame.at(static_cast<double>(points[2 * i]), static_cast<double>(points[2 * i + 1])),
                        index, index == model.selected_latent);
  }
  if (look.free && points.size() / 2 > fixed) {
    const auto last = points.size() - 2;
    const ImVec2 at = frame.at(static_cast<double>(points[last]), static_cast<double>(points[last + 1]));
    draw_free_point(ui, draw, at, true);
    if (std::isfinite(at.x) && std::isfinite(at.y))
      ui.items.add("playground/plane/free", at, at,
                   fmt::format("{:.3f}, {:.3f}", points[last], points[last + 1]));
  }
}

/// Wheel zooms at the mouse, a drag pans, a double click fits; after `plane_touch`, whose area is the last
/// item.
void handle_view(const Ui& ui, model::UiActions& actions, const Frame& frame, const ui::GridAnswer& touched,
                 bool over) {
  const ImGuiIO& io = ImGui::GetIO();
  const double half = std::min(frame.seen.half_x, frame.seen.half_y);
  bool* on_dot = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("pressed a dot"), false);
  if (ImGui::IsItemActivated()) *on_dot = touched.clicked >= 0;
  if (over && io.MouseWheel != 0 && !io.KeyCtrl) {
    const double factor = std::pow(zoom_step, static_cast<double>(-io.MouseWheel));
    const double x = frame.x_of(io.MousePos.x), y = frame.y_of(io.MousePos.y);
    const double to_x = x + (frame.seen.x - x) * factor, to_y = y + (frame.seen.y - y) * factor;
    change(actions, [=](model::UiModel& later) { move_view(later, to_x, to_y, half * factor); });
    return;
  }
  if (over && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && touched.clicked < 0)
    return change(actions, fit_view);
  if (!ImGui::IsItemActive() || *on_dot || (io.MouseDelta.x == 0 && io.MouseDelta.y == 0)) return;
  if (!ImGui::IsMouseDragging(ImGuiMouseButton_Left, ui.px(3))) return;
  const double to_x =
      frame.seen.x - static_cast<double>(io.MouseDelta.x / frame.width()) * 2 * frame.seen.half_x;
  const double to_y =
      frame.seen.y + static_cast<double>(io.MouseDelta.y / frame.height()) * 2 * frame.seen.half_y;
  change(actions, [=](model::UiModel& later) { move_view(later, to_x, to_y, half); });
}

/// "0.31, −1.20, 0.08": a latent's numbers, the first ones of many.
std::string latent_words(const explore::Latent& z) {
  constexpr size_t most = 8;
  std::string words;
  for (size_t i = 0; i < std::min(z.size(), most); ++i)
    words += fmt::format("{}{:.2f}", i == 0 ? "" : ", ", z[i]);
  return z.size() > most ? words + fmt::format(" … ({})", z.size()) : words;
}

/// Of the latent that is selected: its numbers, on a plate.
void draw_selected_latent(Ui& ui, const model::UiModel& model, const Frame& frame) {
  const int selected = model.selected_latent;
  if (selected < 0 || selected >= model.fixed_count()) return;
  const std::string words = fmt::format("z {}: {}", selected, latent_words(model.fixed_latent(selected)));
  const std::string shown =
      ui::fitted(ui, Font::mono_small, ui::with_minus(words), frame.width() - ui.px(36));
  const ImVec2 at{frame.min.x + ui.px(10), frame.min.y + ui.px(10)};
  ui::plate(ui, ImGui::GetWindowDrawList(), at, Font::mono_small, shown);
  const ImVec2 size = ui::text_size(ui, Font::mono_small, shown);
  ui.items.add("playground/plane/latent", at, {at.x + size.x, at.y + size.y}, words);
}

/// What every law and D say of the place under the mouse, or of the generated point that it is on.
void draw_values(Ui& ui, const model::UiModel& model, const Frame& frame, const api::Answer& answer,
                 int hovered) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  double x = frame.x_of(mouse.x), y = frame.y_of(mouse.y);
  const auto point = static_cast<size_t>(2 * std::max(0, hovered));
  if (hovered >= 0 && point + 1 < answer.points.size()) {
    x = static_cast<double>(answer.points[point]);
    y = static_cast<double>(answer.points[point + 1]);
  }
  const PointFrame& units = model.preview->frame;
  struct Line {
    std::string name;
    double value;
    ImU32 colour;
  };
  std::vector<Line> lines{{"x", units.out(0, x), ui.theme.t2}, {"y", units.out(1, y), ui.theme.t2}};
  const auto add = [&](const std::string& name, double value, ImU32 colour) {
    if (std::isfinite(value)) lines.push_back({name, value, colour});
  };
  const double raw = value_at(answer, tool::logit, x, y), verdict = value_at(answer, tool::verdict, x, y);
  if (reading_of(model) == Reading::belief) {
    add("D", sigmoid(raw), ui.theme.d);
  } else {
    add(ui.tr("D, raw"), raw, ui.theme.d);
    if (reading_of(model) == Reading::pairs) add("D", sigmoid(verdict), ui.theme.d);
  }
  add("p_data", value_at(answer, tool::p_data, x, y), ui.theme.real);
  add("p_model", value_at(answer, tool::p_model, x, y), ui.theme.g);
  add(ui.tr("optimal D"), value_at(answer, tool::optimal, x, y), ui.theme.t2);
  float names = 0, numbers = 0;
  std::vector<std::string> texts;
  std::string told;
  for (const Line& line : lines) {
    texts.push_back(ui::with_minus(fmt::format("{:.3f}", line.value)));
    names = std::max(names, ui::text_size(ui, Font::caption, line.name).x);
    numbers = std::max(numbers, ui::text_size(ui, Font::mono_small, texts.back()).x);
    told += fmt::format("{}{} {:.3f}", told.empty() ? "" : ", ", line.name, line.value);
  }
  std::string latent;
  if (hovered >= 0) latent = fmt::format("z {}: {}", hovered, latent_words(model.fixed_latent(hovered)));
  const float pad = ui.px(8), row = ui.px(18);
  const std::string heading = ui::fitted(ui, Font::mono_small, ui::with_minus(latent), frame.width() * 0.5F);
  const float wide = std::max(names + numbers + ui.px(14), ui::text_size(ui, Font::mono_small, heading).x);
  const auto count = static_cast<float>(lines.size() + (latent.empty() ? 0 : 1));
  const ImVec2 size{wide + 2 * pad, row * count + 2 * pad};
  if (!latent.empty()) told = latent + ", " + told;
  ImVec2 min{mouse.x + ui.px(16), mouse.y + ui.px(16)};
  if (min.x + size.x > frame.max.x) min.x = mouse.x - ui.px(12) - size.x;
  if (min.y + size.y > frame.max.y) min.y = mouse.y - ui.px(12) - size.y;
  const ImVec2 max{min.x + size.x, min.y + size.y};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui::faded(ui.theme.bg2, 0.94F), ui.px(6));
  draw->AddRect(min, max, ui.theme.line2, ui.px(6));
  if (!heading.empty())
    ui::text_at(ui, draw, {min.x + pad, min.y + pad}, Font::mono_small, ui.theme.g, heading);
  for (size_t i = 0; i < lines.size(); ++i) {
    const float top = min.y + pad + row * (static_cast<float>(i) + (heading.empty() ? 0.0F : 1.0F));
    ui::text_at(ui, draw, {min.x + pad, top}, Font::caption, lines[i].colour, lines[i].name);
    ui::text_at(ui, draw, {max.x - pad - ui::text_size(ui, Font::mono_small, texts[i]).x, top},
                Font::mono_small, ui.theme.t1, texts[i]);
  }
  ui.items.add("playground/plane/values", min, max, told);
}

/// A plate below with what cannot be drawn, and why.
void draw_reason(Ui& ui, const model::UiModel& model, const Frame& frame, const api::Answer* answer) {
  std::string words;
  if (const auto& failure = model.failure(model.view(view_key)))
    words = ui.tr.sentence(failure->what) + std::string(". ") + ui.tr.sentence(failure->hint);
  else if (answer == nullptr)
    words = ui.tr("Drawing …");
  else if (const api::TableRow* missing = answer->row(tool::missing))
    words = std::string(ui.tr("Without D:")) + " " + ui.tr.sentence(missing->text);
  if (words.empty()) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::plate(ui, draw, {frame.min.x + ui.px(10), frame.max.y - ui.px(34)}, Font::caption, words);
  ui.items.add("playground/plane/reason", frame.min, frame.max, words);
}

void draw_plot(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 min, ImVec2 max) {
  const double aspect =
      ui::within(static_cast<double>((max.x - min.x) / std::max(max.y - min.y, 1.0F)), 0.1, 10.0);
  const int columns = static_cast<int>(
      (max.x - min.x) /
      std::max(ui.px(model.status->model.parameters_of("discriminator") > quick_d ? coarse_cell_px : cell_px),
               1.0F));
  const Look& look = look_of(model);
  if (std::abs(look.aspect - aspect) > 0.002 || std::abs(look.columns - ui::within(columns, 16, 160)) > 1)
    change(actions, [=](model::UiModel& later) { set_shape(later, aspect, columns); });
  const Frame frame{min, max, seen_of(model)};
  const api::Answer* answer = drawn_plane(model);
  std::vector<ImVec2> dots;
  for (size_t i = 0; answer != nullptr && i < model::fixed_latents && 2 * i + 1 < answer->points.size();
       ++i) {
    const ImVec2 dot =
        frame.at(static_cast<double>(answer->points[2 * i]), static_cast<double>(answer->points[2 * i + 1]));
    const bool sound = std::isfinite(dot.x) && std::isfinite(dot.y);
    dots.push_back(sound ? dot : ImVec2{-1e4F, -1e4F});  // out of reach
  }
  const ui::GridAnswer touched =
      ui::plane_touch(ui, "playground/plane", "playground/sample/", min, max, dots);
  const bool over = ImGui::IsItemHovered();
  if (over) ui::compat::take_wheel();
  handle_view(ui, actions, frame, touched, over);

  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(min, max, ui.theme.bg0);
  draw->PushClipRect(min, max, true);
  draw_ground(ui, draw, frame, model, answer);
  draw_points(ui, draw, frame, model, answer, touched.hovered >= 0 ? touched.hovered : model.hovered_latent);
  draw->PopClipRect();
  const bool pressed = ImGui::IsItemActive();
  draw_selected_latent(ui, model, frame);
  if (over && answer != nullptr && !pressed) draw_values(ui, model, frame, *answer, touched.hovered);
  draw_reason(ui, model, frame, answer);
  ui.items.add("playground/plane", min, max,
               answer == nullptr ? 0.0 : static_cast<double>(answer->points.size() / 2));
  if (touched.hovered != model.hovered_latent && (over || model.hovered_latent >= 0))
    actions(model::action::HoverLatent{touched.hovered});
  if (touched.clicked >= 0) actions(model::action::SelectLatent{touched.clicked, touched.opened});
}

}  // namespace

void draw_middle(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  if (!model.configured() || !model.status->data.is_points())
    return draw_no_plane(ui, actions, ui.tr("The Playground draws points. This experiment is of pictures."));
  if (model.status->trainable && !model.status->model.judges)
    return draw_no_plane(ui, actions, ui.tr("This model has no D whose verdicts could be drawn."));
  if (!has_plane(model))
    return draw_no_plane(ui, actions, ui.tr("These points lie on a line, not in a plane."));
  if (!model.status->trainable)
    return draw_no_plane(ui, actions, ui.tr("A generator from elsewhere has neither D nor data here."));
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  draw_header(ui, model, actions, at, at.x + room.x);
  draw_plot(ui, model, actions, {at.x, std::round(at.y + ui.px(header_px))}, {at.x + room.x, at.y + room.y});
}

}  // namespace ganscope::panels::playground::plane
