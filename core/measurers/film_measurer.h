#pragma once
#include <memory>
#include <span>
#include <vector>

#include "core/measure/measurer.h"
#include "core/measurers/fixed_samples.h"
#include "core/metrics/films/film_judge.h"

namespace ganscope::measurers {

/// Films: their frames as pictures, what moves, whether it is the motion that was asked for, and whether the
/// same person is seen in all frames. Beside every figure stands what real films get, and beside two what
/// nobody has to learn for: shuffled frames, and frames of anybody. One measurement takes about 0.4 s of one
/// core.
class FilmMeasurer final : public measure::Measurer {
 public:
  /// Trains two feature networks unless they are in the cache. Fails with `bad_data` where there are too few
  /// films.
  static Expected<std::unique_ptr<measure::Measurer>> make(const train::Subject& subject,
                                                           std::unique_ptr<train::Replica> replica,
                                                           const WorkContext& context);

  [[nodiscard]] api::MeasureTable table() const override { return table_; }
  [[nodiscard]] Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) override;

 private:
  FilmMeasurer(metrics::FilmJudge judge, FixedSamples samples, bool asks);
  void declare();
  [[nodiscard]] std::vector<float> figures(const metrics::FilmScores& scores) const;

  metrics::FilmJudge judge_;
  FixedSamples samples_;
  bool asks_;  ///< films are asked for by motion
  api::MeasureTable table_;
};

}  // namespace ganscope::measurers
