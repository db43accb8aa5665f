#pragma once
#include <memory>

#include "core/networks/network.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// Draws latents through the weights of a GanSnapshot, in evaluation mode and without a graph, straight from
/// the snapshot's own tensors (nothing is copied). Used from one thread only.
class GanRenderer final : public train::Renderer {
 public:
  GanRenderer(std::unique_ptr<networks::Generator> generator,
              std::unique_ptr<networks::Discriminator> discriminator, networks::Task task);
  [[nodiscard]] Expected<api::RenderResult> render(const train::Snapshot& snapshot, api::Model model,
                                                   const std::vector<float>& latents,
                                                   const std::vector<int>& labels, bool scored) override;
  [[nodiscard]] Expected<std::vector<float>> judge_points(const train::Snapshot& snapshot,
                                                          const std::vector<float>& points) override;

 private:
  std::unique_ptr<networks::Generator> g_;
  std::unique_ptr<networks::Discriminator> d_;
  networks::Task task_;
};

}  // namespace ganscope::gan
