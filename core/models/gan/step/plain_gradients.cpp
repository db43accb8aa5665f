#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/models/gan/series_table.h"
#include "core/models/gan/step/discriminator_step.h"
#include "core/models/gan/step/gradients.h"
#include "core/models/gan/step/watch.h"
#include "core/networks/plain_mlp.h"

namespace ganscope::gan {
namespace {

using networks::PlainMlp;
using objectives::SlopePenalty;

// One player's gradient, laid out like its weights, and the parts of it.
struct FlatGradient {
  explicit FlatGradient(const networks::Layout& layout) : flat(at::zeros({layout.flat_size()}, at::kFloat)) {
    for (const networks::Part& part : layout.parameters()) parts.push_back(networks::view_of(flat, part));
  }
  float* cleared() {
    std::fill_n(flat.data_ptr<float>(), flat.numel(), 0.0F);
    return flat.data_ptr<float>();
  }
  at::Tensor flat;
  std::vector<at::Tensor> parts;
};

std::span<const float> floats(const at::Tensor& rows) {
  return {rows.data_ptr<float>(), static_cast<size_t>(rows.numel())};
}

const float* flat_of(const networks::Weights& weights) { return weights.flat.data_ptr<float>(); }

class PlainGradients final : public Gradients {
 public:
  PlainGradients(const Game& game, const networks::PlainPlan& g, const networks::PlainPlan& d)
      : g_(g), d_(d), elsewhere_(d), g_gradient_(game.g->layout()), d_gradient_(game.d->layout()) {}

  at::Tensor generate(const Game& game, const at::Tensor& latents, const at::Tensor&, bool) override {
    const at::NoGradGuard no_graph;
    const at::Tensor shaped = game.g->map(game.g_weights, latents).contiguous();
    const int64_t count = shaped.size(0);
    at::Tensor samples = at::empty({count, g_.out()}, at::kFloat);
    std::copy_n(g_.forward(flat_of(game.g_weights), shaped.data_ptr<float>(), count), samples.numel(),
                samples.data_ptr<float>());
    return samples;
  }

  Gradient of_discriminator(const Game& game, const models::Batch& batch, const at::Tensor& fake,
                            const Turn& turn, train::StepReport& report) override {
    const at::NoGradGuard no_graph;
    batch.both.narrow(0, batch.count(), batch.count()).copy_(fake);
    const at::Tensor shown = shown_to_d(game, batch.both, turn).contiguous();  // [2P, values]
    const int64_t rows = shown.size(0);
    const float* weights = flat_of(game.d_weights);
    const std::span<const double> logits = judge(weights, shown, real_and_fake_);
    const auto n = static_cast<size_t>(rows / 2);
    const objectives::Logits both{logits.first(n), logits.last(n)};
    slopes_.resize(logits.size());
    const std::span slopes(slopes_);
    const LabelSwaps swaps = label_swaps(game, n, turn);
    const double loss =
        game.objective->discriminator_loss(both, {slopes.first(n), slopes.last(n)}, {swaps.real, swaps.fake});
    report_judgement(loss, both, report);
    if (turn.watch != nullptr)
      turn.watch->discriminator_looked({shown.narrow(0, 0, rows / 2),
                                        shown.narrow(0, rows / 2, rows / 2),
                                        {},
                                        both,
                                        slopes.first(n),
                                        slopes.last(n),
                                        loss,
                                        swaps});
    float* gradient = d_gradient_.cleared();
    d_.backward(weights, as_floats(slopes), gradient, nullptr);
    add_penalties(game, shown, turn, gradient, report);
    Gradient found = finished(game, d_gradient_, loss);
    report.values[series_grad_d] = static_cast<float>(found.norm);
    return found;
  }

