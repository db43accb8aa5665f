#include "core/metrics/pictures/classifier.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/nll_loss.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>

#include "core/metrics/pictures/features.h"

namespace ganscope::metrics {

void Layers::add(const std::string& name, const std::vector<int64_t>& shape, Random& random) {
  at::Tensor values = at::empty(shape, at::kFloat);
  const auto inputs = static_cast<double>(values.numel() / shape[0]);
  float* data = values.data_ptr<float>();
  random.fill_normal({data, static_cast<size_t>(values.numel())});
  for (int64_t i = 0; i < values.numel(); ++i) data[i] *= static_cast<float>(std::sqrt(2 / inputs));
  parameters_.push_back({name + ".weight", values.set_requires_grad(true)});
  parameters_.push_back({name + ".bias", at::zeros({shape[0]}, at::kFloat).set_requires_grad(true)});
}

Classifier::Classifier(int channels, const std::vector<Head>& heads, Random& random) {
  layers_.add("conv1", {16, channels, 3, 3}, random);
  layers_.add("conv2", {32, 16, 3, 3}, random);
  layers_.add("conv3", {64, 32, 3, 3}, random);
  layers_.add("hidden", {feature_count, 64 * 4 * 4}, random);
  for (const Head& head : heads) layers_.add("head." + head.name, {head.values, feature_count}, random);
}

at::Tensor Classifier::features(const at::Tensor& pictures) const {
  at::Tensor x = pictures.contiguous(at::MemoryFormat::ChannelsLast);
  for (size_t layer = 0; layer < 3; ++layer)  // 16, 8, 4 px
    x = at::max_pool2d(at::relu(at::conv2d(x, layers_.weight(layer), layers_.bias(layer), 1, 1)), 2);
  return at::relu(at::linear(x.contiguous().flatten(1), layers_.weight(3), layers_.bias(3)));
}

at::Tensor Classifier::head(const at::Tensor& features, size_t question) const {
  return at::linear(features, layers_.weight(4 + question), layers_.bias(4 + question));
}

SmallAdam::SmallAdam(std::vector<NamedParameter>& parameters) : parameters_(parameters) {
  for (const NamedParameter& parameter : parameters) {
    first_.push_back(at::zeros_like(parameter.tensor));
    second_.push_back(at::zeros_like(parameter.tensor));
  }
}

void SmallAdam::step(double rate) {
  const at::NoGradGuard no_grad;
  ++steps_;
  const double correct1 = 1 - std::pow(0.9, steps_), correct2 = 1 - std::pow(0.999, steps_);
  for (size_t i = 0; i < parameters_.size(); ++i) {
    at::Tensor& gradient = parameters_[i].tensor.mutable_grad();
    first_[i].mul_(0.9).add_(gradient, 0.1);
    second_[i].mul_(0.999).addcmul_(gradient, gradient, 0.001);
    parameters_[i].tensor.addcdiv_(first_[i].div(correct1), second_[i].div(correct2).sqrt_().add_(1e-8),
                                   -rate);
    gradient.reset();
  }
}

at::Tensor picture_tensor(std::vector<float>& pictures, int64_t count, int channels) {
  return at::from_blob(pictures.data(), {count, channels, input_side, input_side}, at::kFloat);
}

at::Tensor index_tensor(std::vector<int64_t>& numbers) {
  return at::from_blob(numbers.data(), {static_cast<int64_t>(numbers.size())}, at::kLong);
}

at::Tensor cross_entropy(const at::Tensor& logits, const at::Tensor& answers) {
  return at::nll_loss(at::log_softmax(logits, 1), answers);
}

}  // namespace ganscope::metrics
