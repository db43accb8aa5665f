#include "core/data/labels.h"

#include <gtest/gtest.h>

#include "core/data/fingerprint.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using Names = std::vector<std::string>;
using Bytes = std::vector<uint8_t>;

/// Pictures of 1 × 2 pixels, each the name's first letter and its number in the class.
Dataset animals(const Names& names, const std::vector<uint8_t>& labels) {
  Dataset set;
  set.label_names = names;
  set.labels = labels;
  set.count = static_cast<int64_t>(labels.size());
  set.channels = set.height = 1;
  set.width = 2;
  std::vector<uint8_t> seen(names.size());
  for (const uint8_t label : labels) {
    set.pixels.push_back(static_cast<uint8_t>(names[label][0]));
    set.pixels.push_back(seen[label]++);
  }
  return set;
}

TEST(Labels, ThatNeverOccurAreNoClasses) {
  Dataset set = animals({"zero", "one", "two", "three"}, {1, 3, 3, 1});
  keep_occurring_classes(set);
  EXPECT_EQ(set.label_names, (Names{"one", "three"}));
  EXPECT_EQ(set.labels, (Bytes{0, 1, 1, 0}));
}

TEST(Labels, InAnotherOrderGiveTheSameDataAsBefore) {
  const Dataset before = animals({"cat", "dog", "owl"}, {0, 0, 1, 2, 2});
  const Dataset now = animals({"owl", "cat", "dog"}, {0, 0, 1, 1, 2});
  const DatasetPointer again = with_class_order(now, before.label_names);
  EXPECT_EQ(again->label_names, before.label_names);
  EXPECT_EQ(again->labels, before.labels);
  EXPECT_EQ(again->pixels, before.pixels);
  EXPECT_EQ(fingerprint_of(*again), fingerprint_of(before));
  EXPECT_NE(fingerprint_of(now), fingerprint_of(before));
}

TEST(Labels, OfMixedSamplesAreRenumberedWhereTheyAre) {
  const Dataset now = animals({"dog", "cat"}, {0, 1, 0});
  const DatasetPointer again = with_class_order(now, {"cat", "dog"});
  EXPECT_EQ(again->labels, (Bytes{1, 0, 1}));
  EXPECT_EQ(again->pixels, now.pixels);
}

TEST(Labels, AFingerprintTellsSamplesOrderAndLabelsApart) {
  const Dataset set = animals({"cat", "dog"}, {0, 1, 1});
  Dataset other = set;
  EXPECT_EQ(fingerprint_of(other), fingerprint_of(set));
  other.pixels[5] ^= 1;
  EXPECT_NE(fingerprint_of(other), fingerprint_of(set));
  other = set;
  other.labels[0] = 1;
  EXPECT_NE(fingerprint_of(other), fingerprint_of(set));
  other = set;
  std::swap(other.pixels[0], other.pixels[2]);
  EXPECT_NE(fingerprint_of(other), fingerprint_of(set));
}

}  // namespace
}  // namespace ganscope::data
