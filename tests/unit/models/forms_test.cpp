#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>

#include "core/api/sample_bytes.h"
#include "core/base/form.h"
#include "core/base/form_kinds.h"
#include "core/data/thumbnail.h"
#include "core/models/material/data_match.h"
#include "core/models/material/data_view.h"

namespace ganscope::models {
namespace {

/// Lines of two words from "a", "cat", "dog": the words of line i.
data::DatasetPointer lines(const std::vector<std::array<int, 2>>& words) {
  auto set = std::make_shared<data::Dataset>();
  set->key = "lines";
  set->title = "Lines";
  set->form = Form::tokens;
  set->count = static_cast<int64_t>(words.size());
  set->channels = 1;
  set->height = 2;
  set->width = 3;
  set->tokens = std::make_shared<tokens::Vocabulary>(tokens::Vocabulary{{"a", "cat", "dog"}, " ", "animals"});
  for (const auto& line : words)
    for (const int word : line)
      for (int v = 0; v < 3; ++v) set->pixels.push_back(v == word ? 255 : 0);
  return set;
}

TEST(Forms, HaveNamesThatAreReadBack) {
  for (const Form form :
       {Form::pictures, Form::points, Form::tokens, Form::rolls, Form::waves, Form::films}) {
    EXPECT_EQ(form_of(form_key(form)), form);
    EXPECT_FALSE(form_noun(form).empty());
    EXPECT_FALSE(are_pictures(form) && are_lines(form));
  }
  EXPECT_EQ(form_of("letters"), std::nullopt);
}

TEST(Forms, ArePreviewedWithTheirValuesBesideWhatShowsThem) {
  const data::DatasetPointer set = lines({{0, 1}, {0, 2}, {0, 1}, {0, 2}});
  const api::DataPreview shown = preview(*set, 3, 1);
  ASSERT_EQ(shown.count, 3);
  ASSERT_EQ(shown.values.size(), 3 * set->picture_bytes());
  for (size_t i = 0; i < 3; ++i) {
    const auto sample = set->picture(shown.numbers[i]);
    EXPECT_TRUE(std::equal(sample.begin(), sample.end(), shown.values.begin() + static_cast<long>(6 * i)));
  }
  EXPECT_GT(shown.width, 0);
  EXPECT_EQ(shown.pixels.size(),
            3 * static_cast<size_t>(shown.width) * static_cast<size_t>(shown.height) * size_t{4});
  EXPECT_EQ(data::thumbnail(*set, 32).pixels.size(), size_t{32} * 32 * 4);
}

TEST(Forms, StandInCheckpointsWithTheirWords) {
  const data::DatasetPointer set = lines({{0, 1}, {0, 2}});
  std::map<std::string, std::string> table;
  write_info({describe(*set), {}, 7}, table);
  const auto read = read_info(table);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->data.form, Form::tokens);
  ASSERT_NE(read->data.tokens, nullptr);
  EXPECT_EQ(*read->data.tokens, *set->tokens);

  std::map<std::string, std::string> wrong = table;
  wrong["data.form"] = "letters";
  EXPECT_FALSE(read_info(wrong));
  wrong = table;
  wrong["data.width"] = "4";
  EXPECT_FALSE(read_info(wrong)) << "four places of a row for three words";
}

TEST(Forms, OfOtherWordsAreNotTheSameData) {
  const api::DataInfo own = describe(*lines({{0, 1}}));
  api::DataInfo others = own;
  others.tokens = std::make_shared<tokens::Vocabulary>(tokens::Vocabulary{{"a", "cat", "cow"}, " ", ""});
  EXPECT_TRUE(match_data(own, own, false, Join::comparing, "here"));
  const auto refused = match_data(own, others, false, Join::comparing, "here");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("lines"), std::string::npos) << refused.error().what;
}

TEST(SampleBytes, AreTheValuesOfAFormAndTheChannelsOfAPicture) {
  api::Answer drawn;
  drawn.count = 1;
  drawn.pixels = {1, 2, 3, 255};
  EXPECT_EQ(api::sample_bytes(drawn, 1), (std::vector<uint8_t>{1}));
  EXPECT_EQ(api::sample_bytes(drawn, 3), (std::vector<uint8_t>{1, 2, 3}));
  drawn.values = {0, 255};
  EXPECT_EQ(api::sample_bytes(drawn, 1), (std::vector<uint8_t>{0, 255}));
}

}  // namespace
}  // namespace ganscope::models
