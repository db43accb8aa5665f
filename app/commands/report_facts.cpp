#include "app/commands/report_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <utility>

#include "app/commands/judging.h"
#include "app/commands/translating.h"
#include "core/base/way_out.h"
#include "core/engine/engine.h"
#include "core/explore/latent_math.h"
#include "core/measurers/make_measurer.h"
#include "core/models/material/data_match.h"
#include "core/models/material/data_view.h"
#include "core/models/model.h"
#include "core/objectives/objective.h"
#include "core/runs/stored_course.h"
#include "core/storage/metrics_file.h"

namespace ganscope::commands {
namespace {

constexpr size_t report_moments = 48;
constexpr size_t rows_read = size_t{1} << 16, measures_read = 4096;  // as many as the window takes
constexpr int pictures_shown = 48, pictures_translated = 32;

Failure interrupted() { return {FailureKind::cancelled, "interrupted", "", "nothing was written"}; }

/// What stands in the file's second line: "# ganscope 0.1.0, LibTorch 1.13.0, …".
std::string versions_in(const std::filesystem::path& experiment_file) {
  std::ifstream stream(experiment_file);
  constexpr std::string_view mark = "# ganscope ";
  std::string line;
  while (std::getline(stream, line) && line.starts_with('#'))
    if (line.starts_with(mark)) return line.substr(2);
  return {};
}

/// The run and its model, or why there is none to draw from.
Expected<void> open_run(const ReportRequest& request, RunFacts& facts, Console& console) {
  auto run = storage::inspect_run(request.run);
  if (!run) return tl::unexpected(run.error());
  facts.run = std::move(*run);
  if (facts.run.newest_checkpoint) {
    auto model = open_model({request.run, {}, {}, 1, false}, console);
    if (model) {
      const auto metadata = storage::read_metadata(model->checkpoint);
      if (metadata) facts.metadata = *metadata;
      facts.experiment = model->experiment;
      facts.step = model->snapshot->step();
      facts.model.emplace(std::move(*model));
    } else {
      facts.no_model = with_place(model.error());
    }
  }
  if (!facts.model) {
    auto experiment = storage::experiment_of(catalogue(), facts.run, {});
    if (!experiment) return tl::unexpected(experiment.error());
    facts.experiment = std::move(*experiment);
  }
  facts.versions = versions_in(facts.run.experiment_file);
  facts.seconds = runs::number_under(facts.metadata, "run.seconds");
  return {};
}

void read_curves(RunFacts& facts) {
  const std::filesystem::path file = facts.run.folder / "metrics.csv";
  const std::vector<std::string> columns = runs::columns_of(file);
  facts.series = models::series_of(facts.experiment.settings, columns);
  const int64_t until = facts.model ? facts.step : std::numeric_limits<int64_t>::max();
  if (!facts.run.folder.empty()) {
    facts.rows = storage::read_metrics(file, facts.series, until, rows_read);
    facts.events = storage::read_events(facts.run.folder, until);
  }
  if (facts.rows.empty()) return;
  if (!facts.model) facts.step = facts.rows.back().step;
  if (!facts.seconds) facts.seconds = facts.rows.back().seconds;
}

Expected<void> load_data(RunFacts& facts, Console& console) {
  auto dataset = data::load_dataset(facts.experiment.settings, console.work());
  console.end_progress();
  if (!dataset) {
    if (dataset.error().kind == FailureKind::cancelled) return tl::unexpected(interrupted());
    facts.no_data = with_place(dataset.error());
    return {};
  }
  if (facts.model) {
    const auto match = models::match_data(facts.model->data, models::describe(**dataset),
                                          facts.model->classes > 0, models::Join::judging, facts.run.id);
    if (!match) {
      facts.no_data = with_place(match.error());
      return {};
    }
  }
  facts.dataset = std::move(*dataset);
  return {};
}

Expected<void> read_measures(RunFacts& facts, Console& console) {
  if (facts.run.folder.empty()) return {};
  const std::filesystem::path file = facts.run.folder / "measures.csv";
  facts.measures = runs::stored_measures(facts.run.folder, catalogue());
  if (facts.measures.table.series.empty()) return {};
  if (facts.dataset && facts.model) {
    const train::ReplicaFactory replicas = make_replica_factory(DeviceChoice::automatic);
    const train::Subject subject{facts.experiment, facts.model->data, facts.model->latent_dim, 0,
                                 facts.dataset};
    auto measurer = measurers::make_measurer_factory(replicas)(subject, console.work());
    console.end_progress();
    if (!measurer && measurer.error().kind == FailureKind::cancelled) return tl::unexpected(interrupted());
    if (measurer && *measurer) facts.measures = (*measurer)->table();
  }
  const int64_t until = facts.model ? facts.step : std::numeric_limits<int64_t>::max();
  facts.measured = storage::read_metrics(file, facts.measures.table, until, measures_read);
  return {};
}

Expected<void> draw_translated(RunFacts& facts, Console& console) {
  if (!facts.dataset) return {};
  const auto held_out = explore::held_out_pictures(*facts.dataset);
  for (size_t i = 0; i < held_out.size(); ++i) {
    const int64_t count = std::min<int64_t>(pictures_translated, held_out[i].count);
    auto drawn = translate_rows(*facts.model, explore::input_rows(held_out[i], 0, count), static_cast<int>(i),
                                console);
    if (!drawn) return tl::unexpected(drawn.error());
    facts.translated.push_back(std::move(*drawn));
  }
  return {};
}

Expected<void> draw_samples(RunFacts& facts, Console& console) {
  if (!facts.model) return {};
  const OpenModel& model = *facts.model;
  if (model.translates()) return draw_translated(facts, console);
  facts.cast = cast_of(model, {}, -1, 1);
  auto film = film_moments(model, facts.cast, report_moments, console);
  if (!film) return tl::unexpected(film.error());
  facts.film = std::move(*film);
  if (model.data.is_points()) return {};
  const config::Settings& settings = model.experiment.settings;
  const uint64_t seed = settings.has("seed") ? static_cast<uint64_t>(settings.integer("seed")) : 0;
  std::vector<std::vector<float>> latents;
  std::vector<int> labels;
  for (int i = 0; i < pictures_shown; ++i) {
    latents.push_back(explore::fixed_latent(seed, i, model.latent_dim));
    if (model.classes > 0) labels.push_back(explore::fixed_label(i, model.classes));
  }
  auto drawn = model.draw(latents, labels, console, "Drawing samples");
  if (!drawn) return tl::unexpected(drawn.error());
  facts.samples = std::move(*drawn);
  return {};
}

Expected<void> judge_now(const ReportRequest& request, RunFacts& facts, Console& console) {
  if (!facts.model || !facts.dataset || (!facts.model->data.is_points() && !request.evaluate)) return {};
  if (facts.model->translates()) {
    console.remark("ganscope: what pictures of pictures are worth is told by: ganscope evaluate {}",
                   request.run.string());
    return {};
  }
  const auto match = models::match_data(facts.model->data, models::describe(*facts.dataset),
                                        facts.model->classes > 0, models::Join::judging, facts.run.id);
  if (!match) return tl::unexpected(match.error());
  auto judged = judge_samples(*facts.model, facts.dataset, match->run_label, 0, console);
  if (judged)
    facts.judged = std::move(*judged);
  else if (judged.error().kind == FailureKind::cancelled)
    return tl::unexpected(interrupted());
  else
    console.remark("ganscope: the samples were not judged: {}", console.words_of(judged.error()));
  return {};
}

}  // namespace

diagnose::Diagnosis diagnose_run(const RunFacts& facts) {
  const config::Settings& settings = facts.experiment.settings;
  const int64_t until = facts.model ? facts.step : runs::any_step;
  const diagnose::Course course = runs::stored_course(facts.run.folder, facts.measures, until);
  return diagnose::diagnose(course, runs::stored_setting(settings, facts.metadata, game_of(settings)));
}

Expected<RunFacts> gather_facts(const ReportRequest& request, Console& console) {
  RunFacts facts;
  if (auto opened = open_run(request, facts, console); !opened) return tl::unexpected(opened.error());
  read_curves(facts);
  facts.output_is_belief = objectives::output_is_belief(facts.experiment.settings);
  for (const auto step : {load_data, read_measures, draw_samples}) {
    if (auto done = step(facts, console); !done) return tl::unexpected(done.error());
    if (end_wanted()) return tl::unexpected(interrupted());
  }
  if (auto judged = judge_now(request, facts, console); !judged) return tl::unexpected(judged.error());
  facts.diagnosis = diagnose_run(facts);
  return facts;
}

}  // namespace ganscope::commands
