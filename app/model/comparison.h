#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/model/at_moment.h"
#include "app/model/better.h"
#include "app/model/curve_difference.h"
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
  int64_t steps = 0;         ///< by which both have told their story, as its file says; 0: open
  bool in_step = true;       ///< neither gets ahead of the other
  bool training = false;     ///< … and both shall go on
  bool ending = false;       ///< the second run goes as soon as its session is at hand
  bool catching_up = false;  ///< paused: the one behind comes up to the other
  enum class Hand { both, a, b } hand = Hand::both;  ///< whom the transport moves
  bool shows_second = false;                         ///< where there is room for one alone
  std::string filter;                                ///< words that the settings to change are narrowed to
  std::optional<int64_t> other_moment;  ///< one run is compared with itself: the moment that is B
  std::array<AtMoment, 2> then;         ///< of A and B, where another moment than now is shown
  std::set<std::string> subtracted;     ///< plots that show A − B
  CurveDifference curves, measures;     ///< … while there is one
  Better better;                        ///< of A and B as they are shown
  std::vector<api::Command> waiting;    ///< for the session of the second run, which is on its way
  runs::Differences differences;        ///< what the two experiments differ in
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
/// The run in front is compared with itself: as it is now with the moment that was shown, or with its
/// beginning. Nothing is opened or written for it: both are drawn through what the run itself keeps.
void compare_moments(UiModel& model);
/// Whether there is a moment to be compared with now.
[[nodiscard]] bool has_moments(const UiModel& model);
/// The moment of B; of the history there is. Only while two moments are compared.
void set_other_moment(UiModel& model, int64_t step);
/// The second run goes; it is saved, and stays on disk. Of two moments, the one that is A stays shown.
void end_comparison(UiModel& model, const Sessions& sessions);
/// A command for those whom the transport moves.
void post_to_compared(UiModel& model, const Sessions& sessions, const api::Command& command);

/// Once a frame: commands that waited for the second session, what differs, which one is better, the
/// difference of curves that are shown so, and runs that keep step: the
/// slower one sets the pace, neither is ever more than a moment ahead, and paused they stand at one step.
void follow_comparison(UiModel& model, const Sessions& sessions);

/// Whether there are two to look at: two runs, or two moments of one.
[[nodiscard]] bool comparing(const UiModel& model);
/// One of the two.
struct ComparedSide {
  const RunModel& run;
  api::View grid;                        ///< where its samples are
  int64_t moment;                        ///< that is shown of it
  const diagnose::Diagnosis& diagnosis;  ///< of that moment
};
/// Only while two are compared.
[[nodiscard]] ComparedSide compared_side(const UiModel& model, bool second);

/// Whether both are of the same data and form, so that what is measured of their samples means the same.
[[nodiscard]] bool comparable(const UiModel& model);
/// … and the same kind of model, so that their losses do.
[[nodiscard]] bool comparable_curves(const UiModel& model);
/// Whether the transport's button says Pause.
[[nodiscard]] bool comparison_runs(const UiModel& model);

}  // namespace ganscope::model
