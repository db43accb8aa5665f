#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "app/ui/bounded.h"
#include "core/base/sigmoid.h"

// Data space: the batch, what D says of every place, and the arrows of this part.
namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using ui::Font;

struct Space {
  const Context& context;
  const ui::Ui& ui;
  ImDrawList* draw;
  Area area;
  ui::PlaneView view;
  Game game;
  bool line = false;  ///< data of one dimension

  [[nodiscard]] float unit() const {
    return std::min(area.width(), area.height()) / static_cast<float>(2 * view.half);
  }
  [[nodiscard]] ImVec2 at(double x, double y) const {
    return {(area.min.x + area.max.x) / 2 + static_cast<float>(x - view.centre_x) * unit(),
            (area.min.y + area.max.y) / 2 - static_cast<float>(y - view.centre_y) * unit()};
  }
};

/// D's own colour of a score: G ← bg0 at ½ → real, half strength. Where the score is no belief it is coloured
/// by its place between the least and the most that is said anywhere.
ImU32 tint(const Space& space, float logit, std::pair<float, float> range) {
  const double share = space.game.belief ? sigmoid(double{logit})
                                         : (double{logit} - double{range.first}) /
                                               std::max(1e-9, double{range.second} - double{range.first});
  const auto at = static_cast<float>(ui::within(share, 0.0, 1.0));
  const ui::Theme& theme = space.ui.theme;
  return at < 0.5F ? ui::mixed(theme.bg0, theme.g, 0.5F * (1 - 2 * at))
                   : ui::mixed(theme.bg0, theme.real, 0.5F * (2 * at - 1));
}

/// Where D can't tell: v = 0 of beliefs, ½ of least squares. A critic has no such line.
std::optional<float> level_of(const Space& space) {
  if (space.game.critic || space.game.paired) return std::nullopt;
  return space.game.key == "least-squares" ? 0.5F : 0.0F;
}

void draw_surface(const Space& space, const api::Field& field, size_t edge) {
  const auto [least, most] = std::ranges::minmax(field.logits);
  const std::pair range = space.game.key == "least-squares" ? std::pair(0.0F, 1.0F) : std::pair(least, most);
  const auto place = [&](size_t i, size_t j) {
    const double step = double{field.side} / static_cast<double>(edge - 1);
    return space.at(double{field.x} + step * static_cast<double>(i),
                    double{field.y} + step * static_cast<double>(j));
  };
  for (size_t j = 0; j + 1 < edge; ++j) {
    for (size_t i = 0; i + 1 < edge; ++i) {
      const auto colour = [&](size_t a, size_t b) { return tint(space, field.logits[b * edge + a], range); };
      const ImVec2 low = place(i, j), high = place(i + 1, j + 1);
      space.draw->AddRectFilledMultiColor({low.x, high.y}, {high.x, low.y}, colour(i, j + 1),
                                          colour(i + 1, j + 1), colour(i + 1, j), colour(i, j));
    }
  }
}

/// The line where D says `level`, cell by cell (marching squares).
void draw_level(const Space& space, const api::Field& field, size_t edge, float level, ImU32 colour,
                float thickness) {
  const double step = double{field.side} / static_cast<double>(edge - 1);
  for (size_t j = 0; j + 1 < edge; ++j) {
    for (size_t i = 0; i + 1 < edge; ++i) {
      const std::array<std::array<size_t, 2>, 4> corners{{{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}}};
      std::array<ImVec2, 4> cut;
      size_t cuts = 0;
      for (size_t side = 0; side < 4; ++side) {
        const auto& a = corners[side];
        const auto& b = corners[(side + 1) % 4];
        const float va = field.logits[a[1] * edge + a[0]] - level,
                    vb = field.logits[b[1] * edge + b[0]] - level;
        if ((va < 0) == (vb < 0)) continue;
        const double share = double{va} / (double{va} - double{vb});
        const auto along = [&](size_t axis) {
          return static_cast<double>(a[axis]) +
                 share * (static_cast<double>(b[axis]) - static_cast<double>(a[axis]));
        };
        cut[cuts++] = space.at(double{field.x} + step * along(0), double{field.y} + step * along(1));
      }
      for (size_t k = 0; k + 1 < cuts; k += 2) space.draw->AddLine(cut[k], cut[k + 1], colour, thickness);
    }
  }
}

