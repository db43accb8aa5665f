#include "core/networks/picture_sizes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ganscope::networks {

Expected<void> check_pictures(const std::string& network, const Task& task, const std::vector<int>& sizes) {
  if (task.points) {
    return fail(FailureKind::usage, network + " makes pictures, but the data are points", "network",
                "choose network = \"mlp\" for points");
  }
  if (task.lines)
    return fail(FailureKind::usage, network + " makes pictures, but the data are lines of words", "network",
                "choose network = \"words\" for lines and melodies");
  if (task.height == task.width && std::ranges::find(sizes, task.height) != sizes.end()) return {};
  return fail(FailureKind::usage,
              fmt::format("{} cannot make pictures of {}×{}", network, task.width, task.height), "network",
              fmt::format("choose a size of {} pixels, or network = \"mlp\"", fmt::join(sizes, ", ")));
}

}  // namespace ganscope::networks
