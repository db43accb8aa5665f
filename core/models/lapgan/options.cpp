#include "core/models/duel/duel.h"
#include "core/models/duel/series.h"
#include "core/models/lapgan/parts.h"
#include "core/train/speed_series.h"

namespace ganscope::lapgan {

std::vector<models::PlayerNames> players(int64_t size) {
  using config::Player;
  std::vector<models::PlayerNames> all;
  const auto letter = [&](const char* of, size_t level) { return of + std::to_string(size_of(size, level)); };
  constexpr const char* g_titles[] = {"Generator, coarse", "Generator, middle", "Generator, fine"};
  constexpr const char* d_titles[] = {"Discriminator, coarse", "Discriminator, middle",
                                      "Discriminator, fine"};
  constexpr const char* names[] = {"coarse", "middle", "fine"};
  for (size_t i = 0; i < levels; ++i)
    all.push_back({std::string("generator_") + names[i], "g" + std::to_string(i + 1), g_titles[i],
                   letter("G", i), Player::generator, true});
  for (size_t i = 0; i < levels; ++i)
    all.push_back({std::string("discriminator_") + names[i], "d" + std::to_string(i + 1), d_titles[i],
                   letter("D", i), Player::discriminator, false});
  return all;
}

std::vector<config::Option> options() {
  return {config::number_option(
      "pyramid_width", "Width of the levels",
      "Channels of the layers that add detail; those of the first level and of D follow.", int64_t{32}, 8,
      128)};
}

config::Scope scope() {
  return {.game = true, .network = false, .without = models::without_step({"grain_lambda"})};
}

api::SeriesTable series_table(const models::Duel& duel) {
  api::SeriesTable table;
  table.series = {train::speed_series()};
  for (const models::DuelNames& names :
       {models::DuelNames{"_coarse", "D coarse", "G coarse", "real coarse", "fake coarse"},
        models::DuelNames{"_middle", "D middle", "G middle", "real middle", "fake middle"},
        models::DuelNames{}}) {
    const auto of_level = models::duel_series(duel, names);
    table.series.insert(table.series.end(), of_level.begin(), of_level.end());
  }
  table.plots = models::duel_plots(duel);
  table.plots.push_back(train::speed_plot());
  return table;
}

}  // namespace ganscope::lapgan
