#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/measure/measurer.h"
#include "core/metrics/pictures/translation_judge.h"

namespace ganscope::measurers {

/// Pictures of pictures: what the model makes of held-out inputs, against real targets and, where they are
/// known, the truths; in both directions where there are two, whose figures end in `_back`. Beside every
/// figure stands what true targets get and what the inputs alone would. One measurement takes about 0.4 s of
/// one core.
class TranslationMeasurer final : public measure::Measurer {
 public:
  /// Trains the feature network unless it is in the cache. Null where nothing can be said; fails with
  /// `bad_data` where nothing is to be translated.
  static Expected<std::unique_ptr<measure::Measurer>> make(const train::Subject& subject,
                                                           std::unique_ptr<train::Replica> replica,
                                                           const WorkContext& context);

  [[nodiscard]] api::MeasureTable table() const override { return table_; }
  [[nodiscard]] Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) override;

 private:
  TranslationMeasurer(metrics::TranslationJudge judge, std::unique_ptr<train::Replica> replica);
  void declare();
  /// The figures of one direction's scores that have a value, in the table's order.
  void add_figures(const metrics::TranslationScores& scores, size_t direction,
                   std::vector<float>& values) const;

  metrics::TranslationJudge judge_;
  std::unique_ptr<train::Replica> replica_;
  api::MeasureTable table_;
};

}  // namespace ganscope::measurers
