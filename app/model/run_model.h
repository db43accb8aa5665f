#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/model/pump_state.h"
#include "app/model/series_store.h"
#include "app/model/undo.h"
#include "core/api/session.h"
#include "core/diagnose/diagnosis.h"
#include "core/explore/fitted_codes.h"
#include "core/explore/latent_math.h"

namespace ganscope::model {

/// A live option that was changed by hand. Undoing it sets `before` from now on; it never rewinds training.
struct TuneChange {
  std::string key;
  double before = 0, after = 0;
  /// Where more than a live option was changed: the experiment before and after.
  std::shared_ptr<const config::Experiment> experiment_before = nullptr, experiment_after = nullptr;
};

/// When the long work of `status->progress` was first seen, and how much of it was done then: from these, its
/// time left.
struct LongWork {
  std::string what;  ///< empty: none goes on
  double since_s = 0;
  int64_t done_then = 0;
};

/// All that one session publishes, and what it was asked for and has not done yet. The window has one of
/// them, and a second one while two runs are compared.
struct RunModel {
  // From the session, immutable; never null after construction.
  std::shared_ptr<const api::Status> status = std::make_shared<api::Status>();
  std::shared_ptr<const api::HistoryIndex> history = std::make_shared<api::HistoryIndex>();
  std::shared_ptr<const api::DataPreview> preview = std::make_shared<api::DataPreview>();
  std::array<std::shared_ptr<const api::Answer>, api::most_views> results;  ///< null: nothing drawn yet
  /// Why the newest ask of a view failed, if it did: what stands in `results` is then of an older one.
  std::array<std::optional<Failure>, api::most_views> failures;
  std::shared_ptr<const api::SlowStep> slow_step = std::make_shared<api::SlowStep>();
  SeriesStore series;
  SeriesStore measures;  ///< of samples, at intervals; no table while nothing was measured
  std::shared_ptr<const api::MeasureTable> measure_table;  ///< of `measures`, with what real data get
  diagnose::Course course;                                 ///< what the diagnosis looks at
  diagnose::Steady diagnosis;                              ///< what is said of it, for three seconds at least
  LongWork long_work;

  // What was asked of the trainer.
  api::Ticket newest_ticket = 0;               ///< of the last command posted
  std::map<std::string, api::Ticket> pending;  ///< "transport/start" → the ticket it waits for
  UndoStack<TuneChange> tune_undo;
  std::optional<TuneChange> tuning;          ///< of the drag that goes on
  std::map<std::string, double> tuned;       ///< values posted that the status does not show yet
  std::optional<config::Experiment> wanted;  ///< configured, but not yet in the status
  /// The prior that fits the codes of real samples, and the fixed latents as drawn from it; null: none was
  /// asked for, or none came yet.
  struct CodesPrior {
    explore::FittedCodes fitted;
    uint64_t seed = 0;  ///< of the fixed latents
    std::vector<explore::Latent> fixed;
  };
  std::shared_ptr<const CodesPrior> codes_prior;
  PumpState pump;  ///< of app/model alone; neither a panel nor a test reads it

  [[nodiscard]] bool running() const { return status->phase == api::Phase::running; }
  /// The experiment that edits build upon: the one being configured, else the one that runs.
  [[nodiscard]] const config::Experiment& experiment() const {
    return wanted ? *wanted : *status->experiment;
  }
  [[nodiscard]] bool configured() const;  ///< there is a model that can be looked at
  /// … and a run that can be trained here: no generator from elsewhere, none that another process trains.
  [[nodiscard]] bool trainable() const;
  /// … and of which each player can move alone, and a step be looked at part by part.
  [[nodiscard]] bool has_single_steps() const { return trainable() && status->model.single_steps; }
  [[nodiscard]] bool has_told_steps() const { return trainable() && status->model.told_in_parts; }
  [[nodiscard]] bool is_pending(const std::string& control) const;
  [[nodiscard]] const std::shared_ptr<const api::Answer>& result(api::View view) const {
    return results.at(view);
  }
  [[nodiscard]] const std::optional<Failure>& failure(api::View view) const { return failures.at(view); }
  [[nodiscard]] bool has_samples() const;  ///< fixed latents are drawn, of the data that are there
  [[nodiscard]] bool has_samples(api::View view) const;  ///< the same of another view of them
  [[nodiscard]] int fixed_count() const;  ///< 64, or more of point data; 0 before there is a run
  [[nodiscard]] bool conditional() const;
  [[nodiscard]] bool has_mapping() const;  ///< G maps z to w before it draws
  /// Of a conditional run the labels that there are, else 0: its classes, or the example captions and one
  /// more, which is typed.
  [[nodiscard]] int classes() const;
  /// The words of a run that is told captions; else null.
  [[nodiscard]] const captions::Vocabulary* captions() const;
};

constexpr int fixed_latents = 64;

}  // namespace ganscope::model
