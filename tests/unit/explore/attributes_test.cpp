// Directions of attributes, and what directions do, with a model whose attributes are known.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/explore/latent_math.h"
#include "core/explore/ridge.h"
#include "core/explore/tools/effects.h"
#include "tests/support/fake_scorer.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using testing::ToolBench;

/// A bench whose latents can be read off the pictures, and whose data have glasses and hair.
ToolBench legible_bench(int latent_dim = 8) {
  ToolBench bench(latent_dim);
  auto subject = std::make_shared<train::Subject>(*bench.bench.subject);
  subject->dataset = std::make_shared<data::Dataset>();
  bench.bench.subject = subject;
  bench.bench.replica = std::make_unique<testing::LegibleReplica>(latent_dim);
  bench.bench.make_scorer = testing::fake_scorer_factory();
  return bench;
}

Latent unit(std::vector<std::pair<size_t, float>> components, size_t dim = 8) {
  Latent latent(dim);
  for (const auto& [place, value] : components) latent[place] = value;
  return normalized(latent);
}

double along(const api::Rows& rows, int row, const Latent& with) {
  return dot({rows.row(row), rows.row(row) + rows.width}, with);
}

TEST(Attributes, FindThePlantedDirectionOfEachAndNameIt) {
  ToolBench bench = legible_bench();
  const auto found = bench.run(ask_of("attributes", {{"samples", int64_t{4000}}}));
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->table.size(), 4U);
  EXPECT_EQ(found->table[0].text, "glasses");
  EXPECT_EQ(found->table[1].text, "hair: blond");
  EXPECT_EQ(found->table[3].text, "hair: black");
  EXPECT_GT(along(found->vectors, 0, unit({{0, 1}, {1, 1}})), 0.99);
  EXPECT_GT(along(found->vectors, 1, unit({{2, 2}, {3, -1}, {4, -1}})), 0.97);
  EXPECT_GT(along(found->vectors, 3, unit({{4, 2}, {3, -1}, {2, -1}})), 0.97);
  EXPECT_NEAR(found->table[0].numbers[0], 0.5, 0.05) << "half of all samples wear them";
  EXPECT_NEAR(found->table[0].numbers[1], 0.99, 1e-9) << "what the scorer says of itself";
}

TEST(Attributes, AreTheSameForTheSameSeedHoweverTheyWereSliced) {
  const api::Ask ask = ask_of("attributes", {{"samples", int64_t{300}}});
  ToolBench one = legible_bench(), other = legible_bench();
  const auto sliced = one.run(ask).value();
  api::Answer whole;
  const auto tool = find_tool("attributes")->make();
  const auto forever = Clock::now() + std::chrono::hours(1);
  ASSERT_TRUE(tool->work(other.bench, {ask, other.snapshot, forever}, whole).value());
  EXPECT_GT(one.slices, 20);
  EXPECT_EQ(sliced.vectors.values, whole.vectors.values);
}

TEST(Attributes, TakeTheScorerThatHasLearnedForTheNextWeights) {
  ToolBench bench = legible_bench();
  const api::Ask ask = ask_of("attributes", {{"samples", int64_t{64}}});
  ASSERT_TRUE(bench.run(ask).has_value());
  EXPECT_GE(bench.slices, testing::FakeScorer::lessons);
  ASSERT_TRUE(bench.run(ask).has_value());
  EXPECT_EQ(bench.slices, 1) << "known already";
  bench.at_step(8);
  ASSERT_TRUE(bench.run(ask).has_value());
  EXPECT_GT(bench.slices, 1) << "drawn anew";
  EXPECT_LT(bench.slices, testing::FakeScorer::lessons) << "nothing is learned again";
}

TEST(Attributes, AreRefusedWithAHintWhereNothingKnowsThem) {
  ToolBench without_data = legible_bench(), without_scorer = legible_bench(), not_possible = legible_bench();
  without_data.bench.subject = ToolBench(8).bench.subject;
  without_scorer.bench.make_scorer = nullptr;
  not_possible.bench.make_scorer = [](const data::DatasetPointer&,
                                      train::ScorerRole) -> Expected<std::unique_ptr<train::Scorer>> {
    return fail(FailureKind::unsupported, "no labels", "data", "look for components");
  };
  for (ToolBench* bench : {&without_data, &without_scorer, &not_possible}) {
    const auto found = bench->run(ask_of("attributes"));
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().kind, FailureKind::unsupported);
    EXPECT_FALSE(found.error().hint.empty());
  }
}

