#include "core/metrics/pictures/translation_judge.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "core/api/sample_bytes.h"
#include "core/metrics/choice.h"
#include "core/metrics/evaluate.h"
#include "core/metrics/pictures/feature_judge.h"

namespace ganscope::metrics {
namespace {

constexpr int64_t made_at_once = 64, translated_at_once = 128;  // some 20 ms

tl::unexpected<Failure> nothing_measured() {
  return fail(FailureKind::cancelled, "interrupted", "", "nothing was measured");
}

/// What the feature network learns from: what a task was made of; of two domains the pictures of both.
data::DatasetPointer learned_from(const data::DatasetPointer& data) {
  if (data->base) return data->base;
  if (data->inputs.paired || data->inputs.channels != data->channels) return data;
  auto both = std::make_shared<data::Dataset>();
  both->key = data->key;
  both->title = data->title;
  both->channels = data->channels;
  both->height = data->height;
  both->width = data->width;
  both->count = data->count + data->inputs.count;
  both->pixels = data->pixels;
  both->pixels.insert(both->pixels.end(), data->inputs.pixels.begin(), data->inputs.pixels.end());
  return both;
}

double mean_distance(std::span<const uint8_t> a, std::span<const uint8_t> b) {
  int64_t sum = 0;
  for (size_t i = 0; i < b.size(); ++i) sum += std::abs(int{a[i]} - int{b[i]});
  return static_cast<double>(sum) / (255.0 * static_cast<double>(std::max<size_t>(1, b.size())));
}

/// Those of `all` [count, bytes each] at `places`.
std::vector<uint8_t> chosen(std::span<const uint8_t> all, size_t bytes, std::span<const int64_t> places) {
  std::vector<uint8_t> some;
  for (const int64_t place : places) {
    const auto one = all.subspan(static_cast<size_t>(place) * bytes, bytes);
    some.insert(some.end(), one.begin(), one.end());
  }
  return some;
}

const std::vector<uint8_t>* values_of(const data::Dataset& set, const std::string& key) {
  if (key == "label") return set.has_labels() ? &set.labels : nullptr;
  for (const data::Attribute& attribute : set.attributes)
    if (attribute.key == key) return &attribute.of;
  return nullptr;
}

}  // namespace

std::vector<uint8_t> input_as_answer(std::span<const uint8_t> inputs, int input_channels, int channels) {
  const auto in = static_cast<size_t>(input_channels), out = static_cast<size_t>(channels);
  const size_t last = std::min<size_t>(in, 3) - 1;
  std::vector<uint8_t> answers;
  answers.reserve(inputs.size() / in * out);
  for (size_t i = 0; i + in <= inputs.size(); i += in)
    for (size_t c = 0; c < out; ++c) answers.push_back(inputs[i + std::min(c, last)]);
  return answers;
}

Expected<TranslationJudge> TranslationJudge::make(const data::DatasetPointer& data, Counts counts,
                                                  const WorkContext& context) {
  if (!data->has_inputs())
    return fail(FailureKind::bad_data, "these data have nothing that pictures could be made of", data->title,
                "choose a task, or data = pairs:INPUTS,TARGETS");
  TranslationJudge judge(data);
  if (auto begun = judge.begin(counts, context); !begun) return tl::unexpected(begun.error());
  return judge;
}

Expected<void> TranslationJudge::begin(Counts counts, const WorkContext& context) {
  const data::DatasetPointer taught = learned_from(data_);
  if (taught->count >= fewest_pictures) {
    auto network = feature_network(taught, context);
    if (!network) return tl::unexpected(network.error());
    network_ = std::move(*network);
  }
  for (explore::HeldOutPictures& pictures : explore::held_out_pictures(*data_)) {
    Direction direction{std::move(pictures), 0, 0, {}, {}};
    direction.judged = std::min(direction.pictures.count, counts.judged);
    directions_.push_back(std::move(direction));
  }
  for (size_t i = 0; i < directions_.size(); ++i) {
    Direction& direction = directions_[i];
    const explore::HeldOutPictures& pictures = direction.pictures;
    Reference reference;
    const int64_t compared = std::min(pictures.trained_count, counts.reference);
    if (network_ && compared >= fewest_pictures) {
      const std::vector<int64_t> order = shuffled_indices(pictures.trained_count);
      const std::vector<uint8_t> pixels = chosen(pictures.trained, pictures.target_bytes(),
                                                 std::span(order).first(static_cast<size_t>(compared)));
      context.report(
          {"Looking at real pictures", static_cast<int64_t>(i), static_cast<int64_t>(directions_.size())});
      const auto seen = look(pixels, compared, context);
      if (!seen) return tl::unexpected(seen.error());
      reference.gaussian = fit_gaussian(seen->features, feature_count);
      direction.reference = compared;
    }
    reference.known = known_of(i);
    references_.push_back(std::move(reference));

    // Where nobody knows which target belongs to which input, other real ones give the floor.
    const int64_t truths = std::min(direction.judged, pictures.target_count);
    auto real =
        score(pictures.targets.first(static_cast<size_t>(truths) * pictures.target_bytes()), i, context);
    if (!real) return tl::unexpected(real.error());
    direction.real = std::move(*real);
    const std::vector<uint8_t> copied =
        input_as_answer(pictures.inputs.first(static_cast<size_t>(direction.judged) * pictures.input_bytes()),
                        pictures.input_channels, pictures.channels);
    auto input = score(copied, i, context);
    if (!input) return tl::unexpected(input.error());
    direction.input = std::move(*input);
  }
  return {};
}

std::vector<TranslationJudge::Known> TranslationJudge::known_of(size_t direction) const {
  std::vector<Known> known;
  const data::Dataset* targets = directions_[direction].pictures.set;
  if (!network_ || targets == nullptr) return known;
  // Twins: the same faces stand in the other direction's targets, as they are before it.
  const data::Dataset* before = directions_.size() == 2 ? directions_[1 - direction].pictures.set : nullptr;
  const auto& questions = network_->questions();
  for (size_t q = 0; q < questions.size(); ++q) {
    const std::vector<uint8_t>* of = values_of(*targets, questions[q].key);
    if (of == nullptr) continue;
    const std::vector<uint8_t>* was = before == nullptr ? nullptr : values_of(*before, questions[q].key);
    known.push_back({q, questions[q].key, of, was != nullptr && *was != *of});
  }
  return known;
}

Expected<Seen> TranslationJudge::look(std::span<const uint8_t> pixels, int64_t count,
                                      const WorkContext& context) {
  Seen all;
  const size_t bytes = pixels.size() / static_cast<size_t>(std::max<int64_t>(1, count));
  for (int64_t from = 0; from < count; from += translated_at_once) {
    if (context.cancelled()) return nothing_measured();
    const int64_t some = std::min(translated_at_once, count - from);
    append(all,
           network_->look(
               pixels.subspan(static_cast<size_t>(from) * bytes, static_cast<size_t>(some) * bytes), some));
  }
  return all;
}

Expected<TranslationScores> TranslationJudge::score(std::span<const uint8_t> answers, size_t number,
                                                    const WorkContext& context) {
  const Direction& direction = directions_[number];
  const Reference& reference = references_[number];
  const explore::HeldOutPictures& pictures = direction.pictures;
  const auto count = static_cast<int64_t>(answers.size() / std::max<size_t>(1, pictures.target_bytes()));
  TranslationScores scores;
  if (pictures.paired) scores.reconstruction = mean_distance(pictures.targets.first(answers.size()), answers);
  if (!network_ || count < static_cast<int64_t>(FeatureJudge::fewest)) return scores;
  const auto seen = look(answers, count, context);
  if (!seen) return tl::unexpected(seen.error());
  const bool finite = std::ranges::all_of(seen->features, [](float value) { return std::isfinite(value); });
  if (direction.reference > 0 && finite)
    scores.frechet = frechet_distance(reference.gaussian, fit_gaussian(seen->features, feature_count));
  if (reference.known.empty()) return scores;

  const auto agrees = [&](const Known& known, size_t i) {
    return seen->answers[known.question][i] == (*known.of)[i];
  };
  double sum = 0, sum_kept = 0;
  size_t others = 0;
  for (const Known& known : reference.known) {
    int64_t right = 0;
    for (size_t i = 0; i < static_cast<size_t>(count); ++i) right += agrees(known, i) ? 1 : 0;
    const double share = static_cast<double>(right) / static_cast<double>(count);
    scores.attributes.push_back({known.key, share});
    sum += share;
    if (known.differs) continue;
    sum_kept += share;
    ++others;
  }
  scores.agreement = sum / static_cast<double>(reference.known.size());
  if (others == reference.known.size()) return scores;
  if (others > 0) scores.kept = sum_kept / static_cast<double>(others);
  int64_t converted = 0;
  for (size_t i = 0; i < static_cast<size_t>(count); ++i)
    converted += std::ranges::all_of(reference.known,
                                     [&](const Known& known) { return !known.differs || agrees(known, i); })
                     ? 1
                     : 0;
  scores.converted = static_cast<double>(converted) / static_cast<double>(count);
  return scores;
}

Expected<TranslationScores> TranslationJudge::judge(train::Replica& replica, const train::Snapshot& snapshot,
                                                    api::Model model, size_t number,
                                                    const WorkContext& context) {
  const Direction& direction = directions_[number];
  std::vector<uint8_t> answers;
  for (int64_t from = 0; from < direction.judged; from += made_at_once) {
    if (context.cancelled()) return nothing_measured();
    const int64_t some = std::min(made_at_once, direction.judged - from);
    const auto made = replica.translate(snapshot, model, explore::input_rows(direction.pictures, from, some),
                                        static_cast<int>(number));
    if (!made) return tl::unexpected(made.error());
    const std::vector<uint8_t> piece = api::sample_bytes(made->pictures, direction.pictures.channels);
    answers.insert(answers.end(), piece.begin(), piece.end());
    context.report({"Drawing", from + some, direction.judged});
  }
  return score(answers, number, context);
}

}  // namespace ganscope::metrics
