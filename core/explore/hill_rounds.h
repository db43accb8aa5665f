#pragma once
#include <cstdint>
#include <vector>

#include "core/base/random.h"
#include "core/explore/bells.h"
#include "core/explore/tiny_mlp.h"

namespace ganscope::explore {

struct HillOptions {
  bool remembers = true;  ///< negatives of all earlier rounds count as well
  uint64_t seed = 1;
  bool operator==(const HillOptions&) const = default;
};

/// D alone as a generator (Lee 2018, lectures on GANs; the negative phase of structured perceptrons): D
/// learns to tell real numbers from negatives; the next negatives are the tops of its own hills, found by
/// walking uphill from places all over the axis, chosen by the odds D/(1 − D) that D gives them; and so on,
/// round by round, until the hills stand on the data. The first negatives come from a D that has learned
/// nothing. D is a TinyMlp, a round 20 steps of Adam on 128 real numbers and 128 negatives. Where it
/// remembers all rounds alike, its opponent is their average, as in fictitious play (Brown 1951), which
/// settles; where it does not, hills are chased from place to place. By hand, no LibTorch; the same seed
/// gives the same numbers.
class HillRounds {
 public:
  static constexpr double low = -6, high = 6;  ///< where negatives may be
  static constexpr int negatives_a_round = 64;
  explicit HillRounds(const HillOptions& options);

  /// ½ N(−2, 0.5²) + ½ N(1.5, 0.8²)
  [[nodiscard]] static const Bells& data();

  void round();  ///< D learns from the negatives that are there; then its hills give the next ones
  [[nodiscard]] int64_t rounds() const { return rounds_; }
  [[nodiscard]] const HillOptions& options() const { return options_; }
  /// Those that D will be shown next.
  [[nodiscard]] const std::vector<float>& negatives() const { return negatives_; }
  /// Those of all rounds before, at most the last 12,800.
  [[nodiscard]] const std::vector<float>& earlier() const { return earlier_; }
  [[nodiscard]] std::vector<double> judged(const std::vector<double>& x);
  [[nodiscard]] std::vector<double> hilltops();  ///< D's local maxima of at least 0.2 within the range

  /// The share of `negatives` where the data's density is at least what 99 of 100 real numbers have.
  [[nodiscard]] double on_data() const;

 private:
  void learn();
  void climb();
  [[nodiscard]] float a_negative();

  HillOptions options_;
  TinyMlp d_;
  Adam adam_;
  Random random_;
  std::vector<float> negatives_, earlier_;
  int64_t rounds_ = 0;
};

}  // namespace ganscope::explore
