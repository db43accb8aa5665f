#pragma once
#include <vector>

#include "core/models/lapgan/parts.h"
#include "core/models/replica/generator_replica.h"

namespace ganscope::lapgan {

/// Draws latents through all levels, as a generator's replica draws.
class LapganReplica final : public models::GeneratorReplica {
 public:
  LapganReplica(const config::Settings& settings, const networks::Task& task, Networks networks);

 private:
  [[nodiscard]] Expected<networks::Weights> weights_of(const train::Snapshot& snapshot, api::Model model,
                                                       const std::vector<float>& rows) const override;
  Networks networks_;  ///< whose layouts the plans name
};

}  // namespace ganscope::lapgan
