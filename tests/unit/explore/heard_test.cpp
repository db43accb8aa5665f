// What a listener hears in latents.
#include <gmock/gmock.h>

#include "core/explore/tools/heard.h"
#include "core/explore/tools/heard_names.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

/// Learns in three pieces; takes sample i for class i mod 3.
class Listener final : public train::Embedder {
 public:
  int learned = 0;
  bool learn() override { return ++learned >= 3; }
  [[nodiscard]] Progress progress() const override { return {"learning", learned, 3}; }
  [[nodiscard]] Expected<api::Rows> embed(std::span<const uint8_t>, int64_t) override {
    return fail(FailureKind::unsupported, "not asked for", "", "");
  }
  [[nodiscard]] Expected<api::Rows> embed(const api::Answer&) override {
    return fail(FailureKind::unsupported, "not asked for", "", "");
  }
  [[nodiscard]] Expected<api::Rows> chances(const api::Answer& pictures) override {
    api::Rows rows{pictures.count, 3, std::vector<float>(static_cast<size_t>(pictures.count) * 3, 0.05F)};
    for (int i = 0; i < pictures.count; ++i) rows.values[static_cast<size_t>(3 * i + i % 3)] = 0.9F;
    return rows;
  }
};

TEST(HeardTool, SaysHowLikelyEachClassIsWithoutPictures) {
  testing::ToolBench bench;
  auto subject = *bench.bench.subject;
  subject.dataset = std::make_shared<data::Dataset>();
  bench.bench.subject = std::make_shared<train::Subject>(std::move(subject));
  bench.bench.make_embedder = [](const data::DatasetPointer&) {
    return Expected<std::unique_ptr<train::Embedder>>(std::make_unique<Listener>());
  };
  api::Ask ask = testing::ask_of("heard", {{std::string(heard_index), int64_t{17}}});
  ask.latents.assign(8, 0.5F);
  const auto answer = bench.run(ask);
  ASSERT_TRUE(answer) << answer.error().what;
  EXPECT_GE(bench.slices, 3) << "it learns piece by piece";
  ASSERT_EQ(answer->vectors.count, 2);
  ASSERT_EQ(answer->vectors.width, 3);
  EXPECT_FLOAT_EQ(answer->vectors.row(1)[1], 0.9F);
  EXPECT_TRUE(answer->pixels.empty());
  ASSERT_NE(answer->row(heard_index), nullptr);
  EXPECT_THAT(answer->row(heard_index)->numbers, ::testing::ElementsAre(17));
}

TEST(HeardTool, RefusesWhereNobodyCanListen) {
  testing::ToolBench bench;
  api::Ask ask = testing::ask_of("heard");
  ask.latents.assign(4, 0.5F);
  const auto answer = bench.run(ask);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, FailureKind::unsupported);
}

}  // namespace
}  // namespace ganscope::explore
