#pragma once
#include <cstdint>
#include <string>
#include <variant>

#include "core/api/ask.h"
#include "core/api/command.h"

/// What the panels of Compare may ask for.
namespace ganscope::model {

namespace action {
struct OpenComparison {
  std::string name;
};  ///< a built-in one, or a file
struct CompareWith {
  std::string path;
};  ///< a stored run, a checkpoint or an experiment becomes the second run
struct ChangeOne {
  std::string key, value;
};  ///< the second run: the first with one thing changed (or one more); both begin at step 0
struct EndComparison {};
struct ToCompared {
  api::Command command;
};  ///< for those whom the transport moves
struct SetHand {
  int whom = 0;  ///< 0: both runs, 1: A, 2: B
};
struct KeepStep {
  bool on = true;
};  ///< neither run gets ahead of the other
struct SaveComparison {};
struct ShowSecond {
  bool on = true;
};  ///< where one of two compared runs alone has room: B
struct FilterChanges {
  std::string words;
};                         ///< of the settings that can be changed
struct CompareMoments {};  ///< the run in front with itself, at another moment of its film
struct SetOtherMoment {
  int64_t step = api::now;
};  ///< … which is B's
struct ShowDifference {
  std::string plot;  ///< empty: of all plots
  bool on = true;
};                   ///< A − B in place of both curves
struct SwapRuns {};  ///< the second run comes to the front; of two moments, they change places
}  // namespace action

using CompareAction =
    std::variant<action::OpenComparison, action::CompareWith, action::ChangeOne, action::EndComparison,
                 action::ToCompared, action::SetHand, action::KeepStep, action::SaveComparison,
                 action::ShowSecond, action::FilterChanges, action::CompareMoments, action::SetOtherMoment,
                 action::ShowDifference, action::SwapRuns>;

}  // namespace ganscope::model
