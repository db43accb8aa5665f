#include "core/config/experiment_group.h"

#include "core/config/experiment_file.h"

namespace ganscope::config {

std::string experiment_group(std::string_view name) {
  constexpr int most_parents = 16;  // a circle of them is refused where experiments are loaded
  auto file = builtin_experiment(name);
  for (int i = 0; file && i < most_parents; ++i) {
    if (file->group) return *file->group;
    if (!file->parent) break;
    file = builtin_experiment(*file->parent);
  }
  return "Pictures";
}

}  // namespace ganscope::config
