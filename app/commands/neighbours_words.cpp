#include "app/commands/words.h"

namespace ganscope::commands {

void Words::declare_neighbours() {
  static constexpr size_t most_seeds = 64;
  Declaration& words = add("neighbours", "Find the real pictures that are nearest to what a model draws");
  words.example("ganscope neighbours my-run --seed 1,2,3 --out neighbours.png");
  words.example("ganscope neighbours my-run --seed 18 --count 8 --out neighbours.png --json");
  words.path("RUN", "A run's folder or a checkpoint", "", neighbours_.model.run)->required();
  words
      .option("--seed", "Seeds of the latents that are drawn, with commas between them", "K[,K…]",
              [this](const std::string& text) {
                neighbours_.seeds = seed_list(text, "--seed");
                if (neighbours_.seeds.size() > most_seeds)
                  refuse(fmt::format("--seed takes at most {} seeds", most_seeds), "", "ask for fewer");
              })
      ->required();
  words.option("--count", "How many of the nearest real pictures (default: 5)", "N",
               [this](const std::string& text) { neighbours_.count = number<int>(text, "--count", 1, 20); });
  step_option(words, neighbours_.model);
  words.option("--label", "Class to draw, by number or name (default: all in turn)", "L",
               [this](const std::string& text) { neighbours_.model.label = text; });
  words.flag("--raw", "Use the weights being trained instead of their average (EMA)", neighbours_.model.raw);
  words.path("--out", "neighbours.png: a row a seed", "FILE", neighbours_.out)->required();
  words.flag("--json", "End with one JSON object", neighbours_.json);
  words.done([this] { return neighbours_; });
}

}  // namespace ganscope::commands
