#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "core/metrics/choice.h"
#include "core/metrics/evaluate.h"
#include "core/metrics/pictures/feature_judge.h"
#include "core/metrics/pictures/features.h"
#include "core/metrics/pictures/grain.h"
#include "core/metrics/pictures/obedience.h"
#include "core/metrics/two_sample.h"

namespace ganscope::metrics {
namespace {

constexpr int64_t most_reference = 2000;
constexpr int64_t most_training_pictures = 20'000;  // among which the nearest is looked for
constexpr int64_t most_sought = 1000;               // generated pictures for which it is
constexpr int64_t pictures_at_once = 512;
constexpr size_t closest_shown = 5;

tl::unexpected<Failure> interrupted() {
  return fail(FailureKind::cancelled, "interrupted", "", "nothing was measured");
}

std::vector<uint8_t> pictures_of(const data::Dataset& dataset, std::span<const int64_t> indices) {
  std::vector<uint8_t> pixels;
  for (const int64_t index : indices) {
    const auto picture = dataset.picture(index);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
  }
  return pixels;
}

/// What the network says of the training pictures, in the order of `indices`.
Expected<Seen> look_at(FeatureNetwork& network, const data::Dataset& dataset,
                       std::span<const int64_t> indices, const WorkContext& context) {
  Seen seen;
  const auto total = static_cast<int64_t>(indices.size());
  for (int64_t begin = 0; begin < total; begin += pictures_at_once) {
    if (context.cancelled()) return interrupted();
    const auto some = indices.subspan(static_cast<size_t>(begin),
                                      static_cast<size_t>(std::min(pictures_at_once, total - begin)));
    append(seen, network.look(pictures_of(dataset, some), static_cast<int64_t>(some.size())));
    context.report({"Looking at real pictures", std::min(begin + pictures_at_once, total), total});
  }
  return seen;
}

std::span<const float> rows(const std::vector<float>& features, int64_t from, int64_t count) {
  return std::span(features).subspan(static_cast<size_t>(from) * feature_count,
                                     static_cast<size_t>(count) * feature_count);
}

/// Nearest training pictures of generated ones, beside those of real ones among all others. Of the real
/// pictures the second half judges and the first gives the scale, so that both columns are measured.
void add_nearest(const std::vector<float>& training, std::span<const int64_t> order, int64_t half,
                 std::span<const float> made, Report& report) {
  const PackedRows references(training, feature_count);
  const int64_t sought = std::min(most_sought, static_cast<int64_t>(made.size() / feature_count));
  const int64_t own = std::min(most_sought, half);
  const Nearest found = nearest(made.first(static_cast<size_t>(sought) * feature_count), references);
  const double scale = median(nearest(rows(training, 0, own), references, 0).distance);
  const double real = median(nearest(rows(training, half, own), references, half).distance);
  const double generated = median(found.distance);
  report.figures.push_back({"nearest", generated, real});
  report.figures.push_back({"memorisation", generated / scale, real / scale});
  report.training_pictures = static_cast<int64_t>(references.count());
  std::vector<size_t> by_distance(static_cast<size_t>(sought));
  std::iota(by_distance.begin(), by_distance.end(), size_t{0});
  std::ranges::stable_sort(by_distance, {}, [&](size_t i) { return found.distance[i]; });
  for (size_t i = 0; i < std::min(closest_shown, by_distance.size()); ++i) {
    const size_t sample = by_distance[i];
    report.closest.push_back({static_cast<int64_t>(sample), order[static_cast<size_t>(found.index[sample])],
                              static_cast<double>(found.distance[sample])});
  }
}

/// Grain where the first half of the real pictures is flat, beside that of the second.
void add_grain(const data::Dataset& dataset, std::span<const int64_t> first, std::span<const int64_t> second,
               std::span<const uint8_t> made, int64_t count, Report& report) {
  const auto half = static_cast<int64_t>(first.size());
  const Grain grain(pictures_of(dataset, first), half, dataset.height, dataset.width, dataset.channels);
  const std::vector<uint8_t> real = pictures_of(dataset, second);
  report.figures.push_back({"grain", grain.flattest(made, count), grain.flattest(real, half)});
  report.figures.push_back(
      {"grain_corners", grain.upper_corners(made, count), grain.upper_corners(real, half)});
}

double agreement(std::span<const uint8_t> seen, std::span<const int> asked) {
  int64_t agree = 0;
  for (size_t i = 0; i < asked.size(); ++i) agree += seen[i] == asked[i] ? 1 : 0;
  return static_cast<double>(agree) / static_cast<double>(std::max<size_t>(1, asked.size()));
}

/// `real` [half] as the network sees the second half, `indices` [half] where they stand in the data.
void add_shares(FeatureNetwork& network, const data::Dataset& dataset, const Seen& made, const Seen& real,
                std::span<const int64_t> indices, std::span<const int> labels, Report& report) {
  const auto& questions = network.questions();
  for (size_t q = 0; q < questions.size(); ++q) {
    if (questions[q].key == "turn") continue;
    const size_t values = questions[q].values.size();
    const bool label = dataset.has_labels() && q == 0;
    const std::vector<uint8_t>& truth =
        label ? dataset.labels : dataset.attributes[q - (dataset.has_labels() ? 1 : 0)].of;
    report.shares.push_back({label ? "label" : questions[q].key, questions[q].values,
                             frequencies(made.answers[q], values), frequencies(real.answers[q], values),
                             frequencies(truth, values), network.accuracy()[q]});
    if (!label || labels.empty()) continue;
    std::vector<int> true_labels;
    for (const int64_t index : indices) true_labels.push_back(truth[static_cast<size_t>(index)]);
    report.figures.push_back(
        {"label_agreement", agreement(made.answers[q], labels), agreement(real.answers[q], true_labels)});
  }
}

/// `real` and `indices` as for the shares: of real pictures what is said of them.
void add_obedience(FeatureNetwork& network, const data::Dataset& dataset, const Seen& made, const Seen& real,
                   std::span<const int64_t> indices, std::span<const captions::Caption> caption,
                   Report& report) {
  const auto drawn = obedience(dataset, caption, network.questions(), made);
  if (!drawn) return;
  const auto own =
      obedience(dataset, captions_of_pictures(*dataset.captions, indices), network.questions(), real);
  const Obedience of_real = own.value_or(Obedience{});
  report.figures.push_back({"obeyed", drawn->words, of_real.words});
  report.figures.push_back({"obeyed_captions", drawn->captions, of_real.captions});
  report.figures.push_back({"unnamed_variety", drawn->varied, of_real.varied});
}

void add_scores(const FeatureScores& made, const FeatureScores& real, Report& report) {
  report.figures = {{"frechet", made.frechet, real.frechet},
                    {"kernel_distance", made.kernel_distance, real.kernel_distance},
                    {"precision", made.precision, real.precision},
                    {"recall", made.recall, real.recall},
                    {"density", made.density, real.density},
                    {"coverage", made.coverage, real.coverage},
                    {"diversity", made.diversity, real.diversity}};
}

Expected<Figure> two_sample(const data::Dataset& dataset, std::span<const int64_t> first,
                            std::span<const int64_t> second, std::span<const uint8_t> made,
                            const WorkContext& context) {
  const PictureShape shape{dataset.height, dataset.width, dataset.channels};
  const std::vector<uint8_t> reference = pictures_of(dataset, first), other = pictures_of(dataset, second);
  const auto generated = two_sample_pictures(reference, made, shape, context);
  if (!generated) return tl::unexpected(generated.error());
  const auto real = two_sample_pictures(reference, other, shape, context);
  if (!real) return tl::unexpected(real.error());
  return Figure{"two_sample", generated->accuracy, real->accuracy};
}

/// What is heard of each class, and what trivial answers get. `labels`: what was asked for; where nothing
/// was, what the network hears. The first half of `indices` are the reference, `seen` what is seen in both.
void add_sounds(FeatureNetwork& network, const data::Dataset& dataset, std::span<const int64_t> indices,
                int64_t half, const Seen& seen, const FeatureJudge& judge, const Seen& made,
                std::span<const uint8_t> pixels, std::span<const int> labels, Report& report) {
  const auto reference = indices.first(static_cast<size_t>(half)),
             other = indices.subspan(static_cast<size_t>(half), static_cast<size_t>(half));
  const std::vector<uint8_t> real_first = pictures_of(dataset, reference), real = pictures_of(dataset, other);
  const auto scored = [&](const char* key, const char* title, const std::vector<uint8_t>& sounds) {
    const FeatureScores got = judge.score(network.look(sounds, half).features);
    report.trivial.push_back({key,
                              title,
                              {got.frechet, got.kernel_distance, got.precision, got.recall, got.density,
                               got.coverage, got.diversity}});
  };
  scored("one_sound", "one for all", mean_sounds(real, half));
  scored("shuffled_frames", "shuffled", shuffled_frames(real, half));
  if (!dataset.has_labels()) return;
  const auto kinds_of = [&](std::span<const int64_t> places) {
    std::vector<int> kinds;
    for (const int64_t place : places) kinds.push_back(dataset.labels[static_cast<size_t>(place)]);
    return kinds;
  };
  std::vector<int> made_kinds(labels.begin(), labels.end());
  if (made_kinds.empty()) made_kinds.assign(made.answers.front().begin(), made.answers.front().end());
  const std::vector<int> first_kinds = kinds_of(reference), other_kinds = kinds_of(other);
  report.kinds = kind_figures(dataset.label_names, feature_count, {made.features, pixels, made_kinds},
                              {rows(seen.features, 0, half), real_first, first_kinds},
                              {rows(seen.features, half, half), real, other_kinds});
}

Expected<void> check(const data::Dataset& dataset, int64_t count) {
  if (dataset.count < fewest_pictures)
    return fail(FailureKind::bad_data,
                "there are too few pictures to compare with: " + std::to_string(dataset.count), dataset.title,
                "evaluate against at least " + std::to_string(fewest_pictures) + " pictures");
  if (count < fewest_generated)
    return fail(FailureKind::usage, "there are too few generated pictures: " + std::to_string(count),
                "--count", "draw at least " + std::to_string(fewest_generated));
  return {};
}

}  // namespace

Expected<Report> evaluate_pictures(const data::DatasetPointer& data, std::span<const uint8_t> pixels,
                                   int64_t count, std::span<const int> labels, const WorkContext& context,
                                   std::span<const captions::Caption> caption) {
  const data::Dataset& dataset = *data;
  if (const auto fine = check(dataset, count); !fine) return tl::unexpected(fine.error());
  auto network = feature_network(data, context);
  if (!network) return tl::unexpected(network.error());

  const std::vector<int64_t> order = shuffled_indices(dataset.count);
  const int64_t half = std::min(most_reference, dataset.count / 2);
  const auto training =
      std::span(order).first(static_cast<size_t>(std::min(most_training_pictures, dataset.count)));
  const auto first = training.first(static_cast<size_t>(half));
  const auto second = training.subspan(static_cast<size_t>(half), static_cast<size_t>(half));
  const auto seen = look_at(**network, dataset, training, context);
  if (!seen) return tl::unexpected(seen.error());
  const Seen made = (*network)->look(pixels, count);

  context.report({"Comparing", 0, 3});
  Report report;
  report.count = count;
  report.reference = report.real = half;
  const FeatureJudge judge(rows(seen->features, 0, half), feature_count);
  const FeatureScores scores = judge.score(made.features);
  if (context.cancelled()) return interrupted();
  context.report({"Comparing", 1, 3});
  add_scores(scores, judge.score(rows(seen->features, half, half)), report);
  if (context.cancelled()) return interrupted();
  context.report({"Comparing", 2, 3});
  add_nearest(seen->features, training, half, made.features, report);
  add_grain(dataset, first, second, pixels, count, report);
  Seen real;
  for (const auto& answers : seen->answers)
    real.answers.emplace_back(answers.begin() + half, answers.begin() + 2 * half);
  add_shares(**network, dataset, made, real, second, labels, report);
  add_obedience(**network, dataset, made, real, second, caption, report);
  if (dataset.form == Form::waves)
    add_sounds(**network, dataset, training, half, *seen, judge, made, pixels, labels, report);
  context.report({"Comparing", 3, 3});

  auto told_apart = two_sample(dataset, first, second, pixels, context);
  if (!told_apart) return tl::unexpected(told_apart.error());
  report.figures.push_back(std::move(*told_apart));
  // Of trivial answers only what add_scores tells is known.
  for (TrivialAnswer& answer : report.trivial)
    answer.values.resize(report.figures.size(), std::numeric_limits<double>::quiet_NaN());
  return report;
}

}  // namespace ganscope::metrics