TEST(Effects, SayWhatADirectionBringsAboutAndWhatElseChanges) {
  ToolBench bench = legible_bench();
  api::Ask ask = ask_of("effects", {{"strength", 4.0}});
  const std::vector<Latent> directions{
      unit({{0, 1}, {1, 1}}),          // glasses, nothing else
      unit({{0, -1}, {1, -1}}),        // takes them away
      unit({{4, 1}, {0, 1}, {1, 1}}),  // black hair, and glasses
      unit({{7, 1}}),                  // nothing at all
  };
  for (const Latent& direction : directions)
    ask.latents.insert(ask.latents.end(), direction.begin(), direction.end());
  const auto measured = bench.run(ask).value();
  ASSERT_EQ(measured.table.size(), 4U);
  const auto number = [&](size_t row, size_t place) { return measured.table[row].numbers[place]; };
  for (const api::TableRow& row : measured.table)
    EXPECT_EQ(row.numbers.size(), effect::numbers + 2) << row.text << ": one for each question";
  EXPECT_EQ(measured.table[0].text, "glasses");
  EXPECT_GT(number(0, effect::did), 95);
  EXPECT_EQ(number(0, effect::something), 0);
  EXPECT_NEAR(number(0, effect::lacking), 100, 25);
  EXPECT_EQ(number(0, effect::samples), 200);
  EXPECT_EQ(measured.table[1].text, "no glasses");
  EXPECT_GT(number(1, effect::did), 95);
  EXPECT_GT(number(2, effect::something), 20) << "the other of the two";
  EXPECT_EQ(number(3, effect::did), 0);
  EXPECT_NEAR(number(3, effect::difference), 80.0 / 8, 1) << "one pixel of eight by 80 greys";
}

TEST(Effects, WithoutAJudgeMeasureHowMuchThePictureChanges) {
  ToolBench bench = legible_bench();
  bench.bench.make_scorer = nullptr;
  api::Ask ask = ask_of("effects");
  ask.latents = unit({{3, 1}});
  const auto measured = bench.run(ask).value();
  ASSERT_EQ(measured.table.size(), 1U);
  EXPECT_EQ(measured.table[0].text, "");
  EXPECT_TRUE(std::isnan(measured.table[0].numbers[effect::did]));
  EXPECT_NEAR(measured.table[0].numbers[effect::difference], 40.0 / 8, 1);
}

TEST(Effects, OfRowsThatAreNoDirectionsAreRefused) {
  ToolBench bench = legible_bench();
  for (const std::vector<float>& rows : {std::vector<float>(5, 1.0F), std::vector<float>(8, NAN)}) {
    api::Ask ask = ask_of("effects");
    ask.latents = rows;
    EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage);
  }
}

TEST(Effects, MeasureWhatADirectionIsMeantToDoEvenIfItDoesSomethingElseMoreSurely) {
  ToolBench bench = legible_bench();
  api::Ask ask = ask_of("effects", {{"strength", 4.0}, {"meant_0", std::string("hair: red")}});
  ask.latents = unit({{0, 1}, {1, 1}});
  const auto measured = bench.run(ask).value();
  EXPECT_EQ(measured.table[0].text, "hair: red");
  EXPECT_EQ(measured.table[0].numbers[effect::did], 0);
  EXPECT_GT(measured.table[0].numbers[effect::each], 30) << "glasses";
  ask.settings.set("meant_0", std::string("moustache"));
  const Failure unknown = bench.run(ask).error();
  EXPECT_EQ(unknown.kind, FailureKind::usage);
  EXPECT_NE(unknown.hint.find("hair: red"), std::string::npos) << unknown.hint;
}

TEST(Effects, OfSeveralThingsThatAreMeantCountOnlyAllTogether) {
  ToolBench bench = legible_bench();
  api::Ask ask = ask_of("effects", {{"strength", 1.0},
                                    {"meant_0", std::string("glasses")},
                                    {"meant_0_1", std::string("hair: black")},
                                    {"meant_1", std::string("glasses")},
                                    {"meant_1_1", std::string("hair: black")}});
  ask.latents = Latent{9, 9, 0, 0, 9, 0, 0, 0};  // both
  const Latent glasses{9, 9, 0, 0, 0, 0, 0, 0};
  ask.latents.insert(ask.latents.end(), glasses.begin(), glasses.end());
  const auto measured = bench.run(ask).value();
  ASSERT_EQ(measured.table.size(), 2U);
  const auto number = [&](size_t row, size_t place) { return measured.table[row].numbers[place]; };
  EXPECT_EQ(measured.table[0].text, "glasses, hair: black");
  EXPECT_GT(number(0, effect::did), 95);
  EXPECT_EQ(number(0, effect::something), 0) << "both are meant";
  EXPECT_GT(number(0, effect::lacking), 120) << "samples that lacked one of them count";
  EXPECT_LT(number(1, effect::did), 50) << "glasses alone are half of it";
}

