#include "core/explore/kept_answers.h"

#include <algorithm>

#include "core/explore/frame_cache.h"

namespace ganscope::explore {
namespace {

constexpr size_t most_kept = 32;

}  // namespace

KeptAnswers::Key KeptAnswers::key_of(const api::Ask& ask, const api::Answer& answer) {
  return {ask.tool,       answer.generation,    answer.step, answer.model, ask.space,
          ask.truncation, hash_of(ask.latents), ask.labels,  ask.captions, ask.settings};
}

bool KeptAnswers::recall(const api::Ask& ask, api::Answer& answer) const {
  const auto found = std::ranges::find(kept_, key_of(ask, answer), &std::pair<Key, api::Answer>::first);
  if (found == kept_.end()) return false;
  const api::Answer& known = found->second;
  answer.count = known.count;
  answer.vectors = known.vectors;
  answer.curves = known.curves;
  answer.table = known.table;
  answer.progress = known.progress;
  return true;
}

void KeptAnswers::remember(const api::Ask& ask, const api::Answer& answer) {
  kept_.emplace_front(key_of(ask, answer), answer);
  if (kept_.size() > most_kept) kept_.pop_back();
}

}  // namespace ganscope::explore
