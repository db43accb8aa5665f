#pragma once
#include <optional>

#include "core/diagnose/diagnosis.h"

namespace ganscope::diagnose {

/// What melodies have come to, where they are measured: each rule kept for itself, though not all at once.
[[nodiscard]] std::optional<Diagnosis> melody_result(const Course& course);

}  // namespace ganscope::diagnose
