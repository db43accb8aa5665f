#include "core/metrics/pictures/translation_judge.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/base/random.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::metrics {
namespace {

/// A bright square on the left or on the right, over a dark or a grey ground; both are attributes.
std::shared_ptr<data::Dataset> squares(int64_t count, uint64_t seed, int right) {
  auto set = std::make_shared<data::Dataset>();
  set->key = set->title = "squares";
  set->count = count;
  set->channels = 1;
  set->height = set->width = 16;
  set->attributes = {{"side", {"left", "right"}, {}}, {"ground", {"dark", "grey"}, {}}};
  Random random(seed);
  for (int64_t i = 0; i < count; ++i) {
    const auto side = right < 0 ? random.below(2) : static_cast<uint64_t>(right);
    const uint64_t ground = random.below(2), top = 2 + random.below(8);
    set->attributes[0].of.push_back(static_cast<uint8_t>(side));
    set->attributes[1].of.push_back(static_cast<uint8_t>(ground));
    for (uint64_t y = 0; y < 16; ++y)
      for (uint64_t x = 0; x < 16; ++x) {
        const bool inside = y >= top && y < top + 5 && x / 8 == side && x % 8 >= 1 && x % 8 < 6;
        set->pixels.push_back(static_cast<uint8_t>(inside ? 240 : 10 + 110 * ground + random.below(8)));
      }
  }
  return set;
}

std::vector<uint8_t> mirrored(const std::vector<uint8_t>& pixels) {
  std::vector<uint8_t> turned(pixels.size());
  for (size_t i = 0; i < pixels.size(); ++i) turned[i] = pixels[i / 16 * 16 + 15 - i % 16];
  return turned;
}

/// Pairs: what goes in is the mirrored picture.
data::DatasetPointer pairs() {
  const auto paired = [](int64_t count, uint64_t seed) {
    auto set = squares(count, seed, -1);
    set->inputs = {"mirrored", 1, count, mirrored(set->pixels), true};
    return set;
  };
  auto set = paired(400, 1);
  set->held_out = {paired(60, 2)};
  set->base = squares(600, 3, -1);
  return set;
}

/// Two domains: squares on the left and on the right; twins are held out.
data::DatasetPointer domains() {
  auto set = squares(300, 4, 1);
  const auto left = squares(300, 5, 0);
  set->inputs = {"left", 1, left->count, left->pixels, false};
  const auto a = squares(60, 6, 0);
  auto b = std::make_shared<data::Dataset>(*a);
  b->pixels = mirrored(a->pixels);
  std::ranges::fill(b->attributes[0].of, 1);
  auto there = std::make_shared<data::Dataset>(*b), back = std::make_shared<data::Dataset>(*a);
  there->inputs = {"left", 1, a->count, a->pixels, true};
  back->inputs = {"right", 1, b->count, b->pixels, true};
  set->held_out = {there, back};
  set->base = squares(600, 3, -1);
  return set;
}

class Translations : public ::testing::Test {
 protected:
  Translations() {
    at::set_num_threads(1);
    setenv("XDG_CACHE_HOME", folder_.path().c_str(), 1);
  }
  ~Translations() override { unsetenv("XDG_CACHE_HOME"); }
  testing::TemporaryFolder folder_;
};

/// Makes of every input its mirrored picture, whatever the direction.
class Mirror final : public train::Replica {
 public:
  Expected<api::Answer> render(const train::Snapshot& /*snapshot*/, api::Model /*model*/,
                               const std::vector<float>& /*latents*/, const std::vector<int>& /*labels*/,
                               bool /*scored*/) override {
    return fail(FailureKind::unsupported, "no latents", "", "");
  }
  Expected<train::Translated> translate(const train::Snapshot& /*snapshot*/, api::Model /*model*/,
                                        const api::Rows& inputs, int direction) override {
    directions.push_back(direction);
    train::Translated made;
    made.pictures.count = inputs.count;
    made.pictures.width = made.pictures.height = 16;
    for (size_t i = 0; i < inputs.values.size(); ++i) {
      const float value = inputs.values[i / 16 * 16 + 15 - i % 16];
      const auto byte = static_cast<uint8_t>(std::lround((value + 1) * 127.5F));
      made.pictures.pixels.insert(made.pictures.pixels.end(), {byte, byte, byte, 255});
    }
    return made;
  }
  std::vector<int> directions;
};

class NoWeights final : public train::Snapshot {
 public:
  [[nodiscard]] int64_t step() const override { return 1; }
  [[nodiscard]] size_t bytes() const override { return 0; }
};

TEST_F(Translations, TruthIsTheFloorAndTheInputAloneTheTrivialAnswer) {
  auto judge = TranslationJudge::make(pairs(), {}, {});
  ASSERT_TRUE(judge) << judge.error().what;
  ASSERT_EQ(judge->directions().size(), 1u);
  const auto& direction = judge->directions().front();
  EXPECT_EQ(direction.judged, 60);
  EXPECT_EQ(direction.reference, 400);
  EXPECT_FALSE(direction.pictures.seen);
  EXPECT_EQ(direction.real.reconstruction, 0);
  EXPECT_GT(direction.real.agreement, 0.95);
  EXPECT_TRUE(std::isnan(direction.real.converted));
  EXPECT_GT(direction.input.reconstruction, 0.05);
  ASSERT_EQ(direction.input.attributes.size(), 2u);
  EXPECT_LT(direction.input.attributes[0].share, 0.1) << "the side is always the other one";
  EXPECT_GT(direction.input.attributes[1].share, 0.9);
  EXPECT_NEAR(direction.input.agreement,
              (direction.input.attributes[0].share + direction.input.attributes[1].share) / 2, 1e-12);

  Mirror mirror;
  const auto perfect = judge->judge(mirror, NoWeights(), api::Model::ema, 0, {});
  ASSERT_TRUE(perfect) << perfect.error().what;
  EXPECT_EQ(perfect->reconstruction, 0);
  EXPECT_EQ(perfect->frechet, direction.real.frechet) << "the very pictures";
  EXPECT_EQ(perfect->agreement, direction.real.agreement);
  const auto grey = judge->score(std::vector<uint8_t>(60 * 256, 128), 0, {});
  ASSERT_TRUE(grey);
  EXPECT_GT(grey->frechet, 5 * direction.real.frechet);
}

TEST_F(Translations, BetweenDomainsItSaysWhatIsConvertedAndWhatIsKept) {
  auto judge = TranslationJudge::make(domains(), {}, {});
  ASSERT_TRUE(judge) << judge.error().what;
  ASSERT_EQ(judge->directions().size(), 2u);
  Mirror mirror;
  for (size_t i = 0; i < 2; ++i) {
    const auto& direction = judge->directions()[i];
    EXPECT_GT(direction.real.converted, 0.95);
    EXPECT_GT(direction.real.kept, 0.95);
    EXPECT_LT(direction.input.converted, 0.05) << "nothing is";
    EXPECT_GT(direction.input.kept, 0.95) << "and everything else stays";
    EXPECT_GT(direction.input.frechet, 3 * direction.real.frechet);
    const auto made = judge->judge(mirror, NoWeights(), api::Model::ema, i, {});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->converted, direction.real.converted);
    EXPECT_EQ(made->kept, direction.real.kept);
  }
  EXPECT_EQ(mirror.directions, (std::vector<int>{0, 1}));
}

