#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/api/series.h"
#include "core/base/failure.h"
#include "core/config/catalogue.h"

namespace ganscope::objectives {

/// D's raw outputs (logits) for a batch, one a sample: d_real = D(x), d_fake = D(G(z)).
struct Logits {
  std::span<const double> real, fake;
};

/// How far each sample's label is swapped for D, in [0, 1]: 0 keeps it, 1 takes a real sample for a generated
/// one (or the other way round), 0.1 makes the target 0.9 out of 1. An empty span keeps all. Only for
/// objectives that take swapped labels.
struct Swaps {
  std::span<const double> real = {}, fake = {};
};

/// Where an objective writes ∂loss/∂logit, one a sample, each as long as its logits. An empty span: not asked
/// for.
struct Slopes {
  std::span<double> real, fake;
};

/// D's loss as what real samples and what generated ones cost it; it is their sum.
struct LossTerms {
  double real = 0, fake = 0;
};

/// What the two players minimise. An objective sees nothing but D's raw outputs, so it is plain arithmetic
/// without torch: the mean loss over the batch and its derivative by every logit, in double precision. The
/// training step carries the derivatives on through the networks. Immutable.
class Objective {
 public:
  virtual ~Objective() = default;
  /// D's loss; writes both slopes.
  [[nodiscard]] double discriminator_loss(const Logits& logits, const Slopes& slopes) const {
    return discriminator_loss(logits, slopes, {});
  }
  virtual double discriminator_loss(const Logits& logits, const Slopes& slopes, const Swaps& swaps) const = 0;
  /// The two terms of `discriminator_loss`; nothing where samples are judged in pairs.
  [[nodiscard]] virtual std::optional<LossTerms> discriminator_terms(const Logits&, const Swaps&) const {
    return {};
  }
  /// G's loss; writes the fakes' slopes, and the real samples' where it `generator_needs_real()`: otherwise
  /// `logits.real` is empty.
  virtual double generator_loss(const Logits& logits, const Slopes& slopes) const = 0;
  /// G's loss compares fakes with real samples (relativistic objectives).
  [[nodiscard]] virtual bool generator_needs_real() const { return false; }
  /// Every sample has a loss of its own as real or as generated, so that its label can be swapped or
  /// softened.
  [[nodiscard]] virtual bool takes_swapped_labels() const { return false; }
  /// The best answer of D to x is the log odds log(p_data(x) / p_model(x)): then σ(d) is D's belief that x is
  /// real, and estimates the optimal discriminator. Of critics and of least squares it is not.
  [[nodiscard]] virtual bool output_is_log_odds() const { return false; }
  /// What pulls G is scaled by D's belief that a generated sample is real, as in minimax: where D is sure, G
  /// hears nothing.
  [[nodiscard]] virtual bool generator_saturates() const { return false; }
};

class Regulariser;

/// One line of the registry: formula and source stand in `info.help`. `make_regulariser` (may be null) makes
/// the penalty that belongs to the objective itself.
struct ObjectiveEntry {
  config::EntryInfo info;
  std::unique_ptr<Objective> (*make)(const config::Settings& settings);
  std::unique_ptr<Regulariser> (*make_regulariser)(const config::Settings& settings);
};

/// All objectives in the order in which they are shown.
[[nodiscard]] const std::vector<ObjectiveEntry>& all_objectives();
/// The entry of `settings`' objective; an unknown key fails with the nearest known one.
[[nodiscard]] Expected<const ObjectiveEntry*> find_objective(const config::Settings& settings);
/// Whether σ of D's output is a belief under the settings' objective (Objective::output_is_log_odds); false
/// for an unknown one.
[[nodiscard]] bool output_is_belief(const config::Settings& settings);

}  // namespace ganscope::objectives
