#include "core/measurers/image_measurer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "core/api/sample_bytes.h"
#include "core/image/transform.h"
#include "core/measurers/describe.h"
#include "core/metrics/pictures/obedience.h"
#include "core/metrics/pictures/shares.h"
#include "core/metrics/pictures/translation_judge.h"
#include "core/metrics/sounds/kind_figures.h"

namespace ganscope::measurers {
namespace {

constexpr int judged = 512;  ///< generated pictures
constexpr int64_t most_reference = 1000;
constexpr int64_t looked_at_once = 128;  ///< some 20 ms
constexpr uint64_t real_seed = 20'170'626;

tl::unexpected<Failure> given_up() { return fail(FailureKind::cancelled, "given up", "", ""); }

std::vector<uint8_t> pictures_at(const data::Dataset& data, std::span<const int64_t> places) {
  std::vector<uint8_t> pixels;
  for (const int64_t place : places) {
    const auto picture = data.picture(place);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
  }
  return pixels;
}

/// Share of pictures that are seen as the class that was asked for.
double agreement(std::span<const uint8_t> seen, std::span<const int> asked) {
  double agree = 0;
  for (size_t i = 0; i < asked.size(); ++i) agree += seen[i] == asked[i] ? 1 : 0;
  return agree / static_cast<double>(asked.size());
}

double median(std::vector<float> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return static_cast<double>(*middle);
}

}  // namespace

ImageMeasurer::ImageMeasurer(data::DatasetPointer data, FixedSamples samples,
                             std::unique_ptr<metrics::FeatureNetwork> network)
    : data_(std::move(data)), samples_(std::move(samples)), network_(std::move(network)) {}

Expected<std::unique_ptr<measure::Measurer>> ImageMeasurer::make(const train::Subject& subject,
                                                                 std::unique_ptr<train::Replica> replica,
                                                                 const WorkContext& context) {
  if (subject.dataset->count < 2 * static_cast<int64_t>(metrics::FeatureJudge::fewest))
    return fail(FailureKind::bad_data, "there are too few pictures to compare with", subject.dataset->title,
                "");
  metrics::FeatureTraining training(subject.dataset);
  while (!context.cancelled() && training.step())
    context.report({"Training the feature network", training.done(), training.total()});
  if (context.cancelled()) return given_up();
  std::unique_ptr<ImageMeasurer> made(new ImageMeasurer(
      subject.dataset, FixedSamples(subject, std::move(replica), judged), training.finish()));
  made->given_back_ = GivenBack::of(subject, made->samples_.replica());
  if (auto looked = made->look_at_data(context); !looked) return tl::unexpected(looked.error());
  return made;
}

Expected<metrics::Seen> ImageMeasurer::look(std::span<const uint8_t> pixels, int64_t count,
                                            const WorkContext& context) {
  metrics::Seen all;
  const size_t bytes = data_->picture_bytes();
  for (int64_t from = 0; from < count; from += looked_at_once) {
    if (context.cancelled()) return given_up();
    const int64_t some = std::min(looked_at_once, count - from);
    const metrics::Seen seen = network_->look(
        pixels.subspan(static_cast<size_t>(from) * bytes, static_cast<size_t>(some) * bytes), some);
    metrics::append(all, seen);
  }
  return all;
}

Expected<void> ImageMeasurer::look_at_data(const WorkContext& context) {
  const int64_t held = std::min<int64_t>(judged, data_->count / 2);
  const int64_t reference = std::min(most_reference, data_->count - held);
  const std::vector<int64_t> places = chosen_places(data_->count, held + reference, real_seed);
  const std::vector<uint8_t> held_back =
      pictures_at(*data_, std::span(places).first(static_cast<size_t>(held)));
  const std::vector<uint8_t> others =
      pictures_at(*data_, std::span(places).subspan(static_cast<size_t>(held)));
  auto seen_others = look(others, reference, context);
  if (!seen_others) return tl::unexpected(seen_others.error());
  auto seen_held = look(held_back, held, context);
  if (!seen_held) return tl::unexpected(seen_held.error());
  judge_ = std::make_unique<metrics::FeatureJudge>(seen_others->features, metrics::feature_count);
  grain_ = std::make_unique<metrics::Grain>(others, reference, data_->height, data_->width, data_->channels);

  // Copies may be of any training picture: of few data all are looked at, of many some.
  const int64_t compared = std::min(most_reference, data_->count);
  const std::vector<uint8_t> some = pictures_at(*data_, chosen_places(data_->count, compared, real_seed + 1));
  const std::vector<float> coarse =
      coarse_pictures(some, compared, data_->height, data_->width, data_->channels);
  training_ = std::make_unique<PackedRows>(coarse, coarse_side * coarse_side * data_->channels);
  std::vector<float> between(static_cast<size_t>(compared)), nearest;
  for (size_t i = 0; i < between.size(); ++i) {
    training_->squared_distances(
        std::span(coarse).subspan(i * training_->dimensions(), training_->dimensions()), between);
    between[i] = std::numeric_limits<float>::infinity();  // itself
    nearest.push_back(std::sqrt(std::ranges::min(between)));
  }
  std::vector<int> labels;
  for (size_t i = 0; asks_for_classes() && i < static_cast<size_t>(held); ++i)
    labels.push_back(data_->labels[static_cast<size_t>(places[i])]);
  std::vector<captions::Caption> said;
  if (data_->captions != nullptr)
    said =
        metrics::captions_of_pictures(*data_->captions, std::span(places).first(static_cast<size_t>(held)));
  table_.floors =
      figures(*seen_held, labels, said, median(std::move(nearest)), grain_->flattest(held_back, held));
  if (data_->form == Form::waves) {
    real_sounds_ = others;
    for (size_t i = static_cast<size_t>(held); asks_for_classes() && i < places.size(); ++i)
      real_kinds_.push_back(data_->labels[static_cast<size_t>(places[i])]);
    add_heard(*seen_held, held_back, labels, table_.floors);
  }
  if (given_back_) table_.floors.push_back(GivenBack::nothing());
  declare();
  return {};
}

void ImageMeasurer::declare() {
  using config::Player;
  Declaration declare(table_);
  declare.plot({"frechet", "Fréchet distance", "of generated to real pictures", true, 0, 0, {}, ""});
  declare.series({"frechet", "Fréchet", "Fréchet distance",
                  "How far the features of generated pictures lie from those of real ones; lower is better.",
                  "frechet", Player::generator});
  declare.plot({"quality", "Precision and recall", "good, and everything", false, 0, 1.05, {}, ""});
  declare.series({"precision", "good", "Precision",
                  "Share of generated pictures that lie among the real ones: are they good?", "quality",
                  Player::generator});
  declare.series({"recall", "all", "Recall",
                  "Share of real pictures that lie among the generated ones: is everything covered?",
                  "quality", Player::real});
  declare.plot({"coverage", "Density and coverage", "how thickly, how widely", false, 0, 0, {}, ""});
  declare.series({"coverage", "cover", "Coverage",
                  "Share of real pictures with a generated one in their neighbourhood.", "coverage",
                  Player::real});
  declare.series({"density", "density", "Density",
                  "How thickly generated pictures lie where the real ones do; 1 for the data themselves.",
                  "coverage", Player::generator});
  declare.plot({"diversity", "Diversity", "mean feature distance of two", false, 0, 0, {}, ""});
  declare.series(
      {"diversity", "spread", "Diversity",
       "Mean distance of two generated samples. Far below that of the data: many samples are alike.",
       "diversity", Player::generator});
  declare.plot({"kernel_distance", "Kernel distance", "of generated to real pictures", false, 0, 0, {}, ""});
  declare.series({"kernel_distance", "KID", "Kernel distance",
                  "Like the Fréchet distance, without taking features for Gaussian; 0 is the same.",
                  "kernel_distance", Player::generator});
  declare.plot({"nearest", "Nearest training picture", "distance in coarse pixels", false, 0, 0, {}, ""});
  declare.series(
      {"nearest", "nearest", "Nearest training picture",
       "Median distance of a generated picture to the nearest training picture. Far below the distance of "
       "two training pictures: copies.",
       "nearest", Player::generator});
  declare.plot({"grain", "Grain", "contrast of flat places", true, 0, 0, {}, ""});
  declare.series(
      {"grain", "grain", "Grain",
       "How much neighbouring pixels differ where real pictures are flattest. Far above real ones: "
       "speckled.",
       "grain", Player::generator});
  if (asks_for_classes()) {
    declare.plot({"label_agreement", "Class as asked for", "share of samples", false, 0, 1.05, {}, ""});
    declare.series(
        {"label_agreement", "as asked", "Class as asked for",
         "Share of generated pictures that a classifier sees as the class that G was told to draw. "
         "With ten classes one in ten is chance: then G does not listen.",
         "label_agreement", Player::generator});
  }
  if (tells_obedience()) {
    declare.plot({"obeyed", "Captions", "obeyed, and open", false, 0, 1.05, {}, ""});
    declare.series({"obeyed", "obeyed", "Words obeyed",
                    "Share of the captions' words that are seen in the pictures drawn by them.", "obeyed",
                    Player::generator});
    declare.series({"unnamed_variety", "varied", "Variety of the unnamed",
                    "How often two pictures under one caption differ in what it leaves open. Far below real "
                    "ones: one face a caption.",
                    "obeyed", Player::real});
  }
  for (const metrics::Question& question : network_->questions()) {
    if (question.key == "turn") continue;
    for (const std::string& value : question.values)
      declare.share(question.key == "label" ? value : question.key + " " + value);
  }
  if (data_->form == Form::waves) {
    declare.plot({"heard", "What is heard", "how far off, as a part", false, 0, 0, {}, ""});
    declare.series(
        {"centroid_off", "centroid", "Centroid off",
         "How far the mean frequency of a class is from that of real ones, meaned over the classes.", "heard",
         Player::generator});
    declare.series(
        {"decay_off", "decay", "Decay off",
         "How far the time in which a class fades is from that of real ones, meaned over the classes.",
         "heard", Player::real});
    declare.plot(
        {"class_variety", "Variety within a class", "mean feature distance of two", false, 0, 0, {}, ""});
    declare.series({"class_variety", "variety", "Variety within a class",
                    "Mean distance of two sounds of one class. Near 0: one sound for all.", "class_variety",
                    Player::generator});
  }
  if (data_->form == Form::waves && asks_for_classes())
    for (const std::string& name : data_->label_names) declare.heard_as_told(name);
  if (given_back_) given_back_->declare(declare);
  table_.samples = samples_.count();
  declare.finish();
}

void ImageMeasurer::add_heard(const metrics::Seen& seen, std::span<const uint8_t> pixels,
                              std::span<const int> kinds, std::vector<float>& values) const {
  const int count = asks_for_classes() ? static_cast<int>(data_->label_names.size()) : 1;
  const metrics::HeardOff off = metrics::heard_off(pixels, kinds, real_sounds_, real_kinds_, count);
  values.push_back(static_cast<float>(off.centroid));
  values.push_back(static_cast<float>(off.decay));
  values.push_back(
      static_cast<float>(metrics::variety_within(seen.features, metrics::feature_count, kinds, count)));
  if (!asks_for_classes()) return;
  for (const double share : metrics::shares_as_asked(seen.answers.front(), kinds, count))
    values.push_back(static_cast<float>(share));
}

bool ImageMeasurer::asks_for_classes() const {
  return !samples_.labels().empty() && data_->has_labels() && !network_->questions().empty() &&
         network_->questions().front().key == "label";
}

bool ImageMeasurer::tells_obedience() const {
  return !samples_.captions().empty() && !data_->attributes.empty();
}

std::vector<float> ImageMeasurer::figures(const metrics::Seen& seen, std::span<const int> asked,
                                          std::span<const captions::Caption> captions, double nearest,
                                          double grain) const {
  const metrics::FeatureScores scores = judge_->score(seen.features);
  std::vector<float> values;
  for (const double value : {scores.frechet, scores.precision, scores.recall, scores.coverage, scores.density,
                             scores.diversity, scores.kernel_distance, nearest, grain})
    values.push_back(static_cast<float>(value));
  if (!asked.empty()) values.push_back(static_cast<float>(agreement(seen.answers.front(), asked)));
  if (tells_obedience()) {
    const auto obeyed = metrics::obedience(*data_, captions, network_->questions(), seen);
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    values.push_back(static_cast<float>(obeyed ? obeyed->words : unknown));
    values.push_back(static_cast<float>(obeyed ? obeyed->varied : unknown));
  }
  for (size_t q = 0; q < network_->questions().size(); ++q) {
    if (network_->questions()[q].key == "turn") continue;
    for (const double share : metrics::frequencies(seen.answers[q], network_->questions()[q].values.size()))
      values.push_back(static_cast<float>(share));
  }
  return values;
}

Expected<std::vector<float>> ImageMeasurer::measure(const train::Snapshot& snapshot,
                                                    const WorkContext& context) {
  const auto drawn = samples_.draw(snapshot, context);
  if (!drawn) return tl::unexpected(drawn.error());
  const std::vector<uint8_t> pixels = api::sample_bytes(*drawn, data_->channels);
  const auto seen = look(pixels, drawn->count, context);
  if (!seen) return tl::unexpected(seen.error());
  if (context.cancelled()) return given_up();
  const std::span<const int> asked =
      asks_for_classes() ? std::span(samples_.labels()) : std::span<const int>();
  std::vector<float> values = figures(*seen, asked, samples_.captions(), nearest_of(pixels, drawn->count),
                                      grain_->flattest(pixels, drawn->count));
  if (data_->form == Form::waves) add_heard(*seen, pixels, asked, values);
  if (!given_back_) return values;
  const auto error = given_back_->measure(samples_.replica(), snapshot);
  if (!error) return tl::unexpected(error.error());
  values.push_back(*error);
  return values;
}

double ImageMeasurer::nearest_of(std::span<const uint8_t> pixels, int64_t count) const {
  const std::vector<float> coarse =
      coarse_pictures(pixels, count, data_->height, data_->width, data_->channels);
  std::vector<float> distances(training_->count()), nearest;
  for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
    training_->squared_distances(
        std::span(coarse).subspan(i * training_->dimensions(), training_->dimensions()), distances);
    nearest.push_back(std::sqrt(std::ranges::min(distances)));
  }
  return median(std::move(nearest));
}

std::vector<float> coarse_pictures(std::span<const uint8_t> pixels, int64_t count, int height, int width,
                                   int channels) {
  const size_t bytes =
      static_cast<size_t>(height) * static_cast<size_t>(width) * static_cast<size_t>(channels);
  std::vector<float> rows;
  for (size_t n = 0; n < static_cast<size_t>(count); ++n) {
    const auto picture = pixels.subspan(n * bytes, bytes);
    const image::Picture small = image::resize_area(
        {width, height, channels, {picture.begin(), picture.end()}}, coarse_side, coarse_side);
    rows.insert(rows.end(), small.pixels.begin(), small.pixels.end());
  }
  return rows;
}

}  // namespace ganscope::measurers
