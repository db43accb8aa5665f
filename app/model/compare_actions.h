#pragma once
#include <string>
#include <variant>

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
};                   ///< of the settings that can be changed
struct SwapRuns {};  ///< the second run comes to the front
}  // namespace action

using CompareAction =
    std::variant<action::OpenComparison, action::CompareWith, action::ChangeOne, action::EndComparison,
                 action::ToCompared, action::SetHand, action::KeepStep, action::SaveComparison,
                 action::ShowSecond, action::FilterChanges, action::SwapRuns>;

}  // namespace ganscope::model
