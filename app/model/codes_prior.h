#pragma once
#include "app/model/view.h"

namespace ganscope::model {

/// The prior fitted to the codes of real samples, followed while the model learns and UiModel::from_codes
/// wants it.
[[nodiscard]] View prior_view();

}  // namespace ganscope::model
