#include "core/explore/tools/all_tools.h"

#include <algorithm>
#include <array>

#include "core/explore/tools/alone.h"
#include "core/explore/tools/attributes.h"
#include "core/explore/tools/components.h"
#include "core/explore/tools/current.h"
#include "core/explore/tools/dissect.h"
#include "core/explore/tools/drag.h"
#include "core/explore/tools/draw.h"
#include "core/explore/tools/effects.h"
#include "core/explore/tools/encoder.h"
#include "core/explore/tools/eyes.h"
#include "core/explore/tools/factors.h"
#include "core/explore/tools/film.h"
#include "core/explore/tools/heard.h"
#include "core/explore/tools/inside.h"
#include "core/explore/tools/invert.h"
#include "core/explore/tools/judged.h"
#include "core/explore/tools/layout.h"
#include "core/explore/tools/line.h"
#include "core/explore/tools/lines.h"
#include "core/explore/tools/map.h"
#include "core/explore/tools/neighbours.h"
#include "core/explore/tools/neurons.h"
#include "core/explore/tools/paint.h"
#include "core/explore/tools/path_length.h"
#include "core/explore/tools/plane.h"
#include "core/explore/tools/precise.h"
#include "core/explore/tools/prior.h"
#include "core/explore/tools/reconstruct.h"
#include "core/explore/tools/scored.h"
#include "core/explore/tools/translate.h"
#include "core/explore/tools/ways.h"

namespace ganscope::explore {

std::span<const ToolEntry> all_tools() {
  static const std::array tools{
      draw_tool(),        film_tool(),    map_tool(),     components_tool(),  factors_tool(),
      attributes_tool(),  effects_tool(), precise_tool(), neighbours_tool(),  layout_tool(),
      scored_tool(),      eyes_tool(),    judged_tool(),  alone_tool(),       paint_tool(),
      drag_tool(),        inside_tool(),  channel_tool(), channel_use_tool(), dissect_tool(),
      path_length_tool(), encoder_tool(), invert_tool(),  line_tool(),        ways_tool(),
      hills_tool(),       plane_tool(),   neurons_tool(), reconstruct_tool(), translate_tool(),
      prior_tool(),       current_tool(), lines_tool(),   heard_tool()};
  return tools;
}

const ToolEntry* find_tool(std::string_view key) {
  const auto tools = all_tools();
  const auto found = std::ranges::find(tools, key, &ToolEntry::key);
  return found == tools.end() ? nullptr : &*found;
}

}  // namespace ganscope::explore
