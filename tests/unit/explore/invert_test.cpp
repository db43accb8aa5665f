// A picture's latent: found on a generator that is known, with and without an encoder, and what is refused.
#include "core/explore/tools/invert.h"
#include "core/explore/tools/invert_numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "core/explore/fit_picture.h"
#include "core/explore/latent_math.h"
#include "core/explore/picture_encoder.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using ::testing::HasSubstr;
using testing::ToolBench;

constexpr int dim = 8;
constexpr float brightness = 0.2F;  // of a pixel, by its component of the latent

/// Draws a latent as one row of grey pixels; class 1 is darker by a half than class 0.
class GreyReplica final : public train::Replica {
 public:
  Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model, const std::vector<float>& latents,
                               const std::vector<int>& labels, bool) override {
    const api::Rows pictures = draw(latents, labels);
    api::Answer drawn;
    drawn.step = snapshot.step();
    drawn.width = dim;
    drawn.height = 1;
    drawn.count = pictures.count;
    for (int i = 0; has_d && i < pictures.count; ++i) drawn.scores.push_back(score_of(pictures.row(i)));
    for (const float value : pictures.values) {
      const auto grey = static_cast<uint8_t>(std::clamp((value + 1) * 127.5F + 0.5F, 0.0F, 255.0F));
      drawn.pixels.insert(drawn.pixels.end(), {grey, grey, grey, 255});
    }
    return drawn;
  }
  Expected<std::vector<float>> judge_pictures(const train::Snapshot& snapshot, const api::Rows& pictures,
                                              const std::vector<int>& labels) override {
    if (!has_d) return Replica::judge_pictures(snapshot, pictures, labels);
    return std::vector<float>{score_of(pictures.row(0))};
  }
  static float score_of(const float* picture) { return 0.5F + 0.1F * picture[0]; }
  bool has_d = false;
  Expected<api::Rows> pull(const train::Snapshot&, api::Model, const std::vector<float>& latents,
                           const std::vector<int>& labels, api::Space,
                           const train::PictureSlopes& slopes) override {
    auto pulled = slopes(draw(latents, labels));
    if (pulled)
      for (float& value : pulled->values) value *= brightness;
    return pulled;
  }
  static api::Rows draw(const std::vector<float>& latents, const std::vector<int>& labels) {
    api::Rows rows{static_cast<int>(latents.size()) / dim, dim, latents};
    for (size_t i = 0; i < rows.values.size(); ++i) {
      const bool darker = !labels.empty() && labels[i / dim] == 1;
      rows.values[i] = brightness * rows.values[i] - (darker ? 0.5F : 0.0F);
    }
    return rows;
  }
};

/// Knows after its first lesson what a grey picture was drawn from, but for a tenth.
class GreyInverter final : public train::Inverter {
 public:
  GreyInverter(train::InverterShape shape, int* lessons) : shape_(shape), lessons_(lessons) {}
  double learn(const api::Answer&, const std::vector<float>&, const std::vector<int>&, double) override {
    return 1.0 / ++*lessons_;
  }
  Expected<train::Guess> guess(const api::Rows& pictures) override {
    train::Guess guess{pictures, {pictures.count, shape_.classes, {}}};
    for (float& value : guess.latents.values) value = 0.9F * value / brightness;
    guess.classes.values.assign(static_cast<size_t>(pictures.count) * static_cast<size_t>(shape_.classes),
                                0.5F);
    return guess;
  }
  storage::TensorFile write() const override {
    storage::TensorFile file;
    file.tensors.push_back({"width", storage::DType::u8, {shape_.width}, std::vector<uint8_t>(dim)});
    return file;
  }
  Expected<void> read(const storage::TensorFile& file) override {
    if (file.tensors.size() == 1 && file.tensors[0].name == "width") return {};
    return fail(FailureKind::bad_data, "this encoder belongs to another model", "width", "");
  }

 private:
  train::InverterShape shape_;
  int* lessons_;
};

struct GreyBench : ToolBench {
  int lessons = 0;
  explicit GreyBench(int classes = 0) : ToolBench(dim) {
    train::Subject subject = *bench.subject;
    subject.data.channels = subject.data.height = 1;
    subject.data.width = dim;
    for (int c = 0; c < classes; ++c) subject.data.label_names.push_back(std::to_string(c));
    subject.experiment.settings.set("conditional", classes > 0);
    bench.subject = std::make_shared<train::Subject>(std::move(subject));
    bench.replica = std::make_unique<GreyReplica>();
  }
  void with_encoder() {
    bench.make_inverter = [this](const train::InverterShape& shape) {
      return std::make_unique<GreyInverter>(shape, &lessons);
    };
  }
};

