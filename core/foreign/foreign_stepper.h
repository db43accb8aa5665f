#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/foreign/foreign_replica.h"
#include "core/foreign/probe_process.h"
#include "core/train/stepper.h"

namespace ganscope::foreign {

/// A generator from elsewhere in the place of a model that is trained: it stands at step 0 for good. Whoever
/// asks it to learn throws std::logic_error; the trainer refuses before (Stepper::trainable).
class ForeignStepper final : public train::Stepper {
 public:
  ForeignStepper(std::shared_ptr<Generator> generator, std::string title);

  [[nodiscard]] bool trainable() const override { return false; }
  [[nodiscard]] train::ReplicaFactory replicas() const override;
  [[nodiscard]] api::SeriesTable series() const override { return {}; }
  train::StepReport step(api::StepKind kind, train::StepObserver* observer = nullptr) override;
  [[nodiscard]] int64_t steps_done() const override { return 0; }
  void tune(const std::string& /*key*/, double /*value*/) override {}
  [[nodiscard]] train::SnapshotPointer snapshot() const override { return snapshot_; }
  void restore(const train::Snapshot& /*snapshot*/) override {}
  [[nodiscard]] storage::TensorFile export_state() const override { return {}; }
  Expected<void> import_state(const storage::TensorFile& file) override;
  /// What the generator takes and draws.
  [[nodiscard]] std::vector<std::string> remarks() const override { return {in_words(generator_->facts)}; }
  [[nodiscard]] api::DataInfo data_info() const override;
  [[nodiscard]] data::DatasetPointer dataset() const override { return nullptr; }
  [[nodiscard]] api::DataPreview data_preview(int /*count*/) const override { return {}; }
  [[nodiscard]] api::ModelInfo model_info() const override {
    return {"",
            {{"generator", "Generator", "G", config::Player::generator, generator_->facts.parameters}},
            false,
            false};
  }
  [[nodiscard]] int latent_dim() const override { return generator_->facts.latent_dim; }
  [[nodiscard]] std::string device() const override { return "CPU"; }

 private:
  std::shared_ptr<Generator> generator_;
  std::string title_;
  train::SnapshotPointer snapshot_;
};

/// Tries the file out in a process of its own and reads it into this one. `latent_dim` 0: found out.
[[nodiscard]] Expected<std::unique_ptr<train::Stepper>> open_generator(const Apart& apart,
                                                                       const std::string& path,
                                                                       int latent_dim,
                                                                       const WorkContext& context);

}  // namespace ganscope::foreign
