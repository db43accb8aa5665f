#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "app/panels/explore/eyes/eyes.h"
#include "app/panels/explore/eyes/eyes_state.h"
#include "app/panels/explore/paint/paint_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"
#include "core/base/form_kinds.h"
#include "core/explore/tools/eyes_maps.h"

namespace ganscope::panels::eyes {
namespace {

using explore_parts::Area;
using explore_parts::Context;

/// One picture of a view, coloured.
void draw_layer(const Context& context, ImDrawList* draw, api::View view, int index,
                const paint::Frame& frame, ImU32 colour) {
  const ui::Atlas& atlas = context.ui.atlases.of(view);
  if (atlas.texture == nullptr || index >= atlas.count) return;
  draw->AddImage(atlas.texture, frame.min, frame.max(), atlas.uv_min(index), atlas.uv_max(index), colour);
}

void draw_sentence(const Context& context, ImVec2 min, float side, const std::string& what,
                   const std::string& hint) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = side - ui.px(48);
  const ImVec2 size = ui::wrapped_size(ui, ui::Font::body, what, width);
  const float top = min.y + side / 2 - size.y;
  ui::wrapped_text_at(ui, draw, {min.x + ui.px(24), top}, ui::Font::body, ui.theme.t1, what, width);
  ui::wrapped_text_at(ui, draw, {min.x + ui.px(24), top + size.y + ui.px(8)}, ui::Font::body, ui.theme.t2,
                      hint, width);
}

void draw_failure(const Context& context, ImVec2 min, float side, const Failure& failure) {
  draw_sentence(context, min, side, context.ui.tr.sentence(failure.what),
                context.ui.tr.sentence(failure.hint));
}

const char* place_words(const ui::Ui& ui, const std::vector<double>& where) {
  const char* names[3][3] = {
      {ui.tr("at the upper left"), ui.tr("at the top"), ui.tr("at the upper right")},
      {ui.tr("at the left"), ui.tr("in the middle"), ui.tr("at the right")},
      {ui.tr("at the lower left"), ui.tr("at the bottom"), ui.tr("at the lower right")}};
  const auto of = [&](size_t i) { return ui::within(static_cast<int>(where[i]), 0, 2); };
  return names[of(0)][of(1)];
}

const std::vector<double>* numbers_of(const api::Answer& answer, std::string_view key, size_t least) {
  const api::TableRow* row = answer.row(key);
  return row == nullptr || row->numbers.size() < least ? nullptr : &row->numbers;
}

std::string looked_words(const Context& context, const api::Answer& answer) {
  const ui::Ui& ui = context.ui;
  const Eyes& now = state_of(context.model);
  if (now.shown == Shown::looks) {
    const auto* where = numbers_of(answer, "where", 3);
    if (where == nullptr) return {};
    return fmt::format("{{D}} {} {}", ui.tr("looks most"), place_words(ui, *where));
  }
  const auto* balance = numbers_of(answer, "balance", 3);
  if (balance == nullptr) return {};
  return fmt::format("{} {{n:+{:.2f}}} · {} {{n:−{:.2f}}}", ui.tr("speaks for real"), (*balance)[0],
                     ui.tr("for fake"), (*balance)[1]);
}

void draw_looks(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const Eyes& now = state_of(model);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (now.failure) return draw_failure(context, min, side, *now.failure);
  const api::View view = model.view("eyes/looks");
  const auto& answer = model.result(view);
  if (!answer || answer->count < 2) return draw_sentence(context, min, side, ui.tr("Looking …"), "");
  const paint::Frame frame = paint::frame_of(model, min, side);
  if (now.over_picture)
    draw_layer(context, draw, view, explore::eyes::picture_of_ground, frame, IM_COL32_WHITE);
  const auto map = static_cast<explore::eyes::Map>(now.shown);
  const ImU32 colour = now.shown == Shown::speaks_for ? ui.theme.real : ui.theme.d;
  draw_layer(context, draw, view, explore::eyes::picture_of(map), frame, colour);
  const std::string words = looked_words(context, *answer);
  ui.items.add("explore/eyes/words", min, {min.x + side, min.y + side}, ui::plain_words(words));
  if (!words.empty()) explore_parts::corner_plate(context, min, side, false, words);
}

/// D's score by step, along the bottom of the square.
void draw_curve(const Context& context, ImVec2 min, float side, const api::Curve& curve, int64_t steps) {
  const ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float height = ui.px(64), pad = ui.px(8);
  const ImVec2 from{min.x, min.y + side - height}, to{min.x + side, min.y + side};
  draw->AddRectFilled(from, to, ui::faded(ui.theme.bg0, 0.85F));
  for (size_t i = 0; i + 1 < curve.y.size(); ++i) {
    const auto place = [&](size_t k) {
      const float x = curve.x[k] / static_cast<float>(std::max<int64_t>(steps, 1));
      return ImVec2{from.x + pad + x * (side - 2 * pad),
                    to.y - pad - ui::within(curve.y[k], 0.0F, 1.0F) * (height - 2 * pad)};
    };
    draw->AddLine(place(i), place(i + 1), ui.theme.d, ui.px(2));
  }
}

void draw_alone_square(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const Eyes& now = state_of(model);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (now.alone_failure) return draw_failure(context, min, side, *now.alone_failure);
  const api::View view = model.view("eyes/alone");
  const auto& answer = model.result(view);
  if (!answer || answer->count < 2 || answer->scores.size() < 2)
    return draw_sentence(
        context, min, side, ui.tr("Why does D not draw the pictures itself?"),
        ui.tr("Let it: the picture is changed, step by step, towards what D finds more real. Choose below "
              "where it begins."));
  const paint::Frame frame = paint::frame_of(model, min, side);
  draw_layer(context, draw, view, 0, frame, IM_COL32_WHITE);
  const float small = std::floor(side / 5), edge = ui.px(8);
  paint::Frame start = frame;
  start.scale = small / static_cast<float>(std::max(frame.width, frame.height));
  start.min = {min.x + edge, min.y + edge};
  draw_layer(context, draw, view, 1, start, IM_COL32_WHITE);
  ui::frame_picture(ui, draw, start.min, start.max(), 1, 0);
  if (!answer->curves.empty()) draw_curve(context, min, side, answer->curves[0], answer->progress.total);
  const std::string words =
      fmt::format("{{D}} {} {{n:{:.2f}}} → {{n:{:.2f}}}, {} {{n:{}}}", ui.tr("says"), answer->scores[1],
                  answer->scores[0], ui.tr("step"), answer->progress.done);
  ui.items.add("explore/eyes/words", min, {min.x + side, min.y + side}, ui::plain_words(words));
  explore_parts::corner_plate(context, min, side, true, words);
}

void draw_legend(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const Eyes& now = state_of(context.model);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = min.y + ui.px(6), middle = y + ui.px(16);
  const float text = middle - ui::text_size(ui, ui::Font::caption, "D").y / 2;
  const bool looks = now.shown == Shown::looks;
  float x = min.x;
  const auto words = [&](const std::string& marked) {
    x += ui::rich_text_at(ui, draw, {x, text}, ui::Font::caption, ui.theme.t2, marked) + ui.px(10);
  };
  words(fmt::format("{{D}} {}", looks ? ui.tr("looks") : ui.tr("is told")));
  words(looks ? ui.tr("hardly") : ui.tr("little"));
  const ImU32 colour = now.shown == Shown::speaks_for ? ui.theme.real : ui.theme.d;
  const float bar = ui.px(ui.compact ? 60 : 110);
  draw->AddRectFilledMultiColor({x, middle - ui.px(4)}, {x + bar, middle + ui.px(4)}, ui.theme.bg0, colour,
                                colour, ui.theme.bg0);
  x += bar + ui.px(10);
  words(looks ? ui.tr("closely") : ui.tr("much"));
  const float toggle = ui.px(32), right = min.x + side;
  const std::string fit =
      ui::fitted(ui, ui::Font::caption, ui.tr("over the picture"), right - toggle - ui.px(8) - x);
  const float width = ui::text_size(ui, ui::Font::caption, fit).x;
  ui::text_at(ui, draw, {right - toggle - ui.px(8) - width, text}, ui::Font::caption, ui.theme.t2, fit);
  ImGui::SetCursorScreenPos({right - toggle, middle - ui.px(9)});
  bool over = now.over_picture;
  if (ui::toggle(ui, "explore/eyes/over", over, ui.tr("Over the picture in grey, or alone.")))
    context.change([over](model::UiModel& model) { lay_over(model, over); });
}

void draw_starts(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const Eyes& now = state_of(context.model);
  const float y = min.y + ui.px(6), gap = ui.px(6);
  struct Choice {
    const char *name, *label;
    Start start;
  };
  const std::array<Choice, 3> choices{{{"explore/eyes/noise", ui.tr("From noise"), Start::noise},
                                       {"explore/eyes/picture", ui.tr("From this picture"), Start::picture},
                                       {"explore/eyes/real", ui.tr("From a real one"), Start::real}}};
  const float stop = ui.px(32);
  const float width = (side - stop - 3 * gap) / 3;
  for (size_t i = 0; i < choices.size(); ++i) {
    ImGui::SetCursorScreenPos({min.x + static_cast<float>(i) * (width + gap), y});
    const std::string label = ui::fitted(ui, ui::Font::body, choices[i].label, width - ui.px(16));
    if (ui::button(ui, choices[i].name,
                   {.label = label,
                    .width = width,
                    .help = ui.tr("Changes the picture step by step towards what D finds more real.")}))
      context.change([start = choices[i].start](model::UiModel& model) { draw_alone(model, start); });
  }
  ImGui::SetCursorScreenPos({min.x + side - stop, y});
  if (explore_parts::plated_icon(ui, "explore/eyes/stop", ui::Icon::pause, ui.tr("Stops here."), {},
                                 now.drawing))
    context.change([](model::UiModel& model) { stop_alone(model); });
}

/// Pad or eyes; returns where it ends.
float draw_choice(Context& context, ImVec2 at, float room) {
  ui::Ui& ui = context.ui;
  const Eyes& now = state_of(context.model);
  std::vector<std::string> labels{ui.tr("Pad"), ui.tr("Through D’s eyes")};
  if (explore_parts::segmented_width(ui, labels) > room) labels[1] = ui.tr("D’s eyes");
  int index = now.open ? 1 : 0;
  ImGui::SetCursorScreenPos(at);
  if (ui::segmented(ui, "explore/middle", labels, index,
                    ui.tr("The plane to walk on, or what the discriminator makes of the picture (x).")))
    context.change([eyes = index == 1](model::UiModel& model) { open(model, eyes); });
  return at.x + explore_parts::segmented_width(ui, labels);
}

}  // namespace

