#pragma once
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"
#include "app/ui/translation.h"

namespace ganscope::panels {

/// The top of the right column: a verdict, and two lines of evidence in words with the run's own numbers. It
/// has no rules of its own yet, so it never claims more than "Still settling".
[[nodiscard]] std::vector<Panel> diagnosis_panels();

/// What the diagnosis says of a state, in words with the marks of `rich_text`. The numbers are those of the
/// last full three seconds of training, so that the text does not flicker.
struct Diagnosis {
  bool warning = false;  ///< drawn with the triangle
  std::string verdict;
  std::string evidence;
};
[[nodiscard]] Diagnosis diagnose(const model::UiModel& model, const ui::Strings& tr);

}  // namespace ganscope::panels
