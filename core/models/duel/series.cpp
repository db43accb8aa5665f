#include "core/models/duel/series.h"

#include <algorithm>

namespace ganscope::models {
namespace {

enum Place : size_t { d_loss, g_loss, d_real, d_fake, grad_g, grad_d, first_penalty };

}  // namespace

std::vector<api::SeriesInfo> duel_series(const Duel& duel, const DuelNames& names) {
  using config::Player;
  const std::string& end = names.suffix;
  std::vector<api::SeriesInfo> series = {
      {"d_loss" + end, names.d, "Discriminator loss",
       "What D minimises, without penalties. It says who is ahead, not how good the samples are.", "loss",
       Player::discriminator},
      {"g_loss" + end, names.g, "Generator loss",
       "What G minimises to convince D, without its other terms. In a healthy game it wavers; it need not "
       "fall.",
       "loss", Player::generator},
      {"d_real" + end, names.real, "D on real samples", "The mean of σ(D(x)): how real D finds real samples.",
       "belief", Player::real},
      {"d_fake" + end, names.fake, "D on generated samples",
       "The mean of σ(D(G(z))): how real D finds generated samples.", "belief", Player::generator},
      {"grad_g" + end, names.g, "Generator gradient",
       "Length of the gradient that moves G. Near zero, G learns nothing.", "gradient", Player::generator},
      {"grad_d" + end, names.d, "Discriminator gradient",
       "Length of the gradient that moves D, penalties included.", "gradient", Player::discriminator},
  };
  for (const auto& regulariser : duel.regularisers) {
    for (api::SeriesInfo info : regulariser->series()) {
      info.key += end;
      if (!end.empty()) info.label += " " + names.d;
      series.push_back(std::move(info));
    }
  }
  return series;
}

size_t duel_series_count(const Duel& duel) {
  size_t count = first_penalty;
  for (const auto& regulariser : duel.regularisers) count += regulariser->series().size();
  return count;
}

std::vector<api::PlotInfo> duel_plots(const Duel& duel) {
  std::vector<api::PlotInfo> plots = {
      {"loss", "Loss", "what each player minimises", false, 0, 0, {}, ""},
      {"belief", "What D believes", "1 = real, 0 = fake", false, 0, 1, {0.5}, "½ unsure"},
      {"gradient", "Gradient norm", "pull on each player", true, 0, 0, {}, ""},
  };
  if (duel_series_count(duel) > first_penalty)
    plots.push_back({"penalty", "Penalty on D", "keeps D from winning outright", true, 0, 0, {}, ""});
  return plots;
}

void report_discriminator(const DuelLoss& loss, double gradient, size_t first, std::vector<float>& values) {
  values[first + d_loss] = static_cast<float>(loss.loss);
  values[first + d_real] = static_cast<float>(loss.belief_real);
  values[first + d_fake] = static_cast<float>(loss.belief_fake);
  values[first + grad_d] = static_cast<float>(gradient);
  std::ranges::copy(loss.penalties, values.begin() + static_cast<std::ptrdiff_t>(first + first_penalty));
}

void report_generator(double loss, double gradient, size_t first, std::vector<float>& values) {
  values[first + g_loss] = static_cast<float>(loss);
  values[first + grad_g] = static_cast<float>(gradient);
}

}  // namespace ganscope::models
