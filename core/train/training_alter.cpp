#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <utility>

#include "core/train/training_loop.h"

namespace ganscope::train {
namespace {

/// What an entry is called; where there is none of this key, the key.
std::string title_in(const std::vector<config::EntryInfo>& entries, const std::string& key) {
  const config::EntryInfo* entry = config::find(entries, key);
  return entry == nullptr ? key : entry->title;
}

/// A setting for the timeline: of data only what they are called, not where they are.
std::string shown_value(const config::Catalogue& catalogue, const config::Settings& settings,
                        const std::string& key) {
  if (!settings.has(key)) return "–";
  if (key == "data") return title_in(catalogue.data, config::data_key(settings));
  if (key == "objective") return title_in(catalogue.objectives, settings.text(key));
  if (key == "network") return title_in(catalogue.networks, settings.text(key));
  if (key == "model") return title_in(catalogue.models, settings.text(key));
  const auto* real = std::get_if<double>(&settings.at(key));
  return real != nullptr ? fmt::format("{:.4g}", *real) : config::to_text(settings.at(key));
}

double numeric(const config::Settings& settings, const std::string& key) {
  if (!settings.has(key)) return 0;
  const config::Value& value = settings.at(key);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  return std::holds_alternative<std::string>(value) ? 0 : settings.real(key);
}

std::string title_of(const std::vector<config::Option>& options, const std::string& key) {
  if (key == "data") return "Data";
  if (key == "network") return "Network";
  if (key == "objective") return "Objective";
  if (key == "model") return "Model";
  const auto option = std::ranges::find(options, key, &config::Option::key);
  return option == options.end() ? key : option->title;
}

}  // namespace

void TrainingLoop::on(const api::Alter& command) {
  if (!require_model("change")) return;
  auto experiment = config::checked(catalogue_, command.experiment);
  if (!experiment) return refuse(experiment.error());
  if (auto readable = config::check_round_trip(catalogue_, *experiment); !readable)
    return refuse(readable.error());
  if (experiment->settings == status_.experiment->settings) return;
  const WorkContext context = loading_context();
  Expected<Altered> altered = fail(FailureKind::training, "", "", "");
  try {
    altered = stepper_->altered(*experiment, context);
  } catch (const std::exception& error) {
    altered = fail(FailureKind::training, error.what(), experiment->name, "choose something smaller");
  }
  status_.progress.reset();
  if (!altered && altered.error().kind == FailureKind::cancelled) return note_refusal(altered.error());
  if (!altered) return refuse(altered.error());
  const config::Experiment before = *status_.experiment;
  const auto remark_of_batch = take_smaller_batch(*altered->stepper, *experiment);
  go_on_with(std::move(*altered), std::move(*experiment));
  if (remark_of_batch) {
    status_.data.remarks.push_back(*remark_of_batch);
    log(LogLevel::info, *remark_of_batch);
  }
  mark_changes(before);
}

void TrainingLoop::go_on_with(Altered altered, config::Experiment experiment) {
  stepper_ = std::move(altered.stepper);
  initial_ = std::move(altered.initial);
  tuned_.clear();  // they stand in the experiment
  founded_ = experiment;
  status_.experiment = std::move(experiment);
  status_.data = stepper_->data_info();
  status_.game = stepper_->game_info();
  status_.model = stepper_->model_info();
  status_.layers = std::make_shared<const std::vector<api::LayerRow>>(stepper_->layers());
  status_.latent_dim = stepper_->latent_dim();
  cached_.reset();
  slow_.before.clear();
  slow_.stale = true;
  weights_stale_ = true;
  saved_ = saved_ && status_.step == 0;
  if (!altered.same_model) {
    // What was drawn, judged and kept so far is of networks that are gone: the film begins anew, as it will
    // when the run is opened again.
    new_generation();
    subject_ = std::make_shared<const Subject>(Subject{founded_, status_.data, status_.latent_dim,
                                                       status_.generation, stepper_->dataset(),
                                                       stepper_->replicas()});
    history_.clear();
    history_.add({initial_, 0});
    if (status_.step > 0) history_.add({current_snapshot(), status_.seconds});
  }
  continue_tables();
  if (!altered.same_model) publish_history();
  record_.alter(founded_, series_, !altered.same_model);
  // Of these networks there must be a checkpoint: the ones before hold others.
  if (record_.is_open() && status_.step > 0) static_cast<void>(save_in_folder());
  publish_weights();
  log(LogLevel::info,
      fmt::format("{}: goes on with {} of {} parameters", status_.run, altered.kept, altered.parameters));
}

/// The curves go on: series that there were keep their columns, new ones stand behind them.
void TrainingLoop::continue_tables() {
  const api::SeriesTable now = stepper_->series();
  for (const api::SeriesInfo& each : now.series)
    if (std::ranges::find(series_.series, each.key, &api::SeriesInfo::key) == series_.series.end())
      series_.series.push_back(each);
  for (const api::PlotInfo& plot : now.plots)
    if (std::ranges::find(series_.plots, plot.key, &api::PlotInfo::key) == series_.plots.end())
      series_.plots.push_back(plot);
  find_columns(now);
  series_.generation = status_.generation;
  series_.goes_on = true;
  ports_.series.publish(series_);
  publish_preview();
}

void TrainingLoop::find_columns(const api::SeriesTable& of_stepper) {
  columns_.clear();
  for (const api::SeriesInfo& each : of_stepper.series) {
    const auto found = std::ranges::find(series_.series, each.key, &api::SeriesInfo::key);
    columns_.push_back(static_cast<size_t>(found - series_.series.begin()));
  }
}

/// One mark on the timeline for everything that differs.
void TrainingLoop::mark_changes(const config::Experiment& before) {
  const config::Settings& now = status_.experiment->settings;
  std::vector<config::Option> options = config::active_options(catalogue_, now);
  const std::vector<config::Option> old = config::active_options(catalogue_, before.settings);
  options.insert(options.end(), old.begin(), old.end());
  std::vector<std::string> keys;
  for (const auto& [key, value] : now.all())
    if (!before.settings.has(key) || before.settings.at(key) != value) keys.push_back(key);
  for (const auto& [key, value] : before.settings.all())
    if (!now.has(key)) keys.push_back(key);
  // What a new choice brings with it or makes void goes without saying.
  std::erase_if(keys, [&](const std::string& key) {
    return keys.size() > 1 && (!now.has(key) || !before.settings.has(key));
  });
  for (const std::string& key : keys) {
    const api::Event event{
        status_.step, key,
        fmt::format("{} {} → {}", title_of(options, key), shown_value(catalogue_, before.settings, key),
                    shown_value(catalogue_, now, key)),
        numeric(before.settings, key), numeric(now, key)};
    status_.events.push_back(event);
    record_.append(event);
  }
}

}  // namespace ganscope::train
