#pragma once
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "app/model/slowly.h"
#include "core/api/slow_step.h"
#include "core/base/random.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {

/// One step of the non-saturating game on eight blobs, as a trainer tells it: D is a formula, so slopes and
/// losses are those of it. The same every time.
class ToldStep {
 public:
  [[nodiscard]] static api::SlowStep make(int64_t step = 1241, uint64_t generation = 1) {
    ToldStep told;
    api::SlowStep slow;
    slow.generation = generation;
    slow.serial = static_cast<uint64_t>(step);
    slow.active = true;
    slow.step = step;
    slow.d_updates = 1;
    slow.parts = told.parts();
    return slow;
  }

 private:
  static constexpr int count = 32;

  /// D's verdict: high near a blob of the ring of radius 2.
  static double verdict(double x, double y) {
    double most = 0;
    for (int blob = 0; blob < 8; ++blob) {
      const double angle = blob * 0.7853981633974483;
      const double far = std::hypot(x - 2 * std::cos(angle), y - 2 * std::sin(angle));
      most = std::fmax(most, std::exp(-2 * far * far));
    }
    return 3.2 * most - 1.4;
  }
  static std::pair<double, double> slope(double x, double y) {
    constexpr double h = 1e-4;
    return {(verdict(x + h, y) - verdict(x - h, y)) / (2 * h),
            (verdict(x, y + h) - verdict(x, y - h)) / (2 * h)};
  }
  static double belief(double v) { return 1 / (1 + std::exp(-v)); }

  api::Numbers points(double spread, double shift) {
    api::Numbers drawn{{count, 2}, {}};
    for (int i = 0; i < count; ++i) {
      const double angle = static_cast<double>(random_.below(8)) * 0.7853981633974483 + shift;
      drawn.values.push_back(static_cast<float>(2 * std::cos(angle) + spread * random_.normal()));
      drawn.values.push_back(static_cast<float>(2 * std::sin(angle) + spread * random_.normal()));
    }
    return drawn;
  }
  static std::vector<float> judged(const api::Numbers& samples) {
    std::vector<float> logits;
    for (size_t i = 0; i + 1 < samples.values.size(); i += 2)
      logits.push_back(static_cast<float>(verdict(double{samples.values[i]}, double{samples.values[i + 1]})));
    return logits;
  }
  static double mean_cost(const std::vector<float>& logits, double sign) {
    double sum = 0;
    for (const float v : logits) sum += std::log1p(std::exp(sign * double{v}));
    return sum / static_cast<double>(logits.size());
  }

  std::vector<api::PartFacts> parts() {
    using api::StepPart;
    const api::Numbers real = points(0.07, 0), fake = points(0.3, 0.1);
    const std::vector<float> v_real = judged(real), v_fake = judged(fake);
    api::Field field{.dimensions = 2, .x = -2.6F, .y = -2.6F, .side = 5.2F};
    constexpr int edge = 48;
    for (int i = 0; i < edge * edge; ++i)
      field.logits.push_back(static_cast<float>(
          verdict(-2.6 + 5.2 * (i % edge) / (edge - 1), -2.6 + 5.2 * (i / edge) / (edge - 1))));
    api::Numbers latents{{count, 2}, {}};
    for (int i = 0; i < 2 * count; ++i) latents.values.push_back(static_cast<float>(random_.normal()));

    std::vector<api::PartFacts> told(api::step_parts);
    for (size_t i = 0; i < told.size(); ++i) told[i].part = static_cast<StepPart>(i);
    const auto of = [&](StepPart part) -> api::PartFacts& { return told[static_cast<size_t>(part)]; };
    of(StepPart::draw_real).samples = real;
    of(StepPart::draw_latents).latents = latents;
    of(StepPart::generate).samples = fake;
    of(StepPart::judge_real).logits_real = v_real;
    of(StepPart::judge_real).field = field;
    of(StepPart::judge_fake).logits_fake = v_fake;
    api::PartFacts& loss_d = of(StepPart::loss_d);
    loss_d.two_terms = true;
    loss_d.loss_real = mean_cost(v_real, -1);
    loss_d.loss_fake = mean_cost(v_fake, 1);
    loss_d.loss = loss_d.loss_real + loss_d.loss_fake;
    for (const float v : v_real)
      loss_d.slopes_real.push_back(static_cast<float>((belief(double{v}) - 1) / count));
    for (const float v : v_fake) loss_d.slopes_fake.push_back(static_cast<float>(belief(double{v}) / count));
    api::PartFacts& gradient_d = of(StepPart::gradient_d);
    gradient_d.length = gradient_d.clipped = 0.96;
    gradient_d.layers = {{"layer1", 0.30}, {"layer2", 0.51}, {"logit", 0.76}};
    api::PartFacts& move_d = of(StepPart::move_d);
    move_d.loss_before = loss_d.loss;
    move_d.loss = loss_d.loss - 0.016;
    move_d.rate = 0.001;
    move_d.length = 0.0131;
    move_d.layers = {{"layer1", 0.006}, {"layer2", 0.011}, {"logit", 0.0037}};
    move_d.field = field;
    of(StepPart::judge_again).logits_fake = v_fake;
    api::PartFacts& loss_g = of(StepPart::loss_g);
    loss_g.loss = mean_cost(v_fake, -1);
    for (const float v : v_fake)
      loss_g.slopes_fake.push_back(static_cast<float>((belief(double{v}) - 1) / count));
    api::PartFacts& gradient_g = of(StepPart::gradient_g);
    gradient_g.verdict_slopes = gradient_g.sample_slopes = {{count, 2}, {}};
    api::Numbers moved = fake;
    for (int i = 0; i < count; ++i) {
      const auto at = static_cast<size_t>(2 * i);
      const auto [x, y] = slope(double{fake.values[at]}, double{fake.values[at + 1]});
      const auto told_by = double{loss_g.slopes_fake[static_cast<size_t>(i)]};
      gradient_g.verdict_slopes.values.insert(gradient_g.verdict_slopes.values.end(),
                                              {static_cast<float>(x), static_cast<float>(y)});
      gradient_g.sample_slopes.values.insert(
          gradient_g.sample_slopes.values.end(),
          {static_cast<float>(told_by * x), static_cast<float>(told_by * y)});
      gradient_g.sample_lengths.push_back(static_cast<float>(std::hypot(told_by * x, told_by * y)));
      moved.values[at] -= static_cast<float>(0.3 * told_by * x);
      moved.values[at + 1] -= static_cast<float>(0.3 * told_by * y);
    }
    gradient_g.length = gradient_g.clipped = 0.42;
    gradient_g.layers = {{"layer1", 0.142}, {"layer2", 0.245}, {"output", 0.310}};
    api::PartFacts& move_g = of(StepPart::move_g);
    move_g.samples = moved;
    move_g.logits_fake = judged(moved);
    move_g.loss_before = loss_g.loss;
    move_g.loss = mean_cost(move_g.logits_fake, -1);
    move_g.rate = 0.001;
    move_g.length = 0.0127;
    move_g.layers = {{"layer1", 0.006}, {"layer2", 0.0104}, {"output", 0.004}};
    return told;
  }

  Random random_{3};
};

/// Enters the room with that step, at one of its parts.
inline void show_slowly(ShownRun& run, api::StepPart part) {
  run.model.workspace = model::Workspace::playground;
  run.model.playground.room = model::slowly_room;
  run.settle();
  run.session.set_slow_step(ToldStep::make(run.model.status->step, run.model.status->generation));
  run.settle();
  model::show_slow_part(run.model, static_cast<size_t>(part));
}

}  // namespace ganscope::testing
