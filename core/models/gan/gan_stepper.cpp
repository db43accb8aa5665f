#include "core/models/gan/gan_stepper.h"

#include <cmath>
#include <utility>

#include "core/models/gan/series_table.h"
#include "core/models/torch_compat.h"
#include "core/networks/describe.h"

namespace ganscope::gan {
namespace {

using api::StepKind;

std::string activation_of_g(const config::Settings& settings) {
  return settings.has("activation") ? settings.text("activation") : "";
}

std::string activation_of_d(const config::Settings& settings) {
  const std::string own = settings.has("activation_d") ? settings.text("activation_d") : "same";
  if (own == "maxout") return {};
  return own == "same" ? activation_of_g(settings) : own;
}

}  // namespace

const std::vector<models::PlayerNames>& players() {
  using config::Player;
  static const std::vector<models::PlayerNames> both{
      {"generator", "g", "Generator", "G", Player::generator, true},
      {"discriminator", "d", "Discriminator", "D", Player::discriminator, false}};
  return both;
}

models::PlayerPlans plans_of(const networks::Generator& g, const networks::Discriminator& d) {
  return {{players()[of_g], &g.layout()}, {players()[of_d], &d.layout()}};
}

GanStepper::GanStepper(Game game, models::Beginning beginning, Way way)
    : PlayerStepper(std::move(beginning), plans_of(*game.g, *game.d), tunables), game_(std::move(game)) {
  bind_views();
  if (way == Way::quickest) gradients_ = plain_gradients(game_, device_);
  if (gradients_ == nullptr) gradients_ = graph_gradients();
}

void GanStepper::bind_views() {
  game_.g_weights = game_.g->layout().view(g().weights, g().buffers, true);
  game_.d_weights = game_.d->layout().view(d().weights, d().buffers, true);
  game_.d_frozen = game_.d->layout().view(d().weights, d().buffers, false);
}

std::vector<at::Tensor> GanStepper::endangered() const {
  std::vector<at::Tensor> tensors = {g().buffers, d().weights, d().buffers, d().moments.first,
                                     d().moments.second};
  if (game_.rules.g_steps > 1) {
    for (const at::Tensor& tensor :
         {g().weights, g().average, g().average_buffers, g().moments.first, g().moments.second})
      tensors.push_back(tensor);
  }
  return tensors;
}

models::Deepening GanStepper::deepening(size_t player) const {
  if (player == of_g) return {activation_of_g(settings_), "out"};
  return {activation_of_d(settings_), "to_logit"};
}

api::SeriesTable GanStepper::series() const {
  return series_table(game_.regularisers, game_.rules.classifier);
}

bool GanStepper::update(StepKind kind, train::StepObserver* observer, train::StepReport& report) {
  if (observer != nullptr)
    watch_ = std::make_unique<Watch>(
        *observer, game_, task_.points ? std::optional(watched_plane(supply_.data(), scale_)) : std::nullopt);
  const bool finite = update_players(kind, report);
  watch_.reset();
  return finite;
}

// The training step: Goodfellow et al. 2014, algorithm 1. `critic_steps` updates of D, then one of G (or
// `g_steps`). G learns from the very fakes that D was shown last (one generator pass saved, no harm seen),
// through a D that is frozen meanwhile: D's newest weights when they alternate, those before its last update
// when they move simultaneously.
bool GanStepper::update_players(StepKind kind, train::StepReport& report) {
  const bool both = kind == StepKind::both;
  const int64_t d_updates = kind == StepKind::generator ? 0
                            : both                      ? std::llround(progress_.tuned_to("critic_steps"))
                                                        : 1;
  models::Batch batch;
  at::Tensor fake;   // [N, C, H, W] float32 in [−1, 1], or points [N, dimensions]
  Gradient waiting;  // D's last one, when both move simultaneously
  for (int64_t update = 0; update < d_updates; ++update) {
    const bool last = both && update + 1 == d_updates;
    batch = supply_.next_batch();
    if (watch_) watch_->drew_real(batch);
    fake = generate(batch, /*for_generator=*/last);
    Gradient gradient = gradients_->of_discriminator(game_, batch, fake, turn(), report);
    report.images += batch.count();
    if (watch_) watch_->found_gradient_d(gradient);
    if (!gradient.finite()) return false;
    if (last && game_.rules.simultaneous)
      waiting = std::move(gradient);
    else
      apply_to_discriminator(gradient);
  }
  if (kind == StepKind::discriminator) return true;
  if (!both) return update_generator_again(report);

  const Gradient gradient = gradients_->of_generator(game_, batch, fake, d().moments, turn(), report);
  if (watch_) watch_->found_gradient_g(gradient);
  if (!gradient.finite()) return false;
  if (game_.rules.simultaneous) apply_to_discriminator(waiting);
  apply_to_generator(gradient);
  watch_.reset();  // of several updates of G the first is told
  for (int64_t more = 1; more < game_.rules.g_steps; ++more)
    if (!update_generator_again(report)) return false;
  return true;
}

// One more update of G, from fakes of its own.
bool GanStepper::update_generator_again(train::StepReport& report) {
  const bool needs_real = game_.objective->generator_needs_real() || game_.rules.unroll_steps > 0;
  const models::Batch batch = needs_real ? supply_.next_batch() : supply_.labels_only();
  const Gradient gradient =
      gradients_->of_generator(game_, batch, generate(batch, true), d().moments, turn(), report);
  if (watch_) watch_->found_gradient_g(gradient);
  if (!gradient.finite()) return false;
  apply_to_generator(gradient);
  return true;
}

void GanStepper::apply_to_discriminator(const Gradient& gradient) {
  const double rate = turn().rate_d;
  if (watch_) watch_->about_to_move(game_.d_weights, rate);
  optimise(game_.rules.optimiser, game_.d->layout(), game_.d_weights, d().moments, gradient.by_parameter,
           progress_.updates[of_d] + 1, rate);
  ++progress_.updates[of_d];
  for (const auto& regulariser : game_.regularisers) regulariser->after_update(game_.d_weights);
  if (watch_) watch_->discriminator_moved();
}

void GanStepper::apply_to_generator(const Gradient& gradient) {
  const double rate = progress_.tuned_to("lr_g") * rate_left();
  if (watch_) watch_->about_to_move(game_.g_weights, rate);
  optimise(game_.rules.optimiser, game_.g->layout(), game_.g_weights, g().moments, gradient.by_parameter,
           progress_.updates[of_g] + 1, rate);
  average_and_count(of_g);
  if (watch_) watch_->generator_moved();
}

at::Tensor GanStepper::generate(const models::Batch& batch, bool for_generator) {
  const at::Tensor latents = supply_.draw_latents();
  if (watch_) watch_->drew_latents(latents, batch.half_labels());
  at::Tensor fake = gradients_->generate(game_, latents, batch.half_labels(), for_generator);
  if (watch_) watch_->generated(fake);
  return fake;
}

Turn GanStepper::turn() {
  return {progress_.step, progress_.updates[of_d], progress_.tuned_to("lr_d") * rate_left(), supply_.random(),
          watch_.get()};
}

api::GameInfo GanStepper::game_info() const {
  return {game_.objective->output_is_log_odds(), game_.objective->generator_saturates()};
}
std::vector<api::LayerRow> GanStepper::layers() const {
  return networks::describe(*game_.g, *game_.d, task_);
}

}  // namespace ganscope::gan
