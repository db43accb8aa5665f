#include "core/scorers/picture_inverter.h"
#include "core/api/sample_bytes.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/softmax.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/random.h"
#include "core/metrics/pictures/classifier.h"

namespace ganscope::scorers {
namespace {

constexpr uint64_t first_weights_seed = 20160609;
constexpr int narrowest = 8;  // px: a picture is halved as long as it is at least so large
constexpr int first_channels = 16;

api::Rows rows_from(const at::Tensor& tensor) {
  const at::Tensor plain = tensor.contiguous();  // [count, width]
  return {static_cast<int>(plain.size(0)),
          static_cast<int>(plain.size(1)),
          {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()}};
}

at::Tensor tensor_of(const float* values, std::vector<int64_t> shape) {
  at::Tensor tensor = at::empty(shape, at::kFloat);
  std::memcpy(tensor.data_ptr<float>(), values, static_cast<size_t>(tensor.numel()) * sizeof(float));
  return tensor;
}

class PictureInverter final : public train::Inverter {
 public:
  explicit PictureInverter(const train::InverterShape& shape)
      : shape_(shape), layers_(layers_for(shape)), optimiser_(layers_.parameters()) {}

  double learn(const api::Answer& pictures, const std::vector<float>& latents, const std::vector<int>& labels,
               double rate) override {
    const at::AutoGradMode with_graph(true);
    const int64_t n = pictures.count;
    const at::Tensor said = forward(input_of(pictures));  // [n, latent_dim + classes]
    const at::Tensor z = tensor_of(latents.data(), {n, shape_.latent_dim});
    const at::Tensor error = (said.narrow(1, 0, shape_.latent_dim) - z).pow(2).mean();
    at::Tensor loss = error;
    std::vector<int64_t> classes(labels.begin(), labels.end());  // outlives the backward pass
    if (shape_.classes > 0) {
      loss = loss + metrics::cross_entropy(said.narrow(1, shape_.latent_dim, shape_.classes),
                                           metrics::index_tensor(classes));
    }
    loss.backward();
    optimiser_.step(rate);
    return error.item<double>();
  }

  Expected<train::Guess> guess(const api::Rows& pictures) override {
    if (pictures.width != shape_.channels * shape_.height * shape_.width)
      return fail(FailureKind::usage, "this picture has another size than the model's", "encoder",
                  "bring it to the size that the model draws");
    const at::NoGradGuard no_grad;
    const at::Tensor said = forward(
        tensor_of(pictures.values.data(), {pictures.count, shape_.channels, shape_.height, shape_.width}));
    train::Guess guess{rows_from(said.narrow(1, 0, shape_.latent_dim)), {pictures.count, 0, {}}};
    if (shape_.classes > 0)
      guess.classes = rows_from(at::softmax(said.narrow(1, shape_.latent_dim, shape_.classes), 1));
    return guess;
  }

  storage::TensorFile write() const override {
    storage::TensorFile file;
    for (const metrics::NamedParameter& parameter : layers_.parameters()) {
      const at::Tensor plain = parameter.tensor.detach().contiguous();
      storage::NamedTensor& out = file.tensors.emplace_back();
      out.name = "encoder." + parameter.name;
      out.shape = plain.sizes().vec();
      out.bytes.resize(static_cast<size_t>(plain.numel()) * sizeof(float));
      std::memcpy(out.bytes.data(), plain.data_ptr<float>(), out.bytes.size());
    }
    return file;
  }

  Expected<void> read(const storage::TensorFile& file) override {
    std::vector<const storage::NamedTensor*> found;
    for (const metrics::NamedParameter& parameter : layers_.parameters()) {
      const auto at =
          std::ranges::find(file.tensors, "encoder." + parameter.name, &storage::NamedTensor::name);
      if (at == file.tensors.end() || at->dtype != storage::DType::f32 ||
          at->shape != parameter.tensor.sizes().vec())
        return fail(FailureKind::bad_data, "this encoder belongs to another model", parameter.name,
                    "it is learned anew");
      found.push_back(&*at);
    }
    const at::NoGradGuard no_grad;
    for (size_t i = 0; i < found.size(); ++i)
      std::memcpy(layers_.parameters()[i].tensor.data_ptr<float>(), found[i]->bytes.data(),
                  found[i]->bytes.size());
    return {};
  }

 private:
  static int convolutions_of(const train::InverterShape& shape) {
    int count = 0;
    for (int side = std::min(shape.height, shape.width); side >= narrowest; side /= 2) ++count;
    return count;
  }
  static metrics::Layers layers_for(const train::InverterShape& shape) {
    Random random(first_weights_seed);
    metrics::Layers layers;
    int64_t channels = shape.channels;
    const int count = convolutions_of(shape);
    for (int i = 0; i < count; ++i) {
      const int64_t out = int64_t{first_channels} << std::min(i, 3);
      layers.add("conv" + std::to_string(i + 1), {out, channels, 4, 4}, random);
      channels = out;
    }
    const int64_t values = channels * (shape.height >> count) * (shape.width >> count);
    layers.add("to_latent", {shape.latent_dim + shape.classes, values}, random);
    return layers;
  }

  [[nodiscard]] at::Tensor forward(const at::Tensor& pictures) const {
    at::Tensor x = pictures.contiguous(at::MemoryFormat::ChannelsLast);  // [N, C, H, W]
    const auto count = static_cast<size_t>(convolutions_of(shape_));
    for (size_t i = 0; i < count; ++i)
      x = at::leaky_relu(at::conv2d(x, layers_.weight(i), layers_.bias(i), 2, 1), 0.2);
    return at::linear(x.contiguous().flatten(1), layers_.weight(count), layers_.bias(count));
  }

  [[nodiscard]] at::Tensor input_of(const api::Answer& pictures) const {
    const std::vector<uint8_t> bytes = api::sample_bytes(pictures, shape_.channels);
    at::Tensor input = at::empty({pictures.count, shape_.channels, shape_.height, shape_.width}, at::kFloat);
    float* to = input.data_ptr<float>();
    const auto channels = static_cast<size_t>(shape_.channels);
    const size_t area = static_cast<size_t>(shape_.height) * static_cast<size_t>(shape_.width);
    for (size_t n = 0; n < static_cast<size_t>(pictures.count); ++n)
      for (size_t i = 0; i < area; ++i)
        for (size_t c = 0; c < channels; ++c)
          to[(n * channels + c) * area + i] =
              static_cast<float>(bytes[(n * area + i) * channels + c]) / 127.5F - 1.0F;
    return input;
  }

  train::InverterShape shape_;
  metrics::Layers layers_;
  metrics::SmallAdam optimiser_;
};

}  // namespace

std::unique_ptr<train::Inverter> make_picture_inverter(const train::InverterShape& shape) {
  return std::make_unique<PictureInverter>(shape);
}

}  // namespace ganscope::scorers
