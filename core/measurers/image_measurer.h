#pragma once
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/data/dataset.h"
#include "core/measure/measurer.h"
#include "core/measurers/fixed_samples.h"
#include "core/measurers/given_back.h"
#include "core/metrics/pictures/feature_judge.h"
#include "core/metrics/pictures/features.h"
#include "core/metrics/pictures/grain.h"

namespace ganscope::measurers {

/// Pictures, judged in the features of a small classifier of the data: distance, quality, coverage,
/// diversity, what the classifier sees, grain, and how near samples come to single training pictures. As many
/// pictures that are held back from the reference get what stands beside every figure. One measurement takes
/// about 0.4 s of one core.
class ImageMeasurer final : public measure::Measurer {
 public:
  /// Trains the feature network unless it is in the cache, which may take 20 s and asks `cancelled` at every
  /// step. Fails with `bad_data` where there are too few pictures.
  static Expected<std::unique_ptr<measure::Measurer>> make(const train::Subject& subject,
                                                           std::unique_ptr<train::Replica> replica,
                                                           const WorkContext& context);

  [[nodiscard]] api::MeasureTable table() const override { return table_; }
  [[nodiscard]] Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) override;

 private:
  ImageMeasurer(data::DatasetPointer data, FixedSamples samples,
                std::unique_ptr<metrics::FeatureNetwork> network);
  [[nodiscard]] Expected<void> look_at_data(const WorkContext& context);
  [[nodiscard]] Expected<metrics::Seen> look(std::span<const uint8_t> pixels, int64_t count,
                                             const WorkContext& context);
  /// `asked` [as many as were seen]: the classes that they should be, `captions` what was said of them;
  /// empty: nobody asked.
  [[nodiscard]] std::vector<float> figures(const metrics::Seen& seen, std::span<const int> asked,
                                           std::span<const captions::Caption> captions, double nearest,
                                           double grain) const;
  /// Of sounds, beside the figures of pictures: how far centroid and decay are off, and the variety within a
  /// class. `kinds` [n] of these; empty: no classes.
  void add_heard(const metrics::Seen& seen, std::span<const uint8_t> pixels, std::span<const int> kinds,
                 std::vector<float>& values) const;
  /// Samples are asked for by class, and the network judges classes.
  [[nodiscard]] bool asks_for_classes() const;
  /// Median distance of pictures to the nearest training picture, in coarse pixels.
  [[nodiscard]] double nearest_of(std::span<const uint8_t> pixels, int64_t count) const;
  void declare();
  /// Whether captions are told of which the network sees whether they are obeyed.
  [[nodiscard]] bool tells_obedience() const;

  data::DatasetPointer data_;
  FixedSamples samples_;
  std::unique_ptr<metrics::FeatureNetwork> network_;
  std::unique_ptr<metrics::FeatureJudge> judge_;
  std::unique_ptr<metrics::Grain> grain_;
  std::optional<GivenBack> given_back_;  ///< of a model with an encoder
  std::vector<uint8_t> real_sounds_;     ///< of sounds: real ones to be compared with, and their classes
  std::vector<int> real_kinds_;
  std::unique_ptr<PackedRows> training_;  ///< coarse training pictures
  api::MeasureTable table_;
};

/// Pictures [n, height, width, channels] as 8×8 pixels, [n, 64 · channels] in [0, 255]: near copies stay
/// near, whatever the noise of single pixels.
constexpr int coarse_side = 8;
[[nodiscard]] std::vector<float> coarse_pictures(std::span<const uint8_t> pixels, int64_t count, int height,
                                                 int width, int channels);

}  // namespace ganscope::measurers
