#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/api/status.h"
#include "core/config/experiment.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::runs {

/// What the program knows and no folder says. Must live as long as whoever uses it; may be used on any
/// thread.
struct Knowledge {
  const config::Catalogue* catalogue = nullptr;
  std::function<api::GameInfo(const config::Settings&)> game;  ///< of the settings' objective
};

enum class RunState {
  finished,     ///< nobody is at it: it was closed cleanly
  open_here,    ///< this process has it open
  training,     ///< another living process has it open
  interrupted,  ///< it was not closed cleanly, and its process is gone
  broken,       ///< it cannot be read: `RunSummary::trouble` says why
};
[[nodiscard]] const char* key_of(RunState state);    ///< "finished", "open-here", "training" …: in JSON
[[nodiscard]] const char* title_of(RunState state);  ///< "Training now", English; the interface translates it

/// One figure that was measured last.
struct LastFigure {
  std::string key;    ///< "js"
  std::string title;  ///< English
  double value = 0;   ///< NaN: there was no such figure
  double real = 0;    ///< what real data get; NaN: nobody knows
};

/// One run of a folder, as a row of a table. Plain values.
struct RunSummary {
  std::filesystem::path folder;  ///< absolute
  std::string name;              ///< of the folder, with the one around it where that is not the table's own
  RunState state = RunState::finished;
  std::optional<Failure> trouble;  ///< why it is broken, in words
  std::string experiment, title;   ///< "faces", "Faces"; empty: broken
  config::Settings settings;       ///< as it was founded or altered; empty: broken
  int64_t step = 0;      ///< of the newest checkpoint; of a run that is being trained, of its curves
  double seconds = 0;    ///< of training until then
  double changed_s = 0;  ///< when something of it was last written: seconds since 1970; 0: nobody knows
  std::vector<LastFigure> measures;              ///< the newest; shares of classes and modes are left out
  std::optional<diagnose::Diagnosis> diagnosis;  ///< none: `judge` was not asked, or it is broken
  std::filesystem::path thumbnail;               ///< the newest picture of its samples; empty: there is none
  std::string stamp;                             ///< equal: nothing of the run has changed in between

  /// Whether somebody has it open.
  [[nodiscard]] bool in_use() const { return state == RunState::open_here || state == RunState::training; }
};

/// Reads what is cheap of a run: its experiment, the head of its newest readable checkpoint, the ends of its
/// curves. Never fails: what cannot be read is a broken run that says why.
[[nodiscard]] RunSummary summarise(const std::filesystem::path& folder, const Knowledge& knowledge);

/// Fills in the diagnosis, as `ganscope report` and the window say it. Reads parts of the curves. Does
/// nothing to a broken run.
void judge(RunSummary& run, const Knowledge& knowledge);

/// What `RunSummary::stamp` would be now: sizes and times of its files, and who has it open.
[[nodiscard]] std::string stamp_of(const std::filesystem::path& folder);

}  // namespace ganscope::runs
