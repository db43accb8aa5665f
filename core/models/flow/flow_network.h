#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/base/failure.h"
#include "core/networks/generator.h"

namespace ganscope::flow {

/// How the way from noise to a sample is walked: `steps` equal parts of the time from 0 to 1, each along the
/// velocity at its beginning (Euler), or along the mean of that and the one at its end (Heun, two
/// evaluations).
struct Solver {
  int64_t steps = 16;
  bool heun = false;
};

/// A velocity v(x, t) on samples, and what is drawn by following it: dx/dt = v(x, t) from x = the latent at
/// t = 0 to the sample at t = 1 (Lipman 2023; Liu 2023). The latent has as many numbers as a sample. What is
/// passed on the way goes through networks::edited, so that it can be looked at. How it is solved may be
/// changed at any time by whoever owns it.
class FlowNetwork : public networks::Generator {
 public:
  /// `samples` [N, C, H, W] channels_last or [N, dimensions], `times` [N, 1] or [1, 1] in [0, 1], `labels`
  /// [N] or undefined → what x changes by per unit of time, as the samples.
  [[nodiscard]] virtual at::Tensor velocity(const networks::Weights& weights, const at::Tensor& samples,
                                            const at::Tensor& times, const at::Tensor& labels) const = 0;
  /// Samples at the time `from` → where they are at `to`. Times in [0, 1]; backwards where to < from.
  [[nodiscard]] at::Tensor carried(const networks::Weights& weights, at::Tensor samples,
                                   const at::Tensor& labels, double from, double to) const;
  /// Latents [N, latent_dim] in the form of samples, and back; views.
  [[nodiscard]] at::Tensor as_samples(const at::Tensor& latents) const;
  [[nodiscard]] static at::Tensor as_latents(const at::Tensor& samples);

  void solve_by(const Solver& solver) { solver_ = solver; }
  [[nodiscard]] const Solver& solver() const { return solver_; }

 protected:
  FlowNetwork(const config::Settings& settings, const networks::Task& task);
  [[nodiscard]] at::Tensor draw(const networks::Weights& weights, const at::Tensor& input,
                                const at::Tensor& labels, networks::Mode mode) const override;

  networks::Task task_;

 private:
  Solver solver_;
};

/// t, and sine and cosine of π, 2π and 4π times t. [N, 1] → [N, time_features]
constexpr int64_t time_features = 7;
[[nodiscard]] at::Tensor features_of(const at::Tensor& times);

/// The numbers of a sample, which a flow's latent has.
[[nodiscard]] int latent_dim_of(const networks::Task& task);

/// For points a fully connected network of `flow_layers` layers `flow_width` wide; for square pictures of 16,
/// 32 or 64 pixels a small U-Net whose finest layers, at half the size, have `flow_channels` channels. Fails
/// with `usage` for other pictures.
[[nodiscard]] Expected<std::unique_ptr<FlowNetwork>> make_network(const config::Settings& settings,
                                                                  const networks::Task& task);

}  // namespace ganscope::flow