TEST_F(Translations, OfAFewPicturesOnlyTheDistanceToTheTruthIsTold) {
  auto set = squares(12, 1, -1);
  set->inputs = {"mirrored", 1, 12, mirrored(set->pixels), true};
  auto judge = TranslationJudge::make(set, {}, {});
  ASSERT_TRUE(judge) << judge.error().what;
  const auto& direction = judge->directions().front();
  EXPECT_TRUE(direction.pictures.seen);
  EXPECT_TRUE(std::isnan(direction.real.frechet));
  EXPECT_TRUE(direction.real.attributes.empty());
  EXPECT_GT(direction.input.reconstruction, 0);
}

TEST_F(Translations, CanBeGivenUp) {
  WorkContext context;
  context.cancelled = [] { return true; };
  const auto judge = TranslationJudge::make(pairs(), {}, context);
  ASSERT_FALSE(judge);
  EXPECT_EQ(judge.error().kind, FailureKind::cancelled);
  EXPECT_FALSE(TranslationJudge::make(squares(60, 1, -1), {}, {})) << "made of nothing";
}

TEST(InputAsAnswer, IsItsColoursInTheChannelsOfSamples) {
  EXPECT_EQ(input_as_answer(std::vector<uint8_t>{7, 9}, 1, 3), (std::vector<uint8_t>{7, 7, 7, 9, 9, 9}));
  EXPECT_EQ(input_as_answer(std::vector<uint8_t>{1, 2, 3, 0, 4, 5, 6, 255}, 4, 3),
            (std::vector<uint8_t>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(input_as_answer(std::vector<uint8_t>{1, 2, 3}, 3, 3), (std::vector<uint8_t>{1, 2, 3}));
  EXPECT_EQ(with_channels(std::vector<uint8_t>{1, 2, 3, 255}, 1), (std::vector<uint8_t>{1}));
}

}  // namespace
}  // namespace ganscope::metrics
