#include "core/models/lapgan/lapgan_stepper.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>

#include <cmath>
#include <utility>

#include "core/models/duel/series.h"
#include "core/models/torch_compat.h"
#include "core/networks/describe.h"

namespace ganscope::lapgan {
namespace {

constexpr size_t first_of_duels = 1;  // of series_table

}  // namespace

Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task) {
  if (auto fits = check_task(task); !fits) return tl::unexpected(fits.error());
  Networks networks;
  for (size_t i = 0; i < levels; ++i) {
    networks.g.push_back(make_level(settings, task, i));
    networks.d.push_back(make_judge(settings, task, i));
  }
  return networks;
}

models::PlayerPlans plans_of(const Networks& networks, const networks::Task& task) {
  const std::vector<models::PlayerNames> names = players(task.height);
  models::PlayerPlans plans;
  for (size_t i = 0; i < levels; ++i) plans.push_back({names[g_of(i)], &networks.g[i]->layout()});
  for (size_t i = 0; i < levels; ++i) plans.push_back({names[d_of(i)], &networks.d[i]->layout()});
  return plans;
}

std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task) {
  const std::vector<models::PlayerNames> names = players(task.height);
  std::vector<api::LayerRow> rows;
  const auto add = [&](const std::vector<api::LayerRow>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
  };
  for (size_t i = 0; i < levels; ++i) add(networks::describe(*networks.g[i], task, names[g_of(i)].key));
  for (size_t i = 0; i < levels; ++i)
    add(networks::describe(*networks.d[i], judged(task, i), names[d_of(i)].key));
  return rows;
}

LapganStepper::LapganStepper(Networks networks, models::Duel duel, models::Beginning beginning)
    : PlayerStepper(std::move(beginning), plans_of(networks, beginning.task), tunables),
      networks_(std::move(networks)),
      duel_(std::move(duel)) {
  for (size_t i = 0; i < levels; ++i) {
    const models::PlayerState &g = player(g_of(i)), &d = player(d_of(i));
    g_.push_back(networks_.g[i]->layout().view(g.weights, g.buffers, true));
    d_.push_back(networks_.d[i]->layout().view(d.weights, d.buffers, true));
    d_frozen_.push_back(networks_.d[i]->layout().view(d.weights, d.buffers, false));
  }
}

api::ModelInfo LapganStepper::abilities() const {
  return {.kind = "lapgan", .players = {}, .judges = false, .single_steps = false, .told_in_parts = false};
}

api::GameInfo LapganStepper::game_info() const {
  return {duel_.objective->output_is_log_odds(), duel_.objective->generator_saturates()};
}

std::vector<at::Tensor> LapganStepper::endangered() const {
  std::vector<at::Tensor> tensors = PlayerStepper::endangered();
  for (size_t i = 0; i < levels; ++i) {
    const models::PlayerState& d = player(d_of(i));
    for (const at::Tensor& tensor : {d.weights, d.moments.first, d.moments.second}) tensors.push_back(tensor);
  }
  return tensors;
}

LapganStepper::Lesson LapganStepper::lesson_of(size_t level, const at::Tensor& picture,
                                               const at::Tensor& latents) {
  constexpr auto training = networks::Mode::training;
  if (level == 0) return {{}, picture, networks_.g[0]->drawn(g_[0], {}, latents, training)};
  const at::Tensor low = reduced(picture), large = expanded(low);
  return {large, picture - large, networks_.g[level]->drawn(g_[level], low, latents, training) - large};
}

models::Critic LapganStepper::critic(size_t level, const Lesson& lesson,
                                     const networks::Weights& weights) const {
  return [this, level, low = lesson.low, &weights](const at::Tensor& samples) {
    const at::Tensor shown =
        low.defined() ? at::cat({low, samples}, 1).contiguous(at::MemoryFormat::ChannelsLast) : samples;
    return networks_.d[level]->forward(weights, shown, {}, networks::Mode::training);
  };
}

bool LapganStepper::update(api::StepKind /*kind*/, train::StepObserver* /*observer*/,
                           train::StepReport& report) {
  const models::Batch batch = supply_.next_batch();
  const at::Tensor latents = supply_.draw_latents();  // [N, latent_dim]: every level takes its share
  report.images = batch.count();
  std::vector<at::Tensor> pictures(levels);
  pictures.back() = batch.real();
  for (size_t i = levels - 1; i > 0; --i) pictures[i - 1] = reduced(pictures[i]);

  std::vector<Lesson> lessons;
  std::vector<std::vector<at::Tensor>> gradients(levels);
  const auto place = [&](size_t level) { return first_of_duels + level * models::duel_series_count(duel_); };
  bool finite = true;
  for (size_t i = 0; i < levels; ++i) {
    lessons.push_back(lesson_of(i, pictures[i], latents));
    const models::DuelLoss loss =
        models::discriminator_loss(duel_, critic(i, lessons[i], d_[i]), lessons[i].real, lessons[i].fake,
                                   {progress_.updates[d_of(i)], supply_.random()});
    gradients[i] = models::gradients_of(loss, d_[i].parameters);
    const double norm = models::gradient_norm(gradients[i]);
    models::report_discriminator(loss, norm, place(i), report.values);
    finite = finite && std::isfinite(norm) && std::isfinite(loss.loss);
  }
  if (!finite) return false;
  for (size_t i = 0; i < levels; ++i) {
    optimise(optimiser_, networks_.d[i]->layout(), d_[i], player(d_of(i)).moments, gradients[i],
             progress_.updates[d_of(i)] + 1, progress_.tuned_to("lr_d") * rate_left());
    ++progress_.updates[d_of(i)];
    for (const auto& regulariser : duel_.regularisers) regulariser->after_update(d_[i]);
  }
  for (size_t i = 0; i < levels; ++i) {
    const models::DuelLoss loss =
        models::generator_loss(duel_, critic(i, lessons[i], d_frozen_[i]), lessons[i].real, lessons[i].fake);
    gradients[i] = models::gradients_of(loss, g_[i].parameters);
    const double norm = models::gradient_norm(gradients[i]);
    models::report_generator(loss.loss, norm, place(i), report.values);
    finite = finite && std::isfinite(norm) && std::isfinite(loss.loss);
  }
  if (!finite) return false;
  for (size_t i = 0; i < levels; ++i) {
    optimise(optimiser_, networks_.g[i]->layout(), g_[i], player(g_of(i)).moments, gradients[i],
             progress_.updates[g_of(i)] + 1, progress_.tuned_to("lr_g") * rate_left());
    average_and_count(g_of(i));
  }
  return true;
}

}  // namespace ganscope::lapgan
