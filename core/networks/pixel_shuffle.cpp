#include "core/networks/pixel_shuffle.h"

#include <ATen/ops/pixel_shuffle.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/base/wide.h"
#include "core/networks/channels_last.h"

namespace ganscope::networks {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

// `squares` [count, 4·channels] to or from two lines of pixels, [2·count, channels] each.
GANSCOPE_WIDE void spread_line(const float* __restrict squares, int64_t count, int64_t channels,
                               float* __restrict upper, float* __restrict lower) {
  for (int64_t at = 0; at < count;
       ++at, squares += 4 * channels, upper += 2 * channels, lower += 2 * channels) {
    for (int64_t c = 0; c < channels; ++c) {
      upper[c] = squares[4 * c];
      upper[channels + c] = squares[4 * c + 1];
      lower[c] = squares[4 * c + 2];
      lower[channels + c] = squares[4 * c + 3];
    }
  }
}
GANSCOPE_WIDE void gather_line(const float* __restrict upper, const float* __restrict lower, int64_t count,
                               int64_t channels, float* __restrict squares) {
  for (int64_t at = 0; at < count;
       ++at, squares += 4 * channels, upper += 2 * channels, lower += 2 * channels) {
    for (int64_t c = 0; c < channels; ++c) {
      squares[4 * c] = upper[c];
      squares[4 * c + 1] = upper[channels + c];
      squares[4 * c + 2] = lower[c];
      squares[4 * c + 3] = lower[channels + c];
    }
  }
}

at::Tensor unshuffled(const at::Tensor& y);

struct Shuffling : torch::autograd::Function<Shuffling> {
  static at::Tensor forward(AutogradContext* /*context*/, const at::Tensor& x) {
    const int64_t channels = x.size(1) / 4, lines = x.size(0) * x.size(2), width = x.size(3);
    const at::Tensor squares = channels_last(x);
    at::Tensor y = empty_pictures(x.size(0), channels, 2 * x.size(2), 2 * width, x);
    const float* from = squares.data_ptr<float>();
    float* to = y.data_ptr<float>();
    const int64_t line = 2 * width * channels;
    for (int64_t i = 0; i < lines; ++i, from += 2 * line, to += 2 * line)
      spread_line(from, width, channels, to, to + line);
    return y;
  }
  static tensor_list backward(AutogradContext* /*context*/, const tensor_list& gradients) {
    return {unshuffled(gradients[0])};
  }
};

// The inverse, which is the adjoint too.
struct Unshuffling : torch::autograd::Function<Unshuffling> {
  static at::Tensor forward(AutogradContext* /*context*/, const at::Tensor& y) {
    const int64_t channels = y.size(1), width = y.size(3) / 2, lines = y.size(0) * y.size(2) / 2;
    const at::Tensor pixels = channels_last(y);
    at::Tensor x = empty_pictures(y.size(0), 4 * channels, y.size(2) / 2, width, y);
    const float* from = pixels.data_ptr<float>();
    float* to = x.data_ptr<float>();
    const int64_t line = 2 * width * channels;
    for (int64_t i = 0; i < lines; ++i, from += 2 * line, to += 2 * line)
      gather_line(from, from + line, width, channels, to);
    return x;
  }
  static tensor_list backward(AutogradContext* /*context*/, const tensor_list& gradients) {
    return {shuffled_pixels(gradients[0])};
  }
};

at::Tensor unshuffled(const at::Tensor& y) { return Unshuffling::apply(y); }

}  // namespace

at::Tensor shuffled_pixels(const at::Tensor& x) {
  TORCH_CHECK(x.dim() == 4 && x.size(1) % 4 == 0, "[N, 4C, H, W] become pixels, not ", x.sizes());
  return plain_floats(x) ? Shuffling::apply(x) : channels_last(at::pixel_shuffle(x, 2));
}

}  // namespace ganscope::networks
