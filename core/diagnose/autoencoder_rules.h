#pragma once
#include "core/diagnose/diagnosis.h"

namespace ganscope::diagnose {

/// The rules for models with an encoder and no adversary, most alarming first: an encoder that says nothing,
/// gaps between the codes, samples that cover the data. Settling where none holds.
[[nodiscard]] Diagnosis diagnose_autoencoder(const Course& course, const Setting& setting);

}  // namespace ganscope::diagnose
