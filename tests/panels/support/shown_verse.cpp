#include "tests/panels/support/shown_verse.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>

#include "core/explore/tools/lines_numbers.h"
#include "core/forms/painter.h"
#include "core/language/grammars.h"
#include "core/language/lines.h"

namespace ganscope::testing {
namespace {

forms::Look verse_look() {
  const api::DataInfo data = verse_data();
  return {.form = Form::tokens,
          .channels = data.channels,
          .height = data.height,
          .width = data.width,
          .tokens = data.tokens};
}

}  // namespace

api::DataInfo verse_data() {
  const language::Grammar& verse = language::verse();
  api::DataInfo data{.key = "verse",
                     .title = "Verse",
                     .form = Form::tokens,
                     .count = 40000,
                     .channels = 1,
                     .height = verse.length(),
                     .width = static_cast<int>(verse.words().size()),
                     .label_names = {},
                     .attribute_names = {}};
  data.tokens = std::make_shared<const tokens::Vocabulary>(tokens::Vocabulary{verse.words(), " ", "verse"});
  return data;
}

void append_verse(uint64_t seed, bool real, std::vector<uint8_t>& values, std::vector<uint8_t>& rgba) {
  const language::Grammar& verse = language::verse();
  Random random(seed);
  language::Lines lines = language::drawn_lines(verse, 1, random);
  if (!real && seed % 4 == 0) lines.words[6] = lines.words[2];
  const std::vector<uint8_t> line = language::one_hot(lines, static_cast<int>(verse.words().size()));
  values.insert(values.end(), line.begin(), line.end());
  forms::painter_of(verse_look())->paint(line, rgba);
}

int painted_verse() { return forms::painter_of(verse_look())->width(); }

void answer_with_nearest_verse(api::Answer& result) {
  const api::DataInfo data = verse_data();
  const auto places = static_cast<size_t>(data.height);
  const language::Lines lines = language::lines_of(result.values, data.height, data.width);
  result.vectors = {result.count, static_cast<int>(2 * places), {}};
  for (int i = 0; i < result.count; ++i) {
    const std::span<const int> line(lines.words.data() + static_cast<size_t>(i) * places, places);
    api::TableRow row{.key = "line", .text = "", .numbers = {1}};
    row.numbers.insert(row.numbers.end(), line.begin(), line.end());
    auto& adjective = row.numbers[explore::line_numbers::nearest_words + 1];
    adjective = adjective == 6 ? 7 : 6;
    result.table.push_back(std::move(row));
    for (size_t place = 0; place < 2 * places; ++place)
      result.vectors.values.push_back(place < places ? 0.01F * static_cast<float>((7 * i + 3 * place) % 11)
                                                     : 0.0F);
  }
}

api::MeasureTable verse_measures() {
  api::MeasureTable measures;
  measures.table.generation = 1;
  measures.table.plots = {{"valid", "Share of valid lines", "of 2,000", false, 0, 1.05, {1.0}, "real"},
                          {"rules", "Rules", "share of lines that obey each", false, 0, 1.05, {1.0}, "real"}};
  using config::Player;
  measures.table.series = {{"valid", "valid", "Valid lines", "", "valid", Player::generator},
                           {"copied", "copied", "Copied lines", "", "valid", Player::none}};
  measures.floors = {1, NAN};
  for (const language::Rule& rule : language::verse().rules()) {
    measures.table.series.push_back(
        {"rule_" + rule.key, rule.key, rule.title, rule.help, "rules", Player::generator});
    measures.floors.push_back(1);
  }
  return measures;
}

std::vector<api::MeasureRow> verse_measured(int64_t steps) {
  std::vector<api::MeasureRow> rows;
  const size_t rules = language::verse().rules().size();
  for (int64_t step = 0; step <= steps; step += 50) {
    const auto wrong = static_cast<float>(0.19 + 0.8 * std::exp(-static_cast<double>(step) / 250));
    api::MeasureRow row{1, step, static_cast<double>(step) / 141, {1 - wrong, 0.03F}};
    for (size_t rule = 0; rule < rules; ++rule)
      row.values.push_back(1 - wrong * (0.6F - 0.55F * static_cast<float>(rule) / static_cast<float>(rules)));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace ganscope::testing
