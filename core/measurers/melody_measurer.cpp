#include "core/measurers/melody_measurer.h"

#include <array>
#include <string>
#include <utility>

#include "core/measurers/describe.h"

namespace ganscope::measurers {
namespace {

/// What stands at the end of a rule's line.
constexpr std::array<const char*, melody::rule_count> short_names{"scale",   "chord tones", "chords",
                                                                  "cadence", "rhythm",      "leaps"};
constexpr std::array<const char*, melody::rule_count> helps{
    "Share of notes that belong to the key, which the last chord tells.",
    "Share of strong beats, the first and the third of a bar, on which a tone of the bar's chord sounds.",
    "Share of melodies whose four chords are triads of the key.",
    "Share of melodies that end V–I, with the tonic held to the end.",
    "Share of melodies whose third bar has the rhythm of the first.",
    "Share of melodies in which no two notes in succession are further apart than a fifth."};

std::vector<float> melody_figures(const melody::Scores& scores) {
  std::vector<float> values;
  const auto add = [&](double value) { values.push_back(static_cast<float>(value)); };
  add(scores.shares.all());
  add(scores.copied);
  add(scores.distinct);
  for (size_t rule = 0; rule < melody::rule_count; ++rule)
    add(scores.shares.of(static_cast<melody::Rule>(rule)));
  return values;
}

}  // namespace

MelodyMeasurer::MelodyMeasurer(const train::Subject& subject, std::unique_ptr<train::Replica> replica)
    : samples_(subject, std::move(replica), judged_melodies),
      judge_(melody::lines_of(subject.dataset->pixels), judged_melodies) {
  table_.floors = melody_figures(judge_.real());
  table_.trivial = melody_figures(judge_.independent());
  declare();
}

void MelodyMeasurer::declare() {
  Declaration declare(table_);
  declare.plot(
      {"valid", "Share of melodies that keep every rule", "of 2,000", false, 0, 1.05, {1.0}, "real"});
  declare.series({"valid", "all rules", "Valid melodies",
                  "Share of melodies that keep every rule at once; real ones all do.", "valid",
                  config::Player::generator});
  declare.series({"copied", "copied", "Copied melodies",
                  "Share of melodies that stand in the training data as they are.", "valid",
                  config::Player::none});
  declare.plot({"distinct", "Different melodies", "share of 2,000", false, 0, 1.05, {}, ""});
  declare.series({"distinct", "different", "Different melodies",
                  "How many of the melodies are different from each other, as a share of all.", "distinct",
                  config::Player::generator});
  declare.plot(
      {"rules", "Rules", "share of notes, beats or melodies that keep each", false, 0, 1.05, {1.0}, "real"});
  for (size_t rule = 0; rule < melody::rule_count; ++rule)
    declare.series({std::string("rule_") + melody::key_of(static_cast<melody::Rule>(rule)), short_names[rule],
                    melody::title_of(static_cast<melody::Rule>(rule)), helps[rule], "rules",
                    config::Player::generator});
  declare.finish();
}

Expected<std::vector<float>> MelodyMeasurer::measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) {
  const auto drawn = samples_.draw(snapshot, context);
  if (!drawn) return tl::unexpected(drawn.error());
  if (context.cancelled()) return fail(FailureKind::cancelled, "given up", "", "");
  return melody_figures(judge_.score(melody::lines_of(drawn->values)));
}

}  // namespace ganscope::measurers
