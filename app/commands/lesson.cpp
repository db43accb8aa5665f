#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/commands/run.h"
#include "app/lessons/lesson.h"
#include "app/lessons/library.h"
#include "core/storage/atomic_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;

Expected<void> list_lessons(const LessonRequest& request, Console& console) {
  const lessons::Library library = lessons::load_library(storage::user_data_folder() / "lessons");
  ordered_json items = ordered_json::array();
  // Programs read English unless another language is named.
  const std::string_view language = !request.json              ? console.tr.language()
                                    : request.language.empty() ? "en"
                                                               : std::string_view(request.language);
  for (const lessons::Lesson& lesson : library.lessons) {
    const std::string& title = lesson.title.in(language);
    std::string goal = lesson.goal.in(language).plain();
    goal.resize(std::min(goal.find('\n'), goal.size()));
    if (request.json) {
      items.push_back({{"key", lesson.key}, {"title", title}, {"help", goal}, {"number", lesson.number}});
      continue;
    }
    const std::string number = lesson.number > 0 ? std::to_string(lesson.number) : "";
    console.say("{:>3}  {:<28} {}", number, lesson.key, title);
  }
  for (const Failure& failure : library.unreadable) console.error(failure);
  if (request.json) console.json({{"items", items}});
  return {};
}

Expected<void> check_lesson(const LessonRequest& request, Console& console) {
  const auto lesson = lessons::load_lesson(request.file);
  if (!lesson) return tl::unexpected(lesson.error());
  const std::vector<Failure> mistakes = lessons::mistakes_in(*lesson);
  if (mistakes.empty()) {
    console.say("{}: no mistake found, {} steps", request.file.string(), lesson->steps.size());
    return {};
  }
  for (size_t i = 0; i + 1 < mistakes.size(); ++i) console.error(mistakes[i]);
  return tl::unexpected(mistakes.back());  // the last of them ends the program
}

Expected<void> new_lesson(const LessonRequest& request, Console& console) {
  std::filesystem::path file = request.file;
  if (file.extension() != ".md") file += ".md";
  std::error_code error;
  if (std::filesystem::exists(file, error))
    return fail(FailureKind::usage, "there is such a file already", file.string(),
                "choose another name: nothing is overwritten");
  if (auto written =
          storage::write_file_atomically(file, std::string_view(lessons::skeleton(file.stem().string())));
      !written)
    return written;
  console.say("{} is a lesson to fill in. Check it: ganscope lesson check {}", file.string(), file.string());
  console.say("The window lists what lies in {}", (storage::user_data_folder() / "lessons").string());
  return {};
}

}  // namespace

Expected<void> lesson(const LessonRequest& request, Console& console) {
  if (request.what == "list") return list_lessons(request, console);
  if (request.file.empty())
    return fail(FailureKind::usage, fmt::format("lesson {} needs a file", request.what), "FILE",
                fmt::format("ganscope lesson {} my-lesson.md", request.what));
  return request.what == "check" ? check_lesson(request, console) : new_lesson(request, console);
}

}  // namespace ganscope::commands
