#pragma once
#include <ATen/core/Tensor.h>

#include <array>
#include <memory>
#include <vector>

#include "core/gan/batches.h"
#include "core/gan/gan_state.h"
#include "core/networks/network.h"
#include "core/objectives/objective.h"
#include "core/objectives/regulariser.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// What an experiment's words stand for, made by the factory.
struct GanParts {
  std::unique_ptr<networks::Generator> generator;
  std::unique_ptr<networks::Discriminator> discriminator;
  std::unique_ptr<objectives::Objective> objective;
  std::vector<std::unique_ptr<objectives::Regulariser>> regularisers;
};

/// A GAN that is trained one step at a time: owns both networks' weights, the running average, Adam's
/// moments, the place in the data and the one random generator of training. Used from the trainer thread
/// only. The same settings and seed give bitwise the same steps, whoever watches. A step with a loss or
/// gradient that is not finite changes nothing.
class GanStepper final : public train::Stepper {
 public:
  GanStepper(GanParts parts, data::DatasetPointer data, config::Settings settings, networks::Task task,
             at::Device device);

  [[nodiscard]] api::SeriesTable series() const override;
  train::StepReport step(api::StepKind kind) override;
  [[nodiscard]] int64_t steps_done() const override { return progress_.step; }
  void tune(const std::string& key, double value) override;
  [[nodiscard]] train::SnapshotPointer snapshot() const override;
  void restore(const train::Snapshot& snapshot) override;
  [[nodiscard]] storage::TensorFile export_state() const override;
  Expected<void> import_state(const storage::TensorFile& file) override;
  [[nodiscard]] api::DataInfo data_info() const override;
  [[nodiscard]] data::DatasetPointer dataset() const override;
  [[nodiscard]] api::DataPreview data_preview(int count) const override;
  [[nodiscard]] int64_t parameters_g() const override { return g_->layout().parameter_count(); }
  [[nodiscard]] int64_t parameters_d() const override { return d_->layout().parameter_count(); }
  [[nodiscard]] int latent_dim() const override { return task_.latent_dim; }
  [[nodiscard]] std::vector<api::LayerRow> layers() const override;
  [[nodiscard]] std::string device() const override;

 private:
  struct Batch {
    at::Tensor both;    // [2N, …] float32: real samples, then room for as many generated ones
    at::Tensor labels;  // [2N] int64, the same twice; undefined when unconditional
  };
  [[nodiscard]] Batch next_batch();
  [[nodiscard]] at::Tensor draw_latents();
  [[nodiscard]] at::Tensor draw_labels();
  [[nodiscard]] at::Tensor generate(const at::Tensor& labels, bool with_graph);
  [[nodiscard]] bool update_discriminator(const Batch& batch, const at::Tensor& fake,
                                          train::StepReport& report);
  [[nodiscard]] bool update_generator(const Batch& batch, const at::Tensor& fake, train::StepReport& report);
  [[nodiscard]] at::Tensor shown_to_d(at::Tensor samples);
  [[nodiscard]] double rate_now(double rate) const;
  void go_to(const Progress& progress);
  void bind_views();
  /// What a step changes before it knows that all its gradients are finite.
  [[nodiscard]] std::array<at::Tensor, 5> endangered() const;

  std::unique_ptr<networks::Generator> g_;
  std::unique_ptr<networks::Discriminator> d_;
  std::unique_ptr<objectives::Objective> objective_;
  std::vector<std::unique_ptr<objectives::Regulariser>> regularisers_;
  config::Settings settings_;
  networks::Task task_;
  at::Device device_;
  int64_t batch_size_;
  Batches batches_;
  PointScale scale_;
  Random random_;

  Progress progress_;
  StateTensors state_;
  networks::Weights g_weights_, d_weights_;  // views of state_ that collect gradients
  networks::Weights d_frozen_;               // views of the same weights that do not
  std::array<at::Tensor, 5> before_;         // endangered(), as the step under way found it
};

}  // namespace ganscope::gan
