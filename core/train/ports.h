#pragma once
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

#include "core/api/command.h"
#include "core/api/measures.h"
#include "core/api/preview.h"
#include "core/api/series.h"
#include "core/api/slow_step.h"
#include "core/api/status.h"
#include "core/base/log.h"
#include "core/channel/doorbell.h"
#include "core/channel/latest.h"
#include "core/channel/mailbox.h"
#include "core/channel/outbox.h"
#include "core/channel/stream.h"
#include "core/channel/waker.h"
#include "core/train/history.h"
#include "core/train/stepper.h"

namespace ganscope::train {

/// A command with the number under which the status will acknowledge it.
struct Envelope {
  api::Ticket ticket = 0;
  api::Command command;
};

/// What a run trains, fixed from one configuration to the next. The explorer builds its replica anew when
/// this changes.
struct Subject {
  config::Experiment experiment;
  api::DataInfo data;
  int latent_dim = 0;
  uint64_t first_generation = 0;           ///< requests that were made before it belong to another model
  data::DatasetPointer dataset = nullptr;  ///< what is learned; null: not shared
  ReplicaFactory replicas = {};            ///< what draws it; empty: the engine's own
};

/// Weights on their way to the explorer and to who measures.
struct Weights {
  uint64_t generation = 0;
  std::shared_ptr<const Subject> subject;
  SnapshotPointer snapshot;
  double seconds = 0;  ///< training time until then
};

/// A picture of the 64 fixed latents that belongs beside a checkpoint.
struct SampleOrder {
  Weights weights;
  std::filesystem::path file;
};

/// Everything that crosses between the interface, the trainer and the explorer; made by the engine, outlives
/// both threads.
struct Ports {
  explicit Ports(std::function<void()> wake) : waker(std::move(wake)) {}

  channel::Outbox<Envelope> inbox;  ///< interface → trainer

  channel::Latest<api::Status> status;  ///< trainer → interface
  channel::Latest<Failure> not_saved;   ///< trainer, on leaving → who joins it: nothing when all is saved
  channel::Latest<api::SeriesTable> series;
  channel::Latest<api::HistoryIndex> history_index;
  channel::Latest<api::DataPreview> preview;
  channel::Latest<api::SlowStep> slow_step;
  channel::Stream<api::MetricRow> metrics{size_t{1} << 17};
  channel::Stream<api::MeasureRow> measures{size_t{1} << 14};
  channel::Stream<LogLine> log{4096};  ///< all workers → interface

  channel::Latest<Weights> weights;  ///< trainer → explorer
  channel::Latest<History> history;
  channel::Stream<SampleOrder> sample_orders{4};
  std::atomic<bool> weights_wanted{false};  ///< explorer → trainer: clone the weights after the next step
  std::atomic<bool> running{false};         ///< trainer → explorer: newer weights will come when asked for
  channel::Doorbell explorer_bell;          ///< something of the three above, or a request, is there

  channel::Latest<api::MeasureTable> measure_table;  ///< measuring → trainer and interface
  channel::Stream<api::MeasureRow> measured{
      1024};                                ///< measuring → trainer, which keeps those of this generation
  std::atomic<bool> measure_wanted{false};  ///< measuring → trainer: clone the weights after the next step
  std::atomic<bool> measuring{true};        ///< trainer → measuring: somebody wants to know
  channel::Doorbell measure_bell;           ///< new weights are there, or `measuring` has changed

  channel::Waker waker;
};

}  // namespace ganscope::train
