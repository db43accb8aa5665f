// Lines of words in the middle of Train: what is shown of them, and what a click does.
#include <gtest/gtest.h>

#include <algorithm>

#include "app/panels/samples/lines/lines_state.h"
#include "app/panels/samples/samples_panel.h"
#include "core/language/grammars.h"
#include "core/language/lines.h"
#include "tests/panels/train_view/stage.h"

namespace ganscope {
namespace {

namespace action = model::action;

/// A run of verse: 64 lines, of which number 3 has a noun twice, and what the explorer found out about 16.
void show_verse(model::UiModel& model) {
  fill_run(model, 100);
  for (const model::View& view : panels::samples_views()) model.views.push_back(view);
  const language::Grammar& verse = language::verse();
  auto status = std::make_shared<api::Status>(*model.status);
  status->data.form = Form::tokens;
  status->data.channels = 1;
  status->data.height = verse.length();
  status->data.width = static_cast<int>(verse.words().size());
  status->data.tokens = std::make_shared<tokens::Vocabulary>(tokens::Vocabulary{verse.words(), " ", "verse"});
  status->model.judges = true;
  const uint64_t generation = status->generation;
  model.status = status;
  Random random(1);
  language::Lines lines = language::drawn_lines(verse, 64, random);
  const size_t last = 3 * 7 + 6;
  lines.words[last] = lines[3][2];  // the noun again
  const auto answer = [&](int count) {
    auto result = std::make_shared<api::Answer>();
    result->generation = generation;
    result->count = count;
    result->width = result->height = 64;
    result->values = language::one_hot(lines, status->data.width);
    result->values.resize(static_cast<size_t>(count) * 7 * verse.words().size());
    for (int i = 0; i < count; ++i) result->scores.push_back(0.5F);
    return result;
  };
  model.results[model::view::grid] = answer(64);
  auto read = answer(panels::samples::shown_lines);
  read->vectors = {panels::samples::shown_lines, 14,
                   std::vector<float>(panels::samples::shown_lines * 14, 0.0F)};
  for (int i = 0; i < panels::samples::shown_lines; ++i) {
    api::TableRow row{"line", "", {1}};
    for (const int word : lines[i]) row.numbers.push_back(word);
    row.numbers[2] = lines[i][1] == 6 ? 7 : 6;  // another adjective
    read->table.push_back(row);
  }
  model.results[model.view(panels::samples::lines_view_key)] = read;
  model.results[model.view(panels::samples::morph_view_key)] = answer(panels::samples::morph_lines);
}

struct LinesView : ::testing::Test {
  LinesView() : stage({782, 724}, panels::samples_panels()) {
    show_verse(stage.model);
    stage.frame();
  }
  [[nodiscard]] double number(const std::string& item) const {
    const auto* found = stage.items.find(item);
    const auto* value = found != nullptr ? std::get_if<double>(&found->value) : nullptr;
    return value != nullptr ? *value : -1;
  }
  Stage stage;
};

TEST_F(LinesView, WritesLinesAndMarksThoseThatAreNotValid) {
  EXPECT_EQ(std::ranges::count(stage.text_of("train/line/0"), ' '), 6) << "seven words";
  EXPECT_EQ(number("train/line/0/valid"), 1);
  EXPECT_EQ(number("train/line/3/valid"), 0);
  EXPECT_NE(stage.text_of("train/lines/said").find("are valid here"), std::string::npos);
}

TEST_F(LinesView, SetsTheNearestRealLineBesideIt) {
  EXPECT_FALSE(stage.text_of("train/line/0/nearest").empty());
  EXPECT_NE(stage.text_of("train/line/0/nearest"), stage.text_of("train/line/0"));
}

TEST_F(LinesView, MorphsInNineLines) {
  EXPECT_FALSE(stage.text_of("train/morph/0").empty());
  EXPECT_FALSE(stage.text_of("train/morph/8").empty());
}

TEST_F(LinesView, AClickSelectsTheLatentEverywhere) {
  stage.click(stage.centre("train/sample/5"));
  ASSERT_NE(stage.last<action::SelectLatent>(), nullptr);
  EXPECT_EQ(stage.last<action::SelectLatent>()->index, 5);
}

TEST(LinesCompact, ASmallWindowShowsTwelveLines) {
  Stage stage({783, 568}, panels::samples_panels());
  stage.compact = true;
  show_verse(stage.model);
  stage.frame();
  EXPECT_NE(stage.items.find("train/line/11"), nullptr);
  EXPECT_EQ(stage.items.find("train/line/12"), nullptr);
}

}  // namespace
}  // namespace ganscope
