#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/document.h"
#include "app/script/condition.h"
#include "app/script/line.h"
#include "core/base/failure.h"

namespace ganscope::lessons {

/// A line in both languages.
struct Title {
  std::string en, zh;
  [[nodiscard]] const std::string& in(std::string_view language) const {
    return language == "zh" && !zh.empty() ? zh : en;
  }
};
/// A text in both languages.
struct Text {
  Document en, zh;
  [[nodiscard]] const Document& in(std::string_view language) const {
    return language == "zh" && !zh.empty() ? zh : en;
  }
  [[nodiscard]] bool empty() const { return en.empty(); }
};

/// What the real state of the program must be before a step is done.
struct Check {
  std::vector<script::Condition> conditions;  ///< all of them
  int64_t steps = 0;                          ///< of training, through which they must hold without a break
  double seconds = 0;
  Text words;  ///< what is to be reached, for the student
};

/// A guess that is made before something is run.
struct Prediction {
  std::vector<Title> options;
  /// One an option: which came true, asked when the step `seen` is done. Empty: the text tells.
  std::vector<script::Condition> came_true;
  std::string seen;
};

struct Step {
  std::string id;
  Title title;
  Text text;
  std::vector<script::Line> begin;    ///< done by itself when the step is entered
  std::vector<script::Line> act;      ///< "Do it for me": what a student's hand would do
  std::vector<std::string> point;     ///< items that glow
  std::vector<std::string> controls;  ///< option keys that are shown beside the picture from here on
  std::vector<std::string> plots;     ///< keys of the plots that are shown; empty: as before
  std::optional<Check> check;         ///< none: reading is enough
  std::optional<Prediction> prediction;
  double minutes = 0;  ///< a timer for the class; 0: none
  int line = 0;        ///< of its heading in the file
};

struct Lesson {
  std::string key;  ///< "mode-collapse", from the name of its file "07-mode-collapse.md"
  int number = 0;   ///< 7; 0: it has none
  std::filesystem::path file;
  bool further = false;  ///< for those who want more: after the course
  bool own = false;      ///< in the user's folder
  double minutes = 0;    ///< about how long it takes
  Title title;
  Text goal;
  std::vector<Step> steps;
  Text summary;   ///< three items of a list
  Text question;  ///< to take home
};

/// Reads a lesson: a header of TOML between two lines "+++", the English text, a line "+++ zh", the same in
/// Chinese. What the header's tables and the text's headings mean is told in assets/lessons/README.md. Fails
/// with `bad_data` and "FILE:LINE" at the first thing that cannot be understood.
[[nodiscard]] Expected<Lesson> read_lesson(std::string_view text, const std::filesystem::path& file);
[[nodiscard]] Expected<Lesson> load_lesson(const std::filesystem::path& file);

/// What is wrong with a lesson that could be read, each with "FILE:LINE": an experiment, a control, a status
/// value or a picture that there is not, a check that can never hold, texts that lack their translation, too
/// few or too many steps. Empty: nothing.
[[nodiscard]] std::vector<Failure> mistakes_in(const Lesson& lesson);

/// A lesson to begin with, as `ganscope lesson new` writes it. `key`: its name.
[[nodiscard]] std::string skeleton(const std::string& key);

}  // namespace ganscope::lessons
