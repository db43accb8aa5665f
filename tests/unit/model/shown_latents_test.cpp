// Which latents the window shows: each under one class, few under every class, or as the codes of real
// samples fall.
#include <gtest/gtest.h>

#include "app/model/reconstruction.h"
#include "core/explore/fitted_codes.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;

void change(ModelUnderTest& t, void (*what)(api::Status&)) {
  api::Status status = t.session.current_status();
  what(status);
  t.session.set_status(status);
  t.pump();
}

void make_conditional(ModelUnderTest& t) {
  change(t, [](api::Status& status) {
    config::Experiment experiment = *status.experiment;
    experiment.settings.set("conditional", true);
    status.experiment = experiment;
    status.data.label_names = {"a", "b", "c"};
  });
}

TEST(EveryLabel, PutsOneLatentUnderEachClassSideBySide) {
  ModelUnderTest t;
  make_conditional(t);
  const explore::Latent first = t.model.fixed_latent(0), second = t.model.fixed_latent(1);
  EXPECT_NE(first, second);
  EXPECT_EQ(t.model.label_columns(), 0);
  t.reduce(action::SelectLatent{5});
  t.forget();
  t.reduce(action::ShowEveryLabel{true});
  EXPECT_EQ(t.model.selected_latent, -1) << "it was another sample";
  t.pump();
  EXPECT_EQ(t.model.label_columns(), 3);
  for (int cell = 0; cell < 3; ++cell) {
    EXPECT_EQ(t.model.fixed_latent(cell), first);
    EXPECT_EQ(t.model.fixed_label(cell), cell);
    EXPECT_EQ(t.model.fixed_latent(3 + cell), second);
  }
  const auto asked = t.asked(view::grid);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(std::vector<int>(asked[0].labels.begin(), asked[0].labels.begin() + 6),
            (std::vector<int>{0, 1, 2, 0, 1, 2}));
  t.reduce(action::ShowEveryLabel{false});
  EXPECT_EQ(t.model.fixed_latent(1), second);
}

TEST(EveryLabel, MeansNothingWithoutClasses) {
  ModelUnderTest t;
  const explore::Latent second = t.model.fixed_latent(1);
  t.reduce(action::ShowEveryLabel{true});
  EXPECT_EQ(t.model.label_columns(), 0);
  EXPECT_EQ(t.model.fixed_latent(1), second);
}

TEST(PriorOfTheCodes, IsAskedForAndMovesTheFixedAndTheRandomLatents) {
  ModelUnderTest t;
  t.reduce(action::DrawFromCodes{true});
  t.pump();
  EXPECT_TRUE(t.asked(view::prior).empty()) << "there is no encoder";
  change(t, [](api::Status& status) { status.model.reconstructs = true; });
  const auto asked = t.asked(view::prior);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].tool, "prior");
  const explore::Latent plain = t.model.fixed_latent(2);
  EXPECT_FALSE(t.model.draws_from_codes()) << "not yet answered";

  constexpr auto dim = static_cast<size_t>(ModelUnderTest::latent_dim);
  explore::FittedCodes fitted{std::vector<float>(dim, 3.0F), std::vector<float>(dim * dim)};
  for (size_t i = 0; i < dim; ++i) fitted.factor[i * dim + i] = 0.5F;
  api::Answer answer;
  answer.view = view::prior;
  answer.id = asked[0].id;
  answer.generation = 1;
  answer.vectors = fitted.rows();
  t.session.set_answer(answer);
  t.pump();
  ASSERT_TRUE(t.model.draws_from_codes());
  for (size_t i = 0; i < dim; ++i) EXPECT_FLOAT_EQ(t.model.fixed_latent(2)[i], 3 + 0.5F * plain[i]);
  t.explore(explore_action::SetSeed{9});
  EXPECT_EQ(t.model.explore.latent, fitted.moved(explore::latent_of_seed(9, ModelUnderTest::latent_dim)));
  t.reduce(action::DrawFromCodes{false});
  EXPECT_EQ(t.model.fixed_latent(2), plain);
}

TEST(Reconstruction, NamesTheSamplesThatArePreviewed) {
  ModelUnderTest t;
  change(t, [](api::Status& status) {
    status.model.reconstructs = true;
    status.data.key = "toy";
  });
  api::DataPreview preview;
  preview.generation = 1;
  preview.key = "toy";
  preview.width = preview.height = 2;
  preview.count = 3;
  preview.numbers = {7, 1, 4};
  t.session.set_preview(preview);
  t.pump();
  ASSERT_TRUE(reconstructs(t.model));
  const auto asked = t.asked(view::reconstruction);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].samples, (std::vector<int64_t>{7, 1, 4}));
  EXPECT_TRUE(asked[0].pictures.empty());
}

}  // namespace
}  // namespace ganscope::model
