#include "core/models/flow/flow_stepper.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>

#include <cmath>
#include <utility>

#include "core/models/flow/losses.h"
#include "core/models/torch_compat.h"
#include "core/networks/describe.h"
#include "core/train/speed_series.h"

namespace ganscope::flow {
namespace {

// Places in series_table.
enum Place : size_t { place_loss, place_early, place_late, place_gradient, place_speed };

}  // namespace

const std::vector<models::PlayerNames>& players() {
  static const std::vector<models::PlayerNames> one{
      {"velocity", "v", "Velocity", "v", config::Player::generator, true}};
  return one;
}

models::PlayerPlans plans_of(const FlowNetwork& network) { return {{players().front(), &network.layout()}}; }

api::SeriesTable series_table() {
  using config::Player;
  api::SeriesTable table;
  table.series = {
      {"loss", "loss", "Loss",
       "The mean of (v − (x₁ − x₀))²: how far the velocity is from the straight lines between noise and "
       "samples. It stays well above 0, for lines of different samples cross.",
       "loss", Player::generator},
      {"loss_early", "early", "Error near the noise",
       "The same in the first half of the time, where it is decided which sample noise becomes.", "velocity",
       Player::none},
      {"loss_late", "late", "Error near the samples",
       "The same in the second half of the time, where what is drawn becomes fine.", "velocity",
       Player::generator},
      {"gradient", "v", "Gradient", "Length of the gradient that moves the velocity.", "gradient",
       Player::none},
      train::speed_series(),
  };
  table.plots = {
      {"loss", "Loss", "squared error of the velocity", false, 0, 0, {}, ""},
      {"velocity", "Error by time", "first and second half of the way", false, 0, 0, {}, ""},
      {"gradient", "Gradient norm", "pull on the velocity", true, 0, 0, {}, ""},
      train::speed_plot(),
  };
  return table;
}

std::vector<api::LayerRow> layers_of(const config::Settings& settings, const networks::Task& task) {
  const auto network = make_network(settings, task);
  if (!network) return {};
  (*network)->solve_by({.steps = 1, .heun = false});
  return networks::describe(**network, task, players().front().key);
}

FlowStepper::FlowStepper(std::unique_ptr<FlowNetwork> network, models::Beginning beginning)
    : PlayerStepper(std::move(beginning), plans_of(*network), tunables),
      network_(std::move(network)),
      weights_(network_->layout().view(player(0).weights, player(0).buffers, true)) {}

api::ModelInfo FlowStepper::abilities() const {
  return {.kind = "flow",
          .players = {},
          .judges = false,
          .single_steps = false,
          .told_in_parts = false,
          .reconstructs = true};
}

at::Tensor FlowStepper::draw_times(int64_t count) {
  const at::Tensor times = at::empty({count, 1}, at::kFloat);
  const double shift = supply_.random().uniform();
  for (int64_t i = 0; i < count; ++i)
    times.data_ptr<float>()[i] =
        static_cast<float>((static_cast<double>(i) + shift) / static_cast<double>(count));
  return times.to(device_);
}

bool FlowStepper::update(api::StepKind /*kind*/, train::StepObserver* /*observer*/,
                         train::StepReport& report) {
  const models::Batch batch = supply_.next_batch();
  const at::Tensor real = batch.real();                                   // [N, …]
  const at::Tensor noise = network_->as_samples(supply_.draw_latents());  // [N, …]
  const at::Tensor times = draw_times(batch.count());                     // [N, 1], rising
  const at::Tensor velocity =
      network_->velocity(weights_, on_the_line(noise, real, times), times, batch.half_labels());
  const at::Tensor errors = velocity_errors(velocity, noise, real);  // [N]
  const at::Tensor loss = errors.mean();
  const std::vector<at::Tensor> gradients =
      torch::autograd::grad({loss}, weights_.parameters, {}, c10::nullopt, false, /*allow_unused=*/true);
  const double norm = models::gradient_norm(gradients);
  const int64_t half = batch.count() / 2;
  const at::Tensor told = errors.detach().to(at::kCPU);
  report.values[place_loss] = loss.detach().item<float>();
  report.values[place_early] = told.narrow(0, 0, half).mean().item<float>();
  report.values[place_late] = told.narrow(0, half, batch.count() - half).mean().item<float>();
  report.values[place_gradient] = static_cast<float>(norm);
  report.images = batch.count();
  if (!std::isfinite(norm) || !std::isfinite(report.values[place_loss])) return false;
  optimise(optimiser_, network_->layout(), weights_, player(0).moments, gradients, progress_.updates[0] + 1,
           progress_.tuned_to("lr") * rate_left());
  average_and_count(0);
  return true;
}

}  // namespace ganscope::flow
