#include "core/networks/mlp.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/tanh.h>

#include <string>
#include <utility>

#include "core/networks/layers.h"

namespace ganscope::networks {
namespace {

enum class Activation { relu, leaky_relu, tanh };

Activation activation_of(const std::string& name) {
  if (name == "tanh") return Activation::tanh;
  return name == "relu" ? Activation::relu : Activation::leaky_relu;
}

// In place: the linear layer before it needs its input for the backward pass, not its output.
at::Tensor activate(at::Tensor x, Activation activation) {
  switch (activation) {
    case Activation::relu:
      return x.relu_();
    case Activation::leaky_relu:
      return at::leaky_relu_(x, 0.2);
    case Activation::tanh:
      break;
  }
  return at::tanh(x);
}

struct Shape {
  int64_t width, depth;
  Activation activation;
};

std::vector<Linear> hidden_layers(Layout& layout, int64_t in, const Shape& shape) {
  std::vector<Linear> layers;
  for (int64_t i = 0; i < shape.depth; ++i) {
    layers.emplace_back(layout, "hidden" + std::to_string(i + 1), i == 0 ? in : shape.width, shape.width);
  }
  return layers;
}

int64_t sample_size(const Task& task) {
  return task.points ? task.dimensions : int64_t{task.channels} * task.height * task.width;
}

class MlpGenerator final : public Generator {
 public:
  MlpGenerator(const Task& task, const Shape& shape)
      : task_(task),
        activation_(shape.activation),
        hidden_(hidden_layers(layout_, task.latent_dim, shape)),
        out_(layout_, "out", shape.width, sample_size(task)) {
    if (task.classes > 0) from_label_.emplace(layout_, "from_label", task.classes, shape.width);
  }

  at::Tensor forward(const Weights& weights, const at::Tensor& latents, const at::Tensor& labels,
                     Mode) const override {
    TORCH_CHECK(latents.dim() == 2 && latents.size(1) == task_.latent_dim, "latents must be [N, ",
                task_.latent_dim, "]");
    at::Tensor x = latents;
    for (size_t i = 0; i < hidden_.size(); ++i) {
      x = hidden_[i](weights, x);  // [N, width]
      if (i == 0 && from_label_) x = x + (*from_label_)(weights, labels);
      x = activate(std::move(x), activation_);
    }
    x = out_(weights, x);        // [N, sample size]
    if (task_.points) return x;  // [N, dimensions] float32
    return at::tanh(x)
        .view({-1, task_.height, task_.width, task_.channels})
        .permute({0, 3, 1, 2});  // [N, C, H, W]
  }

 private:
  Task task_;
  Activation activation_;
  std::vector<Linear> hidden_;
  Linear out_;
  std::optional<LabelRows> from_label_;
};

class MlpDiscriminator final : public Discriminator {
 public:
  MlpDiscriminator(const Task& task, const Shape& shape)
      : size_(sample_size(task)),
        activation_(shape.activation),
        hidden_(hidden_layers(layout_, size_, shape)),
        to_logit_(layout_, "to_logit", shape.width, 1) {
    if (task.classes > 0) label_rows_.emplace(layout_, "label_rows", task.classes, shape.width);
  }

  at::Tensor forward(const Weights& weights, const at::Tensor& samples, const at::Tensor& labels,
                     Mode) const override {
    at::Tensor x = samples.dim() == 4 ? samples.permute({0, 2, 3, 1}).flatten(1) : samples;
    TORCH_CHECK(x.dim() == 2 && x.size(1) == size_, "samples must have ", size_, " values each");
    for (const Linear& layer : hidden_) x = activate(layer(weights, x), activation_);  // [N, width]
    const at::Tensor logits = to_logit_(weights, x).squeeze(1);                        // [N]
    return label_rows_ ? logits + projection(*label_rows_, weights, x, labels) : logits;
  }

 private:
  int64_t size_;
  Activation activation_;
  std::vector<Linear> hidden_;
  Linear to_logit_;
  std::optional<LabelRows> label_rows_;
};

Shape shape_of(const config::Settings& settings) {
  return {settings.integer("hidden_width"), settings.integer("hidden_layers"),
          activation_of(settings.text("activation"))};
}

Expected<std::unique_ptr<Generator>> make_generator(const config::Settings& settings, const Task& task) {
  return std::make_unique<MlpGenerator>(task, shape_of(settings));
}

Expected<std::unique_ptr<Discriminator>> make_discriminator(const config::Settings& settings,
                                                            const Task& task) {
  return std::make_unique<MlpDiscriminator>(task, shape_of(settings));
}

}  // namespace

NetworkEntry mlp() {
  config::Option width;
  width.key = "hidden_width";
  width.title = "Hidden width";
  width.help = "Units in every hidden layer of both networks.";
  width.initial = int64_t{128};
  width.min = 1;
  width.max = 2048;
  config::Option depth;
  depth.key = "hidden_layers";
  depth.title = "Hidden layers";
  depth.help = "How many hidden layers both networks have.";
  depth.initial = int64_t{2};
  depth.min = 1;
  depth.max = 8;
  config::Option activation;
  activation.key = "activation";
  activation.title = "Activation";
  activation.help = "What bends the output of every hidden layer.";
  activation.initial = std::string("relu");
  activation.choices = {"relu", "leaky_relu", "tanh"};
  return {{"mlp",
           "Fully connected (MLP)",
           "A few fully connected layers, as in the first GAN (Goodfellow 2014). For points, and for "
           "pictures that may be blurry.",
           {width, depth, activation}},
          make_generator,
          make_discriminator};
}

}  // namespace ganscope::networks
