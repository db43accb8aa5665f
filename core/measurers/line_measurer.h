#pragma once
#include <memory>

#include "core/data/dataset.h"
#include "core/language/line_judge.h"
#include "core/measure/measurer.h"
#include "core/measurers/fixed_samples.h"

namespace ganscope::measurers {

/// Lines of words: how many obey the rules of their grammar, how many are different, how many are copies, and
/// how their words go together. As many real lines stand beside every figure, and as the trivial answer lines
/// whose words are drawn each by the one before. One measurement takes about 0.1 s of one core.
class LineMeasurer final : public measure::Measurer {
 public:
  static constexpr int judged_lines = 2000;

  LineMeasurer(const train::Subject& subject, std::unique_ptr<train::Replica> replica);
  [[nodiscard]] api::MeasureTable table() const override { return table_; }
  [[nodiscard]] Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) override;

 private:
  void declare();
  [[nodiscard]] std::vector<float> figures(const language::LineScores& scores) const;

  data::DatasetPointer data_;
  FixedSamples samples_;
  language::LineJudge judge_;
  api::MeasureTable table_;
};

}  // namespace ganscope::measurers
