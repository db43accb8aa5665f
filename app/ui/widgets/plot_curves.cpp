#include "app/ui/widgets/plot_curves.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/ui/bounded.h"

namespace ganscope::ui {
namespace {

/// First row with a step ≥ `step`, searched from `from` on with growing strides (steps are nearly even).
size_t first_at(std::span<const double> steps, double step, size_t from, size_t stride) {
  size_t low = from;
  size_t reach = std::max<size_t>(1, stride);
  size_t high = std::min(steps.size(), low + reach);
  while (high < steps.size() && steps[high] < step) {
    low = high;
    reach *= 2;
    high = std::min(steps.size(), low + reach);
  }
  return static_cast<size_t>(std::lower_bound(steps.begin() + static_cast<std::ptrdiff_t>(low),
                                              steps.begin() + static_cast<std::ptrdiff_t>(high), step) -
                             steps.begin());
}

void draw_points(ImDrawList* draw, std::span<const float> values, std::span<const double> steps,
                 const PixelColumns& columns, const Scale& x, const Scale& y, ImU32 colour, float thickness) {
  const Mapping across(x), up(y);
  int points = 0;
  ImVec2 last;
  for (size_t row = columns.first_row; row < columns.last_row; ++row) {
    if (!std::isfinite(values[row])) continue;
    last = {across(steps[row]), up.near(static_cast<double>(values[row]))};
    draw->PathLineTo(last);
    ++points;
  }
  draw->PathStroke(colour, 0, thickness);
  if (points == 1) draw->AddCircleFilled(last, 1.5f * thickness, colour);  // a first value makes no line yet
}

/// Each step from value to value as a line of its own: where noise turns back sharply, ImGui's joined lines
/// thin out until they seem broken. `thickness` is whole.
void draw_hairs(ImDrawList* draw, std::span<const float> values, std::span<const double> steps,
                const PixelColumns& columns, const Scale& x, const Scale& y, ImU32 colour, float thickness) {
  const auto width = static_cast<size_t>(within(thickness, 1.0f, 8.0f));
  const ImVec4 uv = ImGui::GetIO().Fonts->TexUvLines[width];
  const float reach = 0.5f * static_cast<float>(width) + 1;  // the texture fades within one pixel
  const int most = static_cast<int>(columns.last_row - columns.first_row);
  draw->PrimReserve(6 * most, 4 * most);
  const Mapping across(x), up(y);
  int drawn = 0;
  bool joined = false;
  ImVec2 from;
  for (size_t row = columns.first_row; row < columns.last_row; ++row) {
    if (!std::isfinite(values[row])) continue;
    const ImVec2 to{across(steps[row]), up.near(static_cast<double>(values[row]))};
    const float dx = to.x - from.x, dy = to.y - from.y, length = std::sqrt(dx * dx + dy * dy);
    if (joined && length > 0) {
      const ImVec2 side{reach * dy / length, -reach * dx / length};
      const auto base = static_cast<ImDrawIdx>(draw->_VtxCurrentIdx);
      for (const unsigned corner : {0u, 1u, 2u, 0u, 2u, 3u})
        draw->PrimWriteIdx(static_cast<ImDrawIdx>(base + corner));
      draw->PrimWriteVtx({from.x + side.x, from.y + side.y}, {uv.x, uv.y}, colour);
      draw->PrimWriteVtx({to.x + side.x, to.y + side.y}, {uv.x, uv.y}, colour);
      draw->PrimWriteVtx({to.x - side.x, to.y - side.y}, {uv.z, uv.w}, colour);
      draw->PrimWriteVtx({from.x - side.x, from.y - side.y}, {uv.z, uv.w}, colour);
      ++drawn;
    }
    from = to;
    joined = true;
  }
  draw->PrimUnreserve(6 * (most - drawn), 4 * (most - drawn));
}

}  // namespace

PixelColumns pixel_columns(const model::SeriesStore& store, const Scale& x, float column_width) {
  PixelColumns columns;
  const std::span steps = store.steps();
  columns.left = x.from;
  columns.count =
      within(static_cast<int>(std::lround((x.to - x.from) / column_width)), 1, PixelColumns::most);
  columns.width = (x.to - x.from) / static_cast<float>(columns.count);
  const auto visible = std::lower_bound(steps.begin(), steps.end(), x.low);
  size_t row = static_cast<size_t>(visible - steps.begin());
  columns.first_row = row > 0 ? row - 1 : 0;
  columns.first[0] = static_cast<uint32_t>(row);
  size_t stride = 1;
  for (int i = 1; i <= columns.count; ++i) {
    const double edge = i == columns.count ? std::nextafter(x.high, 1e300)
                                           : x.value_at(columns.left + static_cast<float>(i) * columns.width);
    const size_t next = first_at(steps, edge, row, stride);
    stride = next - row;
    row = next;
    columns.first[static_cast<size_t>(i)] = static_cast<uint32_t>(row);
  }
  columns.last_row = std::min(steps.size(), row + 1);
  // With many rows a column its ends may go to the blocks' ends, where the pyramid answers fastest.
  constexpr size_t block = model::SeriesStore::block_rows;
  if (columns.last_row - columns.first_row > 8 * block * static_cast<size_t>(columns.count)) {
    for (int i = 1; i < columns.count; ++i)
      columns.first[static_cast<size_t>(i)] &= ~static_cast<uint32_t>(block - 1);
  }
  return columns;
}

void draw_raw(ImDrawList* draw, const model::SeriesStore& store, size_t series, const PixelColumns& columns,
              const Scale& x, const Scale& y, ImU32 colour, float thickness) {
  if (!columns.dense()) {
    draw_hairs(draw, store.raw(series), store.steps(), columns, x, y, colour, thickness);
    return;
  }
  // One upright bar a column, each reaching to its neighbour's, so that nothing overlaps and the tint stays
  // even.
  draw->PrimReserve(columns.count * 6, columns.count * 4);
  const Mapping up(y);
  int unused = 0;
  float previous_top = 0, previous_bottom = 0;
  bool joined = false;
  for (int i = 0; i < columns.count; ++i) {
    const auto extent = store.extent(series, columns.first[static_cast<size_t>(i)],
                                     columns.first[static_cast<size_t>(i) + 1]);
    if (extent.low > extent.high) {
      ++unused;
      continue;
    }
    const float own_top = up.near(static_cast<double>(extent.high)),
                own_bottom = up.near(static_cast<double>(extent.low));
    float top = own_top, bottom = own_bottom;
    if (joined) {
      top = std::min(top, previous_bottom);
      bottom = std::max(bottom, previous_top);
    }
    if (bottom - top < thickness) {
      const float middle = 0.5f * (top + bottom);
      top = middle - 0.5f * thickness;
      bottom = middle + 0.5f * thickness;
    }
    const float left = columns.left + static_cast<float>(i) * columns.width;
    draw->PrimRect({left, top}, {left + columns.width, bottom}, colour);
    previous_top = own_top;
    previous_bottom = own_bottom;
    joined = true;
  }
  draw->PrimUnreserve(unused * 6, unused * 4);
}

void draw_smooth(ImDrawList* draw, const model::SeriesStore& store, size_t series,
                 const PixelColumns& columns, const Scale& x, const Scale& y, ImU32 colour, float thickness) {
  const std::span values = store.smooth(series);
  if (!columns.dense()) {
    draw_points(draw, values, store.steps(), columns, x, y, colour, thickness);
    return;
  }
  const Mapping up(y);
  // A smooth line bends slowly: a joint every other column is half the work for the same picture.
  for (int i = 0; i < columns.count; i += 2) {
    const int end = std::min(i + 2, columns.count);
    const float mean = store.smooth_mean(series, columns.first[static_cast<size_t>(i)],
                                         columns.first[static_cast<size_t>(end)]);
    if (!std::isfinite(mean)) continue;
    const float middle = columns.left + 0.5f * static_cast<float>(i + end) * columns.width;
    draw->PathLineTo({middle, up.near(static_cast<double>(mean))});
  }
  draw->PathStroke(colour, 0, thickness);
}

namespace {

/// A pen that is lifted in regular turns as it goes.
class DashedPen {
 public:
  DashedPen(ImDrawList* draw, ImU32 colour, float thickness, float on, float off)
      : draw_(draw), colour_(colour), thickness_(thickness), on_(on), period_(on + off) {}
  void move_to(ImVec2 to) {
    if (!down_) at_ = to, down_ = true;
    const float dx = to.x - at_.x, dy = to.y - at_.y, length = std::sqrt(dx * dx + dy * dy);
    for (float gone = 0; gone < length;) {
      const float phase = std::fmod(way_, period_), left = (phase < on_ ? on_ : period_) - phase;
      const float step = std::min(std::max(left, 1e-3F), length - gone);
      const ImVec2 from{at_.x + dx * gone / length, at_.y + dy * gone / length};
      gone += step;
      way_ += step;
      const ImVec2 end{at_.x + dx * gone / length, at_.y + dy * gone / length};
      if (phase < on_) draw_->AddLine(from, end, colour_, thickness_);
    }
    at_ = to;
  }
  void lift() { down_ = false; }

