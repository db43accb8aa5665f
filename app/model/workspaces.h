#pragma once
#include <span>
#include <string_view>

#include "app/model/actions.h"

namespace ganscope::model {

/// A workspace as the bar at the top lists it, and how it stands in the window: one row of one table. What it
/// shows are its panels, which say themselves where they are visible. Lengths are px at scale 1.
struct WorkspaceRow {
  Workspace workspace;
  const char* key;                ///< "train", as in the UI map
  const char *title, *help;       ///< English
  bool available = true;          ///< this version has it
  float left = 304, right = 482;  ///< of the columns, unless dragged
  float left_compact = 0;         ///< of the left one in a small window; 0: it is closed there
  float right_compact = 0;        ///< 0: a share of the window, at most `right`
  const char *left_split = "train.left", *right_split = "train.right";  ///< what a dragged width is kept as
  float transport = 104, transport_compact = 80;                        ///< heights
  bool film_to_edge = false;  ///< the transport's film takes the rates' place
  int film_frames = 24;
};

/// In the order of the bar and of the keys 1, 2, …
[[nodiscard]] std::span<const WorkspaceRow> workspaces();
[[nodiscard]] const WorkspaceRow& row_of(Workspace workspace);

}  // namespace ganscope::model