/// Of one dimension: D over the axis, from the bottom (0, or the least) to the top.
void draw_line_of_d(const Space& space, const api::Field& field) {
  float low = 0, high = 1;
  std::vector<float> values;
  for (const float logit : field.logits) values.push_back(static_cast<float>(said(space.game, logit)));
  if (!space.game.belief) {
    low = *std::ranges::min_element(values);
    high = std::max(low + 1e-6F, *std::ranges::max_element(values));
  }
  const float foot = space.area.max.y - space.ui.px(60), top = space.area.min.y + space.ui.px(20);
  const auto y_of = [&](float value) { return foot - (foot - top) * (value - low) / (high - low); };
  if (space.game.belief)
    space.draw->AddLine({space.area.min.x, y_of(0.5F)}, {space.area.max.x, y_of(0.5F)}, space.ui.theme.line2,
                        1);
  for (size_t i = 0; i + 1 < values.size(); ++i) {
    const double step = double{field.side} / static_cast<double>(values.size() - 1);
    const float left = space.at(double{field.x} + step * static_cast<double>(i), 0).x;
    const float right = space.at(double{field.x} + step * static_cast<double>(i + 1), 0).x;
    space.draw->AddLine({left, y_of(values[i])}, {right, y_of(values[i + 1])}, space.ui.theme.d,
                        space.ui.px(2.5F));
  }
}

void draw_field(const Space& space) {
  const api::PartFacts* moved = space.context.known(StepPart::move_d);
  const api::PartFacts* judged = space.context.known(StepPart::judge_real);
  const api::PartFacts* facts = moved != nullptr ? moved : judged;
  if (facts == nullptr || facts->field.dimensions == 0) return;
  const api::Field& field = facts->field;
  if (field.dimensions == 1) return draw_line_of_d(space, field);
  const auto edge = static_cast<size_t>(std::lround(std::sqrt(static_cast<double>(field.logits.size()))));
  if (edge < 2 || edge * edge != field.logits.size()) return;
  draw_surface(space, field, edge);
  if (const auto level = level_of(space)) {
    draw_level(space, field, edge, *level, space.ui.theme.bg0, space.ui.px(5));
    draw_level(space, field, edge, *level, space.ui.theme.d, space.ui.px(2.5F));
  }
}

/// In one dimension all lies on a line below the curve.
std::vector<float> lowered(const Space& space, std::vector<float> points, float px_from_foot) {
  if (!space.line) return points;
  const float y = space.area.max.y - space.ui.px(px_from_foot);
  const double level =
      space.view.centre_y + double{((space.area.min.y + space.area.max.y) / 2 - y) / space.unit()};
  for (size_t i = 1; i < points.size(); i += 2) points[i] = static_cast<float>(level);
  return points;
}

constexpr size_t most_arrows = 48;  // more would hide what they stand on

/// How the samples are moved, or told to: from every fake, in data units.
struct Arrows {
  std::vector<float> along;  ///< [N, 2]
  bool told = false;         ///< the slope, not a way that was gone
};

Arrows arrows_of(const Space& space) {
  const api::PartFacts* facts = model::slow_part(space.context.model);
  Arrows arrows;
  if (facts->part == StepPart::gradient_g) {
    arrows.told = true;
    arrows.along = pairs(facts->sample_slopes);
    for (float& value : arrows.along) value = -value;
  } else if (facts->part == StepPart::move_g) {
    const api::PartFacts* before = space.context.known(StepPart::generate);
    if (before == nullptr) return arrows;
    arrows.along = pairs(facts->samples);
    const std::vector<float> from = pairs(before->samples);
    for (size_t i = 0; i < std::min(from.size(), arrows.along.size()); ++i) arrows.along[i] -= from[i];
  }
  return arrows;
}

