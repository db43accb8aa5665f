#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/api/command.h"
#include "core/api/preview.h"
#include "core/api/series.h"
#include "core/api/status.h"
#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/config/experiment.h"
#include "core/data/dataset.h"
#include "core/follow/moment_files.h"
#include "core/storage/tensor_file.h"
#include "core/train/replica.h"
#include "core/train/snapshot.h"
#include "core/train/step_observer.h"

namespace ganscope::train {

/// What one step did. `values` follow the order of `series()`; NaN where nothing was computed.
struct StepReport {
  std::vector<float> values;
  bool finite =
      true;  ///< false: a loss or a gradient was NaN or infinite, and the weights were left as they were
  int64_t images = 0;  ///< real samples that D has seen in this step
};

class Stepper;

/// A stepper of another experiment that goes on from where one was.
struct Altered {
  std::unique_ptr<Stepper> stepper;
  SnapshotPointer initial;  ///< its own first weights, as if it had begun with this experiment: for Reset
  bool same_model = true;   ///< draws and is judged as before: snapshots of the one before are its own, too
  int64_t kept = 0, parameters = 0;  ///< of both networks' parameters, those that were taken over
};

/// A model that can be trained one step at a time. The trainer's loop is written against this, so that it can
/// be tested without torch. Used from the trainer thread only. May throw: the loop catches, and the run
/// becomes Failed.
class Stepper {
 public:
  virtual ~Stepper() = default;
  /// False: a generator from elsewhere, which can be drawn from and nothing else.
  [[nodiscard]] virtual bool trainable() const { return true; }
  /// What draws its snapshots, where that is not for the engine's own replicas; empty: they do.
  [[nodiscard]] virtual ReplicaFactory replicas() const { return {}; }
  [[nodiscard]] virtual api::SeriesTable series() const = 0;
  /// Performs one step. `both` is critic_steps D updates and one G update, and counts one; `generator` counts
  /// one; `discriminator` is one D update and counts none.
  /// `observer` is told its parts meanwhile, which changes nothing; null: nobody is.
  virtual StepReport step(api::StepKind kind, StepObserver* observer = nullptr) = 0;
  [[nodiscard]] virtual int64_t steps_done() const = 0;
  /// Changes a tunable option from the next step on. The value has been checked against its declaration.
  virtual void tune(const std::string& key, double value) = 0;

  /// The same run under another experiment: weights, average and optimiser moments are kept where shapes fit,
  /// the rest begins as the seed has it; the place in the data and the random numbers go on. Of data that are
  /// named as before nothing is loaded. This stepper stays as it is.
  [[nodiscard]] virtual Expected<Altered> altered(const config::Experiment& experiment,
                                                  const WorkContext& context) const;

  /// The batch that it trains with, where the data are too few for the experiment's and nobody had chosen
  /// that; none: the experiment's.
  [[nodiscard]] virtual std::optional<int64_t> smaller_batch() const { return std::nullopt; }

  /// A clone of the whole state.
  [[nodiscard]] virtual SnapshotPointer snapshot() const = 0;
  virtual void restore(const Snapshot& snapshot) = 0;

  /// The whole state as plain tensors, and back. Import checks names, types and shapes, and changes nothing
  /// on failure.
  [[nodiscard]] virtual storage::TensorFile export_state() const = 0;
  virtual Expected<void> import_state(const storage::TensorFile& file) = 0;
  /// What the last import found other than the file says and could cope with, in sentences for people.
  [[nodiscard]] virtual std::vector<std::string> remarks() const { return {}; }

  /// G's average of one of this stepper's snapshots alone, and back (a snapshot that is not `whole`): what a
  /// run keeps of its history. Exact. Nothing where the model has no average.
  [[nodiscard]] virtual std::optional<storage::TensorFile> export_average(
      const Snapshot& /*snapshot*/) const {
    return std::nullopt;
  }
  [[nodiscard]] virtual Expected<SnapshotPointer> import_average(const storage::TensorFile& /*file*/) const {
    return fail(FailureKind::unsupported, "This model has no average", "history", "look at it as it is now");
  }

  [[nodiscard]] virtual api::DataInfo data_info() const = 0;
  /// What its curves mean.
  [[nodiscard]] virtual api::GameInfo game_info() const { return {}; }
  /// What is learned, for those who compare with it; null where there is nothing to share.
  [[nodiscard]] virtual data::DatasetPointer dataset() const = 0;
  [[nodiscard]] virtual api::DataPreview data_preview(int count) const = 0;
  /// What it is, its networks, and what can be done with it.
  [[nodiscard]] virtual api::ModelInfo model_info() const = 0;
  [[nodiscard]] virtual int latent_dim() const = 0;
  /// The table of layers of all networks; may be empty.
  [[nodiscard]] virtual std::vector<api::LayerRow> layers() const { return {}; }
  [[nodiscard]] virtual std::string device() const = 0;
};

inline Expected<Altered> Stepper::altered(const config::Experiment& /*experiment*/,
                                          const WorkContext& /*context*/) const {
  return fail(FailureKind::unsupported, "This model cannot be changed while it trains", "",
              "reset it, and choose another experiment");
}

/// Loads the data and builds the networks of an experiment. May take long.
using StepperFactory = std::function<Expected<std::unique_ptr<Stepper>>(const config::Experiment& experiment,
                                                                        const WorkContext& context)>;

/// A generator from elsewhere in the place of a model that is trained, with an experiment that stands for it.
struct OpenedGenerator {
  std::unique_ptr<Stepper> stepper;
  config::Experiment experiment;
  /// The same generator as it was at another step, in files of its own. Not read before it is drawn, by the
  /// replicas of `stepper`. May be empty.
  std::function<SnapshotPointer(const follow::MomentFiles& files)> moment = {};
};
using GeneratorFactory = std::function<Expected<OpenedGenerator>(const std::string& path, int latent_dim,
                                                                 const WorkContext& context)>;

/// Real data beside a run of somebody else's program, to measure it with.
struct Reference {
  data::DatasetPointer dataset;  ///< labels are the run's numbers of its classes
  api::DataInfo info;
  api::DataPreview preview;
};

/// What a run of somebody else's program is shown with.
struct WatchedRuns {
  /// What stands for its experiment, which is not known here; empty: an empty one.
  std::function<Expected<config::Experiment>(const std::string& name, int latent_dim, bool conditional)>
      experiment = {};
  api::SeriesTable series = {};  ///< titles and plots of the curves that are known by their keys
  /// Loads what `spec` names ("folder:DIR") in the form of what the generator draws, and with its classes.
  /// Fails where the data have none of them; empty: nothing can be measured.
  std::function<Expected<Reference>(const std::string& spec, const config::Experiment& experiment,
                                    const api::DataInfo& drawn, const WorkContext& context)>
      reference = {};
};

}  // namespace ganscope::train
