#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <map>
#include <numbers>

#include "core/base/random.h"
#include "core/measurers/make_measurer.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_stepper.h"
#include "tests/support/mirrored_squares.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::measurers {
namespace {

using PointOf = std::function<std::array<float, 2>(const float* latent)>;

/// Draws every latent [latent_dim 4] as a point by a function of the test's.
class FunctionReplica final : public train::Replica {
 public:
  explicit FunctionReplica(PointOf point) : point_(std::move(point)) {}
  Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model, const std::vector<float>& latents,
                               const std::vector<int>&, bool scored) override {
    api::Answer result;
    result.step = snapshot.step();
    for (size_t i = 0; i + 4 <= latents.size(); i += 4) {
      const auto point = point_(&latents[i]);
      result.points.insert(result.points.end(), point.begin(), point.end());
      if (scored) result.scores.push_back(0.5F);
      ++result.count;
    }
    return result;
  }

 private:
  PointOf point_;
};

/// Eight clusters on a circle of radius 1, sigma 0.02.
data::DatasetPointer ring() {
  auto data = std::make_shared<data::Dataset>();
  data->key = "ring";
  data->form = Form::points;
  data->count = 4000;
  data->dimensions = 2;
  data->modes.sigma = 0.02;
  Random random(1);
  for (int m = 0; m < 8; ++m) {
    const double angle = 2 * std::numbers::pi * m / 8;
    data->modes.centres.push_back({std::cos(angle), std::sin(angle)});
  }
  for (int64_t i = 0; i < data->count; ++i)
    for (const double middle : data->modes.centres[static_cast<size_t>(i % 8)])
      data->points.push_back(static_cast<float>(middle + 0.02 * random.normal()));
  return data;
}

std::map<std::string, float> figures_of(const PointOf& point, const data::DatasetPointer& data,
                                        std::map<std::string, float>* floors = nullptr) {
  const auto factory = make_measurer_factory([&](const config::Experiment&, const api::DataInfo&) {
    return Expected<std::unique_ptr<train::Replica>>(std::make_unique<FunctionReplica>(point));
  });
  const train::Subject subject{testing::fake_experiment(), {}, 4, 1, data};
  auto measurer = factory(subject, {});
  EXPECT_TRUE(measurer && *measurer);
  const auto values = (*measurer)->measure(testing::FakeSnapshot({}), {});
  EXPECT_TRUE(values);
  const api::MeasureTable table = (*measurer)->table();
  EXPECT_EQ(table.table.series.size(), values->size());
  EXPECT_EQ(table.floors.size(), values->size());
  std::map<std::string, float> figures;
  for (size_t i = 0; i < values->size(); ++i) {
    const api::SeriesInfo& info = table.table.series[i];
    EXPECT_EQ(info.counts, info.key == "modes") << info.key << ": modes are counted, all else is measured";
    figures[info.key] = (*values)[i];
    if (floors) (*floors)[info.key] = table.floors[i];
  }
  return figures;
}

/// A point on mode `m` of the ring, scattered as the data are.
std::array<float, 2> on_mode(int m, const float* latent) {
  const double angle = 2 * std::numbers::pi * m / 8;
  return {static_cast<float>(std::cos(angle)) + 0.02F * latent[0],
          static_cast<float>(std::sin(angle)) + 0.02F * latent[1]};
}

TEST(PointMeasurer, APerfectSamplerGetsWhatTheDataGet) {
  std::map<std::string, float> floors;
  const auto figures = figures_of(
      [](const float* z) {
        const double uniform = 0.5 * std::erfc(-static_cast<double>(z[2]) / std::numbers::sqrt2);
        return on_mode(std::min(7, static_cast<int>(8 * uniform)), z);
      },
      ring(), &floors);
  EXPECT_EQ(figures.at("modes"), 8);
  EXPECT_EQ(floors.at("modes"), 8);
  EXPECT_NEAR(figures.at("high_quality"), 0.989F, 0.008F) << "1 − exp(−9/2), three times the sampling error";
  EXPECT_NEAR(floors.at("high_quality"), 0.989F, 0.008F);
  EXPECT_LT(figures.at("reverse_kl"), 0.006F) << "7/(2·2500) on average";
  EXPECT_NEAR(figures.at("diversity") / floors.at("diversity"), 1, 0.05);
  EXPECT_NEAR(floors.at("diversity"), 1.257F, 0.05F) << "the mean chord between 8 points of a circle";
  EXPECT_NEAR(figures.at("share:mode 3"), 0.125F, 0.03F);
}

