#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

#include "core/base/form_kinds.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::load;
using test::settings_for;
using test::with;
using ::testing::HasSubstr;

const std::vector<std::string> generated{
    "faces",   "digits", "stacked",  "ring",         "grid",     "gaussian",      "spiral",  "moons",
    "circles", "line",   "disjoint", "checkerboard", "pinwheel", "two-gaussians", "uniform", "exponential",
    "mixture", "verse",  "couplet",  "sums",         "drums",    "faces-film",    "melody"};

/// Few enough to be quick; what is tested does not depend on how many there are.
config::Settings small(const std::string& key, int64_t count = 300) {
  return with(settings_for(key), "data_count", count);
}

TEST(Registry, HoldsTheBuiltInDataSetsInOrder) {
  std::vector<std::string> keys;
  for (const DatasetEntry& entry : all_datasets()) {
    keys.push_back(entry.info.key);
    EXPECT_FALSE(entry.info.title.empty());
    EXPECT_FALSE(entry.info.help.empty());
    EXPECT_NE(entry.load, nullptr);
  }
  EXPECT_EQ(keys,
            (std::vector<std::string>{
                "faces",    "digits",  "stacked", "mnist",         "fashion", "cifar10",     "folder",
                "pairs",    "domains", "idx",     "faces-film",    "film",    "ring",        "grid",
                "gaussian", "spiral",  "moons",   "circles",       "line",    "disjoint",    "checkerboard",
                "pinwheel", "drawing", "csv",     "two-gaussians", "uniform", "exponential", "mixture",
                "verse",    "couplet", "sums",    "words",         "drums",   "sounds",      "melody"}));
}

TEST(Registry, AKeyMeansTheSameWhereverItIsDeclaredAndItsInitialValueIsAllowed) {
  std::map<std::string, config::Option> seen;
  for (const DatasetEntry& entry : all_datasets()) {
    for (const config::Option& option : entry.info.options) {
      EXPECT_TRUE(config::check(option, option.initial)) << option.key;
      EXPECT_FALSE(option.help.empty()) << option.key;
      const auto [at, is_new] = seen.emplace(option.key, option);
      if (is_new) continue;
      EXPECT_EQ(at->second.initial, option.initial) << option.key;
      EXPECT_EQ(at->second.min, option.min) << option.key;
      EXPECT_EQ(at->second.max, option.max) << option.key;
      EXPECT_EQ(at->second.help, option.help) << option.key;
      EXPECT_EQ(at->second.choices, option.choices) << option.key;
    }
  }
  EXPECT_TRUE(seen.contains("size"));
}

TEST(Registry, AnUnknownDataSetNamesTheNearest) {
  const auto failed = load("facse");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, FailureKind::usage);
  EXPECT_THAT(failed.error().what, HasSubstr("facse"));
  EXPECT_THAT(failed.error().hint, HasSubstr("faces"));
  EXPECT_FALSE(load(""));
  EXPECT_FALSE(load("zzzzzzzzzzzz:a"));
}

TEST(Registry, GeneratedDataTakeNothingAfterAColon) {
  for (const std::string& key : generated) {
    const auto failed = load(settings_for(key + ":x"));
    ASSERT_FALSE(failed) << key;
    EXPECT_EQ(failed.error().kind, FailureKind::usage);
  }
}

TEST(Registry, SettingsWithoutAnyOptionMeanTheDeclaredOnes) {
  config::Settings bare;
  bare.set("data", std::string("ring"));
  const auto set = load(bare);
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->count, 50000);
  EXPECT_EQ((*set)->points, (*load("ring"))->points);
}

class Generated : public ::testing::TestWithParam<std::string> {};

TEST_P(Generated, TheSameSeedGivesTheSameBytesAndAnotherSeedOthers) {
  auto first = load(small(GetParam()));
  ASSERT_TRUE(first);
  const auto a = std::make_unique<Dataset>(**first);  // what is still held would be shared
  first->reset();
  const auto b = load(small(GetParam()));
  const auto other = load(with(small(GetParam()), "data_seed", int64_t{2}));
  ASSERT_TRUE(b && other);
  EXPECT_EQ(a->pixels, (*b)->pixels);
  EXPECT_EQ(a->points, (*b)->points);
  EXPECT_EQ(a->labels, (*b)->labels);
  EXPECT_TRUE(a->pixels != (*other)->pixels || a->points != (*other)->points);
}

