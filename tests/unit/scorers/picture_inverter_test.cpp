#include "core/scorers/picture_inverter.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/base/random.h"

namespace ganscope::scorers {
namespace {

constexpr train::InverterShape shape{.channels = 3, .height = 16, .width = 12, .latent_dim = 2, .classes = 2};
constexpr size_t area = 16 * 12;

/// The first component is how bright the upper half is, the second the lower one; class 1 lacks red.
struct Drawn {
  api::Answer pictures;
  std::vector<float> latents;
  std::vector<int> labels;
  api::Rows values;  ///< the same pictures as numbers
};
Drawn drawn(Random& random, int count) {
  Drawn all;
  all.pictures.count = count;
  all.pictures.width = shape.width;
  all.pictures.height = shape.height;
  all.values = {count, 3 * static_cast<int>(area), {}};
  all.latents.resize(2 * static_cast<size_t>(count));
  random.fill_normal(all.latents);
  for (size_t n = 0; n < static_cast<size_t>(count); ++n) {
    all.labels.push_back(static_cast<int>(n % 2));
    std::vector<uint8_t> grey;
    for (size_t i = 0; i < area; ++i)
      grey.push_back(static_cast<uint8_t>(
          std::clamp(128 + 35 * all.latents[2 * n + (i < area / 2 ? 0 : 1)], 0.0F, 255.0F)));
    const auto red = [&](size_t i) { return n % 2 == 1 ? uint8_t{0} : grey[i]; };
    for (size_t i = 0; i < area; ++i)
      all.pictures.pixels.insert(all.pictures.pixels.end(), {red(i), grey[i], grey[i], 255});
    for (size_t c = 0; c < 3; ++c)
      for (size_t i = 0; i < area; ++i)
        all.values.values.push_back(static_cast<float>(c == 0 ? red(i) : grey[i]) / 127.5F - 1);
  }
  return all;
}

/// One that has learned, for all tests.
train::Inverter& taught() {
  at::set_num_threads(1);
  static const std::unique_ptr<train::Inverter> inverter = [] {
    auto made = make_picture_inverter(shape);
    Random random(1);
    for (int lesson = 0; lesson < 150; ++lesson) {
      const Drawn some = drawn(random, 16);
      (void)made->learn(some.pictures, some.latents, some.labels, 2e-3);
    }
    return made;
  }();
  return *inverter;
}

TEST(PictureInverter, GuessesWhatAPictureWasDrawnFromAndItsClass) {
  Random random(2);
  const Drawn fresh = drawn(random, 40);
  const train::Guess guess = taught().guess(fresh.values).value();
  ASSERT_EQ(guess.latents.width, 2);
  ASSERT_EQ(guess.classes.width, 2);
  double error = 0;
  for (size_t i = 0; i < fresh.latents.size(); ++i) {
    const double off = static_cast<double>(guess.latents.values[i] - fresh.latents[i]);
    error += off * off / static_cast<double>(fresh.latents.size());
  }
  EXPECT_LT(error, 0.1) << "1 would be no better than zero";
  for (int n = 0; n < 40; ++n) EXPECT_GT(guess.classes.row(n)[n % 2], 0.5F) << n;
}

TEST(PictureInverter, ComesBackFromItsFileBitwise) {
  Random random(2);
  const Drawn fresh = drawn(random, 4);
  const auto other = make_picture_inverter(shape);
  EXPECT_NE(other->guess(fresh.values).value().latents.values,
            taught().guess(fresh.values).value().latents.values);
  ASSERT_TRUE(other->read(taught().write()));
  EXPECT_EQ(other->guess(fresh.values).value().latents.values,
            taught().guess(fresh.values).value().latents.values);
}

TEST(PictureInverter, RefusesAFileOfAnotherModelAndStaysAsItWas) {
  train::InverterShape longer = shape;
  longer.latent_dim = 5;
  const auto other = make_picture_inverter(longer);
  const auto before = other->write();
  EXPECT_EQ(other->read(taught().write()).error().kind, FailureKind::bad_data);
  for (size_t i = 0; i < before.tensors.size(); ++i)
    EXPECT_EQ(other->write().tensors[i].bytes, before.tensors[i].bytes);
}

TEST(PictureInverter, RefusesPicturesOfAnotherSize) {
  EXPECT_EQ(taught().guess({1, 5, std::vector<float>(5)}).error().kind, FailureKind::usage);
}

TEST(PictureInverter, TakesPicturesOfEverySize) {
  for (const auto& [height, width] : {std::pair{1, 8}, {7, 9}, {64, 64}, {33, 20}}) {
    const auto inverter = make_picture_inverter({1, height, width, 3, 0});
    const int pixels = height * width;
    const auto guess =
        inverter->guess({2, pixels, std::vector<float>(2 * static_cast<size_t>(pixels))}).value();
    EXPECT_EQ(guess.latents.width, 3);
    EXPECT_EQ(guess.latents.count, 2);
    EXPECT_EQ(guess.classes.width, 0);
  }
}

}  // namespace
}  // namespace ganscope::scorers
