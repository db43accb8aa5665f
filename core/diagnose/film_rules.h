#pragma once
#include <optional>

#include "core/diagnose/diagnosis.h"

namespace ganscope::diagnose {

/// What goes wrong with films: nothing moves, or who is seen changes while they play. Nothing where neither
/// holds, or no films are measured.
[[nodiscard]] std::optional<Diagnosis> film_trouble(const Course& course);

/// Whether films move as real ones do, by the distance of motion; true where no films are measured.
[[nodiscard]] bool moves_right(const Course& course, const Measured& measured);

}  // namespace ganscope::diagnose
