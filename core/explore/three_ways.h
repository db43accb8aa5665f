#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/random.h"
#include "core/explore/adam.h"
#include "core/explore/bells.h"
#include "core/explore/tiny_mlp.h"

namespace ganscope::explore {

/// Whose noise a model is told from, in noise-contrastive estimation.
enum class Noise {
  good,         ///< N(0, 2.5²), which covers the data
  bad,          ///< N(3, 0.6²), which hardly meets one of their bells
  contrastive,  ///< the model's own copy, made anew each step
};

struct WaysOptions {
  int bells = 2;  ///< of the model: 1 or 2
  Noise noise = Noise::good;
  bool minimax = false;  ///< G's loss: minimax, else non-saturating
  uint64_t seed = 1;
  bool operator==(const WaysOptions&) const = default;
};

/// Which of the three: the order of ThreeWays::columns.
enum class Way { contrastive, likelihood, game };

/// Three ways to fit a model to the same data with one value function, V = E_data log D + E_gen log(1 − D)
/// (Goodfellow 2014, "On distinguishability criteria for estimating generative models"; NIPS 2016 tutorial,
/// figure 20). They differ in who is the model, who moves, and how:
/// - noise-contrastive estimation (Gutmann & Hyvärinen 2010): D = p_model/(p_model + p_gen), p_gen is noise
///   held still, p_model ascends V;
/// - maximum likelihood: the same with p_gen = p_model, copied each step (D = ½ always); in expectation the
///   slope of V is half that of the likelihood, which is what is followed here;
/// - the game: D is a free function (TinyMlp), which ascends V; p_gen is the model and goes against it.
/// Models are mixtures of one or two bells of equal weight; means and log sigmas move by Adam (rate 0.02, β
/// 0.5, 0.9), D by 0.005; batches of 256, the same data for all three. What is reported of models are
/// averages of their parameters (0.99 a step). All by hand, no LibTorch; the same seed gives the same
/// numbers.
class ThreeWays {
 public:
  static constexpr int batch = 256;
  explicit ThreeWays(const WaysOptions& options);

  /// ½ N(−2, 0.5²) + ½ N(1.5, 0.8²)
  [[nodiscard]] static const Bells& data();
  /// The noise of `good` and `bad`.
  [[nodiscard]] static Bells fixed_noise(Noise noise);

  void step();
  [[nodiscard]] int64_t steps() const { return steps_; }
  [[nodiscard]] const WaysOptions& options() const { return options_; }

  [[nodiscard]] Bells model(Way way) const;      ///< the average
  [[nodiscard]] Bells generator(Way way) const;  ///< who makes the negatives; the game's is its model
  /// D at `x`: of noise and likelihood by the formula from `model` and `generator`, of the game the network.
  [[nodiscard]] std::vector<double> judged(Way way, const std::vector<double>& x);
  /// V of all that: an integral in steps of 0.02 over [−12, 12]. At least −log 4 at the best D.
  [[nodiscard]] double value(Way way);

 private:
  struct Model {
    std::vector<float> parameters;  ///< [bells, 2]: mean, log sigma
    std::vector<double> average;    ///< of `parameters`, not yet divided by 1 − 0.99ⁿ
    Adam adam;
    explicit Model(const WaysOptions& options);
    [[nodiscard]] Bells bells() const;
    void descend(const std::vector<double>& slopes);
  };
  [[nodiscard]] Model& of(Way way) { return models_[static_cast<size_t>(way)]; }
  void contrast(const std::vector<float>& real);
  void follow_likelihood(const std::vector<float>& real);
  void play(const std::vector<float>& real);
  void judge_and_move_d(const std::vector<float>& real, const std::vector<float>& fake);

  WaysOptions options_;
  std::vector<Model> models_;
  TinyMlp d_;
  Adam d_adam_;
  Random data_random_, noise_random_, game_random_;
  int64_t steps_ = 0;
};

}  // namespace ganscope::explore
