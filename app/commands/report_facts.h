#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/commands/filming.h"
#include "app/commands/requests.h"
#include "app/report/page.h"
#include "app/text/translation.h"
#include "core/api/measures.h"
#include "core/data/dataset.h"
#include "core/diagnose/diagnosis.h"
#include "core/metrics/evaluate.h"

namespace ganscope::commands {

/// All that a report tells, read from a run's folder and drawn anew; what could not be had, and why.
struct RunFacts {
  storage::RunInfo run;
  config::Experiment experiment;                ///< as it is founded; tuned rates are in `events`
  std::map<std::string, std::string> metadata;  ///< of the checkpoint; empty without one
  std::string versions;  ///< "ganscope 0.1.0, LibTorch …"; empty: the file does not say
  int64_t step = 0;
  std::optional<double> seconds;  ///< of training, where a checkpoint or a curve says so

  std::optional<OpenModel> model;
  std::string no_model;  ///< why there is none
  data::DatasetPointer dataset;
  std::string no_data;

  api::SeriesTable series;
  std::vector<api::MetricRow> rows;
  api::MeasureTable measures;  ///< without floors where `dataset` is null
  std::vector<api::MeasureRow> measured;
  std::vector<api::Event> events;
  diagnose::Diagnosis diagnosis;
  bool output_is_belief = false;

  Cast cast;
  Film film;                              ///< of at most `report_moments`
  std::optional<api::Answer> samples;     ///< more of the fixed latents, at the end: pictures only
  std::vector<api::Answer> translated;    ///< of held-out inputs, one a direction; none: it draws latents
  std::optional<metrics::Report> judged;  ///< now; none: it was not asked for, or could not be
};

/// Reads and draws. Fails where `request.run` is no run, or when Ctrl-C ended it; whatever else is missing is
/// said in the facts.
[[nodiscard]] Expected<RunFacts> gather_facts(const ReportRequest& request, Console& console);

/// What the curves say of a run that is read from its folder, as the window says it on opening the run.
[[nodiscard]] diagnose::Diagnosis diagnose_run(const RunFacts& facts);

/// The facts as a page in the language of `tr`.
[[nodiscard]] Expected<report::Page> page_of(const RunFacts& facts, const std::string& language,
                                             const text::Strings& tr);

// Parts of the page; one file each.
[[nodiscard]] report::Verdict verdict_part(const RunFacts& facts, const text::Strings& tr);
[[nodiscard]] report::Section run_part(const RunFacts& facts, const text::Strings& tr);
[[nodiscard]] Expected<report::Section> samples_part(const RunFacts& facts, const text::Strings& tr);
[[nodiscard]] report::Section curves_part(const RunFacts& facts, const text::Strings& tr);
[[nodiscard]] report::Section measures_part(const RunFacts& facts, const text::Strings& tr);
[[nodiscard]] report::Section changes_part(const RunFacts& facts, const text::Strings& tr);
[[nodiscard]] report::Section settings_part(const RunFacts& facts, const text::Strings& tr);
[[nodiscard]] report::Section repeat_part(const RunFacts& facts, const text::Strings& tr);

/// The words that train an equal run: `ganscope train faces --set lr_g=0.001 --steps 500`. A run of an
/// experiment of one's own is repeated from its file.
[[nodiscard]] std::string repeating_words(const RunFacts& facts);

/// The number of an event among those that were changed by hand, "1" …, as plots and table name it.
[[nodiscard]] std::vector<std::pair<int64_t, std::string>> marks_of(const RunFacts& facts);

/// Two sentences, with a space between them where the language has one.
[[nodiscard]] std::string joined(const std::string& first, const std::string& second);

/// "12 min 3 s" in the reader's language.
[[nodiscard]] std::string time_words(double seconds, const text::Strings& tr);

}  // namespace ganscope::commands
