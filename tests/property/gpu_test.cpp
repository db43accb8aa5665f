// What the registries hold trains on a GPU as on the CPU. Skipped, visibly, where LibTorch finds no GPU.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/models/torch_compat.h"
#include "tests/property/everything.h"

namespace ganscope {
namespace {

using models::Device;
using testing::experiment_of;
using testing::noise_pictures;

class OnAGpu : public ::testing::Test {
 protected:
  void SetUp() override {
    if (models::cuda_device_count() == 0) GTEST_SKIP() << "this LibTorch finds no GPU";
    at::set_num_threads(1);
  }
};

/// Both take their first step from the same weights and the same noise: what they report may differ by
/// rounding.
void expect_the_first_step_of_the_cpu(const config::Experiment& made, const data::DatasetPointer& data) {
  const auto on_cpu = testing::stepper(made, data), on_gpu = testing::stepper(made, data, Device::cuda);
  const api::SeriesTable table = on_gpu->series();
  const train::StepReport expected = on_cpu->step(api::StepKind::both);
  const train::StepReport report = on_gpu->step(api::StepKind::both);
  ASSERT_TRUE(report.finite);
  ASSERT_EQ(report.values.size(), expected.values.size());
  for (size_t k = 0; k < expected.values.size(); ++k) {
    if (std::isnan(expected.values[k])) continue;
    EXPECT_NEAR(report.values[k], expected.values[k], 2e-3 + 5e-3 * std::abs(expected.values[k]))
        << table.series[k].key;
  }
  EXPECT_TRUE(on_gpu->step(api::StepKind::both).finite);
}

TEST_F(OnAGpu, EveryNetworkAndObjectiveTakesTheFirstStepOfTheCpu) {
  for (const testing::Combination& c : testing::combinations()) {
    SCOPED_TRACE(name_of(c));
    expect_the_first_step_of_the_cpu(experiment_of(c), testing::data_for(c));
  }
}

TEST_F(OnAGpu, EveryOptionTakesTheFirstStepOfTheCpu) {
  for (const testing::Variation& variation : testing::variations()) {
    SCOPED_TRACE(variation.name);
    expect_the_first_step_of_the_cpu(experiment_of(variation), noise_pictures(16, 1));
  }
}

TEST_F(OnAGpu, TheSameSeedGivesTheSameNumbersAndAStateThatTheCpuDrawsTheSamePicturesFrom) {
  const config::Experiment made = testing::experiment({{"r1_gamma", 1.0},
                                                       {"critic_steps", int64_t{2}},
                                                       {"norm_d", std::string("none")},
                                                       {"conditional", false}});
  const auto data = noise_pictures(32, 3);
  const auto a = testing::stepper(made, data, Device::cuda), b = testing::stepper(made, data, Device::cuda);
  EXPECT_TRUE(a->device().starts_with("CUDA"));
  for (int i = 0; i < 10; ++i) {
    const std::vector<float> expected = a->step(api::StepKind::both).values;
    const std::vector<float> found = b->step(api::StepKind::both).values;
    EXPECT_TRUE(std::ranges::equal(
        expected, found, [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); }))
        << "at step " << i;
  }
  const auto on_cpu = testing::stepper(made, data);
  ASSERT_TRUE(on_cpu->import_state(a->export_state()).has_value());
  const auto draw = [&](train::Stepper& model, Device device) {
    const auto replica = std::move(models::make_replica(device, made, model.data_info()).value());
    return replica->render(*model.snapshot(), api::Model::ema, std::vector<float>(16, 0.3F), {});
  };
  const auto expected = draw(*a, Device::cuda), found = draw(*on_cpu, Device::cpu);
  ASSERT_TRUE(expected.has_value() && found.has_value());
  ASSERT_EQ(expected->pixels.size(), found->pixels.size());
  for (size_t i = 0; i < found->pixels.size(); ++i)
    ASSERT_LE(std::abs(int{expected->pixels[i]} - int{found->pixels[i]}), 1) << "at byte " << i;
}

}  // namespace
}  // namespace ganscope
