#include "app/model/workspaces.h"

#include <algorithm>
#include <array>

namespace ganscope::model {

std::span<const WorkspaceRow> workspaces() {
  static constexpr std::array rows{
      WorkspaceRow{Workspace::train, "train", "Train",
                   "Watch it learn: samples, curves, and the rates to turn."},
      WorkspaceRow{.workspace = Workspace::explore,
                   .key = "explore",
                   .title = "Explore",
                   .help = "Walk through latent space: drag, blend, add and subtract.",
                   .transport = 64,
                   .transport_compact = 64,
                   .film_to_edge = true,
                   .film_frames = 36},
      WorkspaceRow{Workspace::playground, "playground", "Playground",
                   "Points on a line or in a plane, where everything can be drawn."},
      WorkspaceRow{.workspace = Workspace::lessons,
                   .key = "lessons",
                   .title = "Lessons",
                   .help = "A guided course: predict, try it, and see what is true.",
                   .left = 496,
                   .right = 400,
                   .left_compact = 400,
                   .right_compact = 340,
                   .left_split = "lessons.left",
                   .right_split = "lessons.right"},
      WorkspaceRow{.workspace = Workspace::compare,
                   .key = "compare",
                   .title = "Compare",
                   .help = "Two runs side by side: what one changed thing does.",
                   .left_split = "compare.left",
                   .right_split = "compare.right"}};
  return rows;
}

const WorkspaceRow& row_of(Workspace workspace) {
  return *std::ranges::find(workspaces(), workspace, &WorkspaceRow::workspace);
}

}  // namespace ganscope::model
