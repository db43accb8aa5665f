#include "core/measurers/film_measurer.h"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "core/measurers/describe.h"

namespace ganscope::measurers {
namespace {

constexpr int judged_films = 512;

}  // namespace

FilmMeasurer::FilmMeasurer(metrics::FilmJudge judge, FixedSamples samples, bool asks)
    : judge_(std::move(judge)), samples_(std::move(samples)), asks_(asks) {
  table_.floors = figures(judge_.real());
  declare();
  // What a trivial answer gets stands beside two figures only.
  table_.trivial.assign(table_.floors.size(), std::numeric_limits<float>::quiet_NaN());
  for (size_t i = 0; i < table_.trivial.size(); ++i) {
    const std::string& key = table_.table.series[i].key;
    if (key == "motion_frechet") table_.trivial[i] = static_cast<float>(judge_.shuffled().motion);
    if (key == "wobble") table_.trivial[i] = static_cast<float>(judge_.mixed().wobble);
  }
}

Expected<std::unique_ptr<measure::Measurer>> FilmMeasurer::make(const train::Subject& subject,
                                                                std::unique_ptr<train::Replica> replica,
                                                                const WorkContext& context) {
  auto judge = metrics::FilmJudge::make(subject.dataset, {.judged = judged_films}, context);
  if (!judge) return tl::unexpected(judge.error());
  FixedSamples samples(subject, std::move(replica), judged_films);
  const bool asks = !samples.labels().empty() && subject.dataset->has_labels();
  return std::unique_ptr<measure::Measurer>(new FilmMeasurer(std::move(*judge), std::move(samples), asks));
}

void FilmMeasurer::declare() {
  using config::Player;
  Declaration declare(table_);
  declare.plot({"frechet", "Fréchet distance", "of frames to real frames", true, 0, 0, {}, ""});
  declare.series({"frechet", "Fréchet", "Fréchet distance",
                  "How far the features of single frames lie from those of real ones; lower is better.",
                  "frechet", Player::generator});
  declare.plot({"motion_frechet",
                "Fréchet distance of motion",
                fmt::format("shuffled frames {:.1f}", judge_.shuffled().motion),
                true,
                0,
                0,
                {},
                ""});
  declare.series({"motion_frechet", "motion", "Fréchet distance of motion",
                  "How far what changes from frame to frame lies from that of real films; lower is better.",
                  "motion_frechet", Player::generator});
  if (asks_) {
    declare.plot({"label_agreement", "Motion as asked for", "share of films", false, 0, 1.05, {}, ""});
    declare.series({"label_agreement", "as asked", "Motion as asked for",
                    "Share of generated films in which a classifier sees the motion that G was told to make.",
                    "label_agreement", Player::generator});
  }
  declare.plot({"wobble",
                "Identity wobble",
                fmt::format("frames of anybody {:.2f}", judge_.mixed().wobble),
                false,
                0,
                0,
                {},
                ""});
  declare.series({"wobble", "wobble", "Identity wobble",
                  "How much of what differs between frames differs within films. Real films have some of it, "
                  "because they move; far above it, faces change while they play.",
                  "wobble", Player::generator});
  declare.plot({"movement", "Movement", "a pixel, from frame to frame", false, 0, 0, {}, ""});
  declare.series({"movement", "moves", "Movement",
                  "Mean difference between a frame and the next, in [0, 1]. Near 0: nothing moves.",
                  "movement", Player::generator});
  declare.plot({"quality", "Precision and recall", "good, and everything", false, 0, 1.05, {}, ""});
  declare.series({"precision", "good", "Precision",
                  "Share of generated frames that lie among the real ones: are they good?", "quality",
                  Player::generator});
  declare.series({"recall", "all", "Recall",
                  "Share of real frames that lie among the generated ones: is everything covered?", "quality",
                  Player::real});
  declare.plot({"coverage", "Density and coverage", "how thickly, how widely", false, 0, 0, {}, ""});
  declare.series({"coverage", "cover", "Coverage",
                  "Share of real frames with a generated one in their neighbourhood.", "coverage",
                  Player::real});
  declare.series({"density", "density", "Density",
                  "How thickly generated frames lie where the real ones do; 1 for the data themselves.",
                  "coverage", Player::generator});
  declare.plot({"diversity", "Diversity", "mean feature distance of two", false, 0, 0, {}, ""});
  declare.series({"diversity", "spread", "Diversity",
                  "Mean distance of frames of two generated films. Far below that of the data: one film for "
                  "all.",
                  "diversity", Player::generator});
  for (const auto* questions : {&judge_.motion_questions(), &judge_.frame_questions()})
    for (const metrics::Question& question : *questions) {
      if (question.key == "turn") continue;
      for (const std::string& value : question.values)
        declare.share(question.key == "label" ? value : question.key + " " + value);
    }
  declare.finish();
}

std::vector<float> FilmMeasurer::figures(const metrics::FilmScores& scores) const {
  std::vector<float> values;
  const auto add = [&](double value) { values.push_back(static_cast<float>(value)); };
  add(scores.frames.frechet);
  add(scores.motion);
  if (asks_) add(scores.agreement);
  for (const double value : {scores.wobble, scores.movement, scores.frames.precision, scores.frames.recall,
                             scores.frames.coverage, scores.frames.density, scores.frames.diversity})
    add(value);
  const auto add_shares = [&](const auto& questions, const auto& shares) {
    for (size_t q = 0; q < questions.size(); ++q)
      if (questions[q].key != "turn")
        for (const double share : shares[q]) add(share);
  };
  add_shares(judge_.motion_questions(), scores.motions);
  add_shares(judge_.frame_questions(), scores.attributes);
  return values;
}

Expected<std::vector<float>> FilmMeasurer::measure(const train::Snapshot& snapshot,
                                                   const WorkContext& context) {
  const auto drawn = samples_.draw(snapshot, context);
  if (!drawn) return tl::unexpected(drawn.error());
  const std::span<const int> asked = asks_ ? std::span(samples_.labels()) : std::span<const int>();
  const auto scores = judge_.score(drawn->values, asked, context);
  if (!scores) return tl::unexpected(scores.error());
  return figures(*scores);
}

}  // namespace ganscope::measurers
