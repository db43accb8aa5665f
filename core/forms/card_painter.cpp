#include "core/forms/card_painter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/font/type.h"
#include "core/forms/plain_painter.h"

namespace ganscope::forms {
namespace {

constexpr int margin = 3;                                                    // px
constexpr double row_height = 1.16, space_width = 0.28, column_pitch = 1.5;  // of the size
constexpr double smallest = 6, largest = 26;                                 // px
constexpr std::array<uint8_t, 3> paper{30, 34, 41}, ink{240, 242, 246};

/// A word as coverage, its pen at the left of its box and its baseline `above` below the top.
struct SetWord {
  int width = 0;
  std::vector<font::Letter> letters;
};
/// All words of a vocabulary at one size.
struct SetWords {
  double size = 0;
  std::vector<SetWord> words;
};

SetWords set_words(const std::vector<std::string>& names, double size) {
  SetWords made{size, {}};
  for (const std::string& name : names) {
    SetWord word{0, font::set_type(name, size, false)};
    double width = 0;
    for (const font::Letter& letter : word.letters) width += letter.advance;
    word.width = static_cast<int>(std::lround(width));
    made.words.push_back(std::move(word));
  }
  return made;
}

using Row = std::vector<int>;  // numbers of words

int width_of(const Row& row, const SetWords& set, double space) {
  double width = 0;
  for (size_t i = 0; i < row.size(); ++i)
    width += set.words[static_cast<size_t>(row[i])].width + (i > 0 ? space : 0);
  return static_cast<int>(std::ceil(width));
}

/// As many words in a row as fit.
std::vector<Row> wrapped(const std::vector<int>& line, const SetWords& set, double space) {
  std::vector<Row> rows;
  for (const int word : line) {
    if (!rows.empty()) {
      Row longer = rows.back();
      longer.push_back(word);
      if (width_of(longer, set, space) <= card_side - 2 * margin) {
        rows.back() = std::move(longer);
        continue;
      }
    }
    rows.push_back({word});
  }
  return rows;
}

class CardPainter final : public Painter {
 public:
  explicit CardPainter(const Look& look)
      : places_(look.height), vocabulary_(*look.tokens), columns_(vocabulary_.grammar == "couplet") {
    for (size_t i = 0; i < vocabulary_.names.size(); ++i)
      if (vocabulary_.names[i] == "=" && vocabulary_.separator.empty()) breaks_before_ = static_cast<int>(i);
    const double best = columns_ ? (card_side - 2 * margin) / (places_ / 2 * row_height) : fitting_size();
    for (const double part : {1.0, 0.88, 0.72})
      if (best * part >= smallest || sets_.empty())
        sets_.push_back(set_words(vocabulary_.names, std::max(smallest, best * part)));
  }

  /// Whether there is a font.
  [[nodiscard]] bool can_write() const {
    return std::ranges::any_of(sets_.front().words, [](const SetWord& word) { return word.width > 0; });
  }
  [[nodiscard]] int width() const override { return card_side; }
  [[nodiscard]] int height() const override { return card_side; }

  void paint(std::span<const uint8_t> sample, std::vector<uint8_t>& rgba) const override {
    const size_t first = rgba.size();
    rgba.resize(first + size_t{4} * card_side * card_side);
    uint8_t* card = rgba.data() + first;
    for (size_t i = 0; i < size_t{card_side} * card_side; ++i)
      for (size_t c = 0; c < 4; ++c) card[4 * i + c] = c == 3 ? 255 : paper[c];
    const std::vector<int> line = words_of(sample);
    if (columns_) return write_columns(line, card);
    for (const SetWords& set : sets_) {
      const std::vector<Row> rows = rows_of(line, set);
      if (!fits(rows, set) && &set != &sets_.back()) continue;
      write_rows(rows, set, card);
      return;
    }
  }

