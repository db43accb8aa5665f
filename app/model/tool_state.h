#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace ganscope::model {

/// What a tool of the Explore workspace keeps in the window. Never changed: a change puts another one in its
/// place, so that an undo record is a pointer.
class ToolState {
 public:
  virtual ~ToolState() = default;
};
using ToolStates = std::map<std::string, std::shared_ptr<const ToolState>, std::less<>>;

}  // namespace ganscope::model