 private:
  ImDrawList* draw_;
  ImU32 colour_;
  float thickness_, on_, period_, way_ = 0;
  ImVec2 at_{};
  bool down_ = false;
};

}  // namespace

void draw_smooth_dashed(ImDrawList* draw, const model::SeriesStore& store, size_t series,
                        const PixelColumns& columns, const Scale& x, const Scale& y, ImU32 colour,
                        float thickness, float on, float off) {
  if (on <= 0 || off <= 0) return;
  const Mapping along(x), up(y);
  DashedPen pen(draw, colour, thickness, on, off);
  const auto put = [&](float at, float value) {
    if (!std::isfinite(value)) return pen.lift();
    pen.move_to({at, up.near(static_cast<double>(value))});
  };
  if (!columns.dense()) {
    const std::span values = store.smooth(series);
    const std::span steps = store.steps();
    for (size_t row = columns.first_row; row < columns.last_row; ++row)
      put(along.near(steps[row]), values[row]);
    return;
  }
  for (int i = 0; i < columns.count; i += 2) {
    const int end = std::min(i + 2, columns.count);
    const uint32_t first = columns.first[static_cast<size_t>(i)],
                   last = columns.first[static_cast<size_t>(end)];
    if (first < last)
      put(columns.left + 0.5F * static_cast<float>(i + end) * columns.width,
          store.smooth_mean(series, first, last));
  }
}

void draw_dashed(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 colour, float thickness, float on,
                 float off) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  if (length <= 0 || on + off <= 0) return;
  const bool level = dy == 0, upright = dx == 0;
  for (float at = 0; at < length; at += on + off) {
    const float end = std::min(at + on, length);
    const ImVec2 a{from.x + dx * at / length, from.y + dy * at / length};
    const ImVec2 b{from.x + dx * end / length, from.y + dy * end / length};
    // Axis-parallel dashes are filled, so that they cover whole pixels.
    if (level) {
      draw->AddRectFilled({a.x, a.y - 0.5f * thickness}, {b.x, b.y + 0.5f * thickness}, colour);
    } else if (upright) {
      draw->AddRectFilled({a.x - 0.5f * thickness, a.y}, {b.x + 0.5f * thickness, b.y}, colour);
    } else {
      draw->AddLine(a, b, colour, thickness);
    }
  }
}

}  // namespace ganscope::ui
