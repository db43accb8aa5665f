// What goes on inside G, on a generator whose only hidden layer is the latent itself.
#include "core/explore/tools/inside.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/explore/tools/dissect.h"
#include "core/explore/tools/inside_numbers.h"
#include "core/explore/tools/neuron_numbers.h"
#include "tests/support/fake_scorer.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using ::testing::ElementsAre;
using testing::ToolBench;

/// Answers the latent, and the same again as a layer of two rows: one channel of 2 × 1, whose second place is
/// silent.
class SeeThrough final : public train::Replica {
 public:
  explicit SeeThrough(int dim) : plain_(dim), dim_(dim) {}
  Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                               const std::vector<float>& latents, const std::vector<int>& labels,
                               bool scored) override {
    return plain_.render(snapshot, model, latents, labels, scored);
  }
  Expected<train::Inside> look_inside(const train::Snapshot& snapshot, api::Model model,
                                      const train::InsideAsk& ask) override {
    train::Inside inside;
    const auto width = static_cast<size_t>(dim_);
    std::vector<float> answers = ask.latents;
    for (const train::ChannelEdit& edit : ask.edits) {
      if (edit.layer != 0 || edit.channel >= dim_)
        return fail(FailureKind::usage, "no such channel", "x", "y");
      for (size_t i = static_cast<size_t>(edit.channel); i < answers.size(); i += width)
        answers[i] *= edit.scale;
    }
    const auto count = static_cast<int>(answers.size() / width);
    inside.layers.push_back({dim_, 1, 1, {count, dim_, answers}});
    std::vector<float> tall;
    for (size_t i = 0; i < answers.size(); i += width) tall.insert(tall.end(), {answers[i], 0});
    inside.layers.push_back({1, 2, 1, {count, 2, tall}});
    inside.pictures = plain_.render(snapshot, model, answers, ask.labels, false).value();
    return inside;
  }

 private:
  testing::LegibleReplica plain_;
  int dim_;
};

ToolBench see_through() {
  ToolBench bench(5);
  bench.bench.replica = std::make_unique<SeeThrough>(5);
  return bench;
}

api::Ask with_latent(const std::string& tool, std::vector<float> latents,
                     const std::vector<std::pair<std::string, config::Value>>& settings = {}) {
  api::Ask ask = ask_of(tool, settings);
  ask.latents = std::move(latents);
  return ask;
}

TEST(InsideTool, ShowsEveryChannelOfEveryLayerAsATile) {
  ToolBench bench = see_through();
  const auto seen = bench.run(with_latent("inside", {1, -2, 0, 4, 0.5F})).value();
  ASSERT_EQ(seen.table.size(), 2U);
  EXPECT_THAT(seen.table[0].numbers, ElementsAre(5, 1, 1, 20, 0, 5)) << "one of five neurons is silent";
  EXPECT_THAT(seen.table[1].numbers, ElementsAre(1, 2, 1, 50, 5, 1));
  ASSERT_EQ(seen.count, 6);
  EXPECT_EQ(seen.width, 1);
  EXPECT_EQ(seen.height, 2) << "as large as the largest layer";
  const auto alpha = [&](int tile, int place) {
    return int{seen.pixels[static_cast<size_t>(8 * tile + 4 * place + 3)]};
  };
  for (const int tile : {0, 1, 3, 4}) EXPECT_EQ(alpha(tile, 0), 255) << "each as bright as its own most";
  EXPECT_EQ(alpha(2, 0), 0);
  EXPECT_EQ(alpha(5, 0), 255);
  EXPECT_EQ(alpha(5, 1), 0);
  EXPECT_EQ(seen.vectors.row(3)[2], 4);
  const auto together = bench.run(with_latent("inside", {1, -2, 0, 4, 0.5F}, {{"one_scale", true}})).value();
  EXPECT_EQ(together.pixels[3], 64) << "a quarter of its layer's most";
}

/// A layer of neurons, and a picture of one row and two columns in red, green and blue.
class Levels final : public train::Replica {
 public:
  Expected<api::Answer> render(const train::Snapshot&, api::Model, const std::vector<float>&,
                               const std::vector<int>&, bool) override {
    return api::Answer{};
  }
  Expected<train::Inside> look_inside(const train::Snapshot&, api::Model, const train::InsideAsk&) override {
    train::Inside inside;
    inside.layers.push_back({3, 1, 1, {1, 3, {1, 1, 1}}});
    inside.layers.push_back({3, 1, 2, {1, 6, {-1, 1, 0, 2, -2, 1}}});
    return inside;
  }
};

