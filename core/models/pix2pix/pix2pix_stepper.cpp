#include "core/models/pix2pix/pix2pix_stepper.h"

#include <ATen/TensorOperators.h>

#include <cmath>
#include <utility>

#include "core/models/duel/series.h"
#include "core/models/torch_compat.h"
#include "core/models/translation/directions.h"
#include "core/train/speed_series.h"

namespace ganscope::pix2pix {
namespace {

constexpr size_t place_l1 = 0, first_of_duel = 2;  // of series_table; the speed is between them
constexpr auto training = networks::Mode::training;

}  // namespace

api::SeriesTable series_table(const models::Duel& duel) {
  using config::Player;
  api::SeriesTable table;
  table.series = {
      {"l1", "L1", "Off the truth",
       "The mean of |y − G(x)| over all values of the batch, in units of [−1, 1]. An average of all "
       "that could be true is the safest guess.",
       "l1", Player::generator},
      train::speed_series()};
  const auto of_duel = models::duel_series(duel, {});
  table.series.insert(table.series.end(), of_duel.begin(), of_duel.end());
  table.plots = {{"l1", "Off the truth", "L1 in training, lower is nearer", false, 0, 0, {}, ""}};
  const auto plots = models::duel_plots(duel);
  table.plots.insert(table.plots.end(), plots.begin(), plots.end());
  table.plots.push_back(train::speed_plot());
  return table;
}

Pix2PixStepper::Pix2PixStepper(Networks networks, models::Duel duel, models::Beginning beginning)
    : PlayerStepper(std::move(beginning), networks.plans(), tunables),
      networks_(std::move(networks)),
      duel_(std::move(duel)),
      g_(networks_.g->layout().view(player(of_g).weights, player(of_g).buffers, true)),
      d_(networks_.d->layout().view(player(of_d).weights, player(of_d).buffers, true)),
      d_frozen_(networks_.d->layout().view(player(of_d).weights, player(of_d).buffers, false)) {}

api::ModelInfo Pix2PixStepper::abilities() const {
  api::ModelInfo info{.kind = "pix2pix", .players = {}, .told_in_parts = false};
  info.directions = models::directions_of(supply_.data());
  return info;
}

std::vector<api::LayerRow> Pix2PixStepper::layers() const { return layers_of(networks_, task_); }

api::GameInfo Pix2PixStepper::game_info() const {
  return {duel_.objective->output_is_log_odds(), duel_.objective->generator_saturates()};
}

// D moves before G's gradients are known.
std::vector<at::Tensor> Pix2PixStepper::endangered() const {
  const models::PlayerState& d = player(of_d);
  return {player(of_g).buffers, d.weights, d.moments.first, d.moments.second};
}

bool Pix2PixStepper::update(api::StepKind kind, train::StepObserver* /*observer*/,
                            train::StepReport& report) {
  const models::Batch batch = supply_.next_batch();
  const at::Tensor fake = networks_.g->draw(g_, batch.inputs, training).pictures;  // [N, C, H, W]
  report.images = batch.count();
  const bool plays = progress_.tuned_to("adversarial_weight") > 0;
  if (kind != api::StepKind::generator && plays && !move_discriminator(batch, fake, report)) return false;
  return kind == api::StepKind::discriminator || move_generator(batch, fake, report);
}

bool Pix2PixStepper::move_discriminator(const models::Batch& batch, const at::Tensor& fake,
                                        train::StepReport& report) {
  const auto critic = [&](const at::Tensor& shown) { return networks_.d->forward(d_, shown); };
  const models::DuelLoss loss = models::discriminator_loss(
      duel_, critic, networks_.shown(batch.inputs, batch.real()),
      networks_.shown(batch.inputs, fake.detach()), {progress_.updates[of_d], supply_.random()});
  const auto gradients = models::gradients_of(loss, d_.parameters);
  const double norm = models::gradient_norm(gradients);
  models::report_discriminator(loss, norm, first_of_duel, report.values);
  if (!std::isfinite(norm) || !std::isfinite(loss.loss)) return false;
  optimise(optimiser_, networks_.d->layout(), d_, player(of_d).moments, gradients,
           progress_.updates[of_d] + 1, progress_.tuned_to("lr_d") * rate_left());
  ++progress_.updates[of_d];
  for (const auto& regulariser : duel_.regularisers) regulariser->after_update(d_);
  return true;
}

bool Pix2PixStepper::move_generator(const models::Batch& batch, const at::Tensor& fake,
                                    train::StepReport& report) {
  const double weight = progress_.tuned_to("adversarial_weight");
  const at::Tensor off = (fake - batch.real()).abs().mean();  // []
  report.values[place_l1] = off.detach().item<float>();
  models::DuelLoss loss;
  if (weight > 0) {
    const auto critic = [&](const at::Tensor& shown) { return networks_.d->forward(d_frozen_, shown); };
    loss = models::generator_loss(duel_, critic, networks_.shown(batch.inputs, batch.real()),
                                  networks_.shown(batch.inputs, fake));
    for (at::Tensor& slopes : loss.weights) slopes = slopes * weight;
  }
  const double convincing = weight > 0 ? loss.loss : std::nan("");
  models::add_term(loss, off, progress_.tuned_to("l1_weight"));
  models::add_generator_terms(duel_, fake, loss);
  const auto gradients = models::gradients_of(loss, g_.parameters);
  const double norm = models::gradient_norm(gradients);
  models::report_generator(convincing, norm, first_of_duel, report.values);
  if (!std::isfinite(norm) || !std::isfinite(loss.loss) || !std::isfinite(report.values[place_l1]))
    return false;
  optimise(optimiser_, networks_.g->layout(), g_, player(of_g).moments, gradients,
           progress_.updates[of_g] + 1, progress_.tuned_to("lr_g") * rate_left());
  average_and_count(of_g);
  return true;
}

}  // namespace ganscope::pix2pix
