#pragma once
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"
#include "app/ui/ui.h"

namespace ganscope::panels {

/// The top of the right column: a verdict, two lines of evidence in words with the run's own numbers, one
/// link and at most one action. The rules are core/diagnose's.
[[nodiscard]] std::vector<Panel> diagnosis_panels();

/// What the diagnosis says of a state, in words with the marks of `rich_text`. The numbers are those of the
/// last full three seconds of training, so that the text does not flicker.
struct Diagnosis {
  bool warning = false;  ///< drawn with the triangle
  std::string verdict;
  std::string evidence;
  bool good = false;  ///< drawn with the tick
  bool sure = false;  ///< a rule holds
};
[[nodiscard]] Diagnosis diagnose(const model::UiModel& model, const ui::Strings& tr);

/// What the one action does, without marks: "Halve the rate of D".
[[nodiscard]] std::string remedy_words(const ui::Strings& tr, const diagnose::Remedy& remedy);

}  // namespace ganscope::panels
