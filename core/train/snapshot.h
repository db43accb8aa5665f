#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>

namespace ganscope::train {

/// The whole state of a model at one step, immutable and shareable between threads: weights of G and D, EMA,
/// optimiser moments, random state, data position. Only its maker (Stepper, Replica) looks inside.
class Snapshot {
 public:
  virtual ~Snapshot() = default;
  [[nodiscard]] virtual int64_t step() const = 0;
  [[nodiscard]] virtual size_t bytes() const = 0;
  /// False: only G's average, as a run keeps it on disk for its film. It can be drawn, never restored.
  [[nodiscard]] virtual bool whole() const { return true; }
};
using SnapshotPointer = std::shared_ptr<const Snapshot>;

}  // namespace ganscope::train
