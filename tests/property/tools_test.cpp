// Every tool of the explorer on a real, small GAN: what is trained does not notice.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <array>

#include <cmath>

#include "core/explore/tools/all_tools.h"
#include "core/scorers/picture_inverter.h"
#include "tests/property/everything.h"
#include "tests/support/fake_scorer.h"

namespace ganscope {
namespace {

/// Knows three classes by nothing at all; its slopes are none.
class ClueLess final : public train::Scorer {
 public:
  [[nodiscard]] const std::vector<train::Question>& questions() const override { return questions_; }
  bool learn() override { return true; }
  [[nodiscard]] Progress progress() const override { return {"learning", 1, 1}; }
  [[nodiscard]] const std::vector<double>& accuracy() const override { return accuracy_; }
  Expected<api::Rows> score(const api::Answer& pictures) override {
    api::Rows rows{pictures.count, 2, {}};
    for (int i = 0; i < pictures.count; ++i) {
      const float dark = pictures.pixels[static_cast<size_t>(i) * 16 * 16 * 4] < 128 ? 1.0F : 0.0F;
      rows.values.insert(rows.values.end(), {1 - dark, dark});
    }
    return rows;
  }
  Expected<api::Rows> slopes(const api::Rows& pictures, const std::vector<train::Wish>&) override {
    return api::Rows{pictures.count, pictures.width, std::vector<float>(pictures.values.size(), 0.1F)};
  }

