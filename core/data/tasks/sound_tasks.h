#pragma once
#include "core/data/dataset.h"

namespace ganscope::data {

/// Sounds under white noise, which is added to the wave, and without it. Of the program's own drums the waves
/// are made anew, those of a folder are read again.
[[nodiscard]] Expected<DatasetPointer> noisy_sounds(const config::Settings& settings,
                                                    const DatasetPointer& base, const WorkContext& context);

}  // namespace ganscope::data
