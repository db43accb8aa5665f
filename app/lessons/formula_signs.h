#pragma once
#include <map>
#include <string>
#include <string_view>

#include "app/lessons/formula.h"

/// What the formulas' reader knows by heart.
namespace ganscope::lessons {

/// A command that stands for one sign, or for one word.
struct FormulaSign {
  const char* text;
  AtomClass atom = AtomClass::ordinary;
  bool italic = false;
  bool large = false;   ///< bigger in display
  bool limits = false;  ///< scripts above and below it in display
};
using FormulaSigns = std::map<std::string_view, FormulaSign>;

[[nodiscard]] const FormulaSigns& formula_signs();                        ///< \theta, \le …
[[nodiscard]] const FormulaSigns& formula_names();                        ///< \log, \max …
[[nodiscard]] const std::map<std::string_view, float>& formula_spaces();  ///< \, \quad …: em
/// What may stand after \left and \right, and the sign that it is.
[[nodiscard]] const std::map<std::string_view, const char*>& formula_delimiters();
/// The class of a sign that is typed as itself, and whether it is a variable's letter.
[[nodiscard]] FormulaSign typed_sign(std::string_view letter);

}  // namespace ganscope::lessons
