#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "core/api/render.h"
#include "core/train/history.h"
#include "core/train/ports.h"

namespace ganscope::explore {

/// One slot's request and how far it is. Belongs to the explorer thread.
struct RenderJob {
  using Clock = std::chrono::steady_clock;

  std::optional<api::RenderRequest>
      request;                ///< the newest of the slot; kept after it is drawn when it follows
  bool pending = false;       ///< something of it is still to be drawn
  Clock::time_point asked{};  ///< when it arrived

  // The round that is being drawn: pinned, so that one picture sheet never mixes two moments.
  train::SnapshotPointer snapshot;
  uint64_t generation = 0;
  int done = 0;  ///< latents or film frames drawn so far
  api::RenderResult result;

  // Following: the last round.
  train::SnapshotPointer drawn;    ///< whose weights were shown last
  Clock::time_point not_before{};  ///< of the next round
  Clock::duration spent{};         ///< in the round under way

  [[nodiscard]] bool is_film() const { return request && !request->moments.empty(); }
  [[nodiscard]] int count(int latent_dim) const;
  void take(api::RenderRequest newest);
  void start_round(train::SnapshotPointer through, uint64_t of_generation);
};

/// Latents [first, first + count) of a request and their labels. One latent given stands for all (film).
[[nodiscard]] std::vector<float> latents_of(const api::RenderRequest& request, int latent_dim, int first,
                                            int count);
[[nodiscard]] std::vector<int> labels_of(const api::RenderRequest& request, int first, int count);

/// Appends the pictures, points and scores of a piece. The first piece decides the size.
void append_piece(api::RenderResult& whole, const api::RenderResult& piece);

}  // namespace ganscope::explore