api::Ask inversion_of(const Latent& latent, const std::vector<int>& labels = {}) {
  api::Ask ask = ask_of("invert", {{"steps", int64_t{300}}});
  ask.pictures = GreyReplica::draw(latent, labels).values;
  return ask;
}

TEST(Invert, FindsWhatAPictureWasDrawnFrom) {
  GreyBench bench;
  const Latent wanted = latent_of_seed(3, dim);
  const auto found = bench.run(inversion_of(wanted)).value();
  ASSERT_EQ(found.vectors.count, 2);
  ASSERT_EQ(found.count, 4);
  for (int i = 0; i < dim; ++i) EXPECT_NEAR(found.vectors.row(1)[i], wanted[static_cast<size_t>(i)], 0.05);
  const auto& numbers = found.table.at(0).numbers;
  ASSERT_EQ(numbers.size(), inverted::numbers);
  EXPECT_LT(numbers[inverted::distance], 1e-4);
  EXPECT_GT(numbers[inverted::start], numbers[inverted::distance]);
  EXPECT_TRUE(std::isnan(numbers[inverted::guess])) << "there is no encoder";
  EXPECT_EQ(numbers[inverted::encoder_step], -1);
  const auto& best = found.curves.at(1).y;
  EXPECT_EQ(best.size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(best, std::ranges::greater{}));
  EXPECT_GT(bench.slices, 300) << "a step is a slice, so that it can be given up after each";
}

TEST(Invert, FindsTheClassToo) {
  for (const bool encoded : {false, true})
    for (const int label : {0, 1}) {
      GreyBench bench(2);
      if (encoded) {
        bench.with_encoder();
        ASSERT_TRUE(bench.run(ask_of("encoder")));
      }
      const Latent wanted = add(Latent(dim), latent_of_seed(3, dim), 0.3);
      const auto found = bench.run(inversion_of(wanted, {label})).value();
      EXPECT_LT(found.table[0].numbers[inverted::distance], 1e-3);
      api::Ask told = inversion_of(wanted, {label});
      told.labels = {1 - label};
      EXPECT_EQ(bench.run(told).value().table[0].numbers[inverted::label], 1 - label) << "as it was told";
    }
}

TEST(Invert, BeginsFromTheEncodersGuess) {
  GreyBench bench;
  bench.with_encoder();
  const auto learned = bench.run(ask_of("encoder")).value();
  EXPECT_EQ(bench.lessons, PictureEncoder::usual_lessons);
  EXPECT_EQ(learned.table.at(0).numbers[0], 7) << "the step whose weights it knows";
  const auto numbers = bench.run(inversion_of(latent_of_seed(3, dim))).value().table.at(0).numbers;
  EXPECT_GT(numbers[inverted::guess], numbers[inverted::distance]);
  EXPECT_EQ(numbers[inverted::encoder_step], 7);
  EXPECT_EQ(numbers[inverted::encoder_fits], 1);
  bench.at_step(8);
  const auto moved = bench.run(inversion_of(latent_of_seed(3, dim))).value().table.at(0).numbers;
  EXPECT_EQ(moved[inverted::encoder_step], 7) << "the old one guesses until there is a new one";
  EXPECT_EQ(moved[inverted::encoder_fits], 0);
  EXPECT_EQ(bench.run(ask_of("encoder")).value().table.at(0).numbers[0], 8);
}

TEST(Invert, LooksAtWhatIsKnownAlone) {
  GreyBench bench;
  api::Ask ask = inversion_of(latent_of_seed(3, dim));
  ask.latents = Latent(dim);
  const Latent right = latent_of_seed(3, dim);
  ask.latents.insert(ask.latents.end(), right.begin(), right.end());
  const auto found = bench.run(ask).value();
  EXPECT_EQ(bench.slices, 1);
  EXPECT_LT(found.table.at(0).numbers[inverted::distance], 1e-4);
  EXPECT_GT(found.table.at(0).numbers[inverted::start], 0.01);
  EXPECT_EQ(found.vectors.values, ask.latents);
  EXPECT_TRUE(found.scores.empty()) << "there is no D to ask";
  static_cast<GreyReplica&>(*bench.bench.replica).has_d = true;
  const auto judged = bench.run(ask).value();
  ASSERT_EQ(judged.scores.size(), static_cast<size_t>(judged.count));
  EXPECT_FLOAT_EQ(judged.scores[0], GreyReplica::score_of(ask.pictures.data()));
  EXPECT_FLOAT_EQ(judged.scores[2], judged.scores[0]) << "it was found exactly";
  EXPECT_NE(judged.scores[1], judged.scores[0]);
  ask.latents.resize(dim);
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage);
}

