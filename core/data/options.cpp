#include "core/data/options.h"

namespace ganscope::data {

config::Option size_option() {
  return {.key = "size",
          .title = "Picture size",
          .help = "Pixels a side of every picture. Smaller ones train faster.",
          .initial = int64_t{32},
          .min = 16,
          .max = 64,
          .choices = {},
          .unit = "px",
          .prominence = config::Prominence::all_options};
}

config::Option flip_option() {
  return config::flag_option(
      "flip", "Mirror at random",
      "Shows real pictures mirrored left to right half of the time: twice as many to learn from.", false,
      config::Player::real);
}

config::Option shift_option() {
  config::Option option = config::number_option(
      "shift", "Move at random",
      "Moves every real picture by up to so many pixels each time it is shown. For few pictures.", int64_t{0},
      0, 16, config::Player::real);
  option.unit = "px";
  return option;
}

config::Option captions_option() {
  return config::flag_option(
      "captions", "Captions",
      "Tells both networks what is said of a picture in words, in place of its class. Of the faces a grammar "
      "of 23 words; of a folder what its captions.txt says: a line a picture, its file, a tab or comma, the "
      "caption.",
      false, config::Player::real);
}

config::Option seed_option() {
  return {.key = "data_seed",
          .title = "Data seed",
          .help = "Another number draws another set of the same kind.",
          .initial = int64_t{1},
          .min = 0,
          .max = 2147483647,
          .choices = {},
          .unit = "",
          .prominence = config::Prominence::all_options};
}

config::Option count_option() {
  return {.key = "data_count",
          .title = "How many",
          .help = "How many pictures or points are generated; 0 means the usual number.",
          .initial = int64_t{0},
          .min = 0,
          .max = 1000000,
          .choices = {},
          .unit = "",
          .prominence = config::Prominence::all_options};
}

int64_t integer_of(const config::Settings& settings, const config::Option& option) {
  return settings.has(option.key) ? settings.integer(option.key) : std::get<int64_t>(option.initial);
}

double real_of(const config::Settings& settings, const config::Option& option) {
  return settings.has(option.key) ? settings.real(option.key) : std::get<double>(option.initial);
}

bool flag_of(const config::Settings& settings, const config::Option& option) {
  return settings.has(option.key) ? settings.flag(option.key) : std::get<bool>(option.initial);
}

std::string text_of(const config::Settings& settings, const config::Option& option) {
  return settings.has(option.key) ? settings.text(option.key) : std::get<std::string>(option.initial);
}

}  // namespace ganscope::data
