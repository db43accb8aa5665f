#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/api/ask.h"

namespace ganscope::model {

struct UiModel;

/// Something on the screen that shows what the explorer makes. Its place in UiModel::views is its number,
/// api::View; of equally urgent views the earlier is answered first.
struct View {
  std::string_view key;
  api::Urgency urgency = api::Urgency::look;
  /// Whether somebody sees it. When not, what it follows is given up.
  bool (*visible)(const UiModel&) = nullptr;
  /// What it shows now; none: nothing, and what it has stands. View, id and urgency are left to the pump.
  std::optional<api::Ask> (*wanted)(const UiModel&) = nullptr;

  // Each may be null.
  /// A number; when it changes, the same is asked once more.
  uint64_t (*turn)(const UiModel&) = nullptr;
  /// True: not now, be it that something else is wanted.
  bool (*waits)(const UiModel&, double now_s) = nullptr;
  /// What it shows stays until the next answer is whole; parts of it go to `answered` alone.
  bool only_whole = false;
  /// Wanting nothing any more gives up what is under way.
  bool gives_up = false;
  /// It asks D, the layers or the data, none of which a generator from elsewhere has: of one it is not asked.
  bool needs_run = false;
  /// Models that make pictures of pictures are asked, too: those that have no latents.
  bool of_pictures = false;
  /// The second run of a comparison is asked, too.
  bool of_both = false;
  /// It has been asked.
  void (*asked)(UiModel&, const api::Ask&, double now_s) = nullptr;
  /// The newest ask is answered, in part or whole, or has failed.
  void (*answered)(UiModel&, const api::Answer&, double now_s) = nullptr;
};

/// The views of the window itself; those of tools come after them.
namespace view {
inline constexpr api::View picture = 0, ring = 1, path = 2, dimensions = 3, pad = 4, arithmetic = 5,
                           ranking = 6, grid = 7, film = 8, mapping = 9, path_length = 10, bookmarks = 11,
                           bookmarks_missing = 12, whole_film = 13, slow_pictures = 14, other_moment = 15,
                           reconstruction = 16, prior = 17;
}  // namespace view
[[nodiscard]] std::vector<View> own_views();

}  // namespace ganscope::model
