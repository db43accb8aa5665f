#pragma once
#include <string>

#include "app/model/run_model.h"
#include "app/ui/ui.h"
#include "core/diagnose/diagnosis.h"

/// The diagnosis of a run in words, as every panel says it.
namespace ganscope::panels {

/// What the diagnosis says of a state, in words with the marks of `rich_text`. The numbers are those of the
/// last full three seconds of training, so that the text does not flicker.
struct Diagnosis {
  bool warning = false;  ///< drawn with the triangle
  std::string verdict;
  std::string evidence;
  bool good = false;  ///< drawn with the tick
  bool sure = false;  ///< a rule holds
};
[[nodiscard]] Diagnosis diagnose(const model::RunModel& model, const ui::Strings& tr);
/// … and of what was found for a moment of the past.
[[nodiscard]] Diagnosis diagnose_then(const diagnose::Diagnosis& found, const ui::Strings& tr);

/// What the one action does, without marks: "Halve the rate of D".
[[nodiscard]] std::string remedy_words(const ui::Strings& tr, const diagnose::Remedy& remedy);

}  // namespace ganscope::panels
