#pragma once
#include <string_view>

#include "app/ui/ui.h"
#include "app/ui/widgets/plot.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::ui {

/// Mouse and keys over a plot's plate. `x` and `y` are the scales as drawn in this frame. Returns the wanted
/// view and, in `box_from`/`box_to`, the rectangle of a box zoom that is being drawn (both equal: none).
struct PlotInput {
  PlotAnswer answer;
  ImVec2 box_from, box_to;
};
[[nodiscard]] PlotInput plot_input(Ui& ui, std::string_view name, const PlotSpec& spec, const Scale& x,
                                   const Scale& y);

}  // namespace ganscope::ui
