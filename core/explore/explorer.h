#pragma once
#include <array>
#include <functional>
#include <thread>

#include "core/api/render.h"
#include "core/base/log.h"
#include "core/channel/latest.h"
#include "core/channel/mailbox.h"
#include "core/train/ports.h"
#include "core/train/stepper.h"

namespace ganscope::explore {

/// Between the interface and the explorer: one mailbox and one newest result a slot.
struct ExplorePorts {
  std::array<channel::Mailbox<api::RenderRequest>, api::slot_count> requests;
  std::array<channel::Latest<api::RenderResult>, api::slot_count> results;
};

struct ExplorerOptions {
  LogSink log = [](LogLine) {};            ///< from the explorer thread
  std::function<void()> on_start = [] {};  ///< first thing on the thread
};

/// Owns the explorer thread, which draws what was asked for through the newest weights or a moment of the
/// history: the most urgent slot first, the newest request of each only, in pieces of a few milliseconds so
/// that nothing urgent waits. It asks the trainer for weights only while somebody looks. What the renderer
/// throws is logged; the thread goes on.
class Explorer {
 public:
  /// `train_ports` and `ports` outlive the explorer.
  Explorer(ExplorerOptions options, train::RendererFactory factory, train::Ports& train_ports,
           ExplorePorts& ports);
  ~Explorer();
  Explorer(const Explorer&) = delete;
  Explorer& operator=(const Explorer&) = delete;

 private:
  train::Ports& train_ports_;
  std::jthread thread_;
};

}  // namespace ganscope::explore