/// Draws them so that nine of ten are at most 44 px long, none more than 90. Returns how many times longer
/// than in data units.
double draw_arrows(const Space& space, const std::vector<float>& from, const Arrows& arrows) {
  std::vector<float> lengths;
  for (size_t i = 0; i + 1 < arrows.along.size(); i += 2)
    lengths.push_back(std::hypot(arrows.along[i], arrows.along[i + 1]));
  if (lengths.empty()) return 0;
  std::vector<float> sorted = lengths;
  std::ranges::sort(sorted);
  const float usual = sorted[static_cast<size_t>(0.9 * static_cast<double>(sorted.size() - 1))];
  if (!(usual > 0) || !std::isfinite(usual)) return 0;
  const float scale = space.ui.px(44) / usual;
  for (size_t i = 0; i < lengths.size() && 2 * i + 1 < from.size(); ++i) {
    if (i >= most_arrows && i != space.context.sample()) continue;
    if (!(lengths[i] * scale >= 1)) continue;
    const float shown = std::min(lengths[i] * scale, space.ui.px(90)) / lengths[i];
    const ImVec2 start = space.at(double{from[2 * i]}, double{from[2 * i + 1]});
    const ImVec2 end{start.x + arrows.along[2 * i] * shown, start.y - arrows.along[2 * i + 1] * shown};
    draw_arrow(space.draw, start, end, space.ui.theme.bg0, space.ui.px(3.5F));
    draw_arrow(space.draw, start, end, space.ui.theme.t1, space.ui.px(1.6F));
  }
  return double{scale} / double{space.unit()};
}

void draw_sample_tag(const Space& space, const std::vector<float>& points, bool real) {
  const size_t i = space.context.sample();
  if (2 * i + 1 >= points.size()) return;
  const ImVec2 at = space.at(double{points[2 * i]}, double{points[2 * i + 1]});
  const ui::Ui& ui = space.ui;
  const ImU32 colour = real ? ui.theme.real : ui.theme.g;
  space.draw->AddCircleFilled(at, ui.px(7), ui.theme.t1);
  space.draw->AddCircleFilled(at, ui.px(5), colour);
  const std::string tag = fmt::format("{} {}", real ? "x" : "z", i);
  const ImVec2 extent = ui::text_size(ui, Font::mono_small, tag);
  const float width = extent.x + ui.px(12);
  const float x = ui::within(at.x + ui.px(10), space.area.min.x, space.area.max.x - width);
  const float y = ui::within(at.y - ui.px(30), space.area.min.y, space.area.max.y - ui.px(22));
  space.draw->AddRectFilled({x, y}, {x + width, y + ui.px(21)}, ui.theme.t1, ui.px(4));
  ui::text_at(ui, space.draw, {x + ui.px(6), y + ui.px(3)}, Font::mono_small, ui.theme.bg0, tag);
}

/// A press takes the nearest sample as the example.
void take_press(const Space& space, const std::vector<float>& points) {
  ImGui::SetCursorScreenPos(space.area.min);
  const bool pressed = ui::press_area("playground/slowly/space", {space.area.width(), space.area.height()});
  space.context.ui.items.add("playground/slowly/space", space.area.min, space.area.max,
                             static_cast<double>(space.context.sample()));
  if (!pressed || points.size() < 2) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  size_t best = 0;
  float least = 1e30F;
  for (size_t i = 0; 2 * i + 1 < points.size(); ++i) {
    const ImVec2 at = space.at(double{points[2 * i]}, double{points[2 * i + 1]});
    const float far = std::hypot(at.x - mouse.x, at.y - mouse.y);
    if (far < least) {
      least = far;
      best = i;
    }
  }
  playground::change(space.context.actions,
                     [best](model::UiModel& model) { model::choose_slow_sample(model, best); });
}

void draw_space_legend(const Space& space, const Arrows& arrows, double longer) {
  const ui::Ui& ui = space.ui;
  std::string words;
  if (level_of(space) && !space.line && space.context.known(StepPart::judge_real) != nullptr)
    words += std::string("{D:—} ") +
             (space.game.belief                   ? "D = ½"
              : space.game.key == "least-squares" ? "v = ½"
                                                  : "v = 0") +
             "   ";
  words += std::string("{real:○} ") + ui.tr("real") + "   {G:●} " + ui.tr("fake");
  if (!arrows.along.empty()) {
    words += std::string("   → ") + ui.tr(arrows.told ? "where it is told to go" : "how it moved");
    const size_t all = arrows.along.size() / 2;
    if (all > most_arrows) words += fmt::format(" {{n:({} / {})}}", most_arrows, all);
    if (!arrows.told && longer > 0) words += fmt::format(" {{n:× {}}}", significant(longer, 2));
  }
  const float width = ui::rich_text_width(ui, Font::caption, words);
  const ImVec2 min{space.area.min.x + ui.px(6), space.area.max.y - ui.px(28)};
  space.draw->AddRectFilled(min, {min.x + width + ui.px(16), min.y + ui.px(22)},
                            ui::faded(ui.theme.bg0, 0.85F), ui.px(4));
  ui::rich_text_at(ui, space.draw, {min.x + ui.px(8), min.y + ui.px(2)}, Font::caption, ui.theme.t1, words);
}

