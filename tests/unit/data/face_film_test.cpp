#include "core/data/films/face_film.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::load;
using test::settings_for;
using test::with;

constexpr int film_side = 32;

std::vector<uint8_t> film_of(const FaceTraits& traits, FaceMotion motion) {
  std::vector<uint8_t> film(film_side * film_side * film_frames);
  draw_film(traits, motion, film_side, film.data());
  return film;
}

int level(const std::vector<uint8_t>& film, int x, int y, int frame) {
  return film[static_cast<size_t>((y * film_side + x) * film_frames + frame)];
}

/// Pixels that two frames see at least 12 levels apart, by rows and columns.
struct Moved {
  int pixels = 0, highest = film_side, lowest = -1;
};
Moved between(const std::vector<uint8_t>& film, int a, int b) {
  Moved moved;
  for (int y = 0; y < film_side; ++y)
    for (int x = 0; x < film_side; ++x)
      if (std::abs(level(film, x, y, a) - level(film, x, y, b)) >= 12) {
        ++moved.pixels;
        moved.highest = std::min(moved.highest, y);
        moved.lowest = std::max(moved.lowest, y);
      }
  return moved;
}

/// How well frame `b` is frame `a` moved by (dx, dy), around the eyes: the mean difference of levels.
double misfit(const std::vector<uint8_t>& film, int a, int b, int dx, int dy) {
  double sum = 0;
  for (int y = 12; y < 22; ++y)
    for (int x = 10; x < 22; ++x) sum += std::abs(level(film, x + dx, y + dy, b) - level(film, x, y, a));
  return sum / 120;
}

/// How well the eyes of frame 2 are those of frame 6 three or four pixels further, of how well where they
/// were.
double further(const std::vector<uint8_t>& film, int x, int y) {
  return std::min(misfit(film, 6, 2, 3 * x, 3 * y), misfit(film, 6, 2, 4 * x, 4 * y)) /
         misfit(film, 6, 2, 0, 0);
}

class EveryActor : public ::testing::TestWithParam<uint64_t> {
 protected:
  FaceTraits actor_ = [] {
    Random random(GetParam());
    return random_actor(random);
  }();
};

TEST_P(EveryActor, TurnsToOneSideAndToTheOther) {
  const auto film = film_of(actor_, FaceMotion::turns);
  EXPECT_LT(further(film, 1, 0), 1.1) << "the eyes, from the left of the picture to the right";
  EXPECT_GT(further(film, 0, 1), further(film, 1, 0));
}

TEST_P(EveryActor, NodsDownAndUp) {
  const auto film = film_of(actor_, FaceMotion::nods);
  EXPECT_LT(further(film, 0, 1), 0.5);
  EXPECT_GT(further(film, 1, 0), further(film, 0, 1));
}

TEST_P(EveryActor, ClosesItsEyesAndNothingElseMoves) {
  const auto film = film_of(actor_, FaceMotion::blinks);
  const Moved moved = between(film, 0, 3);
  EXPECT_GE(moved.pixels, 8);
  EXPECT_GE(moved.highest, 11) << "the eyes only";
  EXPECT_LE(moved.lowest, 21);
  EXPECT_EQ(between(film, 0, 1).pixels, 0) << "open before and after";
  EXPECT_EQ(between(film, 0, 7).pixels, 0);
  EXPECT_EQ(between(film, 3, 4).pixels, 0) << "closed for two frames";
}

TEST_P(EveryActor, EveryFilmBeginsAsTheSamePictureAndLoops) {
  const auto turning = film_of(actor_, FaceMotion::turns), nodding = film_of(actor_, FaceMotion::nods),
             blinking = film_of(actor_, FaceMotion::blinks);
  for (int y = 0; y < film_side; ++y)
    for (int x = 0; x < film_side; ++x) {
      ASSERT_EQ(level(turning, x, y, 0), level(nodding, x, y, 0));
      ASSERT_EQ(level(turning, x, y, 0), level(blinking, x, y, 0));
    }
  for (const auto* film : {&turning, &nodding}) {
    int largest = 0;
    for (int frame = 0; frame + 1 < film_frames; ++frame)
      largest = std::max(largest, between(*film, frame, frame + 1).pixels);
    EXPECT_LE(between(*film, film_frames - 1, 0).pixels, largest) << "no jump from the last to the first";
    EXPECT_GT(largest, 40);
  }
}

TEST_P(EveryActor, ShouldersAndGroundStandStill) {
  for (const FaceMotion motion : {FaceMotion::turns, FaceMotion::nods, FaceMotion::blinks}) {
    const auto film = film_of(actor_, motion);
    for (int frame = 1; frame < film_frames; ++frame)
      for (const auto& [x, y] : {std::pair(1, 1), {30, 12}, {4, 31}, {28, 31}, {16, 30}})
        EXPECT_EQ(level(film, x, y, frame), level(film, x, y, 0)) << x << ' ' << y;
  }
}

INSTANTIATE_TEST_SUITE_P(Films, EveryActor, ::testing::Range<uint64_t>(1, 41));

TEST(FaceFilms, TheSameSettingsGiveTheSameBytesAndEveryMotionOccurs) {
  const auto settings = with(settings_for("faces-film"), "data_count", int64_t{300});
  const auto set = load(settings), again = load(settings);
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->channels, film_frames);
  EXPECT_EQ((*set)->count, 300);
  EXPECT_EQ((*set)->pixels, (*again)->pixels);
  EXPECT_EQ((*set)->label_names, face_motions());
  std::array<int, 3> of{};
  for (const uint8_t label : (*set)->labels) ++of[label];
  for (const int count : of) EXPECT_GT(count, 70);
  const auto other = load(with(settings, "data_seed", int64_t{2}));
  EXPECT_NE((*set)->pixels, (*other)->pixels);
}

TEST(FaceFilms, ActorsDifferAndWhatIsSaidOfThemIsTrueOfAllFrames) {
  std::set<std::vector<uint8_t>> seen;
  for (uint64_t i = 0; i < 60; ++i) {
    Random random(i);
    seen.insert(film_of(random_actor(random), FaceMotion::blinks));
  }
  EXPECT_EQ(seen.size(), 60U);
  // Glasses on one and the same face change its film at the eyes and nowhere else.
  Random random(4);
  FaceTraits traits = random_actor(random);
  traits[FaceAttribute::glasses] = 0;
  const auto without = film_of(traits, FaceMotion::nods);
  traits[FaceAttribute::glasses] = 1;
  const auto with_them = film_of(traits, FaceMotion::nods);
  for (int frame = 0; frame < film_frames; ++frame) {
    int changed = 0;
    for (int y = 0; y < film_side; ++y)
      for (int x = 0; x < film_side; ++x)
        changed += std::abs(level(without, x, y, frame) - level(with_them, x, y, frame)) >= 20 ? 1 : 0;
    EXPECT_GT(changed, 20) << frame;
    EXPECT_LT(changed, 120) << frame;
  }
}

TEST(FaceFilms, NothingStandsBehindTheColon) {
  const auto set = load("faces-film:x");
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().kind, FailureKind::usage);
}

}  // namespace
}  // namespace ganscope::data
