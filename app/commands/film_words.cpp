#include "app/commands/words.h"

namespace ganscope::commands {

void Words::declare_film() {
  Declaration& words = add("film", "Show the same latents through the whole training");
  words.example("ganscope film my-run --out film.gif");
  words.example("ganscope film my-run --seed 18 --with-steps --out film.mp4");
  words.path("RUN", "A run's folder or a checkpoint: then until there", "", film_.model.run)->required();
  words.option("--seed",
               "One latent, large (default: a sheet of the experiment's fixed latents; with classes a column "
               "each)",
               "K", [this](const std::string& text) {
                 film_.seed = number<uint64_t>(text, "--seed", 0, std::numeric_limits<uint64_t>::max());
               });
  words.option(
      "--frames",
      "How many (default: one a moment that the run has kept); the moments are spread evenly over them", "N",
      [this](const std::string& text) { film_.frames = number<int>(text, "--frames", 2, 10000); });
  words.option("--fps", "Frames a second (default: 10)", "F", [this](const std::string& text) {
    film_.frames_per_s = number<double>(text, "--fps", 0.1, 50);
  });
  words.option("--label", "Class to draw, by number or name (default: the first; in a sheet all in turn)",
               "L", [this](const std::string& text) { film_.model.label = text; });
  words.option("--truncation", "Pull the latents towards the centre: 1 as they are, 0 all the same", "T",
               [this](const std::string& text) {
                 film_.model.truncation = number<double>(text, "--truncation", 0, 2);
               });
  words.flag("--with-steps", "Write the step below the pictures", film_.with_steps);
  words.path("--out", "film.gif, or film.mp4 where ffmpeg is installed", "FILE", film_.out)->required();
  words.flag("--json", "End with one JSON object", film_.json);
  words.done([this] { return film_; });
}

}  // namespace ganscope::commands
