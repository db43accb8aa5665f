#include "core/networks/generator.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/erf.h>
#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/rsqrt.h>

#include <cmath>

namespace ganscope::networks {
namespace {

constexpr double tiny = 1e-8;  // keeps a latent of zeros where it is

// Each row divided by its root mean square: on the sphere of radius √d.
at::Tensor on_sphere(const at::Tensor& latents) {
  return latents * (latents.square().mean({1}, /*keepdim=*/true) + tiny).rsqrt();
}

}  // namespace

Generator::Generator(const config::Settings& settings, const Task& task)
    : latent_dim_(task.latent_dim),
      classes_(task.classes),
      captions_(task.captions),
      later_numbers_(later_numbers(settings, task.latent_dim)) {
  const std::string latent = settings.has("latent") ? settings.text("latent") : "normal";
  if (latent == "uniform") latent_ = Latent::uniform;
  if (latent == "sphere") latent_ = Latent::sphere;
  const int64_t layers = settings.has("mapping_layers") ? settings.integer("mapping_layers") : 0;
  const int64_t width = layers > 0 ? settings.integer("mapping_width") : 0;
  for (int64_t i = 0; i < layers; ++i) {
    mapping_.emplace_back(layout_, "mapping" + std::to_string(i + 1), i == 0 ? latent_dim_ : width,
                          i + 1 == layers ? latent_dim_ : width);
  }
  if (classes_ > 0 && settings.has("condition_g") && settings.text("condition_g") == "embedding") {
    embedding_dim_ = settings.integer("embedding_dim");
    embedding_.emplace(layout_, "label_embedding", classes_, embedding_dim_);
  }
}

std::vector<int64_t> Generator::latent_parts() const {
  if (later_numbers_ == 0) return {latent_dim_};
  return {latent_dim_ - later_numbers_, later_numbers_};
}

at::Tensor Generator::first_input(const at::Tensor& input) const {
  return later_numbers_ == 0 ? input : with_embedding(input, latent_dim_ - later_numbers_);
}

at::Tensor Generator::with_embedding(const at::Tensor& input, int64_t count) const {
  const at::Tensor own = input.narrow(1, 0, count);
  return embedding_dim_ == 0 ? own : at::cat({own, input.narrow(1, latent_dim_, embedding_dim_)}, 1);
}

std::optional<LabelRows> Generator::label_rows(const std::string& name, int64_t width) {
  if (classes_ == 0 || embedding_) return {};
  return LabelRows(layout_, name, classes_, width);
}

at::Tensor Generator::map(const Weights& weights, const at::Tensor& latents) const {
  TORCH_CHECK(latents.dim() == 2 && latents.size(1) == latent_dim_, "latents must be [N, ", latent_dim_, "]");
  at::Tensor w = latents;  // [N, latent_dim]
  if (latent_ == Latent::uniform) w = at::erf(w * std::sqrt(0.5));
  if (latent_ == Latent::sphere) w = on_sphere(w);
  if (mapping_.empty()) return w;
  w = on_sphere(w);
  for (const Linear& layer : mapping_) {
    w = layer(weights, w);  // [N, mapping_width]; the last one [N, latent_dim]
    w = at::leaky_relu_(w, 0.2);
  }
  return w;
}

at::Tensor Generator::synthesise(const Weights& weights, const at::Tensor& w, const at::Tensor& labels,
                                 Mode mode) const {
  TORCH_CHECK(w.dim() == 2 && w.size(1) == latent_dim_, "w must be [N, ", latent_dim_, "]");
  if (!embedding_) return draw(weights, w, labels, mode);
  at::Tensor told = (*embedding_)(weights, labels);  // [N, embedding_dim]
  if (captions_) told = at::leaky_relu_(told, 0.2);  // a sum over words, bent: how they go together
  return draw(weights, at::cat({w, told}, 1), labels, mode);
}

}  // namespace ganscope::networks
