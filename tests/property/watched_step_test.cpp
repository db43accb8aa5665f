// A training step that is watched: bitwise the one that nobody watches, and what is told of it is right.
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/softplus.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "core/models/gan/gan_stepper.h"
#include "tests/property/everything.h"

namespace ganscope {
namespace {

using api::PartFacts;
using api::StepPart;

class Heard final : public train::StepObserver {
 public:
  void told(PartFacts facts) override { parts.push_back(std::move(facts)); }
  [[nodiscard]] const PartFacts& of(StepPart part) const {
    for (const PartFacts& facts : parts)
      if (facts.part == part) return facts;
    throw std::runtime_error("a part was not told");
  }
  [[nodiscard]] std::vector<StepPart> order() const {
    std::vector<StepPart> order;
    for (const PartFacts& facts : parts) order.push_back(facts.part);
    return order;
  }
  std::vector<PartFacts> parts;
};

const std::vector<StepPart> in_order = {StepPart::draw_real,  StepPart::draw_latents, StepPart::generate,
                                        StepPart::judge_real, StepPart::judge_fake,   StepPart::loss_d,
                                        StepPart::gradient_d, StepPart::move_d,       StepPart::judge_again,
                                        StepPart::loss_g,     StepPart::gradient_g,   StepPart::move_g};

bool same_state(const train::Stepper& a, const train::Stepper& b) {
  const storage::TensorFile left = a.export_state(), right = b.export_state();
  return left.metadata == right.metadata &&
         std::ranges::equal(left.tensors, right.tensors,
                            [](const auto& x, const auto& y) { return x.bytes == y.bytes; });
}

void expect_unchanged_by_watching(train::Stepper& alone, train::Stepper& watched) {
  for (int i = 0; i < 3; ++i) {
    Heard heard;
    const train::StepReport expected = alone.step(api::StepKind::both);
    const train::StepReport report = watched.step(api::StepKind::both, &heard);
    ASSERT_EQ(report.finite, expected.finite);
    ASSERT_GE(heard.parts.size(), api::step_parts);
    EXPECT_TRUE(std::ranges::all_of(heard.parts, [](const PartFacts& facts) { return facts.finite; }));
    // What is told is what the curves show: of D's last update.
    const auto last = std::find_if(heard.parts.rbegin(), heard.parts.rend(),
                                   [](const PartFacts& facts) { return facts.part == StepPart::loss_d; });
    ASSERT_NE(last, heard.parts.rend());
    EXPECT_EQ(static_cast<float>(last->loss), report.values[0]);
  }
  EXPECT_TRUE(same_state(alone, watched));
}

class Watched : public ::testing::TestWithParam<testing::Variation> {};

TEST_P(Watched, IsBitwiseTheStepThatNobodyWatches) {
  at::set_num_threads(1);
  const config::Experiment made = experiment_of(GetParam());
  const auto data = testing::noise_pictures(16, 1);
  const auto alone = testing::stepper(made, data), watched = testing::stepper(made, data);
  expect_unchanged_by_watching(*alone, *watched);
}

INSTANTIATE_TEST_SUITE_P(Everything, Watched, ::testing::ValuesIn(testing::variations()),
                         [](const auto& each) {
                           std::string name = each.param.name;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

std::unique_ptr<train::Stepper> of_points(const config::Experiment& made, gan::Way way) {
  return std::move(gan::make_stepper_on(models::Device::cpu, made, testing::two_clusters(), way).value());
}

TEST(WatchedStep, IsBitwiseTheSameUnderCaptions) {
  at::set_num_threads(1);
  const config::Experiment made = testing::experiment({{"matching_aware", true}});
  const auto data = testing::captioned_pictures(16, 1);
  const auto alone = testing::stepper(made, data), watched = testing::stepper(made, data);
  expect_unchanged_by_watching(*alone, *watched);
}

TEST(WatchedStep, IsBitwiseTheSameForPointsByEitherWayUnderEveryObjective) {
  at::set_num_threads(1);
  for (const auto& objective : objectives::all_objectives()) {
    for (const gan::Way way : {gan::Way::quickest, gan::Way::graph}) {
      SCOPED_TRACE(objective.info.key);
      const auto made = testing::experiment({{"network", std::string("mlp")},
                                             {"objective", objective.info.key},
                                             {"conditional", false},
                                             {"noise_sigma", 0.2},
                                             {"packing", int64_t{2}},
                                             {"critic_steps", int64_t{2}}});
      const auto alone = of_points(made, way), watched = of_points(made, way);
      expect_unchanged_by_watching(*alone, *watched);
    }
  }
}

TEST(WatchedStep, TellsTheTwelvePartsInOrderAndThoseOfDForEachOfItsUpdates) {
  at::set_num_threads(1);
  const auto order = [](const std::vector<std::pair<std::string, config::Value>>& changes) {
    Heard heard;
    std::vector<std::pair<std::string, config::Value>> all = {{"network", std::string("mlp")},
                                                              {"conditional", false}};
    all.insert(all.end(), changes.begin(), changes.end());
    (void)of_points(testing::experiment(all), gan::Way::quickest)->step(api::StepKind::both, &heard);
    return heard.order();
  };
  EXPECT_EQ(order({}), in_order);
  std::vector<StepPart> twice(in_order.begin(), in_order.begin() + 8);
  twice.insert(twice.end(), in_order.begin(), in_order.end());
  EXPECT_EQ(order({{"critic_steps", int64_t{2}}, {"g_steps", int64_t{3}}}), twice);
  std::vector<StepPart> together = in_order;
  std::rotate(together.begin() + 7, together.begin() + 8, together.begin() + 11);
  EXPECT_EQ(order({{"update_order", std::string("simultaneous")}}), together);
}

float length_of(const std::vector<at::Tensor>& parts) {
  double sum = 0;
  for (const at::Tensor& part : parts) sum += part.square().sum().item<double>();
  return static_cast<float>(std::sqrt(sum));
}

void expect_near(const at::Tensor& expected, const std::vector<float>& told, double factor = 1) {
  const std::vector<double> values = gan::to_doubles(expected.contiguous());
  ASSERT_EQ(values.size(), told.size());
  for (size_t i = 0; i < told.size(); ++i)
    EXPECT_NEAR(told[i], factor * values[i], 1e-5 * (1 + std::abs(factor * values[i]))) << i;
}

// The non-saturating game of points, worked out by LibTorch from the weights as they were.
TEST(WatchedStep, TellsWhatLibTorchFindsForTheSameBatch) {
  at::set_num_threads(1);
  const auto made =
      testing::experiment({{"network", std::string("mlp")}, {"conditional", false}, {"batch", int64_t{8}}});
  const networks::Task task{.points = true, .dimensions = 2, .latent_dim = 8};
  const auto& network = **networks::find_network(made.settings);
  const auto g = *network.make_generator(made.settings, task);
  const auto d = *network.make_discriminator(made.settings, task);
  for (const gan::Way way : {gan::Way::quickest, gan::Way::graph}) {
    const auto model = of_points(made, way);
    const auto weights = [&](const networks::Layout& layout, size_t player) {
      const auto state = std::dynamic_pointer_cast<const models::ModelSnapshot>(model->snapshot());
      return layout.view(state->player(player).weights.clone(), {}, true);
    };
    const models::PointScale scale =
        std::dynamic_pointer_cast<const models::ModelSnapshot>(model->snapshot())->scale();
    const networks::Weights g_before = weights(g->layout(), gan::of_g);
    const networks::Weights d_before = weights(d->layout(), gan::of_d);
    Heard heard;
    (void)model->step(api::StepKind::both, &heard);
    const networks::Weights d_after = weights(d->layout(), gan::of_d);
    const networks::Weights g_after = weights(g->layout(), gan::of_g);

    const api::Numbers& latents = heard.of(StepPart::draw_latents).latents;
    const at::Tensor z = at::tensor(latents.values).view(latents.shape);
    const at::Tensor fake = g->forward(g_before, z, {}, networks::Mode::training);
    const at::Tensor in_frame =
        fake.detach() * scale.unit[0] + at::tensor({scale.centre[0], scale.centre[1]});
    expect_near(in_frame, heard.of(StepPart::generate).samples.values);
    const api::Numbers& drawn = heard.of(StepPart::draw_real).samples;
    const at::Tensor real =
        (at::tensor(drawn.values).view(drawn.shape) - at::tensor({scale.centre[0], scale.centre[1]})) /
        scale.unit[0];

    const at::Tensor v_real = d->forward(d_before, real, {}, networks::Mode::training);
    const at::Tensor v_fake = d->forward(d_before, fake.detach(), {}, networks::Mode::training);
    expect_near(v_real, heard.of(StepPart::judge_real).logits_real);
    expect_near(v_fake, heard.of(StepPart::judge_fake).logits_fake);
    const at::Tensor loss_real = at::softplus(-v_real).mean(), loss_fake = at::softplus(v_fake).mean();
    const PartFacts& loss_d = heard.of(StepPart::loss_d);
    EXPECT_NEAR(loss_d.loss_real, loss_real.item<double>(), 1e-5);
    EXPECT_NEAR(loss_d.loss_fake, loss_fake.item<double>(), 1e-5);
    EXPECT_DOUBLE_EQ(loss_d.loss, loss_d.loss_real + loss_d.loss_fake);
    expect_near((v_fake.sigmoid()) / 8, loss_d.slopes_fake);
    const auto by_d = torch::autograd::grad({loss_real + loss_fake}, d_before.parameters);
    EXPECT_NEAR(heard.of(StepPart::gradient_d).length, length_of(by_d), 1e-4);
    const PartFacts& moved = heard.of(StepPart::move_d);
    const at::Tensor step_d = d_after.flat.detach() - d_before.flat.detach();
    EXPECT_NEAR(moved.length, length_of({step_d}), 1e-5);
    EXPECT_NEAR(moved.loss,
                (at::softplus(-d->forward(d_after, real, {}, networks::Mode::training)).mean() +
                 at::softplus(d->forward(d_after, fake.detach(), {}, networks::Mode::training)).mean())
                    .item<double>(),
                1e-5);

    const at::Tensor told = d->forward(d_after, fake, {}, networks::Mode::training);
    expect_near(told, heard.of(StepPart::judge_again).logits_fake);
    const at::Tensor loss_g = at::softplus(-told).mean();
    EXPECT_NEAR(heard.of(StepPart::loss_g).loss, loss_g.item<double>(), 1e-5);
    expect_near((told.sigmoid() - 1) / 8, heard.of(StepPart::loss_g).slopes_fake);
    const PartFacts& back = heard.of(StepPart::gradient_g);
    const auto slopes = torch::autograd::grad({loss_g}, {fake}, {}, true);
    expect_near(slopes[0], back.sample_slopes.values, 1 / scale.unit[0]);
    const auto by_verdict = torch::autograd::grad({told.sum()}, {fake}, {}, true);
    expect_near(by_verdict[0], back.verdict_slopes.values, 1 / scale.unit[0]);
    const auto by_g = torch::autograd::grad({loss_g}, g_before.parameters);
    EXPECT_NEAR(back.length, length_of(by_g), 1e-4);
    EXPECT_NEAR(back.clipped, back.length, 1e-6) << "nothing was clipped";
    double together = 0;
    for (const api::LayerLength& layer : back.layers) together = std::hypot(together, layer.length);
    EXPECT_NEAR(together, back.length, 1e-6);
    EXPECT_EQ(back.layers.size(), by_g.size() / 2) << "a weight and a bias are one layer";
    const at::Tensor later = g->forward(g_after, z, {}, networks::Mode::training);
    expect_near(later.detach() * scale.unit[0] + at::tensor({scale.centre[0], scale.centre[1]}),
                heard.of(StepPart::move_g).samples.values);
    EXPECT_NEAR(heard.of(StepPart::move_g).loss,
                at::softplus(-d->forward(d_after, later, {}, networks::Mode::training)).mean().item<double>(),
                1e-5);
  }
}

TEST(WatchedStep, EndsWithTheFirstPartThatIsNotFinite) {
  at::set_num_threads(1);
  const auto made = testing::experiment({{"network", std::string("mlp")}, {"conditional", false}});
  const auto model = of_points(made, gan::Way::quickest);
  storage::TensorFile state = model->export_state();
  for (storage::NamedTensor& tensor : state.tensors) {
    if (!tensor.name.starts_with("discriminator.")) continue;
    const float huge = 3e38F;
    for (size_t at = 0; at + sizeof(float) <= tensor.bytes.size(); at += sizeof(float))
      std::memcpy(tensor.bytes.data() + at, &huge, sizeof(float));
  }
  ASSERT_TRUE(model->import_state(state).has_value());
  Heard heard;
  EXPECT_FALSE(model->step(api::StepKind::both, &heard).finite);
  ASSERT_FALSE(heard.parts.empty());
  EXPECT_FALSE(heard.of(StepPart::judge_real).finite);
  EXPECT_LT(heard.parts.size(), api::step_parts);
}

}  // namespace
}  // namespace ganscope
