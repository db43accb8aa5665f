#pragma once
#include <memory>

#include "core/data/dataset.h"
#include "core/measure/measurer.h"
#include "core/measurers/fixed_samples.h"
#include "core/melody/judge.h"

namespace ganscope::measurers {

/// Melodies: how far each rule is kept, how many keep all, are different, are copies. As many new melodies
/// stand beside every figure, and as the trivial answer words drawn each for itself. One measurement takes
/// about 0.1 s of one core.
class MelodyMeasurer final : public measure::Measurer {
 public:
  static constexpr int judged_melodies = 2000;

  MelodyMeasurer(const train::Subject& subject, std::unique_ptr<train::Replica> replica);
  [[nodiscard]] api::MeasureTable table() const override { return table_; }
  [[nodiscard]] Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) override;

 private:
  void declare();

  FixedSamples samples_;
  melody::Judge judge_;
  api::MeasureTable table_;
};

}  // namespace ganscope::measurers
