#include "core/data/text/csv_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/data/byte_source.h"
#include "core/data/parallel.h"
#include "core/data/text/numbers.h"

namespace ganscope::data {
namespace {

constexpr size_t most_csv_bytes = size_t{512} << 20, csv_block = size_t{1} << 20, longest_line = 4096;
constexpr size_t most_points = 5000000;
constexpr double largest = 1e12;

/// How numbers stand in a line.
struct Dialect {
  char separator = ',';
  bool trailing = false;  ///< every line ends with one separator, or several
};

std::string_view unquoted(std::string_view word) {
  for (const char quote : {'"', '\''})
    if (word.size() >= 2 && word.front() == quote && word.back() == quote)
      return trimmed(word.substr(1, word.size() - 2));
  return word;
}

/// The fields of a line; a separator between quotes separates nothing. Of blanks any number is one.
std::vector<std::string_view> split(std::string_view line, char separator) {
  std::vector<std::string_view> found;
  size_t begin = 0;
  char quote = 0;
  for (size_t i = 0; i <= line.size(); ++i) {
    const char c = i < line.size() ? line[i] : separator;
    if (i < line.size() && quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    const bool starts_field = trimmed(line.substr(begin, i - begin)).empty();
    if (i < line.size() && starts_field && (c == '"' || c == '\'')) quote = c;
    if (c != separator) continue;
    const std::string_view word = unquoted(trimmed(line.substr(begin, i - begin)));
    if (separator != ' ' || !word.empty()) found.push_back(word);
    begin = i + 1;
  }
  return found;
}

bool has_comma(std::string_view word) { return word.find(',') != std::string_view::npos; }

/// With a point or, where the field holds one, a comma before the decimals.
std::optional<double> number_in(std::string_view word) {
  if (!has_comma(word)) return number(word);
  if (word.find('.') != std::string_view::npos) return std::nullopt;
  std::string pointed(word);
  pointed[pointed.find(',')] = '.';
  return number(pointed);
}

bool all_numbers(const std::vector<std::string_view>& words) {
  return std::ranges::all_of(words, [](auto word) { return number_in(word).has_value(); });
}

char separator_of(std::string_view line) {
  for (const char candidate : {';', '\t', ','})
    if (line.find(candidate) != std::string_view::npos) return candidate;
  return ' ';
}

/// The first line with a number says how the file is written.
Dialect dialect_of(std::string_view line) {
  Dialect dialect;
  dialect.separator = separator_of(line);
  const auto words = split(line, dialect.separator);
  // "1,5 2,5": blanks separate, commas are decimal.
  const auto parts = split(line, ' ');
  const bool torn = std::ranges::any_of(words, [](auto word) { return word.find(' ') != word.npos; });
  if (dialect.separator == ',' && torn && parts.size() == 2 && parts[0].back() != ',' && all_numbers(parts))
    dialect.separator = ' ';
  else
    dialect.trailing = words.size() > 1 && words.back().empty();
  return dialect;
}

/// What stands in a message: short, and nothing but what can be printed.
std::string shown(std::string_view text) {
  std::string plain(text.substr(0, 24));
  std::ranges::replace_if(
      plain, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return plain + (text.size() > 24 ? "…" : "");
}

/// Takes line after line.
class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  Expected<void> line(std::string_view text) {
    ++number_;
    if (number_ == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
    text = trimmed(text);
    if (text.empty() || text.starts_with('#')) return {};
    if (number_ == 1 && (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")))
      return wrong("this is UTF-16 text, not UTF-8");
    if (text.find('\0') != std::string_view::npos) return wrong("this is not text");
    if (columns_ == 0 && heading_.empty() && is_heading(text)) {
      heading_ = text;
      return {};
    }
    if (columns_ == 0) dialect_ = dialect_of(text);
    auto words = split(text, dialect_.separator);
    while (dialect_.trailing && words.size() > std::max<size_t>(columns_, 1) && words.back().empty())
      words.pop_back();
    if (columns_ == 0) {
      if (words.size() > 2)
        return wrong(fmt::format("{} columns, where points have one or two", words.size()));
      columns_ = words.size();
    }
    if (words.size() != columns_)
      return wrong(fmt::format("{} columns, where the lines before have {}", words.size(), columns_));
    for (const std::string_view word : words) {
      const auto value = number_in(word);
      if (!value)
        return wrong(word.empty() ? "a number is missing" : fmt::format("\"{}\" is no number", shown(word)));
      if (!(std::abs(*value) <= largest))
        return wrong(std::isfinite(*value) ? fmt::format("\"{}\" is too far away: beyond ±1e12", shown(word))
                                           : fmt::format("\"{}\" is no number", shown(word)));
      (has_comma(word) ? decimal_comma_ : decimal_point_) |= has_comma(word) || word.find('.') != word.npos;
      if (decimal_comma_ && decimal_point_)
        return wrong(fmt::format("\"{}\" where numbers above are written the other way", shown(word)));
      result.points.push_back(*value);
    }
    if (result.points.size() > most_points * columns_)
      return wrong(fmt::format("more than {} points", most_points));
    return {};
  }

  Expected<CsvPoints> finish() {
    result.dimensions = static_cast<int>(columns_);
    bool differ = false;
    for (size_t i = columns_; i < result.points.size() && !differ; ++i)
      differ = result.points[i] != result.points[i % columns_];
    if (!differ) {
      const size_t rows = columns_ > 0 ? result.points.size() / columns_ : 0;
      const std::string what = rows == 0   ? "there is no point in it"
                               : rows == 1 ? "there is only one point in it"
                                           : fmt::format("all {} points in it are in one place", rows);
      return fail(FailureKind::bad_data, what, file_,
                  "Give a file with a point a line, x or x,y, and two different points at least.");
    }
    return std::move(result);
  }

  CsvPoints result;

 private:
  /// Words only: not one of the fields is a number, and one at least is there.
  static bool is_heading(std::string_view text) {
    const auto words = split(text, separator_of(text));
    return std::ranges::none_of(words, [](auto word) { return number_in(word).has_value(); }) &&
           std::ranges::any_of(words, [](auto word) { return !word.empty(); });
  }

  [[nodiscard]] tl::unexpected<Failure> wrong(const std::string& what) const {
    return fail(
        FailureKind::bad_data, what, fmt::format("{}, line {}", file_, number_),
        "Give a file with a point a line, x or x,y, and at most one line of headings above. Lines without "
        "a number in every column must be taken out or filled in first.");
  }

  std::string file_;
  int64_t number_ = 0;
  std::string heading_;  // the first line, where it names the columns
  Dialect dialect_;
  size_t columns_ = 0;  // 0: no line of numbers yet
  bool decimal_comma_ = false, decimal_point_ = false;
};

/// Lines end with \n, \r\n or \r, also where the two fall into two blocks.
class Lines {
 public:
  explicit Lines(Reader& reader) : reader_(reader) {}

  Expected<void> take(std::string_view text) {
    if (after_return_ && text.starts_with('\n')) text.remove_prefix(1);
    after_return_ = false;
    for (size_t end = text.find_first_of("\r\n"); end != std::string_view::npos;
         end = text.find_first_of("\r\n")) {
      rest_.append(text.substr(0, end));
      if (auto taken = reader_.line(rest_); !taken) return taken;
      rest_.clear();
      const bool carriage_return = text[end] == '\r';
      text.remove_prefix(end + 1);
      if (carriage_return && text.starts_with('\n')) text.remove_prefix(1);
      after_return_ = carriage_return && text.empty();
    }
    rest_.append(text);
    return {};
  }
  [[nodiscard]] bool too_long() const { return rest_.size() > longest_line; }
  Expected<CsvPoints> finish() {
    if (!rest_.empty())
      if (auto taken = too_long() ? reader_.line(std::string_view("\0", 1)) : reader_.line(rest_); !taken)
        return tl::unexpected(taken.error());
    return reader_.finish();
  }

 private:
  Reader& reader_;
  std::string rest_;  // of the block before: the beginning of a line
  bool after_return_ = false;
};

}  // namespace

Expected<CsvPoints> points_in_text(std::string_view text, const std::string& where) {
  Reader reader(where);
  Lines lines(reader);
  if (auto taken = lines.take(text); !taken) return tl::unexpected(taken.error());
  return lines.finish();
}

Expected<CsvPoints> read_csv_points(const std::filesystem::path& file, const WorkContext& context) {
  auto source = ByteSource::open(file);
  if (!source) return tl::unexpected(source.error());
  Reader reader(file.string());
  Lines lines(reader);
  std::vector<uint8_t> buffer(csv_block);
  size_t total = 0;
  while (true) {
    if (context.cancelled()) return stopped("Reading points");
    const auto got = source->read(buffer);
    if (!got) return tl::unexpected(got.error());
    if (*got == 0) break;
    total += *got;
    context.report({"Reading points", static_cast<int64_t>(total), 0});
    if (total > most_csv_bytes)
      return fail(FailureKind::bad_data, "more than 512 MB of text", file.string(),
                  "Give a file with fewer points; a million are plenty.");
    if (auto taken = lines.take({reinterpret_cast<const char*>(buffer.data()), *got}); !taken)
      return tl::unexpected(taken.error());
    if (lines.too_long()) break;  // no table of numbers has such lines
  }
  return lines.finish();
}

}  // namespace ganscope::data
