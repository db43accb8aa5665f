#include "core/models/gan/step/unroll.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/models/gan/series_table.h"
#include "core/models/gan/step/generator_step.h"
#include "core/objectives/noise.h"
#include "tests/support/small_gan.h"

namespace ganscope::gan {
namespace {

/// Two tiny networks for points in double precision, so that finite differences can judge them.
class UnrollTest : public ::testing::TestWithParam<std::pair<std::string, std::string>> {
 protected:
  void SetUp() override {
    settings_ = testing::experiment({{"network", std::string("mlp")},
                                     {"hidden_width", int64_t{4}},
                                     {"hidden_layers", int64_t{1}},
                                     {"activation", std::string("tanh")},
                                     {"optimiser", GetParam().first},
                                     {"objective", GetParam().second}})
                    .settings;
    networks::Task task;
    task.points = true;
    task.dimensions = task.latent_dim = 2;
    const networks::NetworkEntry& entry = **networks::find_network(settings_);
    game_.g = std::move(*entry.make_generator(settings_, task));
    game_.d = std::move(*entry.make_discriminator(settings_, task));
    game_.objective = (*objectives::find_objective(settings_))->make(settings_);
    game_.rules = rules_of(settings_, 0);
    const auto doubles = [&](const networks::Layout& layout) {
      return layout.initial(networks::Initialisation::pytorch, random_).flat.to(at::kDouble);
    };
    g_flat_ = doubles(game_.g->layout());
    const at::Tensor d_flat = doubles(game_.d->layout());
    no_buffers_ = d_flat.narrow(0, 0, 0);
    game_.d_weights = game_.d->layout().view(d_flat, no_buffers_, true);
    game_.d_frozen = game_.d->layout().view(d_flat, no_buffers_, false);
    // As after many updates: Adam's first one would be the gradient's sign, which has no slope.
    moments_ = {at::full_like(d_flat, 0.01), at::full_like(d_flat, 0.02)};
    latents_ = objectives::normal_like(at::zeros({6, 2}, at::kDouble), random_);
    batch_.both = objectives::normal_like(at::zeros({12, 2}, at::kDouble), random_) + 1.0;
  }

  Gradient gradient_at(const at::Tensor& g_flat) {
    game_.g_weights = game_.g->layout().view(g_flat, no_buffers_, true);
    const at::Tensor fake =
        game_.g->forward(game_.g_weights, latents_, {}, networks::Mode::training);  // [6, 2]
    train::StepReport report;
    report.values.assign(first_extra_series, 0);
    return generator_gradient(game_, batch_, fake, moments_, {0, 10, 0.2, random_}, report);
  }

  config::Settings settings_;
  Game game_;
  Random random_{4};
  at::Tensor g_flat_, no_buffers_, latents_;
  models::Moments moments_;
  models::Batch batch_;
};

// Through two imagined updates of D. Central differences with h = 1e-5 err by about 1e-9, H·v within by 1e-8.
TEST_P(UnrollTest, GivesGTheGradientThatFiniteDifferencesGive) {
  constexpr double h = 1e-5;
  const Gradient frozen = gradient_at(g_flat_);
  game_.rules.unroll_steps = 2;
  const at::Tensor d_before = game_.d_weights.flat.clone();
  const Gradient unrolled = gradient_at(g_flat_);
  double apart = 0;
  for (size_t p = 0; p < unrolled.by_parameter.size(); ++p) {
    const networks::Part& part = game_.g->layout().parameters()[p];
    const at::Tensor slopes = unrolled.by_parameter[p].contiguous();
    const at::Tensor without = frozen.by_parameter[p].contiguous();
    for (int64_t i = 0; i < part.count; ++i) {
      const auto moved = [&](double by) {
        const at::Tensor flat = g_flat_.clone();
        flat.data_ptr<double>()[part.offset + i] += by;
        return gradient_at(flat).loss;
      };
      const double difference = (moved(h) - moved(-h)) / (2 * h), slope = slopes.data_ptr<double>()[i];
      EXPECT_NEAR(slope, difference, 1e-6 * std::max(1.0, std::abs(difference))) << part.name << " " << i;
      apart = std::max(apart, std::abs(slope - without.data_ptr<double>()[i]));
    }
  }
  EXPECT_GT(apart, 1e-4) << "looking ahead must matter, or nothing was tested";
  EXPECT_TRUE(d_before.equal(game_.d_weights.flat)) << "the updates are only imagined";
}

std::vector<std::pair<std::string, std::string>> cases() {
  return {{"adam", "non-saturating"},
          {"rmsprop", "non-saturating"},
          {"sgd", "least-squares"},
          {"sgd", "relativistic"}};
}
INSTANTIATE_TEST_SUITE_P(Optimisers, UnrollTest, ::testing::ValuesIn(cases()));

}  // namespace
}  // namespace ganscope::gan
