#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/data/dataset.h"

namespace ganscope::metrics {

/// What the classifier has to tell apart. Labels where there are labels; every attribute where there are
/// attributes; otherwise the eight ways in which a square picture can be turned and mirrored (after RotNet,
/// Gidaris 2018), which needs nobody's labels.
struct Question {
  std::string key;  ///< "label", an attribute's key, or "turn"
  std::vector<std::string> values;
};
[[nodiscard]] std::vector<Question> questions_of(const data::Dataset& dataset);

/// What the network says of some pictures.
struct Seen {
  std::vector<float> features;                ///< [n, feature_count]
  std::vector<std::vector<uint8_t>> answers;  ///< one list a question, [n] each
};

/// `part` behind `whole`.
void append(Seen& whole, const Seen& part);

constexpr int feature_count = 64;

/// A small convolutional classifier of one data set, whose last hidden layer is where Fréchet distance,
/// precision and recall are measured. Trained from a fixed seed, so that the same data always give the same
/// numbers. Pictures of any size are brought to 32×32 first. Used from one thread.
class FeatureNetwork {
 public:
  virtual ~FeatureNetwork() = default;
  /// `pixels` [n, height, width, channels] bytes, of the data's own size.
  [[nodiscard]] virtual Seen look(std::span<const uint8_t> pixels, int64_t count) = 0;
  /// How likely it finds each answer to a question: `features` [n, feature_count] as `look` gives them →
  /// [n, values], each row summing to 1.
  [[nodiscard]] virtual std::vector<float> chances(std::span<const float> features, size_t question) = 0;
  [[nodiscard]] virtual const std::vector<Question>& questions() const = 0;
  /// Share of right answers to each question on pictures that it was not trained on.
  [[nodiscard]] virtual const std::vector<double>& accuracy() const = 0;
};

/// Trains the network of a data set in small pieces, so that a thread of its own can do it beside other work.
/// Making it looks into the user's cache first (and reads all the data's bytes for that: 0.1 s for 60 MB);
/// when the network is there, no step is left. The same data give the same network, bitwise, however the
/// steps are spread. Used from one thread.
class FeatureTraining {
 public:
  /// The data are pictures, one at least.
  explicit FeatureTraining(data::DatasetPointer dataset);
  ~FeatureTraining();
  /// One batch: 10 to 20 ms of one core, about 910 of them (160 with few data). False when no step is left.
  bool step();
  [[nodiscard]] int64_t done() const;
  [[nodiscard]] int64_t total() const;  ///< 0 when it came from the cache
  /// The network, once step() has returned false; may be called once. Puts it into the cache; a cache that
  /// cannot be written is no failure.
  [[nodiscard]] std::unique_ptr<FeatureNetwork> finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The network of a data set, in one call: from the user's cache, or trained now (10 to 20 s; 2 s with few
/// data).
[[nodiscard]] Expected<std::unique_ptr<FeatureNetwork>> feature_network(const data::DatasetPointer& dataset,
                                                                        const WorkContext& context);

/// Identifies a data set's content, in hex: its size, bytes, labels and attributes.
[[nodiscard]] std::string fingerprint(const data::Dataset& dataset);

/// Pictures [n, height, width, channels] as float32 [n, channels, 32, 32] in [−1, 1], resized by area.
[[nodiscard]] std::vector<float> network_input(std::span<const uint8_t> pixels, int64_t count, int height,
                                               int width, int channels);
constexpr int input_side = 32;

}  // namespace ganscope::metrics
