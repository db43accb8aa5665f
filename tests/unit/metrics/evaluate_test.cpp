#include "core/metrics/evaluate.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "core/base/random.h"
#include "core/data/laws/mixture_law.h"
#include "core/metrics/all_metrics.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/metrics/mixtures.h"

namespace ganscope::metrics {
namespace {

using testing::dataset_of;
using testing::ring;

/// Bars of one of three directions and a random place on a background of random grey: classes, and a
/// brightness as an attribute.
data::DatasetPointer bars(int64_t count, uint64_t seed) {
  auto set = std::make_shared<data::Dataset>();
  set->title = "bars";
  set->count = count;
  set->channels = 1;
  set->height = set->width = 16;
  set->label_names = {"across", "down", "both"};
  set->attributes = {{"ground", {"dark", "bright"}, {}}};
  Random random(seed);
  for (int64_t i = 0; i < count; ++i) {
    const uint64_t kind = random.below(3), place = 1 + random.below(13), ground = random.below(2);
    set->labels.push_back(static_cast<uint8_t>(kind));
    set->attributes.front().of.push_back(static_cast<uint8_t>(ground));
    for (uint64_t y = 0; y < 16; ++y)
      for (uint64_t x = 0; x < 16; ++x) {
        const bool bar =
            (kind != 1 && (y == place || y == place + 1)) || (kind != 0 && (x == place || x == place + 1));
        set->pixels.push_back(static_cast<uint8_t>(bar ? 230 : 80 * ground + random.below(30)));
      }
  }
  return set;
}

std::vector<int> labels_of(const data::Dataset& set) { return {set.labels.begin(), set.labels.end()}; }

/// The feature network's cache goes to a folder of this test.
class EvaluatePictures : public ::testing::Test {
 protected:
  EvaluatePictures() {
    at::set_num_threads(1);
    setenv("XDG_CACHE_HOME", folder_.path().c_str(), 1);
  }
  ~EvaluatePictures() override { unsetenv("XDG_CACHE_HOME"); }
  testing::TemporaryFolder folder_;
};

/// How far a figure is from its best, for the same data.
double badness(const Metric& metric, double value, double real) {
  switch (metric.better) {
    case Better::higher:
      return -value;
    case Better::lower:
      return value;
    case Better::half:
      return std::abs(value - 0.5);
    case Better::as_real:
      return std::abs(value - real);
  }
  return 0;
}

/// Every metric that applies is there, and other real samples are better than noise.
void expect_real_to_beat(const Report& noise, bool pictures) {
  for (const Metric& metric : all_metrics()) {
    if (pictures ? !metric.pictures : !metric.points) continue;
    if (metric.table || metric.captions) continue;  // these are none of one figure, and of obedience_test
    const Figure* figure = noise.find(metric.info.key);
    ASSERT_NE(figure, nullptr) << metric.info.key;
    ASSERT_TRUE(std::isfinite(figure->real)) << metric.info.key;
    if (metric.info.key == "modes") continue;  // noise finds them all
    if (!std::isfinite(figure->generated)) continue;
    EXPECT_GT(badness(metric, figure->generated, figure->real), badness(metric, figure->real, figure->real))
        << metric.info.key << ": noise " << figure->generated << ", real " << figure->real;
  }
}

TEST_F(EvaluatePictures, EveryMetricOfTheRegistryTellsRealFromNoise) {
  const auto set = bars(200, 1);
  Random random(3);
  std::vector<uint8_t> noise(size_t{100} * 256);
  for (uint8_t& value : noise) value = static_cast<uint8_t>(random.below(256));
  std::vector<int> asked;
  for (int i = 0; i < 100; ++i) asked.push_back(i % 3);
  const auto report = evaluate_pictures(set, noise, 100, asked, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->count, 100);
  EXPECT_EQ(report->reference, 100);
  EXPECT_EQ(report->training_pictures, 200);
  ASSERT_EQ(report->shares.size(), 2u);
  EXPECT_EQ(report->shares[0].key, "label");
  EXPECT_EQ(report->shares[1].key, "ground");
  EXPECT_GT(report->shares[0].accuracy, 0.8);
  expect_real_to_beat(*report, true);

  // Other pictures of the same law, with the cached network: like the real ones, but none of them.
  const auto fresh = bars(100, 2);
  const auto good = evaluate_pictures(set, fresh->pixels, 100, labels_of(*fresh), {});
  ASSERT_TRUE(good);
  for (const char* lower : {"frechet", "kernel_distance", "two_sample"})
    EXPECT_LT(good->find(lower)->generated, report->find(lower)->generated) << lower;
  EXPECT_GT(good->find("label_agreement")->generated, 0.8);
  // The network knows its training pictures better than fresh ones, so not exactly 1.
  EXPECT_GT(good->find("memorisation")->generated, 0.5);
  EXPECT_LT(good->find("memorisation")->generated, 3);
}

TEST_F(EvaluatePictures, CopiesOfTheTrainingPicturesAreFoundOut) {
  const auto set = bars(64, 1);  // as few as the preset that memorises
  const auto report = evaluate_pictures(set, set->pixels, 64, {}, {});
  ASSERT_TRUE(report);
  // Not exactly 0: a convolution rounds a picture a little differently in another place of its batch.
  EXPECT_NEAR(report->find("nearest")->generated, 0, 1e-2);
  EXPECT_NEAR(report->find("memorisation")->generated, 0, 1e-2);
  EXPECT_GT(report->find("memorisation")->real, 0.5);
  ASSERT_EQ(report->closest.size(), 5u);
  EXPECT_NEAR(report->closest.front().distance, 0, 1e-2);
  EXPECT_EQ(report->closest.front().picture, report->closest.front().sample);
  EXPECT_EQ(report->find("label_agreement"), nullptr) << "nobody asked for a class";
}

TEST_F(EvaluatePictures, TooFewPicturesAreRefusedWithAHint) {
  const auto few = evaluate_pictures(bars(39, 1), bars(39, 1)->pixels, 39, {}, {});
  ASSERT_FALSE(few);
  EXPECT_EQ(few.error().kind, FailureKind::bad_data);
  EXPECT_FALSE(few.error().hint.empty());
  EXPECT_EQ(evaluate_pictures(bars(64, 1), bars(1, 1)->pixels, 1, {}, {}).error().kind, FailureKind::usage);
}

TEST_F(EvaluatePictures, StopsWhenAskedTo) {
  WorkContext context;
  context.cancelled = [] { return true; };
  const auto set = bars(64, 5);
  const auto report = evaluate_pictures(set, set->pixels, 64, {}, context);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, FailureKind::cancelled);
}

TEST(EvaluatePoints, EveryMetricOfTheRegistryTellsRealFromNoise) {
  at::set_num_threads(1);
  data::Dataset set = dataset_of(ring(8, 0.02), 4000);
  std::vector<data::Kernel> kernels;
  for (const auto& centre : set.modes.centres) kernels.push_back({centre, 0.02, 1});
  set.law = std::make_shared<data::MixtureLaw>(2, kernels);
  Random random(3);
  PointSubject noise;
  for (int i = 0; i < 1200; ++i) noise.points.push_back(static_cast<float>(random.uniform(-1, 1)));
  noise.raw_points = noise.points;
  noise.judge = [](const std::vector<float>& points) {
    return Expected<std::vector<float>>(std::vector<float>(points.size() / 2, 0.5F));
  };
  const auto report = evaluate_points(set, noise, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->count, 600);
  EXPECT_EQ(report->reference, 3400);
  EXPECT_EQ(report->real, 600);
  EXPECT_EQ(report->modes_total, 8);
  expect_real_to_beat(*report, false);
}

TEST(EvaluatePoints, WithoutModesLawOrSecondDimensionTheRestIsThere) {
  at::set_num_threads(1);
  data::Dataset line;
  line.form = Form::points;
  line.dimensions = 1;
  line.count = 400;
  line.points.resize(400);
  Random(1).fill_normal(line.points);
  PointSubject subject;
  subject.points.assign(200, 3.0F);
  const auto report = evaluate_points(line, subject, {});
  ASSERT_TRUE(report);
  for (const char* absent : {"modes", "high_quality", "reverse_kl"})
    EXPECT_EQ(report->find(absent), nullptr) << absent;
  for (const char* present : {"kl", "js", "sliced_wasserstein", "two_sample"})
    EXPECT_NE(report->find(present), nullptr) << present;
  EXPECT_NEAR(report->find("sliced_wasserstein")->generated, 3, 0.2);
  EXPECT_TRUE(std::isnan(report->find("optimal_d")->generated)) << "nobody knows the law";
  line.count = 10;
  EXPECT_EQ(evaluate_points(line, subject, {}).error().kind, FailureKind::bad_data);
}

}  // namespace
}  // namespace ganscope::metrics
