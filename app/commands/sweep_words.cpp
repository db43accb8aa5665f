#include <algorithm>

#include "app/commands/words.h"

namespace ganscope::commands {
namespace {

template <class T>
T or_refuse(Expected<T> made) {
  if (!made) throw Refused{made.error()};
  return std::move(*made);
}

/// The seed must be within what the option itself takes; said of `--seeds`, and before anything is loaded.
runs::Axis seeds_in(const std::string& text) {
  runs::Axis axis{"seed", or_refuse(runs::parse_seeds(text))};
  for (const std::string& seed : axis.values) static_cast<void>(run_seed(seed));
  return axis;
}

}  // namespace

void Words::declare_sweep() {
  Declaration& words = add("sweep", "Train a grid of settings, one run after another");
  words.example("ganscope sweep ring --set lr_g=0.0005,0.002 --seeds 1-3 --steps 2000 --out my-sweep");
  words.example(
      "ganscope sweep faces --set objective=minimax,hinge --set width=16,32 --seconds 60 --out wide");
  words.example("ganscope sweep ring --set \"layers_g=32,16;64,64\" --steps 2000 --out layers");
  words
      .option("EXPERIMENT", "A built-in experiment, a .toml file, or data as --data names them", "",
              [this](const std::string& text) { sweep_.each.experiment = text; })
      ->required();
  words.repeated(
      "--set",
      "Values of an option, with commas between them, or semicolons where a value has commas itself; may "
      "be repeated: every combination is trained",
      "KEY=A,B", [this](const std::string& text) {
        const auto [key, values] = key_value(text);
        sweep_.axes.push_back(or_refuse(runs::parse_axis(key, values)));
      });
  runs::Axis* const seeds = &sweep_seeds_;
  words.option("--seeds", "Seeds of the experiment: 1-3, or 1,4,7", "SEEDS",
               [seeds](const std::string& text) { *seeds = seeds_in(text); });
  words.option("--data", "Train on these data instead", "SPEC",
               [this](const std::string& text) { sweep_.each.data = text; });
  words.path("--out", "Folder of the runs; the same words again go on with them", "DIR", sweep_.out)
      ->required();
  how_to_train(words, sweep_.each);
  words.app().get_option("--seconds")->description("Train each run for so long (default: 60)");
  words.flag("--json", "End with one JSON object", sweep_.json);
  words.done([this]() -> Request {
    sweep_.each.measure = !no_measures_;
    one_goal(sweep_.each, "sweep");
    if (!sweep_seeds_.key.empty()) sweep_.axes.push_back(sweep_seeds_);
    return sweep_;
  });
}

}  // namespace ganscope::commands
