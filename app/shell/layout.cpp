#include "app/shell/layout.h"

#include <algorithm>
#include <cmath>

#include "app/ui/bounded.h"

namespace ganscope::shell {
namespace {

// The design's measures, px at scale 1.
constexpr float top_bar_height = 48;
constexpr float left_least = 240, left_most = 480, left_readable = 352;
constexpr float right_least = 340;
constexpr float right_share_compact = 465.0F / 1280.0F;
constexpr float middle_least = 320;
constexpr float narrow = 600, stack_least_height = 400, stacked_middle = 0.5F;
constexpr float transport_left_compact = 264, transport_right_compact = 232, film_least = 100;
constexpr float wide = 1400, high = 800;

}  // namespace

Area Layout::of(panels::Region region) const {
  using panels::Region;
  switch (region) {
    case Region::top_bar:
      return top_bar;
    case Region::left:
      return left;
    case Region::middle:
      return middle;
    case Region::right:
      return right;
    case Region::transport_left:
      return transport_left;
    case Region::transport_middle:
      return transport_middle;
    case Region::transport_right:
      return transport_right;
    case Region::whole:
      return whole;
    case Region::overlay:
      break;
  }
  return {{0, 0}, {top_bar.max.x, transport.max.y}};
}

Splits splits_of(const model::UiModel& model) {
  const auto share = [&](const char* key) {
    const auto found = model.preferences.splits.find(key);
    return found == model.preferences.splits.end() ? 0.0F : found->second;
  };
  const model::WorkspaceRow& columns = model::row_of(model.workspace);
  return {share(columns.left_split), share(columns.right_split),
          model::teaching(model) ? teaching_factor : 1.0F};
}

float sane_scale(float scale) {
  if (!(scale > 0)) return 1;
  return ui::within(scale, least_scale, most_scale);
}

float drawn_scale(float scale, bool presentation) {
  return sane_scale(presentation ? sane_scale(scale) * presentation_scale : scale);
}

float typed_scale(const model::UiModel& model, float scale) {
  return scale * static_cast<float>(model.preferences.type_px) / static_cast<float>(model::usual_type_px);
}

Layout lay_out(ImVec2 size, float scale, model::Workspace workspace, model::Workspace scene,
               bool presentation, Splits splits) {
  const model::WorkspaceRow &columns = model::row_of(workspace), &picture = model::row_of(scene);
  Layout layout;
  layout.scale = drawn_scale(scale, presentation);
  const float unit = layout.scale;
  const float wide_units = size.x / unit, high_units = size.y / unit;
  layout.compact = wide_units < wide || high_units < high;
  const bool small = layout.compact || presentation;
  const bool left_closed = small && columns.left_compact <= 0;
  const auto px = [&](float units) { return std::round(units * unit); };

  const float bar = std::min(px(top_bar_height), size.y);
  const float strip = px(layout.compact ? picture.transport_compact : picture.transport);
  const float bottom = ui::within(size.y - strip, bar, size.y);

  float left = left_closed       ? 0
               : splits.left > 0 ? splits.left * wide_units
               : small           ? columns.left_compact
                                 : columns.left;
  if (!left_closed && splits.left <= 0)  // nothing else becomes narrower than its least for that
    left = ui::within(left * splits.left_factor, left, wide_units - right_least - middle_least);
  float right = splits.right > 0                     ? splits.right * wide_units
                : small && columns.right_compact > 0 ? columns.right_compact
                : small ? std::min(columns.right, right_share_compact * wide_units)
                        : columns.right;
  if (!left_closed)
    left = ui::within(left, left_least, std::max(left_most, columns.left * splits.left_factor));
  // A column of text gives way first, as far as it can be read; what lacks then, picture and plots share.
  const float both_least = right_least + middle_least;
  if (!left_closed) left = std::max(std::min(left, left_readable), std::min(left, wide_units - both_least));
  right = ui::within(right, right_least, std::max(right_least, wide_units - left - middle_least));
  // Narrower than both columns' least, each gives way a little, until they lie one above the other.
  const float beside = std::max(0.0F, wide_units - (left_closed ? 0 : left));
  if (beside < both_least) right = beside * right_least / both_least;
  const float left_edge = px(left), right_edge = std::max(left_edge, size.x - px(right));
  layout.stacked = left_closed && wide_units < narrow && (bottom - bar) / unit >= stack_least_height;

  layout.top_bar = {{0, 0}, {size.x, bar}};
  layout.whole = {{workspace == scene ? 0 : left_edge, bar}, {size.x, bottom}};
  layout.left = {{0, bar}, {left_edge, bottom}};
  layout.middle = {{left_edge, bar}, {right_edge, bottom}};
  layout.right = {{right_edge, bar}, {size.x, bottom}};
  if (layout.stacked) {
    const float seam = std::round(bar + stacked_middle * (bottom - bar));
    layout.middle = {{0, bar}, {size.x, seam}};
    layout.right = {{0, seam}, {size.x, bottom}};
  }
  layout.transport = {{0, bottom}, {size.x, size.y}};
  // Without a left column the transport keeps room for its buttons, and the film takes what the right column
  // has.
  const float buttons_end = left_closed ? std::min(px(transport_left_compact), size.x) : left_edge;
  const bool rates_fit = wide_units >= transport_left_compact + transport_right_compact + film_least;
  const float rates_begin =
      !left_closed ? right_edge
      : rates_fit  ? std::max(buttons_end, size.x - px(transport_right_compact))
                   : std::max(buttons_end, size.x - px(16));  // the film is worth more than the rates
  // Explore has no rates there: the film reaches the window's edge.
  const bool film_to_edge = picture.film_to_edge;
  layout.transport_left = {{0, bottom}, {buttons_end, size.y}};
  layout.transport_middle = {{buttons_end, bottom}, {film_to_edge ? size.x : rates_begin, size.y}};
  const bool no_rates = film_to_edge || (left_closed && !rates_fit);
  layout.transport_right = {{no_rates ? size.x : rates_begin, bottom}, {size.x, size.y}};
  return layout;
}

}  // namespace ganscope::shell
