// What is found out about lines of words: what D would gain by other words, and the nearest training line.
#include <gmock/gmock.h>

#include <cmath>

#include "core/explore/tools/lines.h"
#include "core/language/lines.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

constexpr int places = 3, words = 4;

/// Writes the line whose words a latent's first numbers say; its D adds a number for each word at each place.
class LineReplica final : public train::Replica {
 public:
  std::vector<float> worth = std::vector<float>(places * words, 0);
  bool has_d = true;

  Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                               const std::vector<float>& latents, const std::vector<int>&,
                               bool scored) override {
    api::Answer answer;
    answer.model = model;
    answer.step = snapshot.step();
    answer.width = answer.height = 1;
    language::Lines lines{places, {}};
    for (size_t i = 0; i + places <= latents.size(); i += places) {
      for (size_t k = 0; k < places; ++k) lines.words.push_back(static_cast<int>(latents[i + k]));
      answer.pixels.insert(answer.pixels.end(), 4, 255);
      if (scored) answer.scores.push_back(0.5F);
      ++answer.count;
    }
    answer.values = language::one_hot(lines, words);
    return answer;
  }
  Expected<train::JudgedSlopes> judge_slopes(const train::Snapshot&, const api::Rows& pictures,
                                             const std::vector<int>&) override {
    if (!has_d) return fail(FailureKind::unsupported, "no D", "", "");
    train::JudgedSlopes judged;
    judged.slopes = {pictures.count, pictures.width, {}};
    for (int n = 0; n < pictures.count; ++n) {
      float sum = 0;
      for (int i = 0; i < pictures.width; ++i) sum += worth[static_cast<size_t>(i)] * pictures.row(n)[i];
      judged.logits.push_back(sum);
      judged.scores.push_back(0.5F);
      judged.slopes.values.insert(judged.slopes.values.end(), worth.begin(), worth.end());
    }
    return judged;
  }
};

struct LinesBench : testing::ToolBench {
  LineReplica* replica;

  LinesBench() : ToolBench(places) {
    auto made = std::make_unique<LineReplica>();
    replica = made.get();
    bench.replica = std::move(made);
    auto data = std::make_shared<data::Dataset>();
    data->form = Form::tokens;
    data->height = places;
    data->width = words;
    data->channels = 1;
    data->count = 3;
    data->pixels = language::one_hot({places, {0, 1, 2, 3, 3, 3, 1, 1, 2}}, words);
    data->tokens = std::make_shared<tokens::Vocabulary>(tokens::Vocabulary{{"a", "b", "c", "d"}, " ", ""});
    api::DataInfo info;
    info.form = Form::tokens;
    info.channels = 1;
    info.height = places;
    info.width = words;
    info.tokens = data->tokens;
    bench.subject = std::make_shared<train::Subject>(
        train::Subject{bench.subject->experiment, info, places, 1, std::move(data)});
  }
  api::Answer lines(std::vector<float> latents) {
    api::Ask ask = testing::ask_of("lines");
    ask.latents = std::move(latents);
    ask.scored = true;
    auto answer = run(ask);
    EXPECT_TRUE(answer.has_value()) << answer.error().what;
    return std::move(*answer);
  }
};

TEST(LinesTool, SaysWhatDWouldGainByTheWordThatItPrefers) {
  LinesBench bench;
  bench.replica->worth = {0, 0, 0, 0.5F,  // at the first place the fourth word is worth most
                          0, 1, 0, 0,     // the second is there already
                          0, 0, 0, 0};
  const api::Answer answer = bench.lines({0, 1, 2});
  ASSERT_EQ(answer.vectors.count, 1);
  ASSERT_EQ(answer.vectors.width, 2 * places);
  const float* row = answer.vectors.row(0);
  EXPECT_FLOAT_EQ(row[line_numbers::gain_at(0)], 1);  // from −.5 + … to +.5: a word goes from −1 to 1
  EXPECT_EQ(row[line_numbers::better_word_at(0, places)], 3);
  EXPECT_FLOAT_EQ(row[line_numbers::gain_at(1)], 0);  // no other one is better
  EXPECT_EQ(answer.values.size(), static_cast<size_t>(places * words));
  EXPECT_EQ(answer.scores.size(), 1U);
}

TEST(LinesTool, FindsTheNearestTrainingLine) {
  LinesBench bench;
  const api::Answer answer = bench.lines({1, 1, 3, 3, 3, 3});
  ASSERT_EQ(answer.table.size(), 2U);
  EXPECT_THAT(answer.table[0].numbers, ::testing::ElementsAre(1, 1, 1, 2));
  EXPECT_THAT(answer.table[1].numbers, ::testing::ElementsAre(0, 3, 3, 3));
}

TEST(LinesTool, KnowsNoGainsWhereThereIsNoD) {
  LinesBench bench;
  bench.replica->has_d = false;
  const api::Answer answer = bench.lines({0, 1, 2});
  EXPECT_TRUE(std::isnan(answer.vectors.row(0)[line_numbers::gain_at(0)]));
  EXPECT_EQ(answer.table.size(), 1U);
}

TEST(LinesTool, RefusesWhatIsNoLines) {
  testing::ToolBench bench;
  api::Ask ask = testing::ask_of("lines");
  ask.latents = {0, 0, 0, 0};
  const auto answer = bench.run(ask);
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().kind, FailureKind::unsupported);
}

}  // namespace
}  // namespace ganscope::explore
