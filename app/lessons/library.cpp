#include "app/lessons/library.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <tuple>
#include <utility>

#include "ganscope/embedded/lesson_files.h"

namespace ganscope::lessons {
namespace {

void take(Expected<Lesson> lesson, bool own, Library& library) {
  if (!lesson) {
    library.unreadable.push_back(lesson.error());
    return;
  }
  lesson->own = own;
  library.lessons.push_back(std::move(*lesson));
}

}  // namespace

const Lesson* Library::find(std::string_view key) const {
  int number = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
  const bool is_number = error == std::errc{} && end == key.data() + key.size() && number > 0;
  const auto found = std::ranges::find_if(lessons, [&](const Lesson& lesson) {
    return is_number ? lesson.number == number && !lesson.own : lesson.key == key;
  });
  return found == lessons.end() ? nullptr : &*found;
}

size_t Library::course() const {
  return static_cast<size_t>(
      std::ranges::count_if(lessons, [](const Lesson& lesson) { return !lesson.further && !lesson.own; }));
}

Library load_library(const std::filesystem::path& own) {
  Library library;
  for (const EmbeddedFile& file : lesson_files())
    take(read_lesson(file.content, "assets/lessons/" + std::string(file.name)), false, library);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(own, error))
    if (entry.path().extension() == ".md") take(load_lesson(entry.path()), true, library);
  std::ranges::sort(library.lessons, {}, [](const Lesson& lesson) {
    return std::tuple(lesson.own, lesson.further, lesson.number == 0, lesson.number, lesson.key);
  });
  return library;
}

}  // namespace ganscope::lessons
