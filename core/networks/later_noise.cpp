#include "core/networks/later_noise.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linear.h>

#include <algorithm>

#include "core/networks/trace.h"

namespace ganscope::networks {

int64_t later_numbers(const config::Settings& settings, int64_t latent_dim) {
  if (!settings.has("later_noise") || settings.text("later_noise") == "none") return 0;
  const int64_t wanted = settings.integer("later_numbers");
  return std::min(wanted == 0 ? latent_dim / 2 : wanted, latent_dim - 1);
}

Expected<void> check_later_noise(const config::Settings& settings) {
  if (!settings.has("later_noise") || settings.text("later_noise") == "none") return {};
  const int64_t latent_dim = settings.integer("latent_dim"), wanted = settings.integer("later_numbers");
  if (latent_dim > std::max<int64_t>(1, wanted)) return {};
  return fail(FailureKind::usage,
              "a latent of " + std::to_string(latent_dim) + " numbers has none left for the first layer",
              "later_numbers", "raise latent_dim, or lower later_numbers");
}

std::optional<LaterNoise> LaterNoise::at_layer(Layout& layout, const config::Settings& settings,
                                               int64_t latent_dim, int64_t width) {
  const int64_t count = later_numbers(settings, latent_dim);
  if (count <= 0) return {};
  const size_t matrix = layout.parameter("later_noise.weight", {width, count}, Role::weight, count);
  return LaterNoise(matrix, settings.text("later_noise") == "multiplicative", latent_dim - count, count);
}

at::Tensor LaterNoise::operator()(const Weights& weights, const at::Tensor& answers,
                                  const at::Tensor& input) const {
  const at::Tensor z = input.narrow(1, first_, count_);               // [N, count]
  at::Tensor noise = at::linear(z, weights.parameters[matrix_]);      // [N, width]
  if (answers.dim() == 4) noise = noise.view({z.size(0), -1, 1, 1});  // one number a channel
  const at::Tensor y = multiplies_ ? answers * (1 + noise) : answers + noise;
  if (weights.trace != nullptr)
    note(weights, "later noise", multiplies_ ? "multiplied" : "added", answers, y, {matrix_},
         noise[0].numel() * count_);
  return y;
}

}  // namespace ganscope::networks
