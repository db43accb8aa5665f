#include "core/models/learning/optimiser.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/models/gan/step/rules.h"
#include "core/models/learning/average.h"

namespace ganscope::models {
namespace {

at::Tensor values_of(const at::Tensor& like, int step) {
  at::Tensor gradient = at::empty(like.sizes(), at::kFloat);
  for (int64_t i = 0; i < gradient.numel(); ++i) {
    gradient.data_ptr<float>()[i] = std::sin(static_cast<float>(i + 3 * step)) * 0.1F;
  }
  return gradient;
}

// One update of one number in double precision, as PyTorch documents it; m and v are kept between updates.
using Reference = double (*)(double g, double& m, double& v, int step);

double adam(double g, double& m, double& v, int step) {  // Kingma & Ba 2015, algorithm 1
  m = 0.5 * m + 0.5 * g;
  v = 0.99 * v + 0.01 * g * g;
  return 0.01 * (m / (1 - std::pow(0.5, step))) / (std::sqrt(v) / std::sqrt(1 - std::pow(0.99, step)) + 1e-8);
}
double rmsprop(double g, double&, double& v, int) {
  v = 0.99 * v + 0.01 * g * g;
  return 0.01 * g / (std::sqrt(v) + 1e-8);
}
double sgd(double g, double& m, double&, int) {
  m = 0.8 * m + g;
  return 0.01 * m;
}

void expect_agreement(Optimiser::Kind kind, Reference reference, decltype(&optimise) way) {
  networks::Layout layout;
  layout.parameter("convolution.weight", {3, 2, 3, 3}, networks::Role::weight, 18);
  layout.parameter("bias", {5}, networks::Role::bias, 5);
  Random random(1);
  const networks::Weights weights = layout.initial(networks::Initialisation::pytorch, random);
  const Moments moments{at::zeros({layout.flat_size()}), at::zeros({layout.flat_size()})};
  std::vector<std::vector<double>> w(2), m(2), v(2);
  for (size_t p = 0; p < 2; ++p) {
    const at::Tensor plain = weights.parameters[p].contiguous();
    w[p].assign(plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel());
    m[p].assign(w[p].size(), 0);
    v[p].assign(w[p].size(), 0);
  }
  for (int step = 1; step <= 5; ++step) {
    const std::vector<at::Tensor> gradients = {values_of(weights.parameters[0], step),
                                               values_of(weights.parameters[1], step)};
    way({kind, 0.5, 0.99, 0.8, 1e-8}, layout, weights, moments, gradients, step, 0.01);
    for (size_t p = 0; p < 2; ++p) {
      for (size_t i = 0; i < w[p].size(); ++i) {
        w[p][i] -= reference(gradients[p].data_ptr<float>()[i], m[p][i], v[p][i], step);
      }
    }
  }
  for (size_t p = 0; p < 2; ++p) {
    const at::Tensor plain = weights.parameters[p].contiguous();
    for (size_t i = 0; i < w[p].size(); ++i) {
      // Five float updates of size 0.01 (RMSprop's first is ten times that) against double ones: 2e-6 is a
      // small part of a per cent of a step.
      EXPECT_NEAR(plain.data_ptr<float>()[i], w[p][i], 2e-6) << p << " " << i;
    }
  }
}

TEST(Optimisers, AgreeWithTheirAlgorithmsInDoublePrecision) {
  for (const auto way : {&optimise, &optimise_together}) {
    expect_agreement(Optimiser::Kind::adam, adam, way);
    expect_agreement(Optimiser::Kind::rmsprop, rmsprop, way);
    expect_agreement(Optimiser::Kind::sgd, sgd, way);
  }
}

TEST(Optimisers, ClipAllGradientsTogetherAndOnlyLongOnes) {
  at::Tensor three = at::zeros({4}), four = at::zeros({2, 2});
  three.data_ptr<float>()[0] = 3;
  four.data_ptr<float>()[3] = 4;
  std::vector<at::Tensor> gradients = {three, at::Tensor(), four};
  clip_gradients(gradients, 5, 6);
  EXPECT_EQ(gradients[0].data_ptr<float>(), three.data_ptr<float>()) << "short enough: not even copied";
  clip_gradients(gradients, 5, 1);
  EXPECT_FLOAT_EQ(gradients[0].data_ptr<float>()[0], 0.6F);
  EXPECT_FLOAT_EQ(gradients[2].data_ptr<float>()[3], 0.8F);
  EXPECT_EQ(three.data_ptr<float>()[0], 3) << "what autograd handed out is left alone";
}

TEST(Decay, FallsToATenthAndStaysThere) {
  const Decay none{Decay::Shape::none, 100}, linear{Decay::Shape::linear, 100},
      cosine{Decay::Shape::cosine, 100};
  EXPECT_EQ(none.at(1000), 1);
  for (const Decay& decay : {linear, cosine}) {
    EXPECT_DOUBLE_EQ(decay.at(0), 1);
    EXPECT_NEAR(decay.at(50), 0.55, 1e-12);
    EXPECT_NEAR(decay.at(100), 0.1, 1e-12);
    EXPECT_NEAR(decay.at(1000), 0.1, 1e-12);
  }
  EXPECT_NEAR(cosine.at(25), 0.1 + 0.9 * (1 + std::sqrt(0.5)) / 2, 1e-12) << "cos(π/4) = √½";
}

TEST(Adam, MeasuresTheGradientsLengthAndNoticesWhatIsNotFinite) {
  at::Tensor three = at::zeros({40}), four = at::zeros({2, 3, 2, 2});
  three.data_ptr<float>()[39] = 3;
  four.data_ptr<float>()[7] = 4;
  EXPECT_DOUBLE_EQ(gradient_norm({three, at::Tensor(), four}), 5);
  three.data_ptr<float>()[2] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(std::isfinite(gradient_norm({three, four})));
  three.data_ptr<float>()[2] = std::numeric_limits<float>::infinity();
  EXPECT_FALSE(std::isfinite(gradient_norm({three, four})));
}

TEST(Average, WarmsUpFromAShortMemory) {
  EXPECT_DOUBLE_EQ(warm_decay(0.995, 0), 0.1);
  EXPECT_DOUBLE_EQ(warm_decay(0.995, 90), 0.91);
  EXPECT_DOUBLE_EQ(warm_decay(0.995, 1000000), 0.995);
  EXPECT_DOUBLE_EQ(warm_decay(0, 1000), 0);
  const at::Tensor average = at::zeros({3}), value = at::zeros({3});
  value.fill_(2.0F);
  average_into(average, value, 0.75);
  EXPECT_FLOAT_EQ(average.data_ptr<float>()[2], 0.5F);
}

}  // namespace
}  // namespace ganscope::models
