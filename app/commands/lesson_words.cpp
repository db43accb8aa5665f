#include "app/commands/words.h"

namespace ganscope::commands {

void Words::declare_lesson() {
  Declaration& words = add("lesson", "List lessons, check one, or begin one");
  words.example("ganscope lesson list");
  words.example("ganscope lesson new my-lesson.md");
  words.example("ganscope lesson check my-lesson.md");
  words
      .option("list|check|new", "All lessons; what is wrong with a file; a file to fill in", "",
              [this](const std::string& text) {
                if (text != "list" && text != "check" && text != "new")
                  refuse(fmt::format("lessons cannot be asked to {}", text), "lesson", "list, check or new");
                lesson_.what = text;
              })
      ->required();
  words.path("FILE", "A lesson (.md)", "", lesson_.file);
  words.flag("--json", "End with one JSON object", lesson_.json);
  words.done([this] { return lesson_; });
}

}  // namespace ganscope::commands
