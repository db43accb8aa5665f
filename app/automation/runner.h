#pragma once
#include <imgui.h>

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "app/automation/world.h"
#include "app/script/line.h"

namespace ganscope::automation {

using script::KeyStroke;
using script::Line;
using script::Verb;

/// What the hand does in one frame: where the mouse is, what is held down.
struct Input {
  ImVec2 mouse;
  bool left = false, right = false;
  float wheel = 0;
  std::vector<int> keys;  ///< GLFW's codes of the keys held down
  bool ctrl = false, shift = false, alt = false;
  std::string text;  ///< typed in this frame
};

/// Feeds ImGui; after the backend's NewFrame, which has written the real mouse, and before ImGui::NewFrame.
void inject(const Input& input, ImGuiIO& io);

/// Plays a script against the drawn program: one call a frame. Keeps no clock of its own; a line that cannot
/// be done within its deadline ends it with a Failure that names the line.
class Runner {
 public:
  Runner(std::vector<Line> lines, std::string script_name);

  struct Turn {
    Input input;
    bool moving = false;             ///< a gesture's frame: where the hand is shared, `input` is to be fed
    std::string screenshot;          ///< file, when one is wanted of the frame now being drawn
    std::string drop;                ///< path dropped on the window
    std::vector<std::string> asked;  ///< lines that are no hand's, to be performed
    bool quit = false;
    std::optional<Failure> failure;
  };
  /// `world` is the frame drawn last.
  [[nodiscard]] Turn next(const World& world);
  /// More of a gesture is to come; else the script waits for something.
  [[nodiscard]] bool gesturing() const { return !gesture_.empty(); }
  [[nodiscard]] bool finished() const { return current_ >= lines_.size() && gesture_.empty(); }

 private:
  enum class Progress { done, waiting, failed };
  Progress attempt(const Line& line, const World& world, Turn& turn);
  bool plan(const Line& line, const World& world);
  void plan_press(ImVec2 at, bool right);
  void plan_drag(ImVec2 from, ImVec2 to);
  void plan_typing(ImVec2 at, const std::string& text);
  void plan_key(const KeyStroke& stroke);
  void hold(const Input& input, int frames);
  [[nodiscard]] Failure failure_of(const Line& line, const World& world) const;

  std::vector<Line> lines_;
  std::string script_name_;
  size_t current_ = 0;
  double began_s_ = -1;        ///< of the current line; negative: not begun
  std::deque<Input> gesture_;  ///< the coming frames of the line being done
  Input resting_;              ///< the mouse stays where it was
  script::Remembered remembered_;
};

}  // namespace ganscope::automation
