#pragma once
#include "core/diagnose/diagnosis.h"

namespace ganscope::model {

/// One of two that are compared, as far as it can be judged.
struct Judged {
  diagnose::Verdict verdict = diagnose::Verdict::settling;
  const diagnose::Course* course = nullptr;
  const diagnose::Measured* measured = nullptr;  ///< of `course`; null: nothing was measured
};

/// Which of two is the better one, and by what.
struct Better {
  enum class Which { unknown, a, b } which = Which::unknown;
  diagnose::Sentence why;  ///< for people, also where it is not known
  bool operator==(const Better& other) const {
    return which == other.which && why.pattern == other.why.pattern && why.arguments == other.why.arguments;
  }
};

/// By verdict, where one is healthy and the other has failed; and by how far samples are from the data, where
/// the distances are further apart than two draws of real data are from each other. Where the two contradict
/// each other, or neither says anything, it is not known. `same_data`: else nothing can be compared.
[[nodiscard]] Better better_of(const Judged& a, const Judged& b, bool same_data);

/// Whether a verdict says that a run has gone wrong.
[[nodiscard]] bool has_failed(diagnose::Verdict verdict);

}  // namespace ganscope::model
