#include "core/models/gan/step/watch.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/models/torch_compat.h"

namespace ganscope::gan {
namespace {

using api::PartFacts;
using api::StepPart;

api::Numbers numbers_of(const at::Tensor& tensor) {
  const at::Tensor plain = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
  const float* values = plain.data_ptr<float>();
  return {plain.sizes().vec(), {values, values + plain.numel()}};
}

std::vector<float> singles(std::span<const double> values) { return {values.begin(), values.end()}; }

bool all_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

bool all_finite(const PartFacts& facts) {
  for (const double number : {facts.loss, facts.loss_before, facts.length, facts.clipped})
    if (!std::isfinite(number)) return false;
  for (const std::vector<float>* values :
       {&facts.samples.values, &facts.latents.values, &facts.logits_real, &facts.logits_fake,
        &facts.slopes_real, &facts.slopes_fake, &facts.verdict_slopes.values, &facts.sample_slopes.values})
    if (!all_finite(*values)) return false;
  return true;
}

std::string layer_of(const std::string& parameter) { return parameter.substr(0, parameter.rfind('.')); }

/// ‖·‖ of `by_parameter` together, layer by layer, in the layout's order; undefined ones count as zero.
std::vector<api::LayerLength> lengths_by_layer(const networks::Layout& layout,
                                               const std::vector<at::Tensor>& by_parameter) {
  std::vector<api::LayerLength> layers;
  for (size_t i = 0; i < by_parameter.size(); ++i) {
    const std::string layer = layer_of(layout.parameters()[i].name);
    if (layers.empty() || layers.back().layer != layer) layers.push_back({layer, 0});
    const double length = models::gradient_norm({by_parameter[i]});
    layers.back().length = std::hypot(layers.back().length, length);
  }
  return layers;
}

std::vector<float> lengths_by_row(const api::Numbers& rows) {
  std::vector<float> lengths;
  const auto width = static_cast<size_t>(rows.width());
  for (size_t row = 0; row < static_cast<size_t>(rows.rows()); ++row) {
    double sum = 0;
    for (const float value : std::span(rows.values).subspan(row * width, width))
      sum += double{value} * double{value};
    lengths.push_back(static_cast<float>(std::sqrt(sum)));
  }
  return lengths;
}

double length_of(const std::vector<api::LayerLength>& layers) {
  double length = 0;
  for (const api::LayerLength& layer : layers) length = std::hypot(length, layer.length);
  return length;
}

PartFacts of_gradient(StepPart part, const networks::Layout& layout, const Gradient& gradient) {
  PartFacts facts{.part = part, .length = gradient.norm};
  facts.layers = lengths_by_layer(layout, gradient.by_parameter);
  facts.clipped = length_of(facts.layers);
  return facts;
}

/// A copy to look with: it collects no gradient, and nobody else sees what is written to its buffers.
networks::Weights held(const networks::Weights& weights) {
  networks::Weights still;
  for (const at::Tensor& parameter : weights.parameters)
    still.parameters.push_back(parameter.detach().clone());
  for (const at::Tensor& buffer : weights.buffers) still.buffers.push_back(buffer.detach().clone());
  return still;
}

}  // namespace

WatchedPlane watched_plane(const data::Dataset& data, const models::PointScale& scale) {
  WatchedPlane plane{.scale = scale, .dimensions = static_cast<int>(data.dimensions)};
  const auto dimensions = static_cast<size_t>(plane.dimensions);
  std::array<float, 2> low{}, high{};
  for (size_t i = 0; i < data.points.size(); ++i) {
    const size_t axis = i % dimensions;
    low[axis] = i < dimensions ? data.points[i] : std::min(low[axis], data.points[i]);
    high[axis] = i < dimensions ? data.points[i] : std::max(high[axis], data.points[i]);
  }
  const float widest = std::max(high[0] - low[0], high[1] - low[1]);
  plane.side = widest > 0 ? 1.25F * widest : 1;
  for (size_t axis = 0; axis < dimensions; ++axis)
    plane.low[axis] = 0.5F * (low[axis] + high[axis] - plane.side);
  return plane;
}

Watch::Watch(train::StepObserver& observer, const Game& game, std::optional<WatchedPlane> plane)
    : observer_(observer), game_(game), plane_(plane) {}

void Watch::tell(PartFacts facts) {
  facts.finite = all_finite(facts);
  observer_.told(std::move(facts));
}

at::Tensor Watch::scaled(const at::Tensor& rows, bool slopes) const {
  const at::NoGradGuard no_graph;
  const at::Tensor plain = rows.detach();
  if (!plane_) return plain;
  const int64_t width = plain.size(1);
  const auto row = [&](const std::array<float, 2>& values) {
    return at::tensor(at::ArrayRef<float>(values.data(), static_cast<size_t>(width))).to(plain.device());
  };
  return slopes ? plain / row(plane_->scale.unit)
                : plain * row(plane_->scale.unit) + row(plane_->scale.centre);
}

api::Numbers Watch::samples_of(const at::Tensor& samples) const { return numbers_of(scaled(samples, false)); }
api::Numbers Watch::slopes_of(const at::Tensor& slopes) const { return numbers_of(scaled(slopes, true)); }

api::Field Watch::field() const {
  const bool plain = plane_ && game_.rules.packing == 1 && game_.rules.classes == 0;
  if (!plain || plane_->dimensions > 2) return {};
  constexpr int64_t edge = 48;
  const int64_t count = plane_->dimensions == 1 ? edge : edge * edge;
  const at::Tensor places = at::empty({count, plane_->dimensions}, at::kFloat);
  const float step = plane_->side / static_cast<float>(edge - 1);
  for (int64_t i = 0; i < places.numel(); ++i) {
    const auto axis = static_cast<size_t>(i % plane_->dimensions);
    const int64_t place = i / plane_->dimensions;
    const int64_t along = axis == 0 ? place % edge : place / edge;
    const float in_frame = plane_->low[axis] + step * static_cast<float>(along);
    places.data_ptr<float>()[i] = (in_frame - plane_->scale.centre[axis]) / plane_->scale.unit[axis];
  }
  const at::NoGradGuard no_graph;
  const at::Tensor logits = game_.d->forward(held(game_.d_weights), places.to(game_.d_weights.flat.device()),
                                             {}, networks::Mode::evaluation);
  return {plane_->dimensions, plane_->low[0], plane_->low[1], plane_->side, numbers_of(logits).values};
}

void Watch::drew_real(const models::Batch& batch) {
  PartFacts facts{.part = StepPart::draw_real, .samples = samples_of(batch.real())};
  if (batch.labels.defined() && batch.labels.dim() == 1) {
    const at::Tensor labels = batch.half_labels().to(at::kCPU).contiguous();
    facts.labels.assign(labels.data_ptr<int64_t>(), labels.data_ptr<int64_t>() + labels.numel());
  }
  tell(std::move(facts));
}

void Watch::drew_latents(const at::Tensor& latents, const at::Tensor& labels) {
  latents_ = latents;
  labels_ = labels;
  tell({.part = StepPart::draw_latents, .latents = numbers_of(latents)});
}

void Watch::generated(const at::Tensor& fake) {
  tell({.part = StepPart::generate, .samples = samples_of(fake)});
}

void Watch::discriminator_looked(const Look& look) {
  shown_real_ = look.shown_real.detach();
  shown_fake_ = look.shown_fake.detach();
  shown_labels_ = look.labels;
  swaps_ = look.swaps;
  loss_d_ = look.loss;
  tell({.part = StepPart::judge_real, .logits_real = singles(look.logits.real), .field = field()});
  tell({.part = StepPart::judge_fake, .logits_fake = singles(look.logits.fake)});
  PartFacts facts{.part = StepPart::loss_d, .loss = look.loss};
  if (const auto terms =
          game_.objective->discriminator_terms(look.logits, {look.swaps.real, look.swaps.fake})) {
    facts.two_terms = !game_.rules.matching_aware;
    if (game_.rules.matching_aware) loss_d_ = terms->real + terms->fake;
    facts.loss_real = terms->real;
    facts.loss_fake = terms->fake;
  }
  facts.slopes_real = singles(look.slopes_real);
  facts.slopes_fake = singles(look.slopes_fake);
  tell(std::move(facts));
}

void Watch::found_gradient_d(const Gradient& gradient) {
  tell(of_gradient(StepPart::gradient_d, game_.d->layout(), gradient));
}

void Watch::found_gradient_g(const Gradient& gradient) {
  PartFacts facts = of_gradient(StepPart::gradient_g, game_.g->layout(), gradient);
  facts.verdict_slopes = slopes_of(by_verdict_);
  facts.sample_slopes = slopes_of(by_loss_);
  facts.sample_lengths = lengths_by_row(facts.sample_slopes);
  tell(std::move(facts));
}

void Watch::generator_was_told(const Telling& telling) {
  step_ = telling.turn.step;
  teacher_ = held(telling.d);
  teacher_labels_ = telling.labels;
  rivals_.assign(telling.logits.real.begin(), telling.logits.real.end());
  loss_g_ = telling.loss;
  tell({.part = StepPart::judge_again,
        .logits_real = singles(telling.logits.real),
        .logits_fake = singles(telling.logits.fake)});
  tell({.part = StepPart::loss_g, .loss = telling.loss, .slopes_fake = singles(telling.slopes_fake)});
  slopes_by_fakes(telling);
}

void Watch::slopes_by_fakes(const Telling& telling) {
  const c10::AutoGradMode graph(true);
  const at::Tensor x = telling.fake.detach().clone();
  x.set_requires_grad(true);
  Random as_then;
  as_then.set_state(shown_at_);
  const at::Tensor shown = shown_to_d(game_, x, {step_, 0, 0, as_then});
  const at::Tensor verdicts =
      game_.d->judge(held(telling.d), shown, telling.labels, networks::Mode::training).logits;  // [P]
  const auto back = [&](const at::Tensor& weights, bool again) {
    return torch::autograd::grad({verdicts}, {x}, {weights}, /*retain_graph=*/again)[0];
  };
  by_verdict_ = back(at::ones_like(verdicts), true);
  by_loss_ = back(to_tensor(telling.slopes_fake, verdicts), false);
}

void Watch::about_to_move(const networks::Weights& weights, double rate) {
  before_ = weights.flat.detach().clone();
  rate_ = rate;
}

void Watch::moved(const networks::Layout& layout, const networks::Weights& now, PartFacts& facts) const {
  const at::NoGradGuard no_graph;
  const at::Tensor change = now.flat.detach() - before_;
  std::vector<at::Tensor> by_parameter;
  for (const networks::Part& part : layout.parameters())
    by_parameter.push_back(networks::view_of(change, part));
  facts.layers = lengths_by_layer(layout, by_parameter);
  facts.length = length_of(facts.layers);
  facts.rate = rate_;
}

void Watch::discriminator_moved() {
  const at::NoGradGuard no_graph;
  PartFacts facts{.part = StepPart::move_d, .loss_before = loss_d_};
  moved(game_.d->layout(), game_.d_weights, facts);
  const std::vector<double> logits =
      to_doubles(game_.d
                     ->judge(held(game_.d_weights), at::cat({shown_real_, shown_fake_}), shown_labels_,
                             networks::Mode::training_halves)
                     .logits);
  const std::span all(logits);
  const objectives::Logits both{all.first(logits.size() / 2), all.last(logits.size() / 2)};
  std::vector<double> slopes(logits.size());
  const std::span to(slopes);
  facts.loss = game_.objective->discriminator_loss(
      both, {to.first(logits.size() / 2), to.last(logits.size() / 2)}, {swaps_.real, swaps_.fake});
  facts.logits_real = singles(both.real);
  facts.logits_fake = singles(both.fake);
  facts.field = field();
  tell(std::move(facts));
}

std::vector<double> Watch::judged_anew(const at::Tensor& fake) const {
  Random as_then;
  as_then.set_state(shown_at_);
  const at::Tensor shown = shown_to_d(game_, fake, {step_, 0, 0, as_then});
  return to_doubles(game_.d->judge(held(teacher_), shown, teacher_labels_, networks::Mode::training).logits);
}

void Watch::generator_moved() {
  const at::NoGradGuard no_graph;
  PartFacts facts{.part = StepPart::move_g, .loss_before = loss_g_};
  moved(game_.g->layout(), game_.g_weights, facts);
  const at::Tensor fake =
      game_.g->forward(held(game_.g_weights), latents_, labels_, networks::Mode::training);
  const std::vector<double> logits = judged_anew(fake);
  std::vector<double> slopes(logits.size()), rival_slopes(rivals_.size());
  facts.loss = game_.objective->generator_loss({rivals_, logits}, {rival_slopes, slopes});
  facts.samples = samples_of(fake);
  facts.logits_fake = singles(logits);
  tell(std::move(facts));
}

}  // namespace ganscope::gan