TEST_P(Generated, TwoRunsOfTheSameDataShareOneCopy) {
  const auto a = load(small(GetParam())), b = load(small(GetParam())), more = load(small(GetParam(), 310));
  ASSERT_TRUE(a && b && more);
  const bool shared = GetParam() != "stacked";  // which is put together from another one
  EXPECT_EQ(a->get() == b->get(), shared);
  EXPECT_NE(a->get(), more->get());
}

TEST_P(Generated, MorePicturesBeginWithTheSameOnes) {
  const auto few = load(small(GetParam(), 10)), many = load(small(GetParam(), 700));
  ASSERT_TRUE(few && many);
  EXPECT_EQ((*few)->count, 10);
  EXPECT_EQ((*many)->count, 700);
  EXPECT_TRUE(std::equal((*few)->pixels.begin(), (*few)->pixels.end(), (*many)->pixels.begin()));
  EXPECT_TRUE(std::equal((*few)->points.begin(), (*few)->points.end(), (*many)->points.begin()));
}

TEST_P(Generated, EveryPartHasTheSizeThatTheOthersPromise) {
  const auto loaded = load(small(GetParam()));
  ASSERT_TRUE(loaded);
  const Dataset& set = **loaded;
  EXPECT_EQ(set.key, GetParam());
  EXPECT_EQ(set.count, 300);
  EXPECT_TRUE(set.skipped.empty());
  if (!set.is_points()) {
    EXPECT_EQ(set.pixels.size(), 300 * set.picture_bytes());
    EXPECT_GT(set.picture_bytes(), 0U);
    EXPECT_TRUE(set.points.empty());
  } else {
    EXPECT_EQ(set.points.size(), static_cast<size_t>(300 * set.dimensions));
    EXPECT_TRUE(set.pixels.empty());
  }
  EXPECT_EQ(set.labels.size(), set.has_labels() ? 300U : 0U);
  for (const uint8_t label : set.labels) EXPECT_LT(label, set.label_names.size());
  for (const Attribute& attribute : set.attributes) {
    EXPECT_EQ(attribute.of.size(), 300U);
    for (const uint8_t value : attribute.of) EXPECT_LT(value, attribute.values.size());
  }
}

TEST_P(Generated, NoTwoPicturesAreTheSame) {
  const auto loaded = load(small(GetParam()));
  ASSERT_TRUE(loaded);
  if ((*loaded)->is_points()) return;
  std::set<std::vector<uint8_t>> different;
  for (int64_t i = 0; i < 300; ++i) {
    const auto picture = (*loaded)->picture(i);
    different.emplace(picture.begin(), picture.end());
  }
  // Of short lines that are drawn by chance some come twice.
  EXPECT_GE(different.size(), are_lines((*loaded)->form) ? 280U : 300U);
}

TEST_P(Generated, PicturesHaveTheSizeThatWasAskedFor) {
  for (const int64_t size : {int64_t{16}, int64_t{48}, int64_t{64}}) {
    const auto loaded = load(with(small(GetParam(), 5), "size", size));
    ASSERT_TRUE(loaded);
    if ((*loaded)->form != Form::pictures) return;
    EXPECT_EQ((*loaded)->width, size);
    EXPECT_EQ((*loaded)->height, size);
    EXPECT_EQ((*loaded)->pixels.size(), 5 * (*loaded)->picture_bytes());
  }
}

TEST_P(Generated, LoadingReportsProgressAndStopsWhenAsked) {
  int reports = 0;
  WorkContext watched;
  watched.report = [&](const Progress& progress) {
    ++reports;
    EXPECT_EQ(progress.total, 300);
    EXPECT_LE(progress.done, progress.total);
    EXPECT_FALSE(progress.what.empty());
  };
  EXPECT_TRUE(load_dataset(small(GetParam()), watched));
  EXPECT_GT(reports, 0);

  WorkContext impatient;
  impatient.cancelled = [] { return true; };
  const auto stopped = load_dataset(settings_for(GetParam()), impatient);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, FailureKind::cancelled);
}

INSTANTIATE_TEST_SUITE_P(AllOfThem, Generated, ::testing::ValuesIn(generated), [](const auto& about) {
  std::string name = about.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace ganscope::data
