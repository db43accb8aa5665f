// Principal components and the first layer's factors, on layers whose true ones are known.
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/random.h"
#include "core/explore/feature_moments.h"
#include "core/explore/latent_math.h"
#include "core/explore/leading_eigen.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using testing::ToolBench;

/// Orthonormal rows [count, size].
std::vector<Latent> orthonormal(int count, int size, uint64_t seed) {
  std::vector<Latent> rows;
  Random random(seed);
  while (static_cast<int>(rows.size()) < count) {
    Latent row(static_cast<size_t>(size));
    random.fill_normal(row);
    for (const Latent& other : rows) row = add(row, other, -dot(row, other));
    rows.push_back(normalized(row));
  }
  return rows;
}

/// Σ strength · out · inᵀ, [outputs, inputs]: amplifies the directions `in`, each by its own strength.
std::vector<float> layer_of(const std::vector<Latent>& out, const std::vector<Latent>& in,
                            const std::vector<float>& strengths) {
  const size_t outputs = out.front().size(), inputs = in.front().size();
  std::vector<float> layer(outputs * inputs);
  for (size_t k = 0; k < strengths.size(); ++k)
    for (size_t j = 0; j < outputs; ++j)
      for (size_t i = 0; i < inputs; ++i) layer[j * inputs + i] += strengths[k] * out[k][j] * in[k][i];
  return layer;
}

double alignment(const api::Rows& rows, int row, const Latent& with) {
  return std::abs(dot({rows.row(row), rows.row(row) + rows.width}, with));
}

TEST(Components, AreTheDirectionsThatTheFirstLayerSpreadsMost) {
  ToolBench bench(16);
  const auto in = orthonormal(3, 16, 1);
  bench.script->first_layer = layer_of(orthonormal(3, 40, 2), in, {4, 2, 1});
  const auto found = bench.run(ask_of("components", {{"samples", int64_t{4000}}, {"count", int64_t{3}}}));
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->vectors.count, 3);
  ASSERT_EQ(found->vectors.width, 16);
  ASSERT_EQ(found->table.size(), 3U);
  const std::vector<double> shares{16.0 / 21, 4.0 / 21, 1.0 / 21};
  for (int k = 0; k < 3; ++k) {
    EXPECT_GT(alignment(found->vectors, k, in[static_cast<size_t>(k)]), 0.99) << k;
    EXPECT_NEAR(found->table[static_cast<size_t>(k)].numbers[0], shares[static_cast<size_t>(k)], 0.02) << k;
    EXPECT_NEAR(norm({found->vectors.row(k), found->vectors.row(k) + 16}), 1, 1e-5);
  }
}

TEST(Components, OfManyFeaturesAreFoundInSumsOfThem) {
  ToolBench bench(8);
  const auto in = orthonormal(2, 8, 1);
  bench.script->first_layer = layer_of(orthonormal(2, 5000, 2), in, {4, 2});
  const auto found = bench.run(ask_of("components", {{"samples", int64_t{2000}}, {"count", int64_t{2}}}));
  ASSERT_TRUE(found.has_value());
  for (int k = 0; k < 2; ++k) EXPECT_GT(alignment(found->vectors, k, in[static_cast<size_t>(k)]), 0.98) << k;
}

TEST(Components, SayHowFarAMappedLatentSpreadsAlongThem) {
  ToolBench bench(4);  // whose w is z plus one: as wide as z
  bench.script->first_layer = layer_of(orthonormal(2, 8, 2), orthonormal(2, 4, 1), {4, 2});
  api::Ask ask = ask_of("components", {{"samples", int64_t{4000}}, {"count", int64_t{2}}});
  ask.space = api::Space::w;
  const auto found = bench.run(ask).value();
  for (const api::TableRow& row : found.table) EXPECT_NEAR(row.numbers[1], 1, 0.05);
}

TEST(Components, AreTheSameForTheSameSeedHoweverTheyWereSliced) {
  ToolBench one(8), other(8);
  one.script->first_layer = other.script->first_layer =
      layer_of(orthonormal(8, 100, 2), orthonormal(8, 8, 1), {8, 7, 6, 5, 4, 3, 2, 1});
  const api::Ask ask = ask_of("components", {{"samples", int64_t{500}}, {"count", int64_t{4}}});
  const auto sliced = one.run(ask).value();
  api::Answer whole;
  const auto tool = find_tool("components")->make();
  const auto forever = Clock::now() + std::chrono::hours(1);
  ASSERT_TRUE(tool->work(other.bench, {ask, other.snapshot, forever}, whole).value());
  EXPECT_GT(one.slices, 10);
  EXPECT_EQ(sliced.vectors.values, whole.vectors.values);
}

TEST(Components, AreAnsweredAtOnceTheSecondTimeUntilTheWeightsChange) {
  ToolBench bench(4);
  bench.script->first_layer = layer_of(orthonormal(4, 8, 2), orthonormal(4, 4, 1), {4, 3, 2, 1});
  const api::Ask ask = ask_of("components", {{"samples", int64_t{200}}});
  const auto first = bench.run(ask).value();
  const int64_t looked = bench.script->layers_looked_at;
  const auto again = bench.run(ask).value();
  EXPECT_EQ(again.vectors.values, first.vectors.values);
  EXPECT_EQ(bench.script->layers_looked_at, looked);
  EXPECT_EQ(bench.slices, 1);
  bench.at_step(8);
  (void)bench.run(ask).value();
  EXPECT_GT(bench.script->layers_looked_at, looked);
}