TEST(Encoder, IsKeptWithTheRunAndReadByTheNextProgram) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.path() / "experiment.toml") << "# a run\n";
  const api::Ask ask = ask_of("encoder", {{"run_folder", folder.path().string()}});
  GreyBench first, second, damaged;
  for (GreyBench* bench : {&first, &second, &damaged}) bench->with_encoder();
  EXPECT_EQ(first.run(ask).value().table[0].text, "");
  ASSERT_TRUE(second.run(ask));
  EXPECT_EQ(second.lessons, 0) << "it was there already";
  std::ofstream(folder.path() / "encoder.safetensors") << "nothing of the kind";
  EXPECT_TRUE(damaged.run(ask));
  EXPECT_EQ(damaged.lessons, PictureEncoder::usual_lessons);
}

TEST(Encoder, SaysWhyItIsNotKept) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder.path() / "experiment.toml") << "# a run\n";
  std::filesystem::create_directories(folder.path() / "encoder.safetensors" / "in the way");
  GreyBench bench;
  bench.with_encoder();
  const auto learned = bench.run(ask_of("encoder", {{"run_folder", folder.path().string()}}));
  ASSERT_TRUE(learned) << "that is no failure";
  EXPECT_THAT(learned->table[0].text, HasSubstr("cannot be kept"));
}

TEST(Invert, RefusesWhatIsNoPictureOfTheModel) {
  GreyBench bench;
  api::Ask ask = inversion_of(latent_of_seed(3, dim));
  ask.pictures[2] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage);
  ask.pictures.resize(3);
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::usage);
  train::Subject points = *bench.bench.subject;
  points.data.form = Form::points;
  bench.bench.subject = std::make_shared<train::Subject>(std::move(points));
  EXPECT_EQ(bench.run(ask).error().kind, FailureKind::unsupported);
  EXPECT_EQ(bench.run(ask_of("encoder")).error().kind, FailureKind::unsupported);
}

api::DataInfo pictures_of(int channels, int height, int width) {
  api::DataInfo data;
  data.channels = channels;
  data.height = height;
  data.width = width;
  return data;
}

image::Picture even(int width, int height, const std::vector<uint8_t>& pixel) {
  image::Picture picture{width, height, static_cast<int>(pixel.size()), {}};
  for (int i = 0; i < width * height; ++i)
    picture.pixels.insert(picture.pixels.end(), pixel.begin(), pixel.end());
  return picture;
}

TEST(FitPicture, LaysWhatIsTransparentOverTheBackgroundAndSaysSo) {
  config::Settings black;
  black.set("data_background", std::string("black"));
  const auto plain = fit_picture(even(20, 20, {255, 0, 0, 0}), pictures_of(3, 16, 16), {}, "x").value();
  EXPECT_EQ(plain.values.values, std::vector<float>(3 * 16 * 16, 1.0F));
  EXPECT_THAT(plain.remarks.at(0), HasSubstr("white"));
  const auto dark = fit_picture(even(20, 20, {255, 0, 0, 0}), pictures_of(1, 16, 16), black, "x").value();
  EXPECT_EQ(dark.values.values, std::vector<float>(16 * 16, -1.0F));
}

TEST(FitPicture, TakesTheMiddleInTheModelsProportions) {
  const auto wide = fit_picture(even(100, 40, {10, 20, 30}), pictures_of(3, 16, 16), {}, "x").value();
  EXPECT_THAT(wide.remarks.at(0), HasSubstr("40×40 of 100×40"));
  EXPECT_EQ(wide.picture.width, 16);
  const auto lying = fit_picture(even(100, 100, {10, 20, 30}), pictures_of(3, 8, 16), {}, "x").value();
  EXPECT_THAT(lying.remarks.at(0), HasSubstr("100×50"));
  EXPECT_EQ(lying.values.width, 3 * 8 * 16);
  EXPECT_NEAR(lying.values.values.front(), 10 / 127.5 - 1, 1e-6);
  EXPECT_NEAR(lying.values.values.back(), 30 / 127.5 - 1, 1e-6);
  EXPECT_TRUE(fit_picture(even(32, 32, {9}), pictures_of(3, 32, 32), {}, "x").value().remarks.empty());
}

TEST(FitPicture, RefusesSpecksAndModelsOfPoints) {
  EXPECT_EQ(fit_picture(even(1, 1, {9}), pictures_of(3, 16, 16), {}, "x").error().kind,
            FailureKind::bad_data);
  api::DataInfo points;
  points.form = Form::points;
  EXPECT_EQ(fit_picture(even(9, 9, {9}), points, {}, "x").error().kind, FailureKind::unsupported);
}

}  // namespace
}  // namespace ganscope::explore
