#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

#include "app/ui/widgets.h"

namespace ganscope::ui {
namespace {

/// A pen on a square of ±8 units about the icon's centre, as the icons of the design were drawn.
class Pen {
 public:
  Pen(ImDrawList* draw, ImVec2 centre, float size, ImU32 colour)
      : draw_(draw),
        centre_(centre),
        unit_(size / 16),
        colour_(colour),
        width_(std::max(1.0F, size * 0.1F)) {}

  [[nodiscard]] ImVec2 at(float x, float y) const { return {centre_.x + x * unit_, centre_.y + y * unit_}; }
  void line(std::initializer_list<ImVec2> points, bool closed = false) const {
    for (const ImVec2& point : points) draw_->PathLineTo(at(point.x, point.y));
    draw_->PathStroke(colour_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width_);
  }
  void fill(std::initializer_list<ImVec2> points) const {
    for (const ImVec2& point : points) draw_->PathLineTo(at(point.x, point.y));
    draw_->PathFillConvex(colour_);
  }
  void ring(float x, float y, float radius) const {
    draw_->AddCircle(at(x, y), radius * unit_, colour_, 0, width_);
  }
  void dot(float x, float y, float radius) const {
    draw_->AddCircleFilled(at(x, y), radius * unit_, colour_);
  }
  void arc(float x, float y, float radius, float from_degrees, float to_degrees) const {
    draw_->PathArcTo(at(x, y), radius * unit_, from_degrees * pi / 180, to_degrees * pi / 180, 20);
    draw_->PathStroke(colour_, ImDrawFlags_None, width_);
  }
  void half_disc(float x, float y, float radius, float from_degrees) const {
    draw_->PathArcTo(at(x, y), radius * unit_, from_degrees * pi / 180, (from_degrees + 180) * pi / 180, 16);
    draw_->PathFillConvex(colour_);
  }
  void box(float x0, float y0, float x1, float y1, float rounding) const {
    draw_->AddRect(at(x0, y0), at(x1, y1), colour_, rounding * unit_, 0, width_);
  }
  void bar(float x0, float y0, float x1, float y1) const {
    draw_->AddRectFilled(at(x0, y0), at(x1, y1), colour_, unit_ * 0.8F);
  }

