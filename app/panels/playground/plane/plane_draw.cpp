#include "app/panels/playground/plane/plane_draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::playground::plane {
namespace {

namespace tool = explore::plane;
using ui::Ui;

constexpr int lines_between = 4;   // nodes of the bent grid from one drawn line to the next
constexpr int pushed_points = 64;  // more arrows would hide what they are about
constexpr float shortest_arrow = 5, longest_arrow = 44, usual_arrow = 30;  // design px

/// Which row of the answer's fields has this name; -1: none.
int row_of(const api::Answer& answer, std::string_view name) {
  int row = 0;
  for (const api::TableRow& line : answer.table) {
    if (line.key != "field") continue;
    if (line.text == name) return row;
    ++row;
  }
  return -1;
}

struct Rectangle {
  double x0, x1, y0, y1;
};
std::optional<Rectangle> covered(const api::Answer& answer) {
  const api::TableRow* view = answer.row(tool::view);
  if (view == nullptr || view->numbers.size() < 6) return std::nullopt;
  return Rectangle{view->numbers[0], view->numbers[1], view->numbers[2], view->numbers[3]};
}

bool finite(ImVec2 at) { return std::isfinite(at.x) && std::isfinite(at.y); }

/// An arrow with a halo; `vector` in pixels.
void draw_arrow(const Ui& ui, ImDrawList* draw, ImVec2 from, ImVec2 vector, ImU32 colour, float thick) {
  const float length = std::hypot(vector.x, vector.y);
  if (!(length > 0.5F)) return;
  const ImVec2 along{vector.x / length, vector.y / length}, across{-along.y, along.x};
  const float head = std::min(ui.px(7), 0.6F * length), half = 0.5F * head;
  const ImVec2 tip{from.x + vector.x, from.y + vector.y},
      neck{tip.x - along.x * head, tip.y - along.y * head};
  const ImVec2 left{neck.x + across.x * half, neck.y + across.y * half},
      right{neck.x - across.x * half, neck.y - across.y * half};
  draw->AddLine(from, neck, ui::faded(ui.theme.bg0, 0.8F), thick + ui.px(2));
  draw->AddTriangleFilled({tip.x + along.x * ui.px(1), tip.y + along.y * ui.px(1)},
                          {left.x + across.x * ui.px(1), left.y + across.y * ui.px(1)},
                          {right.x - across.x * ui.px(1), right.y - across.y * ui.px(1)},
                          ui::faded(ui.theme.bg0, 0.8F));
  draw->AddLine(from, neck, colour, thick);
  draw->AddTriangleFilled(tip, left, right, colour);
}

/// The length that nine of ten stay below; 0: there are none.
float usual_length(const api::Curve& vectors, size_t count) {
  std::vector<float> lengths;
  for (size_t i = 0; i < std::min(count, vectors.x.size()); ++i)
    if (const float length = std::hypot(vectors.x[i], vectors.y[i]); std::isfinite(length))
      lengths.push_back(length);
  if (lengths.empty()) return 0;
  const auto at = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 9 / 10);
  std::ranges::nth_element(lengths, at);
  return *at;
}

ImVec2 arrow_of(const Ui& ui, float x, float y, float usual, float longest) {
  const float length = std::hypot(x, y);
  if (!std::isfinite(length) || !(length > 0) || !(usual > 0)) return {0, 0};
  const float pixels = ui.px(std::min(longest, usual_arrow * length / usual));
  if (pixels < ui.px(shortest_arrow)) return {0, 0};
  return {x / length * pixels, -y / length * pixels};
}

}  // namespace

ImVec2 near_frame(const Frame& frame, ImVec2 at) {
  const float reach = 4 * (frame.width() + frame.height());
  return {ui::within(at.x, frame.min.x - reach, frame.max.x + reach),
          ui::within(at.y, frame.min.y - reach, frame.max.y + reach)};
}

