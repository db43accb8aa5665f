#include "core/networks/convolutions.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/sum.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "core/base/wide.h"
#include "core/networks/channels_last.h"
#include "core/networks/kernels/convolution.h"

// With w and each of the three products below linear in both of its arguments, all derivatives of all orders
// are these three again:
//   y = F(x, w)      the convolution              slope g: by x  D(g, w), by w  W(x, g)
//   x' = D(g, w)     its adjoint by x             slope u: by g  F(u, w), by w  W(u, g)
//   w' = W(x, g)     its adjoint by w             slope v: by x  D(g, v), by g  F(x, v)
namespace ganscope::networks {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// How a kernel goes over a picture, as it is handed from pass to pass.
struct Way {
  int64_t size, stride, padding;

  void keep(AutogradContext* context) const {
    context->saved_data["way"] = (size * 64 + stride) * 64 + padding;  // all small; looked up once
  }
  static Way kept(AutogradContext* context) {
    const int64_t all = context->saved_data["way"].toInt();
    return {all / 4096, all / 64 % 64, all % 64};
  }
};

kernels::Geometry geometry_of(const at::Tensor& x, int64_t out, const Way& way) {
  return {x.size(0), x.size(1), x.size(2), x.size(3), out, way.size, way.stride, way.padding};
}

using OptionalTensor = c10::optional<at::Tensor>;

at::Tensor forward_of(const at::Tensor& x, const at::Tensor& weight, const OptionalTensor& bias,
                      const Way& way, double leak) {
  const kernels::Geometry geometry = geometry_of(x, weight.size(0), way);
  const at::Tensor picture = channels_last(x), kernel = channels_last(weight);
  const at::Tensor shift = bias ? bias->contiguous() : at::Tensor();
  const at::Tensor y =
      empty_pictures(geometry.samples, geometry.out, geometry.out_height(), geometry.out_width(), x);
  kernels::forward(geometry, picture.data_ptr<float>(), kernel.data_ptr<float>(),
                   bias ? shift.data_ptr<float>() : nullptr, static_cast<float>(leak), y.data_ptr<float>());
  return y;
}

struct ByInput : torch::autograd::Function<ByInput> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& gradient, const at::Tensor& weight,
                            const Way& way);
  static tensor_list backward(AutogradContext* context, const tensor_list& gradients);
};

struct ByWeight : torch::autograd::Function<ByWeight> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& gradient,
                            const Way& way);
  static tensor_list backward(AutogradContext* context, const tensor_list& gradients);
};

GANSCOPE_WIDE void leak_loop(const float* __restrict gradient, const float* __restrict y, int64_t count,
                             float leak, float* __restrict slopes) {
  for (int64_t i = 0; i < count; ++i) slopes[i] = y[i] > 0 ? gradient[i] : gradient[i] * leak;
}

/// The slope before a leaky ReLU from the one after it; y says by its sign which side each value was on. Like
/// it linear in the gradient, and its own adjoint.
struct Leaking : torch::autograd::Function<Leaking> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& gradient, const at::Tensor& y,
                            double leak) {
    context->save_for_backward({y});
    context->saved_data["leak"] = leak;
    const at::Tensor from = channels_last(gradient);
    const at::Tensor slopes = empty_pictures(y.size(0), y.size(1), y.size(2), y.size(3), y);
    leak_loop(from.data_ptr<float>(), y.data_ptr<float>(), y.numel(), static_cast<float>(leak),
              slopes.data_ptr<float>());
    return slopes;
  }
  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    return {Leaking::apply(gradients[0], context->get_saved_variables()[0],
                           context->saved_data["leak"].toDouble()),
            at::Tensor(), at::Tensor()};
  }
};

GANSCOPE_WIDE void add_rows(const float* __restrict rows, int64_t count, int64_t columns,
                            float* __restrict sums) {
  for (int64_t i = 0; i < count; ++i, rows += columns)
    for (int64_t c = 0; c < columns; ++c) sums[c] += rows[c];
}

// [N, C, H, W] → [C]
at::Tensor sum_by_channel(const at::Tensor& gradient) {
  if (at::GradMode::is_enabled()) return gradient.sum({0, 2, 3});
  const at::Tensor pixels = channels_last(gradient);
  const at::Tensor sums = at::zeros({gradient.size(1)}, gradient.options());
  add_rows(pixels.data_ptr<float>(), pixels.numel() / pixels.size(1), pixels.size(1), sums.data_ptr<float>());
  return sums;
}

