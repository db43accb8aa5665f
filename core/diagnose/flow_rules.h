#pragma once
#include "core/diagnose/diagnosis.h"

namespace ganscope::diagnose {

/// The rules for flows, samples that cover the data, or miss them because they are drawn in too few steps.
/// Settling where neither holds.
[[nodiscard]] Diagnosis diagnose_flow(const Course& course, const Setting& setting);

}  // namespace ganscope::diagnose
