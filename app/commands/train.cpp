#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "app/commands/run.h"
#include "app/commands/run_events.h"
#include "app/commands/train_once.h"

namespace ganscope::commands {
namespace {

/// "Mode collapse: G draws 1 of 8 modes … Try …"
std::string words_of(const diagnose::Diagnosis& diagnosis, const text::Strings& tr = {}) {
  const auto in_words = [&tr](diagnose::Sentence sentence) {
    if (!sentence.pattern.empty()) sentence.pattern = tr(sentence.pattern.c_str());
    return diagnose::plain(sentence);
  };
  const std::string title = tr(diagnose::title_of(diagnosis.verdict));
  std::string words = diagnosis.evidence.pattern.empty()
                          ? title
                          : in_language(tr, "{}: {}", title, in_words(diagnosis.evidence));
  if (!diagnosis.advice.pattern.empty()) words += " " + in_words(diagnosis.advice);
  return words;
}

nlohmann::ordered_json as_json(const TrainingOutcome& outcome) {
  const api::Status& status = *outcome.status;
  const auto number = [](double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
  };
  const double rate = outcome.seconds > 0 ? static_cast<double>(outcome.steps) / outcome.seconds : 0;
  const auto& settings = status.experiment->settings;
  const double images =
      settings.has("batch")
          ? settings.real("batch") * (settings.has("critic_steps") ? settings.real("critic_steps") : 1)
          : 0;
  auto verdicts = nlohmann::ordered_json::array();
  for (const TimedVerdict& held : outcome.verdicts)
    verdicts.push_back(
        {{"step", held.step}, {"seconds", held.seconds}, {"verdict", diagnose::key_of(held.verdict)}});
  auto measures = nlohmann::ordered_json::array();
  for (size_t i = 0; i < outcome.last_measures.size(); ++i)
    measures.push_back({{"key", outcome.measures->table.series[i].key},
                        {"value", number(static_cast<double>(outcome.last_measures[i]))},
                        {"real", number(static_cast<double>(outcome.measures->floors[i]))}});
  return {{"run", status.run},
          {"folder", status.folder},
          {"step", status.step},
          {"seconds", status.seconds},
          {"steps_per_s", rate},
          {"images_per_s", rate * images},
          {"d_loss", number(outcome.d_loss)},
          {"g_loss", number(outcome.g_loss)},
          {"loss", number(outcome.loss)},
          {"threads", status.threads},
          {"device", status.device.starts_with("CUDA") ? "cuda" : "cpu"},
          {"interrupted", outcome.interrupted},
          {"diagnosis",
           {{"verdict", diagnose::key_of(outcome.diagnosis.verdict)}, {"text", words_of(outcome.diagnosis)}}},
          {"verdicts", verdicts},
          {"measures", measures}};
}

/// The rest of the events, once the run is closed; what was written, or why not all of it.
Expected<void> end_events(EventsBeside* beside, const TrainRequest& request, const std::string& run,
                          Console& console) {
  if (beside == nullptr) return {};
  if (auto ended = beside->end(); !ended) {
    Failure failure = ended.error();
    failure.hint += fmt::format(
        " · the run itself is saved; write them afresh: ganscope export {} "
        "--tensorboard DIR",
        run);
    return tl::unexpected(std::move(failure));
  }
  say_left_out(beside->events(), console);
  console.remark("For TensorBoard: tensorboard --logdir {}", request.tensorboard.string());
  return {};
}

}  // namespace

Expected<void> train(const TrainRequest& request, Console& console) {
  console.quiet = request.quiet;
  const auto trained = train_once(request, console);
  if (!trained) return tl::unexpected(trained.error());
  const TrainingOutcome& outcome = *trained;
  const api::Status& status = *outcome.status;
  if (outcome.interrupted) console.remark("Interrupted; the run is saved.");
  if (!request.quiet || !request.json)
    console.say("{}: step {} after {} of training, {:.0f} steps/s{}", status.run, grouped(status.step),
                duration_text(status.seconds),
                outcome.seconds > 0 ? static_cast<double>(outcome.steps) / outcome.seconds : 0.0,
                status.folder.empty() ? "" : in_language(console.tr, ", in {}", status.folder));
  if (!request.quiet || !request.json) console.say_line(words_of(outcome.diagnosis, console.tr));
  if (outcome.interrupted && !status.folder.empty())
    console.remark("Go on with: ganscope train --resume {}", status.folder);
  const auto events = end_events(outcome.events.get(), request, status.folder, console);
  if (request.json) {
    nlohmann::ordered_json said = as_json(outcome);
    if (outcome.events) said["tensorboard"] = as_json(outcome.events->events());
    console.json(said);
  }
  return events;
}

}  // namespace ganscope::commands
