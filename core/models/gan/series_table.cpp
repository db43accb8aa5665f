#include "core/models/gan/series_table.h"

#include "core/base/check.h"
#include "core/train/speed_series.h"

namespace ganscope::gan {

size_t class_loss_place(const Regularisers& regularisers) {
  size_t place = first_extra_series;
  for (const auto& regulariser : regularisers) place += regulariser->series().size();
  return place;
}

api::SeriesTable series_table(const Regularisers& regularisers, bool classifier) {
  using config::Player;
  api::SeriesTable table;
  table.series = {
      {"d_loss", "D", "Discriminator loss",
       "What D minimises, without penalties. It says who is ahead, not how good the samples are.", "loss",
       Player::discriminator},
      {"g_loss", "G", "Generator loss", "What G minimises. In a healthy game it wavers; it need not fall.",
       "loss", Player::generator},
      {"d_real", "real", "D on real samples", "The mean of σ(D(x)): how real D finds real samples.", "belief",
       Player::real},
      {"d_fake", "fake", "D on generated samples",
       "The mean of σ(D(G(z))): how real D finds generated samples.", "belief", Player::generator},
      {"grad_g", "G", "Generator gradient",
       "Length of the gradient that moves G. Near zero, G learns nothing.", "gradient", Player::generator},
      {"grad_d", "D", "Discriminator gradient", "Length of the gradient that moves D, penalties included.",
       "gradient", Player::discriminator},
      train::speed_series(),
  };
  GANSCOPE_CHECK(table.series.size() == first_extra_series, "series and their places disagree");
  table.plots = {
      {"loss", "Loss", "what each player minimises", false, 0, 0, {}, ""},
      {"belief", "What D believes", "1 = real, 0 = fake", false, 0, 1, {0.5}, "½ unsure"},
      {"gradient", "Gradient norm", "pull on each player", true, 0, 0, {}, ""},
  };
  bool penalised = false;
  for (const auto& regulariser : regularisers) {
    for (const api::SeriesInfo& series : regulariser->series()) {
      table.series.push_back(series);
      penalised = penalised || series.plot == "penalty";
    }
  }
  if (penalised)
    table.plots.push_back({"penalty", "Penalty on D", "keeps D from winning outright", true, 0, 0, {}, ""});
  if (classifier) {
    table.series.push_back(
        {"class_loss", "class", "Class loss",
         "−log of the probability that D gives to the right class, over real and generated samples: "
         "0 is sure and right, log(number of classes) is guessing.",
         "class", Player::discriminator});
    table.plots.push_back({"class", "Class loss", "how well D names classes", false, 0, 0, {}, ""});
  }
  table.plots.push_back(train::speed_plot());
  return table;
}

}  // namespace ganscope::gan
