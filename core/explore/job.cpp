#include "core/explore/job.h"

#include <utility>

namespace ganscope::explore {

void Job::take(api::Ask newest) {
  ask = std::move(newest);
  pending = true;
  asked = Clock::now();
  snapshot.reset();
  tool.reset();
  answered.reset();
  not_before = {};
}

void Job::start_round(train::SnapshotPointer through, uint64_t of_generation) {
  snapshot = std::move(through);
  generation = of_generation;
  tool = entry->make();
  spent = {};
  published = {};
  answer = begin_answer(*ask, *snapshot);
  answer.generation = generation;
}

void Job::end_round() {
  pending = false;
  answered = std::move(snapshot);
  snapshot.reset();
  tool.reset();
}

}  // namespace ganscope::explore
