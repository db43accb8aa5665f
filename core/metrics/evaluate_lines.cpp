#include <array>
#include <string>
#include <utility>

#include "core/language/line_judge.h"
#include "core/metrics/evaluate.h"

namespace ganscope::metrics {
namespace {

constexpr std::array<const char*, language::longest_ngram> ngram_keys = {"ngram1", "ngram2", "ngram3",
                                                                         "ngram4"};

/// The figures of some lines in the order of the report.
std::vector<double> figures_of(const language::LineScores& scores, bool rules) {
  std::vector<double> values;
  if (rules) values.push_back(scores.valid);
  values.insert(values.end(), {scores.distinct, scores.copied});
  values.insert(values.end(), scores.divergence.begin(), scores.divergence.end());
  return values;
}

}  // namespace

Expected<Report> evaluate_lines(const data::Dataset& dataset, std::span<const uint8_t> values, int64_t count,
                                const WorkContext& context) {
  if (dataset.count < fewest_lines)
    return fail(FailureKind::bad_data,
                "there are too few lines to compare with: " + std::to_string(dataset.count), dataset.title,
                "evaluate against at least " + std::to_string(fewest_lines) + " lines");
  if (count < fewest_generated)
    return fail(FailureKind::usage, "there are too few generated lines", "--count",
                "draw at least " + std::to_string(fewest_generated));
  context.report({"Comparing", 0, 0});
  const language::Grammar* grammar = language::find_grammar(dataset.tokens->grammar);
  const language::LineJudge judge(language::lines_of(dataset.pixels, dataset.height, dataset.width), grammar,
                                  dataset.width, count);
  const language::LineScores made = judge.score(language::lines_of(values, dataset.height, dataset.width));
  const bool rules = grammar != nullptr;
  Report report;
  report.count = made.count;
  report.reference = judge.training().count();
  report.real = judge.real().count;
  std::vector<std::string> keys;
  if (rules) keys.emplace_back("valid");
  keys.insert(keys.end(), {"distinct", "copied"});
  keys.insert(keys.end(), ngram_keys.begin(), ngram_keys.end());
  const auto generated = figures_of(made, rules), real = figures_of(judge.real(), rules);
  for (size_t i = 0; i < keys.size(); ++i) report.figures.push_back({keys[i], generated[i], real[i]});
  report.trivial = {{"independent", "words alone", figures_of(judge.independent(), rules)},
                    {"bigram", "word by word", figures_of(judge.bigram(), rules)}};
  for (size_t i = 0; i < made.obeyed.size(); ++i) {
    const language::Rule& rule = grammar->rules()[i];
    report.rules.push_back({rule.key,
                            rule.title,
                            made.obeyed[i],
                            judge.real().obeyed[i],
                            {judge.independent().obeyed[i], judge.bigram().obeyed[i]}});
  }
  return report;
}

}  // namespace ganscope::metrics
