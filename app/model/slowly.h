#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "app/model/tools.h"
#include "core/api/command.h"
#include "core/api/slow_step.h"

/// One step, slowly: which part of the next step is shown, and when the next part is due.
namespace ganscope::model {

constexpr std::string_view slowly_room = "slowly";

struct Slowly final : ToolState {
  static constexpr std::string_view key = "playground/slowly";
  static constexpr double fastest = 0.2, slowest = 5;  ///< seconds a part
  size_t part = 0;                                     ///< place among the parts of the step
  bool automatic = false;
  double seconds = 2;    ///< a part, when automatic
  double due_s = 0;      ///< the next part, when automatic
  size_t sample = 0;     ///< of the batch: the one that is the example
  bool formula = false;  ///< where there is no room for both, the formula instead of the graph
  enum class Box { none, generator, discriminator };
  Box box = Box::none;  ///< of the graph: whose neurons are shown in its place
  int neuron = -1;      ///< of them the marked one, in the order of the answer; −1: none
  int64_t times = 1;    ///< so many steps at a press of a step button

  /// Steps that were asked for by a step button, and what they did to the losses: those of the step that was
  /// shown before and of the one that is shown after them, each on its own batch.
  struct Made {
    api::StepKind kind = api::StepKind::both;
    int64_t times = 1;
    double d_before = 0, g_before = 0, d = 0, g = 0;
    bool done = false;
  };
  std::optional<Made> made = std::nullopt;
  static constexpr int64_t most_times = 1000;
};

/// Parts of the step that is shown; 0: none is.
[[nodiscard]] size_t slow_parts(const UiModel& model);
/// The facts of the part that is shown, and of an earlier part of the same step. Null: there are none (yet).
[[nodiscard]] const api::PartFacts* slow_part(const UiModel& model);
[[nodiscard]] const api::PartFacts* slow_facts(const UiModel& model, api::StepPart part);
/// Whether the step's end is shown, from which only the next step leads on.
[[nodiscard]] bool at_slow_end(const UiModel& model);
[[nodiscard]] bool at_slow_beginning(const UiModel& model);

void show_slow_part(UiModel& model, size_t part);
void choose_slow_sample(UiModel& model, size_t sample);
/// Parts follow each other by themselves, or no longer.
void play_slowly(UiModel& model, bool automatic, double now_s);
void set_slow_seconds(UiModel& model, double seconds);
void swap_slow_view(UiModel& model);
void open_slow_box(UiModel& model, Slowly::Box box);
void mark_slow_neuron(UiModel& model, int neuron);
void set_slow_times(UiModel& model, int64_t times);
/// A command is on its way to the trainer: steps are counted while the room is shown; whatever starts, stops
/// or replaces the run has the last word on whether it trains once the room is left.
void heed_command_slowly(UiModel& model, const api::Command& command);

/// Whether the room is on screen, and a run is there that can be trained.
[[nodiscard]] bool slowly_shown(const UiModel& model);
/// Tells the trainer when the room is entered and left, takes what it has, and goes on where that is due. A
/// run that trained when it was entered trains on when it is left.
bool follow_slowly(UiModel& model, api::Session& session, double now_s);
/// Pictures of the step for a texture, as an answer of view `slow_pictures`: `count` of each row.
struct SlowPictures {
  int count = 0;
  [[nodiscard]] int real(int index) const { return index; }
  [[nodiscard]] int fake(int index) const { return count + index; }
  [[nodiscard]] int told(int index) const { return 2 * count + index; }  ///< where a fake is told to go
  [[nodiscard]] int later(int index) const { return 3 * count + index; }
};
[[nodiscard]] SlowPictures slow_pictures(const UiModel& model);

}  // namespace ganscope::model
