// What holds for every tool, on a real explorer thread with a fake model.
#include <gtest/gtest.h>

#include <set>

#include "core/explore/explorer.h"
#include "core/explore/tools/all_tools.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_scorer.h"
#include "tests/support/fake_stepper.h"

namespace ganscope::explore {
namespace {

using testing::eventually;

constexpr int dim = 8;
constexpr api::View hand = 0, tool_view = 1;

/// An explorer of a legible model, whose every tool has more to do than a test lasts.
class EveryTool : public ::testing::TestWithParam<std::string> {
 protected:
  EveryTool() {
    ExplorerOptions options;
    options.scorers = testing::fake_scorer_factory();
    explorer_ = std::make_unique<Explorer>(
        std::move(options),
        [](const config::Experiment&, const api::DataInfo&) -> Expected<std::unique_ptr<train::Replica>> {
          return std::make_unique<testing::LegibleReplica>(dim);
        },
        train_, ports_);
    train::Subject subject{testing::fake_experiment(), {}, dim, 1};
    subject.data.channels = subject.data.height = 1;
    subject.data.width = dim;
    subject.data.input_channels = 1;
    auto real = std::make_shared<data::Dataset>();
    real->channels = real->height = 1;
    real->width = dim;
    real->count = 20;
    for (int i = 0; i < 20 * dim; ++i) real->pixels.push_back(static_cast<uint8_t>(i * 37 % 256));
    subject.dataset = std::move(real);
    testing::FakeState state;
    state.step = 5;
    const auto snapshot = std::make_shared<testing::FakeSnapshot>(state);
    train::History history;
    history.generation = 1;
    history.moments.push_back({snapshot, 0});
    train_.history.publish(std::move(history));
    train_.weights.publish(train::Weights{1, std::make_shared<train::Subject>(std::move(subject)), snapshot});
  }

  /// `rows` latents or directions.
  api::Ask ask_of(api::View view, const std::string& tool, size_t rows) {
    api::Ask ask;
    ask.view = view;
    ask.id = ++id_;
    ask.generation = 1;
    ask.urgency = view == hand ? api::Urgency::hand : api::Urgency::background;
    ask.tool = tool;
    ask.latents.assign(rows * dim, 0.5F);
    ask.settings.set("attribute", std::string("no glasses"));
    if (tool == "paint" || tool == "judged" || tool == "reconstruct")
      ask.pictures.assign(size_t{2} * dim, 0.75F);
    if (tool == "translate") ask.pictures.assign(rows * dim, 0.75F);
    if (tool == "drag") {
      ask.settings.set("handles", int64_t{1});
      for (const char* key : {"from_0_x", "from_0_y", "to_0_y"}) ask.settings.set(key, 0.5);
      ask.settings.set("to_0_x", 7.5);
    }
    return ask;
  }
  void post(api::Ask ask) {
    auto& mailbox = ports_.asks[ask.view];
    mailbox.post(std::move(ask));
    ASSERT_TRUE(eventually([&] { return mailbox.flush(); }));
    train_.explorer_bell.ring();
  }
  std::shared_ptr<const api::Answer> answer(api::View view) { return ports_.answers[view].get(); }
  bool answered(api::View view) {
    const auto found = answer(view);
    return found && found->id == id_ && found->complete;
  }

  train::Ports train_{[] {}};
  ExplorePorts ports_;
  uint64_t id_ = 0;
  std::unique_ptr<Explorer> explorer_;
};

TEST_P(EveryTool, AnswersASmallAsk) {
  api::Ask ask = ask_of(tool_view, GetParam(), 2);
  ask.moments = {5, 5};  // film
  ask.settings.set("samples", int64_t{40});
  post(std::move(ask));
  ASSERT_TRUE(eventually([&] { return answered(tool_view); }));
  const auto found = answer(tool_view);
  EXPECT_FALSE(found->failure) << describe(*found->failure);
  EXPECT_TRUE(found->count > 0 || found->vectors.count > 0 || !found->curves.empty() ||
              !found->table.empty());
  EXPECT_EQ(found->step, 5);
}

/// Those that have more to do than fits into a slice.
class EveryLongTool : public EveryTool {};

TEST_P(EveryLongTool, LetsAPictureInBetweenAndIsGivenUpForANewerAsk) {
  constexpr size_t very_many = 200'000;
  api::Ask endless = ask_of(tool_view, GetParam(), very_many);
  endless.moments.assign(very_many, 5);
  endless.settings.set("samples", int64_t{100'000});
  for (const char* key : {"steps", "copies"}) endless.settings.set(key, int64_t{1'000'000});
  post(std::move(endless));
  const bool piecemeal = find_tool(GetParam())->piecemeal;
  if (piecemeal) {
    ASSERT_TRUE(eventually([&] {
      const auto part = answer(tool_view);
      return part && !part->complete && part->progress.total > 0 && !part->progress.what.empty();
    })) << "it says how far it is";
  }
  post(ask_of(hand, "draw", 1));
  ASSERT_TRUE(eventually([&] { return answered(hand); }));
  EXPECT_FALSE(answer(tool_view) && answer(tool_view)->complete) << "the picture came first";
  post(ask_of(tool_view, "draw", 1));
  ASSERT_TRUE(eventually([&] { return answered(tool_view); })) << "the newer ask is answered";
  EXPECT_EQ(answer(tool_view)->count, 1);
}

std::vector<std::string> keys_of_tools(const std::set<std::string_view>& without = {}) {
  std::vector<std::string> keys;
  for (const ToolEntry& tool : all_tools())
    if (!without.contains(tool.key)) keys.emplace_back(tool.key);
  return keys;
}

const auto by_key = [](const auto& test) { return test.param; };

// These need a network that learned from data, or draw points, neither of which the fake model has; see their
// own tests, and those of tools on a GAN.
#define GANSCOPE_OF_REAL_MODELS "current", "encoder", "heard", "invert", "line", "lines", "neurons", "plane"
INSTANTIATE_TEST_SUITE_P(All, EveryLongTool,
                         ::testing::ValuesIn(keys_of_tools({"map", "factors", "judged", "prior",
                                                            "reconstruct", "scored", "inside", "hills",
                                                            "channel", GANSCOPE_OF_REAL_MODELS})),
                         by_key);
INSTANTIATE_TEST_SUITE_P(All, EveryTool, ::testing::ValuesIn(keys_of_tools({GANSCOPE_OF_REAL_MODELS})),
                         by_key);

TEST(Tools, HaveKeysOfTheirOwnAndSayWhatDidNotSucceed) {
  std::set<std::string_view> keys;
  for (const ToolEntry& tool : all_tools()) {
    EXPECT_TRUE(keys.insert(tool.key).second) << tool.key;
    EXPECT_FALSE(tool.failure.empty()) << tool.key;
    EXPECT_EQ(find_tool(tool.key)->key, tool.key);
  }
  EXPECT_EQ(find_tool("no such tool"), nullptr);
}

}  // namespace
}  // namespace ganscope::explore
