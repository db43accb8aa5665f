#pragma once
#include <functional>
#include <memory>

#include "core/api/measures.h"
#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/train/ports.h"

namespace ganscope::measure {

/// Judges the samples of one run's model, at one moment after the other. The loop is written against this, so
/// that it can be tested without networks. Used from the measuring thread only. May throw: the loop catches,
/// and nothing more is measured of that run.
class Measurer {
 public:
  virtual ~Measurer() = default;
  /// What it reports, with what real data get. `generation` is filled in by the loop.
  [[nodiscard]] virtual api::MeasureTable table() const = 0;
  /// The figures of these weights, in the table's order. Asks `cancelled` often; a failure of the kind
  /// `cancelled` means that nobody wants the figures any more.
  [[nodiscard]] virtual Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                             const WorkContext& context) = 0;
};

/// Builds what measures a run, which may take long (a feature network is trained once for each data set).
/// Null where there is nothing to measure.
using MeasurerFactory = std::function<Expected<std::unique_ptr<Measurer>>(const train::Subject& subject,
                                                                          const WorkContext& context)>;

}  // namespace ganscope::measure
