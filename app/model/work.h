#pragma once
#include "app/model/asks.h"

namespace ganscope::model {

/// Something that the explorer finds out once for a tool, as it was asked: scrubbing does not ask again.
struct Work {
  enum class State { idle, wanted, done, failed } state = State::idle;
  api::Ask ask;
  Progress progress;
  Failure failure;
};

/// With the weights, the moment and in the space that are shown.
[[nodiscard]] inline Work begin_work(const UiModel& model, const char* tool) {
  Work work;
  work.state = Work::State::wanted;
  work.ask = blank_ask(model);
  work.ask.tool = tool;
  work.ask.follow = false;
  work.ask.space = model.explore.space;
  return work;
}

/// How far it is, whether it is done or has failed. False, and nothing happens: it is not wanted any more.
[[nodiscard]] inline bool take_answer(Work& work, const api::Answer& answer) {
  if (work.state != Work::State::wanted) return false;
  work.progress = answer.progress;
  if (answer.failure) {
    work.state = Work::State::failed;
    work.failure = *answer.failure;
  } else if (answer.complete) {
    work.state = Work::State::done;
  }
  return true;
}

}  // namespace ganscope::model
