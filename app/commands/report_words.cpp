#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "app/commands/report_facts.h"
#include "app/report/svg.h"
#include "core/engine/engine.h"
#include "core/metrics/all_metrics.h"
#include "core/models/model.h"

namespace ganscope::commands {
namespace {

using report::Fact;
using text::Strings;

template <class... Arguments>
std::string put(const char* pattern, const Arguments&... arguments) {
  return fmt::format(fmt::runtime(pattern), arguments...);
}

int64_t parameters_in(const RunFacts& facts, const char* key) {
  const auto found = facts.metadata.find(key);
  return found == facts.metadata.end() ? 0 : std::atoll(found->second.c_str());
}

/// An entry's title; a key that is in no registry stands for itself.
std::string title_of(const std::vector<config::EntryInfo>& entries, const std::string& key,
                     const Strings& tr) {
  const config::EntryInfo* entry = config::find(entries, key);
  return entry == nullptr ? key : tr(entry->title.c_str());
}

/// "{G} 1 234, {D} 567": of every player.
std::string parameters_words(const RunFacts& facts, const Strings& tr) {
  const auto kind = models::find_model(facts.experiment.settings);
  if (!kind) return {};
  std::string words;
  for (const models::PlayerNames& player : (*kind)->players) {
    const bool letter =
        player.letter == "G" || player.letter == "D";  // those that have a colour of their own
    words += put("{}{} {}", words.empty() ? "" : ", ",
                 letter ? "{" + player.letter + "}" : std::string(tr(player.title.c_str())),
                 grouped(parameters_in(facts, ("parameters_" + player.short_key).c_str())));
  }
  return words;
}

/// The last value of a curve as its plot shows it, of two games the first one's; NaN without one.
double smoothed_last(const RunFacts& facts, const std::string& key) {
  auto series = std::ranges::find(facts.series.series, key, &api::SeriesInfo::key);
  if (series == facts.series.series.end())
    series = std::ranges::find(facts.series.series, key + "_b", &api::SeriesInfo::key);
  const auto column = static_cast<size_t>(series - facts.series.series.begin());
  std::vector<double> values;
  for (const api::MetricRow& row : facts.rows)
    if (column < row.values.size() && std::isfinite(row.values[column]))
      values.push_back(static_cast<double>(row.values[column]));
  return values.empty() ? std::nan("") : report::running_mean(values).back();
}

std::string told_number(double value) { return "{n:" + report::value_text(value) + "}"; }

/// What the window says while no rule holds.
std::string settling_evidence(const RunFacts& facts, const Strings& tr) {
  if (facts.rows.empty()) return tr("No curves were kept, so nothing can be said of how it went.");
  if (!facts.experiment.settings.has("objective"))
    return put(tr("Its loss is {}."), told_number(smoothed_last(facts, "loss")));
  std::string words;
  if (facts.output_is_belief) {
    const bool points = facts.model && facts.model->data.is_points();
    const char* pattern = points ? tr("{{D}} believes {} of {{real}} points and {} of fakes.")
                                 : tr("{{D}} believes {} of {{real}} pictures and {} of fakes.");
    words = put(pattern, told_number(smoothed_last(facts, "d_real")),
                told_number(smoothed_last(facts, "d_fake")));
  }
  const double of_d = smoothed_last(facts, "d_loss");
  if (!std::isfinite(of_d))  // D rests
    return put(tr("Its loss is {}."), told_number(smoothed_last(facts, "l1")));
  return joined(words, put(tr("Their losses are {{D}} {} and {{G}} {}."), told_number(of_d),
                           told_number(smoothed_last(facts, "g_loss"))));
}

std::string data_words(const RunFacts& facts, const Strings& tr) {
  const std::string title = title_of(catalogue().data, config::data_key(facts.experiment.settings), tr);
  const api::DataInfo* data = facts.model ? &facts.model->data : nullptr;
  if (data == nullptr) return title;
  const std::string count = grouped(data->count);
  if (!data->is_points())
    return put(tr("{}: {} pictures of {} × {} px, {}"), title, count, data->width, data->height,
               data->channels == 1 ? tr("grey") : tr("in colour"));
  return data->dimensions == 1 ? put(tr("{}: {} numbers on a line"), title, count)
                               : put(tr("{}: {} points in a plane"), title, count);
}

std::string regularisers_words(const config::Settings& settings, const Strings& tr) {
  std::string words;
  for (const config::EntryInfo& entry : catalogue().regularisers) {
    const config::Option& strength = entry.options.front();
    if (!settings.has(strength.key)) continue;
    const config::Value& value = settings.at(strength.key);
    const bool flag = std::holds_alternative<bool>(value);
    const double level = flag ? (settings.flag(strength.key) ? 1 : 0) : settings.real(strength.key);
    if (level <= (flag ? 0.0 : std::max(strength.min, 0.0))) continue;
    words += (words.empty() ? "" : ", ") + std::string(tr(entry.title.c_str()));
    if (!flag) words += " " + config::to_text(value);
  }
  return words.empty() ? tr("none") : words;
}

/// What it is after: the objective of a game, else what kind of model it is.
Fact aim_of(const config::Settings& settings, const Strings& tr) {
  if (settings.has("objective"))
    return {tr("Objective"), title_of(catalogue().objectives, settings.text("objective"), tr)};
  return {tr("Model"), title_of(catalogue().models, settings.text("model"), tr)};
}

std::string optimiser_words(const config::Settings& settings, const Strings& tr) {
  std::string words = tr(settings.text("optimiser").c_str());
  if (settings.text("optimiser") == "adam") {
    words = put("Adam, β₁ {}, β₂ {}", config::to_text(settings.at("beta1")),
                config::to_text(settings.at("beta2")));
  }
  if (settings.has("lr")) return words + put(tr("; rate {}"), config::to_text(settings.at("lr")));
  return words + put(tr("; rates {{G}} {}, {{D}} {}"), config::to_text(settings.at("lr_g")),
                     config::to_text(settings.at("lr_d")));
}

std::string classes_words(const api::DataInfo& data, const Strings& tr) {
  constexpr size_t named = 12;
  std::string words;
  for (size_t i = 0; i < std::min(data.label_names.size(), named); ++i)
    words += (i > 0 ? ", " : "") + std::string(tr(data.label_names[i].c_str()));
  if (data.label_names.size() > named) words += ", …";
  return put("{} ({})", data.label_names.size(), words);
}

/// Three digits that count: the band has no room for more.
std::string short_text(double value) { return std::isfinite(value) ? fmt::format("{:.3g}", value) : "–"; }

report::Fact main_figure(const RunFacts& facts, const Strings& tr) {
  for (const char* key : {"js", "frechet"}) {
    if (facts.judged)
      if (const metrics::Figure* figure = facts.judged->find(key))
        if (const metrics::Metric* metric = metrics::find_metric(key))
          return {tr(metric->info.title.c_str()),
                  put(tr("{} · {{real}} {}"), short_text(figure->generated), short_text(figure->real))};
    for (size_t i = 0; i < facts.measures.table.series.size() && !facts.measured.empty(); ++i) {
      const api::SeriesInfo& series = facts.measures.table.series[i];
      if (series.key != key) continue;
      const auto floor = static_cast<double>(facts.measures.floors[i]);
      const std::string value = short_text(static_cast<double>(facts.measured.back().values[i]));
      return {tr(series.title.c_str()),
              std::isfinite(floor) ? put(tr("{} · {{real}} {}"), value, short_text(floor)) : value};
    }
  }
  const config::Settings& settings = facts.experiment.settings;
  return {tr("Seed"), settings.has("seed") ? config::to_text(settings.at("seed")) : "–"};
}

std::string today() {
  return fmt::format("{:%Y-%m-%d}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())));
}

std::string summary_of(const RunFacts& facts, const Strings& tr) {
  const char* pattern = tr(
      "{{G}} with {} parameters learned from “{}”, against {{D}} with {} parameters, in {} steps and {} of "
      "training.");
  if (!facts.model || facts.step == 0) return tr(facts.experiment.help.c_str());
  const config::Settings& chosen = facts.experiment.settings;
  if (!chosen.has("objective") || chosen.has("task"))
    return joined(put(tr("{} learned “{}” in {} steps and {} of training."), parameters_words(facts, tr),
                      title_of(catalogue().data, config::data_key(facts.experiment.settings), tr),
                      grouped(facts.step), facts.seconds ? time_words(*facts.seconds, tr) : "–"),
                  tr(facts.experiment.help.c_str()));
  const std::string learned = put(pattern, grouped(parameters_in(facts, "parameters_g")),
                                  title_of(catalogue().data, config::data_key(facts.experiment.settings), tr),
                                  grouped(parameters_in(facts, "parameters_d")), grouped(facts.step),
                                  facts.seconds ? time_words(*facts.seconds, tr) : "–");
  return joined(learned, tr(facts.experiment.help.c_str()));
}

}  // namespace

std::string joined(const std::string& first, const std::string& second) {
  const bool space = !first.empty() && !second.empty() && !first.ends_with("。");
  return first + (space ? " " : "") + second;
}

std::string time_words(double seconds, const Strings& tr) {
  const auto whole = static_cast<int64_t>(std::lround(seconds));
  if (seconds < 60) return put(tr("{} s"), fmt::format("{:.1f}", seconds));
  if (whole < 3600) return put(tr("{} min {} s"), whole / 60, whole % 60);
  return put(tr("{} h {} min"), whole / 3600, whole / 60 % 60);
}

report::Verdict verdict_part(const RunFacts& facts, const Strings& tr) {
  using Mood = report::Verdict::Mood;
  const diagnose::Diagnosis& found = facts.diagnosis;
  if (found.verdict == diagnose::Verdict::settling || found.verdict == diagnose::Verdict::diverged) {
    const auto settling = diagnose::Verdict::settling;
    return {Mood::plain, tr(diagnose::title_of(settling)), settling_evidence(facts, tr),
            tr(diagnose::meaning_of(settling))};
  }
  report::Verdict verdict{Mood::plain, tr(diagnose::title_of(found.verdict)),
                          tr.filled(found.evidence.pattern, found.evidence.arguments),
                          tr(diagnose::meaning_of(found.verdict))};
  if (!found.advice.pattern.empty())
    verdict.evidence = joined(verdict.evidence, tr.filled(found.advice.pattern, found.advice.arguments));
  if (diagnose::is_good(found.verdict))
    verdict.mood = Mood::good;
  else if (found.verdict != diagnose::Verdict::plateau)
    verdict.mood = Mood::warning;
  return verdict;
}

report::Section run_part(const RunFacts& facts, const Strings& tr) {
  const config::Settings& settings = facts.experiment.settings;
  report::Facts list;
  const auto add = [&](const char* name, std::string value) {
    list.facts.push_back({name, std::move(value)});
  };
  add(tr("Experiment"), put("{} ({})", tr(facts.experiment.title.c_str()), facts.experiment.name));
  add(tr("Data"), data_words(facts, tr));
  if (facts.model && !facts.model->data.label_names.empty())
    add(tr("Classes"), classes_words(facts.model->data, tr));
  if (settings.has("network"))
    add(tr("Network"), title_of(catalogue().networks, settings.text("network"), tr));
  if (facts.model) add(tr("Parameters"), parameters_words(facts, tr));
  const Fact aim = aim_of(settings, tr);
  add(aim.name.c_str(), aim.value);
  if (settings.has("objective")) add(tr("Regularisers"), regularisers_words(settings, tr));
  add(tr("Optimiser"), optimiser_words(settings, tr));
  add(tr("Batch"), config::to_text(settings.at("batch")));
  if (settings.has("latent_dim"))
    add(tr("Latent numbers"), config::to_text(settings.at("latent_dim")));
  else if (facts.model)
    add(tr("Latent numbers"), std::to_string(facts.model->latent_dim));
  add(tr("Seed"), config::to_text(settings.at("seed")));
  add(tr("Trained"), put(tr("{} steps, {} of training"), grouped(facts.step),
                         facts.seconds ? time_words(*facts.seconds, tr) : "–"));
  const auto device = facts.metadata.find("run.device");
  add(tr("Device"), device != facts.metadata.end() ? device->second : tr("not recorded by this run"));
  add(tr("Versions"), facts.versions.empty() ? tr("not recorded by this run") : facts.versions);
  report::Section section{tr("The run"), {list}};
  if (!facts.model)
    section.blocks.insert(
        section.blocks.begin(),
        report::Paragraph{
            facts.no_model.empty()
                ? tr("The run has no checkpoint yet, so nothing can be drawn from it.")
                : put(tr("No checkpoint can be read, so nothing is drawn: {}"), tr.sentence(facts.no_model)),
            true});
  return section;
}

Expected<report::Page> page_of(const RunFacts& facts, const std::string& language, const Strings& tr) {
  report::Page page;
  page.language = language;
  page.title = tr(facts.experiment.title.c_str());
  page.run = facts.run.id;
  page.summary = summary_of(facts, tr);
  page.verdict = verdict_part(facts, tr);
  page.key_figures = {{tr("Steps"), grouped(facts.step)},
                      {tr("Training time"), facts.seconds ? time_words(*facts.seconds, tr) : "–"},
                      aim_of(facts.experiment.settings, tr),
                      main_figure(facts, tr)};
  page.sections.push_back(run_part(facts, tr));
  auto samples = samples_part(facts, tr);
  if (!samples) return tl::unexpected(samples.error());
  page.sections.push_back(std::move(*samples));
  page.sections.push_back(curves_part(facts, tr));
  page.sections.push_back(measures_part(facts, tr));
  page.sections.push_back(changes_part(facts, tr));
  page.sections.push_back(repeat_part(facts, tr));
  page.sections.push_back(settings_part(facts, tr));
  page.footer = put(tr("Made by ganscope on {} from the run’s folder. The page needs no network."), today());
  return page;
}

}  // namespace ganscope::commands
