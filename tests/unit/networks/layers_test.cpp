#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linalg_svdvals.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>

#include "core/networks/layers.h"
#include "core/networks/normalisation.h"
#include "tests/unit/networks/support.h"

namespace ganscope::networks {
namespace {

using testing::pair_of;
using testing::pictures;
using testing::plane_points;
using testing::settings_for;

double largest_singular_value(const at::Tensor& weight) {
  return at::linalg_svdvals(weight.flatten(1)).max().item<double>();
}

/// Of the parameter of that name; empty when there is none.
std::vector<int64_t> shape_of(const Layout& layout, const std::string& name) {
  for (const Part& part : layout.parameters())
    if (part.name == name) return part.shape;
  return {};
}

// ---- Spectral normalisation

TEST(SpectralNorm, DividesByTheLargestSingularValueAfterManySteps) {
  at::set_num_threads(1);
  const at::NoGradGuard no_grad;
  Layout layout;
  const size_t matrix = layout.parameter("linear.weight", {24, 40}, Role::weight, 40);
  const size_t kernel = layout.parameter("convolution.weight", {16, 8, 3, 3}, Role::weight, 72);
  const SpectralNorm of_matrix(layout, matrix), of_kernel(layout, kernel);
  Random random(3);
  const Weights weights = layout.initial(Initialisation::pytorch, random);
  for (int i = 0; i < 400; ++i) {
    (void)of_matrix(weights, Mode::training);
    (void)of_kernel(weights, Mode::training);
  }
  for (const auto& [norm, index] : {std::pair{of_matrix, matrix}, {of_kernel, kernel}}) {
    const at::Tensor& weight = weights.parameters[index];
    const at::Tensor divided = norm(weights, Mode::evaluation);
    ASSERT_EQ(divided.sizes(), weight.sizes());
    const double sigma = (weight / divided).flatten()[0].item<double>();
    // Power iteration converges as (σ₂/σ₁)^800; float rounding over 72 terms leaves 1e-5.
    EXPECT_NEAR(sigma / largest_singular_value(weight), 1, 1e-5);
    EXPECT_NEAR(largest_singular_value(divided), 1, 1e-5);
  }
}

TEST(SpectralNorm, MovesItsVectorsInTrainingOnly) {
  const at::NoGradGuard no_grad;
  const auto made = pair_of(settings_for("dcgan", {{"spectral_norm", true}}), pictures(16, 1, 0));
  const at::Tensor images = at::full({2, 1, 16, 16}, 0.5F);
  const at::Tensor before = made.dw.flat_buffers.clone();
  const at::Tensor judged = made.d->forward(made.dw, images, {}, Mode::evaluation);
  EXPECT_TRUE(made.dw.flat_buffers.equal(before));
  EXPECT_TRUE(judged.equal(made.d->forward(made.dw, images, {}, Mode::evaluation)));
  (void)made.d->forward(made.dw, images, {}, Mode::training);
  EXPECT_FALSE(made.dw.flat_buffers.equal(before));
}

TEST(SpectralNorm, SendsTheGradientThroughSigmaWithBothVectorsHeld) {
  // W = diag(3, 1): u = v = e₁, σ = W₁₁. d(ΣW/σ)/dW = 1/σ − (ΣW)/σ² · e₁e₁ᵀ = [1/3 − 4/9, 1/3; 1/3, 1/3].
  Layout layout;
  const size_t index = layout.parameter("weight", {2, 2}, Role::weight, 2);
  const SpectralNorm norm(layout, index);
  Random random(1);
  const Weights initial = layout.initial(Initialisation::pytorch, random);
  initial.parameters[index].copy_(at::tensor({3.0F, 0.0F, 0.0F, 1.0F}).view({2, 2}));
  const Weights weights = layout.view(initial.flat, initial.flat_buffers, true);
  for (int i = 0; i < 60; ++i) (void)norm(weights, Mode::training);
  const at::Tensor gradient =
      torch::autograd::grad({norm(weights, Mode::training).sum()}, {weights.parameters[index]})[0];
  const at::Tensor expected = at::tensor({1.0F / 3 - 4.0F / 9, 1.0F / 3, 1.0F / 3, 1.0F / 3}).view({2, 2});
  EXPECT_LT((gradient - expected).abs().max().item<float>(), 1e-6F);
}

TEST(SpectralNorm, LetsTwoPassesShareOneBackward) {
  const auto made = pair_of(settings_for("mlp", {{"spectral_norm", true}}), plane_points());
  const at::Tensor x = at::arange(8, at::kFloat).view({4, 2});
  const at::Tensor first = made.d->forward(made.dw, x, {}, Mode::training);
  const at::Tensor second = made.d->forward(made.dw, -x, {}, Mode::training);  // writes the vectors again
  const auto gradients = torch::autograd::grad({first.sum() + second.sum()}, made.dw.parameters);
  for (const at::Tensor& gradient : gradients) EXPECT_TRUE(gradient.isfinite().all().item<bool>());
}

// ---- Norms

TEST(Norms, BringWhatTheyLookAtToMeanZeroAndVarianceOne) {
  const at::NoGradGuard no_grad;
  const at::Tensor x = (at::arange(2 * 3 * 4 * 4, at::kFloat) * 0.7).sin().view({2, 3, 4, 4}) * 5 + 2;
  for (const auto over : {Norm::Over::batch, Norm::Over::instance, Norm::Over::layer}) {
    Layout layout;
    const Norm norm(layout, "norm", 3, over);
    Random random(1);
    const Weights weights = layout.initial(Initialisation::pytorch, random);  // scale 1, shift 0
    const at::Tensor y = norm(weights, x, Mode::training);
    const std::vector<int64_t> dims = over == Norm::Over::batch      ? std::vector<int64_t>{0, 2, 3}
                                      : over == Norm::Over::instance ? std::vector<int64_t>{2, 3}
                                                                     : std::vector<int64_t>{1, 2, 3};
    EXPECT_LT(y.mean(dims).abs().max().item<float>(), 1e-5F);
    EXPECT_LT((y.var(dims, /*unbiased=*/false) - 1).abs().max().item<float>(), 1e-4F);  // eps 1e-5
  }
}

TEST(Norms, OfOneSampleDoNotCareAboutTheBatch) {
  const at::NoGradGuard no_grad;
  const at::Tensor x = (at::arange(2 * 16 * 16, at::kFloat) * 0.3).sin().view({2, 1, 16, 16});
  for (const char* norm : {"instance", "layer", "none"}) {
    const auto made = pair_of(settings_for("dcgan", {{"norm_d", std::string(norm)}}), pictures(16, 1, 0));
    const at::Tensor both = made.d->forward(made.dw, x, {}, Mode::training);
    const at::Tensor alone = made.d->forward(made.dw, x.narrow(0, 0, 1), {}, Mode::training);
    EXPECT_NEAR(both[0].item<float>(), alone[0].item<float>(), 1e-5)
        << norm;  // other kernels, other rounding
  }
}

// ---- Minibatch standard deviation

TEST(MinibatchStddev, AddsTheMeanSpreadOverTheBatchAndRemembersIt) {
  const at::NoGradGuard no_grad;
  Layout layout;
  const MinibatchStddev stddev(layout, "minibatch_stddev");
  Random random(1);
  const Weights weights = layout.initial(Initialisation::pytorch, random);
  // Columns (0, 2) and (5, 5): standard deviations 1 and 0 (√1e-8), mean 0.50005.
  const at::Tensor x = at::tensor({0.0F, 5.0F, 2.0F, 5.0F}).view({2, 2});
  const at::Tensor y = stddev(weights, x, Mode::training);
  ASSERT_EQ(y.sizes(), (std::vector<int64_t>{2, 3}));
  EXPECT_NEAR(y[0][2].item<float>(), 0.50005, 1e-6);
  EXPECT_NEAR(y[1][2].item<float>(), 0.50005, 1e-6);
  EXPECT_NEAR(stddev(weights, x, Mode::evaluation)[0][2].item<float>(), 0.050005, 1e-6);  // a tenth of it
}

// ---- Labels and packs

TEST(Packs, HoldNeighboursBesideEachOther) {
  const at::Tensor points = at::arange(8, at::kFloat).view({4, 2});
  EXPECT_TRUE(pack(points, 2).equal(points.view({2, 4})));
  const at::Tensor images = at::arange(2 * 3 * 4, at::kFloat).view({2, 3, 2, 2});
  const at::Tensor packed = pack(images, 2);
  ASSERT_EQ(packed.sizes(), (std::vector<int64_t>{1, 6, 2, 2}));
  EXPECT_TRUE(packed[0].narrow(0, 3, 3).equal(images[1]));
}

TEST(Labels, ChangeWhatDSaysInEveryMode) {
  const at::NoGradGuard no_grad;
  const at::Tensor x = at::arange(8, at::kFloat).view({4, 2}) / 8;
  const at::Tensor zeros = at::arange(4, at::kLong) * 0, ones = zeros + 1;
  for (const char* mode : {"projection", "concat", "classifier"}) {
    const auto made = pair_of(settings_for("mlp", {{"condition_d", std::string(mode)}}), plane_points(3));
    const Judgement zero = made.d->judge(made.dw, x, zeros, Mode::evaluation);
    const Judgement one = made.d->judge(made.dw, x, ones, Mode::evaluation);
    // A classifier is not told the label: it names it.
    EXPECT_EQ(zero.logits.equal(one.logits), std::string(mode) == "classifier") << mode;
  }
}

TEST(Labels, OfAPackEachCountForTheirOwnPlace) {
  const at::NoGradGuard no_grad;
  const at::Tensor x = at::arange(8, at::kFloat).view({4, 2}) / 8;
  for (const char* mode : {"projection", "concat"}) {
    const auto made = pair_of(settings_for("mlp", {{"condition_d", std::string(mode)}}), plane_points(3, 2));
    const auto judge = [&](int64_t a, int64_t b) {
      const at::Tensor labels = at::tensor({a, b, a, b});
      return made.d->forward(made.dw, pack(x, 2), labels, Mode::evaluation);
    };
    EXPECT_FALSE(judge(0, 1).equal(judge(1, 0))) << mode;
    EXPECT_FALSE(judge(0, 1).equal(judge(0, 0))) << mode;
  }
}

TEST(Labels, ReachGAsARowOrAsAnEmbedding) {
  const at::NoGradGuard no_grad;
  for (const NetworkEntry& entry : all_networks()) {
    for (const char* way : {"one-hot", "embedding"}) {
      const auto made = pair_of(settings_for(entry.info.key, {{"condition_g", std::string(way)}}),
                                testing::task_for(entry.info.key, pictures(32, 1, 3)));
      const at::Tensor latents = at::full({1, 8}, 0.5F), label = at::arange(1, at::kLong);
      EXPECT_FALSE(made.g->forward(made.gw, latents, label, Mode::evaluation)
                       .equal(made.g->forward(made.gw, latents, label + 1, Mode::evaluation)))
          << entry.info.key << " " << way;
    }
  }
}

// ---- Latents and mapping

TEST(Latents, AreShapedInsideTheGenerator) {
  const at::NoGradGuard no_grad;
  const at::Tensor z = at::tensor({0.0F, 1.0F, -1.0F, 2.0F, 0.5F, -0.5F, 3.0F, 0.0F}).view({1, 8});
  const auto shaped = [&](const char* latent) {
    const auto made = pair_of(settings_for("mlp", {{"latent", std::string(latent)}}), plane_points());
    EXPECT_FALSE(made.g->has_mapping());
    return made.g->map(made.gw, z);
  };
  EXPECT_TRUE(shaped("normal").equal(z));
  const at::Tensor uniform = shaped("uniform");
  EXPECT_NEAR(uniform[0][1].item<float>(), 0.682689, 1e-6);  // 2Φ(1) − 1
  EXPECT_NEAR(uniform[0][3].item<float>(), 0.954500, 1e-6);
  const at::Tensor sphere = shaped("sphere");
  EXPECT_NEAR(sphere.norm().item<float>(), std::sqrt(8.0), 1e-6);
  EXPECT_NEAR(sphere[0][3].item<float>(), 2 * std::sqrt(8.0 / 15.5), 1e-6);
}

TEST(Mapping, IsWhatSynthesisGoesOnFrom) {
  const at::NoGradGuard no_grad;
  const auto made = pair_of(settings_for("dcgan", {{"mapping_layers", int64_t{3}}}), pictures(16, 1, 2));
  ASSERT_TRUE(made.g->has_mapping());
  EXPECT_EQ(made.g->layout().parameters()[0].name, "mapping1.weight");
  const at::Tensor z = at::arange(16, at::kFloat).view({2, 8}).sin(), labels = at::arange(2, at::kLong);
  const at::Tensor w = made.g->map(made.gw, z);
  ASSERT_EQ(w.sizes(), (std::vector<int64_t>{2, 8}));
  EXPECT_TRUE(made.g->synthesise(made.gw, w, labels, Mode::evaluation)
                  .equal(made.g->forward(made.gw, z, labels, Mode::evaluation)));
  // The root mean square is taken out first: only the direction of z matters.
  EXPECT_LT((made.g->map(made.gw, 3 * z) - w).abs().max().item<float>(), 1e-6F);
}

// ---- Others

TEST(TransposedConvolution, DoublesThePictureWhereNearestUpsamplingDoes) {
  const auto nearest = pair_of(settings_for("dcgan"), pictures(32, 3, 0));
  const auto transposed =
      pair_of(settings_for("dcgan", {{"upsampling", std::string("transposed")}}), pictures(32, 3, 0));
  EXPECT_EQ(shape_of(nearest.g->layout(), "block1.convolution.weight"), (std::vector<int64_t>{8, 16, 3, 3}));
  EXPECT_EQ(shape_of(transposed.g->layout(), "block1.transposed.weight"),
            (std::vector<int64_t>{16, 8, 4, 4}));
}

// From Shi 2016, eq. 4: channel 4c + 2i + j is row i and column j of each square of channel c.
TEST(PixelShuffle, MakesSquaresOfFourChannels) {
  const at::Tensor x =
      at::arange(16, at::kFloat).view({1, 8, 1, 2}).contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor y = pixel_shuffle(Weights{}, x);
  const at::Tensor expected = at::tensor({0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11, 12, 14, 13, 15}, at::kFloat);
  EXPECT_TRUE(y.equal(expected.view({1, 2, 2, 4})));
  EXPECT_TRUE(y.is_contiguous(at::MemoryFormat::ChannelsLast));
}

TEST(PixelShuffle, FollowsEveryConvolutionOfASubpixelGenerator) {
  const at::NoGradGuard no_grad;
  const auto made =
      pair_of(settings_for("dcgan", {{"upsampling", std::string("subpixel")}}), pictures(32, 3, 0));
  std::vector<std::vector<int64_t>> kernels;
  for (const Part& part : made.g->layout().parameters())
    if (part.name.ends_with("convolution.weight")) kernels.push_back(part.shape);
  EXPECT_EQ(kernels,
            (std::vector<std::vector<int64_t>>{{4 * 8, 16, 3, 3}, {4 * 4, 8, 3, 3}, {4 * 3, 4, 3, 3}}));
  const at::Tensor drawn =
      made.g->forward(made.gw, at::arange(16, at::kFloat).view({2, 8}).sin(), {}, Mode::evaluation);
  EXPECT_EQ(drawn.sizes(), (std::vector<int64_t>{2, 3, 32, 32}));
}

TEST(Dcgan, ItsDiscriminatorJudgesFromTheSizeThatIsSet) {
  const auto usual = pair_of(settings_for("dcgan"), pictures(32, 3, 0));
  EXPECT_EQ(shape_of(usual.d->layout(), "to_logit.weight"), (std::vector<int64_t>{1, 2 * 2 * 32}));
  const std::string four = "4";
  const auto early = pair_of(settings_for("dcgan", {{"last_size_d", four}}), pictures(32, 3, 0));
  EXPECT_EQ(shape_of(early.d->layout(), "to_logit.weight"), (std::vector<int64_t>{1, 4 * 4 * 16}));
  EXPECT_TRUE(shape_of(early.d->layout(), "block4.convolution.weight").empty());
  // What minibatch deviation adds goes into the last block, wherever that is.
  const auto deviating =
      pair_of(settings_for("dcgan", {{"last_size_d", four}, {"minibatch_stddev", true}}), pictures(32, 3, 0));
  EXPECT_EQ(shape_of(deviating.d->layout(), "block3.convolution.weight"),
            (std::vector<int64_t>{16, 8 + 1, 4, 4}));
}

TEST(Maxout, TakesTheLargestOfItsPieces) {
  const at::NoGradGuard no_grad;
  const auto made = pair_of(settings_for("mlp", {{"activation_d", std::string("maxout")},
                                                 {"hidden_width_d", int64_t{1}},
                                                 {"hidden_layers_d", int64_t{1}},
                                                 {"maxout_pieces", int64_t{3}}}),
                            plane_points());
  // max(x + y, x − y, −x), then times 2 plus 1.
  made.dw.parameters[0].copy_(at::tensor({1.0F, 1.0F, 1.0F, -1.0F, -1.0F, 0.0F}).view({3, 2}));
  made.dw.parameters[1].zero_();
  made.dw.parameters[2].fill_(2);
  made.dw.parameters[3].fill_(1);
  const at::Tensor x = at::tensor({1.0F, 3.0F, 1.0F, -4.0F, -7.0F, 1.0F}).view({3, 2});
  EXPECT_TRUE(made.d->forward(made.dw, x, {}, Mode::evaluation).equal(at::tensor({9.0F, 11.0F, 15.0F})));
}

TEST(Mlp, CanBeThePacganPapersNetworks) {
  const auto made = pair_of(settings_for("mlp", {{"hidden_width", int64_t{400}},
                                                 {"hidden_layers", int64_t{4}},
                                                 {"mlp_norm_g", std::string("batch")},
                                                 {"activation_d", std::string("maxout")},
                                                 {"hidden_width_d", int64_t{200}},
                                                 {"hidden_layers_d", int64_t{3}}}),
                            Task{true, 0, 0, 0, 2, 0, 2, 2});
  // G: 2·400 + 3·400², four norms of 2·400, and the way out; D: packs of two points, 1,000 pieces a layer.
  EXPECT_EQ(made.g->layout().parameter_count(), 2 * 400 + 3 * 400 * 400 + 4 * 800 + 400 * 2 + 2);
  EXPECT_EQ(made.d->layout().parameter_count(), 5 * 1000 + 2 * 201 * 1000 + 201);
}

}  // namespace
}  // namespace ganscope::networks
