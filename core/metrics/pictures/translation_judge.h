#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/explore/held_out.h"
#include "core/metrics/pictures/features.h"
#include "core/metrics/pictures/gaussian.h"
#include "core/train/replica.h"

namespace ganscope::metrics {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// What pictures are worth as answers to held-out inputs. NaN: it has no value here.
struct TranslationScores {
  double frechet = unknown;         ///< distance of their features to those of real targets
  double reconstruction = unknown;  ///< mean |y − truth| of pixels in [0, 1]
  double agreement = unknown;       ///< mean of `attributes`
  double converted = unknown;       ///< share in which what tells both domains apart is as in the target
  double kept = unknown;            ///< share of all other attributes that are as they were
  /// Of each attribute (or of the label) how often it is seen as the truth has it.
  struct Attribute {
    std::string key;
    double share = 0;
  };
  std::vector<Attribute> attributes;
};

/// Judges what a model makes of held-out pictures, in one direction or in two: against real targets in the
/// features of a small classifier of the data (of the faces of which a task was made), and, where the truth
/// is known, against that, pixel by pixel and attribute by attribute. Beside the model's stand the scores of
/// the true targets and of the inputs themselves, as they would be shown as answers. Used from one thread.
class TranslationJudge {
 public:
  /// At most so many pictures are made of a direction's inputs, and compared with so many real targets.
  struct Counts {
    int64_t judged = 1000, reference = 2000;
  };
  /// Trains the feature network unless it is in the cache. Fails with `bad_data` for data that have nothing
  /// that pictures could be made of.
  [[nodiscard]] static Expected<TranslationJudge> make(const data::DatasetPointer& data, Counts counts,
                                                       const WorkContext& context);

  struct Direction {
    explore::HeldOutPictures pictures;
    int64_t judged = 0;     ///< the first of its inputs
    int64_t reference = 0;  ///< real targets; 0: too few for a Fréchet distance
    TranslationScores real, input;
  };
  [[nodiscard]] const std::vector<Direction>& directions() const { return directions_; }

  /// Makes pictures of a direction's inputs with these weights, and judges them.
  [[nodiscard]] Expected<TranslationScores> judge(train::Replica& replica, const train::Snapshot& snapshot,
                                                  api::Model model, size_t direction,
                                                  const WorkContext& context);
  /// Judges answers to a direction's first inputs, bytes [judged, height, width, channels].
  [[nodiscard]] Expected<TranslationScores> score(std::span<const uint8_t> answers, size_t direction,
                                                  const WorkContext& context);

 private:
  /// An attribute whose true value is known for a direction's targets.
  struct Known {
    size_t question = 0;
    std::string key;
    const std::vector<uint8_t>* of = nullptr;
    bool differs = false;  ///< between both domains: what shall change
  };
  struct Reference {
    Gaussian gaussian;
    std::vector<Known> known;
  };

  explicit TranslationJudge(data::DatasetPointer data) : data_(std::move(data)) {}
  [[nodiscard]] Expected<void> begin(Counts counts, const WorkContext& context);
  [[nodiscard]] Expected<Seen> look(std::span<const uint8_t> pixels, int64_t count,
                                    const WorkContext& context);
  [[nodiscard]] std::vector<Known> known_of(size_t direction) const;

  data::DatasetPointer data_;
  std::unique_ptr<FeatureNetwork> network_;  ///< null: too few pictures for one
  std::vector<Direction> directions_;
  std::vector<Reference> references_;
};

/// An input as an answer: its colours in the channels that samples have.
[[nodiscard]] std::vector<uint8_t> input_as_answer(std::span<const uint8_t> inputs, int input_channels,
                                                   int channels);

}  // namespace ganscope::metrics
