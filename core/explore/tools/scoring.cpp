#include "core/explore/tools/scoring.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ganscope::explore {
namespace {

struct KeptScorer {
  std::unique_ptr<train::Scorer> scorer;
  bool learned = false;
  std::optional<Failure> failure;
};

KeptScorer& kept_scorer(Bench& bench, train::ScorerRole role) {
  return bench.keep<KeptScorer>(role == train::ScorerRole::steers ? "scorer that steers"
                                                                  : "scorer that judges");
}

}  // namespace

Expected<train::Scorer*> scorer_of(Bench& bench, train::ScorerRole role) {
  KeptScorer& kept = kept_scorer(bench, role);
  if (kept.scorer) return kept.scorer.get();
  if (kept.failure) return tl::unexpected(*kept.failure);
  if (!bench.make_scorer || !bench.subject->dataset)
    return fail(FailureKind::unsupported,
                "the data of this model are not here, so nothing knows its attributes",
                bench.subject->data.title, "look for main components or first-layer factors instead");
  auto made = bench.make_scorer(bench.subject->dataset, role);
  if (!made) {
    kept.failure = made.error();
    return tl::unexpected(made.error());
  }
  kept.scorer = std::move(*made);
  return kept.scorer.get();
}

bool has_learned(Bench& bench, train::ScorerRole role, Clock::time_point until) {
  KeptScorer& kept = kept_scorer(bench, role);
  if (!kept.scorer) return false;
  while (!kept.learned) {
    kept.learned = kept.scorer->learn();
    if (Clock::now() >= until) break;
  }
  return kept.learned;
}

std::vector<int> likeliest(const std::vector<train::Question>& questions, const api::Rows& scores) {
  std::vector<int> answers;
  for (int i = 0; i < scores.count; ++i) {
    const float* at = scores.row(i);
    for (const train::Question& question : questions) {
      const auto width = static_cast<std::ptrdiff_t>(question.values.size());
      answers.push_back(static_cast<int>(std::max_element(at, at + width) - at));
      at += width;
    }
  }
  return answers;
}

bool is_yes_or_no(const train::Question& question) {
  return question.values == std::vector<std::string>{"no", "yes"};
}

std::string name_of(const train::Question& question, int value) {
  std::string key = question.key == "label" ? "class" : question.key;
  std::ranges::replace(key, '_', ' ');
  if (is_yes_or_no(question)) return value == 1 ? key : "no " + key;
  return key + ": " + question.values[static_cast<size_t>(value)];
}

Expected<Target> target_named(const std::vector<train::Question>& questions, const std::string& name) {
  std::string known;
  for (size_t q = 0; q < questions.size(); ++q)
    for (int value = 0; value < static_cast<int>(questions[q].values.size()); ++value) {
      const std::string own = name_of(questions[q], value);
      if (own == name) return Target{q, value, own};
      known += (known.empty() ? "" : ", ") + own;
    }
  return fail(FailureKind::usage, "the data know no \"" + name + "\"", "attribute", "they know: " + known);
}

std::vector<Target> targets_of(const std::vector<train::Question>& questions, bool told_classes) {
  std::vector<Target> targets;
  for (size_t q = 0; q < questions.size(); ++q) {
    if (told_classes && questions[q].key == "label") continue;
    const auto values = static_cast<int>(questions[q].values.size());
    for (int value = values == 2 ? 1 : 0; value < values; ++value)
      targets.push_back({q, value, name_of(questions[q], value)});
  }
  return targets;
}

}  // namespace ganscope::explore
