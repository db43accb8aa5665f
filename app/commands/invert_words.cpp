#include "app/commands/words.h"

namespace ganscope::commands {

void Words::declare_invert() {
  Declaration& words = add("invert", "Find the latent of a picture of your own");
  words.example("ganscope invert my-run me.png --out mine");
  words.path("RUN", "A run's folder or a checkpoint", "", invert_.model.run)->required();
  words
      .path("IMAGE", "A picture; its middle is used, in the proportions of the model's", "", invert_.picture)
      ->required();
  words.option("--steps", "Steps of Adam that refine the encoder's guess (default: 1,000)", "N",
               [this](const std::string& text) { invert_.steps = number<int>(text, "--steps", 0, 100'000); });
  step_option(words, invert_.model);
  words.option("--label", "What class it is, by number or name (default: it is found)", "L",
               [this](const std::string& text) { invert_.model.label = text; });
  words.flag("--raw", "With the weights being trained instead of their average (EMA)", invert_.model.raw);
  words.path("--out", "Folder for reconstruction.png, latent.json and sheet.png", "DIR", invert_.out)
      ->required();
  words.flag("--json", "End with one JSON object, the latent included", invert_.json);
  words.done([this] { return invert_; });
}

}  // namespace ganscope::commands
