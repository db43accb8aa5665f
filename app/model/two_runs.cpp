#include "app/model/two_runs.h"

namespace ganscope::model {

void swap_runs(UiModel& model) {
  std::swap(static_cast<RunModel&>(model), *model.second);
  model.swapped = !model.swapped;
}

}  // namespace ganscope::model
