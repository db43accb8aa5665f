#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "tests/unit/networks/support.h"

namespace ganscope::networks {
namespace {

using testing::pictures;
using testing::settings_for;

TEST(Layout, PlacesEveryPartOnACacheLineAndNamesItOnce) {
  const auto g =
      find_network(settings_for("dcgan")).value()->make_generator(settings_for("dcgan"), pictures(32, 3, 10));
  std::set<std::string> names;
  int64_t end = 0;
  for (const Part& part : (*g)->layout().parameters()) {
    EXPECT_TRUE(names.insert(part.name).second) << part.name;
    EXPECT_EQ(part.offset % 16, 0) << part.name;
    EXPECT_GE(part.offset, end) << part.name;
    end = part.offset + part.count;
  }
  EXPECT_LE(end, (*g)->layout().flat_size());
}

TEST(Layout, ViewsShareTheMemoryOfTheirFlatBuffer) {
  at::set_num_threads(1);
  const auto d =
      find_network(settings_for("mlp")).value()->make_discriminator(settings_for("mlp"), pictures(16, 1, 0));
  const Layout& layout = (*d)->layout();
  Random random(1);
  const Weights weights = layout.initial(Initialisation::pytorch, random);
  const Weights frozen = layout.view(weights.flat, weights.flat_buffers, false);
  weights.flat.fill_(0.5F);
  EXPECT_EQ(frozen.parameters[0].sum().item<float>(),
            0.5F * static_cast<float>(layout.parameters()[0].count));
}

TEST(Initialisation, IsTheSameForTheSameSeedAndOtherwiseNot) {
  const auto g =
      find_network(settings_for("dcgan")).value()->make_generator(settings_for("dcgan"), pictures(32, 1, 0));
  for (const Initialisation kind :
       {Initialisation::normal002, Initialisation::pytorch, Initialisation::orthogonal}) {
    Random one(5), same(5), other(6);
    const Weights a = (*g)->layout().initial(kind, one);
    EXPECT_TRUE(a.flat.equal((*g)->layout().initial(kind, same).flat));
    EXPECT_FALSE(a.flat.equal((*g)->layout().initial(kind, other).flat));
  }
}

TEST(Initialisation, HasTheSpreadThatItsNameSays) {
  Layout layout;
  layout.parameter("wide.weight", {64, 256}, Role::weight, 256);
  Random random(1);
  const Weights normal = layout.initial(Initialisation::normal002, random);
  // 16,384 draws: the standard error of the spread is 0.6 %, so 3 % is five of them.
  EXPECT_NEAR(normal.parameters[0].square().mean().sqrt().item<double>(), 0.02, 0.0006);
  const Weights uniform = layout.initial(Initialisation::pytorch, random);
  EXPECT_LE(uniform.parameters[0].abs().max().item<double>(), 1.0 / 16);
  const at::Tensor w = layout.initial(Initialisation::orthogonal, random).parameters[0];
  const at::Tensor products = w.mm(w.t());  // [64, 64]: the identity, up to float rounding over 256 terms
  EXPECT_NEAR(products.trace().item<double>(), 64, 1e-3);
  EXPECT_NEAR(products.square().sum().item<double>(), 64, 1e-3);
}

TEST(Networks, MakeAndJudgePicturesOfEverySizeTheyPromise) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  for (const char* network : {"dcgan", "mlp"}) {
    for (const int size : {16, 32, 64}) {
      for (const int channels : {1, 3}) {
        for (const int classes : {0, 10}) {
          const auto settings = settings_for(network);
          const Task task = pictures(size, channels, classes);
          const auto g = find_network(settings).value()->make_generator(settings, task);
          const auto d = find_network(settings).value()->make_discriminator(settings, task);
          Random random(1);
          const Weights gw = (*g)->layout().initial(Initialisation::pytorch, random);
          const Weights dw = (*d)->layout().initial(Initialisation::pytorch, random);
          const at::Tensor labels = classes > 0 ? at::zeros({2}, at::kLong) : at::Tensor();
          const at::Tensor images = (*g)->forward(gw, at::ones({2, 8}), labels, Mode::training);
          EXPECT_EQ(images.sizes(), (std::vector<int64_t>{2, channels, size, size})) << network;
          EXPECT_LE(images.abs().max().item<float>(), 1.0F);
          EXPECT_TRUE(images.is_contiguous(at::MemoryFormat::ChannelsLast)) << network;
          EXPECT_EQ((*d)->forward(dw, images, labels, Mode::training).sizes(), (std::vector<int64_t>{2}))
              << network;
        }
      }
    }
  }
}

TEST(Networks, GiveAnotherSampleForAnotherLabel) {
  const at::NoGradGuard no_grad;
  for (const NetworkEntry& entry : all_networks()) {
    const auto settings = settings_for(entry.info.key);
    const auto g = entry.make_generator(settings, testing::task_for(entry.info.key, pictures(32, 1, 3)));
    Random random(1);
    const Weights weights = (*g)->layout().initial(Initialisation::pytorch, random);
    const at::Tensor zero =
        (*g)->forward(weights, at::ones({1, 8}), at::zeros({1}, at::kLong), Mode::evaluation);
    const at::Tensor one =
        (*g)->forward(weights, at::ones({1, 8}), at::ones({1}, at::kLong), Mode::evaluation);
    EXPECT_FALSE(zero.equal(one)) << entry.info.key;
  }
}

TEST(Networks, FindTheirWeightsInTheMiddleOfALargerBlockToo) {
  const at::NoGradGuard no_grad;
  const auto settings = settings_for("dcgan");
  const auto g = find_network(settings).value()->make_generator(settings, pictures(16, 1, 0));
  const Layout& layout = (*g)->layout();
  Random random(1);
  const Weights weights = layout.initial(Initialisation::pytorch, random);
  const at::Tensor block = at::zeros({layout.flat_size() + layout.flat_buffer_size() + 16}, at::kFloat);
  const at::Tensor flat = block.narrow(0, 16, layout.flat_size());
  const at::Tensor flat_buffers = block.narrow(0, 16 + layout.flat_size(), layout.flat_buffer_size());
  flat.copy_(weights.flat);
  flat_buffers.copy_(weights.flat_buffers);
  const Weights moved = layout.view(flat, flat_buffers, false);
  const at::Tensor latents = at::ones({4, 8});
  EXPECT_TRUE((*g)->forward(moved, latents, {}, Mode::evaluation)
                  .equal((*g)->forward(weights, latents, {}, Mode::evaluation)));
}

TEST(Networks, RememberBatchStatisticsOnlyWhileTraining) {
  const at::NoGradGuard no_grad;
  const auto settings = settings_for("dcgan");
  const auto g = find_network(settings).value()->make_generator(settings, pictures(16, 1, 0));
  Random random(1);
  const Weights weights = (*g)->layout().initial(Initialisation::pytorch, random);
  const at::Tensor before = weights.flat_buffers.clone();
  (void)(*g)->forward(weights, at::ones({4, 8}), {}, Mode::evaluation);
  EXPECT_TRUE(weights.flat_buffers.equal(before));
  (void)(*g)->forward(weights, at::ones({4, 8}), {}, Mode::training);
  EXPECT_FALSE(weights.flat_buffers.equal(before));
}

TEST(Labels, MayBeMixturesOfClassesThatAreBitwiseAClassWhereTheyAreOne) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  for (const char* network : {"dcgan", "resnet", "mlp"}) {
    for (const char* condition : {"one-hot", "embedding"}) {
      const testing::Pair made =
          testing::pair_of(settings_for(network, {{"condition_g", std::string(condition)}}),
                           pictures(std::string(network) == "resnet" ? 32 : 16, 1, 3));
      const at::Tensor z = at::ones({2, 8});
      const at::Tensor labels = at::zeros({2}, at::kLong), shares = at::zeros({2, 3});
      labels[1] = 2;
      shares[0][0] = shares[1][2] = 1;
      const auto drawn = [&](const at::Tensor& told) {
        return made.g->forward(made.gw, z, told, Mode::evaluation);
      };
      const at::Tensor whole = drawn(labels);
      EXPECT_TRUE(drawn(shares).equal(whole)) << network << ", " << condition;
      shares[0][0] = shares[0][1] = 0.5;
      EXPECT_FALSE(drawn(shares)[0].equal(whole[0])) << network << ", " << condition;
      EXPECT_TRUE(drawn(shares)[1].equal(whole[1])) << "a mixture leaves its neighbour alone";
    }
  }
}

}  // namespace
}  // namespace ganscope::networks
