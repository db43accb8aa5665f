#include "core/networks/translator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/pixel_unshuffle.h>

#include <string>
#include <vector>

#include "core/networks/picture_sizes.h"

namespace ganscope::networks {
namespace {

constexpr double leak = 0.2;
constexpr Kernel halving{4, 2, 1}, keeping{3, 1, 1};
constexpr int64_t smallest = 4;  // pixels a side at the bottom

at::Tensor side_by_side(const std::vector<at::Tensor>& parts) {
  return at::cat(parts, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

UNet::UNet(const Plan& plan) : plan_(plan) {
  std::vector<int64_t> channels;  // at half the size, at a quarter …
  int64_t in = plan.in;
  for (int64_t size = plan.size / 2; size >= smallest; size /= 2) {
    channels.push_back(channels.empty() ? plan.width : 2 * channels.back());
    down_.emplace_back(layout_, "down" + std::to_string(channels.size()), in, channels.back(), halving, true);
    in = channels.back();
  }
  for (size_t level = channels.size() - 1; level > 0; --level) {
    const std::string name = "up" + std::to_string(up_.size() + 1);
    const int64_t out = channels[level - 1];
    up_.push_back({Convolution(layout_, name, in, 4 * out, keeping, true),
                   Norm(layout_, name + ".norm", out, Norm::Over::batch)});
    in = 2 * out;  // beside what was there on the way down
  }
  to_picture_.emplace_back(layout_, "to_picture", in + 4 * plan.in, 4 * plan.out, keeping, true);
}

at::Tensor UNet::forward(const Weights& weights, const at::Tensor& inputs, Mode mode) const {
  TORCH_CHECK(inputs.dim() == 4 && inputs.size(1) == plan_.in && inputs.size(2) == plan_.size &&
                  inputs.size(3) == plan_.size,
              "inputs must be [N, ", plan_.in, ", ", plan_.size, ", ", plan_.size, "]");
  std::vector<at::Tensor> seen;
  at::Tensor x = inputs;
  for (const Convolution& down : down_) seen.push_back(x = down(weights, x, mode, leak));
  for (size_t i = 0; i < up_.size(); ++i) {
    at::Tensor y = pixel_shuffle(weights, up_[i].convolution(weights, x, mode));  // [N, C, 2H, 2W]
    y = up_[i].norm(weights, y, mode).relu_();
    x = side_by_side({y, seen[seen.size() - 2 - i]});
  }
  x = side_by_side({x, at::pixel_unshuffle(inputs, 2)});
  return pixel_shuffle(weights, to_picture_.front()(weights, x, mode));
}

PatchDiscriminator::PatchDiscriminator(int64_t in, int64_t width, const std::vector<int64_t>& pool) {
  if (!pool.empty()) layout_.buffer("pool", pool, 0);
  for (int64_t i = 1, out = width; i <= 3; ++i, in = out, out *= 2)
    down_.emplace_back(layout_, "block" + std::to_string(i), in, out, halving, true);
  to_logits_.emplace_back(layout_, "to_logits", in, 1, keeping, true);
}

at::Tensor PatchDiscriminator::forward(const Weights& weights, const at::Tensor& shown) const {
  at::Tensor x = shown;
  for (const Convolution& down : down_) x = down(weights, x, Mode::training, leak);
  return to_logits_.front()(weights, x, Mode::training).flatten(1);
}

Expected<void> check_translated(const Task& task) { return check_pictures("The U-Net", task, {16, 32, 64}); }

}  // namespace ganscope::networks
