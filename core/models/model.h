#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/config/catalogue.h"
#include "core/data/dataset.h"
#include "core/models/device.h"
#include "core/models/learning/player_stepper.h"
#include "core/models/replica/model_replica.h"
#include "core/train/replica.h"
#include "core/train/stepper.h"

namespace ganscope::models {

/// One line of the registry: a kind of model that can be trained, as a GAN is one.
struct ModelEntry {
  config::EntryInfo info;
  config::Scope scope;  ///< what of the other registries it has use for
  std::vector<PlayerNames> players;
  Tunables tunables;  ///< options that may change from one step to the next
  /// Fails with `usage` where settings do not go together; asked before any data are loaded.
  Expected<void> (*check)(const config::Settings& settings);
  /// A stepper at its beginning. Fails with `usage` where settings and data do not go together.
  Expected<std::unique_ptr<PlayerStepper>> (*make_stepper)(Beginning beginning);
  Expected<std::unique_ptr<ModelReplica>> (*make_replica)(const config::Settings& settings,
                                                          const networks::Task& task);
  /// What a run of it reports: of settings and of the columns that its metrics.csv has.
  api::SeriesTable (*series)(const config::Settings& settings, const std::vector<std::string>& columns);
  /// The table of layers of its networks.
  Expected<std::vector<api::LayerRow>> (*layers)(const config::Settings& settings,
                                                 const networks::Task& task);
  /// How many numbers a latent has, where the data say so; null: as many as the option `latent_dim`.
  int (*latent_dim)(const networks::Task& task) = nullptr;
};

/// All kinds of model in the order in which they are shown; the first is what experiments mean that name
/// none.
[[nodiscard]] const std::vector<ModelEntry>& all_models();
/// The entry of `settings`' model; an unknown key fails with the nearest known one.
[[nodiscard]] Expected<const ModelEntry*> find_model(const config::Settings& settings);

/// What a stored run reports, whatever its model.
[[nodiscard]] api::SeriesTable series_of(const config::Settings& settings,
                                         const std::vector<std::string>& columns);

/// What goes in and comes out, from the experiment's settings and the data.
[[nodiscard]] networks::Task task_of(const config::Settings& settings, const api::DataInfo& data);

/// An experiment on data that are in memory, as any kind of model begins with it: the settings checked, the
/// batch as the data allow it.
struct Prepared {
  Beginning beginning;
  std::optional<int64_t>
      smaller_batch;  ///< the data are too few for the experiment's, which nobody had chosen
};
[[nodiscard]] Expected<Prepared> prepared(Device device, const config::Experiment& experiment,
                                          data::DatasetPointer data);

/// Loads the data that the experiment names and builds its networks. For train::StepperFactory.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> make_stepper(Device device,
                                                                     const config::Experiment& experiment,
                                                                     const WorkContext& context);
/// The same on data that are already in memory.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> make_stepper_on(Device device,
                                                                        const config::Experiment& experiment,
                                                                        data::DatasetPointer data);

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
  int classes = 0;  ///< 0: unconditional; of captions the examples
  train::SnapshotPointer snapshot;
  std::unique_ptr<train::Replica> replica;
};
[[nodiscard]] Expected<StoredModel> open_stored(Device device, const config::Experiment& experiment,
                                                const storage::TensorFile& state);

}  // namespace ganscope::models
