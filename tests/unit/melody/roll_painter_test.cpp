#include "core/forms/roll_painter.h"

#include <gtest/gtest.h>

#include <array>

#include "core/melody/compose.h"
#include "core/melody/rules.h"

namespace ganscope::forms {
namespace {

std::vector<uint8_t> rows_of(const melody::Line& line) {
  std::vector<uint8_t> rows(static_cast<size_t>(melody::places) * melody::words);
  for (size_t place = 0; place < melody::places; ++place) rows[place * melody::words + line[place]] = 255;
  return rows;
}

std::array<int, 3> pixel(const std::vector<uint8_t>& rgba, int x, int y) {
  const size_t at = 4 * static_cast<size_t>(y * roll_side + x);
  return {rgba[at], rgba[at + 1], rgba[at + 2]};
}

TEST(RollPainter, NotesAreBrightAtTheirTimeAndPitchAndRedWhereTheyBreakARule) {
  const auto painter = painter_of({.form = Form::rolls});
  ASSERT_NE(painter, nullptr);
  Random random(3);
  melody::Line line = melody::compose(random);
  std::vector<uint8_t> rgba;
  painter->paint(rows_of(line), rgba);
  ASSERT_EQ(rgba.size(), size_t{4} * roll_side * roll_side);
  for (size_t i = 3; i < rgba.size(); i += 4) ASSERT_EQ(rgba[i], 255);
  const int y = (melody::pitches - 1 - line[0]) * 3 + 1;
  EXPECT_EQ(pixel(rgba, 1, y), (std::array<int, 3>{240, 242, 246}));

  line[0] = static_cast<uint8_t>(line[0] > 11 ? line[0] - 6 : line[0] + 6);  // a tritone is in no triad
  ASSERT_FALSE(melody::obeys_all(melody::look_at(line)));
  std::vector<uint8_t> wrong;
  painter->paint(rows_of(line), wrong);
  const int there = (melody::pitches - 1 - line[0]) * 3 + 1;
  EXPECT_EQ(pixel(wrong, 1, there), (std::array<int, 3>{255, 107, 107}));
}

TEST(RollPainter, AppendsBehindWhatIsThere) {
  Random random(3);
  const auto rows = rows_of(melody::compose(random));
  std::vector<uint8_t> rgba;
  const auto painter = painter_of({.form = Form::rolls});
  painter->paint(rows, rgba);
  const auto once = rgba;
  painter->paint(rows, rgba);
  ASSERT_EQ(rgba.size(), 2 * once.size());
  EXPECT_TRUE(std::equal(once.begin(), once.end(), rgba.begin() + static_cast<std::ptrdiff_t>(once.size())));
}

}  // namespace
}  // namespace ganscope::forms
