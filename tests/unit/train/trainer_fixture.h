#pragma once
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/train/trainer.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_stepper.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::train {

using testing::eventually;

/// The whole text of a file.
inline std::string slurp(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A trainer with the fake stepper: no torch, and every command from outside, as the interface gives it.
class TrainerTest : public ::testing::Test {
 protected:
  void SetUp() override { start(); }

  void start() {
    TrainerOptions options;
    options.runs = runs();
    options.autosave_seconds = autosave_;
    options.history_on_disk = history_on_disk_;
    options.generators = [this](const std::string& path, int latent_dim,
                                const WorkContext&) -> Expected<OpenedGenerator> {
      if (latent_dim == 0) return fail(FailureKind::usage, "The latent's size is not known", path, "say it");
      script_->from_elsewhere = true;
      if (generator_failure_) return tl::unexpected(*generator_failure_);
      const auto moment = [](const follow::MomentFiles& files) {
        return std::make_shared<const testing::FakeSnapshot>(
            testing::FakeState{.step = files.step, .weight = 0, .random = {}});
      };
      return OpenedGenerator{std::make_unique<testing::FakeStepper>(testing::fake_experiment(1), script_),
                             testing::fake_experiment(1), moment};
    };
    options.watched.reference = [this](const std::string& spec, const config::Experiment&,
                                       const api::DataInfo&, const WorkContext&) -> Expected<Reference> {
      if (spec != "folder:real")
        return fail(FailureKind::not_found, "There is no such folder", spec, "name one");
      auto data = std::make_shared<data::Dataset>();
      data->count = 7;
      Reference reference{data, {}, {}};
      reference.info.count = reference.preview.count = 7;
      return reference;
    };
    ports_ = std::make_unique<Ports>([this] { ++wakes_; });
    trainer_ = std::make_unique<Trainer>(std::move(options), catalogue_,
                                         testing::fake_stepper_factory(script_), *ports_);
    ASSERT_TRUE(eventually([&] { return ports_->status.get() != nullptr; }));
  }
  void stop() { trainer_.reset(); }

  [[nodiscard]] std::filesystem::path runs() const { return folder_.path() / "runs"; }
  api::Ticket post(api::Command command) {
    ports_->inbox.post_and_wait({++ticket_, std::move(command)});
    return ticket_;
  }
  api::Status status() { return *ports_->status.get(); }
  /// Posts and waits until it was applied.
  api::Status apply(api::Command command) {
    const api::Ticket ticket = post(std::move(command));
    EXPECT_TRUE(eventually([&] { return status().applied >= ticket; }));
    return status();
  }
  api::Status wait_for(api::Phase phase) {
    EXPECT_TRUE(eventually([&] { return status().phase == phase; })) << api::phase_name(status().phase, 1);
    return status();
  }
  api::Status configure(int64_t seed = 1) {
    return apply(api::Configure{testing::fake_experiment(seed), ""});
  }
  api::Status train_until(int64_t step) {
    apply(api::Train{step});
    return wait_for(api::Phase::ready);
  }
  /// Everything of a series that has arrived since the last call.
  std::vector<float> losses() {
    std::vector<api::MetricRow> rows;
    ports_->metrics.drain(rows);
    std::vector<float> values;
    for (const auto& row : rows) values.push_back(row.values[0]);
    return values;
  }

  testing::TemporaryFolder folder_;
  config::Catalogue catalogue_ = testing::fake_catalogue();
  std::shared_ptr<testing::FakeScript> script_ = std::make_shared<testing::FakeScript>();
  double autosave_ = 0;
  std::optional<Failure> generator_failure_;  ///< of whoever opens one from elsewhere; set before `start`
  std::optional<int64_t> history_on_disk_;
  std::atomic<int> wakes_{0};
  api::Ticket ticket_ = 0;
  std::unique_ptr<Ports> ports_;
  std::unique_ptr<Trainer> trainer_;
};

}  // namespace ganscope::train
