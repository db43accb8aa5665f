#include "app/commands/words.h"

namespace ganscope::commands {

void Words::declare_translate() {
  Declaration& words = add("translate", "Make pictures of pictures of your own");
  words.example("ganscope translate my-run me.png you.jpg --out coloured");
  words.example("ganscope translate my-run me.png --direction \"blond hair\" --out blond");
  words.path("RUN", "A run's folder or a checkpoint", "", translate_.model.run)->required();
  words.app()
      .add_option_function<std::vector<std::string>>(
          "IMAGE",
          [this](const std::vector<std::string>& all) {
            for (const std::string& one : all) translate_.pictures.push_back(user_path(one));
          },
          "Pictures of any size; the middle square of each is used")
      ->type_name("")
      ->required()
      ->expected(1, -1);
  words.option("--direction",
               "Of a model that goes both ways: 1, 2, or what shall come out (default: the first)", "WAY",
               [this](const std::string& text) { translate_.direction = text; });
  step_option(words, translate_.model);
  words.flag("--raw", "With the weights being trained instead of their average (EMA)", translate_.model.raw);
  words.path("--out", "Folder for the pictures, each under its own name", "DIR", translate_.out)->required();
  words.flag("--json", "End with one JSON object: what became of every picture", translate_.json);
  words.done([this] { return translate_; });
}

}  // namespace ganscope::commands
