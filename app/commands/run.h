#pragma once
#include <functional>
#include <string>
#include <vector>

#include "app/commands/console.h"
#include "app/commands/requests.h"

namespace ganscope::commands {

/// What only other layers can do. Empty: this build has no window.
struct Hooks {
  std::function<Expected<int>(const shell::ViewOptions&)> view;  ///< returns the exit code
};

/// Parses the words, carries them out, and returns the exit code: 0 done, 1 it failed, 2 the words were
/// wrong. Every failure has been told on the console. Throws nothing.
int run(const std::vector<std::string>& words, Console& console, const Hooks& hooks);

// One a subcommand. `view` is the window's own.
[[nodiscard]] Expected<void> train(const TrainRequest& request, Console& console);
[[nodiscard]] Expected<void> sweep(const SweepRequest& request, Console& console);
[[nodiscard]] Expected<void> sample(const SampleRequest& request, Console& console);
[[nodiscard]] Expected<void> interpolate(const InterpolateRequest& request, Console& console);
[[nodiscard]] Expected<void> arithmetic(const ArithmeticRequest& request, Console& console);
[[nodiscard]] Expected<void> film(const FilmRequest& request, Console& console);
[[nodiscard]] Expected<void> directions(const DirectionsRequest& request, Console& console);
[[nodiscard]] Expected<void> lesson(const LessonRequest& request, Console& console);
[[nodiscard]] Expected<void> export_model(const ExportRequest& request, Console& console);
[[nodiscard]] Expected<void> neighbours(const NeighboursRequest& request, Console& console);
[[nodiscard]] Expected<void> map(const MapRequest& request, Console& console);
[[nodiscard]] Expected<void> invert(const InvertRequest& request, Console& console);
[[nodiscard]] Expected<void> translate(const TranslateRequest& request, Console& console);
[[nodiscard]] Expected<void> evaluate(const EvaluateRequest& request, Console& console);
[[nodiscard]] Expected<void> report_run(const ReportRequest& request, Console& console);
[[nodiscard]] Expected<void> describe_data(const DataRequest& request, Console& console);
[[nodiscard]] Expected<void> info(const InfoRequest& request, Console& console);
[[nodiscard]] Expected<void> list(const ListRequest& request, Console& console);
[[nodiscard]] Expected<void> list_stored_runs(const ListRequest& request, Console& console);

}  // namespace ganscope::commands
