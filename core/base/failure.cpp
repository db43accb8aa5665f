#include "core/base/failure.h"

namespace ganscope {

std::string describe(const Failure& failure) {
  std::string text = "ganscope: error: " + failure.what;
  if (!failure.where.empty()) text += " (" + failure.where + ")";
  if (!failure.hint.empty()) text += "\n  hint: " + failure.hint;
  return text;
}

int exit_code(const Failure& failure) { return failure.kind == FailureKind::usage ? 2 : 1; }

}  // namespace ganscope