TEST(InsideTool, ShowsALayerThatIsAPictureInColourBehindAllTiles) {
  ToolBench bench(5);
  bench.bench.replica = std::make_unique<Levels>();
  auto subject = std::make_shared<train::Subject>(*bench.bench.subject);
  subject->data.channels = 3;
  bench.bench.subject = subject;
  const auto seen = bench.run(with_latent("inside", {1, -2, 0, 4, 0.5F})).value();
  ASSERT_EQ(seen.count, 7) << "three neurons, three channels, one picture";
  EXPECT_EQ(seen.vectors.count, 6);
  EXPECT_EQ(seen.table[0].numbers.size(), inside_number::numbers) << "neurons are no picture";
  ASSERT_EQ(seen.table[1].numbers.size(), inside_number::picture + 1);
  EXPECT_EQ(seen.table[1].numbers[inside_number::picture], 6);
  const std::vector<uint8_t> picture(seen.pixels.end() - 8, seen.pixels.end());
  EXPECT_THAT(picture, ElementsAre(0, 128, 0, 255, 255, 255, 255, 255)) << "from −1 to 1, and no further";
}

TEST(InsideTool, ShowsTheChannelsThatAnswerMostWhereThereAreTooMany) {
  ToolBench bench = see_through();
  const auto seen = bench.run(with_latent("inside", {1, -2, 0, 4, 3}, {{"most", int64_t{2}}})).value();
  EXPECT_EQ(seen.table[0].numbers[inside_number::tiles], 2);
  EXPECT_EQ(seen.vectors.row(0)[1], 3);
  EXPECT_EQ(seen.vectors.row(1)[1], 4);
}

TEST(ChannelTool, DrawsAsItWasAsItIsAndAtEveryScale) {
  ToolBench bench = see_through();
  const auto drawn =
      bench
          .run(with_latent(
              "channel", {1, 1, 1, 1, 1},
              {{"edits", std::string("0:1:0,0:2:3")}, {"layer", int64_t{0}}, {"channel", int64_t{1}}}))
          .value();
  ASSERT_EQ(drawn.count, static_cast<int>(channel_scales.size()) + 2);
  const auto grey = [&](int picture, int component) {
    return int{drawn.pixels[static_cast<size_t>(4 * (5 * picture + component))]};
  };
  EXPECT_EQ(grey(0, 1), 148) << "as it was";
  EXPECT_EQ(grey(1, 1), 128) << "off";
  EXPECT_EQ(grey(1, 2), 188) << "the other one is scaled";
  for (int i = 0; i < static_cast<int>(channel_scales.size()); ++i) {
    EXPECT_EQ(grey(2 + i, 1), static_cast<int>(128.5F + 20 * channel_scales[static_cast<size_t>(i)]));
    EXPECT_EQ(grey(2 + i, 2), 188);
  }
}

TEST(ChannelUse, IsTheMeanSizeOfItsAnswersToEveryLatent) {
  ToolBench bench = see_through();
  const std::vector<float> latents{0, 3, 0, 0, 0, 0, -5, 0, 0, 0};
  const auto used =
      bench.run(with_latent("channel_use", latents, {{"layer", int64_t{0}}, {"channel", int64_t{1}}}))
          .value();
  EXPECT_THAT(used.curves.front().y, ElementsAre(3, 5));
  EXPECT_FALSE(bench.run(with_latent("channel_use", latents, {{"layer", int64_t{2}}})).has_value());
}

