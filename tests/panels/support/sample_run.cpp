#include "tests/panels/support/sample_run.h"

#include <utility>

namespace ganscope::testing {
namespace {

using config::Option;
using config::Player;
using config::Prominence;

Option number(std::string key, std::string title, config::Value initial, double min, double max) {
  Option option;
  option.key = std::move(key);
  option.title = std::move(title);
  option.help = "A plain sentence about it.";
  option.initial = std::move(initial);
  option.min = min;
  option.max = max;
  return option;
}

Option live(Option option, Player player, bool logarithmic) {
  option.tunable = true;
  option.player = player;
  option.logarithmic = logarithmic;
  option.prominence = Prominence::short_list;
  return option;
}

config::Catalogue build() {
  config::Catalogue catalogue;
  Option seed = number("seed", "Seed", int64_t{7}, 0, 2147483647);
  seed.prominence = Prominence::short_list;
  Option init = number("init", "First weights", std::string("normal002"), 0, 0);
  init.choices = {"normal002", "pytorch"};
  catalogue.common = {
      live(number("lr_g", "Generator learning rate", 1e-3, 1e-6, 1), Player::generator, true),
      live(number("lr_d", "Discriminator learning rate", 5e-4, 1e-6, 1), Player::discriminator, true),
      live(number("critic_steps", "Critic steps", int64_t{1}, 1, 16), Player::discriminator, false),
      live(number("ema", "EMA of G", 0.995, 0, 0.99999), Player::none, false),
      seed,
      number("batch", "Batch", int64_t{16}, 2, 1024),
      number("conditional", "Use labels", true, 0, 1),
      init};
  catalogue.data = {{"faces", "Faces", "Cartoon faces.", {number("size", "Size", int64_t{32}, 16, 64)}}};
  catalogue.networks = {
      {"dcgan", "DCGAN", "Convolutions.", {number("width", "Width", int64_t{16}, 8, 128)}},
      {"mlp", "MLP", "Fully connected layers.", {number("hidden", "Hidden units", int64_t{128}, 8, 2048)}}};
  catalogue.objectives = {{"non-saturating", "Non-saturating", "Goodfellow 2014.", {}},
                          {"hinge", "Hinge", "Lim and Ye 2017.", {}}};
  catalogue.regularisers = {{"r1",
                             "R1",
                             "Mescheder 2018.",
                             {number("r1_gamma", "R1 strength", 10.0, 0, 100),
                              number("r1_interval", "R1 every", int64_t{4}, 1, 64)}}};
  return catalogue;
}

}  // namespace

const config::Catalogue& sample_catalogue() {
  static const config::Catalogue catalogue = build();
  return catalogue;
}

void set_up_run(model::UiModel& model, api::Phase phase, int64_t step) {
  auto status = std::make_shared<api::Status>();
  status->generation = 1;
  status->run = phase == api::Phase::idle ? "" : "faces-7f3a";
  status->phase = phase;
  status->step = step;
  status->seconds = 30;
  status->steps_per_s = phase == api::Phase::running ? 141 : 0;
  status->images_per_s = status->steps_per_s * 16;
  status->device = "CPU";
  // Small networks, which a plane is drawn of as often as wanted.
  status->model.players = {{"generator", "Generator", "G", config::Player::generator, 4'610},
                           {"discriminator", "Discriminator", "D", config::Player::discriminator, 4'481}};
  status->latent_dim = 64;
  if (phase != api::Phase::idle) {
    config::Experiment experiment;
    experiment.name = "faces";
    experiment.title = "Faces";
    experiment.settings.set("data", std::string("faces"));
    experiment.settings.set("network", std::string("dcgan"));
    experiment.settings.set("objective", std::string("non-saturating"));
    for (const Option& option : config::active_options(sample_catalogue(), experiment.settings))
      experiment.settings.set(option.key, option.initial);
    status->experiment = std::move(experiment);
    status->data = {.key = "faces",
                    .title = "Faces",
                    .count = 20000,
                    .channels = 3,
                    .height = 32,
                    .width = 32,
                    .label_names = {},
                    .attribute_names = {}};
  }
  model.status = status;
  auto history = std::make_shared<api::HistoryIndex>();
  history->generation = 1;
  for (int64_t moment = 0; moment <= step; moment += 250) history->steps.push_back(moment);
  if (phase == api::Phase::idle) history->steps.clear();
  model.history = history;
  model.catalogue = &sample_catalogue();
  model.experiments = {
      {"faces", "Faces", "Cartoon faces, drawn by the program. Plainly faces within 15 seconds.", {}},
      {"digits", "Digits", "Digits as by hand, with labels.", {}},
      {"ring", "Ring", "Eight blobs in a ring: see modes come and go.", {}}};
  model.selected_latent = 18;
}

void change_status(model::UiModel& model, void (*change)(api::Status&)) {
  auto status = std::make_shared<api::Status>(*model.status);
  change(*status);
  model.status = status;
}

}  // namespace ganscope::testing
