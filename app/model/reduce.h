#pragma once
#include <string>
#include <vector>

#include "app/model/two_runs.h"

namespace ganscope::model {

/// Carries out what the panels of one frame asked for, in order: changes the model and posts commands. The
/// tickets of commands are remembered under the control that was pressed ("transport/start"), so that it can
/// show "pending". What only the shell can do (quit, screenshots) is left in `model.wishes`.
void reduce(UiModel& model, const Sessions& sessions, std::vector<Action> actions, double now_s);

/// The control that a command belongs to: Train and Pause → "transport/start", Tune → "experiment/lr_g" …
[[nodiscard]] std::string control_of(const api::Command& command);

/// Posts a command and remembers its ticket under its control.
api::Ticket post(UiModel& model, api::Session& session, api::Command command);

/// Asks about a generator from elsewhere: the sheet "generator".
void ask_about_generator(UiModel& model, GeneratorQuestion question);
/// Opens one that is trusted.
void open_generator(UiModel& model, api::Session& session, api::OpenGenerator command);

/// What is at a path is opened as the run in front: false when it cannot be, which is told. A generator from
/// elsewhere is asked about first.
bool open_in_front(UiModel& model, api::Session& session, const std::string& path, double now_s);

/// How far the order under way is; a toast when it is done, or has failed.
void take_export(UiModel& model, const ExportState& state, double now_s);

}  // namespace ganscope::model
