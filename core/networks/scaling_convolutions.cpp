#include "core/networks/scaling_convolutions.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "core/base/wide.h"
#include "core/networks/channels_last.h"

namespace ganscope::networks {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr int64_t taps_a_side = 4, taps = 16, stride = 2, padding = 1;

// Slopes of the halving convolution `large` → `small`: by its input, its weight, its bias.
std::tuple<at::Tensor, at::Tensor, at::Tensor> slopes(const at::Tensor& small, const at::Tensor& large,
                                                      const at::Tensor& weight, std::array<bool, 3> wanted) {
  const std::array<int64_t, 1> bias{weight.size(0)};
  return at::convolution_backward(small, large, weight, at::IntArrayRef(bias), {stride, stride},
                                  {padding, padding}, {1, 1}, /*transposed=*/false, {0, 0}, /*groups=*/1,
                                  wanted);
}

// rows [count, in] times matrix [in, 16] → [count, 16]. A BLAS is made for larger ones. Four rows side by
// side, for a sum's next term waits for the one before.
GANSCOPE_WIDE void multiply(const float* __restrict rows, const float* __restrict matrix, int64_t count,
                            int64_t in, float* __restrict result) {
  constexpr int64_t together = 4;
  for (int64_t first = 0; first < count; first += together) {
    const int64_t most = count - first < together ? count - first : together;
    float sums[together][taps] = {};
    for (int64_t i = 0; i < in; ++i) {
      const float* from = matrix + i * taps;
      for (int64_t r = 0; r < together; ++r) {
        const float value = rows[(first + (r < most ? r : 0)) * in + i];
        for (int64_t tap = 0; tap < taps; ++tap) sums[r][tap] += value * from[tap];
      }
    }
    for (int64_t r = 0; r < most; ++r)
      for (int64_t tap = 0; tap < taps; ++tap) result[(first + r) * taps + tap] = sums[r][tap];
  }
}

// oneDNN takes sixteen channels for one; here every pixel's 4×4 products, from one matrix product, are added
// to where they belong.
at::Tensor double_to_one_channel(const at::Tensor& x, const at::Tensor& kernel) {
  const int64_t n = x.size(0), in = x.size(1), height = x.size(2), width = x.size(3), line = 2 * width + 2;
  const at::Tensor pixels = channels_last(x), matrix = kernel.contiguous();  // [in, 4·4]
  at::Tensor y = empty_pictures(n, 1, 2 * height, 2 * width, x);
  std::vector<float> products(static_cast<size_t>(width * taps));  // of a row of pixels
  std::vector<float> board(
      static_cast<size_t>((2 * height + 2) * line));  // the picture with a margin of one pixel
  const float* row = pixels.data_ptr<float>();
  float* picture = y.data_ptr<float>();
  for (int64_t sample = 0; sample < n; ++sample) {
    std::ranges::fill(board, 0.0F);
    for (int64_t down = 0; down < height; ++down, row += width * in) {
      multiply(row, matrix.data_ptr<float>(), width, in, products.data());
      const float* product = products.data();
      for (int64_t across = 0; across < width; ++across) {
        float* corner = board.data() + 2 * down * line + 2 * across;
        for (int64_t t = 0; t < taps_a_side; ++t, product += taps_a_side)
          for (int64_t s = 0; s < taps_a_side; ++s) corner[t * line + s] += product[s];
      }
    }
    for (int64_t down = 1; down <= 2 * height; ++down) {
      const float* from = board.data() + down * line + 1;
      picture = std::copy(from, from + 2 * width, picture);
    }
  }
  return y;
}

at::Tensor doubled(const at::Tensor& x, const at::Tensor& kernel) {
  if (kernel.size(1) == 1 && plain_floats(x)) return double_to_one_channel(x, kernel);
  // Of what it would be the slope at only the size counts.
  const at::Tensor large = empty_pictures(x.size(0), kernel.size(1), 2 * x.size(2), 2 * x.size(3), x);
  return std::get<0>(slopes(channels_last(x), large, kernel, {true, false, false}));
}

struct Doubling : torch::autograd::Function<Doubling> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& kernel) {
    context->save_for_backward({x, kernel});
    return doubled(x, kernel);
  }

  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    const tensor_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &kernel = saved[1], gradient = channels_last(gradients[0]);
    at::Tensor by_x, by_kernel;
    if (context->needs_input_grad(0)) by_x = at::conv2d(gradient, kernel, {}, stride, padding);
    if (context->needs_input_grad(1))
      by_kernel = std::get<1>(slopes(x, gradient, kernel, {false, true, false}));
    return {by_x, by_kernel};
  }
};

struct Halving : torch::autograd::Function<Halving> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            const at::Tensor& bias) {
    context->save_for_backward({x, weight});
    return at::conv2d(x, weight, bias, stride, padding);
  }

  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    const tensor_list saved = context->get_saved_variables();
    const at::Tensor &x = saved[0], &weight = saved[1], gradient = channels_last(gradients[0]);
    const bool by_weight = context->needs_input_grad(1), by_bias = context->needs_input_grad(2);
    tensor_list wanted(3);
    if (context->needs_input_grad(0)) wanted[0] = doubling_convolution(gradient, weight);
    if (by_weight || by_bias)
      std::tie(std::ignore, wanted[1], wanted[2]) = slopes(gradient, x, weight, {false, by_weight, by_bias});
    return wanted;
  }
};

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
  return Halving::apply(x, weight, bias);
}

at::Tensor doubling_convolution(const at::Tensor& x, const at::Tensor& kernel) {
  return Doubling::apply(x, kernel);
}

at::Tensor doubling_kernel(const at::Tensor& weight) {
  if (plain_floats(weight)) return Spreading::apply(weight);
  const int64_t out = weight.size(0), in = weight.size(1);
  const at::Tensor rows = weight.permute({0, 2, 3, 1}).reshape({out, 9, in});
  return at::matmul(sums_of_taps(weight), rows).view({out, 4, 4, in}).permute({3, 0, 1, 2});
}

}  // namespace ganscope::networks
