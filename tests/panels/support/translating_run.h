#pragma once
#include "tests/panels/support/shown_run.h"

namespace ganscope::testing {

/// Makes a run of drawings to faces of it (or, without pairs, of two kinds of faces, both ways), whose
/// held-out pictures are the program's own faces.
void make_translating(ShownRun& run, bool paired = true);

/// What ShownRun answers to "translate": of a held-out input the truth, paler; of another one its own pixels
/// in colour; of one with two directions masks of the upper half.
void answer_as_translator(const api::Ask& request, const model::UiModel& model, api::Answer& answer);

}  // namespace ganscope::testing