 private:
  std::vector<train::Question> questions_{{"dark", {"no", "yes"}}};
  std::vector<double> accuracy_{0.5};
};

/// Hears in pictures how dark their first number is.
class Listener final : public train::Embedder {
 public:
  bool learn() override { return true; }
  [[nodiscard]] Progress progress() const override { return {"learning", 1, 1}; }
  [[nodiscard]] Expected<api::Rows> embed(std::span<const uint8_t>, int64_t) override {
    return fail(FailureKind::unsupported, "it only listens", "", "");
  }
  [[nodiscard]] Expected<api::Rows> embed(const api::Answer&) override {
    return fail(FailureKind::unsupported, "it only listens", "", "");
  }
  [[nodiscard]] Expected<api::Rows> chances(const api::Answer& pictures) override {
    api::Rows rows{pictures.count, 2, {}};
    for (int i = 0; i < pictures.count; ++i) {
      const float light = static_cast<float>(pictures.pixels[static_cast<size_t>(i) * 16 * 16 * 4]) / 255;
      rows.values.insert(rows.values.end(), {light, 1 - light});
    }
    return rows;
  }
};

explore::Bench bench_of(const train::Stepper& model, const config::Experiment& made,
                        const data::DatasetPointer& data) {
  explore::Bench bench;
  bench.replica = std::move(models::make_replica(models::Device::cpu, made, model.data_info()).value());
  bench.subject = std::make_shared<train::Subject>(train::Subject{made, model.data_info(), 8, 1, data});
  bench.make_scorer = [](const data::DatasetPointer&,
                         train::ScorerRole) -> Expected<std::unique_ptr<train::Scorer>> {
    return std::make_unique<ClueLess>();
  };
  bench.make_inverter = scorers::make_picture_inverter;
  return bench;
}

enum class Told { nothing, classes, captions };

class ToolsOnAGan : public ::testing::TestWithParam<Told> {};

TEST_P(ToolsOnAGan, LeaveTrainingBitwiseAloneAndAnswerWithTheSameNumbersTwice) {
  at::set_num_threads(1);
  const config::Experiment made =
      testing::experiment({{"conditional", GetParam() != Told::nothing}, {"mapping_layers", int64_t{2}}});
  const bool captions = GetParam() == Told::captions;
  const auto data = captions ? testing::captioned_pictures(16, 3) : testing::noise_pictures(16, 3);
  const auto watched = testing::stepper(made, data), alone = testing::stepper(made, data);
  for (int i = 0; i < 2; ++i) {
    watched->step(api::StepKind::both);
    alone->step(api::StepKind::both);
  }
  const auto snapshot = watched->snapshot();
  for (const explore::ToolEntry& entry : explore::all_tools()) {
    if (entry.key == "lines") continue;                                // of words: lines_test
    if (entry.key == "line") continue;                                 // of numbers, not of pictures
    if (entry.key == "reconstruct" || entry.key == "prior") continue;  // of models with an encoder: below
    if (entry.key == "translate" || entry.key == "current")
      continue;  // of models of other kinds: models_test
    SCOPED_TRACE(entry.key);
    if (entry.key == "plane" || entry.key == "neurons") continue;  // of points: below
    for (const api::Space space : {api::Space::z, api::Space::w}) {
      api::Ask ask;
      ask.tool = entry.key;
      ask.model = api::Model::raw;
      ask.space = space;
      ask.moments = {api::now, api::now};
      ask.settings.set("samples", int64_t{50});
      ask.settings.set("attribute", std::string("dark"));
      ask.settings.set("steps", int64_t{4});
      ask.settings.set("handles", int64_t{1});
      for (const char* key : {"from_0_x", "from_0_y"}) ask.settings.set(key, 4.0);
      for (const char* key : {"to_0_x", "to_0_y"}) ask.settings.set(key, 9.0);
      ask.pictures.clear();
      if (entry.key == "paint" || entry.key == "judged") ask.pictures.assign(size_t{2} * 3 * 16 * 16, 0.5F);
      if (entry.key == "invert") ask.pictures.assign(size_t{3} * 16 * 16, 0.25F);
      ask.settings.set("lessons", int64_t{5});
      ask.latents.resize(2 * 8);
      Random(2).fill_normal(ask.latents);
      if (GetParam() != Told::nothing) ask.labels = {0, 2};
      if (captions) {
        ask.captions = {{0, 4}};
        ask.labels = {1, 3};  // an example, and what was typed
      }
      std::vector<std::vector<float>> numbers;
      for (int time = 0; time < 2; ++time) {
        explore::Bench bench = bench_of(*watched, made, data);
        if (entry.key == "heard")
          bench.make_embedder =
              [](const data::DatasetPointer&) -> Expected<std::unique_ptr<train::Embedder>> {
            return std::make_unique<Listener>();
          };
        bench.replica->say(ask.captions);
        const auto tool = entry.make();
        api::Answer answer;
        bool complete = false;
        for (int slice = 0; !complete && slice < 10'000; ++slice) {
          const auto worked = tool->work(bench, {ask, snapshot, explore::Clock::now()}, answer);
          ASSERT_TRUE(worked.has_value()) << describe(worked.error());
          complete = *worked;
        }
        ASSERT_TRUE(complete);
        std::vector<float>& all = numbers.emplace_back(answer.vectors.values);
        all.insert(all.end(), answer.pixels.begin(), answer.pixels.end());
        for (const float score : answer.scores)
          if (score == score) all.push_back(score);  // NaN: of what has none
        for (const api::Curve& curve : answer.curves) all.insert(all.end(), curve.y.begin(), curve.y.end());
        for (const api::TableRow& row : answer.table)
          for (const double number : row.numbers)
            if (number == number) all.push_back(static_cast<float>(number));
        EXPECT_FALSE(all.empty());
      }
      EXPECT_EQ(numbers[0], numbers[1]);
    }
  }
  EXPECT_EQ(watched->step(api::StepKind::both).values[0], alone->step(api::StepKind::both).values[0]);
  const auto a = watched->export_state(), b = alone->export_state();
  for (size_t i = 0; i < a.tensors.size(); ++i) EXPECT_EQ(a.tensors[i].bytes, b.tensors[i].bytes);
}

TEST(ToolsOnAnAutoencoder, ReconstructGivesBackPictureByPictureAndSaysHowFarOff) {
  at::set_num_threads(1);
  const config::Experiment made = testing::experiment({{"model", std::string("autoencoder")},
                                                       {"reconstruction", std::string("l1")},
                                                       {"lr", 1e-3},
                                                       {"conditional", true},
                                                       {"norm_d", std::string("none")}});
  const auto data = testing::noise_pictures(16, 3);
  const auto model = testing::stepper(made, data);
  for (int i = 0; i < 3; ++i) model->step(api::StepKind::both);
  explore::Bench bench = bench_of(*model, made, data);
  const explore::ToolEntry& entry = *explore::find_tool("reconstruct");
  api::Ask ask;
  ask.tool = entry.key;
  ask.pictures.assign(size_t{40} * 3 * 16 * 16, 0.25F);
  ask.labels.assign(40, 1);
  const auto tool = entry.make();
  api::Answer answer;
  const auto snapshot = model->snapshot();
  bool complete = false;
  for (int slice = 0; !complete && slice < 10; ++slice) {
    const auto worked = tool->work(bench, {ask, snapshot, explore::Clock::now()}, answer);
    ASSERT_TRUE(worked.has_value()) << describe(worked.error());
    complete = *worked;
  }
  ASSERT_TRUE(complete);
  EXPECT_EQ(answer.count, 40);
  EXPECT_EQ(answer.vectors.count, 40);
  EXPECT_EQ(answer.vectors.width, 8);
  // What it says is the mean over what it shows: pixels in 256 steps, back in [-1, 1].
  double sum = 0;
  for (size_t i = 0; i < answer.pixels.size(); ++i)
    if (i % 4 != 3) sum += std::abs(static_cast<double>(answer.pixels[i]) / 127.5 - 1 - 0.25);
  EXPECT_NEAR(answer.row("error")->numbers.front(), sum / (40.0 * 3 * 16 * 16), 1e-4);
}

TEST(ToolsOnAnAutoencoder, APictureOfOnesOwnIsGuessedByTheModelsEncoderAndNoneIsLearned) {
  at::set_num_threads(1);
  config::Experiment made = testing::experiment({{"model", std::string("autoencoder")},
                                                 {"reconstruction", std::string("l1")},
                                                 {"lr", 1e-3},
                                                 {"conditional", false},
                                                 {"norm_d", std::string("none")}});
  const auto data = testing::noise_pictures(16, 3);
  const auto model = testing::stepper(made, data);
  for (int i = 0; i < 3; ++i) model->step(api::StepKind::both);
  const auto snapshot = model->snapshot();
  explore::Bench bench = bench_of(*model, made, data);
  bench.make_inverter = {};  // nothing could be learned
  api::Ask ask;
  ask.tool = "encoder";
  api::Answer ready;
  const auto learned =
      explore::find_tool("encoder")->make()->work(bench, {ask, snapshot, explore::Clock::now()}, ready);
  ASSERT_TRUE(learned.has_value() && *learned);
  ASSERT_NE(ready.row("encoder"), nullptr);
  EXPECT_EQ(ready.row("encoder")->numbers[0], 3) << "it is always of the newest step";
  EXPECT_TRUE(std::isfinite(ready.row("encoder")->numbers[1]));

  ask.tool = "invert";
  ask.pictures.assign(size_t{3} * 16 * 16, 0.25F);
  ask.settings.set("steps", int64_t{0});
  const auto tool = explore::find_tool("invert")->make();
  api::Answer found;
  bool complete = false;
  for (int slice = 0; !complete && slice < 100; ++slice) {
    const auto worked = tool->work(bench, {ask, snapshot, explore::Clock::now()}, found);
    ASSERT_TRUE(worked.has_value()) << describe(worked.error());
    complete = *worked;
  }
  ASSERT_TRUE(complete);
  const auto code = bench.replica->encode(*snapshot, ask.model, {1, 3 * 16 * 16, ask.pictures});
  const std::vector<float> guess(found.vectors.values.begin(), found.vectors.values.begin() + 8);
  EXPECT_EQ(guess, code->values) << "the guess is the code";
}

api::Ask of_points(const char* tool, const char* net) {
  api::Ask ask;
  ask.tool = tool;
  ask.latents.resize(size_t{4} * 8);
  Random(2).fill_normal(ask.latents);
  ask.settings.set("layers", int64_t{127});
  ask.settings.set("net", std::string(net));
  ask.settings.set("x0", 4.0);
  ask.settings.set("x1", 10.0);
  return ask;
}

TEST(ToolsOnPoints, LeaveTrainingBitwiseAloneAndAnswerWithTheSameNumbersTwice) {
  at::set_num_threads(1);
  const config::Experiment made = testing::experiment({{"network", std::string("mlp")}});
  const auto data = testing::two_clusters();
  const auto watched = testing::stepper(made, data), alone = testing::stepper(made, data);
  for (int i = 0; i < 2; ++i) {
    watched->step(api::StepKind::both);
    alone->step(api::StepKind::both);
  }
  const auto snapshot = watched->snapshot();
  for (const api::Ask& ask : {of_points("plane", ""), of_points("neurons", "g"), of_points("neurons", "d")}) {
    SCOPED_TRACE(ask.tool + " " + ask.settings.text("net"));
    std::vector<api::Answer> answers(2);
    for (api::Answer& answer : answers) {
      explore::Bench bench = bench_of(*watched, made, data);
      const auto tool = explore::find_tool(ask.tool)->make();
      for (bool complete = false; !complete;) {
        const auto worked = tool->work(bench, {ask, snapshot, explore::Clock::now()}, answer);
        ASSERT_TRUE(worked.has_value()) << describe(worked.error());
        complete = *worked;
      }
    }
    EXPECT_EQ(answers[0].points, answers[1].points);
    EXPECT_EQ(answers[0].pixels, answers[1].pixels);
    EXPECT_EQ(answers[0].vectors.values, answers[1].vectors.values);
    EXPECT_FALSE(answers[0].vectors.values.empty());
    ASSERT_EQ(answers[0].curves.size(), ask.tool == "plane" ? 5u : 0u)
        << "forces, slopes and where, lattice and stretching";
    for (size_t i = 0; i < answers[0].curves.size(); ++i) {
      EXPECT_EQ(answers[0].curves[i].x, answers[1].curves[i].x);
      EXPECT_EQ(answers[0].curves[i].y, answers[1].curves[i].y);
    }
  }
  EXPECT_EQ(watched->step(api::StepKind::both).values[0], alone->step(api::StepKind::both).values[0]);
  const auto a = watched->export_state(), b = alone->export_state();
  for (size_t i = 0; i < a.tensors.size(); ++i) EXPECT_EQ(a.tensors[i].bytes, b.tensors[i].bytes);
}

std::string name_of(Told told) {
  constexpr std::array names{"unlabelled", "labelled", "captioned"};
  return names[static_cast<size_t>(told)];
}

INSTANTIATE_TEST_SUITE_P(All, ToolsOnAGan, ::testing::Values(Told::nothing, Told::classes, Told::captions),
                         [](const auto& test) { return name_of(test.param); });

}  // namespace
}  // namespace ganscope
