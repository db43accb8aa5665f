#pragma once
#include <memory>
#include <vector>

#include "core/models/flow/flow_network.h"
#include "core/models/replica/generator_replica.h"

namespace ganscope::flow {

/// Draws latents by following the velocity, as a generator's replica draws; and, because every way can be
/// walked backwards, finds the latent of any sample. Nothing judges. The number of steps is the snapshot's.
class FlowReplica final : public models::GeneratorReplica {
 public:
  FlowReplica(std::unique_ptr<FlowNetwork> network, const networks::Task& task);
  [[nodiscard]] Expected<api::Rows> encode(const train::Snapshot& snapshot, api::Model model,
                                           const api::Rows& samples) override;
  [[nodiscard]] Expected<api::Rows> features(const train::Snapshot& snapshot, api::Model model,
                                             const std::vector<float>& latents,
                                             const std::vector<int>& labels, api::Space space) override;
  [[nodiscard]] Expected<train::Current> current(const train::Snapshot& snapshot, api::Model model,
                                                 const train::CurrentAsk& ask) override;

 private:
  FlowReplica(FlowNetwork& flow, std::unique_ptr<FlowNetwork>&& owned, const networks::Task& task);
  [[nodiscard]] Expected<networks::Weights> weights_of(const train::Snapshot& snapshot, api::Model model,
                                                       const std::vector<float>& rows) const override;
  FlowNetwork* flow_;  ///< the network that is drawn
  Solver usual_;
};

}  // namespace ganscope::flow
