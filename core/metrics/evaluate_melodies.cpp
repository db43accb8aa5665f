#include <string>
#include <vector>

#include "core/melody/judge.h"
#include "core/metrics/evaluate.h"

namespace ganscope::metrics {
namespace {

std::vector<double> values_of_melodies(const melody::Scores& scores) {
  return {scores.shares.all(), scores.distinct, scores.copied};
}

}  // namespace

Expected<Report> evaluate_melodies(const data::Dataset& dataset, std::span<const uint8_t> values,
                                   int64_t count, const WorkContext& context) {
  if (dataset.count < fewest_lines)
    return fail(FailureKind::bad_data,
                "there are too few melodies to compare with: " + std::to_string(dataset.count), dataset.title,
                "evaluate against at least " + std::to_string(fewest_lines) + " melodies");
  if (count < fewest_generated)
    return fail(FailureKind::usage, "there are too few generated melodies", "--count",
                "draw at least " + std::to_string(fewest_generated));
  context.report({"Comparing", 0, 0});
  const melody::Judge judge(melody::lines_of(dataset.pixels), count);
  const melody::Scores made = judge.score(melody::lines_of(values));
  const melody::Scores &real = judge.real(), &independent = judge.independent();
  Report report;
  report.count = made.count;
  report.reference = judge.training();
  report.real = real.count;
  const auto generated = values_of_melodies(made), floors = values_of_melodies(real);
  size_t at = 0;
  for (const char* key : {"valid", "distinct", "copied"}) {
    report.figures.push_back({key, generated[at], floors[at]});
    ++at;
  }
  report.trivial = {{"independent", "words alone", values_of_melodies(independent)}};
  for (size_t i = 0; i < melody::rule_count; ++i) {
    const auto rule = static_cast<melody::Rule>(i);
    report.rules.push_back({melody::key_of(rule),
                            melody::title_of(rule),
                            made.shares.of(rule),
                            real.shares.of(rule),
                            {independent.shares.of(rule)}});
  }
  report.rules.push_back({"but_motif",
                          "All of them but bar 3's rhythm",
                          made.shares.but_motif(),
                          real.shares.but_motif(),
                          {independent.shares.but_motif()}});
  return report;
}

}  // namespace ganscope::metrics
