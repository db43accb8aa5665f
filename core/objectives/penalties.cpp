#include "core/objectives/penalties.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/autograd.h>

#include <string>

namespace ganscope::objectives {
namespace {

// ∇ₓ of the sum of the logits: a row a sample, because D judges each on its own. → [N, values of a sample],
// with graph
at::Tensor gradient_by_sample(const at::Tensor& logits, const at::Tensor& samples) {
  const at::Tensor gradient = torch::autograd::grad({logits.sum()}, {samples}, {}, /*retain_graph=*/true,
                                                    /*create_graph=*/true)[0];
  return gradient.flatten(1);
}

class R1 final : public Regulariser {
 public:
  R1(double gamma, int64_t interval) : gamma_(gamma), interval_(interval) {}

  std::vector<api::SeriesInfo> series() const override {
    return {{"r1", "R1", "Gradient penalty R1",
             "γ/2 · E‖∇D(x)‖²: how steep D is around real samples, at the steps where it is computed.",
             "penalty", config::Player::discriminator}};
  }
  bool due(int64_t update) const override { return update % interval_ == 0; }

  Penalty penalty(const DiscriminatorPass& pass) const override {
    const at::Tensor gradient = gradient_by_sample(pass.logits_real, pass.real);  // [N, values of a sample]
    const at::Tensor r1 = gradient.square().sum() * (0.5 * gamma_ / static_cast<double>(pass.real.size(0)));
    return {r1 * static_cast<double>(interval_), {r1.item<float>()}};
  }

 private:
  double gamma_;
  int64_t interval_;
};

class GradientPenalty final : public Regulariser {
 public:
  explicit GradientPenalty(double lambda) : lambda_(lambda) {}

  std::vector<api::SeriesInfo> series() const override {
    return {{"gp", "GP", "Gradient penalty",
             "λ · E(‖∇D(x̂)‖ − 1)²: 0 when the critic is as steep as it should be.", "penalty",
             config::Player::discriminator}};
  }
  bool due(int64_t) const override { return lambda_ > 0; }

  Penalty penalty(const DiscriminatorPass& pass) const override {
    std::vector<int64_t> shape(static_cast<size_t>(pass.real.dim()), 1);
    shape[0] = pass.real.size(0);
    at::Tensor alpha = at::empty(shape, at::kFloat);  // [N, 1, …] float32 in [0, 1)
    for (int64_t i = 0; i < shape[0]; ++i)
      alpha.data_ptr<float>()[i] = static_cast<float>(pass.random.uniform());
    alpha = alpha.to(pass.real.options());
    at::Tensor between = pass.fake + alpha * (pass.real.detach() - pass.fake);  // [N, …]
    between.set_requires_grad(true);
    const at::Tensor gradient = gradient_by_sample(pass.critic(between), between);  // [N, values of a sample]
    // The small number keeps the root's slope finite where a gradient is exactly zero.
    const at::Tensor length = (gradient.square().sum(1) + 1e-12).sqrt();  // [N]
    const at::Tensor loss = (length - 1).square().mean() * lambda_;
    return {loss, {loss.item<float>()}};
  }

 private:
  double lambda_;
};

config::Option strength(std::string key, std::string title, std::string help, double initial, double max) {
  config::Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = std::move(help);
  option.initial = initial;
  option.min = 0;
  option.max = max;
  option.player = config::Player::discriminator;
  return option;
}

}  // namespace

std::unique_ptr<Regulariser> make_r1(double gamma, int64_t interval) {
  return std::make_unique<R1>(gamma, interval);
}

std::unique_ptr<Regulariser> make_gradient_penalty(double lambda) {
  return std::make_unique<GradientPenalty>(lambda);
}

RegulariserEntry r1() {
  config::Option interval;
  interval.key = "r1_interval";
  interval.title = "R1 every … steps";
  interval.help =
      "Computes the penalty only every so many discriminator updates, and then that many times as strong. "
      "Saves time.";
  interval.initial = int64_t{4};
  interval.min = 1;
  interval.max = 64;
  interval.player = config::Player::discriminator;
  return {
      {"r1",
       "R1",
       "γ/2 · E‖∇D(x)‖²: keeps D flat around real samples, so that it cannot win outright. Mescheder 2018.",
       {strength(
            "r1_gamma", "R1 strength γ",
            "Punishes D for being steep around real samples, which keeps the game stable. 0 turns it off.",
            0.0, 1000),
        interval}},
      [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
        const double gamma = settings.real("r1_gamma");
        return gamma > 0 ? make_r1(gamma, settings.integer("r1_interval")) : nullptr;
      }};
}

config::Option gp_lambda() {
  return strength("gp_lambda", "Gradient penalty λ",
                  "How strictly the critic's slope is kept at 1 between real and generated samples: 10 for "
                  "pictures, 0.1 for points.",
                  10.0, 1000);
}

std::unique_ptr<Regulariser> gradient_penalty_of(const config::Settings& settings) {
  return make_gradient_penalty(settings.real("gp_lambda"));
}

}  // namespace ganscope::objectives
