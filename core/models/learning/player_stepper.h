#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/models/device.h"
#include "core/models/learning/decay.h"
#include "core/models/learning/keep_weights.h"
#include "core/models/learning/state.h"
#include "core/models/material/data_match.h"
#include "core/models/material/data_view.h"
#include "core/models/material/supply.h"
#include "core/train/stepper.h"

namespace ganscope::models {

/// What a model begins with.
struct Beginning {
  data::DatasetPointer data;
  config::Settings settings;
  networks::Task task;
  at::Device device;
};

/// A model of one or several players that is trained one step at a time: owns their weights, averages and
/// moments, the place in the data and the one random generator of training, and does with them all that does
/// not depend on what is learned: steps that change nothing unless they are finite, clones, checkpoints,
/// moments, going on under another experiment. A kind of model says how its players move (`update`) and what
/// it reports (`series`). Used from the trainer thread only. The same settings and seed give bitwise the same
/// steps, whoever watches.
class PlayerStepper : public train::Stepper {
 public:
  train::StepReport step(api::StepKind kind, train::StepObserver* observer = nullptr) final;
  [[nodiscard]] int64_t steps_done() const final { return progress_.step; }
  void tune(const std::string& key, double value) final;
  [[nodiscard]] Expected<train::Altered> altered(const config::Experiment& experiment,
                                                 const WorkContext& context) const final;
  [[nodiscard]] train::SnapshotPointer snapshot() const final;
  void restore(const train::Snapshot& snapshot) final;
  [[nodiscard]] storage::TensorFile export_state() const final;
  Expected<void> import_state(const storage::TensorFile& file) final;
  [[nodiscard]] std::vector<std::string> remarks() const final { return remarks_; }
  [[nodiscard]] std::optional<int64_t> smaller_batch() const final { return smaller_batch_; }
  /// The experiment asked for a larger batch than there are data, and nobody had chosen that.
  void tell_smaller_batch(int64_t batch) { smaller_batch_ = batch; }
  [[nodiscard]] std::optional<storage::TensorFile> export_average(
      const train::Snapshot& snapshot) const final;
  [[nodiscard]] Expected<train::SnapshotPointer> import_average(const storage::TensorFile& file) const final;
  [[nodiscard]] api::DataInfo data_info() const final { return describe(supply_.data()); }
  [[nodiscard]] data::DatasetPointer dataset() const final { return supply_.dataset(); }
  [[nodiscard]] api::DataPreview data_preview(int count) const final;
  [[nodiscard]] int latent_dim() const final { return task_.latent_dim; }
  [[nodiscard]] std::string device() const final;
  [[nodiscard]] api::ModelInfo model_info() const final;

 protected:
  /// `plans` are of networks that the kind of model owns. `tunables` outlive it; their first values are the
  /// settings'.
  PlayerStepper(Beginning beginning, PlayerPlans plans, Tunables tunables);

  /// Moves the players; false: a loss or a gradient was not finite, and what `endangered` names shall be put
  /// back. Counts `progress_.updates` itself, not `progress_.step`.
  [[nodiscard]] virtual bool update(api::StepKind kind, train::StepObserver* observer,
                                    train::StepReport& report) = 0;
  /// What a step may change before it knows that all its gradients are finite: all buffers, unless the kind
  /// of model says otherwise.
  [[nodiscard]] virtual std::vector<at::Tensor> endangered() const;
  /// What can be done with it; its players are filled in.
  [[nodiscard]] virtual api::ModelInfo abilities() const = 0;
  /// How a player's hidden layers bend, for one that becomes deeper while it learns.
  [[nodiscard]] virtual Deepening deepening(size_t /*player*/) const { return {}; }

  [[nodiscard]] PlayerState& player(size_t index) { return state_.players[index]; }
  [[nodiscard]] const PlayerState& player(size_t index) const { return state_.players[index]; }
  /// The share of the learning rates that is left now.
  [[nodiscard]] double rate_left() const { return decay_.at(progress_.step); }
  /// Adds the weights as they are to the player's average, and counts its update.
  void average_and_count(size_t index);

  config::Settings settings_;
  networks::Task task_;
  at::Device device_;
  PointScale scale_;
  Supply supply_;
  Optimiser optimiser_;  ///< of every player
  Progress progress_;
  State state_;

 private:
  void go_to(const Progress& progress);
  /// The run's own order of classes and scale of points, on the data that are there.
  void take_data(const StoredInfo& stored, const DataMatch& match);
  [[nodiscard]] uint64_t fingerprint() const;
  /// Goes on from where another stepper is, with what fits of it.
  void take_over(const PlayerStepper& before, bool same_data);
  [[nodiscard]] int64_t parameters(size_t index) const;

  PlayerPlans plans_;
  Tunables tunables_;
  Decay decay_;
  std::vector<at::Tensor> before_;    // endangered(), as the step under way found it
  size_t reported_ = 0;               // values of a report; 0: not counted yet
  std::vector<std::string> remarks_;  // of the last import
  std::optional<int64_t> smaller_batch_;
  mutable uint64_t fingerprint_ = 0;  // of the data; 0: not computed yet
  int64_t kept_ = 0;                  // parameters taken over from another stepper
};

}  // namespace ganscope::models