TEST(Components, OfAGeneratorWithoutKnownLayersAreRefusedWithAHint) {
  struct Opaque final : train::Replica {
    Expected<api::Answer> render(const train::Snapshot&, api::Model, const std::vector<float>&,
                                 const std::vector<int>&, bool) override {
      return api::Answer{};
    }
  };
  ToolBench bench(4);
  bench.bench.replica = std::make_unique<Opaque>();
  for (const char* tool : {"components", "factors"}) {
    const auto found = bench.run(ask_of(tool));
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().kind, FailureKind::unsupported);
    EXPECT_FALSE(found.error().hint.empty());
  }
}

TEST(Factors, AreTheDirectionsThatTheFirstLayerAmplifiesMost) {
  for (const int dim : {16, 100}) {  // solved exactly, and by iteration
    ToolBench bench(dim);
    const auto in = orthonormal(4, dim, 1);
    bench.script->first_layer = layer_of(orthonormal(4, 200, 2), in, {4, 3, 2, 1});
    const auto found = bench.run(ask_of("factors", {{"count", int64_t{4}}})).value();
    ASSERT_EQ(found.vectors.count, 4);
    for (int k = 0; k < 4; ++k) {
      EXPECT_GT(alignment(found.vectors, k, in[static_cast<size_t>(k)]), 0.9999) << dim << " " << k;
      const double strength = 4.0 - k;
      EXPECT_NEAR(found.table[static_cast<size_t>(k)].numbers[0], strength * strength / 30, 1e-4);
    }
  }
}

TEST(Factors, TakeWhatAnAskSaysNonsensicallyAsTheNearestSense) {
  ToolBench bench(4);
  bench.script->first_layer = layer_of(orthonormal(4, 8, 2), orthonormal(4, 4, 1), {4, 3, 2, 1});
  EXPECT_EQ(bench.run(ask_of("factors", {{"count", int64_t{1'000'000}}}))->vectors.count, 4);
  EXPECT_EQ(bench.run(ask_of("factors", {{"count", int64_t{-3}}}))->vectors.count, 1);
  EXPECT_EQ(bench.run(ask_of("factors", {{"count", std::string("many")}}))->vectors.count, 4);
}

TEST(LeadingEigen, AgreesWithTheExactSolutionOnAMatrixWithAFlatSpectrum) {
  constexpr int size = 90;
  const auto rows = orthonormal(size, size, 3);
  std::vector<float> matrix(static_cast<size_t>(size * size));
  for (int k = 0; k < size; ++k)
    for (int i = 0; i < size; ++i)
      for (int j = 0; j < size; ++j)
        matrix[static_cast<size_t>(i * size + j)] += static_cast<float>(std::pow(0.97, k)) *
                                                     rows[static_cast<size_t>(k)][static_cast<size_t>(i)] *
                                                     rows[static_cast<size_t>(k)][static_cast<size_t>(j)];
  LeadingEigen eigen(matrix, size, 5);
  while (!eigen.step()) {
  }
  for (size_t k = 0; k < 5; ++k) {
    EXPECT_NEAR(eigen.values()[k], std::pow(0.97, static_cast<double>(k)), 1e-3);
    const Latent vector(eigen.vectors().begin() + static_cast<std::ptrdiff_t>(k * size),
                        eigen.vectors().begin() + static_cast<std::ptrdiff_t>((k + 1) * size));
    EXPECT_GT(std::abs(dot(vector, rows[k])), 0.99) << k;
  }
}

TEST(FeatureMoments, AreThoseOfAllRowsHoweverTheyCameAndWithAnOddWidth) {
  constexpr int count = 50, width = 21, dim = 3;
  Random random(4);
  api::Rows all{count, width, std::vector<float>(count * width)};
  std::vector<float> latents(count * dim);
  random.fill_normal(all.values);
  random.fill_normal(latents);
  for (float& value : all.values) value += 5;  // far from zero
  FeatureMoments moments;
  for (int from = 0; from < count; from += 20) {
    const int some = std::min(20, count - from);
    moments.add({some, width, {all.row(from), all.row(from) + some * width}},
                {latents.begin() + from * dim, latents.begin() + (from + some) * dim});
  }
  std::vector<double> mean(width), latent_mean(dim);
  for (int n = 0; n < count; ++n) {
    for (size_t i = 0; i < width; ++i) mean[i] += static_cast<double>(all.row(n)[i]) / count;
    for (size_t i = 0; i < dim; ++i) latent_mean[i] += static_cast<double>(latents[n * dim + i]) / count;
  }
  const auto covariance = moments.covariance();
  double trace = 0;
  for (size_t i = 0; i < width; ++i)
    for (size_t j = 0; j < width; ++j) {
      double expected = 0;
      for (int n = 0; n < count; ++n)
        expected += (static_cast<double>(all.row(n)[i]) - mean[i]) *
                    (static_cast<double>(all.row(n)[j]) - mean[j]) / count;
      EXPECT_NEAR(covariance[i * width + j], expected, 1e-5);
      if (i == j) trace += expected;
    }
  EXPECT_NEAR(moments.variance(), trace, 1e-4);
  std::vector<float> vector(width);
  random.fill_normal(vector);
  const auto along = moments.latent_along(vector.data());
  for (size_t d = 0; d < dim; ++d) {
    double expected = 0;
    for (int n = 0; n < count; ++n)
      for (size_t i = 0; i < width; ++i)
        expected += (static_cast<double>(latents[static_cast<size_t>(n) * dim + d]) - latent_mean[d]) *
                    (static_cast<double>(all.row(n)[i]) - mean[i]) * static_cast<double>(vector[i]) / count;
    EXPECT_NEAR(along[d], expected, 1e-4);
  }
}

}  // namespace
}  // namespace ganscope::explore
