#include "tests/panels/support/shown_plane.h"

#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "core/data/laws/mixture_law.h"
#include "core/explore/tools/all_tools.h"
#include "core/train/snapshot.h"

namespace ganscope::testing {
namespace {

class NoWeights final : public train::Snapshot {
 public:
  [[nodiscard]] int64_t step() const override { return 4000; }
  [[nodiscard]] size_t bytes() const override { return 0; }
};

std::array<double, 2> centre(int blob) {
  const double angle = 0.7853981634 * blob;
  return {2 * std::cos(angle), 2 * std::sin(angle)};
}

std::shared_ptr<const data::Law> ring_of_eight() {
  std::vector<data::Kernel> kernels;
  for (int blob = 0; blob < 8; ++blob) {
    data::Kernel kernel;
    kernel.centre = centre(blob);
    kernel.sigma = 0.12;
    kernel.weight = 1;
    kernels.push_back(kernel);
  }
  return std::make_shared<data::MixtureLaw>(2, std::move(kernels));
}

/// G bends the plane of the first two latent numbers towards a ring with eight thicker places; D believes in
/// wide blobs, a little more in those at the right.
class FormulaReplica final : public train::Replica {
 public:
  explicit FormulaReplica(size_t latent_dim) : dim_(latent_dim) {}
  Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                               const std::vector<float>& latents, const std::vector<int>&, bool) override {
    api::Answer drawn;
    drawn.model = model;
    drawn.step = snapshot.step();
    for (size_t i = 0; i + dim_ <= latents.size(); i += dim_, ++drawn.count) {
      const auto z0 = static_cast<double>(latents[i]),
                 z1 = dim_ > 1 ? static_cast<double>(latents[i + 1]) : 0.0;
      const double far = std::hypot(z0, z1), angle = std::atan2(z1, z0);
      const double radius = 2.1 * std::tanh(1.6 * far), turned = angle - 0.09 * std::sin(8 * angle);
      drawn.points.push_back(static_cast<float>(radius * std::cos(turned)));
      drawn.points.push_back(static_cast<float>(radius * std::sin(turned)));
    }
    return drawn;
  }
  Expected<train::JudgedPoints> judge_field(const train::Snapshot&, const std::vector<float>& points,
                                            bool slopes) override {
    train::JudgedPoints judged;
    constexpr double step = 1e-3;
    for (size_t i = 0; i + 1 < points.size(); i += 2) {
      const auto x = static_cast<double>(points[i]), y = static_cast<double>(points[i + 1]);
      judged.logits.push_back(static_cast<float>(logit(x, y)));
      if (!slopes) continue;
      judged.slopes.values.push_back(
          static_cast<float>((logit(x + step, y) - logit(x - step, y)) / (2 * step)));
      judged.slopes.values.push_back(
          static_cast<float>((logit(x, y + step) - logit(x, y - step)) / (2 * step)));
    }
    judged.slopes.count = static_cast<int>(points.size() / 2);
    judged.slopes.width = 2;
    return judged;
  }
  Expected<api::Rows> point_forces(const train::Snapshot& snapshot, const config::Settings&,
                                   const std::vector<float>& points, const std::vector<float>&) override {
    auto judged = judge_field(snapshot, points, true).value();
    for (size_t i = 0; i < judged.slopes.values.size(); ++i)
      judged.slopes.values[i] /= 1 + std::exp(judged.logits[i / 2]);  // non-saturating
    return judged.slopes;
  }

 private:
  static double logit(double x, double y) {
    double sum = 0;
    for (int blob = 0; blob < 8; ++blob) {
      const auto [cx, cy] = centre(blob);
      sum += (1 + 0.15 * cx) * std::exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (2 * 0.35 * 0.35));
    }
    return 3.2 * sum - 1.4;
  }
  size_t dim_;
};

}  // namespace

void answer_as_plane(const api::Ask& ask, int latent_dim, api::Answer& answer) {
  explore::Bench bench;
  train::Subject subject;
  subject.data.form = Form::points;
  subject.data.dimensions = 2;
  subject.latent_dim = latent_dim;
  auto set = std::make_shared<data::Dataset>();
  set->form = Form::points;
  set->dimensions = 2;
  set->law = ring_of_eight();
  subject.dataset = set;
  bench.subject = std::make_shared<train::Subject>(std::move(subject));
  bench.replica = std::make_unique<FormulaReplica>(static_cast<size_t>(latent_dim));
  api::Answer made;
  made.view = answer.view;
  made.id = answer.id;
  made.generation = answer.generation;
  made.model = answer.model;
  const auto tool = explore::find_tool("plane")->make();
  const auto snapshot = std::make_shared<const NoWeights>();
  for (;;) {
    const auto done =
        tool->work(bench, {ask, snapshot, explore::Clock::now() + std::chrono::seconds(5)}, made);
    if (!done) {
      made.failure = done.error();
      break;
    }
    if (*done) break;
  }
  made.step = answer.step;
  answer = std::move(made);
}

}  // namespace ganscope::testing
