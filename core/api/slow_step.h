#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ganscope::api {

/// The parts of one training step, in the order of Goodfellow et al. 2014, algorithm 1.
enum class StepPart {
  draw_real,
  draw_latents,
  generate,
  judge_real,
  judge_fake,
  loss_d,
  gradient_d,
  move_d,
  judge_again,
  loss_g,
  gradient_g,
  move_g,
};
constexpr size_t step_parts = 12;

/// A tensor by value, row by row: `shape[0]` samples.
struct Numbers {
  std::vector<int64_t> shape;
  std::vector<float> values;
  [[nodiscard]] int64_t rows() const { return shape.empty() ? 0 : shape.front(); }
  [[nodiscard]] int64_t width() const {
    return rows() == 0 ? 0 : static_cast<int64_t>(values.size()) / rows();
  }
  bool operator==(const Numbers&) const = default;
};

/// One layer's share of a vector over all weights: the length of that part of it.
struct LayerLength {
  std::string layer;  ///< as in the table of layers (LayerRow::name)
  double length = 0;
  bool operator==(const LayerLength&) const = default;
};

/// What D says of every place: where points are not judged in packs and without labels.
struct Field {
  int dimensions = 0;              ///< 0: none; 1: along a line; 2: over a square
  float x = 0, y = 0;              ///< its lower left corner in the data's frame
  float side = 0;                  ///< in the data's frame
  std::vector<float> logits = {};  ///< [edge] from the left, or [edge, edge] from the bottom left
  [[nodiscard]] bool operator==(const Field&) const = default;
};

/// What one part of a step came to. Each part fills in its own; the rest stays empty. N samples, and P
/// verdicts v (D's raw outputs): one a sample, or one a pack. Points are in the data's frame and slopes by
/// points in its units; pictures are in [−1, 1]. L is the mean loss over the batch, so that N·∂L/∂x is what
/// one sample by itself is told.
struct PartFacts {
  StepPart part = StepPart::draw_real;
  bool finite = true;    ///< false: a number of this part is NaN or infinite
  Numbers samples = {};  ///< draw_real, generate; move_g: the same latents drawn by the G that has moved
  Numbers latents = {};  ///< draw_latents: z [N, latent_dim], standard normal, before G shapes it
  /// draw_real, of a conditional run: the classes that both players are told [N].
  std::vector<int> labels = {};
  /// judge_real, judge_fake, judge_again (what G is told by): v [P]; move_d, move_g: as D says after the
  /// move.
  std::vector<float> logits_real = {}, logits_fake = {};
  Field field = {};                     ///< judge_real; move_d: after the move
  double loss = 0;                      ///< loss_d, loss_g; move_d, move_g: after the move
  double loss_before = 0;               ///< move_d, move_g; of D without the term of wrong labels
  bool two_terms = false;               ///< loss_d: it is the sum of the next two
  double loss_real = 0, loss_fake = 0;  ///< loss_d
  /// loss_d: ∂L_D/∂v [P]; loss_g: ∂L_G/∂v [P], of the fakes only.
  std::vector<float> slopes_real = {}, slopes_fake = {};
  Numbers verdict_slopes = {};  ///< gradient_g: ∂v/∂x at every fake [N, …], through the D that judges
  Numbers sample_slopes = {};  ///< gradient_g: ∂L_G/∂x at every fake [N, …], by way of the verdicts alone
  std::vector<float> sample_lengths = {};  ///< gradient_g: ‖∂L_G/∂x‖ of every fake [N]
  double length = 0;  ///< gradient_d, gradient_g: ‖∂L/∂θ‖ before it is clipped; move_d, move_g: ‖Δθ‖
  double rate = 0;     ///< move_d, move_g: the learning rate of this move
  double clipped = 0;  ///< gradient_d, gradient_g: the same as the optimiser is given it
  /// Of what the optimiser is given, or of Δθ, by layer, G's or D's first to last.
  std::vector<LayerLength> layers = {};
  bool operator==(const PartFacts&) const = default;
};

/// One training step as its parts, in the order in which they happened. Of several D updates in a step
/// (`critic_steps`) it is the last, whose fakes G learns from; of several G updates (`g_steps`) the first.
struct SlowStep {
  uint64_t generation = 0;  ///< of the status it belongs to
  uint64_t serial = 0;      ///< grows with every step that is shown
  bool active = false;      ///< false: training is not looked at part by part (any more), the rest is empty
  int64_t step = 0;         ///< steps done before this one
  int64_t d_updates = 0;    ///< of this step; the last is shown
  int64_t earlier = 0;      ///< steps that can be gone back
  bool finite = true;       ///< false: the parts end with the first that is not
  std::vector<PartFacts> parts = {};
};

}  // namespace ganscope::api
