#pragma once
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/metrics/films/film_parts.h"
#include "core/metrics/pictures/feature_judge.h"
#include "core/metrics/pictures/features.h"

namespace ganscope::metrics {

/// What films are worth. NaN: it has no value here.
struct FilmScores {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  FeatureScores frames;     ///< of one frame of each film, as pictures
  double motion = none;     ///< Fréchet distance of what changes from frame to frame
  double agreement = none;  ///< share of films whose motion is seen as that which was asked for
  /// How much of all that differs between frames differs within films, 0 to 1: one person a film has little
  /// of it, frames of anybody nearly all.
  double wobble = none;
  double movement = 0;  ///< mean difference between a frame and the next, in [0, 1]
  std::vector<std::vector<double>> motions, attributes;  ///< shares of the values of each question
};

/// Judges films by two small classifiers of the data: one of single frames, that learns who is seen, and one
/// of what changes between frames, that learns the motion (the labels). Beside generated films stand real
/// ones that are not in the reference, and two trivial answers. Used from one thread.
class FilmJudge {
 public:
  struct Counts {
    int64_t judged = 512, reference = 1000;
    int64_t wobbling = 64;  ///< films of which all frames are looked at
  };
  /// Trains both networks unless they are in the cache. Fails with `bad_data` for fewer than twelve films.
  [[nodiscard]] static Expected<FilmJudge> make(const data::DatasetPointer& films, Counts counts,
                                                const WorkContext& context);

  /// `films` [count, height, width, frames] of the data's size; `asked` [count]: labels, or empty.
  [[nodiscard]] Expected<FilmScores> score(std::span<const uint8_t> films, std::span<const int> asked,
                                           const WorkContext& context) const;

  [[nodiscard]] const FilmScores& real() const { return real_; }
  /// Real films with their frames in another order: good pictures, no motion.
  [[nodiscard]] const FilmScores& shuffled() const { return shuffled_; }
  /// Frames of eight films as one: of nobody.
  [[nodiscard]] const FilmScores& mixed() const { return mixed_; }
  [[nodiscard]] const std::vector<Question>& motion_questions() const { return motions_->questions(); }
  [[nodiscard]] const std::vector<Question>& frame_questions() const { return frames_->questions(); }
  /// Share of unseen real films whose motion the network names rightly; NaN where there are no labels.
  [[nodiscard]] double motion_accuracy() const;
  /// The motions that it sees in films, [count]; empty where there are no labels.
  [[nodiscard]] std::vector<uint8_t> motions_in(std::span<const uint8_t> films) const;
  [[nodiscard]] int64_t reference() const { return reference_; }

 private:
  FilmJudge() = default;
  [[nodiscard]] Expected<Seen> look(FeatureNetwork& network, std::span<const uint8_t> pixels, size_t each,
                                    const WorkContext& context) const;
  [[nodiscard]] Expected<double> wobble_of(std::span<const uint8_t> films, const WorkContext& context) const;

  FilmShape shape_;
  Counts counts_;
  int64_t reference_ = 0;
  std::unique_ptr<FeatureNetwork> frames_, motions_;
  std::optional<FeatureJudge> frame_judge_;
  Gaussian motion_;
  FilmScores real_, shuffled_, mixed_;
};

}  // namespace ganscope::metrics
