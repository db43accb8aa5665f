#include "core/measurers/line_measurer.h"

#include <fmt/format.h>

#include <utility>

#include "core/measurers/describe.h"

namespace ganscope::measurers {
namespace {

language::LineJudge judge_of_lines(const data::Dataset& data, int count) {
  return {language::lines_of(data.pixels, data.height, data.width),
          language::find_grammar(data.tokens->grammar), data.width, count};
}

}  // namespace

LineMeasurer::LineMeasurer(const train::Subject& subject, std::unique_ptr<train::Replica> replica)
    : data_(subject.dataset),
      samples_(subject, std::move(replica), judged_lines),
      judge_(judge_of_lines(*data_, judged_lines)) {
  table_.floors = figures(judge_.real());
  table_.trivial = figures(judge_.bigram());
  declare();
}

void LineMeasurer::declare() {
  Declaration declare(table_);
  const bool rules = judge_.grammar() != nullptr;
  if (rules) {
    declare.plot({"valid", "Share of valid lines", "of 2,000", false, 0, 1.05, {1.0}, "real"});
    declare.series({"valid", "valid", "Valid lines",
                    "Share of lines that obey every rule of the grammar; real ones all do.", "valid",
                    config::Player::generator});
  } else {
    declare.plot({"valid", "Copies", "share of 2,000 lines", false, 0, 1.05, {}, ""});
  }
  declare.series({"copied", "copied", "Copied lines",
                  rules ? "Of the valid lines those that stand in the training data as they are."
                        : "Lines that stand in the training data as they are.",
                  "valid", config::Player::none});
  declare.plot({"distinct", "Different lines", "share of 2,000", false, 0, 1.05, {}, ""});
  declare.series({"distinct", "different", "Different lines",
                  "How many of the lines are different from each other, as a share of all.", "distinct",
                  config::Player::generator});
  std::vector<double> floors;
  for (const double floor : judge_.real().divergence) floors.push_back(floor);
  declare.plot({"ngrams", "How words follow each other", "Jensen–Shannon of n-grams, bits", true, 0, 0,
                floors, "data"});
  for (int n = 1; n <= language::longest_ngram; ++n)
    declare.series(
        {fmt::format("ngram{}", n), fmt::format("{}", n), "n-grams",
         "How much the runs of 1, 2, 3 or 4 neighbouring words differ from those of the data: 0 to 1. "
         "Real lines get the dashed lines, because runs are only counted.",
         "ngrams", config::Player::generator});
  if (rules) {
    declare.plot({"rules", "Rules", "share of lines that obey each", false, 0, 1.05, {1.0}, "real"});
    for (const language::Rule& rule : judge_.grammar()->rules())
      declare.series(
          {"rule_" + rule.key, rule.key, rule.title, rule.help, "rules", config::Player::generator});
  }
  declare.finish();
}

std::vector<float> LineMeasurer::figures(const language::LineScores& scores) const {
  std::vector<float> values;
  const auto add = [&](double value) { values.push_back(static_cast<float>(value)); };
  if (judge_.grammar() != nullptr) add(scores.valid);
  add(scores.copied);
  add(scores.distinct);
  for (const double divergence : scores.divergence) add(divergence);
  for (const double obeyed : scores.obeyed) add(obeyed);
  return values;
}

Expected<std::vector<float>> LineMeasurer::measure(const train::Snapshot& snapshot,
                                                   const WorkContext& context) {
  const auto drawn = samples_.draw(snapshot, context);
  if (!drawn) return tl::unexpected(drawn.error());
  if (context.cancelled()) return fail(FailureKind::cancelled, "given up", "", "");
  return figures(judge_.score(language::lines_of(drawn->values, data_->height, data_->width)));
}

}  // namespace ganscope::measurers
