#include <gtest/gtest.h>

#include <algorithm>

#include "app/model/asks.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;

/// Explore on a model whose mapping network turns every z into z / 2 + 1.
struct InExplore : ModelUnderTest {
  InExplore() {
    api::Status status = session.current_status();
    status.experiment.change([](auto& experiment) { experiment.settings.set("mapping_layers", int64_t{2}); });
    session.set_status(status);
    reduce(action::SwitchWorkspace{Workspace::explore});
    pump();
    forget();
  }
  static explore::Latent w_of(explore::Latent z) {
    for (float& value : z) value = value / 2 + 1;
    return z;
  }
  /// Lets the engine answer the newest mapping request.
  void answer() {
    pump();
    const auto requests = asked(view::mapping);
    ASSERT_FALSE(requests.empty());
    const api::Ask& newest = requests.back();
    EXPECT_TRUE(newest.tool == "map");
    EXPECT_EQ(newest.space, api::Space::z);
    const int count = static_cast<int>(newest.latents.size()) / latent_dim;
    api::Answer result = pictures(view::mapping, newest.id, count, [](int) { return uint8_t{0}; });
    result.vectors = {result.count, newest.latents.empty() ? 0 : ModelUnderTest::latent_dim,
                      w_of(newest.latents)};
    session.set_answer(std::move(result));
    forget();
    pump();
  }
};

TEST(ExploreInW, BeginsWhenTheEngineHasMappedTheLatentAndBothEndsOfThePath) {
  InExplore t;
  const ExploreState before = t.model.explore;
  t.explore(explore_action::SetSpace{api::Space::w});
  EXPECT_EQ(t.model.explore.space, api::Space::z) << "nothing is shown that is not w";
  t.answer();
  const ExploreState& state = t.model.explore;
  EXPECT_EQ(state.space, api::Space::w);
  EXPECT_EQ(state.latent, InExplore::w_of(before.latent));
  EXPECT_EQ(state.path_a.latent, InExplore::w_of(before.path_a.latent));
  EXPECT_EQ(state.path_b.latent, InExplore::w_of(before.path_b.latent));
  EXPECT_FALSE(state.spherical);
  EXPECT_EQ(state.pad_centre, state.latent);
  EXPECT_TRUE(state.to_map.empty());
}

TEST(ExploreInW, AsksForEveryPictureInWAndLeavesTruncationToTheEngine) {
  InExplore t;
  t.explore(explore_action::SetSpace{api::Space::w});
  t.answer();
  t.explore(explore_action::SetTruncation{0.5, true});
  t.forget();
  t.explore(explore_action::SetDimension{3, 1.25, true});
  t.pump();
  for (const api::View view : {view::picture, view::ring, view::pad}) {
    ASSERT_FALSE(t.asked(view).empty());
    EXPECT_EQ(t.asked(view).back().space, api::Space::w);
    EXPECT_DOUBLE_EQ(t.asked(view).back().truncation, 0.5);
  }
  EXPECT_EQ(t.asked(view::picture).back().latents, t.model.explore.latent) << "not halved";
}

TEST(ExploreInW, MapsWhatComesFromASeedOrASampleFirst) {
  InExplore t;
  t.explore(explore_action::SetSpace{api::Space::w});
  t.answer();
  const explore::Latent w = t.model.explore.latent;
  t.explore(explore_action::SetSeed{42});
  EXPECT_EQ(t.model.explore.latent, w);
  t.answer();
  EXPECT_EQ(t.model.explore.latent, InExplore::w_of(explore::latent_of_seed(42, ModelUnderTest::latent_dim)));
  EXPECT_EQ(t.model.explore.origin, "seed 42");
  t.explore(explore_action::AddExemplar{1, t.model.fixed_latent(5), 5});
  t.explore(explore_action::SetPathEnd{true, t.model.fixed_latent(6), "latent 6"});
  t.answer();
  ASSERT_EQ(t.model.explore.slots[1].size(), 1U);
  EXPECT_EQ(t.model.explore.slots[1][0].latent, InExplore::w_of(t.model.fixed_latent(5)));
  EXPECT_EQ(t.model.explore.path_b.latent, InExplore::w_of(t.model.fixed_latent(6)));
}

TEST(ExploreInW, TakesWhatIsInWAlreadyAsItIs) {
  InExplore t;
  t.explore(explore_action::SetSpace{api::Space::w});
  t.answer();
  const explore::Latent w = t.model.explore.latent;
  t.explore(explore_action::AddExemplar{0, w, -1, api::Space::w});
  EXPECT_EQ(t.model.explore.slots[0].at(0).latent, w);
}

TEST(ExploreInW, ComesBackToTheLatentThatWWasMadeFrom) {
  InExplore t;
  const ExploreState before = t.model.explore;
  t.explore(explore_action::SetSpace{api::Space::w});
  t.answer();
  t.explore(explore_action::MovePad{0.5, 0.5, true});
  t.explore(explore_action::SetSpace{api::Space::z});
  EXPECT_EQ(t.model.explore.space, api::Space::z);
  EXPECT_EQ(t.model.explore.latent, before.latent);
  EXPECT_EQ(t.model.explore.path_a.latent, before.path_a.latent);
  EXPECT_DOUBLE_EQ(t.model.explore.pad_reach, before.pad_reach);
  t.explore(explore_action::SetSpace{api::Space::w});
  t.answer();  // the same latents are asked for again
  EXPECT_EQ(t.model.explore.latent, InExplore::w_of(before.latent));
}

TEST(ExploreInW, IsUndoneAsOneStep) {
  InExplore t;
  const explore::Latent z = t.model.explore.latent;
  t.explore(explore_action::SetSpace{api::Space::w});
  t.answer();
  t.explore(explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.explore.space, api::Space::z);
  EXPECT_EQ(t.model.explore.latent, z);
  EXPECT_FALSE(t.model.explore_undo.can_undo());
}

TEST(ExploreInW, IsNotThereWithoutAMappingNetwork) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.explore(explore_action::SetSpace{api::Space::w});
  t.pump();
  EXPECT_FALSE(t.model.has_mapping());
  EXPECT_TRUE(t.asked(view::mapping).empty());
}

TEST(ExploreInW, ShowsTheFilmOfWToo) {
  InExplore t;
  t.explore(explore_action::SetSpace{api::Space::w});
  t.answer();
  const FilmSubject subject = film_subject(t.model);
  EXPECT_EQ(subject.space, api::Space::w);
  EXPECT_EQ(subject.latent, t.model.explore.latent);
}

}  // namespace
}  // namespace ganscope::model
