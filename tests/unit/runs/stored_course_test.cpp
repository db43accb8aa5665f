#include "core/runs/stored_course.h"

#include <cmath>

#include "tests/unit/runs/stored_run.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;
using diagnose::Course;
using diagnose::Verdict;

/// A run is written to the disk and gathered in memory, as whoever watches it does.
class StoredCourse : public ::testing::Test {
 protected:
  StoredCourse() : run_(testing::new_run(folder_)) {
    watched_.begin(testing::stored_curves());
    measures_.table = testing::series_of({"modes", "high_quality", "diversity", "js"});
    measures_.floors = {8, 0.98F, 2, 0.004F};
    watched_.begin_measures(measures_);
    EXPECT_TRUE(run_.open_measures(measures_.table));
    EXPECT_TRUE(run_.keep_floors(measures_));
  }
  void step(float d_real, float d_fake, float grad_g = 1) {
    ++step_;
    const double seconds = 0.002 * static_cast<double>(step_);
    const api::MetricRow row{1, step_, seconds, {0.7F, 0.7F, 500, d_real, d_fake, grad_g, 1}};
    watched_.add(row);
    ASSERT_TRUE(run_.append(row));
    if (step_ % 500 != 0) return;
    const std::vector<float> figures = {8, 0.97F, 2, 0.005F};
    watched_.add(diagnose::Measured{step_, seconds, figures});
    ASSERT_TRUE(run_.append_measures({1, step_, seconds, figures}));
  }
  [[nodiscard]] Course stored(int64_t until = any_step) {
    EXPECT_TRUE(run_.flush());
    return stored_course(folder_, stored_measures(folder_, testing::catalogue_of_runs()), until);
  }
  [[nodiscard]] static diagnose::Diagnosis said(const Course& course, bool saturates = false) {
    return diagnose::diagnose(course, {{true, saturates}, Form::points, 0.001, 0.001, false});
  }
  /// What is said of the run on disk is, word for word, what is said of the one that was watched.
  void expect_as_watched(Verdict verdict, bool saturates = false) {
    const diagnose::Diagnosis watched = said(watched_, saturates), read = said(stored(), saturates);
    EXPECT_EQ(diagnose::key_of(watched.verdict), std::string(diagnose::key_of(verdict)));
    EXPECT_EQ(diagnose::key_of(read.verdict), std::string(diagnose::key_of(verdict)));
    EXPECT_EQ(diagnose::plain(read.evidence), diagnose::plain(watched.evidence));
    EXPECT_EQ(read.advice.pattern, watched.advice.pattern);
  }

  testing::TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path() / "run";
  storage::RunFolder run_;
  Course watched_;
  api::MeasureTable measures_;
  int64_t step_ = 0;
};

TEST_F(StoredCourse, OfAShortRunIsWhatWasWatched) {
  for (int i = 0; i < 3030; ++i) step(0.6F, 0.4F);
  expect_as_watched(Verdict::healthy);
  const Course course = stored();
  ASSERT_EQ(course.bins().size(), watched_.bins().size());
  EXPECT_EQ(course.measured().size(), 6U);
  EXPECT_EQ(course.floor(diagnose::Figure::modes), 8);
  EXPECT_EQ(stored(1000).steps(), 1000) << "up to a step";
  EXPECT_EQ(stored(1000).measured().size(), 2U);
}

