#include "core/base/failure.h"

namespace ganscope {

std::string with_place(const Failure& failure) {
  return failure.where.empty() ? failure.what : failure.what + " (" + failure.where + ")";
}

std::string describe(const Failure& failure) {
  std::string text = "ganscope: error: " + with_place(failure);
  if (!failure.hint.empty()) text += "\n  hint: " + failure.hint;
  return text;
}

int exit_code(const Failure& failure) { return failure.kind == FailureKind::usage ? 2 : 1; }

}  // namespace ganscope
