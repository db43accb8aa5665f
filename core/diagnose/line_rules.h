#pragma once
#include <optional>

#include "core/diagnose/diagnosis.h"

namespace ganscope::diagnose {

/// Whether lines of words are measured.
[[nodiscard]] bool says_lines(const Course& course);
/// What goes wrong with lines of words, most alarming first: few different ones, copies of the data. Nothing
/// where neither holds.
[[nodiscard]] std::optional<Diagnosis> line_trouble(const Course& course);
/// What else can be said of them: they look right and are not, or they have learned the rules.
[[nodiscard]] std::optional<Diagnosis> line_result(const Course& course);

}  // namespace ganscope::diagnose
