#include "core/explore/explorer.h"

#include <utility>

#include "core/explore/explore_loop.h"

namespace ganscope::explore {

Explorer::Explorer(ExplorerOptions options, train::ReplicaFactory factory, train::Ports& train_ports,
                   ExplorePorts& ports)
    : train_ports_(train_ports),
      thread_([options = std::move(options), factory = std::move(factory), &train_ports,
               &ports](const std::stop_token& stop) mutable {
        ExploreLoop(std::move(options), std::move(factory), train_ports, ports).run(stop);
      }) {}

Explorer::~Explorer() {
  thread_.request_stop();
  train_ports_.explorer_bell.ring();
  thread_.join();
}

}  // namespace ganscope::explore
