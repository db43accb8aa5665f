#include "core/models/autoencoder/autoencoder_stepper.h"

#include <ATen/TensorOperators.h>

#include <cmath>
#include <string>
#include <utility>

#include "core/models/autoencoder/losses.h"
#include "core/models/torch_compat.h"
#include "core/networks/describe.h"
#include "core/train/speed_series.h"

namespace ganscope::autoencoder {
namespace {

// Places in series_table.
enum Place : size_t { place_loss, place_error, place_gradient, place_speed, place_kl };

}  // namespace

api::SeriesTable series_table(bool variational) {
  using config::Player;
  api::SeriesTable table;
  table.series = {
      {"loss", "loss", "Loss",
       variational
           ? "What both networks minimise together: the error in units of σ, and the KL with its weight."
           : "What both networks minimise together: the distance of reconstructions from what was shown.",
       "loss", Player::generator},
      {"reconstruction_error", "error", "Reconstruction error",
       "The mean of |y − x| over all values of the batch, in units of [−1, 1]. It falls where pixels agree, "
       "which is not yet where pictures look right.",
       "reconstruction", Player::generator},
      {"gradient", "both", "Gradient", "Length of the gradient that moves both networks.", "gradient",
       Player::none},
      train::speed_series(),
  };
  table.plots = {
      {"loss", "Loss", "what both networks minimise", false, 0, 0, {}, ""},
      {"reconstruction", "Reconstruction", "how far y is from x, a value", false, 0, 0, {}, ""},
      {"gradient", "Gradient norm", "pull on both networks", true, 0, 0, {}, ""},
  };
  if (variational) {
    table.series.push_back(
        {"kl", "KL", "KL of the codes",
         "How much codes say of their samples: the divergence of their distribution from the "
         "normal one, in nats a sample. Near 0 the encoder says nothing.",
         "kl", Player::discriminator});
    table.plots.push_back({"kl", "KL of the codes", "nats a sample", false, 0, 0, {}, ""});
  }
  table.plots.push_back(train::speed_plot());
  return table;
}

std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task) {
  auto rows = networks::describe(*networks.decoder, task, players()[of_decoder].key);
  const auto of_it =
      networks::describe(*networks.encoder, encoding(task, networks.variational), players()[of_encoder].key);
  rows.insert(rows.end(), of_it.begin(), of_it.end());
  return rows;
}

AutoencoderStepper::AutoencoderStepper(Networks networks, models::Beginning beginning)
    : PlayerStepper(
          std::move(beginning), networks.plans(),
          networks.variational ? models::Tunables(variational_tunables) : models::Tunables(tunables)),
      networks_(std::move(networks)),
      decoder_(
          networks_.decoder->layout().view(player(of_decoder).weights, player(of_decoder).buffers, true)),
      encoder_(
          networks_.encoder->layout().view(player(of_encoder).weights, player(of_encoder).buffers, true)) {
  supply_.hold_out();
}

api::ModelInfo AutoencoderStepper::abilities() const {
  return {.kind = networks_.variational ? "vae" : "autoencoder",
          .players = {},
          .judges = false,
          .single_steps = false,
          .told_in_parts = false,
          .reconstructs = true,
          .latent_parts = networks_.decoder->latent_parts()};
}

std::vector<api::LayerRow> AutoencoderStepper::layers() const { return layers_of(networks_, task_); }

models::Deepening AutoencoderStepper::deepening(size_t player) const {
  const std::string activation = settings_.has("activation") ? settings_.text("activation") : "";
  return {activation, player == of_decoder ? "out" : "to_logit"};
}

at::Tensor AutoencoderStepper::loss(const at::Tensor& real, const at::Tensor& labels,
                                    train::StepReport& report) {
  constexpr auto training = networks::Mode::training;
  const Code code = networks_.encode(encoder_, real, training);
  at::Tensor z = code.mean;  // [N, latent_dim]
  if (networks_.variational) z = z + (0.5 * code.log_variance).exp() * supply_.draw_latents();
  const at::Tensor y = networks_.decoder->forward(decoder_, z, labels, training);  // [N, …]
  const at::Tensor off = (y - real).abs().mean();                                  // []
  report.values[place_error] = off.detach().item<float>();
  if (!networks_.variational)
    return settings_.text("reconstruction") == "l1" ? off : (y - real).square().mean();
  const at::Tensor kl = kl_of(code);
  report.values[place_kl] = kl.detach().item<float>();
  return error_in_variances(y, real, settings_.real("decoder_sigma")) + progress_.tuned_to("kl_weight") * kl;
}

bool AutoencoderStepper::update(api::StepKind /*kind*/, train::StepObserver* /*observer*/,
                                train::StepReport& report) {
  const models::Batch batch = supply_.next_batch();
  const at::Tensor sum = loss(batch.real(), batch.half_labels(), report);
  std::vector<at::Tensor> parameters = decoder_.parameters;
  parameters.insert(parameters.end(), encoder_.parameters.begin(), encoder_.parameters.end());
  const std::vector<at::Tensor> gradients =
      torch::autograd::grad({sum}, parameters, {}, c10::nullopt, false, /*allow_unused=*/true);
  const double norm = models::gradient_norm(gradients);
  report.values[place_loss] = sum.detach().item<float>();
  report.values[place_gradient] = static_cast<float>(norm);
  report.images = batch.count();
  if (!std::isfinite(norm) || !std::isfinite(report.values[place_loss])) return false;

  const double rate = progress_.tuned_to("lr") * rate_left();
  const auto middle = gradients.begin() + static_cast<std::ptrdiff_t>(decoder_.parameters.size());
  optimise(optimiser_, networks_.decoder->layout(), decoder_, player(of_decoder).moments,
           {gradients.begin(), middle}, progress_.updates[of_decoder] + 1, rate);
  optimise(optimiser_, networks_.encoder->layout(), encoder_, player(of_encoder).moments,
           {middle, gradients.end()}, progress_.updates[of_encoder] + 1, rate);
  average_and_count(of_decoder);
  average_and_count(of_encoder);
  return true;
}

}  // namespace ganscope::autoencoder
