// G of words: whole words forward, the softmax's gradient backward.
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/softmax.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "tests/unit/networks/support.h"

namespace ganscope::networks {
namespace {

using testing::pair_of;
using testing::plane_points;
using testing::settings_for;

Task lines(int places, int words) {
  return testing::task_for("words", {false, 1, places, words, 0, 0, 8, 1});
}

at::Tensor some_latents() { return at::arange(32, at::kFloat).view({4, 8}).sin(); }  // [4, 8]

TEST(Words, ChoosesExactlyOneWordForEveryPlace) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  const auto made = pair_of(settings_for("words"), lines(7, 11));
  for (const Mode mode : {Mode::training, Mode::evaluation}) {
    const at::Tensor x = made.g->forward(made.gw, some_latents(), {}, mode);
    ASSERT_EQ(x.sizes(), (std::vector<int64_t>{4, 1, 7, 11}));
    EXPECT_TRUE(((x == 1) + (x == -1) == 1).all().item<bool>());  // nothing between, not even by rounding
    EXPECT_TRUE(((x == 1).sum(3) == 1).all().item<bool>());
  }
}

TEST(Words, HasTheGradientOfTwiceItsSoftmax) {
  at::set_num_threads(1);
  for (const double temperature : {1.0, 0.5}) {
    const auto made = pair_of(settings_for("words", {{"words_temperature", temperature}}), lines(3, 5));
    const at::Tensor x = made.g->forward(made.gw, some_latents(), {}, Mode::training);
    const at::Tensor weights = at::arange(60, at::kFloat).view({4, 1, 3, 5}).cos();
    // The last bias alone: what it adds to the logits is itself, so its gradient is that of the logits,
    // summed.
    const at::Tensor& bias = made.gw.parameters[5];
    ASSERT_EQ(made.g->layout().parameters()[5].name, "logits.bias");
    const at::Tensor got = torch::autograd::grad({(x * weights).sum()}, {bias})[0];
    // The same by hand, from the logits: d(2p)/dlogit = 2 p (w − Σ p w) / temperature.
    const at::NoGradGuard no_grad;
    const auto leaky = [](const at::Tensor& a) { return a.clamp_min(0) + 0.2 * a.clamp_max(0); };
    at::Tensor h = some_latents();
    for (const size_t layer : {0, 2})
      h = leaky(h.mm(made.gw.parameters[layer].t()) + made.gw.parameters[layer + 1]);
    const at::Tensor logits = (h.mm(made.gw.parameters[4].t()) + bias).view({4, 1, 3, 5});
    const at::Tensor p = at::softmax(logits / temperature, 3);
    const at::Tensor wanted = 2 * p * (weights - (p * weights).sum(3, true)) / temperature;
    EXPECT_LT((got - wanted.sum(0).flatten()).abs().max().item<float>(), 1e-5F);
  }
}

TEST(Words, RefusesPointsWithAHint) {
  const auto settings = settings_for("words");
  const NetworkEntry* entry = find_network(settings).value();
  const auto g = entry->make_generator(settings, plane_points());
  const auto d = entry->make_discriminator(settings, plane_points());
  ASSERT_FALSE(g.has_value());
  ASSERT_FALSE(d.has_value());
  EXPECT_EQ(g.error().kind, FailureKind::usage);
  EXPECT_NE(g.error().hint.find("mlp"), std::string::npos);
}

}  // namespace
}  // namespace ganscope::networks
