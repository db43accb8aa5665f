#pragma once
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "core/base/random.h"
#include "core/train/stepper.h"

namespace ganscope::testing {

/// The whole state of a FakeStepper.
struct FakeState {
  int64_t step = 0;
  double weight = 0;  ///< what is "learned": depends on the seed, every step and the rates
  Random::State random;
};

class FakeSnapshot final : public train::Snapshot {
 public:
  explicit FakeSnapshot(FakeState state, size_t bytes = 1000, bool whole = true)
      : state_(state), bytes_(bytes), whole_(whole) {}
  [[nodiscard]] int64_t step() const override { return state_.step; }
  [[nodiscard]] size_t bytes() const override { return bytes_; }
  [[nodiscard]] bool whole() const override { return whole_; }
  [[nodiscard]] const FakeState& state() const { return state_; }

 private:
  FakeState state_;
  size_t bytes_;
  bool whole_;
};

/// What a test may do to the fake from outside, from any thread, and what it counts.
struct FakeScript {
  std::atomic<int64_t> nan_at{-1};         ///< the update to this step is not finite
  std::atomic<int64_t> throw_at{-1};       ///< the update to this step throws
  std::atomic<bool> block_loading{false};  ///< loading goes on until it is cancelled or this turns false
  std::atomic<bool> fail_loading{false};
  std::atomic<bool> from_elsewhere{false};  ///< it can only be drawn from
  std::atomic<int64_t> step_us{0};          ///< every step takes at least so long
  std::atomic<int64_t> snapshots{0}, loads{0}, restores{0};
};

/// A Stepper without torch: its "weights" are one number that a random walk moves. Deterministic like the
/// real one.
class FakeStepper final : public train::Stepper {
 public:
  FakeStepper(const config::Experiment& experiment, std::shared_ptr<FakeScript> script)
      : script_(std::move(script)),
        latent_dim_(static_cast<int>(experiment.settings.integer("latent_dim"))),
        large_batch_(experiment.settings.integer("batch") == 32) {
    Random random(static_cast<uint64_t>(experiment.settings.integer("seed")));
    state_.weight = random.normal();
    state_.random = random.state();
    rates_["lr_g"] = experiment.settings.real("lr_g");
    rates_["lr_d"] = experiment.settings.real("lr_d");
  }

  [[nodiscard]] bool trainable() const override { return !script_->from_elsewhere; }
  [[nodiscard]] api::SeriesTable series() const override {
    api::SeriesTable table;
    for (const char* key : {"d_loss", "g_loss", "steps_per_s"}) {
      api::SeriesInfo info;
      info.key = info.label = info.title = key;
      info.plot = "loss";
      table.series.push_back(info);
    }
    if (large_batch_) {
      api::SeriesInfo info;
      info.key = info.label = info.title = "large";
      info.plot = "loss";
      table.series.insert(table.series.begin(), info);
    }
    table.plots = {api::PlotInfo{"loss", "Losses", "", false, 0, 0, {}, ""}};
    return table;
  }

  train::StepReport step(api::StepKind kind, train::StepObserver* observer = nullptr) override {
    if (const int64_t pause = script_->step_us.load(); pause > 0)
      std::this_thread::sleep_for(std::chrono::microseconds(pause));
    if (script_->throw_at.load() == state_.step + 1) throw std::runtime_error("the fake was told to throw");
    train::StepReport report;
    report.images = 16;
    if (script_->nan_at.load() == state_.step + 1) {
      report.finite = false;
      return report;
    }
    Random random;
    random.set_state(state_.random);
    state_.weight += rates_["lr_g"] * random.normal() + rates_["lr_d"] * random.normal();
    state_.random = random.state();
    if (observer != nullptr) {
      for (size_t part = 0; part < api::step_parts; ++part)
        observer->told({.part = static_cast<api::StepPart>(part), .loss = state_.weight});
    }
    if (kind != api::StepKind::discriminator) ++state_.step;
    report.values = {static_cast<float>(state_.weight), static_cast<float>(-state_.weight),
                     std::numeric_limits<float>::quiet_NaN()};
    if (large_batch_) report.values.insert(report.values.begin(), 7.0F);
    return report;
  }

  /// Keeps the weight whatever changes; of another latent size it is another model. Its batch of 32 has a
  /// curve of its own.
  [[nodiscard]] Expected<train::Altered> altered(const config::Experiment& experiment,
                                                 const WorkContext& /*context*/) const override {
    if (script_->fail_loading.load())
      return fail(FailureKind::bad_data, "The toy is broken", "toy", "mend it");
    auto made = std::make_unique<FakeStepper>(experiment, script_);
    train::Altered result;
    result.initial = made->snapshot();
    result.same_model = made->latent_dim_ == latent_dim_;
    made->state_ = state_;
    result.stepper = std::move(made);
    return result;
  }
  [[nodiscard]] int64_t steps_done() const override { return state_.step; }
  void tune(const std::string& key, double value) override { rates_[key] = value; }