void draw_plane_of(const Context& context, const Area& area) {
  Space space{context,
              context.ui,
              ImGui::GetWindowDrawList(),
              area,
              space_view(context.model),
              game_of(context.model),
              context.model.status->data.dimensions == 1};
  const ui::Theme& theme = context.ui.theme;
  space.draw->AddRectFilled(area.min, area.max, theme.bg0, context.ui.px(4));
  space.draw->PushClipRect(area.min, area.max, true);
  draw_field(space);
  ui::ScatterSpec spec;
  spec.view = space.view;
  spec.min = area.min;
  spec.max = area.max;
  const api::PartFacts* drawn = context.known(StepPart::draw_real);
  const api::PartFacts* made = context.known(StepPart::generate);
  const std::vector<float> reals =
      drawn == nullptr ? std::vector<float>() : lowered(space, pairs(drawn->samples), 46);
  const std::vector<float> fakes =
      made == nullptr ? std::vector<float>() : lowered(space, pairs(made->samples), 32);
  ui::draw_rings(space.draw, reals, spec, context.ui.px(4), context.ui.px(1.5F), theme.real);
  const Arrows arrows = arrows_of(space);
  const double longer = draw_arrows(space, fakes, arrows);
  ui::draw_discs(space.draw, fakes, spec, context.ui.px(3), theme.g, theme.bg0);
  draw_sample_tag(space, fakes.empty() ? reals : fakes, fakes.empty());
  space.draw->PopClipRect();
  take_press(space, fakes.empty() ? reals : fakes);
  draw_space_legend(space, arrows, longer);
}

/// Pictures in place of points: pairs of what is and what this part makes of it, else some of the batch.
void draw_pictures_of(const Context& context, const Area& area) {
  const ui::Ui& ui = context.ui;
  const model::SlowPictures pictures = model::slow_pictures(context.model);
  const StepPart part = model::slow_part(context.model)->part;
  const bool told = part == StepPart::gradient_g, paired = told || part == StepPart::move_g;
  const bool real = context.known(StepPart::generate) == nullptr || part == StepPart::judge_real;
  if (context.known(StepPart::draw_real) == nullptr) return;
  const int columns = paired ? 2 : 3, across = paired ? 4 : 3;
  const float gap = ui.px(4), room = std::min(area.width(), area.height());
  const float side = std::floor((room - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
  for (int i = 0; i < pictures.count; ++i) {
    const auto column = static_cast<float>(i % columns * (paired ? 2 : 1)),
               row = static_cast<float>(i / columns);
    const ImVec2 at{area.min.x + column * (side + gap), area.min.y + row * (side + gap)};
    draw_picture(context, real ? pictures.real(i) : pictures.fake(i), at, side);
    if (paired)
      draw_picture(context, told ? pictures.told(i) : pictures.later(i), {at.x + side + gap, at.y}, side);
    const std::string name = fmt::format("playground/slowly/sample/{}", i);
    ImGui::SetCursorScreenPos(at);
    if (ui::press_area(name.c_str(), {side, side}))
      playground::change(context.actions, [i](model::UiModel& model) {
        model::choose_slow_sample(model, static_cast<size_t>(i));
      });
    context.ui.items.add(name, at, {at.x + side, at.y + side});
    if (static_cast<size_t>(i) == context.sample())
      ImGui::GetWindowDrawList()->AddRect({at.x - ui.px(1), at.y - ui.px(1)},
                                          {at.x + side + ui.px(1), at.y + side + ui.px(1)}, ui.theme.t1, 0, 0,
                                          ui.px(2));
  }
}

}  // namespace

ui::PlaneView space_view(const model::UiModel& model) {
  const api::PartFacts* judged = model::slow_facts(model, StepPart::judge_real);
  if (judged == nullptr || judged->field.dimensions == 0) return ui::plane_view(model.preview->points);
  const api::Field& field = judged->field;
  const double half = 0.5 * double{field.side};
  const double centre_y = field.dimensions == 1 ? 0 : double{field.y} + half;
  return {double{field.x} + half, centre_y, half};
}

void draw_space(const Context& context, const Area& area) {
  const api::PartFacts* facts = model::slow_part(context.model);
  if (facts == nullptr) return;
  if (context.points()) return draw_plane_of(context, area);
  draw_pictures_of(context, area);
}

}  // namespace ganscope::panels::slowly
