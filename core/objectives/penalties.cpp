#include "core/objectives/penalties.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <string>
#include <utility>

#include "core/objectives/noise.h"

namespace ganscope::objectives {
namespace {

constexpr double usual_weight = 10;  // of a penalty: R1's, DRAGAN's and Gulrajani's

// ∇ₓ of the sum of the logits: a row a sample, because D judges each on its own. → [N, values of a sample],
// with graph
at::Tensor gradient_by_sample(const at::Tensor& logits, const at::Tensor& samples) {
  const at::Tensor gradient = torch::autograd::grad({logits.sum()}, {samples}, {}, /*retain_graph=*/true,
                                                    /*create_graph=*/true)[0];
  return gradient.flatten(1);
}

constexpr double tiny = 1e-12;  // keeps a root's slope finite where a gradient is exactly zero

// λ · E(‖∇D(samples)‖ − 1)².
at::Tensor distance_from_one(const at::Tensor& logits, const at::Tensor& samples, double lambda) {
  const at::Tensor gradient = gradient_by_sample(logits, samples);     // [N, values of a sample]
  const at::Tensor length = (gradient.square().sum(1) + tiny).sqrt();  // [N]
  return (length - 1).square().mean() * lambda;
}

// The same of slopes [count, values], and its derivative by each of them.
double distance_from_one(std::span<const float> slopes, int64_t count, double lambda,
                         std::span<float> derivative) {
  const size_t values = slopes.size() / static_cast<size_t>(count);
  double sum = 0;
  for (size_t from = 0; from < slopes.size(); from += values) {
    double square = tiny;
    for (const float slope : slopes.subspan(from, values)) square += double{slope} * slope;
    const double length = std::sqrt(square),
                 weight = 2 * lambda * (length - 1) / (length * static_cast<double>(count));
    sum += (length - 1) * (length - 1);
    for (size_t i = from; i < from + values; ++i) derivative[i] = static_cast<float>(weight * slopes[i]);
  }
  return lambda * sum / static_cast<double>(count);
}

class FlatnessPenalty final : public Regulariser, public SlopePenalty {
 public:
  FlatnessPenalty(Where where, double gamma, int64_t interval)
      : where_(where), gamma_(gamma), interval_(interval) {}

  std::vector<api::SeriesInfo> series() const override {
    if (where_ == Where::fake) {
      return {
          {"r2", "R2", "Gradient penalty R2",
           "γ/2 · E‖∇D(G(z))‖²: how steep D is around generated samples, at the steps where it is computed.",
           "penalty", config::Player::generator}};
    }
    return {{"r1", "R1", "Gradient penalty R1",
             "γ/2 · E‖∇D(x)‖²: how steep D is around real samples, at the steps where it is computed.",
             "penalty", config::Player::discriminator}};
  }
  bool due(int64_t update) const override { return update % interval_ == 0; }
  bool wants_fake_slope() const override { return where_ == Where::fake; }

  Penalty penalty(const DiscriminatorPass& pass) const override {
    const at::Tensor& samples = where_ == Where::real ? pass.real : pass.fake;
    const at::Tensor& logits = where_ == Where::real ? pass.logits_real : pass.logits_fake;
    const at::Tensor gradient = gradient_by_sample(logits, samples);  // [N, values of a sample]
    const at::Tensor loss = gradient.square().sum() * (0.5 * gamma_ / static_cast<double>(samples.size(0)));
    return {loss * static_cast<double>(interval_), {loss.item<float>()}};
  }

  bool works_without_graph() const override { return true; }
  const SlopePenalty* slope_penalty() const override { return this; }
  Where where() const override { return where_; }
  double cost(std::span<const float> slopes, int64_t count, std::span<float> derivative) const override {
    const double each = gamma_ / static_cast<double>(count);
    const auto weight = static_cast<float>(each * static_cast<double>(interval_));
    double square = 0;
    for (size_t i = 0; i < slopes.size(); ++i) {
      square += double{slopes[i]} * slopes[i];
      derivative[i] = weight * slopes[i];
    }
    return 0.5 * each * square;
  }

 private:
  Where where_;
  double gamma_;
  int64_t interval_;
};

// λ · E(‖∇D‖ − 1)² at points of its own.
class DistanceFromOne : public Regulariser, public SlopePenalty {
 public:
  explicit DistanceFromOne(double lambda) : lambda_(lambda) {}

  bool works_without_graph() const override { return true; }
  const SlopePenalty* slope_penalty() const override { return this; }
  Where where() const override { return Where::elsewhere; }
  double cost(std::span<const float> slopes, int64_t count, std::span<float> derivative) const override {
    return distance_from_one(slopes, count, lambda_, derivative);
  }

 protected:
  double lambda_;
};

class GradientPenalty final : public DistanceFromOne {
 public:
  using DistanceFromOne::DistanceFromOne;

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
    const at::Tensor loss = distance_from_one(pass.critic(between), between, lambda_);
    return {loss, {loss.item<float>()}};
  }

