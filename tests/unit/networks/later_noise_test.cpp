#include "core/networks/later_noise.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/networks/editing.h"
#include "tests/unit/networks/support.h"

namespace ganscope::networks {
namespace {

using testing::pair_of;
using testing::pictures;
using testing::plane_points;
using testing::settings_for;

config::Settings with_noise(const std::string& network, const std::string& kind, int64_t numbers) {
  return settings_for(network, {{"later_noise", kind},
                                {"later_numbers", numbers},
                                {"hidden_width", int64_t{3}},
                                {"activation", std::string("relu")}});
}

at::Tensor named(const Generator& g, const Weights& weights, const std::string& name) {
  const auto& parts = g.layout().parameters();
  const auto place = std::ranges::find(parts, name, &Part::name);
  TORCH_CHECK(place != parts.end(), "no parameter called ", name);
  return weights.parameters[static_cast<size_t>(place - parts.begin())];
}

at::Tensor affine(const Generator& g, const Weights& weights, const std::string& layer, const at::Tensor& x) {
  return x.matmul(named(g, weights, layer + ".weight").t()) + named(g, weights, layer + ".bias");
}

TEST(LaterNoise, IsTheFormulaOnATinyNetwork) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  const at::Tensor z = at::arange(16, at::kFloat).view({2, 8}).sin();  // z⁽¹⁾ is 6 numbers, z⁽²⁾ the last 2
  for (const std::string kind : {"additive", "multiplicative"}) {
    SCOPED_TRACE(kind);
    const auto made = pair_of(with_noise("mlp", kind, 2), plane_points());
    const Generator& g = *made.g;
    EXPECT_EQ(g.latent_parts(), (std::vector<int64_t>{6, 2}));
    EXPECT_FALSE(g.plain()) << "plain loops know no second input";
    const at::Tensor first = at::relu(affine(g, made.gw, "hidden1", z.narrow(1, 0, 6)));
    const at::Tensor second = at::relu(affine(g, made.gw, "hidden2", first));
    const at::Tensor noise = z.narrow(1, 6, 2).matmul(named(g, made.gw, "later_noise.weight").t());
    const at::Tensor noisy = kind == "additive" ? second + noise : second * (1 + noise);
    const at::Tensor expected = affine(g, made.gw, "out", noisy);
    EXPECT_TRUE(g.forward(made.gw, z, {}, Mode::evaluation).allclose(expected, 1e-5, 1e-6));
  }
}

TEST(LaterNoise, OfPicturesIsANumberAChannelHalfway) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  for (const char* network : {"dcgan", "resnet"}) {
    for (const std::string kind : {"additive", "multiplicative"}) {
      SCOPED_TRACE(network + (" " + kind));
      const auto made = pair_of(with_noise(network, kind, 3), pictures(32, 1, 0));
      const at::Tensor z = at::arange(8, at::kFloat).view({1, 8}).cos();
      const at::Tensor without = at::cat({z.narrow(1, 0, 5), at::zeros({1, 3})}, 1);
      std::vector<at::Tensor> answers;
      const Editing editing{[&](const at::Tensor& seen) {
        answers.push_back(seen.clone());
        return seen;
      }};
      Weights seen_through = made.gw;
      seen_through.editing = &editing;
      const auto drawn = made.g->forward(seen_through, z, {}, Mode::evaluation);
      const size_t layers = answers.size();
      const auto plain = made.g->forward(seen_through, without, {}, Mode::evaluation);
      EXPECT_FALSE(drawn.equal(plain));
      EXPECT_TRUE(answers[0].equal(answers[layers])) << "the first layer does not see it";
      const at::Tensor noise =
          z.narrow(1, 5, 3).matmul(named(*made.g, made.gw, "later_noise.weight").t()).view({1, -1, 1, 1});
      const at::Tensor quiet = answers[layers + 1];
      EXPECT_EQ(quiet.size(2), 8);
      EXPECT_TRUE(answers[1].allclose(kind == "additive" ? quiet + noise : quiet * (1 + noise), 1e-5, 1e-6));
    }
  }
}

TEST(LaterNoise, SwitchedOffIsTheNetworkAsItWas) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  for (const NetworkEntry& entry : all_networks()) {
    const Task task = testing::task_for(entry.info.key, pictures(32, 1, 3));
    config::Settings before = settings_for(entry.info.key);
    before.erase("later_noise");
    before.erase("later_numbers");
    const auto now = pair_of(settings_for(entry.info.key, {{"later_numbers", int64_t{3}}}), task),
               then = pair_of(before, task);
    EXPECT_TRUE(now.gw.flat.equal(then.gw.flat)) << entry.info.key;
    const at::Tensor z = at::arange(16, at::kFloat).view({2, 8}).sin(), y = at::arange(2, at::kLong);
    EXPECT_TRUE(now.g->forward(now.gw, z, y, Mode::evaluation)
                    .equal(then.g->forward(then.gw, z, y, Mode::evaluation)))
        << entry.info.key;
    EXPECT_EQ(now.g->latent_parts(), std::vector<int64_t>{8});
  }
}

TEST(LaterNoise, NeedsALatentThatCanBeParted) {
  config::Settings settings = with_noise("mlp", "additive", 0);
  settings.set("latent_dim", int64_t{2});
  EXPECT_TRUE(check_later_noise(settings));
  EXPECT_EQ(later_numbers(settings, 2), 1);
  settings.set("latent_dim", int64_t{1});
  ASSERT_FALSE(check_later_noise(settings));
  EXPECT_NE(check_later_noise(settings).error().what.find("1 numbers"), std::string::npos);
  settings.set("latent_dim", int64_t{8});
  settings.set("later_numbers", int64_t{8});
  EXPECT_FALSE(check_later_noise(settings));
  settings.set("later_noise", std::string("none"));
  EXPECT_TRUE(check_later_noise(settings));
}

}  // namespace
}  // namespace ganscope::networks