void paint_field(const Ui& ui, ImDrawList* draw, const Frame& frame, const model::UiModel& model,
                 std::string_view name, ui::FieldPaint paint, double unit, float strength) {
  const api::Answer* answer = drawn_plane(model);
  if (answer == nullptr) return;
  const int row = row_of(*answer, name);
  const auto place = covered(*answer);
  if (row < 0 || row >= static_cast<int>(ui::most_fields) || !place) return;
  const ImTextureID texture = ui.atlases.fields[model.view(view_key)][static_cast<size_t>(row)];
  if (texture == nullptr) return;
  const ImVec2 low = near_frame(frame, frame.at(place->x0, place->y0)),
               high = near_frame(frame, frame.at(place->x1, place->y1));
  // Rows of numbers begin below.
  draw->AddImage(ui::painted(texture, paint), {low.x, high.y}, {high.x, low.y}, {0, 1}, {1, 0},
                 ui::field_tint(unit, strength));
}

std::string_view verdict_name(const model::UiModel& model) {
  return reading_of(model) == Reading::belief ? tool::logit : tool::verdict;
}

void draw_bent_grid(const Ui& ui, ImDrawList* draw, const Frame& frame, const api::Answer& answer) {
  const api::Curve *nodes = answer.curve(tool::node), *cells = answer.curve(tool::stretching);
  const api::TableRow* lattice = answer.row(tool::lattice);
  if (nodes == nullptr || cells == nullptr || lattice == nullptr || cells->x.empty()) return;
  const int across = static_cast<int>(lattice->numbers[0]), up = static_cast<int>(lattice->numbers[1]);
  if (nodes->x.size() != static_cast<size_t>(across) * static_cast<size_t>(up)) return;
  std::vector<float> sorted = cells->x;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  const float usual = std::max(*middle, 1e-9F);
  const int cells_across = across - 1;
  const auto colour_of = [&](int column, int row) {
    const int i = std::min(row, std::max(0, up - 2)) * cells_across + std::min(column, cells_across - 1);
    // A hundredfold squeeze is as bright as it gets, a hundredfold stretch as faint.
    const float squeezed = -0.25F * std::log10(std::max(cells->x[static_cast<size_t>(i)], 1e-9F) / usual);
    const float bright = ui::within(0.42F + squeezed, 0.12F, 0.95F);
    return ui::faded(ui::mixed(ui.theme.g, ui.theme.t1, std::max(0.0F, bright - 0.6F)), bright);
  };
  const auto node = [&](int column, int row) {
    const auto i = static_cast<size_t>(row) * static_cast<size_t>(across) + static_cast<size_t>(column);
    return frame.at(static_cast<double>(nodes->x[i]), static_cast<double>(nodes->y[i]));
  };
  const auto segment = [&](int c0, int r0, int c1, int r1) {
    const ImVec2 from = node(c0, r0), to = node(c1, r1);
    if (finite(from) && finite(to))
      draw->AddLine(near_frame(frame, from), near_frame(frame, to), colour_of(c0, r0), ui.px(1.3F));
  };
  for (int row = 0; row < up; ++row)
    for (int column = 0; column < across; ++column) {
      if (column + 1 < across && row % lines_between == 0) segment(column, row, column + 1, row);
      if (row + 1 < up && column % lines_between == 0) segment(column, row, column, row + 1);
    }
}

void draw_trails(const Ui& ui, ImDrawList* draw, const Frame& frame, const model::UiModel& model) {
  const auto& trail = model::tool_state<Trail>(model);
  if (trail.generation != model.status->generation || trail.points.size() < 2) return;
  const bool all = shows(model, Layer::trails);
  const size_t fixed = static_cast<size_t>(model::fixed_latents);
  for (size_t i = 0; i < fixed; ++i) {
    const bool selected = static_cast<int>(i) == model.selected_latent;
    if (!all && !selected) continue;
    for (size_t k = 1; k < trail.points.size(); ++k) {
      const auto &before = *trail.points[k - 1], &after = *trail.points[k];
      if (2 * i + 1 >= before.size() || 2 * i + 1 >= after.size()) continue;
      const ImVec2 from =
                       frame.at(static_cast<double>(before[2 * i]), static_cast<double>(before[2 * i + 1])),
                   to = frame.at(static_cast<double>(after[2 * i]), static_cast<double>(after[2 * i + 1]));
      if (!finite(from) || !finite(to)) continue;
      const float fresh = static_cast<float>(k) / static_cast<float>(trail.points.size());
      draw->AddLine(near_frame(frame, from), near_frame(frame, to),
                    selected ? ui::faded(ui.theme.t1, 0.35F + 0.65F * fresh)
                             : ui::faded(ui.theme.g, 0.1F + 0.5F * fresh),
                    ui.px(selected ? 1.8F : 1.2F));
      if (selected) draw->AddCircleFilled(near_frame(frame, to), ui.px(1.8F), ui.theme.t1, 8);
    }
  }
}

