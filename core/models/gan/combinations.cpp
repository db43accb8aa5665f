#include "core/models/gan/combinations.h"

#include <algorithm>
#include <string>

#include "core/networks/network.h"
#include "core/objectives/objective.h"
#include "core/objectives/regulariser.h"

namespace ganscope::gan {
namespace {

tl::unexpected<Failure> refused(const std::string& what, const std::string& key, const std::string& hint) {
  return fail(FailureKind::usage, what, key, hint);
}

bool positive(const config::Settings& settings, const char* key) {
  return settings.has(key) && settings.real(key) > 0;
}

bool on(const config::Settings& settings, const char* key) { return settings.has(key) && settings.flag(key); }

// Only options of the chosen network count: settings may hold those of others.
bool batch_norm_in_d(const config::Settings& settings, const networks::NetworkEntry& network) {
  const auto& options = network.info.options;
  const bool has_norm = std::ranges::find(options, "norm_d", &config::Option::key) != options.end();
  return has_norm && settings.has("norm_d") && settings.text("norm_d") == "batch";
}

Expected<void> check_batch(const config::Settings& settings) {
  if (!settings.has("packing")) return {};
  const int64_t batch = settings.integer("batch"), packing = settings.integer("packing");
  if (batch % packing != 0) {
    return refused(
        "a batch of " + std::to_string(batch) + " does not go into packs of " + std::to_string(packing),
        "packing", "choose a batch that is a multiple of " + std::to_string(packing));
  }
  if (packing > 1 && batch / packing < 2) {
    return refused("a batch of " + std::to_string(batch) + " is only one pack of " + std::to_string(packing),
                   "packing", "choose a batch of at least " + std::to_string(2 * packing));
  }
  return {};
}

}  // namespace

Expected<void> check_combination(const config::Settings& settings) {
  const auto objective = objectives::find_objective(settings);
  if (!objective) return tl::unexpected(objective.error());
  const auto network = networks::find_network(settings);
  if (!network) return tl::unexpected(network.error());
  const std::string& key = (*objective)->info.key;

  if (!(*objective)->make(settings)->takes_swapped_labels()) {
    for (const char* swap : {"label_smoothing", "label_flipping"}) {
      if (!positive(settings, swap)) continue;
      return refused((*objective)->info.title + " judges samples in pairs, which have no label to change",
                     swap,
                     "set " + std::string(swap) + "=0, or choose another objective, such as non-saturating");
    }
  }
  if (key == "wgan-clip" && on(settings, "spectral_norm")) {
    return refused("spectral normalisation rescales the weights that wgan-clip clips", "spectral_norm",
                   "set spectral_norm=false, or choose objective=hinge, which goes with it");
  }
  if (key == "wgan-clip" && positive(settings, "unroll_steps")) {
    return refused("unrolled updates cannot be clipped as wgan-clip wants it", "unroll_steps",
                   "set unroll_steps=0, or choose objective=wgan-gp");
  }
  if (batch_norm_in_d(settings, **network)) {
    const bool penalty = key == "wgan-gp" && positive(settings, "gp_lambda");
    if (penalty || positive(settings, "dragan_lambda")) {
      return refused(std::string(penalty ? "the gradient penalty" : "DRAGAN") +
                         " looks at D's slope at each sample alone, but batch normalisation mixes samples",
                     "norm_d", "set norm_d=none");
    }
  }
  return check_batch(settings);
}

Expected<void> check_pictures(const config::Settings& settings, bool points) {
  if (points && positive(settings, "diff_augment")) {
    return refused("differentiable augmentation moves and recolours pictures, but the data are points",
                   "diff_augment", "set diff_augment=0; instance_noise=0.1 disturbs points");
  }
  if (points && positive(settings, "grain_lambda")) {
    return refused("grain matching compares neighbouring pixels, but the data are points", "grain_lambda",
                   "set grain_lambda=0");
  }
  return {};
}

Expected<void> check_labels(const config::Settings& settings, int classes, bool captions) {
  const std::string why = settings.flag("conditional") ? "the data have no labels" : "labels are not used";
  const std::string hint = settings.flag("conditional") ? "choose data with labels" : "set conditional=true";
  if (classes < 1 && settings.has("condition_d") && settings.text("condition_d") != "projection") {
    return refused("D cannot use labels by " + settings.text("condition_d") + ": " + why, "condition_d",
                   hint + ", or condition_d=projection, which then does nothing");
  }
  if (classes < 2 && on(settings, "matching_aware")) {
    return refused("D cannot learn wrong labels: " + (classes < 1 ? why : "there is only one class"),
                   "matching_aware",
                   (classes < 1 ? hint + ", or" : "set") + std::string(" matching_aware=false"));
  }
  if (captions && settings.has("condition_d") && settings.text("condition_d") == "classifier") {
    return refused("D can name one class of a sample, not the words of a caption", "condition_d",
                   "set condition_d=projection or concat");
  }
  if (on(settings, "matching_aware") && settings.has("condition_d") &&
      settings.text("condition_d") == "classifier") {
    return refused("a D that names classes is not told the label, so it cannot find one wrong",
                   "matching_aware", "set condition_d=projection or concat, or matching_aware=false");
  }
  return {};
}

}  // namespace ganscope::gan
