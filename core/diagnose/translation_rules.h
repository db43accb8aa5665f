#pragma once
#include <optional>

#include "core/diagnose/diagnosis.h"

namespace ganscope::diagnose {

/// What goes wrong with models that make pictures of pictures, most alarming first: pairs learned by heart,
/// nothing changes, a direction goes on and off, too much changes. Nothing where none holds.
[[nodiscard]] std::optional<Diagnosis> translation_trouble(const Course& course, const Setting& setting);

/// What else can be said of them: an average, or that they do what they shall.
[[nodiscard]] std::optional<Diagnosis> translation_result(const Course& course, const Setting& setting);

}  // namespace ganscope::diagnose
