#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "core/data/draw_face.h"
#include "core/image/transform.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::load;
using test::settings_for;
using test::with;

/// Every combination of the nine attributes, everything else in the middle.
std::vector<FaceTraits> all_combinations() {
  std::vector<FaceTraits> faces{FaceTraits{}};
  for (size_t a = 0; a < face_attribute_count; ++a) {
    std::vector<FaceTraits> more;
    for (const FaceTraits& face : faces) {
      for (uint8_t value = 0; value < face_attributes()[a].values.size(); ++value) {
        more.push_back(face);
        more.back().attributes[a] = value;
      }
    }
    faces = std::move(more);
  }
  return faces;
}

/// The place of a combination in all_combinations().
size_t place_of(const FaceTraits& face) {
  size_t place = 0;
  for (size_t a = 0; a < face_attribute_count; ++a)
    place = place * face_attributes()[a].values.size() + face.attributes[a];
  return place;
}

/// Pixels in which the pictures differ by at least 20 of 255 levels in some channel: enough to see beside
/// each other.
int visibly_different(const image::Picture& a, const image::Picture& b) {
  int pixels = 0;
  for (size_t i = 0; i < a.pixels.size(); i += 3) {
    int largest = 0;
    for (size_t c = 0; c < 3; ++c) largest = std::max(largest, std::abs(a.pixels[i + c] - b.pixels[i + c]));
    pixels += largest >= 20 ? 1 : 0;
  }
  return pixels;
}

TEST(Faces, EveryAttributeIsVisibleWhateverTheOthersAre) {
  const auto faces = all_combinations();
  std::vector<image::Picture> pictures;
  for (const FaceTraits& face : faces) pictures.push_back(draw_face(face, 32));
  for (size_t a = 0; a < face_attribute_count; ++a) {
    int least = 1024;
    FaceTraits worst;
    for (size_t i = 0; i < faces.size(); ++i) {
      ASSERT_EQ(place_of(faces[i]), i);
      for (uint8_t value = 0; value < faces[i].attributes[a]; ++value) {
        FaceTraits other = faces[i];
        other.attributes[a] = value;
        const int pixels = visibly_different(pictures[i], pictures[place_of(other)]);
        if (pixels < least) {
          least = pixels;
          worst = faces[i];
        }
      }
    }
    RecordProperty(face_attributes()[a].key, least);
    // Six pixels of a 32×32 face are a mouth's corners, and an area that convolutions and eyes find.
    EXPECT_GE(least, 6) << face_attributes()[a].key << ", worst at "
                        << ::testing::PrintToString(
                               std::vector<int>(worst.attributes.begin(), worst.attributes.end()));
  }
}

TEST(Faces, EveryAttributeOccursInItsShareAndIndependently) {
  const auto loaded = load(with(settings_for("faces"), "data_count", int64_t{4000}));
  ASSERT_TRUE(loaded);
  const Dataset& set = **loaded;
  ASSERT_EQ(set.attributes.size(), face_attribute_count);
  for (size_t a = 0; a < face_attribute_count; ++a) {
    const FaceAttributeInfo& info = face_attributes()[a];
    EXPECT_EQ(set.attributes[a].key, info.key);
    EXPECT_EQ(set.attributes[a].values, info.values);
    EXPECT_NEAR(std::accumulate(info.shares.begin(), info.shares.end(), 0.0), 1.0, 1e-12);
    for (size_t value = 0; value < info.values.size(); ++value) {
      const auto times = std::count(set.attributes[a].of.begin(), set.attributes[a].of.end(), value);
      // 4.5 standard deviations of a binomial share of 4,000: a fixed seed, so this passes always or never.
      const double tolerance = 4.5 * std::sqrt(info.shares[value] * (1 - info.shares[value]) / 4000);
      EXPECT_NEAR(static_cast<double>(times) / 4000, info.shares[value], tolerance) << info.key;
    }
  }
  // Glasses among those with a hat, as an example of two that must know nothing of each other.
  int hats = 0, both = 0;
  for (size_t i = 0; i < 4000; ++i) {
    const bool has_hat = set.attributes[static_cast<size_t>(FaceAttribute::hat)].of[i] == 1;
    hats += has_hat ? 1 : 0;
    both += has_hat && set.attributes[static_cast<size_t>(FaceAttribute::glasses)].of[i] == 1 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(both) / hats,
              face_attributes()[static_cast<size_t>(FaceAttribute::glasses)].shares[1], 0.07);
}

TEST(Faces, APictureOfTheSetIsTheOneThatItsOwnSeedDraws) {
  const auto loaded = load(with(settings_for("faces"), "data_count", int64_t{600}));
  ASSERT_TRUE(loaded);
  for (const int64_t i : {int64_t{0}, int64_t{251}, int64_t{599}}) {
    Random random(mix_seed(1, static_cast<uint64_t>(i)));
    const auto face = draw_face(random_face(random), 32);
    const auto picture = (*loaded)->picture(i);
    EXPECT_TRUE(std::equal(picture.begin(), picture.end(), face.pixels.begin(), face.pixels.end())) << i;
  }
}

TEST(Faces, TheSameFaceLooksTheSameAtEverySize) {
  // An area average of the large picture is what the small one should be; small details may differ a little.
  Random random(3);
  for (int i = 0; i < 20; ++i) {
    const FaceTraits face = random_face(random);
    const auto large = draw_face(face, 64);
    for (const int size : {16, 32}) {
      const auto small = draw_face(face, size);
      const auto scaled = image::resize_area(large, size, size);
      double difference = 0;
      for (size_t p = 0; p < small.pixels.size(); ++p)
        difference += std::abs(small.pixels[p] - scaled.pixels[p]);
      EXPECT_LT(difference / static_cast<double>(small.pixels.size()), 5.0) << size;
    }
  }
}

}  // namespace
}  // namespace ganscope::data
