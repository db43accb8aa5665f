#include "core/models/lapgan/level_step.h"
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
  return {.game = true,
          .networks = false,
          .without = {"critic_steps",         "g_steps",         "update_order",
                      "conditional",          "matching_aware",  "condition_d",
                      "condition_g",          "embedding_dim",   "latent",
                      "mapping_layers",       "mapping_width",   "instance_noise",
                      "instance_noise_steps", "label_smoothing", "label_flipping",
                      "minibatch_stddev",     "packing",         "unroll_steps",
                      "clip_gradient",        "diff_augment",    "grain_lambda"}};
}

namespace {

struct LevelWords {
  const char *suffix, *loss, *loss_g, *loss_d, *belief, *real, *fake;
};
constexpr LevelWords level_words[levels] = {
    {"_coarse", "Loss, coarse", "Generator loss, coarse", "Discriminator loss, coarse", "Belief, coarse",
     "Belief of real, coarse", "Belief of generated, coarse"},
    {"_middle", "Loss, middle", "Generator loss, middle", "Discriminator loss, middle", "Belief, middle",
     "Belief of real, middle", "Belief of generated, middle"},
    {"", "Loss, fine", "Generator loss, fine", "Discriminator loss, fine", "Belief, fine",
     "Belief of real, fine", "Belief of generated, fine"}};

}  // namespace

api::SeriesTable series_table(const config::Settings& settings) {
  using config::Player;
  api::SeriesTable table;
  const char* level_help =
      "Each level plays a game of its own: coarse draws the small picture, middle and fine add the detail to "
      "twice its size.";
  for (const LevelWords& words : level_words) {
    const std::string suffix = words.suffix, loss = "loss" + suffix, belief = "belief" + suffix;
    table.series.push_back({"d_loss" + suffix, "D", words.loss_d, level_help, loss, Player::discriminator});
    table.series.push_back({"g_loss" + suffix, "G", words.loss_g, level_help, loss, Player::generator});
    table.series.push_back(
        {"d_real" + suffix, "real", words.real, level_help, belief, Player::discriminator});
    table.series.push_back({"d_fake" + suffix, "fake", words.fake, level_help, belief, Player::generator});
    table.plots.push_back({loss, words.loss, "what each player pays at this level", false, 0, 0, {}, ""});
    table.plots.push_back({belief, words.belief, "1 = real, 0 = fake", false, 0, 1, {0.5}, "½ unsure"});
  }
  table.series.push_back({"grad_g", "G", "Gradient of G", "Length of the gradient that moves the finest G.",
                          "gradient", Player::generator});
  table.series.push_back({"grad_d", "D", "Gradient of D", "Length of the gradient that moves the finest D.",
                          "gradient", Player::discriminator});
  table.plots.push_back({"gradient", "Gradient norm", "pull on the finest level", true, 0, 0, {}, ""});
  table.series.push_back(train::speed_series());
  bool penalty = false;
  for (const auto& regulariser : aims_of(settings).regularisers)
    for (api::SeriesInfo& series : regulariser->series()) {
      penalty = true;
      table.series.push_back(std::move(series));
    }
  if (penalty) table.plots.push_back({"penalty", "Penalties", "of the finest level", false, 0, 0, {}, ""});
  table.plots.push_back(train::speed_plot());
  return table;
}

}  // namespace ganscope::lapgan
