#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/metrics/pictures/shares.h"
#include "core/metrics/sounds/kind_figures.h"

namespace ganscope::metrics {

/// One figure, beside what real samples get that are judged in the same way. NaN: it has no value here.
struct Figure {
  std::string key;  ///< of all_metrics()
  double generated = 0, real = 0;
};

/// A generated picture and the training picture nearest to it.
struct Closest {
  int64_t sample = 0;   ///< number among the generated ones
  int64_t picture = 0;  ///< number in the data set
  double distance = 0;  ///< of their features
};

/// What an answer gets that nobody has to learn, such as words drawn one by one.
struct TrivialAnswer {
  std::string key;             ///< "bigram": the member of the JSON
  std::string title;           ///< "word by word"
  std::vector<double> values;  ///< in the order of the report's figures
};

/// How often lines obey one of the rules of their grammar.
struct RuleShares {
  std::string key, title;
  double generated = 0, real = 0;
  std::vector<double> trivial;  ///< in the order of the trivial answers
};

/// Generated samples against the data, in the order of all_metrics().
struct Report {
  int64_t count = 0;      ///< generated samples
  int64_t reference = 0;  ///< real samples they were compared with
  int64_t real = 0;       ///< other real samples, judged in the same way
  std::vector<Figure> figures;
  int modes_total = 0;                      ///< mixtures; else 0
  std::vector<Shares> shares;               ///< classes and attributes; none where the data have neither
  std::vector<TrivialAnswer> trivial = {};  ///< lines of words; else none
  std::vector<KindFigures> kinds = {};      ///< sounds with classes, one line each; else none
  std::vector<RuleShares> rules = {};       ///< lines whose grammar is known; else none
  std::vector<Closest> closest;  ///< pictures: the five that lie nearest to a training picture, nearest first
  int64_t training_pictures = 0;  ///< among which those were looked for

  /// Null when the data or the run have no such figure.
  [[nodiscard]] const Figure* find(std::string_view key) const;
};

constexpr int64_t fewest_pictures = 40;  ///< in the data: half of them stand against the other half
constexpr int64_t fewest_points = 16;
constexpr int64_t fewest_lines = 16;
constexpr int64_t fewest_generated = 16;

/// `pixels` [count, height, width, channels] as the data have them; `labels` [count] that were asked for, or
/// empty; likewise `caption`, of which neighbours share one (captions_in_pairs). Trains the feature network,
/// unless it is in the cache, and two classifiers for the two-sample tests: about 20 s, 40 the first time.
/// The same samples get the same figures in every call.
[[nodiscard]] Expected<Report> evaluate_pictures(const data::DatasetPointer& data,
                                                 std::span<const uint8_t> pixels, int64_t count,
                                                 std::span<const int> labels, const WorkContext& context,
                                                 std::span<const captions::Caption> caption = {});

/// Films, bytes [count, height, width, frames] as the data have them: one frame of each judged as a picture,
/// and what moves by a network of its own, beside real films and, where that says something, a trivial answer
/// (`Report::trivial`). `labels` [count]: the motions that were asked for, or empty. Trains three networks
/// unless they are in the cache.
[[nodiscard]] Expected<Report> evaluate_films(const data::DatasetPointer& data,
                                              std::span<const uint8_t> films, int64_t count,
                                              std::span<const int> labels, const WorkContext& context);

/// Generated points, and what is needed to compare D with the optimal one.
struct PointSubject {
  std::vector<float> points;  ///< [n, dimensions]
  /// Points of the very weights against which D trains (the raw model), and σ(D) of any points; both empty
  /// where σ(D) does not estimate the optimum.
  std::vector<float> raw_points;
  std::function<Expected<std::vector<float>>(const std::vector<float>& points)> judge;
};

/// Points of one or two dimensions, of a mixture or not. About 3 s.
[[nodiscard]] Expected<Report> evaluate_points(const data::Dataset& dataset, const PointSubject& subject,
                                               const WorkContext& context);

/// Lines of words, `values` [count, length, words] one-hot bytes as the data have them: how many obey the
/// rules, are different, are copies, and how words follow each other, beside new real lines and the trivial
/// answers. At once.
[[nodiscard]] Expected<Report> evaluate_lines(const data::Dataset& dataset, std::span<const uint8_t> values,
                                              int64_t count, const WorkContext& context);

/// Melodies, `values` [count, 36, 26] likewise: how many keep every rule, are different, are copies, and how
/// far each rule is kept (of notes, of strong beats or of melodies, see melody::Shares). The trivial answer
/// are words drawn each for itself. At once.
[[nodiscard]] Expected<Report> evaluate_melodies(const data::Dataset& dataset,
                                                 std::span<const uint8_t> values, int64_t count,
                                                 const WorkContext& context);

}  // namespace ganscope::metrics
