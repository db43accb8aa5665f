#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/data/dataset.h"

namespace ganscope::train {

/// Something that a picture can be asked, and its possible answers.
struct Question {
  std::string key;                  ///< an attribute's key, or "label": which class it is
  std::vector<std::string> values;  ///< {"no", "yes"}
};

/// What is wanted of one picture's answer to one question.
struct Wish {
  int value = -1;    ///< negative: anything
  float weight = 1;  ///< of its cross-entropy
};

/// Knows a data set's attributes (or classes) by sight, after it has learned them from the data alone, piece
/// by piece. Used from one thread.
class Scorer {
 public:
  virtual ~Scorer() = default;
  [[nodiscard]] virtual const std::vector<Question>& questions() const = 0;
  /// One piece of learning, some milliseconds. True: it has learned.
  virtual bool learn() = 0;
  [[nodiscard]] virtual Progress progress() const = 0;  ///< of learning
  /// Share of right answers to each question on pictures of the data that it did not learn from.
  [[nodiscard]] virtual const std::vector<double>& accuracy() const = 0;
  /// Pictures as a replica draws them → probabilities [count, Σ values], question after question.
  [[nodiscard]] virtual Expected<api::Rows> score(const api::Answer& pictures) = 0;
  /// `pictures` [count, channels · height · width] in [−1, 1] and a wish for every picture and question
  /// [count · questions] → how Σ weight · cross-entropy changes with each of their values, of the same shape.
  [[nodiscard]] virtual Expected<api::Rows> slopes([[maybe_unused]] const api::Rows& pictures,
                                                   [[maybe_unused]] const std::vector<Wish>& wishes) {
    return fail(FailureKind::unsupported, "this scorer has no slopes", "scorer", "move along a direction");
  }
};

/// Two of one data set learn from different halves of it: one finds and steers, the other, which is used for
/// nothing else, says afterwards what came of it.
enum class ScorerRole { steers, judges };

/// Fails with `unsupported` where the data have nothing to be asked.
using ScorerFactory =
    std::function<Expected<std::unique_ptr<Scorer>>(const data::DatasetPointer& dataset, ScorerRole role)>;

}  // namespace ganscope::train
