#include "core/models/gan/combinations.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/small_gan.h"

namespace ganscope::gan {
namespace {

using Changes = std::vector<std::pair<std::string, config::Value>>;

Expected<void> checked(const Changes& changes) {
  return check_combination(testing::experiment(changes).settings);
}

struct Refused {
  Changes changes;
  std::string key, hint;  // what the failure points at, and what its hint proposes
};

TEST(Combinations, ThatMakeNoSenseAreRefusedWithAHint) {
  const std::vector<Refused> all = {
      {{{"objective", std::string("relativistic")}, {"label_smoothing", 0.1}},
       "label_smoothing",
       "non-saturating"},
      {{{"objective", std::string("relativistic")}, {"label_flipping", 0.1}},
       "label_flipping",
       "non-saturating"},
      {{{"objective", std::string("wgan-clip")}, {"spectral_norm", true}}, "spectral_norm", "hinge"},
      {{{"objective", std::string("wgan-clip")}, {"unroll_steps", int64_t{2}}}, "unroll_steps", "wgan-gp"},
      {{{"objective", std::string("wgan-gp")}}, "norm_d", "norm_d=none"},
      {{{"dragan_lambda", 10.0}}, "norm_d", "norm_d=none"},
      {{{"packing", int64_t{3}}, {"batch", int64_t{16}}}, "packing", "multiple of 3"},
      {{{"packing", int64_t{4}}, {"batch", int64_t{4}}}, "packing", "at least 8"},
      {{{"objective", std::string("hinje")}}, "objective", "hinge"},
  };
  for (const Refused& refused : all) {
    const auto made = checked(refused.changes);
    ASSERT_FALSE(made.has_value()) << refused.key;
    EXPECT_EQ(made.error().kind, FailureKind::usage) << refused.key;
    EXPECT_EQ(made.error().where, refused.key);
    EXPECT_NE(made.error().hint.find(refused.hint), std::string::npos) << made.error().hint;
  }
}

TEST(Combinations, ThatMakeSenseAreTaken) {
  EXPECT_TRUE(checked({}).has_value());
  EXPECT_TRUE(checked({{"objective", std::string("wgan-gp")}, {"norm_d", std::string("none")}}).has_value());
  EXPECT_TRUE(checked({{"objective", std::string("wgan-gp")}, {"network", std::string("mlp")}}).has_value())
      << "only the chosen network's norm counts";
  EXPECT_TRUE(checked({{"r1_gamma", 1.0}}).has_value()) << "R1 asks for no length, so batch norm may stay";
  EXPECT_TRUE(checked({{"packing", int64_t{4}}, {"batch", int64_t{16}}}).has_value());
}

TEST(Combinations, OfLabelsAreRefusedWhereThereAreNone) {
  const auto labels = [](const Changes& changes, int classes) {
    return check_labels(testing::experiment(changes).settings, classes);
  };
  EXPECT_TRUE(labels({}, 0).has_value());
  EXPECT_TRUE(labels({{"matching_aware", true}}, 3).has_value());
  for (const Changes& changes :
       {Changes{{"condition_d", std::string("classifier")}}, Changes{{"condition_d", std::string("concat")}},
        Changes{{"matching_aware", true}}}) {
    const auto refused = labels(changes, 0);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, FailureKind::usage);
    EXPECT_NE(refused.error().hint.find("labels"), std::string::npos);
  }
  EXPECT_FALSE(labels({{"matching_aware", true}}, 1).has_value()) << "a single class has no wrong label";
  EXPECT_TRUE(labels({{"condition_d", std::string("classifier")}}, 3).has_value());
  EXPECT_FALSE(labels({{"matching_aware", true}, {"condition_d", std::string("classifier")}}, 3).has_value())
      << "a D that names classes does not see labels";
}

TEST(Combinations, OfPicturesAreRefusedForPoints) {
  const config::Settings settings = testing::experiment({{"diff_augment", 1.0}}).settings;
  EXPECT_TRUE(check_pictures(settings, false).has_value());
  const auto refused = check_pictures(settings, true);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().where, "diff_augment");
  EXPECT_TRUE(check_pictures(testing::experiment({}).settings, true).has_value());
}

TEST(Combinations, AreRefusedBeforeDataAreLoaded) {
  // The data do not exist, but the words are what is complained of.
  auto made = testing::experiment({{"packing", int64_t{3}}, {"data", std::string("folder:/nowhere")}});
  const auto refused = models::make_stepper(models::Device::cpu, made, WorkContext{});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().where, "packing");
}

}  // namespace
}  // namespace ganscope::gan
