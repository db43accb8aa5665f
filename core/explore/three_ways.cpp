#include "core/explore/three_ways.h"

#include <algorithm>
#include <cmath>

#include "core/base/sigmoid.h"

namespace ganscope::explore {
namespace {

constexpr double model_rate = 0.02, d_rate = 0.005, keep_average = 0.99;

/// Two bells begin to the left and to the right of the middle, a little apart as the seed says.
std::vector<float> first_parameters(const WaysOptions& options) {
  Random random(mix_seed(options.seed, 4));
  std::vector<float> parameters;
  for (int k = 0; k < options.bells; ++k) {
    const double place = options.bells == 1 ? 0 : k == 0 ? -0.5 : 0.5;
    parameters.push_back(static_cast<float>(place + 0.2 * random.normal()));
    parameters.push_back(0);
  }
  return parameters;
}

/// Adds `weight` times the slopes of log p(x) by all parameters.
void add_slopes(const Bells& bells, double x, double weight, std::vector<double>& sum) {
  thread_local std::vector<std::array<double, 2>> slopes;
  log_density_slopes(bells, x, slopes);
  for (size_t k = 0; k < slopes.size(); ++k) {
    sum[2 * k] += weight * slopes[k][0];
    sum[2 * k + 1] += weight * slopes[k][1];
  }
}

}  // namespace

ThreeWays::Model::Model(const WaysOptions& options)
    : parameters(first_parameters(options)),
      average(parameters.begin(), parameters.end()),
      adam(parameters.size(), 0.5, 0.9) {}

Bells ThreeWays::Model::bells() const {
  Bells bells;
  for (size_t k = 0; k + 1 < parameters.size(); k += 2)
    bells.push_back({static_cast<double>(parameters[k]), std::exp(static_cast<double>(parameters[k + 1])),
                     2 / static_cast<double>(parameters.size())});
  return bells;
}

void ThreeWays::Model::descend(const std::vector<double>& slopes) {
  adam.move(parameters, slopes, model_rate);
  constexpr float narrowest = -4, widest = 3;  // log sigma: from 0.02 to 20
  for (size_t k = 1; k < parameters.size(); k += 2)
    parameters[k] = std::clamp(parameters[k], narrowest, widest);
  for (size_t i = 0; i < parameters.size(); ++i)
    average[i] = keep_average * average[i] + (1 - keep_average) * static_cast<double>(parameters[i]);
}

ThreeWays::ThreeWays(const WaysOptions& options)
    : options_(options),
      models_(3, Model(options)),
      d_(mix_seed(options.seed, 0)),
      d_adam_(TinyMlp::weight_count, 0.5, 0.9),
      data_random_(mix_seed(options.seed, 1)),
      noise_random_(mix_seed(options.seed, 2)),
      game_random_(mix_seed(options.seed, 3)) {}

const Bells& ThreeWays::data() {
  static const Bells bells{{-2, 0.5, 0.5}, {1.5, 0.8, 0.5}};
  return bells;
}

Bells ThreeWays::fixed_noise(Noise noise) {
  return noise == Noise::bad ? Bells{{3, 0.6, 1}} : Bells{{0, 2.5, 1}};
}

void ThreeWays::step() {
  std::vector<float> real(batch);
  for (float& x : real) x = static_cast<float>(sample(data(), data_random_));
  contrast(real);
  follow_likelihood(real);
  play(real);
  ++steps_;
}

// ∂V/∂θ = E_data (1 − D) ∂log p_model − E_gen D ∂log p_model
void ThreeWays::contrast(const std::vector<float>& real) {
  Model& model = of(Way::contrastive);
  const Bells bells = model.bells();
  const bool own = options_.noise == Noise::contrastive;
  const Bells noise = own ? bells : fixed_noise(options_.noise);
  std::vector<double> slopes(model.parameters.size());
  const auto d_at = [&](double x) {
    return own ? 0.5 : sigmoid(log_density(bells, x) - log_density(noise, x));
  };
  for (const float value : real) {
    const double x = static_cast<double>(value);
    add_slopes(bells, x, -(1 - d_at(x)) / batch, slopes);
  }
  for (int i = 0; i < batch; ++i) {
    const double x = sample(noise, noise_random_);
    add_slopes(bells, x, d_at(x) / batch, slopes);
  }
  model.descend(slopes);
}

void ThreeWays::follow_likelihood(const std::vector<float>& real) {
  Model& model = of(Way::likelihood);
  const Bells bells = model.bells();
  std::vector<double> slopes(model.parameters.size());
  for (const float value : real) add_slopes(bells, static_cast<double>(value), -1.0 / batch, slopes);
  model.descend(slopes);
}

void ThreeWays::judge_and_move_d(const std::vector<float>& real, const std::vector<float>& fake) {
  std::vector<float> both = real;
  both.insert(both.end(), fake.begin(), fake.end());
  const auto logits = d_.forward(both);
  std::vector<float> by_logit(both.size());
  for (size_t i = 0; i < both.size(); ++i) {
    const double d = sigmoid(static_cast<double>(logits[i]));
    by_logit[i] = static_cast<float>((i < real.size() ? d - 1 : d) / batch);
  }
  std::vector<double> gradient(TinyMlp::weight_count);
  d_.backward(by_logit, gradient, {});
  d_adam_.move(d_.weights(), gradient, d_rate);
}

// G's loss by each logit: minimax log(1 − D): −D; non-saturating −log D: −(1 − D). A sample x = μ + σε moves
// with μ by 1 and with log σ by σε.
void ThreeWays::play(const std::vector<float>& real) {
  Model& model = of(Way::game);
  const Bells bells = model.bells();
  std::vector<float> fake(batch), moved_by_sigma(batch);
  std::vector<size_t> from(batch);
  for (size_t i = 0; i < fake.size(); ++i) {
    from[i] = bells.size() == 1 ? 0 : game_random_.below(2);
    const Bell& bell = bells[from[i]];
    moved_by_sigma[i] = static_cast<float>(bell.sigma * game_random_.normal());
    fake[i] = static_cast<float>(bell.mean) + moved_by_sigma[i];
  }
  judge_and_move_d(real, fake);
  const auto logits = d_.forward(fake);
  std::vector<float> by_logit(fake.size()), by_x(fake.size());
  for (size_t i = 0; i < fake.size(); ++i) {
    const double d = sigmoid(static_cast<double>(logits[i]));
    by_logit[i] = static_cast<float>(-(options_.minimax ? d : 1 - d) / batch);
  }
  d_.backward(by_logit, {}, by_x);
  std::vector<double> slopes(model.parameters.size());
  for (size_t i = 0; i < fake.size(); ++i) {
    slopes[2 * from[i]] += static_cast<double>(by_x[i]);
    slopes[2 * from[i] + 1] += static_cast<double>(by_x[i] * moved_by_sigma[i]);
  }
  model.descend(slopes);
}

Bells ThreeWays::model(Way way) const {
  const std::vector<double>& average = models_[static_cast<size_t>(way)].average;
  Bells bells;
  for (size_t k = 0; k + 1 < average.size(); k += 2)
    bells.push_back({average[k], std::exp(average[k + 1]), 2 / static_cast<double>(average.size())});
  return bells;
}

Bells ThreeWays::generator(Way way) const {
  if (way == Way::contrastive && options_.noise != Noise::contrastive) return fixed_noise(options_.noise);
  return model(way);
}

std::vector<double> ThreeWays::judged(Way way, const std::vector<double>& x) {
  std::vector<double> d(x.size(), 0.5);
  if (way == Way::game) {
    const std::vector<float> places(x.begin(), x.end());
    const auto logits = d_.forward(places);
    for (size_t i = 0; i < x.size(); ++i) d[i] = sigmoid(static_cast<double>(logits[i]));
  } else if (way == Way::contrastive && options_.noise != Noise::contrastive) {
    const Bells mine = model(way), noise = generator(way);
    for (size_t i = 0; i < x.size(); ++i) d[i] = sigmoid(log_density(mine, x[i]) - log_density(noise, x[i]));
  }
  return d;
}

double ThreeWays::value(Way way) {
  constexpr double reach = 12, step = 0.02, least = 1e-12;
  std::vector<double> x;
  for (double at = -reach; at <= reach; at += step) x.push_back(at);
  const std::vector<double> d = judged(way, x);
  const Bells by = generator(way);
  double sum = 0;
  for (size_t i = 0; i < x.size(); ++i)
    sum += density(data(), x[i]) * std::log(std::max(d[i], least)) +
           density(by, x[i]) * std::log(std::max(1 - d[i], least));
  return sum * step;
}

}  // namespace ganscope::explore
