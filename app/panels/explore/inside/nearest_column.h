#pragma once
#include "app/panels/explore/explore_parts.h"

namespace ganscope::panels::explore_parts {

/// What a column of nearest real pictures shows of an answer of the tool "neighbours".
struct NearestSpec {
  api::View view = 0;
  std::string_view item;  ///< its items begin with this
  int number = 0;         ///< of the picture that was asked about
  int most = 5;
  float tile = 64;        ///< design px
  bool features = false;  ///< in features, or in pixels
  bool own = false;       ///< somebody's own picture, not one that was drawn
};

/// The nearest real pictures with their distances, what real pictures have among themselves, and what
/// follows: a copy, like its neighbours, invented. Where the area is too low, fewer pictures. True: the user
/// wants the other measure.
bool draw_nearest_column(Context& context, const Area& area, const NearestSpec& spec);

/// The same in a row that is wider than it is high: pictures, distances, what follows. There is no choice of
/// the measure.
void draw_nearest_row(Context& context, const Area& area, const NearestSpec& spec);

}  // namespace ganscope::panels::explore_parts