TEST_F(StoredCourse, OfALongRunIsReadAtBothEndsInTheSameBins) {
  for (int i = 0; i < 60'011; ++i) step(0.6F, 0.4F + 0.00001F * static_cast<float>(i % 1000));
  expect_as_watched(Verdict::healthy);
  ASSERT_GT(fs::file_size(folder_ / "metrics.csv"), uint64_t{1} << 20);
  const Course course = stored();
  EXPECT_LT(course.bins().size(), watched_.bins().size()) << "the middle is not read";
  for (size_t back = 1; back <= 62; ++back) {
    const diagnose::Bin &read = course.bins()[course.bins().size() - back],
                        &seen = watched_.bins()[watched_.bins().size() - back];
    EXPECT_EQ(read.step, seen.step);
    EXPECT_EQ(read[diagnose::Curve::d_fake], seen[diagnose::Curve::d_fake]);
  }
  EXPECT_EQ(stored(30'000).steps(), 30'000) << "up to a step in its middle";
}

TEST_F(StoredCourse, RemembersTheGradientsOfTheBeginning) {
  for (int i = 0; i < 500; ++i) step(0.7F, 0.3F, 5);
  for (int i = 0; i < 40'000; ++i) step(0.99F, 0.001F, 0.0001F);
  expect_as_watched(Verdict::d_wins, true);
  EXPECT_EQ(stored().early_peak(diagnose::Curve::grad_g), 5);
}

TEST_F(StoredCourse, SeesCircles) {
  for (int i = 0; i < 40'000; ++i) step(0.6F, 0.4F + 0.3F * std::sin(static_cast<float>(i) * 0.02F));
  expect_as_watched(Verdict::oscillation);
}

TEST_F(StoredCourse, OfNothingIsSilent) {
  EXPECT_EQ(said(stored()).verdict, Verdict::settling);
  EXPECT_EQ(said(stored_course("", {})).verdict, Verdict::settling);
  EXPECT_EQ(said(stored_course(temporary_.path() / "nowhere", {})).verdict, Verdict::settling);
}

TEST_F(StoredCourse, TunedRatesAndThePointsComeFromTheCheckpoint) {
  const config::Settings settings = testing::fake_experiment().settings;
  const diagnose::Setting setting = stored_setting(
      settings, {{"run.tuned.lr_g", "0.0003"}, {"data.points", "1"}, {"run.tuned.lr_d", "rubbish"}},
      {false, true});
  EXPECT_EQ(setting.lr_g, 0.0003);
  EXPECT_EQ(setting.lr_d, 0.001);
  EXPECT_EQ(setting.form, Form::points);
  EXPECT_TRUE(setting.game.generator_saturates);
  EXPECT_EQ(stored_setting(settings, {}, {}).form, Form::pictures);
  EXPECT_EQ(stored_setting(settings, {{"data.form", "films"}}, {}).form, Form::films);
}

TEST_F(StoredCourse, TheNewestRowIsTheLastWholeOne) {
  for (int i = 0; i < 3000; ++i) step(0.6F, 0.4F);
  ASSERT_TRUE(run_.flush());
  std::ofstream(folder_ / "metrics.csv", std::ios::app) << "3001,6.002,0.7";
  const auto newest = newest_row(folder_ / "metrics.csv", testing::series_of({"d_fake"}));
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->step, 3000);
  EXPECT_EQ(newest->values, std::vector<float>{0.4F});
  EXPECT_EQ(newest_row(folder_ / "metrics.csv", {}, 17)->step, 17);
  EXPECT_FALSE(newest_row(folder_ / "metrics.csv", {}, 0));
  EXPECT_FALSE(newest_row(folder_ / "nothing.csv", {}));
}

TEST_F(StoredCourse, FloorsAreKeptUnderTheFiguresNames) {
  EXPECT_EQ(testing::text_in(folder_ / "measures-real.csv"),
            "modes,high_quality,diversity,js\n8,0.98,2,0.004\n");
  step_ = 499;
  step(0.6F, 0.4F);
  ASSERT_TRUE(run_.flush());
  EXPECT_EQ(stored_measures(folder_, testing::catalogue_of_runs()).floors, measures_.floors);
  fs::remove(folder_ / "measures-real.csv");
  for (const float floor : stored_measures(folder_, testing::catalogue_of_runs()).floors)
    EXPECT_TRUE(std::isnan(floor));
}

}  // namespace
}  // namespace ganscope::runs
