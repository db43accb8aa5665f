#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/script/condition.h"
#include "core/base/failure.h"

namespace ganscope::script {

enum class Verb {
  wait,   ///< wait EXPR [timeout S] · wait 0.5
  click,  ///< click NAME; so double_click and right_click
  double_click,
  right_click,
  hover,       ///< hover NAME
  drag,        ///< drag NAME x0,y0 x1,y1 (0–1 inside the item) · drag NAME to NAME2
  type,        ///< type NAME TEXT: click, select all, type, Enter
  key,         ///< key space · key ctrl+s · key f11
  wheel,       ///< wheel NAME LINES
  expect,      ///< expect EXPR
  remember,    ///< remember NAME
  screenshot,  ///< screenshot FILE
  drop,        ///< drop PATH
  quit,
  // What is no hand's, but asked of the program at once.
  open,     ///< open EXPERIMENT: a built-in name or a file, with its own seed
  compare,  ///< compare COMPARISON: a built-in one, both runs at step 0
  go,       ///< go WORKSPACE · go explore/map · go playground/slowly
  set,      ///< set KEY VALUE: an option; from the next step on, or the run begins anew
  alter,    ///< alter KEY VALUE: the same, and what was learned is kept where it fits
  start,
  pause,
  reset,  ///< to the same weights
  speed,  ///< speed STEPS_PER_S · speed full
};
/// Whether it is asked of the program, not done by a hand.
[[nodiscard]] constexpr bool of_program(Verb verb) { return verb >= Verb::open; }

/// Of an item from its upper left (0, 0) to its lower right corner (1, 1).
struct Place {
  float x = 0.5F, y = 0.5F;
};

/// A key with what is held with it; `code` is GLFW's.
struct KeyStroke {
  int code = 0;
  bool ctrl = false, shift = false, alt = false;
};

/// One line of a script, understood.
struct Line {
  int number = 0;
  std::string text;  ///< as it stands in the file
  Verb verb = Verb::quit;
  std::string item, other_item;
  Place from, to;
  std::string argument;  ///< text, file
  std::optional<Condition> condition;
  double seconds = 0;      ///< of a plain wait
  double deadline_s = 20;  ///< after which the line has failed
  double lines = 0;        ///< of the wheel; of `speed`: steps per second, 0 full
  KeyStroke stroke;
};

/// "ctrl+s", "space", "F11" (any case).
[[nodiscard]] std::optional<KeyStroke> parse_key(std::string_view text);

/// One command a line; empty lines and those that begin with # are passed over. Fails with `bad_data` and the
/// line's number. `name`: of the file, for messages.
[[nodiscard]] Expected<std::vector<Line>> parse_script(std::string_view text, const std::string& name);
[[nodiscard]] Expected<std::vector<Line>> load_script(const std::string& file);

}  // namespace ganscope::script
