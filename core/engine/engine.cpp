#include "core/engine/engine.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "core/base/way_out.h"
#include "core/engine/thread_settings.h"
#include "core/explore/explorer.h"
#include "core/measure/measuring.h"
#include "core/measurers/make_measurer.h"
#include "core/scorers/picture_embedder.h"
#include "core/scorers/picture_inverter.h"
#include "core/scorers/picture_scorer.h"
#include "core/train/ports.h"
#include "core/train/trainer.h"

namespace ganscope {
namespace {

train::TrainerOptions trainer_options(const EngineOptions& options, int threads) {
  train::TrainerOptions result;
  result.runs = options.runs;
  result.autosave_seconds = options.autosave_seconds;
  result.history_bytes = options.history_bytes;
  result.history_on_disk = options.history_on_disk;
  result.generators = make_generator_factory();
  result.watched = watched_runs();
  result.log = options.log;
  result.on_start = [threads] { return adopt_threads(threads); };
  return result;
}

measure::MeasuringOptions measuring_options(const EngineOptions& options, int threads) {
  measure::MeasuringOptions result;
  result.log = options.log;
  result.on_start = [threads] { adopt_threads(threads); };
  result.first_after_s = options.measure_after_s;
  result.low_priority = !options.measure_at_once;
  return result;
}

explore::ExplorerOptions explorer_options(const EngineOptions& options, int threads) {
  return {options.log, [threads] { adopt_threads(threads); }, scorers::make_picture_scorer,
          scorers::make_picture_embedder, scorers::make_picture_inverter};
}

/// Before any thread reads it.
train::Ports& switched(train::Ports& ports, bool measure) {
  ports.measuring.store(measure);
  return ports;
}

}  // namespace

/// Members in the order in which they may die last to first: the trainer is joined first (it saves), then the
/// explorer (which draws the last sample sheet), the measuring thread, then what all of them used.
struct Engine::Impl {
  Impl(const EngineOptions& options, train::StepperFactory stepper, train::ReplicaFactory replica)
      : threads(current_threads()),
        ports(options.wake),
        measuring(measuring_options(options, threads.torch_intraop),
                  measurers::make_measurer_factory(replica), switched(ports, options.measure)),
        explorer(explorer_options(options, threads.torch_intraop), std::move(replica), ports, explore_ports),
        trainer(trainer_options(options, threads.torch_intraop), ganscope::catalogue(), std::move(stepper),
                ports) {
    LogLine line{LogLevel::info,
                 fmt::format("threads: torch {}, between operations {}, BLAS {} ({})", threads.torch_intraop,
                             threads.torch_interop, threads.blas, threads.blas_name)};
    if (options.log) options.log(line);
    ports.log.push(std::move(line));
  }

  Expected<std::string> close() {
    if (auto stopped = trainer.stop(); !stopped) return tl::unexpected(stopped.error());
    const auto status = ports.status.get();
    if (!status || status->folder.empty() || status->step == 0) return std::string();
    return fmt::format("the run is saved at step {}; go on with it: ganscope train --resume {}", status->step,
                       status->folder);
  }

  std::string last_words() {
    const Expected<std::string> closed = close();
    return closed ? *closed : "the run could not be saved: " + with_place(closed.error());
  }

  ThreadReport threads;
  train::Ports ports;
  explore::ExplorePorts explore_ports;
  api::Ticket last_ticket = 0;
  measure::Measuring measuring;
  explore::Explorer explorer;
  train::Trainer trainer;
  LastAct last_act{[this] { return last_words(); }};
};

Engine::Engine(EngineOptions options)
    : Engine(options, make_stepper_factory(options.device), make_replica_factory(options.device)) {}

Engine::Engine(EngineOptions options, train::StepperFactory stepper, train::ReplicaFactory replica)
    : impl_(std::make_unique<Impl>(options, std::move(stepper), std::move(replica))) {}

Engine::~Engine() = default;

Expected<std::string> Engine::close() { return impl_->close(); }

api::Ticket Engine::post(api::Command command) {
  impl_->ports.inbox.post({++impl_->last_ticket, std::move(command)});
  return impl_->last_ticket;
}

void Engine::ask(api::Ask ask) {
  const api::View view = ask.view;
  impl_->explore_ports.asks.at(view).post(std::move(ask));
  impl_->ports.explorer_bell.ring();
}

void Engine::flush() {
  impl_->ports.inbox.flush();
  for (auto& mailbox : impl_->explore_ports.asks) mailbox.flush();
}

std::shared_ptr<const api::Status> Engine::status(uint64_t& seen) { return impl_->ports.status.poll(seen); }
std::shared_ptr<const api::SeriesTable> Engine::series(uint64_t& seen) {
  return impl_->ports.series.poll(seen);
}
std::shared_ptr<const api::HistoryIndex> Engine::history(uint64_t& seen) {
  return impl_->ports.history_index.poll(seen);
}
std::shared_ptr<const api::DataPreview> Engine::preview(uint64_t& seen) {
  return impl_->ports.preview.poll(seen);
}
std::shared_ptr<const api::SlowStep> Engine::slow_step(uint64_t& seen) {
  return impl_->ports.slow_step.poll(seen);
}
std::shared_ptr<const api::Answer> Engine::answer(api::View view, uint64_t& seen) {
  return impl_->explore_ports.answers.at(view).poll(seen);
}

bool Engine::drain_metrics(std::vector<api::MetricRow>& into) { return impl_->ports.metrics.drain(into); }
std::shared_ptr<const api::MeasureTable> Engine::measure_table(uint64_t& seen) {
  return impl_->ports.measure_table.poll(seen);
}
bool Engine::drain_measures(std::vector<api::MeasureRow>& into) { return impl_->ports.measures.drain(into); }
bool Engine::drain_log(std::vector<LogLine>& into) { return impl_->ports.log.drain(into); }
const config::Catalogue& Engine::catalogue() const { return ganscope::catalogue(); }

}  // namespace ganscope
