#include "core/data/face_captions.h"

#include <gtest/gtest.h>

#include <set>

#include "core/captions/sentence.h"
#include "core/data/face_traits.h"

namespace ganscope::data {
namespace {

/// Faces with every value of every attribute, in turn.
std::vector<Attribute> attributes(int64_t count) {
  std::vector<Attribute> all;
  for (const FaceAttributeInfo& info : face_attributes()) {
    all.push_back({info.key, info.values, {}});
    for (int64_t i = 0; i < count; ++i)
      all.back().of.push_back(static_cast<uint8_t>((i * 7 + 3) % static_cast<int64_t>(info.values.size())));
  }
  return all;
}

TEST(FaceCaptions, HaveAWordForEveryValueOfEveryAttribute) {
  const auto vocabulary = face_vocabulary();
  ASSERT_EQ(vocabulary->size(), 23);
  size_t word = 0;
  for (size_t a = 0; a < face_attributes().size(); ++a)
    for (size_t v = 0; v < face_attributes()[a].values.size(); ++v, ++word) {
      EXPECT_EQ(vocabulary->words[word].group, static_cast<int>(a));
      EXPECT_EQ(vocabulary->place_in_group(static_cast<int>(word)), static_cast<int>(v));
      EXPECT_FALSE(vocabulary->words[word].chinese.empty());
    }
  EXPECT_EQ(vocabulary->examples.size(), 8U);
}

TEST(FaceCaptions, EverySentenceIsReadBackInBothLanguages) {
  const auto vocabulary = face_vocabulary();
  const Captions captions = face_captions(attributes(60), 60);
  Random random(5);
  for (int round = 0; round < 600; ++round) {
    const captions::Caption caption = captions.draw(round % 60, random);
    for (const bool chinese : {false, true}) {
      const std::string sentence = captions::sentence_of(*vocabulary, caption, chinese);
      const captions::Reading reading = captions::read(*vocabulary, sentence, "");
      EXPECT_EQ(reading.caption, caption) << sentence;
      EXPECT_FALSE(reading.trouble) << sentence;
    }
  }
  // Every other way to say a word means that word.
  for (int word = 0; word < vocabulary->size(); ++word)
    for (const std::string& other : vocabulary->words[static_cast<size_t>(word)].also)
      EXPECT_EQ(captions::read(*vocabulary, other, "").caption, captions::Caption{word}) << other;
}

TEST(FaceCaptions, ReadWhatPeopleWouldWrite) {
  const auto vocabulary = face_vocabulary();
  const auto words = [&](const std::string& sentence) {
    const captions::Reading reading = captions::read(*vocabulary, sentence, "");
    EXPECT_FALSE(reading.trouble) << sentence << ": " << reading.trouble->what;
    return captions::sentence_of(*vocabulary, reading.caption, false);
  };
  EXPECT_EQ(words("red hair, glasses, a hat, smiling"), "red hair, glasses, smiling, a hat");
  EXPECT_EQ(words("A smiling person with long red hair and a hat"), "red hair, long hair, smiling, a hat");
  EXPECT_EQ(words("红头发，戴眼镜，戴帽子，微笑"), "red hair, glasses, smiling, a hat");
  EXPECT_EQ(words("长头发的人，不戴眼镜"), "long hair, no glasses");
  EXPECT_TRUE(captions::read(*vocabulary, "red hair, blond hair", "").trouble);
  EXPECT_TRUE(captions::read(*vocabulary, "a green beard", "").trouble);
}

TEST(FaceCaptions, NameOneAttributeAndAboutHalfOfTheOthers) {
  const Captions captions = face_captions(attributes(60), 60);
  Random random(2), same(2);
  std::vector<int> named(23);
  size_t words = 0;
  constexpr int rounds = 4000;
  for (int round = 0; round < rounds; ++round) {
    const captions::Caption caption = captions.draw(round % 60, random);
    EXPECT_EQ(captions.draw(round % 60, same), caption) << "from the generator's state alone";
    EXPECT_FALSE(caption.empty());
    EXPECT_TRUE(captions::implied(caption, captions.said[static_cast<size_t>(round % 60)].front()));
    words += caption.size();
    for (const int word : caption) ++named[static_cast<size_t>(word)];
  }
  EXPECT_NEAR(static_cast<double>(words) / rounds, 1 + 0.45 * 8, 0.1);
  for (const int count : named) EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace ganscope::data
