#include "core/models/translation/directions.h"

#include "core/networks/translator.h"

namespace ganscope::models {

std::vector<api::DirectionInfo> directions_of(const data::Dataset& data) {
  const std::string& from = data.inputs.title;
  if (data.inputs.paired) return {{from, data.title, true}};
  std::vector<api::DirectionInfo> both{{from, "", false}, {"", from, false}};
  for (size_t i = 0; i < 2 && i < data.held_out.size(); ++i) {
    both[i].from = data.held_out[i]->inputs.title;
    both[1 - i].to = both[i].from;
    both[i].truth_known = data.held_out[i]->inputs.paired;
  }
  if (both[0].to.empty()) both[0].to = both[1].from = data.title;
  return both;
}

Expected<void> check_inputs(const networks::Task& task) {
  if (task.input_channels == 0)
    return fail(FailureKind::usage, "these data have nothing that pictures could be made of", "task",
                "choose a task, or data = pairs:INPUTS,TARGETS");
  return networks::check_translated(task);
}

}  // namespace ganscope::models
