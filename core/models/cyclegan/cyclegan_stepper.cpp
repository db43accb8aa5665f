#include "core/models/cyclegan/cyclegan_stepper.h"

#include <ATen/TensorOperators.h>

#include <cmath>
#include <utility>

#include "core/models/cyclegan/fake_pool.h"
#include "core/models/duel/series.h"
#include "core/models/torch_compat.h"
#include "core/models/translation/directions.h"
#include "core/train/speed_series.h"

namespace ganscope::cyclegan {
namespace {

constexpr size_t place_cycle = 0, place_identity = 1, first_of_duels = 3;  // of series_table
constexpr auto training = networks::Mode::training;

at::Tensor distance(const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().mean(); }

}  // namespace

api::SeriesTable series_table(const models::Duel& duel) {
  using config::Player;
  api::SeriesTable table;
  table.series = {
      {"cycle", "cycle", "There and back",
       "The mean of |a − G←(G→(a))| and |b − G→(G←(b))| over all values, added: what is lost on the way "
       "there "
       "and back.",
       "cycle", Player::generator},
      {"identity", "identity", "Left alone",
       "The mean of |b − G→(b)| and |a − G←(a)|, added: how much is changed where nothing should be.",
       "cycle", Player::real},
      train::speed_series()};
  for (const models::DuelNames& names : {models::DuelNames{"_b", "D B", "G→", "real B", "fake B"},
                                         models::DuelNames{"_a", "D A", "G←", "real A", "fake A"}}) {
    const auto of_duel = models::duel_series(duel, names);
    table.series.insert(table.series.end(), of_duel.begin(), of_duel.end());
  }
  table.plots = {{"cycle", "There and back", "what is lost, a value", false, 0, 0, {}, ""}};
  const auto plots = models::duel_plots(duel);
  table.plots.insert(table.plots.end(), plots.begin(), plots.end());
  table.plots.push_back(train::speed_plot());
  return table;
}

CycleGanStepper::CycleGanStepper(Networks networks, models::Duel duel, models::Beginning beginning)
    : PlayerStepper(std::move(beginning), networks.plans(), tunables),
      networks_(std::move(networks)),
      duel_(std::move(duel)) {
  for (size_t i = 0; i < 2; ++i) {
    models::PlayerState& g = player(of_g(i));
    const models::PlayerState& d = player(of_d(i));
    networks_.g[i]->calm(networks_.g[i]->layout().view(g.weights, g.buffers, false));
    networks_.g[i]->calm(networks_.g[i]->layout().view(g.average, g.average_buffers, false));
    g_[i] = networks_.g[i]->layout().view(g.weights, g.buffers, true);
    d_[i] = networks_.d[i]->layout().view(d.weights, d.buffers, true);
    d_frozen_[i] = networks_.d[i]->layout().view(d.weights, d.buffers, false);
  }
}

api::ModelInfo CycleGanStepper::abilities() const {
  api::ModelInfo info{.kind = "cyclegan", .players = {}, .told_in_parts = false};
  info.directions = models::directions_of(supply_.data());
  return info;
}

std::vector<api::LayerRow> CycleGanStepper::layers() const { return layers_of(networks_, task_); }

api::GameInfo CycleGanStepper::game_info() const {
  return {duel_.objective->output_is_log_odds(), duel_.objective->generator_saturates()};
}

// Both D move before the generators' gradients are known.
std::vector<at::Tensor> CycleGanStepper::endangered() const {
  std::vector<at::Tensor> all;
  for (size_t i = 0; i < 2; ++i) {
    const models::PlayerState& d = player(of_d(i));
    for (const at::Tensor& tensor :
         {player(of_g(i)).buffers, d.weights, d.buffers, d.moments.first, d.moments.second})
      all.push_back(tensor);
  }
  return all;
}

at::Tensor CycleGanStepper::draw(size_t direction, const at::Tensor& inputs) const {
  return networks_.g[direction]->draw(g_[direction], inputs, training).pictures;
}

bool CycleGanStepper::update(api::StepKind kind, train::StepObserver* /*observer*/,
                             train::StepReport& report) {
  const models::Batch batch = supply_.next_batch();
  report.images = 2 * batch.count();
  Ways ways{Way{batch.inputs, batch.real(), {}}, Way{batch.real(), batch.inputs, {}}};
  for (size_t i = 0; i < 2; ++i) ways[i].fake = draw(i, ways[i].input);
  if (kind != api::StepKind::generator)
    for (size_t i = 0; i < 2; ++i)
      if (!move_discriminator(i, ways[i], report)) return false;
  return kind == api::StepKind::discriminator || move_generators(ways, report);
}

bool CycleGanStepper::move_discriminator(size_t direction, const Way& way, train::StepReport& report) {
  const size_t me = of_d(direction);
  const auto& d = *networks_.d[direction];
  const int64_t updates = progress_.updates[me];
  const at::Tensor shown =
      from_pool(d_[direction].buffers.front(), updates * way.fake.size(0), way.fake, supply_.random());
  const auto critic = [&](const at::Tensor& pictures) { return d.forward(d_[direction], pictures); };
  const models::DuelLoss loss =
      models::discriminator_loss(duel_, critic, way.real, shown, {updates, supply_.random()});
  const auto gradients = models::gradients_of(loss, d_[direction].parameters);
  const double norm = models::gradient_norm(gradients);
  const size_t first = first_of_duels + direction * models::duel_series_count(duel_);
  models::report_discriminator(loss, norm, first, report.values);
  if (!std::isfinite(norm) || !std::isfinite(loss.loss)) return false;
  optimise(optimiser_, d.layout(), d_[direction], player(me).moments, gradients, updates + 1,
           progress_.tuned_to("lr_d") * rate_left());
  ++progress_.updates[me];
  for (const auto& regulariser : duel_.regularisers) regulariser->after_update(d_[direction]);
  return true;
}

bool CycleGanStepper::move_generators(const Ways& ways, train::StepReport& report) {
  const double of_cycle = progress_.tuned_to("cycle_weight"),
               of_identity = progress_.tuned_to("identity_weight");
  models::DuelLoss sum;
  std::array<double, 2> convincing{};
  at::Tensor cycle, identity;  // []
  for (size_t i = 0; i < 2; ++i) {
    const Way& way = ways[i];
    const auto critic = [&](const at::Tensor& pictures) {
      return networks_.d[i]->forward(d_frozen_[i], pictures);
    };
    models::DuelLoss loss = models::generator_loss(duel_, critic, way.real, way.fake);
    convincing[i] = loss.loss;
    models::add_generator_terms(duel_, way.fake, loss);
    sum.outputs.insert(sum.outputs.end(), loss.outputs.begin(), loss.outputs.end());
    sum.weights.insert(sum.weights.end(), loss.weights.begin(), loss.weights.end());
    if (of_cycle > 0) {
      const at::Tensor lost = distance(draw(1 - i, way.fake), way.input);
      cycle = i == 0 ? lost : cycle + lost;
    }
    if (of_identity > 0) {
      const at::Tensor changed = distance(draw(i, way.real), way.real);
      identity = i == 0 ? changed : identity + changed;
    }
  }
  const auto add = [&](const at::Tensor& term, double weight, size_t place) {
    if (!term.defined()) return;
    models::add_term(sum, term, weight);
    report.values[place] = term.detach().item<float>();
  };
  add(cycle, of_cycle, place_cycle);
  add(identity, of_identity, place_identity);

  std::vector<at::Tensor> parameters = g_[0].parameters;
  parameters.insert(parameters.end(), g_[1].parameters.begin(), g_[1].parameters.end());
  const auto gradients = models::gradients_of(sum, parameters);
  const auto middle = gradients.begin() + static_cast<std::ptrdiff_t>(g_[0].parameters.size());
  const std::array<std::vector<at::Tensor>, 2> each{std::vector<at::Tensor>{gradients.begin(), middle},
                                                    std::vector<at::Tensor>{middle, gradients.end()}};
  bool finite = true;
  for (size_t i = 0; i < 2; ++i) {
    const double norm = models::gradient_norm(each[i]);
    models::report_generator(convincing[i], norm, first_of_duels + i * models::duel_series_count(duel_),
                             report.values);
    finite = finite && std::isfinite(norm) && std::isfinite(convincing[i]);
  }
  if (!finite) return false;
  for (size_t i = 0; i < 2; ++i) {
    optimise(optimiser_, networks_.g[i]->layout(), g_[i], player(of_g(i)).moments, each[i],
             progress_.updates[of_g(i)] + 1, progress_.tuned_to("lr_g") * rate_left());
    average_and_count(of_g(i));
  }
  return true;
}

}  // namespace ganscope::cyclegan
