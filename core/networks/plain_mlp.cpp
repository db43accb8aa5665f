#include "core/networks/plain_mlp.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/elu.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tanh.h>

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/base/wide.h"
#include "core/networks/kernels/products.h"
#include "core/networks/kernels/tiles.h"

namespace ganscope::networks {
namespace {

constexpr float slope_below = 0.2F;  // of the leaky ReLU

// slopes *= the activation's derivative, which follows from its answer h.
GANSCOPE_WIDE void scale_leaky(const float* __restrict h, int64_t count, float below,
                               float* __restrict slopes) {
  for (int64_t i = 0; i < count; ++i) slopes[i] *= h[i] > 0 ? 1.0F : below;
}
GANSCOPE_WIDE void scale_tanh(const float* __restrict h, int64_t count, float* __restrict slopes) {
  for (int64_t i = 0; i < count; ++i) slopes[i] *= 1 - h[i] * h[i];
}
GANSCOPE_WIDE void scale_elu(const float* __restrict h, int64_t count, float* __restrict slopes) {
  for (int64_t i = 0; i < count; ++i) slopes[i] *= h[i] > 0 ? 1.0F : h[i] + 1;
}
// to += σ''/σ' · delta · change: what the derivative itself changes by along u.
GANSCOPE_WIDE void add_tanh_bend(const float* __restrict h, const float* __restrict delta,
                                 const float* __restrict change, int64_t count, float* __restrict to) {
  for (int64_t i = 0; i < count; ++i) to[i] += -2 * h[i] * delta[i] * change[i];
}
GANSCOPE_WIDE void add_elu_bend(const float* __restrict h, const float* __restrict delta,
                                const float* __restrict change, int64_t count, float* __restrict to) {
  for (int64_t i = 0; i < count; ++i) to[i] += h[i] > 0 ? 0.0F : delta[i] * change[i];
}

kernels::Rows rows_of(int64_t count, const PlainLayer& layer) { return {count, layer.in, layer.out}; }

}  // namespace

PlainMlp::PlainMlp(PlainPlan plan)
    : plan_(std::move(plan)),
      answers_(plan_.layers.size()),
      deltas_(plan_.layers.size()),
      tangents_(plan_.layers.size()),
      before_(plan_.layers.size()) {
  GANSCOPE_CHECK(plan_.activation != Activation::maxout, "maxout is not plain");
}

float* PlainMlp::Buffer::make(int64_t count, int64_t width) {
  const int64_t wanted = count * width + kernels::slack;
  if (!floats.defined() || floats.numel() < wanted) {
    floats = at::empty({wanted}, at::kFloat);
    std::fill_n(floats.data_ptr<float>(), wanted, 0.0F);  // what is behind the rows is read, and not used
  }
  return floats.data_ptr<float>();
}

bool PlainMlp::curved() const {
  return plan_.activation == Activation::tanh || plan_.activation == Activation::elu;
}

void PlainMlp::bend(at::Tensor& rows) const {
  if (plan_.activation == Activation::tanh) rows.tanh_();
  if (plan_.activation == Activation::elu) at::elu_(rows);
}

void PlainMlp::bend_back(const float* answers, int64_t floats, float* slopes) const {
  switch (plan_.activation) {
    case Activation::tanh:
      return scale_tanh(answers, floats, slopes);
    case Activation::elu:
      return scale_elu(answers, floats, slopes);
    case Activation::leaky_relu:
      return scale_leaky(answers, floats, slope_below, slopes);
    default:
      return scale_leaky(answers, floats, 0, slopes);
  }
}

const float* PlainMlp::input_of(size_t l) const {
  return (l == 0 ? x_ : answers_[l - 1]).floats.data_ptr<float>();
}

const float* PlainMlp::forward(const float* weights, const float* x, int64_t count) {
  const at::NoGradGuard no_grad;
  count_ = count;
  std::copy_n(x, count * in(), x_.make(count, in()));
  // What bends by a comparison does so while the sums are stored.
  const float below = plan_.activation == Activation::leaky_relu ? slope_below
                      : plan_.activation == Activation::relu     ? 0.0F
                                                                 : 1.0F;
  for (size_t l = 0; l < plan_.layers.size(); ++l) {
    const PlainLayer& layer = plan_.layers[l];
    float* y = answers_[l].make(count, layer.out);
    kernels::times_transposed(rows_of(count, layer), input_of(l), weights + layer.weight,
                              weights + layer.bias, l == last() ? 1 : below, y);
    if (l == last() || !curved()) continue;
    at::Tensor rows = answers_[l].floats.narrow(0, 0, count * layer.out);
    bend(rows);
  }
  return answers_.back().floats.data_ptr<float>();
}

void PlainMlp::backward(const float* weights, const float* slopes, float* gradient, float* by_input) {
  size_t other = 0;
  float* now = back_[other].make(count_, out());
  std::copy_n(slopes, count_ * out(), now);
  for (size_t l = plan_.layers.size(); l-- > 0;) {
    const PlainLayer& layer = plan_.layers[l];
    if (gradient != nullptr) {
      kernels::add_products(rows_of(count_, layer), input_of(l), now, gradient + layer.weight);
      kernels::add_rows(count_, layer.out, now, gradient + layer.bias);
    }
    if (l == 0) {
      if (by_input != nullptr) kernels::times(rows_of(count_, layer), now, weights + layer.weight, by_input);
      return;
    }
    other = 1 - other;
    float* before = back_[other].make(count_, layer.in);
    kernels::times(rows_of(count_, layer), now, weights + layer.weight, before);
    bend_back(input_of(l), count_ * layer.in, before);
    now = before;
  }
}

void PlainMlp::input_slopes(const float* weights, int64_t first, int64_t count, float* slopes) {
  GANSCOPE_CHECK(out() == 1, "only one output has a slope of its own");
  first_ = first;
  looked_at_ = count;
  const float* above = nullptr;
  for (size_t l = plan_.layers.size(); l-- > 0;) {
    const PlainLayer& layer = plan_.layers[l];
    float* now = deltas_[l].make(count, layer.out);
    if (l == last()) {
      std::fill_n(now, count, 1.0F);
    } else {
      kernels::times(rows_of(count, plan_.layers[l + 1]), above, weights + plan_.layers[l + 1].weight, now);
      bend_back(input_of(l + 1) + first * layer.out, count * layer.out, now);
    }
    above = now;
  }
  kernels::times(rows_of(count, plan_.layers[0]), above, weights + plan_.layers[0].weight, slopes);
}

void PlainMlp::add_slope_gradient(const float* weights, const float* directions, float* gradient) {
  const int64_t n = looked_at_;
  std::copy_n(directions, n * in(), tangents_[0].make(n, in()));
  for (size_t l = 0; l < plan_.layers.size(); ++l) {
    const PlainLayer& layer = plan_.layers[l];
    const float* tangent = tangents_[l].floats.data_ptr<float>();
    kernels::add_products(rows_of(n, layer), tangent, deltas_[l].floats.data_ptr<float>(),
                          gradient + layer.weight);
    if (l == last()) break;
    float* next = tangents_[l + 1].make(n, layer.out);
    kernels::times_transposed(rows_of(n, layer), tangent, weights + layer.weight, nullptr, 1, next);
    if (curved()) std::copy_n(next, n * layer.out, before_[l].make(n, layer.out));
    bend_back(input_of(l + 1) + first_ * layer.out, n * layer.out, next);
  }
  if (!curved()) return;
  // Along u the derivatives of the activations change, too, and with them what comes back from the output.
  size_t other = 0;
  const float* above = nullptr;  // how deltas_[l + 1] change; the output's do not
  for (size_t l = last(); l-- > 0;) {
    const PlainLayer& layer = plan_.layers[l];
    const PlainLayer& next = plan_.layers[l + 1];
    const float* h = input_of(l + 1) + first_ * layer.out;
    float* change = back_[other].make(n, layer.out);
    if (above == nullptr) {
      std::fill_n(change, n * layer.out, 0.0F);
    } else {
      kernels::times(rows_of(n, next), above, weights + next.weight, change);
      bend_back(h, n * layer.out, change);
    }
    const auto add = plan_.activation == Activation::tanh ? add_tanh_bend : add_elu_bend;
    add(h, deltas_[l].floats.data_ptr<float>(), before_[l].floats.data_ptr<float>(), n * layer.out, change);
    const float* input = input_of(l) + first_ * layer.in;
    kernels::add_products(rows_of(n, layer), input, change, gradient + layer.weight);
    kernels::add_rows(n, layer.out, change, gradient + layer.bias);
    above = change;
    other = 1 - other;
  }
}

}  // namespace ganscope::networks
