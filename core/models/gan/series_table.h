#pragma once
#include <cstddef>
#include <memory>
#include <vector>

#include "core/api/series.h"
#include "core/objectives/regulariser.h"

namespace ganscope::gan {

/// Places of the series that every run has, in StepReport::values; those of the regularisers follow.
enum SeriesIndex : size_t {
  series_d_loss,
  series_g_loss,
  series_d_real,
  series_d_fake,
  series_grad_g,
  series_grad_d,
  series_steps_per_s,  ///< left NaN by the stepper: whoever has the clock fills it in
  first_extra_series
};

using Regularisers = std::vector<std::unique_ptr<objectives::Regulariser>>;

/// The place of `class_loss`, behind the regularisers' series: only where D names classes.
[[nodiscard]] size_t class_loss_place(const Regularisers& regularisers);

[[nodiscard]] api::SeriesTable series_table(const Regularisers& regularisers, bool classifier);

}  // namespace ganscope::gan