  Gradient of_generator(const Game& game, const models::Batch& batch, const at::Tensor& fake,
                        const models::Moments&, const Turn& turn, train::StepReport& report) override {
    const at::NoGradGuard no_graph;
    if (turn.watch != nullptr) turn.watch->about_to_show(turn.random);
    const at::Tensor shown = shown_to_d(game, fake, turn).contiguous();  // [P, values]
    const float* d_weights = flat_of(game.d_frozen);
    std::span<const double> logits_real;
    if (game.objective->generator_needs_real()) {
      // Drawn after the fakes, as noise on them would be; judged before them, whose answers are still needed.
      const at::Tensor real = shown_to_d(game, batch.real(), turn).contiguous();
      logits_real = judge(d_weights, real, real_);
    }
    const std::span<const double> logits = judge(d_weights, shown, real_and_fake_);
    slopes_.resize(logits.size() + logits_real.size());
    const std::span slopes(slopes_);
    const std::span by_fake = slopes.first(logits.size());
    const double loss =
        game.objective->generator_loss({logits_real, logits}, {slopes.subspan(logits.size()), by_fake});
    if (turn.watch != nullptr)
      turn.watch->generator_was_told({fake, game.d_frozen, {}, {logits_real, logits}, by_fake, loss, turn});
    by_sample_.resize(static_cast<size_t>(shown.numel()));
    d_.backward(d_weights, as_floats(by_fake), nullptr, by_sample_.data());
    g_.backward(flat_of(game.g_weights), by_sample_.data(), g_gradient_.cleared(), nullptr);
    Gradient found = finished(game, g_gradient_, loss);
    report.values[series_g_loss] = static_cast<float>(loss);
    report.values[series_grad_g] = static_cast<float>(found.norm);
    return found;
  }

 private:
  std::span<const double> judge(const float* weights, const at::Tensor& shown, std::vector<double>& logits) {
    const float* answers = d_.forward(weights, shown.data_ptr<float>(), shown.size(0));
    logits.assign(answers, answers + shown.size(0));
    return logits;
  }

  const float* as_floats(std::span<const double> values) {
    narrow_.assign(values.begin(), values.end());
    return narrow_.data();
  }

  void add_penalties(const Game& game, const at::Tensor& shown, const Turn& turn, float* gradient,
                     train::StepReport& report) {
    const int64_t count = shown.size(0) / 2, values = shown.size(1);
    const std::span<const float> all = floats(shown);
    const objectives::ShownRows rows{all.first(all.size() / 2), all.last(all.size() / 2), count};
    const float* weights = flat_of(game.d_weights);
    size_t series = first_extra_series;
    for (const auto& regulariser : game.regularisers) {
      const SlopePenalty* penalty = regulariser->slope_penalty();
      if (penalty != nullptr && regulariser->due(turn.updates_d)) {
        slope_rows_.resize(static_cast<size_t>(count * values));
        derivative_.resize(slope_rows_.size());
        PlainMlp& d = penalty->where() == SlopePenalty::Where::elsewhere ? elsewhere_ : d_;
        if (penalty->where() == SlopePenalty::Where::elsewhere) {
          points_.resize(slope_rows_.size());
          penalty->choose_points(rows, turn.random, points_);
          (void)elsewhere_.forward(weights, points_.data(), count);
        }
        const int64_t first = penalty->where() == SlopePenalty::Where::fake ? count : 0;
        d.input_slopes(weights, first, count, slope_rows_.data());
        report.values[series] = static_cast<float>(penalty->cost(slope_rows_, count, derivative_));
        d.add_slope_gradient(weights, derivative_.data(), gradient);
      }
      series += regulariser->series().size();
    }
  }

  static Gradient finished(const Game& game, const FlatGradient& flat, double loss) {
    Gradient gradient{flat.parts, loss, models::gradient_norm(flat.parts)};
    if (game.rules.longest_gradient > 0)
      models::clip_gradients(gradient.by_parameter, gradient.norm, game.rules.longest_gradient);
    return gradient;
  }

  PlainMlp g_, d_, elsewhere_;
  FlatGradient g_gradient_, d_gradient_;
  std::vector<double> real_and_fake_, real_, slopes_;
  std::vector<float> narrow_, by_sample_, slope_rows_, derivative_, points_;
};

}  // namespace

std::unique_ptr<Gradients> plain_gradients(const Game& game, at::Device device) {
  const Rules& rules = game.rules;
  const bool special =
      rules.classes > 0 || rules.classifier || rules.matching_aware || rules.unroll_steps > 0;
  if (!device.is_cpu() || special) return nullptr;
  for (const auto& regulariser : game.regularisers)
    if (!regulariser->works_without_graph()) return nullptr;
  const auto g = game.g->plain(), d = game.d->plain();
  if (!g || !d) return nullptr;
  return std::make_unique<PlainGradients>(game, *g, *d);
}

}  // namespace ganscope::gan
