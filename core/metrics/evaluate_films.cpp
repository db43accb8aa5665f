#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/metrics/evaluate.h"
#include "core/metrics/films/film_judge.h"

namespace ganscope::metrics {
namespace {

/// The motions as shares, of generated and of real films and of the data.
Shares shares_of_motions(const data::Dataset& data, const FilmJudge& judge, const FilmScores& made) {
  const Question& question = judge.motion_questions().front();
  return {"label",
          question.values,
          made.motions.front(),
          judge.real().motions.front(),
          frequencies(data.labels, question.values.size()),
          judge.motion_accuracy()};
}

/// A trivial answer of which one figure says something.
TrivialAnswer only(const Report& report, std::string key, std::string title, std::string_view figure,
                   double value) {
  TrivialAnswer answer{std::move(key), std::move(title), {}};
  for (const Figure& one : report.figures)
    answer.values.push_back(one.key == figure ? value : std::numeric_limits<double>::quiet_NaN());
  return answer;
}

}  // namespace

Expected<Report> evaluate_films(const data::DatasetPointer& data, std::span<const uint8_t> films,
                                int64_t count, std::span<const int> labels, const WorkContext& context) {
  const data::DatasetPointer frames = frames_of(*data);
  auto report = evaluate_pictures(frames, one_frame_each(films, film_shape(*data)), count, {}, context);
  if (!report) return report;
  FilmJudge::Counts counts;
  counts.judged = count;
  counts.reference = 2000;
  const auto judge = FilmJudge::make(data, counts, context);
  if (!judge) return tl::unexpected(judge.error());
  const auto made = judge->score(films, labels, context);
  if (!made) return tl::unexpected(made.error());
  const FilmScores& real = judge->real();
  report->figures.push_back({"motion_frechet", made->motion, real.motion});
  if (!labels.empty()) report->figures.push_back({"label_agreement", made->agreement, real.agreement});
  report->figures.push_back({"wobble", made->wobble, real.wobble});
  report->figures.push_back({"movement", made->movement, real.movement});
  report->trivial = {only(*report, "shuffled_frames", "shuffled", "motion_frechet", judge->shuffled().motion),
                     only(*report, "frames_of_anybody", "of anybody", "wobble", judge->mixed().wobble)};
  if (data->has_labels())
    report->shares.insert(report->shares.begin(), shares_of_motions(*data, *judge, *made));
  return report;
}

}  // namespace ganscope::metrics