TEST(Dissect, CountsWhatIsLostWithoutAChannel) {
  ToolBench bench = see_through();
  auto subject = std::make_shared<train::Subject>(*bench.bench.subject);
  subject->dataset = std::make_shared<data::Dataset>();
  bench.bench.subject = std::move(subject);
  bench.bench.make_scorer = [](const data::DatasetPointer&,
                               train::ScorerRole) -> Expected<std::unique_ptr<train::Scorer>> {
    return std::make_unique<testing::FakeScorer>();
  };
  const auto found = bench.run(ask_of("dissect", {{"samples", int64_t{200}}})).value();
  ASSERT_EQ(found.table.size(), 2U + 5U) << "two questions, five channels";
  EXPECT_EQ(found.table[0].text, "glasses");
  EXPECT_NEAR(found.table[0].numbers[0], 100, 30);
  const auto lost = [&](size_t channel) {
    return found.table[2 + channel].numbers[dissect_number::questions];
  };
  EXPECT_GT(lost(0), 10) << "glasses are the sum of the first two";
  EXPECT_GT(lost(1), 10);
  for (const size_t other : {2U, 3U, 4U}) {
    EXPECT_EQ(lost(other), 0);
    EXPECT_GT(found.table[2 + other].numbers[dissect_number::questions + 1], 0)
        << "hair is the greatest of these";
    EXPECT_GT(found.table[2 + other].numbers[dissect_number::difference], 0);
  }
  const auto one = bench.run(ask_of("dissect", {{"samples", int64_t{200}}, {"channel", int64_t{1}}})).value();
  ASSERT_EQ(one.table.size(), 3U);
  EXPECT_EQ(one.table[2].numbers, found.table[3].numbers);
  EXPECT_FALSE(bench.run(ask_of("dissect", {{"layer", int64_t{7}}})).has_value());
}

TEST(Dissect, WhereNothingIsKnownSaysHowMuchPicturesChange) {
  ToolBench bench = see_through();
  const auto found =
      bench.run(ask_of("dissect", {{"samples", int64_t{20}}, {"channel", int64_t{0}}})).value();
  ASSERT_EQ(found.table.size(), 1U);
  EXPECT_GT(found.table[0].numbers[dissect_number::difference], 0);
}

TEST(InsideTool, OfAGeneratorWithoutKnownLayersIsRefusedWithAHint) {
  ToolBench bench(4);
  for (const char* tool : {"inside", "channel", "channel_use", "dissect"}) {
    const auto refused = bench.run(with_latent(tool, {0, 0, 0, 0}));
    ASSERT_FALSE(refused.has_value()) << tool;
    EXPECT_EQ(refused.error().kind, FailureKind::unsupported);
    EXPECT_FALSE(refused.error().hint.empty());
  }
}

/// D of points with one hidden layer: max(0, x), −y, nothing. G's is z₁, and it draws (z₁, z₂ + z₃).
class OfPoints final : public train::Replica {
 public:
  explicit OfPoints(int dimensions) : dimensions_(static_cast<size_t>(dimensions)) {}
  Expected<api::Answer> render(const train::Snapshot&, api::Model, const std::vector<float>& latents,
                               const std::vector<int>&, bool) override {
    api::Answer drawn;
    for (size_t i = 0; i + 2 < latents.size(); i += 3)
      drawn.points.insert(drawn.points.end(), {latents[i], latents[i + 1] + latents[i + 2]});
    return drawn;
  }
  Expected<train::Inside> look_inside(const train::Snapshot& snapshot, api::Model model,
                                      const train::InsideAsk& ask) override {
    train::Inside inside{{{1, 1, 1, {0, 1, {}}}}, render(snapshot, model, ask.latents, {}, false).value()};
    for (size_t i = 0; i < ask.latents.size(); i += 3)
      inside.layers[0].answers.values.push_back(ask.latents[i]);
    return inside;
  }
  Expected<train::JudgedInside> judge_inside(const train::Snapshot&,
                                             const std::vector<float>& points) override {
    train::JudgedInside inside{{{3, 1, 1, {0, 3, {}}}}, {}};
    for (size_t i = 0; i < points.size(); i += dimensions_) {
      const float x = points[i], y = dimensions_ > 1 ? points[i + 1] : 0;
      inside.layers[0].answers.values.insert(inside.layers[0].answers.values.end(),
                                             {std::max(0.0F, x), -y, 0});
      inside.logits.push_back(x - 2);
    }
    return inside;
  }

 private:
  size_t dimensions_;
};

ToolBench of_points(int dimensions) {
  ToolBench bench(3);
  auto subject = std::make_shared<train::Subject>(*bench.bench.subject);
  subject->data.form = Form::points;
  subject->data.dimensions = dimensions;
  bench.bench.subject = std::move(subject);
  bench.bench.replica = std::make_unique<OfPoints>(dimensions);
  return bench;
}

