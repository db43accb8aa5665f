#include "core/metrics/pictures/features.h"

#include <gtest/gtest.h>

namespace ganscope::metrics {
namespace {

data::Dataset small_dataset() {
  data::Dataset dataset;
  dataset.count = 2;
  dataset.channels = 1;
  dataset.height = dataset.width = 32;
  dataset.pixels.assign(2 * 32 * 32, 0);
  return dataset;
}

TEST(QuestionsOf, AreLabelsThenAttributesElseTurns) {
  data::Dataset dataset = small_dataset();
  EXPECT_EQ(questions_of(dataset).front().key, "turn");
  EXPECT_EQ(questions_of(dataset).front().values.size(), 8u);
  dataset.attributes = {{"glasses", {"no", "yes"}, {0, 1}}};
  EXPECT_EQ(questions_of(dataset).front().key, "glasses");
  dataset.label_names = {"a", "b"};
  dataset.labels = {0, 1};
  ASSERT_EQ(questions_of(dataset).size(), 2u);
  EXPECT_EQ(questions_of(dataset).front().key, "label");
}

TEST(Fingerprint, ChangesWithEveryPixelAndLabel) {
  const data::Dataset dataset = small_dataset();
  data::Dataset pixel = dataset, label = dataset;
  pixel.pixels[1000] = 1;
  label.label_names = {"a"};
  label.labels = {0, 0};
  EXPECT_EQ(fingerprint(dataset), fingerprint(small_dataset()));
  EXPECT_NE(fingerprint(dataset), fingerprint(pixel));
  EXPECT_NE(fingerprint(dataset), fingerprint(label));
}

TEST(NetworkInput, BringsPicturesTo32PixelsAndPlanesInMinusOneToOne) {
  std::vector<uint8_t> pixels(size_t{16} * 16 * 3);
  for (size_t i = 0; i < pixels.size(); i += 3) pixels[i] = 255;  // red
  const std::vector<float> input = network_input(pixels, 1, 16, 16, 3);
  ASSERT_EQ(input.size(), size_t{3} * 32 * 32);
  EXPECT_FLOAT_EQ(input[0], 1);
  EXPECT_FLOAT_EQ(input[32 * 32], -1);
}

}  // namespace
}  // namespace ganscope::metrics
