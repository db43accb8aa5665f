#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/api/model_info.h"
#include "core/base/failure.h"
#include "core/base/random.h"
#include "core/models/learning/optimiser.h"
#include "core/models/material/batches.h"
#include "core/networks/weights.h"
#include "core/storage/tensor_file.h"
#include "core/train/snapshot.h"

namespace ganscope::models {

/// What a network of a model is called.
struct PlayerNames {
  std::string key;  ///< "generator": names its tensors in checkpoints
  std::string
      short_key;  ///< "g": names its optimiser's there ("adam_g"), and counts its updates ("updates_g")
  std::string title, letter;  ///< as people read them: "Generator", "G"
  config::Player role = config::Player::none;
  bool averaged = false;  ///< a running average of its weights is kept, which is what is drawn from
};

/// As the interface is told.
[[nodiscard]] api::PlayerInfo shown(const PlayerNames& names, int64_t parameters);

/// A network of a model, as its state knows it. The layout outlives whatever is told of it.
struct PlayerPlan {
  PlayerNames names;
  const networks::Layout* layout = nullptr;
};
using PlayerPlans = std::vector<PlayerPlan>;

/// Everything of one player that is a tensor: flat buffers, laid out by its layout. Empty, [0]: it has none.
struct PlayerState {
  at::Tensor weights, buffers;          ///< being trained
  at::Tensor average, average_buffers;  ///< their running average
  Moments moments;                      ///< what the optimiser remembers
};

/// Everything of a run that is a tensor: its players, in the order of their plans.
struct State {
  std::vector<PlayerState> players;

  /// Leaves out of all moments what no later update depends on: as good as this state, and smaller.
  void forget_unused(const Optimiser& optimiser);
  /// All its tensors, player by player in the order of PlayerState.
  [[nodiscard]] std::vector<at::Tensor*> all();
  [[nodiscard]] std::vector<const at::Tensor*> all() const;
};

/// First weights, drawn from `random` player by player; averages that equal them; moments of zero.
[[nodiscard]] State initial_state(const PlayerPlans& plans, networks::Initialisation initialisation,
                                  Random& random);

/// An option that may change from one step to the next, and what a checkpoint may say of it.
struct Tunable {
  std::string_view key;
  double low = 0, high = 0;  ///< inclusive
  bool whole = false;        ///< a whole number, and written as one
};
using Tunables = std::span<const Tunable>;

/// Everything else that the next step depends on.
struct Progress {
  int64_t step = 0;                                  ///< steps done
  std::vector<int64_t> updates;                      ///< of each player
  Random::State noise;                               ///< latents, labels, instance noise
  Batches::Place place;                              ///< in the shuffled data
  std::map<std::string, double, std::less<>> tuned;  ///< the tunable options' values now

  [[nodiscard]] double tuned_to(std::string_view key) const;  ///< a key that is not there is a bug
};

/// A clone of a run's state, as far as later steps depend on it; nothing in it is ever written again, so any
/// thread may read it.
class ModelSnapshot final : public train::Snapshot {
 public:
  ModelSnapshot(State state, Progress progress, PointScale scale)
      : state_(std::move(state)), progress_(std::move(progress)), scale_(scale) {}
  [[nodiscard]] int64_t step() const override { return progress_.step; }
  [[nodiscard]] size_t bytes() const override;
  [[nodiscard]] bool whole() const override { return state_.players.front().weights.numel() > 0; }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const PlayerState& player(size_t index) const { return state_.players.at(index); }
  [[nodiscard]] const Progress& progress() const { return progress_; }
  [[nodiscard]] const PointScale& scale() const { return scale_; }

 private:
  State state_;
  Progress progress_;
  PointScale scale_;
};

/// A copy of everything, in one block of memory that goes back to the system with its last tensor.
[[nodiscard]] State clone(const State& state);
/// Copies values into existing buffers of the same sizes; what the source has left out becomes zero.
void copy_into(State& target, const State& source);

/// The state as named plain tensors ("generator.…", "generator_ema.…", "adam_g.first.…", "discriminator.…" …)
/// and a table of strings, and back. Reading checks every name, type and shape against the layouts.
[[nodiscard]] storage::TensorFile write_state(const State& state, const Progress& progress,
                                              const PlayerPlans& plans, Tunables tunables);
/// The averages alone, under the same names as in a checkpoint, and back: every other tensor is then empty.
[[nodiscard]] storage::TensorFile write_average(const State& state, int64_t step, const PlayerPlans& plans);
/// Whether `write_average` made the file.
[[nodiscard]] bool holds_average(const storage::TensorFile& file);
struct ReadState {
  State state;
  Progress progress;
};
[[nodiscard]] Expected<ReadState> read_state(const storage::TensorFile& file, const PlayerPlans& plans,
                                             Tunables tunables, const at::Device& device);
[[nodiscard]] Expected<ReadState> read_average(const storage::TensorFile& file, const PlayerPlans& plans,
                                               const at::Device& device);

}  // namespace ganscope::models
