#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/api/ask.h"
#include "core/explore/tool.h"
#include "core/train/ports.h"

namespace ganscope::explore {

/// One view's ask and how far it is. Belongs to the explorer thread.
struct Job {
  std::optional<api::Ask> ask;  ///< the newest of the view; kept after it is answered when it follows
  bool pending = false;         ///< something of it is still to be done
  Clock::time_point asked{};    ///< when it arrived

  // The round under way: pinned, so that one answer never mixes two moments.
  train::SnapshotPointer snapshot;
  uint64_t generation = 0;
  const ToolEntry* entry = nullptr;  ///< of `tool`; null: there is none of that key
  std::unique_ptr<Tool> tool;
  api::Answer answer;
  Clock::time_point published{};  ///< when a part of it was shown last

  // Following: the last round.
  train::SnapshotPointer answered;  ///< with whose weights
  Clock::time_point not_before{};   ///< of the next round
  Clock::duration spent{};          ///< in the round under way

  [[nodiscard]] bool of_the_hand() const { return ask && ask->urgency == api::Urgency::hand; }
  [[nodiscard]] bool needs_history() const {
    return ask && (!ask->moments.empty() || ask->moment != api::now);
  }
  void take(api::Ask newest);
  void start_round(train::SnapshotPointer through, uint64_t of_generation);  ///< `entry` is there
  /// The round is over, be it without success.
  void end_round();
};

}  // namespace ganscope::explore