void draw_pushes(const Ui& ui, ImDrawList* draw, const Frame& frame, const api::Answer& answer) {
  const api::Curve* push = answer.curve(tool::force);
  if (push == nullptr) return;
  const size_t count =
      std::min({static_cast<size_t>(pushed_points), push->x.size(), answer.points.size() / 2});
  const float usual = usual_length(*push, count);
  for (size_t i = 0; i < count; ++i) {
    const ImVec2 from =
        frame.at(static_cast<double>(answer.points[2 * i]), static_cast<double>(answer.points[2 * i + 1]));
    if (!finite(from)) continue;
    draw_arrow(ui, draw, near_frame(frame, from), arrow_of(ui, push->x[i], push->y[i], usual, longest_arrow),
               ui.theme.t1, ui.px(1.6F));
  }
}

void draw_arrows(const Ui& ui, ImDrawList* draw, const Frame& frame, const api::Curve& at,
                 const api::Curve& vectors, ImU32 colour) {
  if (at.x.size() != vectors.x.size()) return;
  const float usual = usual_length(vectors, vectors.x.size());
  for (size_t i = 0; i < at.x.size(); ++i) {
    const ImVec2 from = frame.at(static_cast<double>(at.x[i]), static_cast<double>(at.y[i]));
    draw_arrow(ui, draw, near_frame(frame, from),
               arrow_of(ui, vectors.x[i], vectors.y[i], usual, usual_arrow), colour, ui.px(1.2F));
  }
}

void draw_slopes(const Ui& ui, ImDrawList* draw, const Frame& frame, const api::Answer& answer) {
  const api::Curve *at = answer.curve(tool::slope_at), *slope = answer.curve(tool::slope);
  if (at != nullptr && slope != nullptr) draw_arrows(ui, draw, frame, *at, *slope, ui.theme.d);
}

void draw_free_point(const Ui& ui, ImDrawList* draw, ImVec2 at, bool tagged) {
  if (!finite(at)) return;
  const float edge = ui.px(7);
  const auto diamond = [&](float size, ImU32 colour) {
    draw->AddQuadFilled({at.x - size, at.y}, {at.x, at.y - size}, {at.x + size, at.y}, {at.x, at.y + size},
                        colour);
  };
  diamond(edge + ui.px(3), ui.theme.t1);
  diamond(edge + ui.px(0.5F), ui.theme.bg1);
  diamond(edge - ui.px(0.5F), ui.theme.g);
  if (tagged) ui::plate(ui, draw, {at.x + ui.px(12), at.y - ui.px(30)}, ui::Font::mono_small, "z");
}

double value_at(const api::Answer& answer, std::string_view name, double x, double y) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  const tool::Field field = tool::field_of(answer, name);
  const auto place = covered(answer);
  const int columns = answer.field_columns;
  if (field.values == nullptr || !place || columns < 2) return none;
  const int rows = answer.vectors.width / columns;
  const double u = (x - place->x0) / (place->x1 - place->x0) * (columns - 1),
               v = (y - place->y0) / (place->y1 - place->y0) * (rows - 1);
  if (!(u >= 0) || !(v >= 0) || u > columns - 1 || v > rows - 1 || rows < 2) return none;
  const int column = std::min(static_cast<int>(u), columns - 2),
            row = std::min(static_cast<int>(v), rows - 2);
  const double s = u - column, t = v - row;
  const auto at = [&](int c, int r) {
    return static_cast<double>(field.values[(row + r) * columns + column + c]);
  };
  return (1 - t) * ((1 - s) * at(0, 0) + s * at(1, 0)) + t * ((1 - s) * at(0, 1) + s * at(1, 1));
}

}  // namespace ganscope::panels::playground::plane