TEST(Neurons, OfDAnswerOverTheDataAsTheyAreMade) {
  ToolBench bench = of_points(2);
  const auto seen = bench
                        .run(ask_of("neurons", {{"net", std::string("d")},
                                                {"across", int64_t{9}},
                                                {"x0", -4.0},
                                                {"x1", 4.0},
                                                {"y0", 0.0},
                                                {"y1", 8.0}}))
                        .value();
  EXPECT_GT(bench.slices, 1);
  ASSERT_EQ(seen.table.size(), 4U);
  EXPECT_THAT(seen.table[1].numbers, ElementsAre(3, 3, 0, 1)) << "the third is silent";
  EXPECT_EQ(seen.table[2].text, neurons::output);
  EXPECT_THAT(seen.table[3].numbers, ElementsAre(-4, 4, 0, 8));
  ASSERT_EQ(seen.vectors.count, 4);
  const auto range = [&](int row) {
    const float* numbers = seen.vectors.row(row);
    return std::pair(numbers[neurons::of_neuron::low], numbers[neurons::of_neuron::high]);
  };
  EXPECT_EQ(range(0), std::pair(0.0F, 4.0F));
  EXPECT_EQ(range(1), std::pair(-8.0F, 0.0F));
  EXPECT_EQ(range(3), std::pair(-6.0F, 2.0F));
  ASSERT_EQ(seen.count, 8);
  const auto alpha = [&](int picture, int row, int column) {
    return int{seen.pixels[static_cast<size_t>(4 * (81 * picture + 9 * row + column) + 3)]};
  };
  for (int i = 0; i < 9; ++i) {
    const double x = -4 + i, y = 8 - i;  // pictures begin above
    EXPECT_NEAR(alpha(0, 3, i), 255 * std::max(0.0, x) / 4, 1);
    EXPECT_EQ(alpha(1, 3, i), 0) << "it is never negative";
    EXPECT_EQ(alpha(2, i, 3), 0) << "it is never positive";
    EXPECT_NEAR(alpha(3, i, 3), 255 * y / 8, 1);
  }
}

TEST(Neurons, OfGAnswerOverTheFirstTwoLatentNumbers) {
  ToolBench bench = of_points(2);
  const auto seen = bench.run(ask_of("neurons", {{"net", std::string("g")}, {"across", int64_t{5}}})).value();
  ASSERT_EQ(seen.vectors.count, 3) << "one hidden, x and y";
  for (int row = 0; row < 3; ++row) {
    EXPECT_EQ(seen.vectors.row(row)[neurons::of_neuron::low], -2.5F);
    EXPECT_EQ(seen.vectors.row(row)[neurons::of_neuron::high], 2.5F);
  }
}

TEST(Neurons, OverALineAreCurvesAndOfTooManyThoseThatVaryMost) {
  ToolBench bench = of_points(1);
  const auto seen =
      bench
          .run(
              ask_of("neurons", {{"net", std::string("d")}, {"x0", -1.0}, {"x1", 3.0}, {"most", int64_t{1}}}))
          .value();
  EXPECT_THAT(seen.table[1].numbers, ElementsAre(3, 1, 0, 2));
  ASSERT_EQ(seen.curves.size(), 2U);
  EXPECT_EQ(seen.count, 0);
  for (size_t i = 0; i < seen.curves[0].x.size(); ++i)
    EXPECT_EQ(seen.curves[0].y[i], std::max(0.0F, seen.curves[0].x[i]));
}

TEST(Neurons, OfPicturesAreRefusedAndSoIsWhatHasNoWidth) {
  ToolBench pictures(4);
  EXPECT_EQ(pictures.run(ask_of("neurons", {{"net", std::string("g")}})).error().kind,
            FailureKind::unsupported);
  ToolBench bench = of_points(2);
  for (const auto& wrong : {ask_of("neurons", {{"net", std::string("d")}, {"x0", 1.0}, {"x1", 1.0}}),
                            ask_of("neurons", {{"net", std::string("q")}})})
    EXPECT_EQ(bench.run(wrong).error().kind, FailureKind::usage);
}

TEST(Edits, AreReadFromTheirText) {
  const auto edits = edits_of("1:19:0,2:3:-1.5").value();
  ASSERT_EQ(edits.size(), 2U);
  EXPECT_EQ(edits[1].layer, 2);
  EXPECT_EQ(edits[1].channel, 3);
  EXPECT_EQ(edits[1].scale, -1.5F);
  EXPECT_TRUE(edits_of("")->empty());
  for (const char* wrong : {"1", "1:2", "1:2:", "1:2:x", "1:2:nan", "1:2:3:4", ",1:2:3"})
    EXPECT_FALSE(edits_of(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace ganscope::explore
