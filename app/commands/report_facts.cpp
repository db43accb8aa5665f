#include "app/commands/report_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <utility>

#include "app/commands/judging.h"
#include "core/base/way_out.h"
#include "core/engine/engine.h"
#include "core/explore/latent_math.h"
#include "core/gan/data_match.h"
#include "core/gan/data_view.h"
#include "core/gan/series_table.h"
#include "core/measurers/make_measurer.h"
#include "core/metrics/all_metrics.h"
#include "core/objectives/objective.h"
#include "core/storage/metrics_file.h"

namespace ganscope::commands {
namespace {

constexpr size_t report_moments = 48;
constexpr size_t rows_read = size_t{1} << 16, measures_read = 4096;  // as many as the window takes
constexpr int pictures_shown = 48;

Failure interrupted() { return {FailureKind::cancelled, "interrupted", "", "nothing was written"}; }

/// The names of a CSV file's columns; empty: it is not there, or has no row.
std::vector<std::string> columns_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string heads, row;
  if (!std::getline(stream, heads) || !std::getline(stream, row)) return {};
  std::vector<std::string> names;
  for (size_t from = 0; from <= heads.size();) {
    const size_t comma = std::min(heads.find(',', from), heads.size());
    names.push_back(heads.substr(from, comma - from));
    from = comma + 1;
  }
  return names;
}

/// What stands in the file's second line: "# ganscope 0.1.0, LibTorch 1.13.0, …".
std::string versions_in(const std::filesystem::path& experiment_file) {
  std::ifstream stream(experiment_file);
  constexpr std::string_view mark = "# ganscope ";
  std::string line;
  while (std::getline(stream, line) && line.starts_with('#'))
    if (line.starts_with(mark)) return line.substr(2);
  return {};
}

std::optional<double> number_under(const std::map<std::string, std::string>& table, const std::string& key) {
  const auto found = table.find(key);
  double value = 0;
  if (found == table.end()) return {};
  const char* end = found->second.data() + found->second.size();
  if (std::from_chars(found->second.data(), end, value).ec != std::errc{} || !std::isfinite(value)) return {};
  return value;
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
  facts.seconds = number_under(facts.metadata, "run.seconds");
  return {};
}

void read_curves(RunFacts& facts) {
  const std::filesystem::path file = facts.run.folder / "metrics.csv";
  const std::vector<std::string> columns = columns_of(file);
  const bool classifier = std::ranges::find(columns, "class_loss") != columns.end();
  facts.series = gan::series_table(objectives::make_regularisers(facts.experiment.settings), classifier);
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
    const auto match = gan::match_data(facts.model->data, gan::describe(**dataset), facts.model->classes > 0,
                                       gan::Join::judging, facts.run.id);
    if (!match) {
      facts.no_data = with_place(match.error());
      return {};
    }
  }
  facts.dataset = std::move(*dataset);
  return {};
}

/// Without the data nobody can say what they get: the columns of the file, under the names of the metrics.
api::MeasureTable table_of_columns(const std::vector<std::string>& columns) {
  api::MeasureTable table;
  for (const std::string& key : columns) {
    if (key == "step" || key == "seconds") continue;
    const bool share = key.starts_with("share:");
    const metrics::Metric* metric = metrics::find_metric(key);
    api::SeriesInfo info;
    info.key = key;
    info.title = info.label = metric != nullptr ? metric->info.title : key;
    info.plot = share ? "shares" : key;
    info.player = config::Player::generator;
    if (!share) table.table.plots.push_back({key, info.title, "", false, 0, 0, {}, ""});
    table.table.series.push_back(std::move(info));
    table.floors.push_back(std::numeric_limits<float>::quiet_NaN());
  }
  return table;
}

Expected<void> read_measures(RunFacts& facts, Console& console) {
  const std::filesystem::path file = facts.run.folder / "measures.csv";
  const std::vector<std::string> columns =
      facts.run.folder.empty() ? std::vector<std::string>{} : columns_of(file);
  if (columns.empty()) return {};
  facts.measures = table_of_columns(columns);
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

Expected<void> draw_samples(RunFacts& facts, Console& console) {
  if (!facts.model) return {};
  const OpenModel& model = *facts.model;
  facts.cast = cast_of(model, {}, -1, 1);
  auto film = film_moments(model, facts.cast, report_moments, console);
  if (!film) return tl::unexpected(film.error());
  facts.film = std::move(*film);
  if (model.data.points) return {};
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
  if (!facts.model || !facts.dataset || (!facts.model->data.points && !request.evaluate)) return {};
  const auto match = gan::match_data(facts.model->data, gan::describe(*facts.dataset),
                                     facts.model->classes > 0, gan::Join::judging, facts.run.id);
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
  diagnose::Course course;
  course.begin(facts.series);
  if (!facts.measured.empty()) course.begin_measures(facts.measures);
  for (const api::MetricRow& row : facts.rows) course.add(row);
  for (const api::MeasureRow& row : facts.measured)
    course.add(diagnose::Measured{row.step, row.seconds, row.values});
  const config::Settings& settings = facts.experiment.settings;
  diagnose::Setting setting;
  setting.points = facts.model && facts.model->data.points;
  if (const auto objective = objectives::find_objective(settings)) {
    const auto made = (*objective)->make(settings);
    setting.game = {made->output_is_log_odds(), made->generator_saturates()};
  }
  for (const auto& [key, rate] : {std::pair{"lr_g", &setting.lr_g}, std::pair{"lr_d", &setting.lr_d}}) {
    const auto tuned = number_under(facts.metadata, std::string("run.tuned.") + key);
    if (tuned || settings.has(key)) *rate = tuned ? *tuned : settings.real(key);
  }
  return diagnose::diagnose(course, setting);
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
