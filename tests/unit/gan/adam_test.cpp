#include "core/gan/adam.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace ganscope::gan {
namespace {

at::Tensor values_of(const at::Tensor& like, int step) {
  at::Tensor gradient = at::empty(like.sizes(), at::kFloat);
  for (int64_t i = 0; i < gradient.numel(); ++i) {
    gradient.data_ptr<float>()[i] = std::sin(static_cast<float>(i + 3 * step)) * 0.1F;
  }
  return gradient;
}

// The reference is the paper's algorithm 1, in double precision, in PyTorch's arrangement of epsilon.
TEST(Adam, AgreesWithThePapersAlgorithm) {
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
    adam_update(layout, weights, moments, gradients, step, {0.01, 0.5, 0.99, 1e-8});
    for (size_t p = 0; p < 2; ++p) {
      for (size_t i = 0; i < w[p].size(); ++i) {
        const double g = gradients[p].data_ptr<float>()[i];
        m[p][i] = 0.5 * m[p][i] + 0.5 * g;
        v[p][i] = 0.99 * v[p][i] + 0.01 * g * g;
        w[p][i] -= 0.01 * (m[p][i] / (1 - std::pow(0.5, step))) /
                   (std::sqrt(v[p][i]) / std::sqrt(1 - std::pow(0.99, step)) + 1e-8);
      }
    }
  }
  for (size_t p = 0; p < 2; ++p) {
    const at::Tensor plain = weights.parameters[p].contiguous();
    for (size_t i = 0; i < w[p].size(); ++i) {
      // Five float updates of size 0.01 against double ones: 1e-6 is a hundredth of a per cent of a step.
      EXPECT_NEAR(plain.data_ptr<float>()[i], w[p][i], 1e-6) << p << " " << i;
    }
  }
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
}  // namespace ganscope::gan
