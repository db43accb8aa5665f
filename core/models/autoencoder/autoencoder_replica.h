#pragma once
#include <memory>
#include <vector>

#include "core/models/autoencoder/parts.h"
#include "core/models/replica/generator_replica.h"

namespace ganscope::autoencoder {

/// Draws codes through the decoder as a generator's replica does, and makes codes of samples. Nothing judges.
class AutoencoderReplica final : public models::GeneratorReplica {
 public:
  AutoencoderReplica(Networks networks, networks::Task task);
  [[nodiscard]] bool encodes() const override { return true; }
  [[nodiscard]] Expected<api::Rows> encode(const train::Snapshot& snapshot, api::Model model,
                                           const api::Rows& samples) override;

 private:
  std::unique_ptr<networks::Discriminator> encoder_;
  bool variational_;
};

}  // namespace ganscope::autoencoder
