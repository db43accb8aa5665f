#pragma once
#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/train/replica.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// Where tensors live. `automatic`: a GPU when this LibTorch can use one, else silently the CPU.
enum class Device { automatic, cpu, cuda };

/// How gradients are found (step/gradients.h): by what is quickest for these networks, or by LibTorch's graph
/// even where plain loops would do, to compare with.
enum class Way { quickest, graph };

/// Loads the data that the experiment names and builds its networks. For train::StepperFactory.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> make_stepper(Device device,
                                                                     const config::Experiment& experiment,
                                                                     const WorkContext& context);

/// The same on data that are already in memory.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> make_stepper_on(Device device,
                                                                        const config::Experiment& experiment,
                                                                        data::DatasetPointer data,
                                                                        Way way = Way::quickest);

/// For train::ReplicaFactory.
[[nodiscard]] Expected<std::unique_ptr<train::Replica>> make_replica(Device device,
                                                                     const config::Experiment& experiment,
                                                                     const api::DataInfo& data);

/// The table of layers of an experiment's networks on data of this kind.
[[nodiscard]] Expected<std::vector<api::LayerRow>> layers_of(const config::Experiment& experiment,
                                                             const api::DataInfo& data);

/// A model as a checkpoint or a moment of a run's film holds it, ready to be drawn from. Needs no data: the
/// file describes them.
struct StoredModel {
  api::DataInfo data;
  int latent_dim = 0;
  int classes = 0;  ///< 0: unconditional
  train::SnapshotPointer snapshot;
  std::unique_ptr<train::Replica> replica;
};
[[nodiscard]] Expected<StoredModel> open_stored(Device device, const config::Experiment& experiment,
                                                const storage::TensorFile& state);

}  // namespace ganscope::gan
