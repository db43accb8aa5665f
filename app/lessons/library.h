#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

#include "app/lessons/lesson.h"

namespace ganscope::lessons {

/// All lessons there are, and what could not be read.
struct Library {
  std::vector<Lesson> lessons;  ///< the course by number, then those for who wants more, then the user's own
  std::vector<Failure> unreadable;
  [[nodiscard]] const Lesson* find(std::string_view key) const;  ///< key or number; null: there is none
  [[nodiscard]] size_t course() const;  ///< how many belong to the course: the first ones
};

/// The lessons of assets/lessons, which are built into the program, and those of the user's folder (*.md).
[[nodiscard]] Library load_library(const std::filesystem::path& own);

}  // namespace ganscope::lessons
