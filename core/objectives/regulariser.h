#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/api/series.h"
#include "core/base/random.h"
#include "core/config/catalogue.h"
#include "core/networks/weights.h"
#include "core/objectives/slope_penalty.h"

namespace ganscope::objectives {

/// One D update, seen from inside, before the gradients are taken.
struct DiscriminatorPass {
  std::function<at::Tensor(const at::Tensor& samples)>
      critic;              ///< D with this batch's labels: samples → logits [N]
  at::Tensor real;         ///< [N, …] requires a gradient
  at::Tensor logits_real;  ///< [N] D(real), with the graph back to `real` and to D's weights
  at::Tensor
      fake;  ///< [N, …] without a graph back to G; requires a gradient where somebody `wants_fake_slope`
  at::Tensor logits_fake;  ///< [N] D(fake), with the graph back to D's weights, and to `fake` likewise
  Random& random;          ///< the training's own generator
};

/// What a regulariser adds to D's loss.
struct Penalty {
  at::Tensor loss;            ///< scalar with a graph to D's weights
  std::vector<float> values;  ///< of its series, in their order
};

/// What a regulariser adds to G's loss.
struct GeneratorTerm {
  double loss = 0;
  at::Tensor slope;  ///< its slope by the samples, of their shape
};

/// The data, where they are pictures, in bytes: [count, height, width, channels].
struct RealPictures {
  std::span<const uint8_t> pixels;
  int64_t count = 0, height = 0, width = 0, channels = 0;
};

class Regulariser;
/// What those of some regularisers add to D's loss that are due in this update.
struct Penalties {
  std::vector<at::Tensor> losses;  ///< scalars with a graph
  std::vector<float> values;       ///< of the series of all of them, in order; NaN of those that are not due
};
[[nodiscard]] Penalties penalties_due(const std::vector<std::unique_ptr<Regulariser>>& regularisers,
                                      int64_t update, const DiscriminatorPass& pass);

/// Something that keeps the players in check besides the objective. Every hook has a default that does
/// nothing. Immutable once it has seen the data.
class Regulariser {
 public:
  virtual ~Regulariser() = default;
  /// The series it reports, NaN at steps where it is not due.
  [[nodiscard]] virtual std::vector<api::SeriesInfo> series() const { return {}; }
  /// Called once, before training, with data that are pictures.
  virtual void see_data(const RealPictures&) {}
  /// What is added to G's loss on its samples [N, …].
  [[nodiscard]] virtual std::optional<GeneratorTerm> generator_term(const at::Tensor&) const { return {}; }
  /// Changes what D is shown at step `step`, real and generated samples alike (noise, augmentation);
  /// differentiable.
  [[nodiscard]] virtual at::Tensor transform(const at::Tensor& samples, Random&, int64_t) const {
    return samples;
  }
  /// Whether `swap_labels` is to be called; only with objectives that take swapped labels.
  [[nodiscard]] virtual bool swaps_labels() const { return false; }
  /// Writes how far each sample's label is swapped in this D update, 0 to 1; what others wrote stands there.
  virtual void swap_labels(std::span<double>, std::span<double>, Random&) const {}
  /// Whether `penalty` is to be called at D update number `update` (from 0).
  [[nodiscard]] virtual bool due(int64_t) const { return false; }
  /// `penalty` takes D's gradient by the generated samples too.
  [[nodiscard]] virtual bool wants_fake_slope() const { return false; }
  [[nodiscard]] virtual Penalty penalty(const DiscriminatorPass&) const { return {}; }
  /// Whether a step may be made without a graph: `transform` at most adds something to the samples, `penalty`
  /// is a `slope_penalty`, and there is no `generator_term`.
  [[nodiscard]] virtual bool works_without_graph() const { return false; }
  /// `penalty` as plain arithmetic; null where there is none.
  [[nodiscard]] virtual const SlopePenalty* slope_penalty() const { return nullptr; }
  /// After the optimiser has changed D's weights (clipping).
  virtual void after_update(const networks::Weights&) const {}
};

/// One line of the registry. The first option is the strength: false, or its least value, means off; `make`
/// returns null then, and where the regulariser lives inside D or in the training step.
struct RegulariserEntry {
  config::EntryInfo info;
  std::unique_ptr<Regulariser> (*make)(const config::Settings& settings);
};

/// All regularisers, free to combine, in the order in which they are shown.
[[nodiscard]] const std::vector<RegulariserEntry>& all_regularisers();
/// Those that these settings ask for: the objective's own one first. The objective must be known.
[[nodiscard]] std::vector<std::unique_ptr<Regulariser>> make_regularisers(const config::Settings& settings);

}  // namespace ganscope::objectives
