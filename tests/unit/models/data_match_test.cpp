#include "core/models/material/data_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/data/labels.h"
#include "core/models/learning/state.h"
#include "core/models/material/data_view.h"
#include "tests/support/small_gan.h"

namespace ganscope::models {
namespace {

using ::testing::ElementsAre;
using testing::experiment;
using ::testing::HasSubstr;
using testing::noise_pictures;
using testing::stepper;
using testing::two_clusters;
using Names = std::vector<std::string>;

api::DataInfo pictures(Names labels) {
  api::DataInfo info;
  info.count = 100;
  info.channels = 1;
  info.width = info.height = 32;
  info.label_names = std::move(labels);
  return info;
}

TEST(DataMatch, FindsClassesByName) {
  const auto match = match_data(pictures({"cat", "dog", "owl"}), pictures({"owl", "cat", "dog"}), true,
                                Join::training, "folder:here");
  ASSERT_TRUE(match);
  EXPECT_TRUE(match->reordered);
  EXPECT_THAT(match->run_label, ElementsAre(2, 0, 1));
  EXPECT_TRUE(match->remarks.empty());
}

TEST(DataMatch, RefusesOtherClassesWithBothLists) {
  for (const Names& now : {Names{"bird", "dog"}, Names{"bird", "cat", "dog"}, Names{"cat"}, Names{}}) {
    const auto match =
        match_data(pictures({"cat", "dog"}), pictures(now), true, Join::training, "folder:here");
    ASSERT_FALSE(match);
    EXPECT_EQ(match.error().kind, FailureKind::bad_data);
    EXPECT_THAT(match.error().what, HasSubstr("trained on cat, dog"));
    for (const std::string& name : now) EXPECT_THAT(match.error().what, HasSubstr(name));
    EXPECT_EQ(match.error().where, "folder:here");
    EXPECT_FALSE(match.error().hint.empty());
  }
}

TEST(DataMatch, JudgesByFewerClassesAndComparesWithoutAny) {
  const auto run = pictures({"cat", "dog", "owl"});
  const auto fewer = match_data(run, pictures({"owl", "dog"}), true, Join::judging, "");
  ASSERT_TRUE(fewer);
  EXPECT_THAT(fewer->run_label, ElementsAre(2, 1));
  EXPECT_EQ(fewer->remarks.size(), 1U);
  EXPECT_FALSE(match_data(run, pictures({"owl", "bee"}), true, Join::comparing, ""));
  EXPECT_FALSE(match_data(run, pictures({}), true, Join::judging, ""));
  const auto none = match_data(run, pictures({}), true, Join::comparing, "");
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->run_label.empty());
}

TEST(DataMatch, LeavesClassesAloneWhereTheRunDoesNotUseThem) {
  EXPECT_TRUE(match_data(pictures({"cat", "dog"}), pictures({"bee"}), false, Join::training, ""));
}

TEST(DataMatch, RefusesAnotherFormAndSaysBoth) {
  api::DataInfo colour = pictures({});
  colour.channels = 3;
  const auto match = match_data(pictures({}), colour, false, Join::training, "folder:here");
  ASSERT_FALSE(match);
  EXPECT_THAT(match.error().what, HasSubstr("32×32 in grey"));
  EXPECT_THAT(match.error().what, HasSubstr("32×32 in colour"));
  api::DataInfo points;
  points.form = Form::points;
  points.dimensions = 2;
  EXPECT_FALSE(match_data(pictures({}), points, false, Join::comparing, ""));
}

TEST(DataMatch, RemarksOnAnotherCountAndOtherAttributes) {
  api::DataInfo more = pictures({});
  more.count = 101;
  more.attribute_names = {"glasses"};
  const auto match = match_data(pictures({}), more, false, Join::training, "");
  ASSERT_TRUE(match);
  ASSERT_EQ(match->remarks.size(), 2U);
  EXPECT_THAT(match->remarks[0], HasSubstr("101"));
  EXPECT_THAT(match->remarks[1], HasSubstr("glasses"));
}

/// The same pictures under the same names, which stand in another order.
data::DatasetPointer turned(const data::Dataset& set, const Names& names) {
  return data::with_class_order(set, names);
}

TEST(DataJoin, ARunGoesOnBitwiseWhereTheOrderOfItsClassesHasTurned) {
  const auto data = noise_pictures(16, 1);
  const auto straight = stepper(experiment({}), data), before = stepper(experiment({}), data);
  for (int i = 0; i < 3; ++i) straight->step(api::StepKind::both), before->step(api::StepKind::both);
  const auto after = stepper(experiment({}), turned(*data, {"c", "a", "b"}));
  ASSERT_TRUE(after->import_state(before->export_state()));
  EXPECT_TRUE(after->remarks().empty()) << after->remarks().front();
  EXPECT_EQ(after->data_info().label_names, data->label_names);
  for (int i = 0; i < 3; ++i) straight->step(api::StepKind::both), after->step(api::StepKind::both);
  const storage::TensorFile one = straight->export_state(), other = after->export_state();
  EXPECT_EQ(one.metadata, other.metadata);
  for (size_t i = 0; i < one.tensors.size(); ++i) ASSERT_EQ(one.tensors[i].bytes, other.tensors[i].bytes);
}

TEST(DataJoin, ARunIsRefusedOtherClassesInWordsAndStaysAsItWas) {
  const auto model = stepper(experiment({}), noise_pictures(16, 1));
  const storage::TensorFile state = model->export_state();
  auto more = std::make_shared<data::Dataset>(*noise_pictures(16, 1));
  more->label_names.push_back("d");
  more->labels[0] = 3;
  const auto other = stepper(experiment({}), more);
  const auto joined = other->import_state(state);
  ASSERT_FALSE(joined);
  EXPECT_THAT(joined.error().what, HasSubstr("trained on a, b, c, the data have a, b, c, d"));
}

TEST(DataJoin, FewerMoreAndOtherSamplesAreRemarkedOn) {
  const auto model = stepper(experiment({}), noise_pictures(16, 1, 64));
  for (int i = 0; i < 15; ++i) model->step(api::StepKind::both);
  const storage::TensorFile state = model->export_state();
  for (const int64_t count : {33, 80}) {
    const auto other = stepper(experiment({}), noise_pictures(16, 1, count));
    const auto joined = other->import_state(state);
    ASSERT_TRUE(joined) << joined.error().what;
    ASSERT_EQ(other->remarks().size(), 1U);
    EXPECT_THAT(other->remarks()[0], HasSubstr(std::to_string(count)));
    EXPECT_TRUE(other->step(api::StepKind::both).finite);
  }
  auto changed = std::make_shared<data::Dataset>(*noise_pictures(16, 1, 64));
  changed->pixels[7] ^= 1;
  const auto other = stepper(experiment({}), changed);
  ASSERT_TRUE(other->import_state(state));
  ASSERT_EQ(other->remarks().size(), 1U);
  EXPECT_THAT(other->remarks()[0], HasSubstr("not the same"));
}

config::Experiment on_points() {
  return experiment({{"network", std::string("mlp")}, {"conditional", false}, {"batch", int64_t{8}}});
}

TEST(DataJoin, ARunKeepsItsScaleOfPoints) {
  const auto data = two_clusters();
  const auto model = stepper(on_points(), data);
  model->step(api::StepKind::both);
  const storage::TensorFile state = model->export_state();
  // The same points in another frame, as a newer version may keep them.
  auto framed = std::make_shared<data::Dataset>(*data);
  framed->frame.origin = {5, 0};
  framed->frame.unit = {2, 0.5};
  for (size_t i = 0; i < framed->points.size(); ++i)
    framed->points[i] = static_cast<float>(framed->frame.in(i % 2, static_cast<double>(data->points[i])));
  const auto other = stepper(on_points(), framed);
  ASSERT_TRUE(other->import_state(state));
  const auto scale = [](const train::Stepper& one) {
    return dynamic_cast<const ModelSnapshot&>(*one.snapshot()).scale();
  };
  const PointScale before = scale(*model), after = scale(*other);
  for (size_t d = 0; d < 2; ++d) {
    EXPECT_NEAR(framed->frame.out(d, static_cast<double>(after.centre[d])),
                static_cast<double>(before.centre[d]), 1e-5);
    EXPECT_NEAR(static_cast<double>(after.unit[d]) * framed->frame.unit[d],
                static_cast<double>(before.unit[d]), 1e-5);
  }
  const auto drawn = read_info(other->export_state().metadata);
  ASSERT_TRUE(drawn);
  EXPECT_EQ(drawn->data.frame, framed->frame);
  EXPECT_EQ(drawn->scale, after);
}

TEST(DataJoin, AnOlderCheckpointIsJudgedByWhatItSays) {
  const auto data = two_clusters();
  const auto model = stepper(on_points(), data);
  storage::TensorFile state = model->export_state();
  for (const char* key : {"data.unit_y", "data.frame_origin_x", "data.frame_origin_y", "data.frame_unit_x",
                          "data.frame_unit_y", "data.fingerprint"})
    EXPECT_EQ(state.metadata.erase(key), 1U) << key;
  const auto other = stepper(on_points(), data);
  ASSERT_TRUE(other->import_state(state));
  EXPECT_TRUE(other->remarks().empty());
  EXPECT_EQ(read_info(state.metadata)->scale, read_info(model->export_state().metadata)->scale);
}

}  // namespace
}  // namespace ganscope::models
