#include "core/metrics/films/film_judge.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "core/data/films/face_film.h"
#include "core/metrics/evaluate.h"

namespace ganscope::metrics {
namespace {

/// Films of faces, beginning with another one for another seed.
data::DatasetPointer faces_in_motion(int64_t count, uint64_t seed) {
  auto films = std::make_shared<data::Dataset>();
  films->key = "faces-film";
  films->title = "Faces in motion";
  films->count = count;
  films->channels = data::film_frames;
  films->height = films->width = 32;
  films->pixels.resize(static_cast<size_t>(count) * films->picture_bytes());
  films->label_names = data::face_motions();
  films->attributes = {{"glasses", {"no", "yes"}, {}}, {"smile", {"no", "yes"}, {}}};
  for (int64_t i = 0; i < count; ++i) {
    Random random(mix_seed(seed, static_cast<uint64_t>(i)));
    const auto motion = static_cast<data::FaceMotion>(random.below(3));
    const data::FaceTraits traits = data::random_actor(random);
    data::draw_film(traits, motion, 32,
                    films->pixels.data() + static_cast<size_t>(i) * films->picture_bytes());
    films->labels.push_back(static_cast<uint8_t>(motion));
    films->attributes[0].of.push_back(traits[data::FaceAttribute::glasses]);
    films->attributes[1].of.push_back(traits[data::FaceAttribute::smile]);
  }
  return films;
}

class FilmsJudged : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    data_ = faces_in_motion(900, 1);
    auto judge = FilmJudge::make(data_, {200, 500, 40}, {});
    ASSERT_TRUE(judge) << judge.error().what;
    judge_ = std::make_unique<FilmJudge>(std::move(*judge));
    fresh_ = faces_in_motion(200, 2);
  }
  static void TearDownTestSuite() {
    judge_.reset();
    data_.reset();
    fresh_.reset();
  }
  static std::vector<int> labels() { return {fresh_->labels.begin(), fresh_->labels.end()}; }

  static data::DatasetPointer data_, fresh_;
  static std::unique_ptr<FilmJudge> judge_;
};
data::DatasetPointer FilmsJudged::data_, FilmsJudged::fresh_;
std::unique_ptr<FilmJudge> FilmsJudged::judge_;

TEST_F(FilmsJudged, RealFilmsMoveAsAskedForAndTheirPeopleStay) {
  const auto scores = judge_->score(fresh_->pixels, labels(), {});
  ASSERT_TRUE(scores);
  EXPECT_GE(judge_->motion_accuracy(), 0.98);
  EXPECT_GE(scores->agreement, 0.98);
  EXPECT_NEAR(scores->movement, judge_->real().movement, 0.2 * judge_->real().movement);
  EXPECT_LT(scores->wobble, 0.5 * judge_->mixed().wobble);
  EXPECT_GT(judge_->mixed().wobble, 0.8) << "seven of eight parts, when frames are of anybody";
  EXPECT_LT(scores->motion, 0.2 * judge_->shuffled().motion) << "order matters";
  EXPECT_LT(judge_->shuffled().frames.frechet, 2 * judge_->real().frames.frechet + 0.5) << "frames do not";
}

TEST_F(FilmsJudged, FrozenFilmsDoNotMove) {
  std::vector<uint8_t> frozen = fresh_->pixels;
  for (size_t i = 0; i < frozen.size(); ++i) frozen[i] = frozen[i / data::film_frames * data::film_frames];
  const auto scores = judge_->score(frozen, labels(), {});
  ASSERT_TRUE(scores);
  EXPECT_EQ(scores->movement, 0);
  EXPECT_LT(scores->agreement, 0.5);
  EXPECT_LT(scores->wobble, 1e-6);
  EXPECT_GT(scores->motion, 5 * judge_->real().motion);
}

TEST_F(FilmsJudged, OneFilmForAllIsSeen) {
  std::vector<uint8_t> same;
  const auto film = fresh_->picture(0);
  for (int i = 0; i < 200; ++i) same.insert(same.end(), film.begin(), film.end());
  const auto scores = judge_->score(same, labels(), {});
  ASSERT_TRUE(scores);
  EXPECT_LT(scores->frames.diversity, 0.4 * judge_->real().frames.diversity);
  EXPECT_LT(scores->frames.coverage, 0.2);
}

TEST_F(FilmsJudged, TheReportHasFramesMotionAndTheTrivialAnswers) {
  const auto report = evaluate_films(data_, fresh_->pixels, fresh_->count, labels(), {});
  ASSERT_TRUE(report) << report.error().what;
  for (const char* key : {"frechet", "precision", "coverage", "diversity", "motion_frechet",
                          "label_agreement", "wobble", "movement", "two_sample"}) {
    const Figure* figure = report->find(key);
    ASSERT_NE(figure, nullptr) << key;
    EXPECT_TRUE(std::isfinite(figure->generated)) << key;
    EXPECT_TRUE(std::isfinite(figure->real)) << key;
  }
  ASSERT_EQ(report->trivial.size(), 2U);
  const auto motion = static_cast<size_t>(report->find("motion_frechet") -
                                          report->figures.data());  // values stand in their order
  EXPECT_GT(report->trivial[0].values[motion], report->figures[motion].generated);
  EXPECT_EQ(report->shares.front().key, "label");
  EXPECT_EQ(report->shares.front().values, data::face_motions());
}

TEST(FilmJudge, AFewFilmsAreRefused) {
  const auto judge = FilmJudge::make(faces_in_motion(8, 1), {}, {});
  ASSERT_FALSE(judge);
  EXPECT_EQ(judge.error().kind, FailureKind::bad_data);
}

}  // namespace
}  // namespace ganscope::metrics
