#pragma once
#include <cstdint>

#include "core/config/option.h"
#include "core/models/learning/optimiser.h"

namespace ganscope::gan {

/// What an experiment says about the game besides its players: read once from the options of the same names.
struct Rules {
  models::Optimiser optimiser;  ///< of both players
  bool simultaneous = false;    ///< both gradients at the same weights, then both updates; else D first
  int64_t g_steps = 1;          ///< G updates a step
  int64_t unroll_steps = 0;     ///< D updates that G sees coming (Metz 2017)
  double longest_gradient = 0;  ///< gradients are clipped to this length; 0: not at all
  int64_t packing = 1;          ///< samples that D judges together
  int64_t classes = 0;          ///< 0: unconditional; of captions the words
  bool classifier = false;      ///< D names the class, and both players want it to be right (Odena 2017)
  bool matching_aware = false;  ///< real samples under wrong labels or captions are fakes as well (Reed 2016)
};
/// `classes` is 0 when there are no labels, or they are not used.
[[nodiscard]] Rules rules_of(const config::Settings& settings, int64_t classes);

}  // namespace ganscope::gan