  void choose_points(const ShownRows& shown, Random& random, std::span<float> points) const override {
    const size_t values = points.size() / static_cast<size_t>(shown.count);
    for (size_t from = 0; from < points.size(); from += values) {
      const auto alpha = static_cast<float>(random.uniform());
      for (size_t i = from; i < from + values; ++i)
        points[i] = shown.fake[i] + alpha * (shown.real[i] - shown.fake[i]);
    }
  }
};

// Of all values together, unbiased, as at::Tensor::std.
double deviation(std::span<const float> values) {
  const auto count = static_cast<double>(values.size());
  double mean = 0, square = 0;
  for (const float value : values) mean += value / count;
  for (const float value : values) square += (value - mean) * (value - mean);
  return std::sqrt(square / (count - 1));
}

class Dragan final : public DistanceFromOne {
 public:
  Dragan(double lambda, double spread) : DistanceFromOne(lambda), spread_(spread) {}

  std::vector<api::SeriesInfo> series() const override {
    return {{"dragan", "DRAGAN", "Gradient penalty DRAGAN",
             "λ · E(‖∇D(x + δ)‖ − 1)²: 0 when D is as steep around the data as it should be.", "penalty",
             config::Player::discriminator}};
  }
  bool due(int64_t) const override { return true; }

  Penalty penalty(const DiscriminatorPass& pass) const override {
    const at::Tensor real = pass.real.detach();
    const at::Tensor noise = normal_like(real, pass.random);
    at::Tensor near = real + noise * (real.std() * spread_);  // [N, …]
    near.set_requires_grad(true);
    const at::Tensor loss = distance_from_one(pass.critic(near), near, lambda_);
    return {loss, {loss.item<float>()}};
  }

  void choose_points(const ShownRows& shown, Random& random, std::span<float> points) const override {
    random.fill_normal(points);
    const auto spread = static_cast<float>(deviation(shown.real) * spread_);
    for (size_t i = 0; i < points.size(); ++i) points[i] = shown.real[i] + spread * points[i];
  }

 private:
  double spread_;
};

config::Option strength(std::string key, std::string title, std::string help) {
  return config::strength_option(std::move(key), std::move(title), std::move(help), usual_weight, 1000,
                                 config::Player::discriminator);
}

config::Option interval(std::string key, std::string title) {
  return config::number_option(
      std::move(key), std::move(title),
      "Computes the penalty only every so many discriminator updates, and then that many times as strong. "
      "Saves time.",
      int64_t{4}, 1, 64, config::Player::discriminator);
}

}  // namespace

std::unique_ptr<Regulariser> make_r1(double gamma, int64_t interval) {
  return std::make_unique<FlatnessPenalty>(FlatnessPenalty::Where::real, gamma, interval);
}

std::unique_ptr<Regulariser> make_r2(double gamma, int64_t interval) {
  return std::make_unique<FlatnessPenalty>(FlatnessPenalty::Where::fake, gamma, interval);
}

std::unique_ptr<Regulariser> make_gradient_penalty(double lambda) {
  return std::make_unique<GradientPenalty>(lambda);
}

std::unique_ptr<Regulariser> make_dragan(double lambda, double spread) {
  return std::make_unique<Dragan>(lambda, spread);
}

RegulariserEntry r1() {
  return {
      {"r1",
       "R1",
       "γ/2 · E‖∇D(x)‖²: keeps D flat around real samples, so that it cannot win outright. Mescheder 2018.",
       {strength(
            "r1_gamma", "R1 strength γ",
            "Punishes D for being steep around real samples, which keeps the game stable. 0 turns it off."),
        interval("r1_interval", "R1 every … steps")}},
      [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
        const double gamma = settings.real("r1_gamma");
        return gamma > 0 ? make_r1(gamma, settings.integer("r1_interval")) : nullptr;
      }};
}

RegulariserEntry r2() {
  return {
      {"r2",
       "R2",
       "γ/2 · E‖∇D(G(z))‖²: keeps D flat around generated samples; with R1 it steadies relativistic pairing. "
       "Mescheder 2018; Huang 2024.",
       {strength("r2_gamma", "R2 strength γ",
                 "Punishes D for being steep around generated samples, which steadies G. 0 turns it off."),
        interval("r2_interval", "R2 every … steps")}},
      [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
        const double gamma = settings.real("r2_gamma");
        return gamma > 0 ? make_r2(gamma, settings.integer("r2_interval")) : nullptr;
      }};
}

RegulariserEntry dragan() {
  return {
      {"dragan",
       "DRAGAN",
       "λ · E(‖∇D(x + δ)‖ − 1)², δ normal noise around real samples: no sharp cliffs near the data, where "
       "collapse "
       "begins. Wants no batch normalisation in D. Kodali 2017.",
       {strength("dragan_lambda", "DRAGAN λ",
                 "How strictly D's slope is kept at 1 around the data; the paper takes 10. 0 turns it off."),
        config::number_option("dragan_spread", "DRAGAN noise",
                              "How far around the data D is looked at, as a share of the data's spread.", 0.5,
                              0.01, 2, config::Player::discriminator)}},
      [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
        const double lambda = settings.real("dragan_lambda");
        return lambda > 0 ? make_dragan(lambda, settings.real("dragan_spread")) : nullptr;
      }};
}

config::Option gp_lambda() {
  return config::number_option(
      "gp_lambda", "Gradient penalty λ",
      "How strictly the critic's slope is kept at 1 between real and generated samples: 10 "
      "for pictures, 0.1 for points.",
      usual_weight, 0, 1000, config::Player::discriminator);
}

std::unique_ptr<Regulariser> gradient_penalty_of(const config::Settings& settings) {
  return make_gradient_penalty(settings.real("gp_lambda"));
}

}  // namespace ganscope::objectives
