#include "core/scorers/picture_embedder.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/scorers/bright_tops.h"

namespace ganscope::scorers {
namespace {

double distance(const api::Rows& rows, int a, int b) {
  double sum = 0;
  for (int i = 0; i < rows.width; ++i)
    sum += std::pow(static_cast<double>(rows.row(a)[i]) - static_cast<double>(rows.row(b)[i]), 2);
  return std::sqrt(sum);
}

TEST(PictureEmbedder, SeesNoPictureBeforeItHasLearnedAndLikenessAfterwards) {
  at::set_num_threads(1);
  const data::DatasetPointer data = testing::bright_tops();
  const auto embedder = make_picture_embedder(data).value();
  const api::Answer drawn = testing::as_drawn(*data, 40);
  if (embedder->progress().total > 0) {  // else the user's cache knows it already
    const auto early = embedder->embed(drawn);
    ASSERT_FALSE(early.has_value());
    EXPECT_EQ(early.error().kind, FailureKind::unsupported);
  }
  while (!embedder->learn()) {
  }
  EXPECT_EQ(embedder->progress().done, embedder->progress().total);

  const api::Rows rows = embedder->embed(drawn).value();
  ASSERT_EQ(rows.count, 40);
  const api::Rows same =
      embedder->embed(std::span(data->pixels).first(40 * data->picture_bytes()), 40).value();
  EXPECT_EQ(rows.values, same.values) << "RGBA of the same pictures";
  double alike = 0, unlike = 0;
  int alike_pairs = 0, unlike_pairs = 0;
  const auto& bright = data->attributes[0].of;
  for (size_t a = 0; a < 40; ++a)
    for (size_t b = 0; b < a; ++b) {
      const bool both = bright[a] == bright[b];
      (both ? alike : unlike) += distance(rows, static_cast<int>(a), static_cast<int>(b));
      ++(both ? alike_pairs : unlike_pairs);
    }
  EXPECT_LT(alike / alike_pairs, unlike / unlike_pairs);
}

TEST(PictureEmbedder, TellsClassesApartWhereThereAreSome) {
  const data::DatasetPointer plain = testing::bright_tops();
  const auto unlabelled = make_picture_embedder(plain).value();
  while (!unlabelled->learn()) {
  }
  EXPECT_EQ(unlabelled->chances(testing::as_drawn(*plain, 2)).error().kind, FailureKind::unsupported);
  auto labelled = std::make_shared<data::Dataset>(*plain);
  labelled->label_names = {"dark", "bright"};
  labelled->labels = labelled->attributes[0].of;
  labelled->attributes.clear();
  const auto listener = make_picture_embedder(labelled).value();
  while (!listener->learn()) {
  }
  const api::Rows chances = listener->chances(testing::as_drawn(*labelled, 40)).value();
  ASSERT_EQ(chances.count, 40);
  ASSERT_EQ(chances.width, 2);
  int right = 0;
  for (int i = 0; i < 40; ++i) {
    EXPECT_NEAR(chances.row(i)[0] + chances.row(i)[1], 1, 1e-5);
    right += chances.row(i)[labelled->labels[static_cast<size_t>(i)]] > 0.5F ? 1 : 0;
  }
  EXPECT_GE(right, 38);
}

TEST(PictureEmbedder, RefusesPicturesOfAnotherSizeAndDataThatAreNone) {
  const data::DatasetPointer data = testing::bright_tops();
  const auto embedder = make_picture_embedder(data).value();
  while (!embedder->learn()) {
  }
  api::Answer wrong = testing::as_drawn(*data, 2);
  wrong.pixels.resize(wrong.pixels.size() / 2);
  EXPECT_FALSE(embedder->embed(wrong).has_value());
  auto points = std::make_shared<data::Dataset>();
  points->form = Form::points;
  const auto none = make_picture_embedder(points);
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().kind, FailureKind::unsupported);
}

TEST(LineEmbedder, CountsTheWordsThatDiffer) {
  auto set = std::make_shared<data::Dataset>();
  set->form = Form::tokens;
  set->count = 2;
  set->channels = 1;
  set->height = 3;
  set->width = 2;
  set->pixels = {255, 0, 255, 0, 255, 0, 255, 0, 0, 255, 0, 255};
  const auto embedder = make_picture_embedder(set).value();
  EXPECT_TRUE(embedder->learn()) << "there is nothing to learn";
  const api::Rows rows = embedder->embed(set->pixels, 2).value();
  EXPECT_NEAR(distance(rows, 0, 1), std::sqrt(2.0), 1e-6) << "two of three words";
}

}  // namespace
}  // namespace ganscope::scorers
