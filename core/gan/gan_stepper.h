#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/gan/data_match.h"
#include "core/gan/data_view.h"
#include "core/gan/factory.h"
#include "core/gan/gan_state.h"
#include "core/gan/step/game.h"
#include "core/gan/step/gradients.h"
#include "core/gan/step/watch.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// A GAN that is trained one step at a time: owns both networks' weights, the running average, the
/// optimisers' moments, the place in the data and the one random generator of training. Used from the trainer
/// thread only. The same settings and seed give bitwise the same steps, whoever watches. A step with a loss
/// or gradient that is not finite changes nothing.
class GanStepper final : public train::Stepper {
 public:
  /// `game` without weights: they are made here.
  GanStepper(Game game, data::DatasetPointer data, config::Settings settings, networks::Task task,
             at::Device device, Way way = Way::quickest);

  [[nodiscard]] api::SeriesTable series() const override;
  train::StepReport step(api::StepKind kind, train::StepObserver* observer = nullptr) override;
  [[nodiscard]] int64_t steps_done() const override { return progress_.step; }
  void tune(const std::string& key, double value) override;
  [[nodiscard]] Expected<train::Altered> altered(const config::Experiment& experiment,
                                                 const WorkContext& context) const override;
  [[nodiscard]] train::SnapshotPointer snapshot() const override;
  void restore(const train::Snapshot& snapshot) override;
  [[nodiscard]] storage::TensorFile export_state() const override;
  Expected<void> import_state(const storage::TensorFile& file) override;
  [[nodiscard]] std::vector<std::string> remarks() const override { return remarks_; }
  [[nodiscard]] std::optional<int64_t> smaller_batch() const override { return smaller_batch_; }
  void tell_smaller_batch(int64_t batch) { smaller_batch_ = batch; }
  [[nodiscard]] std::optional<storage::TensorFile> export_average(
      const train::Snapshot& snapshot) const override;
  [[nodiscard]] Expected<train::SnapshotPointer> import_average(
      const storage::TensorFile& file) const override;
  [[nodiscard]] api::DataInfo data_info() const override;
  [[nodiscard]] api::GameInfo game_info() const override;
  [[nodiscard]] data::DatasetPointer dataset() const override;
  [[nodiscard]] api::DataPreview data_preview(int count) const override;
  [[nodiscard]] int64_t parameters_g() const override { return game_.g->layout().parameter_count(); }
  [[nodiscard]] int64_t parameters_d() const override { return game_.d->layout().parameter_count(); }
  [[nodiscard]] int latent_dim() const override { return task_.latent_dim; }
  [[nodiscard]] std::vector<api::LayerRow> layers() const override;
  [[nodiscard]] std::string device() const override;

 private:
  [[nodiscard]] at::Tensor generate(const Batch& batch, bool for_generator);
  [[nodiscard]] bool update_players(api::StepKind kind, train::StepReport& report);
  [[nodiscard]] bool update_generator_again(train::StepReport& report);
  void apply_to_discriminator(const Gradient& gradient);
  void apply_to_generator(const Gradient& gradient);
  [[nodiscard]] Turn turn();
  [[nodiscard]] train::StepReport empty_report() const;
  void go_to(const Progress& progress);
  /// The run's own order of classes and scale of points, on the data that are there.
  void take_data(const StoredInfo& stored, const DataMatch& match);
  [[nodiscard]] uint64_t fingerprint() const;
  /// Goes on from where another stepper is, with what fits of it.
  void take_over(const GanStepper& before, bool same_data);
  void bind_views();
  /// What a step changes before it knows that all its gradients are finite.
  [[nodiscard]] std::vector<at::Tensor> endangered() const;

  config::Settings settings_;
  networks::Task task_;
  at::Device device_;
  PointScale scale_;
  Game game_;
  std::unique_ptr<Gradients> gradients_;
  Supply supply_;

  Progress progress_;
  StateTensors state_;
  std::vector<at::Tensor> before_;  // endangered(), as the step under way found it
  std::unique_ptr<Watch> watch_;    // of the step under way, where somebody watches it

  std::vector<std::string> remarks_;  // of the last import
  std::optional<int64_t> smaller_batch_;
  mutable uint64_t fingerprint_ = 0;  // of the data; 0: not computed yet
  int64_t kept_ = 0;                  // parameters taken over from another stepper
};

}  // namespace ganscope::gan