 private:
  [[nodiscard]] double space(double size) const {
    return vocabulary_.separator.empty() ? 0 : space_width * size;
  }
  // The numbers of the words that are no blanks.
  [[nodiscard]] std::vector<int> words_of(std::span<const uint8_t> sample) const {
    std::vector<int> line;
    const size_t words = vocabulary_.names.size();
    for (size_t row = 0; row + words <= sample.size(); row += words) {
      const auto one = sample.subspan(row, words);
      const auto word = static_cast<size_t>(std::ranges::max_element(one) - one.begin());
      if (!vocabulary_.names[word].empty()) line.push_back(static_cast<int>(word));
    }
    return line;
  }
  [[nodiscard]] std::vector<Row> rows_of(const std::vector<int>& line, const SetWords& set) const {
    const auto at = std::ranges::find(line, breaks_before_);
    std::vector<Row> rows = wrapped({line.begin(), at}, set, space(set.size));
    const std::vector<Row> rest = wrapped({at, line.end()}, set, space(set.size));
    rows.insert(rows.end(), rest.begin(), rest.end());
    return rows;
  }
  [[nodiscard]] bool fits(const std::vector<Row>& rows, const SetWords& set) const {
    if (static_cast<double>(rows.size()) * row_height * set.size > card_side - 2 * margin) return false;
    return std::ranges::all_of(
        rows, [&](const Row& row) { return width_of(row, set, space(set.size)) <= card_side - 2 * margin; });
  }
  // The largest size at which a line of words of rather more than the mean width fits.
  [[nodiscard]] double fitting_size() const {
    constexpr size_t measured_words = 200;
    constexpr double measured_size = 16;
    std::vector<std::string> some = vocabulary_.names;
    some.resize(std::min(some.size(), measured_words));
    double mean = 0;
    for (const SetWord& word : set_words(some, measured_size).words) mean += word.width;
    mean /= std::max<double>(1, static_cast<double>(some.size())) * measured_size;  // of the size
    const std::vector<int> line(static_cast<size_t>(places_), 0);
    for (double size = largest; size > smallest; size -= 0.5) {
      SetWords even{size, {}};
      even.words.resize(1);
      even.words[0].width = static_cast<int>(std::ceil(1.2 * mean * size));
      if (fits(wrapped(line, even, space(size)), even)) return size;
    }
    return smallest;
  }

  void write_rows(const std::vector<Row>& rows, const SetWords& set, uint8_t* card) const {
    const double height = static_cast<double>(rows.size()) * row_height * set.size;
    double baseline = (card_side - height) / 2 + 0.88 * set.size;
    for (const Row& row : rows) {
      double pen = (card_side - width_of(row, set, space(set.size))) / 2.0;
      for (const int word : row) {
        write(set.words[static_cast<size_t>(word)], pen, baseline, card);
        pen += set.words[static_cast<size_t>(word)].width + space(set.size);
      }
      baseline += row_height * set.size;
    }
  }
  // Two columns from the top, the first one right.
  void write_columns(const std::vector<int>& line, uint8_t* card) const {
    const SetWords& set = sets_.front();
    const size_t half = static_cast<size_t>(places_) / 2;
    for (size_t i = 0; i < line.size(); ++i) {
      const SetWord& word = set.words[static_cast<size_t>(line[i])];
      const double centre = card_side / 2.0 + (i < half ? 0.5 : -0.5) * column_pitch * set.size;
      const double baseline = margin + (static_cast<double>(i % half) * row_height + 0.95) * set.size;
      write(word, centre - word.width / 2.0, baseline, card);
    }
  }
  static void write(const SetWord& word, double pen, double baseline, uint8_t* card) {
    for (const font::Letter& letter : word.letters) {
      const int left = static_cast<int>(std::lround(pen)) + letter.left;
      const int top = static_cast<int>(std::lround(baseline)) + letter.top;
      for (int y = 0; y < letter.height; ++y) {
        for (int x = 0; x < letter.width; ++x) {
          if (left + x < 0 || left + x >= card_side || top + y < 0 || top + y >= card_side) continue;
          const int covered = letter.coverage[static_cast<size_t>(y * letter.width + x)];
          uint8_t* pixel = card + 4 * static_cast<size_t>((top + y) * card_side + left + x);
          for (size_t c = 0; c < 3; ++c)
            pixel[c] = static_cast<uint8_t>((pixel[c] * (255 - covered) + ink[c] * covered) / 255);
        }
      }
      pen += letter.advance;
    }
  }

  int places_;
  tokens::Vocabulary vocabulary_;
  bool columns_;
  int breaks_before_ = -1;      // a word that begins a new row
  std::vector<SetWords> sets_;  // from large to small
};

}  // namespace

std::shared_ptr<const Painter> card_painter(const Look& look) {
  if (look.tokens == nullptr) return plain_painter(look);
  auto painter = std::make_shared<const CardPainter>(look);
  if (!painter->can_write()) return plain_painter(look);
  return painter;
}

}  // namespace ganscope::forms
