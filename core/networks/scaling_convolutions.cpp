#include "core/networks/scaling_convolutions.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>
#include <vector>

#include "core/networks/channels_last.h"
#include "core/networks/convolutions.h"

namespace ganscope::networks {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr int64_t taps_a_side = 4, taps = 16, stride = 2, padding = 1;

// Tap t of four adds pixel i to pixel p = 2i + t − 1. Through pixels 2i and 2i + 1 of the upsampled picture
// so do these taps of three: 2, then 1 and 2, then 0 and 1, then 0.
constexpr std::array<std::array<int, 2>, taps_a_side> reached = {{{2, 2}, {1, 2}, {0, 1}, {0, 0}}};

// Calls f(t, k) for every tap of 4×4 and every tap of 3×3 that it holds.
template <class F>
void for_pairs_of_taps(F&& f) {
  for (size_t down = 0; down < taps_a_side; ++down)
    for (int k = reached[down][0]; k <= reached[down][1]; ++k)
      for (size_t across = 0; across < taps_a_side; ++across)
        for (int l = reached[across][0]; l <= reached[across][1]; ++l)
          f(static_cast<int64_t>(down * taps_a_side + across), int64_t{k * 3 + l});
}

// [16, 9]: which taps of 3×3 each tap of 4×4 is the sum of.
at::Tensor sums_of_taps(const at::Tensor& like) {
  at::Tensor sums = at::zeros({taps, 9}, at::kDouble);
  for_pairs_of_taps([&](int64_t t, int64_t k) { sums.data_ptr<double>()[t * 9 + k] = 1; });
  return sums.to(like.options().requires_grad(false));
}

// The adjoint of `doubling_kernel`: [in, out, 4, 4] → [out, in, 3, 3], every tap of 3×3 the sum of the four
// that hold it.
struct Gathering : torch::autograd::Function<Gathering> {
  static at::Tensor forward(AutogradContext* /*context*/, const at::Tensor& kernel) {
    const int64_t in = kernel.size(0), out = kernel.size(1);
    const at::Tensor packed = kernel.contiguous();  // [in, out, 16] in memory
    const at::Tensor weight = at::empty({out, 3, 3, in}, kernel.options());
    float* to = weight.data_ptr<float>();
    for (int64_t o = 0; o < out; ++o, to += 9 * in) {
      for (int64_t i = 0; i < in; ++i) {
        const float* from = packed.data_ptr<float>() + (i * out + o) * taps;
        for (int64_t k = 0; k < 3; ++k) {
          for (int64_t l = 0; l < 3; ++l) {
            const float* corner = from + (2 - k) * taps_a_side + 2 - l;
            to[(k * 3 + l) * in + i] = corner[0] + corner[1] + corner[taps_a_side] + corner[taps_a_side + 1];
          }
        }
      }
    }
    return weight.permute({0, 3, 1, 2});
  }
  static tensor_list backward(AutogradContext* /*context*/, const tensor_list& gradients) {
    return {doubling_kernel(gradients[0])};
  }
};

struct Spreading : torch::autograd::Function<Spreading> {
  static at::Tensor forward(AutogradContext* /*context*/, const at::Tensor& weight) {
    const int64_t out = weight.size(0), in = weight.size(1);
    const at::Tensor packed = channels_last(weight);  // [out, 9, in] in memory
    const at::Tensor kernel = at::empty({in, 4, 4, out}, weight.options());
    // [out, 16, in], each one cache line apart, for at distances of a power of two they would push each other
    // out.
    const int64_t pace = taps * in + 16;
    std::vector<float> sums(static_cast<size_t>(out * pace));
    for (int64_t o = 0; o < out; ++o) {
      const float* from = packed.data_ptr<float>() + o * 9 * in;
      for_pairs_of_taps([&](int64_t t, int64_t k) {
        float* to = sums.data() + o * pace + t * in;
        for (int64_t i = 0; i < in; ++i) to[i] += from[k * in + i];
      });
    }
    float* to = kernel.data_ptr<float>();
    for (int64_t i = 0; i < in; ++i)
      for (int64_t t = 0; t < taps; ++t)
        for (int64_t o = 0; o < out; ++o) *to++ = sums[static_cast<size_t>(o * pace + t * in + i)];
    return kernel.permute({0, 3, 1, 2});
  }
  static tensor_list backward(AutogradContext* /*context*/, const tensor_list& gradients) {
    return {Gathering::apply(gradients[0])};
  }
};

}  // namespace

at::Tensor halving_convolution(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (has_own_convolution(x, weight, stride, padding))
    return own_convolution(x, weight, bias, stride, padding);
  return at::conv2d(x, weight, bias, stride, padding);
}

at::Tensor doubling_convolution(const at::Tensor& x, const at::Tensor& kernel) {
  if (plain_floats(x) && plain_floats(kernel)) return own_convolution_by_input(x, kernel, stride, padding);
  return channels_last(at::conv_transpose2d(x, kernel, {}, stride, padding));
}

at::Tensor doubling_kernel(const at::Tensor& weight) {
  if (plain_floats(weight)) return Spreading::apply(weight);
  const int64_t out = weight.size(0), in = weight.size(1);
  const at::Tensor rows = weight.permute({0, 2, 3, 1}).reshape({out, 9, in});
  return at::matmul(sums_of_taps(weight), rows).view({out, 4, 4, in}).permute({3, 0, 1, 2});
}

}  // namespace ganscope::networks
