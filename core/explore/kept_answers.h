#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// What tools found out in rounds before: the same ask of the same weights is answered at once. The oldest is
/// forgotten first.
class KeptAnswers {
 public:
  /// Fills what was found out (vectors, curves, table) into `answer`; false: nothing is kept.
  [[nodiscard]] bool recall(const api::Ask& ask, api::Answer& answer) const;
  void remember(const api::Ask& ask, const api::Answer& answer);

 private:
  /// All that an answer depends on. Generation and step name the weights.
  struct Key {
    std::string tool;
    uint64_t generation;
    int64_t step;
    api::Model model;
    api::Space space;
    double truncation;
    uint64_t latents;  ///< hash
    std::vector<int> labels;
    std::vector<captions::Caption> captions;
    config::Settings settings;
    bool operator==(const Key&) const = default;
  };
  [[nodiscard]] static Key key_of(const api::Ask& ask, const api::Answer& answer);

  std::deque<std::pair<Key, api::Answer>> kept_;  ///< newest first
};

/// Those of a bench.
[[nodiscard]] inline KeptAnswers& kept_answers(Bench& bench) { return bench.keep<KeptAnswers>("answers"); }

}  // namespace ganscope::explore
