#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/api/command.h"
#include "core/base/shared.h"
#include "core/config/experiment.h"
#include "core/runs/differences.h"

namespace ganscope::api {
class Session;
}

namespace ganscope::model {

struct UiModel;
struct Sessions;

/// What Compare has beside its two runs: the run in front is A, the second one B.
struct Comparison {
  std::string title, help;   ///< of a built-in comparison or a file; empty: the user's own
  int64_t steps = 0;         ///< where both have told their story; 0: open
  bool in_step = true;       ///< neither gets ahead of the other
  bool training = false;     ///< … and both shall go on
  bool catching_up = false;  ///< paused: the one behind comes up to the other
  enum class Hand { both, a, b } hand = Hand::both;  ///< whom the transport moves
  bool shows_second = false;                         ///< where there is room for one alone
  std::string filter;                                ///< words that the settings to change are narrowed to
  std::vector<api::Command> waiting;  ///< for the session of the second run, which is on its way
  runs::Differences differences;      ///< what the two experiments differ in
  Shared<config::Experiment> compared_a, compared_b;  ///< the experiments of `differences`
};

/// Begins a comparison: `first` is configured anew in front (null: what stands there stays), `second` becomes
/// the second run. What was trained in front before stays on disk.
void begin_comparison(UiModel& model, const Sessions& sessions, const config::Experiment* first,
                      config::Experiment second);
/// An experiment is configured in front, in a new folder.
void put_in_front(UiModel& model, api::Session& session, const config::Experiment& experiment);
/// A stored run, or an experiment by name or file, becomes the second run. Tells where it cannot.
void compare_with(UiModel& model, const Sessions& sessions, const std::string& path, double now_s);
/// The second run goes; it is saved, and stays on disk.
void end_comparison(UiModel& model, const Sessions& sessions);
/// A command for those whom the transport moves.
void post_to_compared(UiModel& model, const Sessions& sessions, const api::Command& command);

/// Once a frame: commands that waited for the second session, what differs, and runs that keep step: the
/// slower one sets the pace, neither is ever more than a moment ahead, and paused they stand at one step.
void follow_comparison(UiModel& model, const Sessions& sessions);

/// Whether both are of the same data and form, so that their losses mean the same.
[[nodiscard]] bool comparable(const UiModel& model);
/// Whether the transport's button says Pause.
[[nodiscard]] bool comparison_runs(const UiModel& model);

}  // namespace ganscope::model
