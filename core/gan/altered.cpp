#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/data/labels.h"
#include "core/gan/gan_stepper.h"
#include "core/gan/keep_weights.h"
#include "core/networks/network.h"
#include "core/networks/shared_options.h"

namespace ganscope::gan {
namespace {

using config::Settings;

bool differs(const Settings& a, const Settings& b, const std::string& key) {
  if (a.has(key) != b.has(key)) return true;
  return a.has(key) && a.at(key) != b.at(key);
}

bool differ(const Settings& a, const Settings& b, const std::vector<config::Option>& options) {
  return std::ranges::any_of(options, [&](const config::Option& each) { return differs(a, b, each.key); });
}

/// Whether both name the same data, with the same options.
bool same_data(const Settings& a, const Settings& b) {
  if (differs(a, b, "data")) return false;
  if (!a.has("data")) return true;
  const std::string key = config::data_key(a);
  const auto& all = data::all_datasets();
  const auto entry = std::ranges::find_if(all, [&](const auto& each) { return each.info.key == key; });
  return entry == all.end() || !differ(a, b, entry->info.options);
}

bool same_parts(const std::vector<networks::Part>& a, const std::vector<networks::Part>& b) {
  return std::ranges::equal(a, b, [](const networks::Part& x, const networks::Part& y) {
    return x.name == y.name && x.shape == y.shape;
  });
}

bool same_layout(const networks::Layout& a, const networks::Layout& b) {
  return same_parts(a.parameters(), b.parameters()) && same_parts(a.buffers(), b.buffers());
}

/// What is drawn of a latent, and how D looks at it: everything but the rules of the game.
bool same_networks(const Settings& a, const Settings& b) {
  for (const char* key : {"network", "latent", "latent_dim", "conditional", "packing"})
    if (differs(a, b, key)) return false;
  for (const auto& entry : networks::all_networks())
    if (differ(a, b, entry.info.options)) return false;
  return !differ(a, b, networks::shared_options());
}

std::string activation_of_g(const Settings& settings) {
  return settings.has("activation") ? settings.text("activation") : "";
}

std::string activation_of_d(const Settings& settings) {
  const std::string own = settings.has("activation_d") ? settings.text("activation_d") : "same";
  if (own == "maxout") return {};
  return own == "same" ? activation_of_g(settings) : own;
}

/// The networks learned in units of the data before: kept, so that nothing drawn moves, unless other data
/// would lie far outside or shrink to a dot in them.
bool still_fits(const PointScale& kept, const PointScale& own) {
  for (size_t d = 0; d < 2; ++d) {
    const float ratio = own.unit[d] / kept.unit[d];
    if (!(ratio > 0.25F && ratio < 4.0F)) return false;
    if (!(std::abs(own.centre[d] - kept.centre[d]) < 4 * kept.unit[d])) return false;
  }
  return true;
}

Expected<void> same_kind(const api::DataInfo& before, const api::DataInfo& now) {
  const bool same = before.points == now.points && before.dimensions == now.dimensions &&
                    before.channels == now.channels && before.height == now.height &&
                    before.width == now.width && before.label_names == now.label_names;
  if (same) return {};
  return fail(FailureKind::usage, "A run goes on only with data of the same kind", now.title,
              "choose them as an experiment: then training begins anew");
}

}  // namespace

Expected<train::Altered> GanStepper::altered(const config::Experiment& experiment,
                                             const WorkContext& context) const {
  const Device device = device_.is_cpu() ? Device::cpu : Device::cuda;
  const Settings& settings = experiment.settings;
  const bool own_data = same_data(settings_, settings);
  auto made = own_data ? make_stepper_on(device, experiment, supply_.dataset())
                       : make_stepper(device, experiment, context);
  if (!made) return tl::unexpected(made.error());
  auto* now = dynamic_cast<GanStepper*>(made->get());
  if (auto same = same_kind(data_info(), now->data_info()); !same) return tl::unexpected(same.error());

  train::Altered result;
  result.initial = now->snapshot();
  result.parameters = now->parameters_g() + now->parameters_d();
  now->take_over(*this, own_data);
  result.kept = now->kept_;
  result.same_model = own_data && same_networks(settings_, settings) && scale_ == now->scale_ &&
                      same_layout(game_.g->layout(), now->game_.g->layout()) &&
                      same_layout(game_.d->layout(), now->game_.d->layout());
  result.stepper = std::move(*made);
  return result;
}

void GanStepper::take_over(const GanStepper& before, bool same_data) {
  if (before.progress_.updates_g == 0 && before.progress_.updates_d == 0) return;  // nothing was learned yet
  if (task_.points && (same_data || (before.supply_.data().frame == supply_.data().frame &&
                                     still_fits(before.scale_, scale_)))) {
    scale_ = before.scale_;
    supply_.use(supply_.dataset(), scale_);
  }
  const auto of_g = [](const StateTensors& state) {
    return PlayerTensors{state.g,           state.g_buffers,       state.ema,
                         state.ema_buffers, state.g_moments.first, state.g_moments.second};
  };
  const auto of_d = [](const StateTensors& state) {
    return PlayerTensors{state.d, state.d_buffers, {}, {}, state.d_moments.first, state.d_moments.second};
  };
  PlayerTensors g = of_g(state_), d = of_d(state_);
  kept_ = keep_weights(before.game_.g->layout(), of_g(before.state_), game_.g->layout(), g,
                       {activation_of_g(settings_), "out"}) +
          keep_weights(before.game_.d->layout(), of_d(before.state_), game_.d->layout(), d,
                       {activation_of_d(settings_), "to_logit"});
  Progress progress = before.progress_;
  progress.lr_g = progress_.lr_g;
  progress.lr_d = progress_.lr_d;
  progress.ema = progress_.ema;
  progress.critic_steps = progress_.critic_steps;
  if (progress.place.position > supply_.data().count) progress.place = {progress.place.epoch + 1, 0};
  go_to(progress);
}

}  // namespace ganscope::gan
