#include "core/explore/tool.h"

namespace ganscope::explore {

void Bench::clear() {
  replica.reset();
  subject.reset();
  frames.clear();
  kept.clear();
  seconds_per_latent = usual_seconds_per_latent;
}

api::Answer begin_answer(const api::Ask& ask, const train::Snapshot& snapshot) {
  api::Answer answer;
  answer.view = ask.view;
  answer.id = ask.id;
  answer.model = snapshot.whole() ? ask.model : api::Model::ema;  // as the replica draws it
  answer.step = snapshot.step();
  return answer;
}

}  // namespace ganscope::explore
