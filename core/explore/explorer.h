#pragma once
#include <array>
#include <functional>
#include <thread>

#include "core/api/ask.h"
#include "core/base/log.h"
#include "core/channel/latest.h"
#include "core/channel/mailbox.h"
#include "core/train/embedder.h"
#include "core/train/inverter.h"
#include "core/train/ports.h"
#include "core/train/replica.h"
#include "core/train/scorer.h"

namespace ganscope::explore {

/// Between the interface and the explorer: one mailbox and one newest answer a view.
struct ExplorePorts {
  std::array<channel::Mailbox<api::Ask>, api::most_views> asks;
  std::array<channel::Latest<api::Answer>, api::most_views> answers;
};

struct ExplorerOptions {
  LogSink log = [](LogLine) {};            ///< from the explorer thread
  std::function<void()> on_start = [] {};  ///< first thing on the thread
  train::ScorerFactory scorers = {};       ///< empty: nothing tells attributes
  train::EmbedderFactory embedders = {};   ///< empty: nothing tells likeness
  train::InverterFactory inverters = {};   ///< empty: nothing guesses latents
};

/// Owns the explorer thread, which answers what was asked with a tool, on the newest weights or a moment of
/// the history: the most urgent view first, the newest ask of each only, in slices of a few milliseconds so
/// that nothing urgent waits. It asks the trainer for weights only while somebody looks. What a tool
/// throws is logged; the thread goes on.
class Explorer {
 public:
  /// `train_ports` and `ports` outlive the explorer.
  Explorer(ExplorerOptions options, train::ReplicaFactory factory, train::Ports& train_ports,
           ExplorePorts& ports);
  ~Explorer();
  Explorer(const Explorer&) = delete;
  Explorer& operator=(const Explorer&) = delete;

 private:
  train::Ports& train_ports_;
  std::jthread thread_;
};

}  // namespace ganscope::explore
