#include "core/diagnose/film_rules.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace ganscope::diagnose {
namespace {

/// Figures of films, the same in ten measurements; real ones move by .04 and wobble by .1, frames of anybody
/// by .88, shuffled ones are 2 away from real motion.
struct Films {
  float movement = 0.04F, wobble = 0.12F, motion = 0.5F;
};

Course played_films(const Films& films) {
  constexpr float none = std::numeric_limits<float>::quiet_NaN();
  Course course;
  api::SeriesTable curves;
  for (const char* key : {"d_real", "d_fake"})
    curves.series.push_back({key, key, key, "", "", config::Player::none});
  course.begin(curves);
  api::MeasureTable table;
  const std::vector<std::pair<std::string, float>> real{
      {"frechet", 1.0F},   {"diversity", 1.0F}, {"coverage", 0.9F},       {"precision", 0.9F},
      {"movement", 0.04F}, {"wobble", 0.1F},    {"motion_frechet", 0.03F}};
  for (const auto& [key, floor] : real) {
    table.table.series.push_back({key, key, key, "", "", config::Player::none});
    table.floors.push_back(floor);
    table.trivial.push_back(key == "wobble" ? 0.88F : key == "motion_frechet" ? 2.0F : none);
  }
  course.begin_measures(table);
  int64_t step = 0;
  for (int second = 0; second < 10; ++second) {
    for (int i = 0; i < 100; ++i) {
      ++step;
      course.add(api::MetricRow{1, step, 0.01 * static_cast<double>(step), {0.6F, 0.4F}});
    }
    course.add(Measured{step,
                        0.01 * static_cast<double>(step),
                        {2.0F, 0.95F, 0.8F, 0.85F, films.movement, films.wobble, films.motion}});
  }
  return course;
}

TEST(FilmRules, FilmsThatMoveAsRealOnesAreHealthy) {
  const Course course = played_films({});
  EXPECT_FALSE(film_trouble(course));
  EXPECT_EQ(diagnose(course, {}).verdict, Verdict::healthy);
}

TEST(FilmRules, FilmsThatStandStillAreFrozen) {
  const Diagnosis found = diagnose(played_films({.movement = 0.01F}), {});
  EXPECT_EQ(found.verdict, Verdict::frozen);
  EXPECT_NE(plain(found.evidence).find("0.04"), std::string::npos) << plain(found.evidence);
}

TEST(FilmRules, FilmsOfAnybodyWobble) {
  EXPECT_EQ(diagnose(played_films({.wobble = 0.7F}), {}).verdict, Verdict::wobbling);
}

TEST(FilmRules, NothingIsHealthyWhileMotionIsNoBetterThanShuffledFrames) {
  EXPECT_NE(diagnose(played_films({.motion = 2.5F}), {}).verdict, Verdict::healthy);
}

TEST(FilmRules, OtherDataHaveNoSuchTrouble) {
  Course course;
  EXPECT_FALSE(film_trouble(course));
  EXPECT_TRUE(moves_right(course, {}));
}

}  // namespace
}  // namespace ganscope::diagnose
