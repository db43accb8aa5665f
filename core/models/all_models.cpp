#include "core/models/gan/gan_model.h"
#include "core/models/model.h"

namespace ganscope::models {

const std::vector<ModelEntry>& all_models() {
  static const std::vector<ModelEntry> models{gan::model()};
  return models;
}

}  // namespace ganscope::models
