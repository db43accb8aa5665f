#pragma once
#include <utility>

#include "app/model/ui_model.h"

namespace ganscope::model {

/// The sessions of the runs, as the runs stand in the model: the one in front, and the second one, if there
/// is one.
struct Sessions {
  Sessions(api::Session& session, api::Session* other = nullptr)
      : first(&session), second(other) {}  // NOLINT
  api::Session* first;
  api::Session* second;
};

/// While it lives, the second run is the one in front, so that whatever is done to a run is done to it.
class SecondInFront {
 public:
  explicit SecondInFront(UiModel& model) : model_(model) { turn(); }
  ~SecondInFront() { turn(); }
  SecondInFront(const SecondInFront&) = delete;
  SecondInFront& operator=(const SecondInFront&) = delete;

 private:
  void turn() {
    std::swap(static_cast<RunModel&>(model_), *model_.second);
    model_.turned = !model_.turned;
  }
  UiModel& model_;
};

/// The second run comes to the front, for good: `UiModel::swapped` tells whoever owns the sessions.
void swap_runs(UiModel& model);

}  // namespace ganscope::model