  [[nodiscard]] train::SnapshotPointer snapshot() const override {
    ++script_->snapshots;
    return std::make_shared<FakeSnapshot>(state_);
  }
  void restore(const train::Snapshot& snapshot) override {
    ++script_->restores;
    state_ = dynamic_cast<const FakeSnapshot&>(snapshot).state();
  }

  [[nodiscard]] storage::TensorFile export_state() const override {
    storage::TensorFile file;
    storage::NamedTensor tensor{"state", storage::DType::u8, {static_cast<int64_t>(sizeof(FakeState))}, {}};
    tensor.bytes.resize(sizeof(FakeState));
    std::memcpy(tensor.bytes.data(), &state_, sizeof(FakeState));
    file.tensors.push_back(std::move(tensor));
    file.metadata["step"] = std::to_string(state_.step);
    return file;
  }
  Expected<void> import_state(const storage::TensorFile& file) override {
    if (file.tensors.size() != 1 || file.tensors[0].name != "state" ||
        file.tensors[0].bytes.size() != sizeof(FakeState))
      return fail(FailureKind::bad_data, "The checkpoint is of another network", "", "choose another");
    std::memcpy(&state_, file.tensors[0].bytes.data(), sizeof(FakeState));
    return {};
  }

  /// The "average" is the weight.
  [[nodiscard]] std::optional<storage::TensorFile> export_average(
      const train::Snapshot& snapshot) const override {
    const FakeState& state = dynamic_cast<const FakeSnapshot&>(snapshot).state();
    storage::TensorFile file;
    storage::NamedTensor tensor{"average", storage::DType::f64, {1}, {}};
    tensor.bytes.resize(sizeof(double));
    std::memcpy(tensor.bytes.data(), &state.weight, sizeof(double));
    file.tensors.push_back(std::move(tensor));
    file.metadata["step"] = std::to_string(state.step);
    return file;
  }
  [[nodiscard]] Expected<train::SnapshotPointer> import_average(
      const storage::TensorFile& file) const override {
    if (file.tensors.size() != 1 || file.tensors[0].name != "average" || !file.metadata.contains("step"))
      return fail(FailureKind::bad_data, "The moment is of another network", "", "open another run");
    FakeState state;
    state.step = std::stoll(file.metadata.at("step"));
    std::memcpy(&state.weight, file.tensors[0].bytes.data(), sizeof(double));
    return std::make_shared<const FakeSnapshot>(state, 500, false);
  }

  [[nodiscard]] api::DataInfo data_info() const override {
    api::DataInfo info;
    info.key = "toy";
    info.title = "Toy";
    info.count = 100;
    info.channels = 3;
    info.height = info.width = 4;
    return info;
  }
  [[nodiscard]] data::DatasetPointer dataset() const override {
    auto toy = std::make_shared<data::Dataset>();
    toy->key = "toy";
    toy->count = 100;
    return toy;
  }
  [[nodiscard]] api::DataPreview data_preview(int count) const override {
    api::DataPreview preview;
    preview.key = "toy";
    preview.count = count;
    preview.width = preview.height = 4;
    preview.pixels.resize(static_cast<size_t>(count) * 64, 128);
    return preview;
  }
  [[nodiscard]] api::ModelInfo model_info() const override {
    return {"gan",
            {{"generator", "Generator", "G", config::Player::generator, 10},
             {"discriminator", "Discriminator", "D", config::Player::discriminator, 20}}};
  }
  [[nodiscard]] int latent_dim() const override { return latent_dim_; }
  [[nodiscard]] std::string device() const override { return "CPU"; }

 private:
  std::shared_ptr<FakeScript> script_;
  int latent_dim_;
  bool large_batch_;
  FakeState state_;
  std::map<std::string, double> rates_;
};

inline train::StepperFactory fake_stepper_factory(std::shared_ptr<FakeScript> script) {
  return [script](const config::Experiment& experiment,
                  const WorkContext& context) -> Expected<std::unique_ptr<train::Stepper>> {
    ++script->loads;
    for (int64_t i = 0; script->block_loading.load(); ++i) {
      context.report({"Pretending to load", i, 0});
      if (context.cancelled()) return fail(FailureKind::cancelled, "Loading was given up", "toy", "");
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (script->fail_loading.load())
      return fail(FailureKind::bad_data, "The toy is broken", "toy", "mend it");
    return std::make_unique<FakeStepper>(experiment, script);
  };
}

}  // namespace ganscope::testing
