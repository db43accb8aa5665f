#include <limits>

#include "app/commands/words.h"

namespace ganscope::commands {

void Words::declare_map() {
  Declaration& words =
      add("map", "Lay samples out by what they look like (t-SNE) on one sheet of small pictures");
  words.example("ganscope map my-run --out map.png");
  words.example("ganscope map my-run --count 1000 --colour glasses --out map.png --json");
  words.path("RUN", "A run's folder or a checkpoint", "", map_.model.run)->required();
  words.option("--count", "How many samples (default: 2,000; 16 to 4,000)", "N",
               [this](const std::string& text) { map_.count = number<int>(text, "--count", 16, 4000); });
  words.option(
      "--seed",
      "Of the first sample (default: 1); the others follow. `ganscope sample RUN --count 1 --seed K` "
      "draws the one of seed K, with --label where the model is told classes",
      "K", [this](const std::string& text) {
        map_.seed = number<uint64_t>(text, "--seed", 0,
                                     static_cast<uint64_t>(std::numeric_limits<int64_t>::max()) - 4000);
      });
  words.option("--colour",
               "Bar below each picture: score (D's; the default), class, none, or an attribute that the data "
               "know, as in \"glasses\" or \"hair length: long\"",
               "WHAT", [this](const std::string& text) { map_.colour = text; });
  step_option(words, map_.model);
  words.option("--label", "Class to draw, by number or name (default: all in turn)", "L",
               [this](const std::string& text) { map_.model.label = text; });
  words.option("--truncation", "Pull latents towards the centre (default: 1, not at all)", "T",
               [this](const std::string& text) {
                 map_.model.truncation = number<double>(text, "--truncation", 0, 2);
               });
  words.flag("--raw", "Use the weights being trained instead of their average (EMA)", map_.model.raw);
  words.path("--out", "map.png: the pictures where they lie, none upon another", "FILE", map_.out)
      ->required();
  words.flag("--json", "End with one JSON object: seed and place of every sample", map_.json);
  words.done([this] { return map_; });
}

}  // namespace ganscope::commands
