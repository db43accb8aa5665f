#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "core/data/labels.h"
#include "core/models/learning/player_stepper.h"
#include "core/models/model.h"
#include "core/networks/network.h"
#include "core/networks/shared_options.h"

namespace ganscope::models {
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
  if (differs(a, b, "data") || differs(a, b, "task")) return false;
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
  for (const char* key : {"model", "network", "latent", "latent_dim", "conditional", "packing"})
    if (differs(a, b, key)) return false;
  for (const auto& entry : networks::all_networks())
    if (differ(a, b, entry.info.options)) return false;
  return !differ(a, b, networks::shared_options());
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

bool same_words(const api::DataInfo& before, const api::DataInfo& now) {
  if (before.captions == nullptr || now.captions == nullptr) return before.captions == now.captions;
  return before.captions->words == now.captions->words;
}

bool same_vocabulary(const api::DataInfo& before, const api::DataInfo& now) {
  if (before.tokens == nullptr || now.tokens == nullptr) return before.tokens == now.tokens;
  return *before.tokens == *now.tokens;
}

Expected<void> same_kind(const api::DataInfo& before, const api::DataInfo& now) {
  const bool same = before.form == now.form && before.dimensions == now.dimensions &&
                    before.channels == now.channels && before.height == now.height &&
                    before.width == now.width && before.label_names == now.label_names &&
                    same_words(before, now) && same_vocabulary(before, now);
  if (same) return {};
  return fail(FailureKind::usage, "A run goes on only with data of the same kind", now.title,
              "choose them as an experiment: then training begins anew");
}

}  // namespace

Expected<train::Altered> PlayerStepper::altered(const config::Experiment& experiment,
                                                const WorkContext& context) const {
  const Device device = device_.is_cpu() ? Device::cpu : Device::cuda;
  const Settings& settings = experiment.settings;
  if (differs(settings_, settings, "model"))
    return fail(FailureKind::usage, "A run goes on only as the same kind of model", experiment.title,
                "choose it as an experiment: then training begins anew");
  const bool own_data = same_data(settings_, settings);
  auto made = own_data ? make_stepper_on(device, experiment, supply_.dataset())
                       : make_stepper(device, experiment, context);
  if (!made) return tl::unexpected(made.error());
  auto* now = dynamic_cast<PlayerStepper*>(made->get());
  if (auto same = same_kind(data_info(), now->data_info()); !same) return tl::unexpected(same.error());

  train::Altered result;
  result.initial = now->snapshot();
  for (size_t i = 0; i < now->plans_.size(); ++i) result.parameters += now->parameters(i);
  now->take_over(*this, own_data);
  result.kept = now->kept_;
  result.same_model = own_data && same_networks(settings_, settings) && scale_ == now->scale_ &&
                      std::ranges::equal(plans_, now->plans_, [](const PlayerPlan& a, const PlayerPlan& b) {
                        return same_layout(*a.layout, *b.layout);
                      });
  result.stepper = std::move(*made);
  return result;
}

void PlayerStepper::take_over(const PlayerStepper& before, bool same_data) {
  if (std::ranges::all_of(before.progress_.updates, [](int64_t updates) { return updates == 0; }))
    return;  // nothing was learned yet
  if (task_.points && (same_data || (before.supply_.data().frame == supply_.data().frame &&
                                     still_fits(before.scale_, scale_)))) {
    scale_ = before.scale_;
    supply_.use(supply_.dataset(), scale_);
  }
  kept_ = 0;
  for (size_t i = 0; i < plans_.size(); ++i)
    kept_ += keep_weights(*before.plans_[i].layout, before.state_.players[i], *plans_[i].layout,
                          state_.players[i], deepening(i));
  Progress progress = before.progress_;
  progress.tuned = progress_.tuned;
  if (progress.place.position > supply_.data().count) progress.place = {progress.place.epoch + 1, 0};
  go_to(progress);
}

}  // namespace ganscope::models
