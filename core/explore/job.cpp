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

void Job::start_round(train::SnapshotPointer through, uint64_t of_generation, const ToolEntry& entry) {
  snapshot = std::move(through);
  generation = of_generation;
  tool = entry.make();
  piecemeal = entry.piecemeal;
  spent = {};
  published = {};
  answer = api::Answer{};
  answer.view = ask->view;
  answer.id = ask->id;
  answer.generation = generation;
  answer.model = snapshot->whole() ? ask->model : api::Model::ema;  // as the replica draws it
  answer.step = snapshot->step();
}

void Job::end_round() {
  pending = false;
  answered = std::move(snapshot);
  snapshot.reset();
  tool.reset();
}

}  // namespace ganscope::explore
