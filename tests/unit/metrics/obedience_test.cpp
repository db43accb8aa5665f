#include "core/metrics/pictures/obedience.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ganscope::metrics {
namespace {

/// Two attributes of which captions speak, and one that nobody asks the network.
data::Dataset dataset() {
  data::Dataset set;
  set.count = 4;
  set.attributes = {{"hair", {"black", "red"}, {0, 1, 0, 1}},
                    {"beard", {"no", "yes"}, {0, 0, 1, 1}},
                    {"hat", {"no", "yes"}, {0, 0, 0, 0}}};
  auto vocabulary = std::make_shared<captions::Vocabulary>();
  vocabulary->words = {{"black hair", "", 0}, {"red hair", "", 0}, {"no hat", "", 2},
                       {"a hat", "", 2},      {"beard", "", 1},    {"happy"}};
  vocabulary->examples = {{1}};
  auto captions = std::make_shared<data::Captions>();
  captions->vocabulary = std::move(vocabulary);
  captions->said = {{{0, 2}}, {{1, 2}}, {{0, 3}}, {{1, 3}}};
  set.captions = std::move(captions);
  return set;
}

const std::vector<Question> questions{
    {"label", {"a", "b"}}, {"hair", {"black", "red"}}, {"hat", {"no", "yes"}}};

TEST(Obedience, CountsNamedWordsAndWhatTheyLeaveOpen) {
  const data::Dataset set = dataset();
  // Of hair and hat: the first pair is told red hair, the second a hat and black hair; "happy" and beards are
  // not judged.
  const std::vector<captions::Caption> caption{{1, 5}, {1, 5}, {0, 3, 4}, {0, 3, 4}};
  const Seen seen{{}, {{0, 0, 0, 0}, {1, 0, 0, 1}, {0, 1, 1, 1}}};
  const auto found = obedience(set, caption, questions, seen);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->words, 4.0 / 6) << "red, not red; black, hat; not black, hat";
  EXPECT_DOUBLE_EQ(found->captions, 2.0 / 4);
  EXPECT_DOUBLE_EQ(found->varied, 1) << "the first pair's hats, one of one";
}

TEST(Obedience, NeedsWordsThatTheNetworkKnows) {
  const data::Dataset set = dataset();
  const Seen seen{{}, {{0, 0}, {1, 0}, {0, 1}}};
  EXPECT_FALSE(obedience(set, std::vector<captions::Caption>{{5}, {4}}, questions, seen));
  EXPECT_FALSE(obedience(set, {}, questions, seen));
  EXPECT_FALSE(obedience(data::Dataset{}, std::vector<captions::Caption>{{1}}, questions, seen));
  const auto all_named = obedience(set, std::vector<captions::Caption>{{1, 2}, {1, 2}}, questions, seen);
  ASSERT_TRUE(all_named);
  EXPECT_TRUE(std::isnan(all_named->varied)) << "nothing is left open";
}

TEST(Obedience, CaptionsOfGeneratedPicturesComeInPairsAndAlwaysTheSame) {
  const data::Dataset set = dataset();
  const auto captions = captions_in_pairs(*set.captions, 7);
  ASSERT_EQ(captions.size(), 7U);
  for (size_t i = 0; i + 1 < 7; i += 2) EXPECT_EQ(captions[i], captions[i + 1]);
  EXPECT_EQ(captions, captions_in_pairs(*set.captions, 7));
  const std::vector<int64_t> indices{2, 0};
  EXPECT_EQ(captions_of_pictures(*set.captions, indices), (std::vector<captions::Caption>{{0, 3}, {0, 2}}));
}

}  // namespace
}  // namespace ganscope::metrics
