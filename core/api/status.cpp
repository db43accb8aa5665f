#include "core/api/status.h"

namespace ganscope::api {

namespace {

bool is_conditional(const config::Experiment& experiment) {
  const config::Settings& settings = experiment.settings;
  return settings.has("conditional") && settings.flag("conditional");
}

}  // namespace

const captions::Vocabulary* told_captions(const config::Experiment& experiment, const DataInfo& data) {
  return is_conditional(experiment) ? data.captions.get() : nullptr;
}

int told_classes(const config::Experiment& experiment, const DataInfo& data) {
  if (const auto* captions = told_captions(experiment, data))
    return static_cast<int>(captions->examples.size());
  return is_conditional(experiment) ? static_cast<int>(data.label_names.size()) : 0;
}

std::string phase_name(Phase phase, int64_t step) {
  switch (phase) {
    case Phase::idle:
      return "idle";
    case Phase::loading:
      return "loading";
    case Phase::ready:
      return step == 0 ? "ready" : "paused";
    case Phase::running:
      return "running";
    case Phase::diverged:
      return "diverged";
    case Phase::failed:
      return "failed";
  }
  return "idle";
}

}  // namespace ganscope::api