TEST(PointMeasurer, OneClumpOnOneModeIsOneModeWithoutDiversity) {
  std::map<std::string, float> floors;
  const auto figures = figures_of([](const float* z) { return on_mode(2, z); }, ring(), &floors);
  EXPECT_EQ(figures.at("modes"), 1);
  EXPECT_GT(figures.at("high_quality"), 0.98F);
  EXPECT_NEAR(figures.at("reverse_kl"), std::log(8.0F), 1e-4F);
  EXPECT_LT(figures.at("diversity"), 0.05F * floors.at("diversity"));
  EXPECT_EQ(figures.at("share:mode 1"), 0);
  EXPECT_GT(figures.at("share:mode 3"), 0.98F);
}

TEST(PointMeasurer, AMeasurementIsGivenUpWhenNobodyWantsIt) {
  const auto factory = make_measurer_factory([&](const config::Experiment&, const api::DataInfo&) {
    return Expected<std::unique_ptr<train::Replica>>(
        std::make_unique<FunctionReplica>([](const float* z) { return on_mode(0, z); }));
  });
  auto measurer = factory({testing::fake_experiment(), {}, 4, 1, ring()}, {});
  ASSERT_TRUE(measurer && *measurer);
  WorkContext context;
  context.cancelled = [] { return true; };
  const auto values = (*measurer)->measure(testing::FakeSnapshot({}), context);
  ASSERT_FALSE(values);
  EXPECT_EQ(values.error().kind, FailureKind::cancelled);
}

/// What is measured of a model that mirrors everything.
api::MeasureTable table_of(const data::DatasetPointer& data, std::map<std::string, float>& figures) {
  const testing::TemporaryFolder folder;
  setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
  const auto factory = make_measurer_factory([&](const config::Experiment&, const api::DataInfo&) {
    return Expected<std::unique_ptr<train::Replica>>(std::make_unique<testing::Mirror>());
  });
  train::Subject subject{testing::fake_experiment(), {}, 4, 1, data};
  subject.experiment.settings.set("task", std::string("pairs"));
  auto measurer = factory(subject, {});
  unsetenv("XDG_CACHE_HOME");
  EXPECT_TRUE(measurer && *measurer);
  if (!measurer || !*measurer) return {};
  const auto values = (*measurer)->measure(testing::FakeSnapshot({}), {});
  EXPECT_TRUE(values);
  const api::MeasureTable table = (*measurer)->table();
  for (size_t i = 0; values && i < values->size(); ++i) figures[table.table.series[i].key] = (*values)[i];
  return table;
}

TEST(TranslationMeasurer, HasTheTruthAsItsFloorAndSaysWhatTheInputAloneGets) {
  std::map<std::string, float> figures;
  const api::MeasureTable table = table_of(testing::mirrored_pairs(), figures);
  EXPECT_EQ(figures.at("reconstruction"), 0);
  ASSERT_EQ(table.floors.size(), 3u) << "Fréchet, distance and agreement";
  ASSERT_EQ(table.trivial.size(), 3u);
  EXPECT_EQ(figures.at("frechet"), table.floors[0]);
  EXPECT_GT(table.trivial[0], 2 * table.floors[0]);
  EXPECT_GT(table.trivial[1], 0.05F);
  ASSERT_EQ(table.table.plots.size(), 3u);
  EXPECT_TRUE(table.table.plots[0].subtitle.starts_with("input alone ")) << table.table.plots[0].subtitle;
  ASSERT_FALSE(table.table.plots[0].guides.empty());
  EXPECT_EQ(static_cast<float>(table.table.plots[0].guides.front()), table.floors[0]);
}

TEST(TranslationMeasurer, MeasuresBothWaysInOnePlotEach) {
  std::map<std::string, float> figures;
  const api::MeasureTable table = table_of(testing::mirrored_domains(), figures);
  EXPECT_EQ(table.table.series.size(), 10u);
  EXPECT_EQ(table.table.plots.size(), 5u);
  for (const char* key : {"converted", "converted_back", "kept", "kept_back"})
    EXPECT_GT(figures.at(key), 0.95F) << key;
  for (size_t i = 0; i < table.table.series.size(); ++i)
    if (table.table.series[i].key == "converted_back") {
      EXPECT_LT(table.trivial[i], 0.05F);
      EXPECT_EQ(table.table.series[i].plot, "converted");
    }
}

}  // namespace
}  // namespace ganscope::measurers
