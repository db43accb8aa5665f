#pragma once
#include "core/base/failure.h"
#include "core/config/option.h"

namespace ganscope::gan {

/// Refuses, with `usage` and a hint, options that make no sense together, whatever the data: label smoothing
/// under an objective that has no labels, clipping of weights that are normalised, a batch that packs do not
/// divide … So a wrong word is answered before data are loaded. The rule for batch normalisation in D: it is
/// refused with penalties that ask for a length of the gradient of one sample (Gulrajani 2017, section 4: "No
/// critic batch normalization"), which R1 and R2 do not, for they only ask for less.
[[nodiscard]] Expected<void> check_combination(const config::Settings& settings);

/// The same for what depends on the data: `classes` is 0 when there are no labels, or they are not used; with
/// `captions` they are words.
[[nodiscard]] Expected<void> check_labels(const config::Settings& settings, int classes,
                                          bool captions = false);
/// Likewise for what is done to pictures alone.
[[nodiscard]] Expected<void> check_pictures(const config::Settings& settings, bool points);

}  // namespace ganscope::gan