 private:
  static constexpr float pi = 3.14159265F;
  ImDrawList* draw_;
  ImVec2 centre_;
  float unit_;
  ImU32 colour_;
  float width_;
};

/// Five points, the first upwards; filled as the triangles between middle and edge.
void star_icon(const Pen& pen, bool full) {
  constexpr int corners = 10;
  std::array<ImVec2, corners + 1> edge;
  for (int i = 0; i <= corners; ++i) {
    const float angle = static_cast<float>(i) * 0.628318531F, radius = i % 2 == 0 ? 6.4F : 2.9F;
    edge[static_cast<size_t>(i)] = {radius * std::sin(angle), 0.6F - radius * std::cos(angle)};
  }
  for (int i = 0; full && i < corners; i += 2) {
    const auto at = static_cast<size_t>(i);
    pen.fill({edge[at], edge[at + 1], {0, 0.6F}, edge[(at + corners - 1) % corners]});
  }
  for (size_t i = 0; i < corners; ++i) pen.line({edge[i], edge[i + 1]});
}

void reset_icon(const Pen& pen) {
  pen.arc(0, 0.5F, 5.6F, -135, 165);
  pen.line({{-4.2F, -7}, {-4.2F, -3.3F}, {-0.6F, -3.3F}});
}

void undo_icon(const Pen& pen, float way) {
  pen.line({{-2.2F * way, -6.4F}, {-5.8F * way, -2.8F}, {-2.2F * way, 0.8F}});
  pen.line({{-5.8F * way, -2.8F}, {2.2F * way, -2.8F}});
  if (way > 0)
    pen.arc(2.2F, 1.1F, 3.9F, -90, 90);
  else
    pen.arc(-2.2F, 1.1F, 3.9F, 90, 270);
  pen.line({{2.2F * way, 5.0F}, {-2.6F * way, 5.0F}});
}

void lock_icon(const Pen& pen) {
  pen.box(-5, -0.8F, 5, 6.6F, 1.4F);
  pen.arc(0, -3, 3.1F, 180, 360);
  pen.line({{-3.1F, -3}, {-3.1F, -0.8F}});
  pen.line({{3.1F, -3}, {3.1F, -0.8F}});
}

void dice_icon(const Pen& pen) {
  pen.box(-6, -6, 6, 6, 2);
  pen.dot(-2.6F, -2.6F, 1.1F);
  pen.dot(2.6F, 2.6F, 1.1F);
  pen.dot(0, 0, 1.1F);
}

void help_icon(const Pen& pen) {
  pen.arc(0, -2.9F, 2.9F, 180, 400);
  pen.line({{2.2F, -1.0F}, {0.2F, 1.1F}, {0, 3.0F}});
  pen.dot(0, 5.9F, 1.0F);
}

void folder_icon(const Pen& pen) {
  pen.line({{-6.5F, -5}, {-2, -5}, {-0.4F, -3.2F}, {6.5F, -3.2F}, {6.5F, 5.5F}, {-6.5F, 5.5F}}, true);
}

void save_icon(const Pen& pen) {
  pen.line({{-6, -6}, {3.4F, -6}, {6, -3.4F}, {6, 6}, {-6, 6}}, true);
  pen.line({{-3.2F, -6}, {-3.2F, -2.4F}, {2.2F, -2.4F}, {2.2F, -6}});
  pen.line({{-3.2F, 6}, {-3.2F, 1.4F}, {3.2F, 1.4F}, {3.2F, 6}});
}

void film_icon(const Pen& pen) {
  pen.box(-7, -5, 7, 5, 1.2F);
  pen.line({{-3.4F, -5}, {-3.4F, 5}});
  pen.line({{3.4F, -5}, {3.4F, 5}});
}

void arrows_icon(const Pen& pen, bool vertical) {
  const auto turned = [&](float x, float y) { return vertical ? ImVec2{y, x} : ImVec2{x, y}; };
  pen.line({turned(-7, 0), turned(7, 0)});
  pen.line({turned(-4, -3), turned(-7, 0), turned(-4, 3)});
  pen.line({turned(4, -3), turned(7, 0), turned(4, 3)});
}

}  // namespace

void draw_icon(ImDrawList* draw, Icon icon, ImVec2 centre, float size, ImU32 colour) {
  const Pen pen(draw, {std::floor(centre.x) + 0.5F, std::floor(centre.y) + 0.5F}, size, colour);
  switch (icon) {
    case Icon::play:
      pen.fill({{-4, -6}, {6, 0}, {-4, 6}});
      break;
    case Icon::pause:
      pen.bar(-5, -6, -1.6F, 6), pen.bar(1.6F, -6, 5, 6);
      break;
    case Icon::reset:
      reset_icon(pen);
      break;
    case Icon::undo:
      undo_icon(pen, 1);
      break;
    case Icon::redo:
      undo_icon(pen, -1);
      break;
    case Icon::dice:
      dice_icon(pen);
      break;
    case Icon::lock:
      lock_icon(pen);
      break;
    case Icon::more:
      pen.dot(-5.2F, 0, 1.5F), pen.dot(0, 0, 1.5F), pen.dot(5.2F, 0, 1.5F);
      break;
    case Icon::chevron_right:
      pen.line({{-2, -4.4F}, {2.4F, 0}, {-2, 4.4F}});
      break;
    case Icon::chevron_down:
      pen.line({{-4.4F, -2}, {0, 2.4F}, {4.4F, -2}});
      break;
    case Icon::star:
    case Icon::star_full:
      star_icon(pen, icon == Icon::star_full);
      break;
    case Icon::brush:
      pen.line({{6, -6.4F}, {-1, 1.2F}}),
          pen.line({{-1, 1.2F}, {-3.6F, 1.6F}, {-6, 6}, {-0.8F, 4.4F}, {-1, 1.2F}});
      break;
    case Icon::eraser:
      pen.line({{-6, 2.4F}, {1.6F, -5.4F}, {6, -1}, {-0.6F, 5.8F}, {-2.8F, 5.8F}}, true),
          pen.line({{-2.4F, -1.2F}, {2.4F, 3}});
      break;
    case Icon::bin:
      pen.line({{-5.6F, -4}, {5.6F, -4}}), pen.line({{-2, -4}, {-2, -6.2F}, {2, -6.2F}, {2, -4}});
      pen.line({{-4.4F, -4}, {-3.8F, 6}, {3.8F, 6}, {4.4F, -4}});
      break;
    case Icon::hand_point:
      pen.ring(-4, 4, 2.2F), pen.line({{-2.2F, 2.2F}, {5, -5}}),
          pen.line({{0.6F, -5.4F}, {5.4F, -5.4F}, {5.4F, -0.6F}});
      break;
    case Icon::check:
      pen.line({{-5, 0.4F}, {-1.6F, 3.8F}, {5, -3.6F}});
      break;
    case Icon::warning:
      pen.fill({{0, -7}, {7.6F, 6.2F}, {-7.6F, 6.2F}});
      break;
    case Icon::close:
      pen.line({{-4.6F, -4.6F}, {4.6F, 4.6F}}), pen.line({{-4.6F, 4.6F}, {4.6F, -4.6F}});
      break;
    case Icon::theme:
      pen.ring(0, 0, 6.4F), pen.half_disc(0, 0, 6.4F, -90);
      break;
    case Icon::settings:  // two sliders
      pen.line({{-6.5F, -3}, {6.5F, -3}}), pen.line({{-6.5F, 3}, {6.5F, 3}});
      pen.dot(2.5F, -3, 2.4F), pen.dot(-2.5F, 3, 2.4F);
      break;
    case Icon::help:
      help_icon(pen);
      break;
    case Icon::save:
      save_icon(pen);
      break;
    case Icon::folder:
      folder_icon(pen);
      break;
    case Icon::film:
      film_icon(pen);
      break;
    case Icon::arrows_horizontal:
      arrows_icon(pen, false);
      break;
    case Icon::arrows_vertical:
      arrows_icon(pen, true);
      break;
    case Icon::plus:
      pen.line({{-5, 0}, {5, 0}}), pen.line({{0, -5}, {0, 5}});
      break;
    case Icon::minus:
      pen.line({{-5, 0}, {5, 0}});
      break;
    case Icon::equals:
      pen.line({{-5, -2.6F}, {5, -2.6F}}), pen.line({{-5, 2.6F}, {5, 2.6F}});
      break;
    case Icon::download:
      pen.line({{0, -6.5F}, {0, 2.5F}}), pen.line({{-4, -1.2F}, {0, 2.8F}, {4, -1.2F}}),
          pen.line({{-6, 6.2F}, {6, 6.2F}});
      break;
    case Icon::log:
      pen.line({{-6, -4.6F}, {6, -4.6F}}), pen.line({{-6, 0}, {6, 0}}), pen.line({{-6, 4.6F}, {2, 4.6F}});
      break;
  }
}

}  // namespace ganscope::ui
