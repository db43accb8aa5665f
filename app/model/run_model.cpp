#include "app/model/run_model.h"

#include "app/model/view.h"

namespace ganscope::model {

bool RunModel::configured() const {
  return status->phase == api::Phase::ready || status->phase == api::Phase::running ||
         status->phase == api::Phase::diverged;
}

bool RunModel::trainable() const { return configured() && status->trainable && !status->followed; }

bool RunModel::is_pending(const std::string& control) const {
  const auto found = pending.find(control);
  return found != pending.end() && found->second > status->applied;
}

bool RunModel::conditional() const { return classes() > 0; }

bool RunModel::has_mapping() const {
  const config::Settings& settings = status->experiment->settings;
  return settings.has("mapping_layers") && settings.integer("mapping_layers") > 0;
}

int RunModel::classes() const {
  return api::told_classes(*status->experiment, status->data) + (captions() != nullptr ? 1 : 0);
}

const captions::Vocabulary* RunModel::captions() const {
  return api::told_captions(*status->experiment, status->data);
}

bool RunModel::has_samples() const { return has_samples(view::grid); }

bool RunModel::has_samples(api::View view) const {
  const auto& result = results.at(view);
  const api::Phase phase = status->phase;
  if (!result || result->count <= 0 || phase == api::Phase::idle || phase == api::Phase::loading)
    return false;
  return status->data.is_points() ? !result->points.empty() : result->width > 0 && result->height > 0;
}

int RunModel::fixed_count() const {
  return pump.fixed_dim == status->latent_dim ? static_cast<int>(pump.fixed.size()) : 0;
}

}  // namespace ganscope::model