struct Forward : torch::autograd::Function<Forward> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            const OptionalTensor& bias, const Way& way, double leak) {
    const at::Tensor y = forward_of(x, weight, bias, way, leak);
    way.keep(context);
    context->saved_data["leak"] = leak;
    context->saved_data["bias"] = bias.has_value();
    context->save_for_backward(leak == 1 ? tensor_list{x, weight} : tensor_list{x, weight, y});
    return y;
  }
  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    const tensor_list saved = context->get_saved_variables();
    const Way way = Way::kept(context);
    const double leak = context->saved_data["leak"].toDouble();
    const at::Tensor gradient = leak == 1 ? gradients[0] : Leaking::apply(gradients[0], saved[2], leak);
    tensor_list slopes(5);
    if (context->needs_input_grad(0)) slopes[0] = ByInput::apply(gradient, saved[1], way);
    if (context->needs_input_grad(1)) slopes[1] = ByWeight::apply(saved[0], gradient, way);
    if (context->saved_data["bias"].toBool() && context->needs_input_grad(2))
      slopes[2] = sum_by_channel(gradient);
    return slopes;
  }
};

at::Tensor ByInput::forward(AutogradContext* context, const at::Tensor& gradient, const at::Tensor& weight,
                            const Way& way) {
  way.keep(context);
  context->save_for_backward({gradient, weight});
  const auto whole = [&](int64_t length) { return (length - 1) * way.stride + way.size - 2 * way.padding; };
  const at::Tensor from = channels_last(gradient), kernel = channels_last(weight);
  const at::Tensor x = empty_pictures(gradient.size(0), weight.size(1), whole(gradient.size(2)),
                                      whole(gradient.size(3)), gradient);
  kernels::by_input(geometry_of(x, weight.size(0), way), from.data_ptr<float>(), kernel.data_ptr<float>(),
                    x.data_ptr<float>());
  return x;
}

tensor_list ByInput::backward(AutogradContext* context, const tensor_list& gradients) {
  const tensor_list saved = context->get_saved_variables();
  const Way way = Way::kept(context);
  tensor_list slopes(3);
  if (context->needs_input_grad(0))
    slopes[0] = Forward::apply(gradients[0], saved[1], OptionalTensor(), way, 1.0);
  if (context->needs_input_grad(1)) slopes[1] = ByWeight::apply(gradients[0], saved[0], way);
  return slopes;
}

at::Tensor ByWeight::forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& gradient,
                             const Way& way) {
  way.keep(context);
  context->save_for_backward({x, gradient});
  const at::Tensor picture = channels_last(x), from = channels_last(gradient);
  const at::Tensor weight = empty_pictures(gradient.size(1), x.size(1), way.size, way.size, x);
  kernels::by_weight(geometry_of(x, gradient.size(1), way), picture.data_ptr<float>(), from.data_ptr<float>(),
                     weight.data_ptr<float>());
  return weight;
}

tensor_list ByWeight::backward(AutogradContext* context, const tensor_list& gradients) {
  const tensor_list saved = context->get_saved_variables();
  const Way way = Way::kept(context);
  tensor_list slopes(3);
  if (context->needs_input_grad(0)) slopes[0] = ByInput::apply(saved[1], gradients[0], way);
  if (context->needs_input_grad(1))
    slopes[1] = Forward::apply(saved[0], gradients[0], OptionalTensor(), way, 1.0);
  return slopes;
}

}  // namespace

bool has_own_convolution(const at::Tensor& x, const at::Tensor& weight, int64_t stride, int64_t padding) {
  if (!plain_floats(x) || !plain_floats(weight) || x.dim() != 4 || weight.size(2) != weight.size(3) ||
      weight.size(2) > 7)
    return false;
  return geometry_of(x, weight.size(0), {weight.size(2), stride, padding}).fits();
}

at::Tensor own_convolution(const at::Tensor& x, const at::Tensor& weight,
                           const c10::optional<at::Tensor>& bias, int64_t stride, int64_t padding,
                           double leak) {
  TORCH_CHECK(x.size(1) == weight.size(1), "a kernel for ", weight.size(1), " channels, and a picture of ",
              x.size(1));
  return Forward::apply(x, weight, bias, Way{weight.size(2), stride, padding}, leak);
}

at::Tensor own_convolution_by_input(const at::Tensor& gradient, const at::Tensor& weight, int64_t stride,
                                    int64_t padding) {
  TORCH_CHECK(gradient.size(1) == weight.size(0), "a kernel of ", weight.size(0),
              " outputs, and a gradient of ", gradient.size(1));
  return ByInput::apply(gradient, weight, Way{weight.size(2), stride, padding});
}

}  // namespace ganscope::networks
