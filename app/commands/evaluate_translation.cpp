#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/commands/evaluation.h"
#include "app/commands/run.h"
#include "app/commands/translating.h"
#include "app/text/columns.h"
#include "core/metrics/pictures/translation_judge.h"

namespace ganscope::commands {
namespace {

using metrics::TranslationScores;
using nlohmann::ordered_json;

struct Named {
  const char* key;
  double TranslationScores::*value;
};
constexpr std::array judged_figures{Named{"frechet", &TranslationScores::frechet},
                                    Named{"reconstruction", &TranslationScores::reconstruction},
                                    Named{"agreement", &TranslationScores::agreement},
                                    Named{"converted", &TranslationScores::converted},
                                    Named{"kept", &TranslationScores::kept}};

ordered_json value_or_null(double value) {
  return std::isfinite(value) ? ordered_json(value) : ordered_json();
}

/// `known`: scores of the truths, which say what has a value here.
void write_scores(const TranslationScores& scores, const TranslationScores& known, ordered_json& object) {
  object["frechet"] = value_or_null(scores.frechet);
  object["reconstruction"] = value_or_null(scores.reconstruction);
  if (!known.attributes.empty()) {
    ordered_json& agreement = object["agreement"];
    for (const auto& attribute : scores.attributes) agreement[attribute.key] = value_or_null(attribute.share);
    agreement["mean"] = value_or_null(scores.agreement);
  }
  if (!std::isfinite(known.converted)) return;
  object["converted"] = value_or_null(scores.converted);
  object["kept"] = value_or_null(scores.kept);
}

ordered_json as_json(const metrics::TranslationJudge::Direction& direction, const TranslationScores& made) {
  ordered_json object;
  object["count"] = direction.judged;
  object["reference"] = direction.reference;
  object["held_out"] = !direction.pictures.seen;
  write_scores(made, direction.real, object);
  write_scores(direction.real, direction.real, object["real"]);
  write_scores(direction.input, direction.real, object["input"]);
  return object;
}

void say_table(const metrics::TranslationJudge::Direction& direction, const TranslationScores& made,
               Console& console) {
  const auto& tr = console.tr;
  const auto row = [&](const std::string& name, const std::string& of_made, const std::string& of_real,
                       const std::string& of_input) {
    console.say_line(text::padded(name, 34) + text::padded(of_made, 12, true) +
                     text::padded(of_real, 15, true) + text::padded(of_input, 15, true));
  };
  row("", tr("made of inputs"), tr("real ones"), tr("input alone"));
  for (const Named& figure : judged_figures) {
    if (!std::isfinite(direction.real.*figure.value)) continue;
    const metrics::Metric& metric = *metrics::find_metric(figure.key);
    const auto words = [&](const TranslationScores& scores) {
      return figure_text(metric, scores.*figure.value, 0, tr);
    };
    row(tr(metric.info.title.c_str()), words(made), words(direction.real), words(direction.input));
  }
  const auto percent = [](double share) { return fmt::format("{:.1f} %", 100 * share); };
  for (size_t i = 0; i < made.attributes.size(); ++i)
    row("  " + made.attributes[i].key, percent(made.attributes[i].share),
        percent(direction.real.attributes[i].share), percent(direction.input.attributes[i].share));
}

}  // namespace

Expected<void> evaluate_translation(const EvaluateRequest& request, const OpenModel& model,
                                    const data::DatasetPointer& dataset, ordered_json head,
                                    Console& console) {
  metrics::TranslationJudge::Counts counts;
  if (request.count > 0) counts.judged = request.count;
  auto judge = metrics::TranslationJudge::make(dataset, counts, console.work());
  console.end_progress();
  if (!judge) return tl::unexpected(judge.error());
  const std::vector<api::DirectionInfo> ways = directions_of(model);
  const auto& directions = judge->directions();
  for (size_t i = 0; i < directions.size(); ++i) {
    const auto made = judge->judge(*model.replica, *model.snapshot, model.model, i, console.work());
    console.end_progress();
    if (!made) return tl::unexpected(made.error());
    ordered_json object = as_json(directions[i], *made);
    if (i == 0) head.update(object);  // of a model that goes both ways: the way there
    if (directions.size() > 1) {
      ordered_json& way = head["directions"].emplace_back();
      way = {{"from", ways[i].from}, {"to", ways[i].to}};
      way.update(object);
    }
    if (request.json) continue;
    const bool sounds = model.data.form == Form::waves;
    if (directions[i].pictures.seen && sounds)
      console.say("{}: {} → {}, {} sounds that are trained on, for too few are there",
                  console.tr.sentence(model.title()), ways[i].from, ways[i].to,
                  grouped(directions[i].judged));
    else if (directions[i].pictures.seen)
      console.say("{}: {} → {}, {} pictures that are trained on, for too few are there",
                  console.tr.sentence(model.title()), ways[i].from, ways[i].to,
                  grouped(directions[i].judged));
    else if (sounds)
      console.say("{}: {} → {}, {} held-out sounds against {} real ones", console.tr.sentence(model.title()),
                  ways[i].from, ways[i].to, grouped(directions[i].judged), grouped(directions[i].reference));
    else
      console.say("{}: {} → {}, {} held-out pictures against {} real ones",
                  console.tr.sentence(model.title()), ways[i].from, ways[i].to, grouped(directions[i].judged),
                  grouped(directions[i].reference));
    say_table(directions[i], *made, console);
  }
  if (request.json) console.json(head);
  return {};
}

}  // namespace ganscope::commands