int hair_of(const float* latent) {
  return static_cast<int>(std::max_element(latent + 2, latent + 5) - latent);
}

TEST(Precise, BringsAboutWhatWasNamedAndLeavesTheRest) {
  ToolBench bench = legible_bench();
  api::Ask ask = ask_of("precise", {{"attribute", std::string("glasses")}, {"strength", 1.0}});
  ask.latents.resize(30 * 8);
  Random(6).fill_normal(ask.latents);
  const std::vector<float> before = ask.latents;
  const Latent direction = unit({{0, 1}, {1, 1}});
  ask.latents.insert(ask.latents.end(), direction.begin(), direction.end());
  const auto edited = bench.run(ask).value();
  ASSERT_EQ(edited.vectors.count, 30);
  EXPECT_EQ(edited.progress.total, 30);
  int same_hair = 0;
  for (int i = 0; i < 30; ++i) {
    const float* from = &before[static_cast<size_t>(i * 8)];
    const float* to = edited.vectors.row(i);
    EXPECT_GT(to[0] + to[1], 0) << i;
    same_hair += hair_of(from) == hair_of(to) ? 1 : 0;
    if (from[0] + from[1] > 0.2F) {
      EXPECT_EQ(from[0], to[0]) << "it had them";
    }
    EXPECT_NEAR(from[7], to[7], 1e-4) << "what no question sees does not move";
  }
  EXPECT_GE(same_hair, 28);
}

TEST(Precise, CanTakeAwayAndItsEffectIsMeasuredByTheOther) {
  ToolBench bench = legible_bench();
  api::Ask ask = ask_of("effects", {{"precise", std::string("no glasses")}, {"samples", int64_t{60}}});
  ask.latents = unit({{0, -1}, {1, -1}});
  const auto measured = bench.run(ask).value();
  ASSERT_EQ(measured.table.size(), 1U);
  EXPECT_EQ(measured.table[0].text, "no glasses");
  EXPECT_EQ(measured.table[0].numbers[effect::did], 100);
  EXPECT_LT(measured.table[0].numbers[effect::something], 10);
}

TEST(Precise, GoesToTheOppositeOfOneOfTwoValuesButNotOfSeveral) {
  ToolBench bench = legible_bench();
  api::Ask ask = ask_of("precise", {{"attribute", std::string("glasses")}, {"opposite", int64_t{1}}});
  ask.latents = {2, 2, 0, 0, 0, 0, 0, 0};
  const Latent away = unit({{0, -1}, {1, -1}});
  ask.latents.insert(ask.latents.end(), away.begin(), away.end());
  const auto edited = bench.run(ask).value();
  EXPECT_LT(edited.vectors.values[0] + edited.vectors.values[1], 0) << "none any more";
  ask.settings.set("attribute", std::string("hair: red"));
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::unsupported);
}

TEST(Precise, OfNothingOrOfAnUnknownValueIsRefused) {
  ToolBench bench = legible_bench();
  api::Ask ask = ask_of("precise", {{"attribute", std::string("glasses")}});
  ask.latents = unit({{0, 1}});
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage) << "a direction alone";
  ask.latents.resize(16);
  ask.settings.set("attribute", std::string("wings"));
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage);
}

TEST(RidgeRegression, FindsTheCoefficientsOfAPlantedSum) {
  Random random(3);
  std::vector<float> inputs, targets;
  for (int n = 0; n < 500; ++n) {
    const double a = random.normal(), b = 0.8 * a + 0.6 * random.normal();  // correlated
    inputs.insert(inputs.end(), {static_cast<float>(a), static_cast<float>(b)});
    targets.insert(targets.end(), {static_cast<float>(7 + 2 * a), static_cast<float>(3 * b - a)});
  }
  const auto found = ridge_regression(inputs, 2, targets, 2, 1e-3);
  EXPECT_NEAR(found[0], 2, 1e-3);
  EXPECT_NEAR(found[1], -1, 1e-3);
  EXPECT_NEAR(found[2], 0, 1e-3);
  EXPECT_NEAR(found[3], 3, 1e-3);
}

TEST(RidgeRegression, StandsInputsThatSayTheSameOrNothing) {
  Random random(3);
  std::vector<float> inputs, targets;
  for (int n = 0; n < 200; ++n) {
    const auto a = static_cast<float>(random.normal());
    inputs.insert(inputs.end(), {a, a, 1});
    targets.push_back(2 * a);
  }
  const auto found = ridge_regression(inputs, 3, targets, 1, 1);
  EXPECT_NEAR(found[0], 1, 0.02);
  EXPECT_NEAR(found[1], 1, 0.02);
  EXPECT_NEAR(found[2], 0, 1e-6);
}

}  // namespace
}  // namespace ganscope::explore
