#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/explore/frame_cache.h"
#include "core/train/embedder.h"
#include "core/train/history.h"
#include "core/train/inverter.h"
#include "core/train/ports.h"
#include "core/train/replica.h"
#include "core/train/scorer.h"

namespace ganscope::explore {

using Clock = std::chrono::steady_clock;

/// What tools work with, all on the explorer's thread. It is emptied when another model comes.
struct Bench {
  std::unique_ptr<train::Replica> replica;        ///< null: none could be built
  std::shared_ptr<const train::Subject> subject;  ///< what the replica was built for
  std::shared_ptr<const train::History> history;  ///< null: none yet
  train::ScorerFactory make_scorer;               ///< empty: nothing tells attributes; outlasts every model
  train::EmbedderFactory make_embedder;           ///< empty: nothing tells likeness; outlasts every model
  train::InverterFactory make_inverter;           ///< empty: nothing guesses latents; outlasts every model
  static constexpr double usual_seconds_per_latent = 0.5e-3;
  double seconds_per_latent = usual_seconds_per_latent;  ///< what drawing one takes here, measured
  FrameCache frames{size_t{8} << 20};  ///< 2,000 pictures of 32 × 32: the films of 50 latents
  std::map<std::string, std::shared_ptr<void>, std::less<>>
      kept;  ///< what a tool found out for the next time

  /// What is kept under `key`, made when it is not there yet.
  template <class T>
  [[nodiscard]] T& keep(const std::string& key) {
    std::shared_ptr<void>& place = kept[key];
    if (!place) place = std::make_shared<T>();
    return *static_cast<T*>(place.get());
  }
  void clear();
};

/// One piece of work at one ask.
struct Slice {
  const api::Ask& ask;
  train::SnapshotPointer snapshot;  ///< the weights of this round; the same in all its slices
  Clock::time_point until;          ///< about when others shall have their turn
};

/// Finds one thing out about a model, slice by slice, so that nothing more urgent waits for it. Made anew for
/// every round; what it has so far stands in `answer`, whose head is filled in already. May throw.
class Tool {
 public:
  virtual ~Tool() = default;
  /// True: the answer is complete.
  [[nodiscard]] virtual Expected<bool> work(Bench& bench, const Slice& slice, api::Answer& answer) = 0;
};

/// The head of an answer: whose it is, and which weights it is about.
[[nodiscard]] api::Answer begin_answer(const api::Ask& ask, const train::Snapshot& snapshot);

/// A tool as it is registered.
struct ToolEntry {
  std::string_view key;      ///< Ask::tool
  std::string_view failure;  ///< how the log begins to say that it did not succeed
  bool piecemeal = false;    ///< what it has so far is worth showing
  bool of_latents = true;    ///< without latents there is nothing to do and no answer
  std::unique_ptr<Tool> (*make)();
};

}  // namespace ganscope::explore
