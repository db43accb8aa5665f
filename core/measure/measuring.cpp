#include "core/measure/measuring.h"

#include <utility>

#include "core/measure/measure_loop.h"

namespace ganscope::measure {

Measuring::Measuring(MeasuringOptions options, MeasurerFactory factory, train::Ports& ports)
    : ports_(ports),
      thread_([options = std::move(options), factory = std::move(factory),
               &ports](const std::stop_token& stop) mutable {
        MeasureLoop(std::move(options), std::move(factory), ports).run(stop);
      }) {}

Measuring::~Measuring() {
  thread_.request_stop();
  ports_.measure_bell.ring();
  thread_.join();
}

}  // namespace ganscope::measure
