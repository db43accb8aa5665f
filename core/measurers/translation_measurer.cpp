#include "core/measurers/translation_measurer.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "core/base/number_text.h"
#include "core/measurers/describe.h"

namespace ganscope::measurers {
namespace {

constexpr int64_t most_translated = 512;  ///< pictures of all directions together
constexpr int64_t most_targets = 1000;

using Scores = metrics::TranslationScores;

/// A figure, and the plot that it is drawn in.
struct Kind {
  const char *key, *label, *title, *back, *help;
  double Scores::*value;
  const char* subtitle;
  bool share, logarithmic;
};
constexpr std::array kinds{
    Kind{"frechet", "Fréchet", "Fréchet distance", "Fréchet distance, back",
         "How far the features of what comes out lie from those of real pictures; lower is better.",
         &Scores::frechet, "of what comes out to real pictures", false, true},
    Kind{"reconstruction", "distance", "Off the truth", "Off the truth, back",
         "Mean distance of pixels to the true picture, in [0, 1], on pictures that are held out.",
         &Scores::reconstruction, "a pixel, on held-out pictures", false, false},
    Kind{"agreement", "agree", "Attributes as in the truth", "Attributes as in the truth, back",
         "How often the feature network sees the attributes that the true picture has.", &Scores::agreement,
         "as the feature network sees them", true, false},
    Kind{"converted", "converted", "Converted", "Converted, back",
         "Share of held-out pictures in which what tells both domains apart is as it shall be.",
         &Scores::converted, "what shall change", true, false},
    Kind{"kept", "kept", "Kept", "Kept, back", "Share of all other attributes that are as they were.",
         &Scores::kept, "what shall stay", true, false}};

std::string figure_text(const Kind& kind, double value) {
  if (kind.share) return fmt::format("{:.2f}", value);
  return value >= 10 ? grouped(std::llround(value)) : fmt::format("{:.3f}", value);
}

}  // namespace

Expected<std::unique_ptr<measure::Measurer>> TranslationMeasurer::make(
    const train::Subject& subject, std::unique_ptr<train::Replica> replica, const WorkContext& context) {
  const bool paired = subject.dataset->inputs.paired;
  auto judge = metrics::TranslationJudge::make(
      subject.dataset, {paired ? most_translated : most_translated / 2, most_targets}, context);
  if (!judge) return tl::unexpected(judge.error());
  std::unique_ptr<TranslationMeasurer> made(new TranslationMeasurer(std::move(*judge), std::move(replica)));
  if (made->table_.table.series.empty()) return nullptr;  // of so few pictures nothing can be said
  return std::unique_ptr<measure::Measurer>(std::move(made));
}

TranslationMeasurer::TranslationMeasurer(metrics::TranslationJudge judge,
                                         std::unique_ptr<train::Replica> replica)
    : judge_(std::move(judge)), replica_(std::move(replica)) {
  for (size_t i = 0; i < judge_.directions().size(); ++i) {
    add_figures(judge_.directions()[i].real, i, table_.floors);
    add_figures(judge_.directions()[i].input, i, table_.trivial);
  }
  declare();
}

void TranslationMeasurer::add_figures(const Scores& scores, size_t direction,
                                      std::vector<float>& values) const {
  for (const Kind& kind : kinds)
    if (std::isfinite(judge_.directions()[direction].real.*kind.value))
      values.push_back(static_cast<float>(scores.*kind.value));
}

void TranslationMeasurer::declare() {
  using config::Player;
  Declaration declare(table_);
  const auto& directions = judge_.directions();
  const bool both = directions.size() > 1;
  for (size_t i = 0; i < directions.size(); ++i) {
    for (const Kind& kind : kinds) {
      if (!std::isfinite(directions[i].real.*kind.value)) continue;
      api::SeriesInfo info{kind.key, kind.label, kind.title, kind.help, kind.key, Player::generator};
      if (both) info.label = i == 0 ? "there" : "back";
      if (i > 0) {
        info.key += "_back";
        info.title = kind.back;
        info.player = Player::real;
      }
      declare.series(std::move(info));
      if (i > 0) continue;
      std::string subtitle = kind.subtitle;
      // What nobody has to learn for: as an aside, for a line of it would only press the others together.
      if (const double alone = directions.front().input.*kind.value; std::isfinite(alone)) {
        const double other = both ? directions.back().input.*kind.value : alone;
        subtitle =
            both && std::isfinite(other)
                ? fmt::format("input alone {} and {}", figure_text(kind, alone), figure_text(kind, other))
                : fmt::format("input alone {}", figure_text(kind, alone));
      }
      declare.plot(
          {kind.key, kind.title, std::move(subtitle), kind.logarithmic, 0, kind.share ? 1.05 : 0.0, {}, ""});
    }
  }
  declare.finish();
}

Expected<std::vector<float>> TranslationMeasurer::measure(const train::Snapshot& snapshot,
                                                          const WorkContext& context) {
  std::vector<float> values;
  for (size_t i = 0; i < judge_.directions().size(); ++i) {
    const auto scores = judge_.judge(*replica_, snapshot, api::Model::ema, i, context);
    if (!scores) return tl::unexpected(scores.error());
    add_figures(*scores, i, values);
  }
  return values;
}

}  // namespace ganscope::measurers
