#include "core/train/step_recorder.h"

#include <algorithm>
#include <utility>

namespace ganscope::train {
namespace {

void keep_few(api::Numbers& rows) {
  if (rows.shape.size() < 4 || rows.rows() <= StepRecorder::shown_pictures) return;
  rows.values.resize(static_cast<size_t>(StepRecorder::shown_pictures * rows.width()));
  rows.values.shrink_to_fit();
  rows.shape.front() = StepRecorder::shown_pictures;
}

}  // namespace

void StepRecorder::told(api::PartFacts facts) {
  if (facts.part == api::StepPart::draw_real) {  // another update of D begins
    step_.parts.clear();
    ++step_.d_updates;
  }
  for (api::Numbers* rows : {&facts.samples, &facts.verdict_slopes, &facts.sample_slopes}) keep_few(*rows);
  step_.parts.push_back(std::move(facts));
}

api::SlowStep StepRecorder::take() {
  step_.finite = std::ranges::all_of(step_.parts, &api::PartFacts::finite);
  return std::exchange(step_, {});
}

}  // namespace ganscope::train
