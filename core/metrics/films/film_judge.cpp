#include "core/metrics/films/film_judge.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/metrics/choice.h"
#include "core/metrics/pictures/shares.h"

namespace ganscope::metrics {
namespace {

constexpr int64_t films_at_once = 128;  // some 20 ms
constexpr uint64_t shuffling_seed = 20'180'617;

tl::unexpected<Failure> stopped_judging() {
  return fail(FailureKind::cancelled, "interrupted", "", "nothing was measured");
}

Expected<std::unique_ptr<FeatureNetwork>> trained(data::DatasetPointer data, const char* what,
                                                  const WorkContext& context) {
  FeatureTraining training(std::move(data));
  while (training.step()) {
    if (context.cancelled()) return stopped_judging();
    context.report({what, training.done(), training.total()});
  }
  return training.finish();
}

std::vector<uint8_t> films_at(const data::Dataset& data, std::span<const int64_t> places) {
  std::vector<uint8_t> films;
  for (const int64_t place : places) {
    const auto film = data.picture(place);
    films.insert(films.end(), film.begin(), film.end());
  }
  return films;
}

double share_agreeing(std::span<const uint8_t> seen, std::span<const int> asked) {
  double agree = 0;
  for (size_t i = 0; i < asked.size(); ++i) agree += seen[i] == asked[i] ? 1 : 0;
  return agree / static_cast<double>(asked.size());
}

std::vector<std::vector<double>> shares_of(const Seen& seen, const std::vector<Question>& questions) {
  std::vector<std::vector<double>> shares;
  for (size_t q = 0; q < questions.size(); ++q)
    shares.push_back(frequencies(seen.answers[q], questions[q].values.size()));
  return shares;
}

/// Squared distances to the mean of `rows` [count, feature_count], summed.
double scatter_of(std::span<const float> rows) {
  const size_t count = rows.size() / feature_count;
  double sum = 0;
  for (size_t c = 0; c < feature_count; ++c) {
    double mean = 0, squares = 0;
    for (size_t i = 0; i < count; ++i) mean += static_cast<double>(rows[i * feature_count + c]);
    mean /= static_cast<double>(count);
    for (size_t i = 0; i < count; ++i)
      squares += std::pow(static_cast<double>(rows[i * feature_count + c]) - mean, 2);
    sum += squares;
  }
  return sum;
}

}  // namespace

Expected<FilmJudge> FilmJudge::make(const data::DatasetPointer& films, Counts counts,
                                    const WorkContext& context) {
  if (films->count < 2 * static_cast<int64_t>(FeatureJudge::fewest))
    return fail(FailureKind::bad_data, "there are too few films to compare with", films->title,
                "At least twelve are needed.");
  FilmJudge judge;
  judge.shape_ = film_shape(*films);
  judge.counts_ = counts;
  auto frames = trained(frames_of(*films), "Learning to judge frames (once for these data)", context);
  if (!frames) return tl::unexpected(frames.error());
  auto motions = trained(motions_of(*films), "Learning to judge motion (once for these data)", context);
  if (!motions) return tl::unexpected(motions.error());
  judge.frames_ = std::move(*frames);
  judge.motions_ = std::move(*motions);

  const std::vector<int64_t> order = shuffled_indices(films->count);
  const int64_t held = std::min(counts.judged, films->count / 2);
  judge.reference_ = std::min(counts.reference, films->count - held);
  const auto first = std::span(order).first(static_cast<size_t>(held));
  const std::vector<uint8_t> held_back = films_at(*films, first);
  const std::vector<uint8_t> others = films_at(
      *films, std::span(order).subspan(static_cast<size_t>(held), static_cast<size_t>(judge.reference_)));
  const auto pictures =
      judge.look(*judge.frames_, one_frame_each(others, judge.shape_), judge.shape_.pixels(), context);
  if (!pictures) return tl::unexpected(pictures.error());
  const auto moves =
      judge.look(*judge.motions_, motion_of(others, judge.shape_), judge.shape_.bytes(), context);
  if (!moves) return tl::unexpected(moves.error());
  judge.frame_judge_.emplace(pictures->features, feature_count);
  judge.motion_ = fit_gaussian(moves->features, feature_count);

  std::vector<int> labels;
  for (const int64_t place : first)
    if (films->has_labels()) labels.push_back(films->labels[static_cast<size_t>(place)]);
  Random random(shuffling_seed);
  for (auto& [scores, pixels] :
       {std::pair(&judge.real_, held_back),
        std::pair(&judge.shuffled_, shuffled_frames(held_back, judge.shape_, random)),
        std::pair(&judge.mixed_, mixed_films(held_back, judge.shape_))}) {
    auto scored = judge.score(pixels, labels, context);
    if (!scored) return tl::unexpected(scored.error());
    *scores = std::move(*scored);
  }
  return judge;
}

Expected<Seen> FilmJudge::look(FeatureNetwork& network, std::span<const uint8_t> pixels, size_t each,
                               const WorkContext& context) const {
  Seen all;
  all.answers.resize(network.questions().size());
  const auto count = static_cast<int64_t>(pixels.size() / each);
  for (int64_t from = 0; from < count; from += films_at_once) {
    if (context.cancelled()) return stopped_judging();
    const int64_t some = std::min(films_at_once, count - from);
    append(all,
           network.look(pixels.subspan(static_cast<size_t>(from) * each, static_cast<size_t>(some) * each),
                        some));
  }
  return all;
}

Expected<double> FilmJudge::wobble_of(std::span<const uint8_t> films, const WorkContext& context) const {
  const size_t count =
      std::min(static_cast<size_t>(counts_.wobbling), films.size() / std::max<size_t>(1, shape_.bytes()));
  const auto seen =
      look(*frames_, all_frames(films.first(count * shape_.bytes()), shape_), shape_.pixels(), context);
  if (!seen) return tl::unexpected(seen.error());
  const size_t of_film = static_cast<size_t>(shape_.frames) * feature_count;
  double within = 0;
  for (size_t n = 0; n < count; ++n)
    within += scatter_of(std::span(seen->features).subspan(n * of_film, of_film));
  const double all = scatter_of(seen->features);
  return all > 0 ? within / all : FilmScores::none;
}

Expected<FilmScores> FilmJudge::score(std::span<const uint8_t> films, std::span<const int> asked,
                                      const WorkContext& context) const {
  const auto pictures = look(*frames_, one_frame_each(films, shape_), shape_.pixels(), context);
  if (!pictures) return tl::unexpected(pictures.error());
  const auto moves = look(*motions_, motion_of(films, shape_), shape_.bytes(), context);
  if (!moves) return tl::unexpected(moves.error());
  const auto wobble = wobble_of(films, context);
  if (!wobble) return tl::unexpected(wobble.error());
  FilmScores scores;
  scores.frames = frame_judge_->score(pictures->features);
  scores.motion = frechet_distance(fit_gaussian(moves->features, feature_count), motion_);
  const bool named = motions_->questions().front().key == "label";
  if (named && !asked.empty()) scores.agreement = share_agreeing(moves->answers.front(), asked);
  scores.wobble = *wobble;
  scores.movement = movement(films, shape_);
  scores.motions = shares_of(*moves, motions_->questions());
  scores.attributes = shares_of(*pictures, frames_->questions());
  return scores;
}

double FilmJudge::motion_accuracy() const {
  return motions_->questions().front().key == "label" ? motions_->accuracy().front() : FilmScores::none;
}

std::vector<uint8_t> FilmJudge::motions_in(std::span<const uint8_t> films) const {
  if (motions_->questions().front().key != "label") return {};
  return motions_->look(motion_of(films, shape_), static_cast<int64_t>(films.size() / shape_.bytes()))
      .answers.front();
}

}  // namespace ganscope::metrics
