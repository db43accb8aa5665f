#include "core/objectives/disturbances.h"

#include <ATen/TensorOperators.h>

#include <algorithm>

#include "core/objectives/noise.h"

namespace ganscope::objectives {
namespace {

using config::number_option;
using config::Player;
using config::strength_option;

class InstanceNoise final : public Regulariser {
 public:
  InstanceNoise(double sigma, int64_t steps) : sigma_(sigma), steps_(steps) {}

  at::Tensor transform(const at::Tensor& samples, Random& random, int64_t step) const override {
    const double left = 1 - static_cast<double>(step) / static_cast<double>(steps_);
    if (left <= 0) return samples;
    return samples + normal_like(samples, random) * (sigma_ * left);
  }
  bool works_without_graph() const override { return true; }

 private:
  double sigma_;
  int64_t steps_;
};

class LabelSmoothing final : public Regulariser {
 public:
  explicit LabelSmoothing(double smoothing) : smoothing_(smoothing) {}
  bool swaps_labels() const override { return true; }
  bool works_without_graph() const override { return true; }
  void swap_labels(std::span<double> real, std::span<double>, Random&) const override {
    std::ranges::fill(real, smoothing_);
  }

 private:
  double smoothing_;
};

class LabelFlipping final : public Regulariser {
 public:
  explicit LabelFlipping(double probability) : probability_(probability) {}
  bool swaps_labels() const override { return true; }
  bool works_without_graph() const override { return true; }
  void swap_labels(std::span<double> real, std::span<double> fake, Random& random) const override {
    for (const auto side : {real, fake})
      for (double& swap : side)
        if (random.chance(probability_)) swap = 1;
  }

 private:
  double probability_;
};

}  // namespace

std::unique_ptr<Regulariser> make_instance_noise(double sigma, int64_t steps) {
  return std::make_unique<InstanceNoise>(sigma, steps);
}

std::unique_ptr<Regulariser> make_label_smoothing(double smoothing) {
  return std::make_unique<LabelSmoothing>(smoothing);
}

std::unique_ptr<Regulariser> make_label_flipping(double probability) {
  return std::make_unique<LabelFlipping>(probability);
}

RegulariserEntry instance_noise() {
  config::Option until = number_option("noise_steps", "Noise until step",
                                       "The instance noise falls evenly and is gone at this step.",
                                       int64_t{10000}, 1, 1e9, Player::discriminator);
  until.logarithmic = true;
  return {
      {"instance-noise",
       "Instance noise",
       "Normal noise on all that D is shown, real and generated, fading over time: both overlap, so D cannot "
       "be sure "
       "too soon. Sønderby 2017; Arjovsky & Bottou 2017.",
       {strength_option(
            "noise_sigma", "Instance noise σ",
            "The noise's standard deviation at the beginning; pictures and scaled points go about from −1 "
            "to 1. 0 turns it off.",
            0.1, 2, Player::discriminator),
        until}},
      [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
        const double sigma = settings.real("noise_sigma");
        return sigma > 0 ? make_instance_noise(sigma, settings.integer("noise_steps")) : nullptr;
      }};
}

RegulariserEntry label_smoothing() {
  return {{"label-smoothing",
           "One-sided label smoothing",
           "D's target for real samples is 1 − s instead of 1, so it never grows quite sure. Needs an "
           "objective that "
           "judges samples one by one. Salimans 2016.",
           {strength_option("label_smoothing", "Label smoothing",
                            "How much of the real label is taken away; 0.1 is usual. 0 turns it off.", 0.1,
                            0.5, Player::discriminator)}},
          [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
            const double smoothing = settings.real("label_smoothing");
            return smoothing > 0 ? make_label_smoothing(smoothing) : nullptr;
          }};
}

RegulariserEntry label_flipping() {
  return {{"label-flipping",
           "Label flipping",
           "Now and then D is told that a real sample is generated, or the other way round: a little doubt "
           "keeps it from "
           "winning. Needs an objective that judges samples one by one.",
           {strength_option("label_flipping", "Label flipping",
                            "The probability that a sample's label is swapped in a D update. 0 turns it off.",
                            0.05, 0.5, Player::discriminator)}},
          [](const config::Settings& settings) -> std::unique_ptr<Regulariser> {
            const double probability = settings.real("label_flipping");
            return probability > 0 ? make_label_flipping(probability) : nullptr;
          }};
}

}  // namespace ganscope::objectives
