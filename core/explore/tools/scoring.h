#pragma once
#include <string>
#include <vector>

#include "core/explore/tool.h"
#include "core/train/scorer.h"

// How tools let pictures be judged by attributes.
namespace ganscope::explore {

/// The scorer of a role, made when it is first needed and kept as long as the model's data stay. Fails where
/// there can be none.
[[nodiscard]] Expected<train::Scorer*> scorer_of(Bench& bench, train::ScorerRole role);
/// Lets it learn until about `until`; true: it has learned all it will.
[[nodiscard]] bool has_learned(Bench& bench, train::ScorerRole role, Clock::time_point until);

/// The likeliest answer to every question for every picture, [count · questions], from what a scorer said.
[[nodiscard]] std::vector<int> likeliest(const std::vector<train::Question>& questions,
                                         const api::Rows& scores);

/// A value that a picture can be moved towards.
struct Target {
  size_t question = 0;
  int value = 0;
  std::string name;  ///< "glasses", "hair length: long", "class: 7"
};
/// "glasses" for the answer yes of a yes-or-no question, "hair colour: red" for others.
[[nodiscard]] std::string name_of(const train::Question& question, int value);
[[nodiscard]] bool is_yes_or_no(const train::Question& question);
/// The value of that name; an unknown one fails with all that there are.
[[nodiscard]] Expected<Target> target_named(const std::vector<train::Question>& questions,
                                            const std::string& name);
/// Of a question with two answers the second, of others each; without classes where the model is told them.
[[nodiscard]] std::vector<Target> targets_of(const std::vector<train::Question>& questions,
                                             bool told_classes);

}  // namespace ganscope::explore
