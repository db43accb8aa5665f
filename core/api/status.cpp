#include "core/api/status.h"

namespace ganscope::api {

int told_classes(const config::Experiment& experiment, const DataInfo& data) {
  const config::Settings& settings = experiment.settings;
  const bool conditional = settings.has("conditional") && settings.flag("conditional");
  return conditional ? static_cast<int>(data.label_names.size()) : 0;
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