void draw_middle(Context& context, const Area& area, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const Eyes& now = state_of(model);
  if (!model.status->model.judges) return explore_parts::draw_pad_part(context, area, side);
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.WantTextInput && !io.KeyCtrl && !io.KeyAlt && model.open_sheet.empty() &&
      ui::compat::code_pressed('X'))
    context.change([eyes = !now.open](model::UiModel& later) { open(later, eyes); });
  const float top = area.min.y + ui.px(6);
  if (!now.open) {
    if (ui.compact) {  // the menus of the axes leave no more room
      ImGui::SetCursorScreenPos({area.min.x, top});
      if (explore_parts::plated_icon(ui, "explore/middle/1", ui::Icon::theme, ui.tr("Through D’s eyes"), "x"))
        context.change([](model::UiModel& later) { open(later, true); });
    } else {
      draw_choice(context, {area.min.x, top}, side - ui.px(332));
    }
    return explore_parts::draw_untitled_pad(context, area, side);
  }
  const float combo = ui.px(ui.compact ? 130 : 156);
  draw_choice(context, {area.min.x, top}, side - combo - ui.px(8));
  const std::array<std::string, 4> labels{ui.tr("where it looks"), ui.tr("for real"), ui.tr("for fake"),
                                          ui.tr("what D would draw")};
  int shown = static_cast<int>(now.shown);
  ImGui::SetCursorScreenPos({area.min.x + side - combo, top});
  if (ui::combo(
          ui, "explore/eyes/shown", labels, shown, combo,
          ui.tr("Where D looks: how much its output depends on each pixel. For real, for fake: what each "
                "pixel adds to its output or takes from it, against the mean real picture.")))
    context.change([shown](model::UiModel& later) { show(later, static_cast<Shown>(shown)); });
  const ImVec2 square{area.min.x, area.min.y + ui.px(explore_parts::header_height)};
  ImGui::GetWindowDrawList()->AddRectFilled(square, {square.x + side, square.y + side}, ui.theme.bg0);
  const ImVec2 row{square.x, square.y + side};
  if (model.status->data.is_points())
    return draw_sentence(context, square, side, ui.tr("This model draws points."),
                         ui.tr("The Playground draws what D says of the whole plane."));
  if (!are_pictures(model.status->data.form))
    return draw_sentence(context, square, side, ui.tr("These samples have no pixels to look at."),
                         ui.tr("What D says of them stands in Train."));
  if (!model.status->trainable)
    return draw_sentence(context, square, side,
                         ui.tr("This generator came without a D: there is none to ask."),
                         ui.tr("A run of ganscope has one."));
  if (now.shown == Shown::alone) {
    draw_alone_square(context, square, side);
    draw_starts(context, row, side);
  } else {
    draw_looks(context, square, side);
    draw_legend(context, row, side);
  }
}

}  // namespace ganscope::panels::eyes
