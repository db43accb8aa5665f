// What the measures of melodies mean.
#include "core/diagnose/melody_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ganscope::diagnose {
namespace {

struct MelodyFigures {
  float valid, copied, distinct, scale, chord_tones, chords, cadence, motif, leaps;
};

Diagnosis of_melodies(const MelodyFigures& figures) {
  Course course;
  api::SeriesTable table;
  for (const char* key : {"d_loss", "g_loss", "d_real", "d_fake"})
    table.series.push_back({key, key, key, "", "", config::Player::none});
  course.begin(table);
  api::MeasureTable measured;
  for (const char* key : {"valid", "copied", "distinct", "rule_scale", "rule_chord_tones", "rule_chords",
                          "rule_cadence", "rule_motif", "rule_leaps"})
    measured.table.series.push_back({key, key, key, "", "", config::Player::none});
  const auto row = [](const MelodyFigures& f) {
    return std::vector<float>{f.valid,  f.copied,  f.distinct, f.scale, f.chord_tones,
                              f.chords, f.cadence, f.motif,    f.leaps};
  };
  measured.floors = row({1, 0, 1, 1, 1, 1, 1, 1, 1});
  measured.trivial = row({0, 0, 1, 0.84F, 0.42F, 0.18F, 0.05F, 0.07F, 0});
  course.begin_measures(measured);
  int64_t step = 0;
  for (int second = 0; second < 12; ++second) {
    for (int i = 0; i < 100; ++i) {
      ++step;
      course.add(api::MetricRow{1, step, 0.01 * static_cast<double>(step), {0.7F, 0.7F, 0.5F, 0.5F}});
    }
    course.add(Measured{step, 0.01 * static_cast<double>(step), row(figures)});
  }
  return diagnose(course, {});
}

TEST(MelodyRules, SayWhichRulesAreKeptWhereNotAllAreAtOnce) {
  const Diagnosis found = of_melodies({0.3F, 0, 0.997F, 0.99F, 0.94F, 0.97F, 0.96F, 0.81F, 0.47F});
  EXPECT_EQ(found.verdict, Verdict::learned_most);
  EXPECT_TRUE(is_good(found.verdict));
  EXPECT_EQ(plain(found.evidence),
            "99 % of notes lie in the scale, 94 % of strong beats on the chord; 81 % repeat the rhythm, 47 % "
            "leap not too far.");
}

TEST(MelodyRules, SayThatAllIsLearnedWhereMostMelodiesKeepAll) {
  EXPECT_EQ(of_melodies({0.8F, 0, 0.99F, 1, 0.99F, 0.99F, 0.99F, 0.95F, 0.9F}).verdict,
            Verdict::learned_rule);
}

TEST(MelodyRules, StaySilentWhileARuleIsOftenBroken) {
  EXPECT_EQ(of_melodies({0.05F, 0, 0.99F, 0.97F, 0.85F, 0.97F, 0.96F, 0.5F, 0.1F}).verdict,
            Verdict::settling);
}

TEST(MelodyRules, SeeOneMelodyForAllLatentsThoughItKeepsTheRules) {
  EXPECT_EQ(of_melodies({1, 0, 0.02F, 1, 1, 1, 1, 1, 1}).verdict, Verdict::collapse);
}

}  // namespace
}  // namespace ganscope::diagnose
