// Lines of words in the middle of Train: what is shown of them, and what a click does.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "app/panels/plot_list.h"
#include "app/panels/samples/lines/lines_state.h"
#include "app/panels/samples/samples_panel.h"
#include "core/language/grammars.h"
#include "core/language/lines.h"
#include "tests/panels/train_view/stage.h"

namespace ganscope {
namespace {

namespace action = model::action;

/// A run of lines: 64 of them, of which number 3 of verse has a noun twice, and what the explorer found out
/// about those that are shown.
void show_lines(model::UiModel& model, const language::Grammar& grammar, const std::string& name) {
  fill_run(model, 100);
  for (const model::View& view : panels::samples_views()) model.views.push_back(view);
  auto status = std::make_shared<api::Status>(*model.status);
  status->data.form = Form::tokens;
  status->data.channels = 1;
  status->data.height = grammar.length();
  status->data.width = static_cast<int>(grammar.words().size());
  status->data.tokens = std::make_shared<tokens::Vocabulary>(
      tokens::Vocabulary{grammar.words(), name == "verse" ? " " : "", name});
  status->model.judges = true;
  const uint64_t generation = status->generation;
  model.status = status;
  const auto places = static_cast<size_t>(grammar.length());
  Random random(1);
  language::Lines lines = language::drawn_lines(grammar, 64, random);
  if (name == "verse") lines.words[3 * places + 6] = lines[3][2];  // the noun again
  const auto answer = [&](int count) {
    auto result = std::make_shared<api::Answer>();
    result->generation = generation;
    result->count = count;
    result->width = result->height = 64;
    result->values = language::one_hot(lines, status->data.width);
    result->values.resize(static_cast<size_t>(count) * places * grammar.words().size());
    for (int i = 0; i < count; ++i) result->scores.push_back(0.5F);
    return result;
  };
  model.results[model::view::grid] = answer(64);
  const int shown = panels::samples::shown_lines * panels::samples::line_columns(status->data);
  auto read = answer(shown);
  read->vectors = {shown, static_cast<int>(2 * places),
                   std::vector<float>(2 * places * static_cast<size_t>(shown), 0.0F)};
  for (int i = 0; i < shown; ++i) {
    api::TableRow row{"line", "", {1}};
    for (const int word : lines[i]) row.numbers.push_back(word);
    row.numbers[2] = lines[i][1] == 6 ? 7 : 6;  // another adjective
    read->table.push_back(row);
  }
  model.results[model.view(panels::samples::lines_view_key)] = read;
  model.results[model.view(panels::samples::morph_view_key)] = answer(panels::samples::morph_lines);
}

void show_verse(model::UiModel& model) { show_lines(model, language::verse(), "verse"); }

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

TEST_F(LinesView, GoesThroughTheMorphLineByLine) {
  stage.click(stage.centre("train/morph/play"));
  ASSERT_NE(stage.last<action::PlayMorph>(), nullptr);
  EXPECT_TRUE(stage.last<action::PlayMorph>()->playing);
  EXPECT_EQ(stage.items.find("train/morph/said"), nullptr);
  stage.model.morph_clock = {.playing = true, .line = 4, .due_s = 1e9};
  stage.frame();
  EXPECT_EQ(stage.text_of("train/morph/said"), stage.text_of("train/morph/4"));
  const auto key = panels::key_action(panels::samples_panels(), stage.model, "k");
  ASSERT_TRUE(key);
  ASSERT_TRUE(std::holds_alternative<action::PlayMorph>(*key));
  EXPECT_FALSE(std::get<action::PlayMorph>(*key).playing);
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
  const auto* morph = stage.items.find("train/morph/8");
  ASSERT_NE(morph, nullptr) << "the morph below them";
  EXPECT_LE(morph->max.y, 16 + 568);
}

TEST(ShortLines, StandInTwoColumns) {
  Stage stage({782, 724}, panels::samples_panels());
  show_lines(stage.model, language::sums(), "sums");
  stage.frame();
  const auto *first = stage.items.find("train/line/0"), *second = stage.items.find("train/line/1");
  ASSERT_NE(first, nullptr);
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(first->min.y, second->min.y);
  EXPECT_GT(second->min.x, first->max.x);
  EXPECT_NE(stage.items.find("train/line/31"), nullptr);
  EXPECT_FALSE(stage.text_of("train/line/31/nearest").empty()) << "asked for all that are shown";
}

TEST(LinesPlots, TheShareOfValidLinesLeads) {
  model::UiModel model;
  fill_run(model, 100);
  add_rows(model, 1, 3);
  show_lines(model, language::verse(), "verse");
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = 1;
  table->plots = {{"distinct", "Different lines", "", false, 0, 1, {}, ""},
                  {"valid", "Share of valid lines", "", false, 0, 1, {}, ""}};
  table->series = {{"distinct", "different", "", "", "distinct", config::Player::generator},
                   {"valid", "valid", "", "", "valid", config::Player::generator}};
  model.measures.set_table(table);
  model.measures.append(std::vector<api::MetricRow>{{1, 1, 0.1, {0.5F, 0.5F}}});
  EXPECT_EQ(panels::plots::all_plots(model).front().info->key, "valid");
  EXPECT_EQ(panels::plots::all_plots(model)[1].info->key, "loss");
  auto status = std::make_shared<api::Status>(*model.status);
  status->data.form = Form::pictures;
  model.status = status;
  EXPECT_EQ(panels::plots::all_plots(model).front().info->key, "loss");
}

}  // namespace
}  // namespace ganscope
