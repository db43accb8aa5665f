#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "core/api/ask.h"
#include "core/api/command.h"
#include "core/api/measures.h"
#include "core/api/preview.h"
#include "core/api/series.h"
#include "core/api/slow_step.h"
#include "core/api/status.h"
#include "core/base/log.h"
#include "core/config/catalogue.h"

namespace ganscope::api {

/// All that the interface knows of the engine. Every call returns at once; nothing here waits for another
/// thread, and nothing that is returned can still be written. Belongs to the interface thread.
/// `core/engine.h` implements it with real threads, tests with a fake.
class Session {
 public:
  virtual ~Session() = default;

  virtual Ticket post(Command command) = 0;
  virtual void ask(Ask ask) = 0;
  /// Once a frame: hands over what could not be handed over before.
  virtual void flush() = 0;

  // Each returns null when there is nothing newer than `seen`, which it brings up to date.
  virtual std::shared_ptr<const Status> status(uint64_t& seen) = 0;
  virtual std::shared_ptr<const SeriesTable> series(uint64_t& seen) = 0;
  virtual std::shared_ptr<const HistoryIndex> history(uint64_t& seen) = 0;
  virtual std::shared_ptr<const DataPreview> preview(uint64_t& seen) = 0;
  /// The next step, part by part, while the trainer is asked for it (Slowly).
  virtual std::shared_ptr<const SlowStep> slow_step(uint64_t& seen) = 0;
  virtual std::shared_ptr<const Answer> answer(View view, uint64_t& seen) = 0;

  virtual std::shared_ptr<const MeasureTable> measure_table(uint64_t& seen) = 0;

  /// Appends what has arrived since; false when nothing has.
  virtual bool drain_metrics(std::vector<MetricRow>& into) = 0;
  virtual bool drain_measures(std::vector<MeasureRow>& into) = 0;
  virtual bool drain_log(std::vector<LogLine>& into) = 0;

  [[nodiscard]] virtual const config::Catalogue& catalogue() const = 0;
};

}  // namespace ganscope::api
