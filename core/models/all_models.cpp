#include "core/models/autoencoder/autoencoder_model.h"
#include "core/models/cyclegan/cyclegan_model.h"
#include "core/models/flow/flow_model.h"
#include "core/models/gan/gan_model.h"
#include "core/models/lapgan/lapgan_model.h"
#include "core/models/model.h"
#include "core/models/pix2pix/pix2pix_model.h"

namespace ganscope::models {

const std::vector<ModelEntry>& all_models() {
  static const std::vector<ModelEntry> models{
      gan::model(),    autoencoder::model(), autoencoder::variational_model(),
      lapgan::model(), pix2pix::model(),     cyclegan::model(),
      flow::model()};
  return models;
}

}  // namespace ganscope::models
